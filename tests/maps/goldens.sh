#!/bin/sh
# Dumps and pictures against goldens; small maps also as SVG drawn by a program that is not ours. Part of maps.sh, whose WORK it fills.
# usage: goldens.sh PROGRAM PICTURE_DIFF WORK. UPDATE=1 rewrites the goldens that no longer match: look at them.
program=$1 diff_tool=$2 work=$3
here=$(dirname "$0")
export FONTCONFIG_FILE="$PWD/tests/fonts/fonts.conf"
mkdir -p "$work"
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
says_no_more() { # file of messages: nothing but how many names of a layer found a place
	! grep -qv -e '^corridor: note: .* \(names placed \|are left out of [0-9]* small maps\)' -e ': note: written, ' "$1"
}
same_dump() { # name of the test and its dump in WORK, name of the golden
	[ -n "$UPDATE" ] && gzip -9nc "$work/$1.dump" >"$here/golden/$2.dump.gz"
	gzip -dc "$here/golden/$2.dump.gz" | diff -U 1 - "$work/$1.dump" >"$work/$1.diff" 2>&1; result "dump-$1" $?
	head -40 "$work/$1.diff"
}
same_picture() { # name of the test and its picture in WORK, name of the golden
	"$diff_tool" "$here/golden/$2.png" "$work/$1.png" --max-mean 1 --max-fraction 0.005 --out "$work/$1-triptych.png" >"$work/$1.txt" 2>&1
	status=$?
	[ $status -ne 0 ] && [ -n "$UPDATE" ] && cp "$work/$1.png" "$here/golden/$2.png" && status=0
	result "$1" $status
}

for version in 1.0 2.0 3.0; do
	"$program" render seeds/g60.yaml --version $version --dump >"$work/$version.dump" 2>"$work/$version.messages"
	same_dump $version g60-$version
	says_no_more "$work/$version.messages"; result "no-warning-$version" $?
done

for dpi in 40 80; do
	for version in 1.0 2.0 3.0; do
		"$program" render seeds/g60.yaml --version $version --dpi $dpi -o "$work/picture-$version-$dpi.png"
		same_picture picture-$version-$dpi g60-$version-$dpi
	done
done

# A small map against its golden, and as SVG drawn by a program that is not ours. What it says beforehand is in its messages.
small_map() { # name, largest mean difference and fraction of the SVG
	"$program" render "$here/$1.yaml" --dpi 80 -o "$work/picture-$1.png" 2>>"$work/$1.messages"
	[ "$1" = legend ] && sed -i "/layer 'nowhere' draws nothing: it is drawn at scales/,/= hint/d" "$work/$1.messages"
	says_no_more "$work/$1.messages"; result "no-warning-$1" $?
	same_picture "picture-$1" "$1-80"
	"$program" render "$here/$1.yaml" --dpi 120 -f png -o "$work/$1-120.png"
	"$program" render "$here/$1.yaml" -f svg -o "$work/$1.svg"
	rsvg-convert -d 120 -p 120 "$work/$1.svg" -o "$work/$1-svg.png"
	"$diff_tool" "$work/$1-120.png" "$work/$1-svg.png" --crop --max-mean "$2" --max-fraction "$3" \
		--out "$work/$1-svg-diff.png" >"$work/$1-svg.txt" 2>&1
	result "parity-svg-$1" $?
}
for map in shields crossings band legend bent frames notes plain plain-france looks; do
	small_map $map 2 0.01
done
# The keys of areas, lines and symbols; a layer that the scale hides has none.
"$program" render "$here/legend.yaml" --dump | sed -n '/group #part-legend /,/group #part-[^l]/p' >"$work/legend.dump"
same_dump legend legend

# Insets: their ties, layers and names.
"$program" render "$here/frames.yaml" --bare --dump >"$work/frames.dump" 2>/dev/null
same_dump frames frames
# Notes at corners, places and members, their leaders; names keep off them.
"$program" render "$here/notes.yaml" --bare --dump >"$work/notes.dump" 2>/dev/null
same_dump notes notes

