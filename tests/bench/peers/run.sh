#!/bin/sh
# run.sh [OUT] - the 3.0 map drawn by corridor, MapServer and Mapnik from the same data, with bytes, lines and time.
# Needs Debian packages mapserver-bin, python3-mapnik, gdal-bin, hyperfine. OUT: build/peers.
set -e
cd "$(dirname "$0")/../../.."
out=${1:-build/peers} here=tests/bench/peers
for tool in map2img ogr2ogr hyperfine /usr/bin/python3; do
	command -v $tool >/dev/null || { echo "$tool is missing: apt-get install mapserver-bin python3-mapnik gdal-bin hyperfine" >&2; exit 1; }
done
mkdir -p build/peers "$out" && out=$(cd "$out" && pwd)
cp geodata/admin/*s.??? build/peers/ && cp geodata/osm/*.shp geodata/osm/*.shx geodata/osm/*.dbf geodata/osm/*.prj geodata/osm/*.cpg build/peers/
cp geodata/gshhg/rivers.* build/peers/
for table in cities places; do # the peers read points and routes as shapefiles
	ogr2ogr -overwrite -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo AUTODETECT_TYPE=YES -a_srs EPSG:4326 build/peers/$table.shp geodata/$table.csv
done
route() { # CSV NAME
	ogr2ogr -overwrite -a_srs EPSG:4326 -dialect sqlite -sql "SELECT MakeLine(MakePoint(CAST(lon AS REAL), CAST(lat AS REAL))) AS geometry FROM \"$1\"" build/peers/$2.shp geodata/$1.csv
}
route g60-expressway g60
route intercity-railway rail
MAPSERVER_CONFIG_FILE=$PWD/$here/mapserver.conf
export MAPSERVER_CONFIG_FILE
ours="build/corridor render seeds/g60.yaml --version 3.0 --bare --page 219x210mm"
mapnik="/usr/bin/python3 $here/draw.py $here/g60.xml"
window="2398 2291 4.1667 -259829 -246968 266455 255975"
$ours -f png,svg -o "$out"
map2img -m $here/g60.map -i png24 -o "$out/mapserver.png"
map2img -m $here/g60.map -i svg -o "$out/mapserver.svg"
$mapnik "$out/mapnik.png" $window
$mapnik "$out/mapnik.svg" $window
ls -l "$out"/g60-3.0.* "$out"/mapserver.* "$out"/mapnik.* | awk '{ print $5, $9 }'
wc -l seeds/g60.yaml $here/g60.map $here/g60.xml
hyperfine -N --warmup 1 --runs 5 --export-markdown "$out/time.md" "$ours -f png -o $out/g60-3.0.png" \
	"map2img -m $here/g60.map -i png24 -o $out/mapserver.png" "$mapnik $out/mapnik.png $window" >/dev/null
cut -d'|' -f3- "$out/time.md"
