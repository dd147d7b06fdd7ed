// units.mjs BUILD.json SOURCES OUT.geojson
//
// Takes from Natural Earth's administrative units what the base needs: codes, names, and who does not recognise a unit as its
// country's. The country of a unit is that of ISO 3166, where one is assigned (French Guiana is GF, Western Sahara EH, Crimea
// UA); countries.csv says so where Natural Earth does not. The one who holds a unit in fact is `holder`. `group` is one for units that
// nobody tells apart: of one country, one holder, and not named in viewpoints.csv. `metres`: how much its lines are thinned, by thinning.csv.
import fs from "node:fs";

const [source, sources, out] = process.argv.slice(2);
const METRES = 170;
const languages = "ar bn de el en es fa fr he hi hu id it ja ko nl pl pt ru sv tr uk ur vi zh zh-Hant".split(" ");
const rows_of = name => fs.readFileSync(`${sources}/${name}.csv`, "utf8").trim().split("\n").slice(1).map(row => row.split(","));
const overrides = new Map(rows_of("countries").map(([unit, country, holder]) => [unit, { country, holder }]));
const thinned = new Map(rows_of("thinning").map(([unit, metres]) => [unit, Number(metres)]));
const seen_otherwise = new Set(rows_of("viewpoints").map(([unit]) => unit));
const used = new Set();

function override_of(p) {
	for (const key of [p.adm1_code, p.iso_3166_2, p.gu_a3, p.adm0_a3])
		if (overrides.has(key)) {
			used.add(key);
			return overrides.get(key);
		}
	return { country: p.iso_a2, holder: p.iso_a2 };
}

const features = [];
for (const { properties: p, geometry } of JSON.parse(fs.readFileSync(source, "utf8")).features) {
	const { country, holder } = override_of(p);
	if (!/^[A-Z]{2}$/.test(country) && country !== "")
		throw new Error(`${p.adm1_code} ${p.name}: no country of ISO 3166; say it in countries.csv`);
	const unrecognised = Object.keys(p).filter(k => k.startsWith("FCLASS_") && p[k] === "Unrecognized").map(k => k.slice(7).toLowerCase());
	const unit = { code: p.adm1_code, key: p.iso_3166_2.replace(/~$/, ""), iso: /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(p.iso_3166_2) ? p.iso_3166_2 : "", country, holder, a3: p.adm0_a3,
		unrecognised: unrecognised.join(" "), group: `${country}/${holder}/${[p.adm1_code, p.adm0_a3].find(key => seen_otherwise.has(key)) ?? ""}`,
		own: `${country}/${holder}`, name: p.name || p.name_en || p.admin, kind: p.type_en || "",
		metres: thinned.get(p.adm1_code) ?? thinned.get(p.adm0_a3) ?? METRES };
	for (const language of languages)
		unit[`name_${language}`] = p[`name_${language === "zh-Hant" ? "zht" : language}`] || "";
	features.push({ type: "Feature", properties: unit, geometry });
}
for (const key of overrides.keys())
	if (!used.has(key))
		throw new Error(`countries.csv: no unit is called ${key}`);
features.sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1));
fs.writeFileSync(out, JSON.stringify({ type: "FeatureCollection", features }));
