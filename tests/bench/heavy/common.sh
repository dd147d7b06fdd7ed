# common.sh - for heavy.sh and growth.sh: folders, the layers, one view drawn by each program. Not run by itself.
# A program that is not installed, fails or takes more than LIMIT seconds (60) is left out, and that is said. MapServer, Mapnik, GMT, QGIS: the same shapefile, frame, projection, colours and
# widths (an area with a fill and an outline of half a pixel, dots and bilingual names with a halo), 1600 x 1200 pixels.
limit=${LIMIT:-60} data=$PWD/build/heavy here=$PWD/tests/bench runs=${RUNS:-5} program=$PWD/build/corridor cities=$PWD/geodata/cities.csv towns=$PWD/tests/bench/labels/east-china.csv
export MAPSERVER_CONFIG_FILE="$here/peers/mapserver.conf" QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-$data}"
for tool in gmt ogr2ogr hyperfine /usr/bin/time "$program"; do
	command -v "$tool" >/dev/null || { echo "$0: $tool is missing: apt-get install gmt gmt-gshhg-full gdal-bin python3-gdal python3-shapely python3-pyproj hyperfine time; corridor: make" >&2; exit 1; }
done
mkdir -p "$data"
cd "$data" # gmt leaves a history file where it runs

programs=corridor
has() { # NAME PACKAGE COMMAND...
	name=$1 package=$2
	shift 2
	case " $WITHOUT " in *" $name "*) return ;; esac
	if "$@" >/dev/null 2>&1; then programs="$programs $name"; else echo "$name is left out: apt-get install $package" >&2; fi
}
has mapserver mapserver-bin command -v map2img
has mapnik python3-mapnik /usr/bin/python3 -c 'import mapnik'
has qgis python3-qgis /usr/bin/python3 -c 'import qgis.core'
has gmt ghostscript command -v gs

land() { # NAME GMT-RESOLUTION LEAST-AREA [WINDOW]
	[ -s "$1.made" ] && return
	name=$1 coast=coast-$2$3.txt
	[ -s "$coast" ] || { gmt coast -Rg -D"$2" -W1/0.1p -A"$3"/0/1 -M >"$coast.new" && mv "$coast.new" "$coast"; }
	shift 3
	rm -f "$name.shp" "$name.shx" "$name.dbf" "$name.prj"
	/usr/bin/python3 "$here/heavy/polygons.py" "$coast" "$name.shp" "$@" >"$name.made.new"
	mv "$name.made.new" "$name.made"
}
heavy_data() {
	land world-1m h 10
	land world-10m f 0
	land region f 0 110 20 145 45
	[ -s cities.shp ] || ogr2ogr -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -a_srs EPSG:4326 cities.shp "$cities" 2>/dev/null
	mkdir -p nine
	land nine/land h 0 110 20 145 45
	[ -s nine.made ] || { (cd nine && /usr/bin/python3 "$here/heavy/layers.py" land.shp "$here/../../geodata/osm/borders.shp" "$towns" 110 20 145 45) >nine.new && mv nine.new nine.made; }
}

