#!/bin/sh
# heavy.sh - land of about 0.5, 1 and 10 million vertices drawn by corridor, MapServer and Mapnik: 1600 x 1200, nine bilingual
# names. Prints a Markdown table of user + system seconds, of their ratio to corridor's, and of peak memory, and writes it to
# build/heavy/table.md. The data are made once, from gmt-gshhg-full, in build/heavy (500 MB, some minutes). RUNS: best of so many, 3.
# Needs Debian packages gmt gmt-gshhg-full gdal-bin python3-gdal python3-shapely mapserver-bin python3-mapnik time.
set -e
cd "$(dirname "$0")/../.."
data=$PWD/build/heavy here=$PWD/tests/bench runs=${RUNS:-3} program=$PWD/build/corridor
for tool in gmt ogr2ogr map2img /usr/bin/time "$program"; do
	command -v "$tool" >/dev/null || { echo "heavy.sh: $tool is missing (see the packages in this file's head; corridor: make)" >&2; exit 1; }
done
mkdir -p "$data"
cd "$data" # gmt leaves a history file where it runs

land() { # NAME GMT-RESOLUTION LEAST-AREA [WINDOW]
	[ -s $1.done ] && return
	name=$1 resolution=$2 least=$3
	shift 3
	[ -s coast-$resolution$least.txt ] || gmt coast -Rg -D$resolution -W1/0.1p -A$least/0/1 -M >coast-$resolution$least.txt
	rm -f $name.shp $name.shx $name.dbf $name.prj
	/usr/bin/python3 "$here/heavy/polygons.py" coast-$resolution$least.txt $name.shp "$@" >$name.done.new
	mv $name.done.new $name.done
}
land world-1m h 10
land world-10m f 0
land region f 0 110 20 145 45
cat ./*.done
[ -s cities.shp ] || ogr2ogr -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -a_srs EPSG:4326 cities.shp "$here/../../geodata/cities.csv" 2>/dev/null

fill() { # TEMPLATE LAND EXTENT CITIES
	sed -e "s|@LAND@|$data/$2.shp|; s|@EXTENT@|$3|; s|@CITIES@|$4|; s|@PROJECTION@|+proj=eqc|; s|@FONTS@|$here/peers/fonts.txt|" "$here/heavy/$1"
}
measure() { # COMMAND...: "seconds kilobytes", the best of the runs
	for run in $(seq "$runs"); do
		/usr/bin/time -o time.txt -f '%U %S %M' "$@" >messages.txt 2>&1 || { cat messages.txt >&2; exit 1; }
		tail -1 time.txt
	done | awk '{ t = $1 + $2; if (NR == 1 || t < best) { best = t; kb = $3 } } END { printf "%.2f %d\n", best, kb / 1024 }'
}
view() { # TITLE LAND WEST SOUTH EAST NORTH FORMAT
	fill heavy.yaml $2 "$3, $4, $5, $6" "$here/../../geodata/cities.csv" >map.yaml
	fill heavy.map $2 "$3 $4 $5 $6" "$data/cities" >map.map
	fill heavy.xml $2 "" "$data/cities.shp" >map.xml
	case $7 in png) kind=png24 ;; *) kind=$7 ;; esac
	ours=$(measure "$program" render map.yaml --bare --dpi 96 -f $7 -o "$data/corridor-$2.$7")
	server=$(measure map2img -m map.map -i $kind -o "$data/mapserver-$2.$7")
	mapnik=$(measure /usr/bin/python3 "$here/peers/draw.py" map.xml "$data/mapnik-$2.$7" 1600 1200 1 $3 $4 $5 $6)
	echo "$ours $server $mapnik" | awk -v title="$1" -v format=$7 '{
		printf "| %s | %s | %.2f s, %d MB | %.2f s, %d MB | %.2f s, %d MB | %.2f | %.2f |\n", title, toupper(format), $1, $2, $3, $4, $5, $6, $3 / $1, $5 / $1 }' |
		tee -a table.md
}
MAPSERVER_CONFIG_FILE=$here/peers/mapserver.conf
export MAPSERVER_CONFIG_FILE
{
	echo '| view | format | corridor | MapServer | Mapnik | MapServer / ours | Mapnik / ours |'
	echo '|---|---|---|---|---|---|---|'
} | tee table.md
for format in png svg pdf; do view region region 110 20 145 45 $format; done
view 'world, 1 M' world-1m -180 -85 180 85 png
view 'world, 10 M' world-10m -180 -85 180 85 png
view 'region cut from the 10 M world' world-10m 110 20 145 45 png
