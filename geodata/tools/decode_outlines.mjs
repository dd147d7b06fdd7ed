// decode_outlines.mjs ECHARTS_PROVINCE_DIR UNITS.csv GCJ02_VECTORS.csv OUT.geojson
//
// Reads the encoded province files of npm package echarts 4.9.0 and writes one feature per unit listed
// in units.csv, in WGS 84. The source coordinates are in GCJ-02, the shifted datum that Chinese web maps
// use, so each vertex is shifted back (465 to 570 m here).

import fs from 'node:fs';
import path from 'node:path';

const [provinceDir, unitsCsv, vectorsCsv, outFile] = process.argv.slice(2);

// --- GCJ-02 ---------------------------------------------------------------------------------------

const SEMI_MAJOR = 6378245.0;                 // Krasovsky 1940, the ellipsoid the shift was defined on
const ECCENTRICITY_2 = 0.00669342162296594323;
const { PI, sin, sqrt, abs, cos } = Math;

function shiftNorth(x, y) {                   // metres-like units, x = lon - 105, y = lat - 35
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    + (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3
    + (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3
    + (160 * sin(y / 12 * PI) + 320 * sin(y / 30 * PI)) * 2 / 3;
}

function shiftEast(x, y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    + (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3
    + (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3
    + (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
}

function gcj02FromWgs84([lon, lat]) {
  const radLat = lat / 180 * PI;
  const magic = 1 - ECCENTRICITY_2 * sin(radLat) ** 2;
  const rootMagic = sqrt(magic);
  const x = lon - 105, y = lat - 35;
  return [
    lon + shiftEast(x, y) * 180 / (SEMI_MAJOR / rootMagic * cos(radLat) * PI),
    lat + shiftNorth(x, y) * 180 / ((SEMI_MAJOR * (1 - ECCENTRICITY_2)) / (magic * rootMagic) * PI),
  ];
}

// No closed form exists; the fixed point converges to below 1e-9 degree in ten rounds.
function wgs84FromGcj02(point) {
  let [lon, lat] = point;
  for (let round = 0; round < 10; round++) {
    const [shiftedLon, shiftedLat] = gcj02FromWgs84([lon, lat]);
    lon -= shiftedLon - point[0];
    lat -= shiftedLat - point[1];
  }
  return [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
}

// --- the ECharts ring encoding: zigzag deltas in 1/1024 degree, one character per number -------------

const unzigzag = (value) => (value >> 1) ^ -(value & 1);

function decodeRing(text, [startX, startY]) {
  let x = startX, y = startY;
  const ring = [];
  for (let i = 0; i < text.length; i += 2) {
    x += unzigzag(text.charCodeAt(i) - 64);
    y += unzigzag(text.charCodeAt(i + 1) - 64);
    ring.push(wgs84FromGcj02([x / 1024, y / 1024]));
  }
  const first = ring[0], last = ring[ring.length - 1];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([...first]);
  return ring;
}

function decodeGeometry({ type, coordinates, encodeOffsets }) {
  const polygons = type === 'Polygon'
    ? [coordinates.map((ring, i) => decodeRing(ring, encodeOffsets[i]))]
    : coordinates.map((rings, i) => rings.map((ring, j) => decodeRing(ring, encodeOffsets[i][j])));
  return {
    type: 'MultiPolygon',
    coordinates: polygons
      .map((rings) => rings.filter((ring) => ring.length > 3))
      .filter((rings) => rings.length > 0),
  };
}

// --- units ------------------------------------------------------------------------------------------

// A plain CSV: a header line, no quoted fields.
function readTable(file) {
  const [header, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n');
  const keys = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [keys[i], value])));
}

// The transform must reproduce the reference pairs, or every outline would be half a kilometre off.
for (const row of readTable(vectorsCsv)) {
  const wgs84 = [Number(row.wgs84_lon), Number(row.wgs84_lat)];
  const gcj02 = [Number(row.gcj02_lon), Number(row.gcj02_lat)];
  const forth = gcj02FromWgs84(wgs84), back = wgs84FromGcj02(gcj02);
  for (const axis of [0, 1]) {
    if (abs(forth[axis] - gcj02[axis]) > 2e-6 || abs(back[axis] - wgs84[axis]) > 2e-6) throw new Error(`GCJ-02 transform is off at ${row.name}`);
  }
}

const features = [];
const units = readTable(unitsCsv);
for (const province of new Set(units.map((unit) => unit.file))) {
  const collection = JSON.parse(fs.readFileSync(path.join(provinceDir, province + '.json'), 'utf8'));
  for (const unit of units.filter((candidate) => candidate.file === province)) {
    const found = collection.features.find((feature) => feature.properties.name === unit.name_source);
    if (!found) throw new Error(`${province}.json has no ${unit.name_source}`);
    features.push({
      type: 'Feature',
      properties: {
        adcode: Number(unit.adcode), name_en: unit.name_en, name_zh: unit.name_zh,
        level: unit.level, prov: Number(unit.prov),
      },
      geometry: decodeGeometry(found.geometry),
    });
  }
}
fs.writeFileSync(outFile, JSON.stringify({ type: 'FeatureCollection', features }));
console.log(`${features.length} units decoded`);
