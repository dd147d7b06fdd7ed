#!/bin/sh
# Whole maps: the contrast of every text with what it lies on, in every theme, and the sizes of text; of furniture on
# the map with any fill, its outlines too.
# usage: colours.sh CONTRAST WORK [one theme only]
contrast=$1 work=$2 themes=${3:-daylight night print contrast}
fails=0
judge() { # name, options of the contrast tool
	name=$1
	shift
	"$contrast" "${map:-seeds/g60.yaml}" "$@" >"$work/contrast-$name.txt" 2>&1
	status=$?
	if [ "$status" -eq 0 ]; then echo "[       OK ] contrast-$name"; else echo "[  FAILED  ] contrast-$name"; fails=1; fi
	[ "$status" -eq 0 ] || head -20 "$work/contrast-$name.txt"
}
for theme in $themes; do
	case $theme in contrast) limits="--least 7 --large 4.5" ;; *) limits="--least 4.5 --large 3" ;; esac
	judge "$theme" --theme "$theme" $limits
done
for page in a3 a5; do
	[ -n "$3" ] || judge "$page" --page "$page" --lang zh,en
done
# Names without a halo of their own stand on a hatch as well as on a tone.
map=$work/hatched.yaml
sed -e "s|\.\./geodata|$PWD/geodata|" -e 's|kind: members, data: prefectures|&, hatch: cross|' seeds/g60.yaml >"$map"
judge hatched --least 4.5 --large 3
map=tests/maps/backdrops.yaml
for theme in $themes; do
	case $theme in contrast) limits="--least 7" ;; *) limits="--least 4.5" ;; esac
	for fills in "ink ink" "lead lead" "page page" "#7f7f7f #7f7f7f" "land lead" "ink land" "lead #7f7f7f"; do
		judge "furniture-$theme-$(echo "$fills" | tr -d '#' | tr ' ' '-')" --theme "$theme" --bare $limits \
			--set "layers.land.fill=${fills% *}" --set "layers.sea.fill=${fills#* }"
	done
done
map=
# Expressway and railway differ in form, not in colour alone: the one is dashed, the other is not.
gzip -dc tests/maps/golden/g60-3.0.dump.gz | awk '/group #/ { group = $2 } group == "#g60" && /stroke/ { solid++ }
	/ dashes / { dashed[group]++ } END { exit !(dashed["#intercity"] && solid && !dashed["#g60"]) }'
if [ $? -eq 0 ]; then echo "[       OK ] routes-differ-in-form"; else echo "[  FAILED  ] routes-differ-in-form"; fails=1; fi
exit $fails
