#!/bin/sh
# The world's places by name: find in many languages, maps of places, routes and members, and what `new` writes draws without a word.
# usage: places.sh PROGRAM WORK
program=$PWD/${1:?PROGRAM} work=${2:?WORK} root=$PWD
rm -rf "$work" && mkdir -p "$work"
cd "$work" || exit 1
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] places-$1"; else echo "[  FAILED  ] places-$1"; cat said.txt; fails=1; fi
}
: >said.txt

# One place in the scripts and languages of its readers: English, Chinese, French, Spanish, Arabic, Russian, Japanese, and some more.
status=0
while read -r written name; do
	"$program" find "$name" 2>said.txt | head -1 | grep -q "^$(echo "$written" | tr _ ' ')[- ]" || { echo "$name: not $written" >>said.txt; status=1; }
done <<END
Cairo,_EG Cairo
Cairo,_EG 开罗
Cairo,_EG Le Caire
Cairo,_EG El Cairo
Cairo,_EG القاهرة
Cairo,_EG Каир
Cairo,_EG カイロ
Cairo,_EG KAIRO
Lomé,_TG lome
Lomé,_TG LOMÉ
Köln,_DE Koln
Köln,_DE cologne
Beijing,_CN 北京
Beijing,_CN 北京市
Tokyo,_JP 東京
Paris,_US Paris, Texas
Paris,_US paris, us-tx
END
result find-languages $status
"$program" find Tokyo --json --lang fr >found.json 2>said.txt && python3 -c '
import json
found = json.load(open("found.json", encoding="utf-8"))
assert found[0]["place"].startswith("Tokyo, JP") and found[0]["capital"] == "country" and found[0]["names"]["zh"] == "东京", found[0]
assert found[0]["country_name"] == "Japon" and abs(found[0]["lon"] - 139.69) < 0.1 and found[0]["population"] > 8e6, found[0]
assert [place["population"] for place in found] == sorted((place["population"] for place in found), reverse=True)' 2>>said.txt
result find-json $?
"$program" find Loome >out.txt 2>said.txt; [ $? -eq 1 ] && grep -q "did you mean 'Lomé'" said.txt && [ ! -s out.txt ]; result find-none $?
"$program" find 2>said.txt; [ $? -eq 2 ] && grep -q 'find which place' said.txt; result find-nothing $?

# What `new` writes draws, and nothing has to be said of it.
fresh() { # name, arguments of new
	name=$1; shift
	"$program" new "$name" "$@" 2>said.txt && head -1 "$name/map.yaml" | grep -q '^# yaml-language-server: \$schema=' &&
		"$program" check "$name/map.yaml" --strict >>said.txt 2>&1 && "$program" render "$name/map.yaml" --strict -f svg -o "$name.svg" 2>>said.txt &&
		! grep -q -e warning -e 'error:' said.txt
	result "new-$name" $?
}
fresh corridor --places 'Abidjan, Accra, Lomé, Cotonou, Lagos'
grep -q '>Cotonou<' corridor.svg; result new-corridor-names $?
sed 's/^# versions/versions/; s/^#   "2/  "2/' corridor/map.yaml >corridor/versions.yaml
"$program" render corridor/versions.yaml --all --strict -f svg -o versions 2>said.txt && [ "$(find versions -name '*.svg' | wc -l)" -eq 2 ]; result new-versions $?
fresh scripts --places 'Αθήνα; Стамбул; София; إزمير'
fresh codes --places 'Paris, US-TX, Dallas, Georgetown, US-TX'
grep -q 'places: \["Paris, US-TX", Dallas, "Georgetown, US-TX"\]' codes/map.yaml; result new-codes $?
fresh one --places Reykjavík
printf 'code,name_en,name_zh,pop,lon,lat\n010,Shanghai,上海,7,121.5,31.2\n011,Hangzhou,杭州,9,120.2,30.3\n' >'towns of mine.csv'
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[120,30]}},
{"type":"Feature","properties":{"name":"B"},"geometry":{"type":"LineString","coordinates":[[120,30],[121,31]]}}]}' >mixed.geojson
fresh deep/data --from 'towns of mine.csv' mixed.geojson
grep -q 'file: "../../towns of mine.csv"' deep/data/map.yaml && grep -q 'names: {en: name_en, zh: name_zh}' deep/data/map.yaml && grep -q 'key: code' deep/data/map.yaml &&
	grep -q '^languages: \[en, zh\]' deep/data/map.yaml && [ "$(grep -c 'kind:' deep/data/map.yaml)" -eq 3 ]; result new-data-told $?
