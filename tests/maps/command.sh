#!/bin/sh
# The command's manners: where its output goes, how its options are read, what it says. usage: command.sh PROGRAM WORK
program=$PWD/$1 work=$2
map=$PWD/tests/maps/bent.yaml
rm -rf "$work" && mkdir -p "$work"
work=$(cd "$work" && pwd)
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
draw() { "$program" render "$map" "$@" 2>"$work/said.txt"; }
says() { grep -q -e "$1" "$work/said.txt" || { cat "$work/said.txt"; return 1; }; }
draw -f svg -o "$work/plain.svg"; result plain $?

# A FIFO, a device and a link stay what they are, and are written to.
mkfifo "$work/fifo" && cat "$work/fifo" >"$work/from-fifo.svg" &
while [ ! -p "$work/fifo" ]; do sleep 0.05; done
draw -f svg -o "$work/fifo"; status=$?
wait
[ $status -eq 0 ] && [ -p "$work/fifo" ] && cmp -s "$work/from-fifo.svg" "$work/plain.svg"; result output-fifo $?
mkfifo "$work/fifo.svg" && cat "$work/fifo.svg" >"$work/from-suffix.svg" &
while [ ! -p "$work/fifo.svg" ]; do sleep 0.05; done
draw -o "$work/fifo.svg"; status=$?
wait
[ $status -eq 0 ] && cmp -s "$work/from-suffix.svg" "$work/plain.svg"; result output-fifo-with-suffix $?
if mknod "$work/device" c 1 3 2>/dev/null && : 2>/dev/null >"$work/device"; then
	draw -f svg -o "$work/device" && [ -c "$work/device" ]; result output-device $?
else
	echo "skipped: no device can be made here"
fi
mkdir "$work/far" && echo old >"$work/far/target.svg"
ln -s far/target.svg "$work/link.svg" && ln -s link.svg "$work/second.svg" && ln -s far/new.svg "$work/dangling.svg"
draw -f svg -o "$work/second.svg" && draw -f svg -o "$work/dangling.svg" && [ -L "$work/second.svg" ] && [ -L "$work/link.svg" ] &&
	[ -L "$work/dangling.svg" ] && cmp -s "$work/far/target.svg" "$work/plain.svg" && cmp -s "$work/far/new.svg" "$work/plain.svg"
result output-links $?
ln -s circle.svg "$work/circle.svg"
draw -f svg -o "$work/circle.svg"; [ $? -eq 3 ] && says 'circle.svg: error: cannot write' && [ -L "$work/circle.svg" ]; result output-circle $?
draw -f svg -o "$work/itself.svg" >"$work/itself.svg" && cmp -s "$work/itself.svg" "$work/plain.svg"; result output-is-standard-output $?
# What is replaced keeps its mode, and its owner where the user may give it away.
echo old >"$work/mode.svg" && chmod 640 "$work/mode.svg"
chown 12345:54321 "$work/mode.svg" 2>/dev/null
before=$(ls -ln "$work/mode.svg" | cut -d' ' -f1-4)
draw -f svg -o "$work/mode.svg" && [ "$(ls -ln "$work/mode.svg" | cut -d' ' -f1-4)" = "$before" ] && cmp -s "$work/mode.svg" "$work/plain.svg"
result output-mode-kept $?
(umask 077 && draw -f svg -o "$work/new.svg") && [ "$(ls -l "$work/new.svg" | cut -c1-10)" = -rw------- ]; result output-mode-of-umask $?
# A file that may not grow so large: the old one stays, and no temporary.
echo old >"$work/limit.svg"
(ulimit -f 1 && "$program" render "$map" -f svg -o "$work/limit.svg" 2>"$work/limit.txt"); code=$?
[ $code -eq 3 ] && [ "$(cat "$work/limit.svg")" = old ] && [ -z "$(find "$work" -name '*.part')" ]; result output-limit $?
# The suffix says the format. One that says none, or another than -f, is wrong usage; nothing is drawn then.
draw -o "$work/upper.SVG" && cmp -s "$work/upper.SVG" "$work/plain.svg" && draw -o "$work/suffix.pdf" && pdfinfo "$work/suffix.pdf" >/dev/null &&
	draw -f svg-cairo -o "$work/suffix-cairo.svg" && xmllint --noout "$work/suffix-cairo.svg"; result suffix-says-format $?
