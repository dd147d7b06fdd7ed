#!/bin/sh
# Nothing goes wrong in silence: for each kind of layer and each format, what does not come to be seen is told, once, by render and by check.
# usage: silence.sh PROGRAM WORK
program=$PWD/$1 work=$2
rm -rf "$work" && mkdir -p "$work"
cd "$work" || exit 1
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] silence-$1"; else echo "[  FAILED  ] silence-$1"; cat said.txt; fails=1; fi
}
# Towns, a line and an area in the frame of all maps here, and the same with longitude and latitude swapped, in each format that takes a line to write.
printf 'name,lon,lat,pop,text\nA,1,50,1000,"1,234"\nB,2,51,2000,2000\nC,3,52,,\n' >points.csv
printf 'name,lon,lat\nA,50,1\nB,51,2\n' >points-swapped.csv
printf 'name,lon,lat\n' >points-empty.csv
feature() { printf '{"type":"Feature","properties":{"name":"A","rank":"%s"},"geometry":{"type":"%s","coordinates":%s}}' "$1" "$2" "$3"; }
feature 1 LineString '[[0.5,49.5],[3,52]]' >lines.geojson
feature 1 LineString '[[49.5,0.5],[52,3]]' >lines-swapped.geojson
feature motorway LineString '[[0.5,49.5],[3,52]]' >ranks.geojson
feature 1 Polygon '[[[0,49],[4,49],[4,53],[0,53],[0,49]]]' >areas.geojson
feature 1 Polygon '[[[49,0],[49,4],[53,4],[53,0],[49,0]]]' >areas-swapped.geojson
for type in lines areas; do printf '{"type":"FeatureCollection","features":[]}' >$type-empty.geojson; done
printf '{"type":"Topology","objects":{"o":{"type":"Point","coordinates":[50,1]}},"arcs":[]}' >swapped.topojson
printf '<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="50"><name>A</name></wpt></gpx>' >swapped.gpx
printf '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>A</name><Point><coordinates>50,1</coordinates></Point></Placemark></kml>' >swapped.kml
feature 1 Point '[50,1]' >swapped.geojsonl

map() { # data, layers, further lines
	printf '%s\n' 'title: T' 'page: 100x100mm' 'extent: [-1, 48, 6, 54]' "data: {$1}" "layers: [$2]" "$3" >map.yaml
}
# What is said of the map: by whom (render, check or both), how often, what.
told() { # name, by whom, words, options
	name=$1 whom=$2 words=$3
	shift 3
	status=0
	for command in check 'render -o map.png'; do
		[ "$whom" = both ] || [ "$whom" = "${command%% *}" ] || continue
		# shellcheck disable=SC2086
		"$program" $command map.yaml --json "$@" >said.txt 2>&1
		[ "$(grep -c -F -e "$words" said.txt)" = 1 ] && grep -F -e "$words" said.txt | grep -q '"severity": "warning".*"line": .*"hint": .*"times": 1}' || status=1
		"$program" $command map.yaml -q --strict "$@" >strict.txt 2>&1
		[ $? -eq 1 ] || status=1
	done
	result "$name" $status
}
untold() { # name, words that are not said
	"$program" check map.yaml >said.txt 2>&1 && "$program" render map.yaml -o map.png >>said.txt 2>&1 && ! grep -q -F -e "$2" said.txt; result "$1" $?
}

# Each kind of layer with data: beside the frame, swapped, nothing in the file, nothing that passes the condition, out of scale.
for kind in area:areas.geojson line:lines.geojson railway:lines.geojson expressway:lines.geojson band:lines.geojson marker:points.csv name:points.csv; do
	data=${kind#*:} kind=${kind%:*}
	file=${data%.*} type=${data##*.}
	look=''
	case $kind in area) look=', fill: red' ;; name) look=', label: name' ;; esac
	map "d: $file-swapped.$type" "{id: l, kind: $kind, data: d$look}"
	told "$kind-swapped" both "layer 'l' draws nothing: all of $file-swapped.$type lies outside the map\", \"hint\": \"longitude and latitude look swapped"
	map "d: $data" "{id: l, kind: $kind, data: d$look}" 'versions: {"1": {extent: [30, 48, 36, 54]}, "2": {extent: [40, 48, 46, 54]}}'
	told "$kind-outside" check "layer 'l' draws nothing: all of $data lies outside the map\", \"hint\": \"check the extent"
	map "d: $data" "{id: l, kind: $kind, data: d$look}" 'versions: {"1": {extent: [0, 49, 6, 54]}, "2": {extent: [40, 48, 46, 54]}}'
	untold "$kind-in-another-version" 'draws nothing'
	map "d: $file-empty.$type" "{id: l, kind: $kind, data: d$look}"
	told "$kind-empty" both "$file-empty.$type holds no feature"
	map "d: $data" "{id: l, kind: $kind, data: d$look, where: {name: Z}}"
	told "$kind-filter" both "layer 'l' is empty: nothing of $data passes 'where'"
	map "d: $data" "{id: l, kind: $kind, data: d$look, where: {nmae: Z}}"
	"$program" check map.yaml >said.txt 2>&1; [ $? -eq 1 ] && grep -q "$data has no column 'nmae', which 'where' of layer 'l' names" said.txt; result "$kind-column" $?
	map "d: $data" "{id: l, kind: $kind, data: d$look, below: 1000}"
	told "$kind-scale" both "layer 'l' draws nothing: it is drawn at scales larger than 1:1000, and the map's is 1:"
	map "d: $data, e: areas.geojson" "{id: l, kind: $kind, data: d, ${look#, }}, {id: over, kind: area, data: e, fill: red}"
	[ "$kind" = name ] || [ "$kind" = area ] || told "$kind-covered" render "layer 'l' cannot be seen: layer 'over' covers all of it"
	map "d: $data" "{id: l, kind: $kind, data: d$look}"
	untold "$kind-in-sight" warning
