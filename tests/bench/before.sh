#!/bin/sh
# Builds the commit given in build/before and measures its program beside ours: ratios of processor time, printed as a table.
# The heavy rows need what heavy.sh needs, and its data in build/heavy. RUNS: pairs of runs a row, 21.
# usage: before.sh COMMIT
set -e
cd "$(dirname "$0")/../.."
commit=$(git rev-parse --verify "$1^{commit}") tree=$PWD/build/before ours=$PWD
if [ "$(cat "$tree/commit" 2>/dev/null)" != "$commit" ]; then
	rm -rf "$tree" && mkdir -p "$tree"
	git archive "$commit" | tar -x -C "$tree"
fi
MAKEFLAGS="" make -C "$tree" -j2 >"$tree/made.txt" 2>&1 || { tail "$tree/made.txt"; exit 1; }
echo "$commit" >"$tree/commit"
views=
if command -v gmt >/dev/null && command -v ogr2ogr >/dev/null && command -v hyperfine >/dev/null; then
	WITHOUT="mapserver mapnik qgis gmt"
	. tests/bench/heavy/common.sh
	heavy_data
	view() { # NAME LAND
		map_files "$2" yes "$cities" "$data/cities"
		mv map.yaml "$1.yaml"
		views="$views $data/$1.yaml"
	}
	conic && view region region
	layers=nine && view region-of-nine-layers nine/land && layers=
	robinson && view world-of-1M world-1m && view world-of-10M world-10m
else
	echo "the heavy rows are left out: apt-get install gmt gmt-gshhg-full gdal-bin hyperfine" >&2
fi
cd "$ours"
# shellcheck disable=SC2086
/usr/bin/python3 tests/bench/before.py "$tree" . "${RUNS:-21}" $views