# What the programs call the same projection and frame.
conic() {
	projection="+proj=lcc +lat_1=25 +lat_2=40 +lat_0=32.5 +lon_0=127 +datum=WGS84" gmt_projection=L127/32.5/25/40
	extent="110 20 145 45"
}
robinson() {
	projection="+proj=robin +lon_0=0 +datum=WGS84" gmt_projection=N0
	extent="-180 -85 180 85"
}
# Fills in the map files ($layers: heavy, or nine for MapServer alone beside corridor) for LAND with NAMES (yes, no) from CITIES (a CSV, and a shapefile of that name in $data).
map_files() { # LAND NAMES CITIES-CSV CITIES-SHP
	land=$data/$1.shp names=$2
	# shellcheck disable=SC2086
	frame=$(/usr/bin/python3 "$here/heavy/window.py" "$projection" $extent 1600 1200)
	# MapServer's EXTENT counts from the middle of the first pixel to that of the last, and its renderers put the first middle on the
	# picture's corner: a pixel less at the right and below makes its picture lie on the others'.
	middles=$(echo "$frame" | awk '{ pixel = ($3 - $1) / 1600; printf "%.3f %.3f %.3f %.3f", $1, $2 + pixel, $3 - pixel, $4 }')
	quoted=$(echo "$projection" | sed 's/+\([^ ]*\)/"\1"/g')
	set -- "$1" "$2" "$3" "$4" "$(echo "$extent" | sed 's/ /, /g')"
	put="s|@LAND@|$land|; s|@DATA@|$data/nine|; s|@TOWNS@|$towns|; s|@EXTENT@|$5|; s|@FRAME@|$middles|; s|@FONTS@|$here/peers/fonts.txt|"
	sed "$put; s|@PROJECTION@|$projection|; s|@CITIES@|$3|" "$here/heavy/${layers:-heavy}.yaml" >map.yaml
	sed "$put; s|@PROJECTION@|$quoted|; s|@CITIES@|$4|" "$here/heavy/${layers:-heavy}.map" >map.map
	sed "$put; s|@PROJECTION@|$projection|; s|@CITIES@|$4.shp|" "$here/heavy/heavy.xml" >map.xml
	names_csv=$3 names_shp=$4.shp
	if [ "$names" = yes ]; then
		sed -i 's/@NAMES@/DEFAULT/' map.map && sed -i 's/@NAMES@/true/' map.xml
	else
		sed -i 's/@NAMES@/OFF/' map.map && sed -i 's/@NAMES@/false/' map.xml
		sed -i '/id: cities, kind: marker/d' map.yaml
		names_csv=- names_shp=-
	fi
}
# The command that draws the view of map_files(); empty: the program does not write that format.
command_of() { # PROGRAM FORMAT OUT
	case $1 in
	corridor) echo "$program render map.yaml --bare --dpi 96 -f $2 -o $3" ;;
	mapserver) echo "map2img -m map.map -i $2 -o $3" | sed 's/ -i png / -i png24 /' ;;
	mapnik) echo "/usr/bin/python3 $here/peers/draw.py map.xml $3 1600 1200 1 $frame" ;;
	qgis) echo "/usr/bin/python3 $here/heavy/draw_qgis.py $land $names_shp '$projection' $frame $3" ;;
	gmt) [ "$2" = svg ] || echo "sh $here/heavy/draw_gmt.sh $land $names_csv $gmt_projection $(echo "$frame" | awk '{ print $1 "/" $3 "/" $2 "/" $4 }') $3" ;;
	esac
}
# Draws with each program that can: TIMES.json and MEMORY.txt of the view in the folder NAME-FORMAT, the pictures beside. One hyperfine run
# of all per round, so that a busy moment meets all alike; table.py takes the medians over the rounds.
measure() { # NAME FORMAT [PROGRAMS]
	folder=$1-$2 format=$2
	rm -rf "$folder" && mkdir -p "$folder"
	set --
	for name in ${3:-$programs}; do
		drawn=$(command_of "$name" "$format" "$folder/$name.$format")
		[ -n "$drawn" ] || continue
		if ! eval "timeout $limit /usr/bin/time -o $folder/$name.memory -f %M $drawn" >"$folder/$name.messages" 2>&1; then
			echo "$0: $name is left out of $folder: it failed or took more than $limit s" >&2
			tail -3 "$folder/$name.messages" >&2
			rm -f "$folder/$name.$format"
			[ "$name" != corridor ] || exit 1
			continue
		fi
		set -- "$@" -n "$name" "$drawn"
	done
	for round in $(seq "$runs"); do
		hyperfine -N --runs 1 --export-json "$folder/round-$round.json" "$@" >/dev/null 2>"$folder/hyperfine.messages" ||
			{ cat "$folder/hyperfine.messages" >&2; exit 1; }
	done
}
