#!/bin/sh
# No global name of the library could be another library's: sh tests/check-symbols.sh [BUILD]
# - Each begins with the name of its room or folder, of a struct or enum of two words or more in a header of ours, of its
#   file if that has two words or more, or with a prefix of the list below.
# - None is a global name of a library that the program is linked with.
build=${1:-build}
export LC_ALL=C
# Prefixes of one word that are ours all the same: structs, and base/ files without one, which whoever reads the code
# meets on the first day. No library that we link has a name of this kind (that is checked too).
allowed="arena backdrop block bounding box buffer candidate chosen colour component conflicts csv dataset decoder destination diag element
encoding feature flag gazetteer geodesic graticule group hash inputs job kind layer line localized making manifest map messages node obstacles
offers option options page painter path pin place placement plan polyline polylines problem profile progress ranked
reader region run scene sheet shield shields simplifier slot source state stroke style system template theme transform
units view wire worker yaml fonts table crs gpx kml"
# Names of the tables of kinds: legend_element, area_style, render_command.
tables="_element$|_style$|_command$"
structs=$(grep -ohE '\b(struct|enum) [a-z0-9]+(_[a-z0-9]+)+( \{|;)' src/*/*.h src/*/*/*.h | awk '{ sub(/;/, ""); print $2 }' | sort -u)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

set --
for file in $(find src/*/ -name '*.c' | sort); do
	object=$build/${file#src/}
	[ ! -f "${object%c}o" ] || set -- "$@" "${object%c}o"
done
[ $# -gt 0 ] || { echo "there are no objects in $build: run make first"; exit 1; }
nm -A -g --defined-only "$@" | sed "s|^$build/||; s|\.o:| |" | awk 'NF == 4 { print $1, $4 }' >"$work/names"
awk -v list="$allowed $structs" -v tables="$tables" '
	BEGIN { count = split(list, words) }
	$2 ~ tables || $2 ~ /^__/ { next } # __: of a sanitizer
	{
		parts = split($1, at, "/")
		for (i = 1; i < parts; i++)
			if (index($2, at[i] "_") == 1) next
		if (at[parts] ~ /_/ && index($2 "_", at[parts] "_") == 1) next
		for (i = 1; i <= count; i++)
			if (index($2 "_", words[i] "_") == 1) next
		print "src/" $1 ".c: " $2 " begins with neither its room nor a struct"
	}' "$work/names" >"$work/odd"
if [ -s "$work/odd" ]; then cat "$work/odd"; bad=1; fi

# Versioned names are name@VERSION; weak and local names of a library do not count.
awk '{ print $2 }' "$work/names" | sort -u >"$work/ours"
ldd "$build/corridor" | awk '$3 ~ /^\// { print $3 }' | sort -u | while read -r library; do
	nm -D --defined-only "$library" | awk 'NF == 3 && $2 ~ /[TDBRV]/ { sub(/@.*/, "", $3); print $3 }' | sort -u |
		comm -12 "$work/ours" - | sed "s|\$| is also a name of ${library##*/}|"
done >"$work/common"
if [ -s "$work/common" ]; then cat "$work/common"; bad=1; fi
exit $bad