# Maps on the world: its paths are long, and other tests'.
for map in base-coast base-date-line base-world joined; do
	"$program" render "$here/$map.yaml" --dump 2>"$work/$map.messages" | grep -v '^ *[MLCZ] ' >"$work/$map.dump"
	same_dump $map $map
	says_no_more "$work/$map.messages"; result "no-warning-$map" $?
done

# All versions side by side: the G60's, and small maps of two, five and twelve.
multiples() { # map file, name of its goldens
	"$program" render "$1" --multiples --dump 2>"$work/$2.messages" | grep -v '^ *[MLCZ] ' >"$work/$2.dump" # without long paths
	same_dump $2 $2
	says_no_more "$work/$2.messages"; result "no-warning-$2" $?
	"$program" render "$1" --multiples --dpi 120 -f png,svg,pdf -o "$work" 2>/dev/null
	id=$(sed -n 's/^id: //p' "$1")
	rsvg-convert -d 120 -p 120 "$work/$id-evolution.svg" -o "$work/$2-svg.png"
	pdftocairo -r 120 -png -singlefile "$work/$id-evolution.pdf" "$work/$2-pdf"
	for format in svg pdf; do
		"$diff_tool" "$work/$id-evolution.png" "$work/$2-$format.png" --crop --max-mean 2 --max-fraction 0.01 \
			--out "$work/$2-$format-diff.png" >"$work/$2-$format.txt" 2>&1
		result "parity-$format-$2" $?
	done
}
multiples seeds/g60.yaml g60-evolution
for count in 2 5 12; do
	multiples "$here/multiples-$count.yaml" multiples-$count
done
"$program" render seeds/g60.yaml --multiples --dpi 80 -o "$work/picture-evolution-80.png" 2>/dev/null
same_picture picture-evolution-80 g60-evolution-80

# A map of all China: curved graticule, labels on four sides; its scale varies, and that is said where it is asked.
"$program" render "$here/graticule.yaml" --bare --dump >"$work/graticule.dump" 2>"$work/graticule.messages"
[ ! -s "$work/graticule.messages" ]; result no-warning-graticule $?
same_dump graticule graticule
for style in ticks crosses; do
	"$program" render "$here/graticule.yaml" --bare --dump --set layers.graticule.style=$style >"$work/graticule-$style.dump"
	same_dump graticule-$style graticule-$style
done

# The globe with its outline: a world about 150° E, the near side, a hemisphere about the pole.
globe() { # name, projection, extent
	"$program" render "$here/globe.yaml" --set "projection=$2" --set "extent=$3" --dump >"$work/globe-$1.dump" 2>"$work/globe-$1.messages"
	sed -i '/steps of more than 180 degrees/,/= hint/d' "$work/globe-$1.messages"
	[ ! -s "$work/globe-$1.messages" ]; result "no-warning-globe-$1" $?
	same_dump "globe-$1" "globe-$1"
	"$program" render "$here/globe.yaml" --set "projection=$2" --set "extent=$3" --dpi 80 -o "$work/picture-globe-$1.png" 2>/dev/null
	same_picture "picture-globe-$1" "globe-$1-80"
}
globe world "+proj=robin +lon_0=150" "[-30, -90, 330, 90]"
globe near-side "+proj=ortho +lat_0=20 +lon_0=150" "[60, -70, 240, 90]"
globe polar "+proj=stere +lat_0=90 +lon_0=150" "[-180, 0, 180, 90]"

# Other scripts: right to left, marks above and below, no blanks between words; each with a message file of its own.
texts_of() { sed -n 's/^ *text "\(.*\)" [a-zA-Z-]* at .*/\1/p' "$1"; }
for map in gulf thailand india; do
	# A country is large: that its scale varies is said, and no fault.
	"$program" check "$here/$map.yaml" 2>&1 | sed '/the scale of version/,+1d' >"$work/$map.messages"
	small_map $map 0.5 0.001
done
sh "$here/kinds.sh" "$program" "$diff_tool" "$work/kinds" || fails=1
exit $fails
