#!/bin/sh
# beside.sh [--time] [OUT.png] - a sheet of 3.0 by corridor (left) and by QGIS (right) as one picture, with bytes and lines.
# Needs Debian packages python3-qgis and python3-pil; --time also hyperfine. OUT.png: docs/pictures/peers-3.0.png.
set -e
cd "$(dirname "$0")/../../.."
here=tests/bench/peers work=build/peers time=no
[ "$1" = --time ] && time=yes && shift
out=${1:-docs/pictures/peers-3.0.png}
/usr/bin/python3 -c 'import qgis.core, PIL' 2>/dev/null || { echo "beside.sh: apt-get install --no-install-recommends python3-qgis python3-pil" >&2; exit 1; }
mkdir -p $work/run && chmod 700 $work/run
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$PWD/$work/run" PYTHONDONTWRITEBYTECODE=1
ours="build/corridor render seeds/g60.yaml --version 3.0 --quiet"
qgis="/usr/bin/python3 $here/draw_qgis.py seeds/g60.yaml 3.0"
for format in png svg pdf; do # one run each, as somebody who wants one file would
	$ours --dpi 150 -f $format -o $work/ours.$format
	$qgis $work/qgis.$format 2>$work/qgis.log || { cat $work/qgis.log >&2; exit 1; }
done
/usr/bin/python3 $here/beside.py $work/ours.png $work/qgis.png "$out"
wc -c $work/ours.svg $work/qgis.svg $work/ours.pdf $work/qgis.pdf "$out" | sed '$d'
for sheet in ours qgis; do
	echo "$(grep -o '<text' $work/$sheet.svg | wc -l) texts, $(grep -o '<path' $work/$sheet.svg | wc -l) paths, $(grep -o '<image' $work/$sheet.svg | wc -l) pixel images in $work/$sheet.svg"
done
wc -l seeds/g60.yaml $here/g60_qgis.py $here/draw_qgis.py
[ $time = no ] && exit
command -v hyperfine >/dev/null || { echo "beside.sh: apt-get install hyperfine" >&2; exit 1; }
for format in png svg; do
	hyperfine -N --warmup 1 --runs 5 --export-json $work/time.json "$ours --dpi 150 -f $format -o $work/ours.$format" "$qgis $work/qgis.$format" >/dev/null
	/usr/bin/python3 - $work/time.json <<-END
		import json, sys
		ours, qgis = ((run["user"] + run["system"], run["median"]) for run in json.load(open(sys.argv[1]))["results"])
		print(f"$format: QGIS takes {qgis[0] / ours[0]:.1f} times the processor time, {qgis[1] / ours[1]:.1f} times as long")
	END
done