draw -o "$work/picture.jpg"; [ $? -eq 2 ] && says "the suffix of '.*picture.jpg' is that of no format" && says 'one of .png, .svg, .pdf' &&
	[ ! -e "$work/picture.jpg" ]; result suffix-unknown $?
draw -f svg -o "$work/picture.png"; [ $? -eq 2 ] && says "--format svg and the file name '.*picture.png' contradict" && [ ! -e "$work/picture.png" ]
result suffix-contradicts $?
draw -f svg,png -o "$work/picture.png"; [ $? -eq 2 ] && says 'several files need a folder'; result suffix-of-several $?
# Folders that are missing are made: before a file, with a slash, without a suffix.
draw -o "$work/made/of/it/map.svg" && cmp -s "$work/made/of/it/map.svg" "$work/plain.svg"; result folder-before-file $?
draw -f svg -o "$work/slash/" && draw --all -f svg,pdf -o "$work/bare-name" && cmp -s "$work/slash/bent-1.svg" "$work/plain.svg" &&
	[ "$(ls "$work/bare-name" | tr '\n' ' ')" = "bent-1.pdf bent-1.svg " ]; result folder-made $?
draw -f svg --set lang=x -o "$work/unmade/map.svg"; [ $? -eq 1 ] && [ ! -e "$work/unmade" ]; result folder-not-made-in-vain $?
draw -o "$work/plain.svg/map.svg"; [ $? -eq 3 ] && says 'plain.svg/map.svg: error: cannot write'; result folder-is-a-file $?
# What was written is said, but not of standard output, and not quietly.
draw -o "$work/told.png" && says "^$work/told.png: note: written, 1772 x 1535 pixels \[written\]$"; result written-told $?
draw -o "$work/told.svg" --json && says "\"code\": \"written\", \"file\": \"$work/told.svg\", \"message\": \"written, 150 x 130 mm\""; result written-told-as-json $?
draw -q -o "$work/told.png" && [ ! -s "$work/said.txt" ] && draw -f svg -o - >"$work/stream.svg" && [ ! -s "$work/said.txt" ] &&
	cmp -s "$work/stream.svg" "$work/plain.svg"; result written-not-told $?
# Lengths: a width in pixels has as many of them; one without a unit is none.
width_of() { pngcheck "$1" | sed -n 's/.*(\([0-9]*x[0-9]*\),.*/\1/p'; }
draw --width 1200px -o "$work/pixels.png" && [ "$(width_of "$work/pixels.png")" = 1200x1040 ] &&
	draw --page 801x601px -o "$work/pixels.png" && [ "$(width_of "$work/pixels.png")" = 801x601 ] &&
	draw --width 1200px --dpi 192 -o "$work/pixels.png" && [ "$(width_of "$work/pixels.png")" = 2400x2080 ] &&
	draw --page 801x601px --width 254mm -o "$work/pixels.png" && [ "$(width_of "$work/pixels.png")" = 3000x2251 ]; result width-in-pixels $?
# Of a width alone the height follows, in a batch as on the command line, and with --bare from the map alone.
draw --page 600px -o "$work/follows.png" && draw --page 600px --bare -o "$work/follows-bare.png" &&
	printf 'batch: 1\nmap: %s\npage: 600px\nbare: [no, yes]\nformat: png\noutput: "follows-{bare}.{format}"\n' "$map" >"$work/follows.yaml" &&
	"$program" batch "$work/follows.yaml" >/dev/null 2>&1 && cmp "$work/follows.png" "$work/follows-no.png" && cmp "$work/follows-bare.png" "$work/follows-yes.png" &&
	width_of "$work/follows.png" | grep -q '^600x' && ! cmp -s "$work/follows.png" "$work/follows-bare.png"; result page-of-a-width $?