done
map 'd: areas.geojson, e: big.geojson' '{id: l, kind: area, data: d, fill: red}, {id: over, kind: area, data: e, fill: blue}'
feature 1 Polygon '[[[-9,40],[20,40],[20,60],[-9,60],[-9,40]]]' >big.geojson
told area-covered render "layer 'l' cannot be seen: layer 'over' covers all of it"
awk 'BEGIN { print "lon,lat"; for (i = 0; i < 12000; i++) print i % 120 / 40 + 0.5, int(i / 120) / 40 + 49.5 }' >many.csv
map 'd: many.csv, e: areas.geojson' '{id: l, kind: marker, data: d}, {id: over, kind: area, data: e, fill: red}'
told crowd-covered render "layer 'l' cannot be seen: layer 'over' covers all of it"
map 'd: many.csv' '{id: l, kind: marker, data: d}'
untold crowd-in-sight warning
map 'd: areas.geojson, e: big.geojson' '{id: l, kind: area, data: d, fill: red}, {id: over, kind: area, data: e, fill: "#0000ff80"}'
untold area-below-glass 'cannot be seen'
map 'd: areas.geojson, e: big.geojson' '{id: l, kind: area, data: d, fill: red, label: name}, {id: over, kind: area, data: e, fill: blue}'
untold area-with-name-covered 'cannot be seen'
feature 1 Polygon '[[[-9,40],[20,40],[20,60],[-9,60],[-9,40]],[[1.5,50.5],[2.5,50.5],[2.5,51.5],[1.5,51.5],[1.5,50.5]]]' >holed.geojson
map 'd: areas.geojson, e: holed.geojson' '{id: l, kind: area, data: d, fill: red}, {id: over, kind: area, data: e, fill: blue}'
untold area-in-hole 'cannot be seen'
# Members, and a graticule, which has no data.
map 'd: {file: areas-swapped.geojson, key: name}' '{id: l, kind: members, data: d}' 'members: {areas: d, list: {a: {key: A}}}
versions: {"1": {members: [a]}}'
told members-swapped both "layer 'l' draws nothing: all of areas-swapped.geojson lies outside the map"
map 'd: areas.geojson' '{id: a, kind: area, data: d, fill: red}, {id: l, kind: graticule, interval: [90, 90]}'
sed -i 's/^extent.*/extent: [20, 48, 26, 54]/' map.yaml
told graticule-too-wide render "layer 'l' draws nothing"
# The other formats.
for file in swapped.topojson swapped.gpx swapped.kml swapped.geojsonl; do
	map "d: $file" '{id: l, kind: marker, data: d}'
	told "format-${file#*.}" both "layer 'l' draws nothing: all of $file lies outside the map\", \"hint\": \"longitude and latitude look swapped"
done
# A look that nobody sees.
map 'd: areas.geojson' '{id: l, kind: area, data: d, fill: none}'
told area-without-look render "layer 'l' draws nothing"
map 'd: lines.geojson' '{id: l, kind: line, data: d, colour: none}'
told line-without-colour render "layer 'l' draws nothing"
map 'd: points.csv' '{id: l, kind: marker, data: d, symbol: none}'
told marker-without-symbol render "layer 'l' draws nothing"

# Options that belong to what is off.
while read -r data kind key value other; do
	map "d: $data" "{id: l, kind: $kind, data: d, $key: $value${other:+, $other}}"
	told "unused-$kind-$key" both "'$key' of layer 'l' has no effect: the layer has no '"
