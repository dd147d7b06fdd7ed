#!/bin/sh
# heavy.sh - land of about 0.5, 1 and 10 million vertices drawn by corridor, MapServer, Mapnik, QGIS and GMT: seconds, memory, bytes, and how many
# pixels are more than 20 % off the picture of every vertex. Writes build/heavy/heavy.md, as it stands in docs/PERFORMANCE.md. The
# data are made once, from gmt-gshhg-full, in build/heavy (600 MB, some minutes). RUNS: rounds, 5; TABLES=1: times are not measured again, WITHOUT=gmt: one that takes minutes is left out. What is installed, see heavy/common.sh.
set -e
cd "$(dirname "$0")/../.."
. tests/bench/heavy/common.sh
diff_tool=$PWD/../picture_diff reference=$PWD/../reference
heavy_data

fidelity() { # TITLE NAME LAND: the view without names; a row of pixels off the reference
	map_files "$3" no "$cities" "$data/cities"
	mkdir -p "fidelity-$2"
	# shellcheck disable=SC2086
	"$reference" "$land" "$projection" $frame "fidelity-$2/reference.png"
	printf '| %s |' "$1"
	for name in $programs; do
		eval "timeout $limit $(command_of "$name" png "fidelity-$2/$name.png")" >"fidelity-$2/$name.messages" 2>&1 || { printf ' – |'; continue; }
		# 20 % of 255 is 51, without blur.
		"$diff_tool" "fidelity-$2/reference.png" "fidelity-$2/$name.png" --blur 0 --tolerance 51 --out "fidelity-$2/$name-diff.png" |
			awk '{ printf " %.0f |", $4 * 1600 * 1200 }'
	done
	echo
}
set --
view() { # TITLE NAME LAND FORMAT [PROGRAMS]
	[ -z "$TABLES" ] || return 0
	echo "$1" >&2
	map_files "$3" yes "$cities" "$data/cities"
	measure "$2" "$4" "$5"
}
conic
for format in png svg pdf; do view "region, $(echo $format | tr a-z A-Z)" region region $format; done
view 'cut, PNG' cut world-10m png
layers=nine && view 'nine layers, PNG' nine nine/land png "$(echo "$programs" | tr ' ' '\n' | grep -x 'corridor\|mapserver' | tr '\n' ' ')" && layers=
robinson
view 'world 1 M, PNG' world-1m world-1m png
view 'world 10 M, PNG' world-10m world-10m png
{
	cat ./*.made | sed 's/^/    /'
	echo
	/usr/bin/python3 "$here/heavy/table.py" "region, PNG=region-png" "region, SVG=region-svg" "region, PDF=region-pdf" \
		"world of 1 M, PNG=world-1m-png" "world of 10 M, PNG=world-10m-png" "region cut from the world of 10 M, PNG=cut-png" \
		"region of nine layers, PNG=nine-png"
	echo "| pixels more than 20 % off, of 1 920 000 | $(echo $programs | sed 's/ / | /g; s/mapserver/MapServer/; s/mapnik/Mapnik/; s/qgis/QGIS/; s/gmt/GMT/') |"
	echo "|---|$(for name in $programs; do printf -- '---|'; done)"
	conic
	fidelity region region region
	fidelity 'region cut from the world of 10 M' cut world-10m
	robinson
	fidelity 'world of 1 M' world-1m world-1m
	fidelity 'world of 10 M' world-10m world-10m
} >heavy.md
cat heavy.md