draw --width 180 -o "$work/unit.png"; [ $? -eq 1 ] && says "width: '180' has no unit" && says 'write 180mm, for example; units: mm, cm, in, pt or px'
result width-without-unit $?
# Options without effect are told, and strictly are errors.
draw -f svg --dpi 200 --palette --responsive -o "$work/unused.svg" && says '^corridor: warning: --dpi has no effect: svg does not use it \[unused-entry\]$' &&
	says '--palette has no effect' && ! grep -q -e --responsive "$work/said.txt"; result option-unused-by-format $?
draw -f svg,png --dpi 40 --svg-text outline -o "$work" && ! grep -q effect "$work/said.txt"; result option-used-by-one-format $?
draw -f svg --palette --strict -o "$work/strict.svg"; [ $? -eq 1 ] && [ ! -e "$work/strict.svg" ]; result option-unused-strictly $?
"$program" check "$map" --dpi 100 --all 2>"$work/said.txt" && says '--dpi has no effect: check does not use it' &&
	! grep -q -e '--all' "$work/said.txt"; result option-unused-by-check $?
draw --dump -o "$work/dump.txt" >"$work/page.txt" && says '--output has no effect: --dump does not use it' && [ -s "$work/page.txt" ]; result option-unused-by-dump $?
for wrong in --svg-text=curves --dpi=5 --dpi=x --all=yes --formt=svg --version=9 "--all --version 1" --output=; do
	draw $wrong >/dev/null; [ $? -eq 2 ] && says 'error: .* \[wrong-usage\]$'; result "option-wrong$wrong" $?
done
draw --formt=svg; says 'did you mean --format?'; result option-meant $?
draw --version=9; says 'its versions: 1$'; result version-meant $?
"$program" describe "$map" --version 9 2>"$work/said.txt"; [ $? -eq 2 ] && says 'its versions: 1$'; result version-of-describe $?
# Every long option with a value takes it after '=' as well.
"$program" render --help | sed -n 's/^  \(--[a-z-]*\)\(, -.\)\{0,1\} [A-Z].*/\1/p' >"$work/long.txt"
[ "$(tr '\n' ' ' <"$work/long.txt")" = "--version --format --output --page --width --dpi --lang --theme --set --id-prefix --confine " ]; result option-list $?
draw --version=1 --format=svg --page=a5 --lang=en --theme=night --set=padding=2mm --id-prefix=p --svg-text=text --output="$work/joined.svg" &&
	draw --version 1 --format svg --page a5 --lang en --theme night --set padding=2mm --id-prefix p --svg-text text --output "$work/apart.svg" &&
	cmp -s "$work/joined.svg" "$work/apart.svg" && draw --width=100mm --dpi=72 -o "$work/joined.png" && [ "$(width_of "$work/joined.png")" = 283x246 ]
result option-joined $?
cp "$map" "$work/-odd.yaml" && sed -i "s|\.\./\.\./geodata|${program%/build*}/geodata|; s|data/bent|${map%/*}/data/bent|" "$work/-odd.yaml"
(cd "$work" && "$program" render -f svg -o odd.svg -- -odd.yaml 2>said.txt); result option-end $?
# The program's version, and each command's own help; a full disk is noticed.
"$program" --version | grep -Eqx 'corridor [0-9]+\.[0-9]+\.[0-9]+'; result program-version $?
for command in render check describe list batch index schema completion; do
	"$program" $command --help >"$work/help.txt" && grep -q "^usage: corridor $command " "$work/help.txt"; result "help-$command" $?
	"$program" --help | grep -q "^  corridor $command "; result "help-names-$command" $?
done
! "$program" check --help | grep -q -e --dpi && "$program" render --help | grep -q -e --dpi && "$program" batch --help | grep -q -e --jobs; result help-is-its-own $?
"$program" rendr 2>"$work/said.txt"; [ $? -eq 2 ] && says "no subcommand 'rendr'" && says "did you mean 'render'?"; result command-meant $?
# Lists of what there is to choose from, and what else may have been meant.
for topic in layers elements frames map theme themes colours text-styles shields hatches pages projections formats; do
	"$program" list $topic >"$work/list-$topic.txt" && [ "$(wc -l <"$work/list-$topic.txt")" -ge 4 ] &&
		"$program" list --help | grep -q "^  $topic "; result "list-$topic" $?