done <<-'END'
	areas.geojson area edge_width 2pt fill: red
	areas.geojson area label_weight 3 fill: red
	areas.geojson area stretch yes fill: red
	lines.geojson line dash [3pt] colour: none, label: name
	lines.geojson line repeat 50pt
	lines.geojson line label_weight 3 label: none
	lines.geojson railway casing_width 2pt casing: none
	lines.geojson railway end_label city
	lines.geojson railway stops_where "rank=1"
	lines.geojson expressway shield_every 90pt
	lines.geojson expressway casing_width 2pt casing: none
	lines.geojson band edge_dash [2pt]
	lines.geojson band edge_width 2pt
	points.csv marker size 9pt symbol: none, label: name
	points.csv marker ring_width 2pt ring: none
	points.csv marker weight_by pop
	points.csv marker required yes
END
map 'd: areas.geojson' '{id: l, kind: area, data: d, edge_width: 2pt, classes: [{where: {name: A}, edge: red}, {else: yes, fill: blue}]}'
untold used-by-a-class 'has no effect'
map 'd: areas.geojson' '{id: l, kind: area, data: d, edge_width: 2pt}'
untold used-by-the-plain-look 'has no effect'

# Numbers that are none.
map 'd: points.csv' '{id: l, kind: marker, data: d, label: name, weight_by: text}'
told number-grouped both "'weight_by' of layer 'l': 1 of 2 values of column 'text' of points.csv are no numbers, the first is '1,234' in record 2"
map 'd: points.csv' '{id: l, kind: marker, data: d, label: name, weight_by: pop}'
untold number-empty 'no numbers'
map 'd: ranks.geojson' '{id: l, kind: line, data: d, width: [1pt, 2pt]}'
told number-rank both "1 of 1 values of column 'rank' of ranks.geojson are no numbers, the first is 'motorway'"
map 'd: ranks.geojson' '{id: l, kind: line, data: d, width: 1pt}'
untold number-rank-unread 'no numbers'
map 'd: areas.geojson' '{id: l, kind: line, data: d, width: [1pt, 2pt], rank: rank}'
untold number-rank-there 'warning'
map 'd: points-line.csv' '{id: l, kind: line, data: d, width: [1pt, 2pt]}'
printf 'name,geometry\nA,"LINESTRING (0.5 49.5, 3 52)"\n' >points-line.csv
told number-no-column both "points-line.csv has no column 'rank', by which layer 'l' takes its 'width'"

# Columns and keys that are there twice.
map 'd: twice.csv' '{id: l, kind: marker, data: d}'
printf 'name,lon,lat,pop,pop\nA,1,50,1,2\n' >twice.csv
told column-twice both 'the name of column 5, pop, was there before: it is read as pop_2'
map 'd: twice.geojson' '{id: l, kind: marker, data: d}'
printf '{"type":"Feature","properties":{"n":"A","n":"B"},"geometry":{"type":"Point","coordinates":[1,50]}}' >twice.geojson
told key-twice both 'a key is there twice, and the last one counts'

# The command line.
map 'd: points.csv' '{id: l, kind: marker, data: d}'
told set-twice both "'title=A' has no effect: a later --set writes over it" --set title=A --set title=B
"$program" render map.yaml -o map.png --page a5 --page a4 >said.txt 2>&1; grep -q 'warning: --page is given twice: the last counts' said.txt; result option-twice $?
"$program" render map.yaml -o map.png --set layers.l.fill=red --set layers.l.ring=blue --set title=A >said.txt 2>&1 && ! grep -q warning said.txt; result set-repeated $?
map 'd: points.csv, spare: lines.geojson' '{id: l, kind: marker, data: d}'
"$program" check map.yaml >said.txt 2>&1; grep -q "note: nothing draws the data entry 'spare'" said.txt; result data-unused $?
"$program" check map.yaml --strict >said.txt 2>&1; result data-unused-is-no-fault $?

# Maps of a series share layers: what lies beside one map is told where nothing else is seen, or the data are swapped.
map 'd: points.csv, far: far.csv, wrong: points-swapped.csv' '{id: l, kind: marker, data: d}, {id: far, kind: marker, data: far}'
printf 'name,lon,lat\nF,100,50\n' >far.csv
printf 'batch: 1\nmap: map.yaml\npage: [a5, a4]\nformat: svg\noutput: "series/{page}.{format}"\n' >series.yaml
"$program" batch series.yaml >said.txt 2>&1 && ! grep -q 'draws nothing' said.txt; result series-shares-layers $?
sed -i 's/data: far}/data: wrong}/' map.yaml
"$program" batch series.yaml >said.txt 2>&1; [ "$(grep -c "layer 'far' draws nothing" said.txt)" = 2 ]; result series-swapped $?
sed -i 's/data: d}, //; s/data: wrong}/data: far}/; s/{id: l, kind: marker, {/{/' map.yaml
"$program" batch series.yaml >said.txt 2>&1; [ "$(grep -c "layer 'far' draws nothing" said.txt)" = 2 ]; result series-of-nothing $?
exit $fails
