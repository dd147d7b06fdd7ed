// Draws the land with d3-geo as world_maps.sh draws it: the same projection on a sphere, clipped to the same frame, scaled so
// that four places fall where ours are. usage: node world_maps.mjs WORK NAME. Writes WORK/NAME-d3.svg.
import { readFileSync, writeFileSync } from "node:fs";

const [work, name] = process.argv.slice(2);
const from = (path) => import(`${work}/node_modules/${path}`);
const d3 = { ...(await from("d3-geo/src/index.js")), ...(await from("d3-geo-projection/src/index.js")) };
const { feature } = await from("topojson-client/src/index.js");
const projections = {
	equirectangular: d3.geoEquirectangular().rotate([-150, 0]),
	mercator: d3.geoMercator().rotate([100, 0]),
	robinson: d3.geoRobinson().rotate([-150, 0]),
	"equal-earth": d3.geoEqualEarth().rotate([70, 0]),
	mollweide: d3.geoMollweide().rotate([-60, 0]),
	"natural-earth": d3.geoNaturalEarth1().rotate([-180, 0]),
	winkel: d3.geoWinkel3().rotate([-150, 0]),
	hammer: d3.geoHammer().rotate([150, 0]),
	orthographic: d3.geoOrthographic().rotate([160, -20]).clipAngle(90),
	lambert: d3.geoAzimuthalEqualArea().rotate([-100, 60]).clipAngle(179),
	equidistant: d3.geoAzimuthalEquidistant().rotate([75, -40]).clipAngle(179),
	homolosine: d3.geoInterruptedHomolosine().rotate([-30, 0]),
};

// Where ours are, in the units of our SVG, whose frame is the only clip path.
const ours = readFileSync(`${work}/${name}-places.svg`, "utf8");
const spots = [...ours.matchAll(/<circle cx="([\d.]+)"\s+cy="([\d.]+)"/g)].map((found) => found.slice(1, 3).map(Number));
const places = readFileSync(`${work}/places.csv`, "utf8").trim().split("\n").slice(1).map((line) => line.split(",").slice(1, 3).map(Number));
const [header] = ours.match(/<svg [^>]*>/);
const [frame] = ours.match(/<rect x=[^>]*\/>/);
if (spots.length !== places.length) throw new Error(`${spots.length} of ${places.length} places are drawn`);

const projection = projections[name].scale(1000).translate([0, 0]).precision(0.05);
const theirs = places.map((place) => projection(place));
const mean = (list, axis) => list.reduce((sum, point) => sum + point[axis], 0) / list.length;
const centre = [[mean(spots, 0), mean(spots, 1)], [mean(theirs, 0), mean(theirs, 1)]];
let product = 0, square = 0;
spots.forEach((spot, i) => [0, 1].forEach((axis) => {
	product += (spot[axis] - centre[0][axis]) * (theirs[i][axis] - centre[1][axis]);
	square += (theirs[i][axis] - centre[1][axis]) ** 2;
}));
const scale = product / square;
projection.scale(1000 * scale).translate([centre[0][0] - scale * centre[1][0], centre[0][1] - scale * centre[1][1]]);
const off = Math.max(...places.map((place, i) => Math.hypot(projection(place)[0] - spots[i][0], projection(place)[1] - spots[i][1])));
console.log(`places are off by at most ${off.toFixed(2)} units`);

const topology = JSON.parse(readFileSync(`${work}/land.json`, "utf8"));
const path = d3.geoPath(projection).digits(2), land = path(feature(topology, topology.objects.land));
// An interrupted projection of d3 fills the gaps between its lobes, which its users clip away by the globe's outline.
const globe = name === "homolosine" ? path({ type: "Sphere" }) : "M-1e5-1e5H1e5V1e5H-1e5Z";
writeFileSync(`${work}/${name}-d3.svg`, `${header.replace(/ (role|aria-\w+|xml:lang)="[^"]*"/g, "")}
<clipPath id="frame">${frame}</clipPath><clipPath id="globe"><path d="${globe}"/></clipPath>
<g clip-path="url(#frame)"><path clip-path="url(#globe)" d="${land}"/></g></svg>\n`);