done
grep -qx night "$work/list-themes.txt" && grep -q '^+proj=robin  *Robinson$' "$work/list-projections.txt" &&
	! grep -q 'proj=\(longlat\|cart\|pipeline\)' "$work/list-projections.txt" && grep -q '^ink  *#[0-9a-f]\{6\}$' "$work/list-colours.txt" &&
	grep -q '^city  *8.2 pt, weight 700$' "$work/list-text-styles.txt"; result lists-hold $?
sed -n '/^written:/,/^read:/p' "$work/list-formats.txt" | grep -q '^svg ' && sed -n '/^read:/,$p' "$work/list-formats.txt" | grep -q '^\.shp  *shapefile$'
result lists-formats-both-ways $?
"$program" list colours --theme night >"$work/night.txt" && ! cmp -s "$work/night.txt" "$work/list-colours.txt"; result list-of-a-theme $?
grep -q '^us-interstate  *interstate, 14.4 pt high' "$work/list-shields.txt" && grep -q '^cross  *lines every 5.6 pt' "$work/list-hatches.txt" &&
	grep -q '^water .* not drawn$' "$work/list-hatches.txt" && ! "$program" list hatches --theme print | grep -q '^water .* not drawn$'; result lists-symbols $?
"$program" describe "$map" --format=jsn 2>"$work/said.txt"; [ $? -eq 2 ] && says "unknown format 'jsn'"; result format-of-describe $?
"$program" list colors 2>"$work/said.txt"; [ $? -eq 2 ] && says "did you mean 'colours'?"; result list-meant $?
"$program" list 2>"$work/said.txt"; [ $? -eq 2 ] && says 'list what?'; result list-of-nothing $?
# Of the projections that are listed every eighth draws this map.
for projection in $(sed -n 's/^+proj=\([a-z_0-9]*\) .*/\1/p' "$work/list-projections.txt" | awk 'NR % 8 == 0'); do
	text=$(sed -n "s/^\(+proj=$projection\( +[a-z0-9_=]*\)*\)  *.*/\1/p" "$work/list-projections.txt" | head -1)
	draw --set "projection=$text" -f svg -o "$work/projection.svg" || { echo "$text"; cat "$work/said.txt"; false; }; result "projection-$projection" $?
done
# Confined, nothing outside the folder is read: by "..", absolute paths, links; and no message tells what is there, or whether.
mkdir -p "$work/in/sub" "$work/in/messages" "$work/out" && cp "$map" "$work/in/map.yaml"
cp tests/maps/data/bent.* "$work/in/" && rm -f "$work/in/bent.prj" && cp geodata/cities.csv "$work/in/cities.csv"
cp tests/maps/data/bent.* geodata/cities.csv seeds/themes/night.yaml seeds/messages/en.yaml "$work/out/" && cp "$map" "$work/out/map.yaml"
sed -i -e 's|\.\./\.\./geodata/||' -e 's|data/bent|bent|' "$work/in/map.yaml"
echo 'secret-first-line: of a file' >"$work/out/secret.csv" && cp "$work/out/secret.csv" "$work/out/secret.yaml" && cp "$work/out/secret.csv" "$work/out/secret.prj"
ln -s ../out/secret.csv "$work/in/linked.csv" && ln -s ../out "$work/in/linked" && ln -s ../out/nothing.csv "$work/in/nowhere.csv"
ln -s cities.csv "$work/in/near.csv" && ln -s "$work/in/sub/../bent.shp" "$work/in/sub/bent.shp"
confined() { "$program" "$@" --confine "$work/in" >"$work/out.txt" 2>"$work/said.txt"; }
keeps_still() { ! grep -q -e secret-first -e nothing.csv "$work/said.txt" "$work/out.txt" || { cat "$work/said.txt"; return 1; }; }
confined render "$work/in/map.yaml" -f svg -o "$work/confined.svg" && cmp -s "$work/confined.svg" "$work/plain.svg" &&
	(cd "$work/in" && "$program" render --confine . map.yaml -f svg -o ../confined.svg 2>/dev/null) && cmp -s "$work/confined.svg" "$work/plain.svg"