fresh shapes --from "$root/geodata/admin/provinces.shp"
fresh projected --from "$root/geodata/g60-expressway.csv"
printf 'iso;rate\nTR-06;4,25\nTR-34;6,1\n' >rates.csv
fresh joined --from rates.csv
grep -q '^    areas: units' joined/map.yaml && grep -q '^    by: iso$' joined/map.yaml; result new-joined-told $?
"$program" new corridor --places Lagos 2>said.txt; [ $? -eq 3 ] && grep -q 'left as it is' said.txt && grep -q Cotonou corridor/map.yaml; result new-there $?
"$program" new wrong --places 'San Jose, Lagos' 2>said.txt; [ $? -eq 1 ] && grep -q "write 'San Jose, US-CA'" said.txt && [ ! -e wrong ]; result new-ambiguous $?
"$program" new wrong 2>said.txt; [ $? -eq 2 ]; result new-nothing $?
"$program" new wrong --from absent.csv 2>said.txt; [ $? -eq 1 ] && grep -q 'absent.csv' said.txt && [ ! -e wrong ]; result new-absent $?

# Members by code: countries with names of those that have joined, what lies overseas is not framed; units.
cat >euro.yaml <<'END'
title: Euro area
languages: [en]
members: [AT, BE, Germany, FI, FR, IE, IT, LU, NL, PT, ES, GR, SI, CY, MT, SK, EE, LV, LT, HR, 保加利亚]
versions:
  "1999": {members: [AT, BE, 德国, FI, FR, IE, IT, LU, NL, PT, ES]}
  "2026": {members: [GR, SI, CY, MT, SK, EE, LV, LT, Croatia, BG]}
END
"$program" render euro.yaml --all --strict -f svg,png --dpi 60 -o euro 2>said.txt && grep -q '>France<' euro/*1999.svg && grep -q '>Greece<' euro/*2026.svg &&
	! grep -q '>Greece<' euro/*1999.svg; result members-countries $?
"$program" describe euro.yaml --version 1999 --json >figures.json 2>said.txt && python3 -c '
import json
figures = json.load(open("figures.json"))
assert figures["frame"]["west"] > -80 and figures["frame"]["east"] < 80, figures["frame"]' 2>>said.txt; result members-frame $?
printf 'title: T\nmembers: [CI-01, Agnéby]\nplaces: [Abidjan]\n' >units.yaml
"$program" render units.yaml --strict -f svg -o units.svg 2>said.txt && grep -q 'AGN\|Agnéby' units.svg && grep -q '>Abidjan<' units.svg; result members-units $?
# The command line may name others: units in place of a country, of whose names none is left.
printf 'title: T\nmembers: [GH]\n' >country.yaml
"$program" render country.yaml --set 'members=[CI-01, CI-02]' --set layers.member-names.label_style=city --strict -f svg -o set.svg 2>said.txt &&
	grep -q '>Lagunes<' set.svg && ! grep -q Ghana set.svg; result members-set $?
# Untrusted maps may name places: the gazetteer is the program's own.
mkdir -p jail && cp corridor/map.yaml jail/
"$program" render jail/map.yaml --confine jail --strict -f svg -o jail.svg 2>said.txt && cmp -s jail.svg corridor.svg; result confined $?
# Over the date line.
printf 'title: T\nplaces: [Suva, Apia]\nroutes: {r: {through: [Suva, Apia], style: ferry, legend: Ferry}}\n' >pacific.yaml
"$program" render pacific.yaml --strict -f svg -o pacific.svg 2>said.txt && [ $(grep -o '1[ ]*:[ ][0-9  ]*' pacific.svg | head -1 | tr -cd 0-9 | wc -c) -le 9 ]; result date-line $?
# The length of a sketch is no fact.
sed -i 's/ferry/railway/' pacific.yaml
"$program" describe pacific.yaml >words.txt 2>said.txt && grep -q 'Route: Ferry, schematic\.' words.txt && ! grep -q ' km' words.txt; result schematic-words $?
"$program" describe pacific.yaml --json >figures.json 2>said.txt && grep -q '"schematic": true, "length_km": ' figures.json; result schematic-figures $?
# Where the base has no names in the map's language, a note says of what; in a language that it has nothing is said.
printf 'title: T\nbase: world\nplaces: [Ulm, Linz]\n' >danube.yaml
"$program" render danube.yaml --lang tr -f svg -o danube.svg 2>said.txt; grep -q "note: the base has no names in 'tr' for its rivers: " said.txt && grep -q '>Danube<' danube.svg; result untranslated-told $?
"$program" render danube.yaml --lang fr -f svg -o danube.svg 2>said.txt; ! grep -q 'no names in' said.txt && grep -q '>Danube<' danube.svg; result translated-untold $?
exit $fails
