#!/bin/sh
# Twelve maps of the world beside those that d3-geo draws, which cuts spherical polygons in a way of its own (npm d3-geo and
# d3-geo-projection; a sphere on both sides): land is black, all else white. Half a percent of the pixels may differ.
# usage: world_maps.sh PROGRAM PICTURE_DIFF WORK. A line per map; WORK/NAME-beside.png shows ours, the difference, theirs.
program=$1 diff_tool=$2 work=$3/world
here=$(dirname "$0")
packages="d3-geo@3.1.1 d3-geo-projection@4.0.0 topojson-client@3.1.0 world-atlas@2.0.2"
for tool in node npm rsvg-convert; do
	command -v $tool >/dev/null || { echo "[  SKIPPED ] world maps: $tool is not installed (make setup-clients)"; exit 0; }
done
mkdir -p "$work" && cd "$work" >/dev/null && work=$PWD && cd - >/dev/null || exit 1
[ -d "$work/node_modules/d3-geo-projection" ] ||
	npm install --no-audit --no-fund --silent --prefix "$work" $packages >"$work/npm.log" 2>&1 ||
	{ echo "[  SKIPPED ] world maps: npm does not reach its registry: $(head -1 "$work/npm.log")"; exit 0; }
cp "$work/node_modules/world-atlas/land-110m.json" "$work/land.json"
failed=0
# Four places that both sides have show how theirs is to be scaled.
map() { # name, PROJ's text, extent, four places
	name=$1
	{
		echo 'name,lon,lat'
		for place in $4; do echo "x,$place"; done
	} >"$work/places.csv"
	for what in map places; do
		cat >"$work/$name-$what.yaml" <<-END
			title: $name
			projection: "$2 +R=6371000"
			page: 254x127mm
			padding: 0
			extent: $3
			background: "#ffffff"
			data: {land: land.json, places: places.csv}
			layers:
			  - {kind: area, data: land, fill: "#000000", edge: none}
			$([ $what = map ] || echo '  - {kind: marker, data: places}')
			furniture: {scale_bar: off, north_arrow: off, graticule: off}
		END
		"$program" render "$work/$name-$what.yaml" --bare --dpi 200 -f png,svg -o "$work" >"$work/$name.log" 2>&1 ||
			{ echo "[  FAILED  ] world map $name: $(head -1 "$work/$name.log")"; failed=1; return; }
	done
	if node "$here/world_maps.mjs" "$work" "$name" >>"$work/$name.log" 2>&1 &&
		rsvg-convert -d 200 -p 200 -b white "$work/$name-d3.svg" -o "$work/$name-d3.png" &&
		"$diff_tool" "$work/$name-d3.png" "$work/$name-map.png" --out "$work/$name-beside.png" --blur 0 --tolerance 96 \
			--max-mean 255 --max-fraction 0.005 >>"$work/$name.log" 2>&1; then
		echo "[       OK ] world map $name: $(tail -1 "$work/$name.log")"
	else
		echo "[  FAILED  ] world map $name: $(tail -1 "$work/$name.log")"
		failed=1
	fi
}
world='[-180, -90, 180, 90]'
map equirectangular '+proj=eqc +lon_0=150' "$world" '100,10 140,50 -160,-30 179,60'
map mercator '+proj=merc +lon_0=-100' '[-180, -78, 180, 83]' '-100,0 -150,60 -30,-50 40,70'
map robinson '+proj=robin +lon_0=150' "$world" '150,0 100,40 -140,-30 10,60'
map equal-earth '+proj=eqearth +lon_0=-70' "$world" '-70,0 -150,40 20,-30 80,60'
map mollweide '+proj=moll +lon_0=60' "$world" '60,0 -50,40 120,-30 -110,60'
map natural-earth '+proj=natearth +lon_0=180' "$world" '170,0 50,40 -120,-30 -10,60'
map winkel '+proj=wintri +lon_0=150' "$world" '150,0 50,40 -120,-30 -10,60'
map hammer '+proj=hammer +lon_0=-150' "$world" '-150,0 50,40 -120,-30 -10,60'
map orthographic '+proj=ortho +lon_0=-160 +lat_0=20' "$world" '-160,20 -120,40 -180,-30 160,10'
map lambert '+proj=laea +lon_0=100 +lat_0=-60' "$world" '100,-60 50,0 -120,-30 0,-80'
map equidistant '+proj=aeqd +lon_0=-75 +lat_0=40' "$world" '-75,40 50,0 -120,-30 0,60'
map homolosine '+proj=igh +lon_0=30' "$world" '0,10 60,50 -30,-30 120,-60'
exit $failed