result confined-draws-the-same $?
confined render --version 1.0 -f svg -o "$work/built-in.svg"; result confined-draws-the-built-in-map $?
confined render "$work/in/map.yaml" --set data.cities.file=near.csv -f svg -o "$work/confined.svg"; result confined-follows-links-inside $?
for file in ../out/cities.csv "$work/out/cities.csv" linked.csv linked/cities.csv sub/../../out/cities.csv nowhere.csv \
	../out/none.csv /nonexistent/none.csv linked/none.csv "$work/in/sub/../../out/secret.csv" /proc/self/root/etc/hostname.csv; do
	confined check "$work/in/map.yaml" --set "data.cities.file=$file"
	[ $? -eq 1 ] && says 'lies outside the folder of --confine' && keeps_still; result "confined-data-$(echo "$file" | sed "s|$work||" | tr / _)" $?
done
confined check "$work/in/map.yaml" --set data.cities.file=citees.csv; [ $? -eq 1 ] && says 'did you mean .*cities.csv'; result confined-hints-inside $?
rm "$work/in/bent.dbf" && ln -s ../out/bent.dbf "$work/in/bent.dbf"
confined render "$work/in/map.yaml" -f svg -o "$work/side.svg"; [ $? -eq 1 ] && says 'bent.dbf is not used: .* outside the folder of --confine'; result confined-side-file $?
ln -s ../out/secret.prj "$work/in/bent.prj" && "$program" check "$work/in/map.yaml" 2>"$work/said.txt"; keeps_still; result side-file-not-quoted $?
rm "$work/in/bent.prj" "$work/in/bent.dbf" && cp tests/maps/data/bent.dbf "$work/in/"
for set in theme=../out/night.yaml "theme=$work/out/night.yaml" theme=linked/night.yaml messages.en=../out/en.yaml messages.en=linked/secret.yaml theme=linked/secret.yaml; do
	confined check "$work/in/map.yaml" --set "$set"; [ $? -eq 1 ] && says 'outside the folder of --confine' && keeps_still; result "confined-$(echo "$set" | sed "s|$work||" | tr / _)" $?
done
ln -s ../../out/en.yaml "$work/in/messages/en.yaml"
confined check "$work/in/map.yaml"; [ $? -eq 1 ] && says 'outside the folder of --confine'; result confined-messages-beside $?
rm "$work/in/messages/en.yaml"
ln -s ../out/map.yaml "$work/in/linked-map.yaml"
for named in "$work/out/map.yaml" "$work/in/linked-map.yaml" "$work/in/../out/map.yaml" "$work/out/none.yaml"; do
	confined check "$named"; [ $? -eq 1 ] && says 'cannot read the map file: it lies outside'; result "confined-map-$(echo "$named" | sed "s|$work||" | tr / _)" $?
done
printf 'batch: 1\nmap: [map.yaml, ../out/map.yaml]\nformat: svg\noutput: "%s/batch-{map}-{row}.svg"\nrows: rows.csv\n' "$work" >"$work/in/jobs.yaml" && printf 'a\n1\n' >"$work/in/rows.csv"
sed -i 's/^map: .*/map: [map.yaml, linked-map.yaml]/' "$work/in/jobs.yaml"
confined batch "$work/in/jobs.yaml"; [ $? -eq 1 ] && says 'linked-map.yaml lies outside the folder of --confine' && cmp -s "$work/batch-map-1.svg" "$work/plain.svg" &&
	[ ! -e "$work/batch-linked-map-1.svg" ]; result confined-batch $?
