#!/bin/sh
# The share of lines that the tests ran, by room and in all, from what programs built with --coverage left.
# usage: coverage.sh BUILD
find "$1" -name '*.gcda' ! -path "$1/tests/*" -exec "${GCOV:-gcov}" -n {} + 2>/dev/null | awk -F"[':% ]+" '
	/^File / { file = $2 }
	/^Lines executed/ && file ~ /^src\/.*\.c$/ {
		split(file, folders, "/")
		room = folders[3] ? folders[2] : "main"
		ran = $3 * $5 / 100
		lines[room] += $5; run[room] += ran; all += $5; all_run += ran
	}
	END {
		for (room in lines)
			printf "%-12s %5.1f %% of %d lines\n", room, 100 * run[room] / lines[room], lines[room] | "sort"
		close("sort")
		if (!all) { print "no coverage data"; exit 1 }
		printf "%-12s %5.1f %% of %d lines\n", "all", 100 * all_run / all, all
	}'
