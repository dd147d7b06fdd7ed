#!/bin/sh
# growth.sh - seconds and memory as the data grow: the world of some 10 thousand to 10 million vertices with nine names, and 10 to 10,000
# bilingual names over a coarse land, on a page of 1600 x 1200 pixels and on one that grows with them. Writes build/heavy/growth.md, as
# it stands in docs/PERFORMANCE.md. RUNS: rounds, 5. MOST: the largest number of names, 10000. Needs what heavy/common.sh says.
set -e
cd "$(dirname "$0")/../.."
. tests/bench/heavy/common.sh
programs=$(echo "$programs" | sed 's/ qgis//; s/ gmt//') # a second to start, or more: the growth is hidden
land world-10k c 0
land world-100k l 0
land world-1m h 10
land world-10m f 0
[ -s cities.shp ] || ogr2ogr -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -a_srs EPSG:4326 cities.shp "$cities" 2>/dev/null

# COUNT names at places of a Lehmer generator; the first has the key that the map file's member wants.
towns() {
	[ -s "towns-$1.csv" ] || awk -v count="$1" 'function next_one() { x = x * 16807 % 2147483647; return x / 2147483647 }
		BEGIN { x = 20; print "adcode,name_en,name_zh,lon,lat"
			for (i = 0; i < count; i++) {
				lon = 111 + next_one() * 32; lat = 21 + next_one() * 23
				printf "%d,Town %d,镇%d,%.4f,%.4f\n", 310117 + i, i, i, lon, lat } }' >"towns-$1.csv"
	[ -s "towns-$1.shp" ] || ogr2ogr -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -a_srs EPSG:4326 "towns-$1.shp" "towns-$1.csv" 2>/dev/null
}
kept() { # names that corridor keeps on map.yaml
	"$program" render map.yaml --bare --dpi 96 -f png -o growth-kept.png --explain-labels 2>/dev/null | grep -c '^kept'
}
robinson
set --
for size in 10k 100k 1m 10m; do
	echo "world-$size" >&2
	map_files world-$size yes "$cities" "$data/cities"
	measure growth-$size png
	set -- "$@" "$(awk '{ print $4 }' world-$size.made) vertices=growth-$size-png"
done
{ /usr/bin/python3 "$here/heavy/table.py" "$@"; } >growth.md
conic
set --
for count in 10 100 1000 10000; do
	[ "$count" -le "${MOST:-10000}" ] || continue
	echo "$count names" >&2
	towns $count
	map_files world-10k yes "$data/towns-$count.csv" "$data/towns-$count"
	sed -i 's/, required: yes//' map.yaml
	measure names-$count png
	set -- "$@" "$count names, $(kept) of them kept=names-$count-png"
done
{ echo; /usr/bin/python3 "$here/heavy/table.py" "$@"; } >>growth.md
set --
for count in 10 100 1000 10000; do
	[ "$count" -le "${MOST:-10000}" ] || continue
	echo "$count names, page in proportion" >&2
	map_files world-10k yes "$data/towns-$count.csv" "$data/towns-$count"
	page=$(awk -v n=$count 'BEGIN { s = sqrt(n / 100); printf "%dx%dpx", 1600 * s, 1200 * s }')
	sed -i "s/, required: yes//; s/^page: .*/page: $page/" map.yaml
	measure room-$count svg corridor
	set -- "$@" "$count names, $(kept) of them kept, $page=room-$count-svg"
done
{ echo; /usr/bin/python3 "$here/heavy/table.py" "$@"; } >>growth.md
cat growth.md