"$program" check "$work/in/map.yaml" --confine "$work/none" 2>"$work/said.txt"; [ $? -eq 2 ] && says '/none: No such file'; result confined-nowhere $?
confined check "$work/in/map.yaml" --set labels.Winding=left; [ $? -eq 1 ] && ! grep -q '^ *[0-9]* | ' "$work/said.txt"; result confined-quotes-no-line $?
# A batch's state is no link, what it has read is hashed where it may be read, and its folder need not lie inside.
printf 'map\nmap.yaml\nmap.yaml\n' >"$work/in/column.csv"
confined batch "$work/in/column.csv" -o "$work/columns" --state "$work/columns/state" && [ "$(cd "$work/columns" && ls ./*.png | tr '\n' ' ')" = "./map-1.png ./map-2.png " ] &&
	confined batch "$work/in/column.csv" -o "$work/columns" --state "$work/columns/state" --dry-run && grep -q '^0 would be drawn' "$work/out.txt"
result batch-column-map $?
ln -s ../out/secret.csv "$work/in/linked.state"
confined batch "$work/in/column.csv" -o "$work/columns" --state "$work/in/linked.state"; [ $? -eq 3 ] && keeps_still && grep -q secret-first "$work/out/secret.csv"; result confined-state $?
# Options that a batch does not use, and those that no format of a job does.
printf 'batch: 1\nmap: map.yaml\nformat: svg\noutput: "%s/unused"\ndpi: 90\nresponsive: yes\n' "$work" >"$work/in/unused.yaml"
"$program" batch "$work/in/unused.yaml" --dry-run --jobs 2 2>"$work/said.txt"; says '--jobs has no effect: --dry-run does not use it' &&
	says 'unused.yaml:5:6: warning: dpi has no effect: svg does not use it' && ! grep -q responsive "$work/said.txt"; result batch-unused $?
# Unconfined, a map that is a link to another folder has no line of it shown; beside it, it has.
ln -s ../out/secret.yaml "$work/in/foreign.yaml" && ln -s broken.yaml "$work/in/own.yaml" && echo 'secret-of-our-own: 1' >"$work/in/broken.yaml"
"$program" check "$work/in/foreign.yaml" 2>"$work/said.txt"; [ $? -eq 1 ] && ! grep -q '^ *[0-9]* | ' "$work/said.txt"; result foreign-map-not-quoted $?
"$program" check "$work/in/own.yaml" 2>"$work/said.txt"; [ $? -eq 1 ] && grep -q '^ *1 | secret-of-our-own' "$work/said.txt"; result own-map-quoted $?
# An inset of what the map does not hold, which only drawing told.
printf 'title: T\nextent: [9, 49, 13, 52]\nframes:\n  far: {kind: inset, extent: [0, 40, 1, 41], at: top-left}\ndata: {cities: cities.csv}\nlayers: [{kind: marker, data: cities}]\n' >"$work/in/inset.yaml"
"$program" check "$work/in/inset.yaml" 2>"$work/said.txt"; says "inset.yaml:4:3: warning: the inset 'far' is left out: the map does not hold all that it shows"; result check-inset $?
# A GeoPackage, which SQLite opens by itself.
python3 - "$work/out/towns.gpkg" <<'PACKAGE'
import sqlite3, struct, sys
base = sqlite3.connect(sys.argv[1])
base.executescript("""PRAGMA application_id=1196444487; PRAGMA user_version=10300;
CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', '');
CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x, min_y, max_x, max_y, srs_id INTEGER);
INSERT INTO gpkg_contents VALUES ('towns', 'features', 'towns', '', '', 5, 5, 5, 5, 4326);
CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z, m);
INSERT INTO gpkg_geometry_columns VALUES ('towns', 'geom', 'POINT', 4326, 0, 0);
CREATE TABLE towns(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);""")
base.execute("INSERT INTO towns VALUES (1, ?, 'Middle')", (b"GP\0\1" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, 5, 5),))
base.commit()
PACKAGE
cp "$work/out/towns.gpkg" "$work/in/towns.gpkg" && ln -s ../out/towns.gpkg "$work/in/linked.gpkg" && ln -s towns.gpkg "$work/in/near.gpkg"
for file in towns.gpkg near.gpkg linked.gpkg; do
	printf 'title: Towns\nextent: [2, 2, 9, 9]\ndata: {towns: %s}\nlayers:\n  - {kind: marker, data: towns, label: name}\n' $file >"$work/in/package.yaml"
	"$program" render "$work/in/package.yaml" -f svg -o "$work/open.svg" 2>"$work/said.txt" || cat "$work/said.txt"
	confined render "$work/in/package.yaml" -f svg -o "$work/package.svg"; code=$?
	if [ $file = linked.gpkg ]; then [ $code -eq 1 ] && says 'lies outside the folder of --confine'; else [ $code -eq 0 ] && cmp -s "$work/open.svg" "$work/package.svg" && grep -q Middle "$work/package.svg"; fi
	result "confined-package-$file" $?
