#!/usr/bin/env bash
# What bash proposes: the script is sourced, and asked as readline asks it.
# usage: completion.sh SCRIPT WORK. A line per test.
script=$1 work=$2
fails=0
# shellcheck source=/dev/null
. "$script" || exit 1
rm -rf "$work" && mkdir -p "$work/maps" && : >"$work/rail.yaml" && : >"$work/my road.yaml" && : >"$work/jobs.csv" && : >"$work/coast.shp" && cd "$work" || exit 1

# What follows the first three is all that is to be proposed, in order; with a last ... it is the beginning.
proposes() { # name, COMP_WORDBREAKS, line, words...
	local name=$1 COMP_WORDBREAKS=$2 COMP_LINE=$3 COMP_POINT=${#3} wanted found
	shift 3
	COMPREPLY=()
	_corridor
	wanted=$(printf '%s\n' "$@")
	found=$(printf '%s\n' "${COMPREPLY[@]}")
	case $wanted in *...) wanted=${wanted%...} found=${found:0:${#wanted}} ;; esac
	if [ "$wanted" = "$found" ]; then
		echo "[       OK ] completion-$name"
	else
		echo "[  FAILED  ] completion-$name: '$COMP_LINE' proposes $found"
		fails=1
	fi
}
usual=$' \t\n"\'><=;|&(:'
none=$' \t\n'
proposes commands "$usual" 'corridor ' render check describe list batch ...
proposes command "$usual" 'corridor des' describe
proposes version "$usual" 'corridor --v' --version
proposes options "$usual" 'corridor render --p' --page --palette --profile
proposes options-of-one "$usual" 'corridor check --d'
proposes options-of-batch "$usual" 'corridor batch --f' --force --fail-fast
proposes maps "$usual" 'corridor render r' rail.yaml
proposes maps-with-blanks "$usual" 'corridor render my\ r' 'my road.yaml'
proposes folders "$usual" 'corridor render ma' maps
proposes manifests "$usual" 'corridor batch jo' jobs.csv
proposes shapefiles "$usual" 'corridor index c' coast.shp
proposes formats "$usual" 'corridor render -f s' svg svg-cairo
proposes formats-joined "$usual" 'corridor render --format png,s' png,svg png,svg-cairo
proposes formats-once "$usual" 'corridor render --format png,p' png,pdf
proposes after-a-sign "$usual" 'corridor render --format=sv' svg svg-cairo
proposes after-a-word "$none" 'corridor render --format=sv' --format=svg --format=svg-cairo
proposes themes "$usual" 'corridor render map.yaml --theme n' night
proposes languages "$usual" 'corridor render --lang en,z' en,zh
proposes pages "$usual" 'corridor check --page a3' a3 a3-portrait
proposes keys "$usual" 'corridor render --set pad' padding=
proposes values "$usual" 'corridor render --set layout=b' below
proposes values-whole "$none" 'corridor render --set layout=b' layout=below
proposes projections "$usual" 'corridor render --set projection=+proj=robi' robin
proposes left-out "$usual" 'corridor render --explain-labels=j' json
proposes left-out-map "$usual" 'corridor render --explain-labels ra' rail.yaml
proposes topics "$usual" 'corridor list th' theme themes
proposes shells "$usual" 'corridor completion f' fish
proposes nothing "$usual" 'corridor frobnicate x'
exit $fails
