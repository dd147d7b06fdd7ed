// islands.mjs IN.geojson FIELD MIN_KM2 OUT.geojson
//
// Of polygons in single parts with their `km2`, keeps those of at least MIN_KM2 and, of each FIELD that has none so large, the largest.
import fs from "node:fs";

const [source, field, least, out] = process.argv.slice(2);
const collection = JSON.parse(fs.readFileSync(source, "utf8"));
const largest = new Map();
for (const { properties: p } of collection.features)
	largest.set(p[field], Math.max(p.km2, largest.get(p[field]) ?? 0));
collection.features = collection.features.filter(({ properties: p }) => p.km2 >= Number(least) || p.km2 === largest.get(p[field]));
fs.writeFileSync(out, JSON.stringify(collection));