done
# Unconfined, too, the first line of a file that is no table is not quoted.
"$program" check "$work/in/map.yaml" --set data.cities.file=linked.csv 2>"$work/said.txt"; [ $? -eq 1 ] && keeps_still; result first-line-not-quoted $?
# A map file of 100 MB is refused before it is read.
truncate -s 100M "$work/large.yaml" && "$program" check "$work/large.yaml" 2>"$work/said.txt"; [ $? -eq 1 ] && says 'large.yaml: error: cannot read the map file: it is larger than 1 MiB'
result large-map-refused $?
limit="ulimit -v 400000"
case $program in *asan*) limit=: ;; esac # the sanitizers' own memory is terabytes of addresses
($limit && yes 'a: b' | head -c 100000000 | "$program" check - 2>"$work/said.txt"); [ $? -eq 1 ] && says 'larger than 1048576 bytes'; result large-input-refused $?
# A version names files: it leads out of no folder.
sed 's|^  "1": {|  "a/../../x": {|' "$work/in/map.yaml" >"$work/in/leading.yaml"
"$program" render "$work/in/leading.yaml" -f svg -o "$work/in/sub/" 2>"$work/said.txt"; [ $? -eq 1 ] && says "leading.yaml:[0-9]*:[0-9]*: error: version 'a/../../x': files are named by it, so it has no '/'" &&
	[ ! -e "$work/in/x.svg" ] && [ ! -e "$work/x.svg" ]; result version-leads-nowhere $?
# What a path holds is not acted on by a terminal: controls, escapes, bytes that are no text.
odd=$(printf 'm\033]0;t\007\302\233p\377\342\200\256.yaml')
cp "$work/in/leading.yaml" "$work/in/$odd" && mkdir "$work/in/$odd.d"
printf 'batch: 1\nmap: ["%s"]\noutput: x\n' 'm\e]0;t\a.yaml' >"$work/in/odd-jobs.yaml"
plain_text() { ! LC_ALL=C tr -d '\n -~' <"$work/said.txt" | LC_ALL=C grep -q "$(printf '[\001-\037\177]')" && iconv -f UTF-8 -t UTF-8 "$work/said.txt" >/dev/null 2>&1 &&
	! grep -q "$(printf '\302\233\|\342\200\256')" "$work/said.txt"; }
for line in "check|$work/in/$odd" "check|$work/in/$odd.none" "render|$work/in/$odd" "render|$map|-o|$work/in/$odd" "render|$map|-f|svg|-o|$work/in/$odd.d/$odd.svg" \
	"$odd" "list|$odd" "render|--$odd" "check|$map|--set|data.cities.file=$odd" "index|$work/in/$odd.shp" "batch|$work/in/$odd" "batch|$work/in/odd-jobs.yaml" \
	"check|$map|--version|$odd" "check|$map|--confine|$odd" "check|--json|$work/in/$odd" "render|$map|--theme|$odd" "batch|--dry-run|$work/in/odd-jobs.yaml"; do
	(IFS='|'; "$program" $line >"$work/said.txt" 2>&1)
	[ -s "$work/said.txt" ] && plain_text || { od -c "$work/said.txt" | head; false; }; result "clean-$(printf %s "$line" | sed "s|$work||g; s|$map|MAP|" | LC_ALL=C tr -c 'a-z.|\n-' _)" $?
