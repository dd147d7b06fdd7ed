#!/bin/sh
# No global name of the library could be another library's: sh tests/check-symbols.sh [BUILD]
# - Each begins with the name of its room or folder, of a struct or enum of two words or more in a header of ours, of its
#   file if that has two words or more, or with a prefix of the list below.
# - None is a global name of a library that the program is linked with.
build=${1:-build}
export LC_ALL=C
# Prefixes of one word that are ours all the same: structs, and base/ files without one, which whoever reads the code
# meets on the first day. No library that we link has a name of this kind (that is checked too).
allowed="arena backdrop block bounding box buffer candidate chosen colour component conflicts csv dataset decoder diag element
encoding feature flag geodesic graticule group hash inputs job kind layer line localized manifest map messages node obstacles
offers option options page painter path pin place placement plan polyline polylines problem profile progress ranked
reader region run scene sheet shield shields simplifier slot source state stroke style system template theme transform
units view wire worker yaml fonts table crs"
# Names of the tables of kinds: legend_element, area_style, render_command.
tables="_element$|_style$|_command$"
# To be renamed by and by; nothing may be added.
known="coordinate_fault coordinate_hint value_text ascii_same file_beside file_ending file_in_same_folder file_name file_open
file_read memory_hooks memory_name memory_write_hooks table_check panel_lacking measure_text mirror_box mirror_x
put_paragraph put_rule put_text put_texts put_turned_text ratio_text area_pole area_refusals area_bounds form_aligned
form_is_repeated form_piece_offset form_spacing form_width reason_better reason_dropped reason_refused
candidates_conflict point_candidate_at point_leader_bound point_leader_candidates segment_segment_distance find_bounds
describe_projection fit_frame fit_projection gcj02_to_wgs84 grid_free grid_new stretch_at fetch_is_needless fetch_part
hatching_draw hatching_key kept_views_bytes kept_views_close kept_views_expect kept_views_forget kept_views_open
shapes_keep shapes_recall name_column name_forms record_id pins_apply project_bounds project_lines project_part
project_rings project_sees project_sees_near route_key route_lines route_project route_stroke features_walk
lab_difference vision_name compose_layers compose_page frames_add"
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
awk -v list="$allowed $structs" -v tables="$tables" -v known="$known" '
	BEGIN {
		count = split(list, words)
		for (i = split(known, names); i > 0; i--)
			is_known[names[i]] = 1
	}
	$2 ~ tables || $2 in is_known || $2 ~ /^__/ { next } # __: of a sanitizer
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
