#!/bin/sh
# Instructions and allocations of fixed maps under callgrind, which, unlike times, hardly differ from run to run. A growth of
# more than 10 % over tests/perf/recorded.txt fails; after a change that is worth it, or a gain, record anew with UPDATE=1.
# usage: perf.sh PROGRAM WORK
program=$PWD/$1 work=$2 here=$PWD/tests/perf
rm -rf "$work" && mkdir -p "$work"
fails=0
command -v valgrind >/dev/null || { echo "perf.sh: valgrind is missing: make setup"; echo "[  FAILED  ] valgrind"; exit 1; }
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
measure() { # name argument...
	name=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file="$work/$name.callgrind" "$program" render "$@" -o "$work/$name.out" \
		>"$work/$name.txt" 2>&1 || { cat "$work/$name.txt"; return 1; }
	counts=$(python3 "$here/counts.py" "$work/$name.callgrind")
	echo "$name $counts" >>"$work/measured.txt"
	[ -z "$UPDATE" ] || return 0
	echo "$counts $(awk -v name="$name" '$1 == name { print $2, $3 }' "$here/recorded.txt")" | awk '{
		printf "%.0f instructions (recorded %.0f, %+.1f %%), %d allocations (recorded %d, %+.1f %%)\n",
			$1, $3, ($1 / $3 - 1) * 100, $2, $4, ($2 / $4 - 1) * 100
		if ($1 < $3 * 0.9 || $2 < $4 * 0.9) print "less by a tenth: record it, UPDATE=1 sh tests/perf/perf.sh ..."
		exit !(NF == 4 && $1 > 0 && $2 > 0 && $1 <= $3 * 1.1 && $2 <= $4 * 1.1) }'
}
python3 "$here/coast.py" "$work/coast" 200 4000
sed "s|@CITIES@|$PWD/geodata/cities.csv|" "$here/coast.yaml" >"$work/coast.yaml"
export LC_ALL=C
measure sheet-svg seeds/g60.yaml --version 3.0 -f svg; result perf-sheet-svg $?
measure sheet-png seeds/g60.yaml --version 3.0 -f png --dpi 150; result perf-sheet-png $?
measure coast-png "$work/coast.yaml" --bare --dpi 96; result perf-coast-png $?
[ -z "$UPDATE" ] || { { echo "# map, instructions, allocations (tests/perf/perf.sh)"; cat "$work/measured.txt"; } >"$here/recorded.txt"; }
exit $fails