done
# Strictly, a batch writes nothing of a job with warnings, and draws again what was drawn with them.
cp "$work/in/map.yaml" "$work/in/quiet.yaml"
printf 'batch: 1\nmap: quiet.yaml\nformat: [svg, pdf]\noutput: "%s/strict/{set}"\nset: [{padding: 0mm}, {layers.waters.where.name: nobody}]\n' \
	"$work" >"$work/in/strict-jobs.yaml"
"$program" batch "$work/in/strict-jobs.yaml" --strict >/dev/null 2>"$work/said.txt"; [ $? -eq 1 ] && says 'error: the job .*/2.svg failed' &&
	says "error: layer 'waters' is empty" && [ "$(ls "$work/strict" | tr '\n' ' ')" = "1.pdf 1.svg " ]; result strict-batch $?
"$program" batch "$work/in/strict-jobs.yaml" 2>/dev/null && [ "$(ls "$work/strict" | wc -l)" -eq 4 ] &&
	"$program" batch "$work/in/strict-jobs.yaml" --dry-run 2>/dev/null | grep -q '^0 would be drawn' &&
	"$program" batch "$work/in/strict-jobs.yaml" --dry-run --strict 2>/dev/null | grep -q '2.svg: it was drawn with warnings'; result strict-batch-draws-again $?
# check tells by its keys what a file is; of a manifest it works out the jobs and reads the map files that they name.
cp seeds/themes/night.yaml "$work/in/a.yaml" && cp seeds/messages/zh.yaml "$work/in/b.yaml" && sed -i 's/^language: zh/language: xx/' "$work/in/b.yaml"
"$program" check "$work/in/a.yaml" --strict && sed -i 's/^colours:/colors:/' "$work/in/a.yaml"
"$program" check "$work/in/a.yaml" 2>"$work/said.txt"; [ $? -eq 1 ] && says "a.yaml:4:1: error: unknown key 'colors'" && says "did you mean 'colours'?"; result check-theme $?
sed -i 's/^plurals:/plural:/' "$work/in/b.yaml"; "$program" check "$work/in/b.yaml" 2>"$work/said.txt"; [ $? -le 1 ] && ! grep -q layers "$work/said.txt"; result check-messages $?
cat >"$work/in/c.yaml" <<'JOBS'
batch: 1
map: [quiet.yaml, qiet.yaml]
page: [a4, a44]
output: "{map}-{page}.png"
JOBS
"$program" check "$work/in/c.yaml" 2>"$work/said.txt"; [ $? -eq 1 ] && says "unknown page 'a44'" && says 'c.yaml:1:1: error: there is no file .*qiet.yaml' &&
	says 'note: so the job quiet-a44.png will fail'; result check-manifest $?
sed -i -e 's/qiet/quiet/; s/, quiet.yaml\]/]/' -e 's/a44/a5/' "$work/in/c.yaml"; "$program" check "$work/in/c.yaml" 2>"$work/said.txt" && [ ! -s "$work/said.txt" ]; result check-good-manifest $?
printf 'map,version,output\nquiet.yaml,1,a\nquiet.yaml,7,b\n' >"$work/in/d.csv"
"$program" check "$work/in/d.csv" 2>"$work/said.txt"; [ $? -eq 1 ] && says "d.csv:3:1: error: .*quiet.yaml has no version '7'"; result check-csv-manifest $?
# Every command notices that what it says is lost.
for line in --help --version "list layers" "list formats" "render --help" "batch --help" "describe $map" "render $map -f svg -o -" "render $map --dump"; do
	"$program" $line >/dev/full 2>"$work/said.txt"; [ $? -eq 3 ] && says 'standard output: error: cannot write'; result "full-disk-$(echo "$line" | sed "s|$map|MAP|")" $?
done
exit $fails
