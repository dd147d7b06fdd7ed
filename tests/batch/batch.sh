#!/bin/sh
# Batches: same bytes as single maps whatever -j, what is drawn again and why, bad jobs, crashes and hangs, kill -9 and SIGINT,
# shards, errors of the manifest, and a thousand maps in reduced size.
# usage: batch.sh PROGRAM WORK
program=$(realpath "$1") work=$2
here=$(cd "$(dirname "$0")" && pwd)
FONTCONFIG_FILE=$(cd "$here/../fonts" && pwd)/fonts.conf && export FONTCONFIG_FILE
unset SLURM_ARRAY_TASK_ID JOB_COMPLETION_INDEX
rm -rf "$work" && mkdir -p "$work" && work=$(realpath "$work")
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] batch-$1"; else echo "[  FAILED  ] batch-$1"; fails=1; fi
}
batch() { "$program" batch "$@"; }
count() { grep -c "$1" "$2"; }
files() { (cd "$1" && find . -type f ! -name '*.state' | sort | xargs cksum); }
case $program in *asan*) slow=1 ;; *) slow= ;; esac

# A small copy of everything, so that inputs can be changed.
mkdir -p "$work/in/tests/batch" "$work/out"
cp -r geodata "$work/in/"
cp "$here/region.yaml" "$here/regions.csv" "$work/in/tests/batch/"
in=$work/in/tests/batch small=$work/in/tests/batch/small.yaml
head -5 "$here/regions.csv" >"$in/four.csv"
sed -e 's/"/\\"/g' -e 's/\\"/"/g' >"$small" <<'MANIFEST'
batch: 1
map: region.yaml
rows: four.csv
dpi: 40
set:
  extent: ["{west}", "{south}", "{east}", "{north}"]
  title: {en: "{name_en}", zh: "{name_zh}"}
jobs:
  - page: [a4, square]
    theme: [daylight, night]
    output: "{page}/{region}-{theme}.{format}"
  - {format: [svg, pdf], language: "zh,en", output: "{region}.{format}"}
MANIFEST

batch "$small" -o "$work/one" -j 1 >"$work/one.txt" 2>&1; result j1 $?
batch "$small" -o "$work/many" -j 3 >"$work/many.txt" 2>&1; result j3 $?
files "$work/one" >"$work/one.sums"; files "$work/many" >"$work/many.sums"
[ "$(wc -l <"$work/one.sums")" -eq 24 ] && cmp -s "$work/one.sums" "$work/many.sums"; result j-equality $?
same=0
for region in r01 r04; do
	row=$(grep "^$region," "$in/four.csv")
	set -- $(echo "$row" | awk -F, '{ print "extent=[" $4 "," $5 "," $6 "," $7 "]" }')
	title=$(echo "$row" | awk -F, '{ print "title={en: \"" $2 "\", zh: \"" $3 "\"}" }')
	"$program" render "$in/region.yaml" --dpi 40 --page square --theme night --set "$1" --set "$title" \
		-o "$work/single.png" && cmp -s "$work/single.png" "$work/many/square/$region-night.png" || same=1
	for format in svg pdf; do
		"$program" render "$in/region.yaml" --lang zh,en --set "$1" --set "$title" -f $format -o "$work/single.$format" &&
			cmp -s "$work/single.$format" "$work/many/$region.$format" || same=1
	done
done
result same-bytes-as-render $same

# Jobs with one view share what has been projected; a whole sheet with its locator, bands and streamed data shows it.
root=$(cd "$here/../.." && pwd)
cat >"$in/sheet.yaml" <<MANIFEST
batch: 1
map: $root/seeds/g60.yaml
version: "2.0"
format: svg
theme: [daylight, night]
language: [en, "zh,en"]
output: "{theme}-{language}.svg"
MANIFEST
batch "$in/sheet.yaml" -o "$work/sheets" -j 1 -q >"$work/sheets.txt" 2>&1; same=$?
for theme in daylight night; do
	for language in en zh,en; do
		"$program" render "$root/seeds/g60.yaml" --version 2.0 --theme $theme --lang $language -f svg -o "$work/single.svg" &&
			cmp -s "$work/single.svg" "$work/sheets/$theme-$(echo $language | tr , -).svg" || same=1
	done
done
result same-bytes-of-shared-views $same

# All versions on one sheet: the bytes of the same sheet drawn alone, also after one that looks at the same ground.
printf 'batch: 1\nmap: %s\nformat: svg\nmultiples: yes\ntheme: [daylight, night]\noutput: "{theme}"\n' "$root/seeds/g60.yaml" >"$in/multiples.yaml"
batch "$in/multiples.yaml" -j 1 -o "$work/multiples" >/dev/null 2>&1
same=$?
for theme in daylight night; do
	"$program" render "$root/seeds/g60.yaml" --multiples --theme $theme -f svg -q -o "$work/single.svg" &&
		cmp -s "$work/single.svg" "$work/multiples/$theme.svg" || same=1
done
result multiples-same-bytes $same

# Notes of dropped names say of which job; a small page drops many.
printf 'batch: 1\nmap: %s\nbare: yes\npage: 60x45mm\nformat: svg\nversion: ["2.0", "3.0"]\noutput: "small-{version}.svg"\n' \
	"$root/seeds/g60.yaml" >"$in/notes.yaml"
batch "$in/notes.yaml" -o "$work/notes" >"$work/notes.txt" 2>&1 &&
	[ "$(grep -c 'note: small-[23].0.svg, neighbours: [0-9]* of [0-9]* names placed' "$work/notes.txt")" -eq 2 ]
result notes-name-the-job $?

# What is drawn again, and why.
batch "$small" -o "$work/one" --dry-run >"$work/dry.txt"; grep -q '^0 would be drawn, 20 are unchanged' "$work/dry.txt"
result unchanged $?
why() { # name, expected text, expected number
	batch "$small" -o "$work/one" --dry-run >"$work/why-$1.txt" 2>&1
	grep -q "$2" "$work/why-$1.txt" && grep -q "^$3 would be drawn" "$work/why-$1.txt"
	status=$?; result "why-$1" $status
	[ $status -eq 0 ] || head -5 "$work/why-$1.txt"
}
rm "$work/one/r01.pdf"; why missing 'would draw r01.svg: .*r01.pdf is missing' 1
echo x >>"$work/one/a4/r02-night.png"; why altered 'a4/r02-night.png: .* is not as it was drawn' 2
batch "$small" -o "$work/one" --json >"$work/again.json" 2>/dev/null
[ "$(count '"status": "drawn"' "$work/again.json")" -eq 2 ] && [ "$(count '"unchanged"' "$work/again.json")" -eq 18 ] &&
	files "$work/one" | cmp -s - "$work/one.sums"; result only-those-again $?
python3 -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1])]' "$work/again.json"; result json-lines $?
cp "$in/four.csv" "$work/four.csv"; sed -i 's/Sheet 3/Sheet III/' "$in/four.csv"; why options 'options have changed' 5
cp "$work/four.csv" "$in/four.csv"
cp "$in/region.yaml" "$work/region.yaml"; echo '# more' >>"$in/region.yaml"; why map 'region.yaml has changed' 20
cp "$work/region.yaml" "$in/region.yaml"; touch "$in/region.yaml"; why touched 'unchanged' 0
cp "$work/in/geodata/places.csv" "$work/places.csv"; echo >>"$work/in/geodata/places.csv"; why data 'places\.\* has changed' 20
cp "$work/places.csv" "$work/in/geodata/places.csv"
batch "$small" -o "$work/one" --dry-run --force | grep -q '^20 would be drawn'; result force $?
grep -q 'fonts' "$work/one/small.state" && grep -q 'messages' "$work/one/small.state"; result fonts-and-messages-are-inputs $?
printf '12345678\tjob\ttorn' >>"$work/one/small.state"; why torn-state 'unchanged' 0
head -c 3000 "$work/one/small.state" >"$work/half.state"
batch "$small" -o "$work/one" --state "$work/half.state" --dry-run | grep -q 'not drawn yet'; result half-state $?

# One bad job does not stop the others; with --fail-fast it does.
sed 's/\[daylight, night\]/[daylight, nihgt]/' "$small" >"$in/bad.yaml"
batch "$in/bad.yaml" -o "$work/bad" >"$work/bad.txt" 2>&1
[ $? -eq 1 ] && grep -q "8 failed" "$work/bad.txt" && grep -q "did you mean 'night'" "$work/bad.txt" &&
	grep -q 'four.csv:2:1: error: the job a4/r01-nihgt.png failed' "$work/bad.txt" && [ "$(files "$work/bad" | wc -l)" -eq 16 ]
result bad-job $?
batch "$in/bad.yaml" -o "$work/fast" --fail-fast -j 1 >"$work/fast.txt" 2>&1
[ $? -eq 1 ] && grep -q '1 failed, 18 left' "$work/fast.txt"; result fail-fast $?

# Libraries that abort or hang.
if [ -z "$slow" ]; then
	${CC:-gcc} -shared -fPIC -o "$work/fault.so" "$here/library_fault.c" -ldl
	LD_PRELOAD=$work/fault.so FAULT_ABORT=a4/r02-night FAULT_HANG=square/r03-daylight \
		"$program" batch "$small" -o "$work/fault" --timeout 5 -j 2 >"$work/fault.txt" 2>&1
	[ $? -eq 1 ] && grep -q 'the job a4/r02-night.png failed: a library ended the process' "$work/fault.txt" &&
		grep -q 'signal 6' "$work/fault.txt" && grep -q 'square/r03-daylight.png failed: it took too long' "$work/fault.txt" &&
		grep -q '^18 drawn, 0 unchanged, 2 failed' "$work/fault.txt"; result crash-and-hang $?
	[ -z "$(find "$work/fault" -name '*.part')" ]; result crash-leaves-no-part $?
	batch "$small" -o "$work/fault" --dry-run | grep -c 'the last run did not draw it' | grep -qx 2; result crash-is-drawn-again $?
fi

# Waits until the folder $1 holds $2 files or the process $3 is gone: a fixed time would be too long on a fast machine.
until_drawn() {
	while kill -0 "$3" 2>/dev/null && [ "$(find "$1" -type f ! -name '*.state*' ! -name '*.part' 2>/dev/null | wc -l)" -lt "$2" ]; do
		sleep 0.01
	done
}

# kill -9 at any time: what is there is whole, and only the rest is drawn.
killed=0 resumed=0
for drawn in 0 4 11; do
	rm -rf "$work/killed"
	"$program" batch "$small" -o "$work/killed" -j 2 >/dev/null 2>&1 &
	pid=$!
	until_drawn "$work/killed" $drawn $pid
	kill -9 $pid || killed=1
	wait $pid 2>/dev/null; sleep 0.3
	mkdir -p "$work/killed"
	(cd "$work/killed" && find . -type f ! -name '*.state' ! -name '*.part' | sort | xargs -r cksum) >"$work/killed.sums"
	done=$(grep -c '	job	' "$work/killed/small.state" 2>/dev/null)
	[ -z "$(grep -vxFf "$work/one.sums" "$work/killed.sums")" ] || killed=1
	batch "$small" -o "$work/killed" --json >"$work/resumed.json" 2>/dev/null || resumed=1
	[ "$(count '"drawn"' "$work/resumed.json")" -eq $((20 - ${done:-0})) ] || resumed=1
	files "$work/killed" | cmp -s - "$work/one.sums" || resumed=1
done
result kill-9-nothing-torn $killed
result kill-9-resume $resumed
"$program" batch "$small" -o "$work/interrupted" -j 1 >"$work/interrupted.txt" 2>&1 & pid=$!
until_drawn "$work/interrupted" 3 $pid
kill -TERM $pid; wait $pid
[ $? -eq 143 ] && grep -q 'left: the same command goes on' "$work/interrupted.txt" &&
	[ -z "$(find "$work/interrupted" -name '*.part')" ]; result signal-ends-cleanly $?

# Shards: together they are the whole, each file drawn once.
sum=0
for shard in 1 2 3; do
	batch "$small" -o "$work/shards" --shard $shard/3 --json 2>/dev/null >"$work/shard-$shard.json" || fails=1
	sum=$((sum + $(count '"drawn"' "$work/shard-$shard.json")))
	[ $shard -eq 2 ] && { batch "$small" -o "$work/shards" --merge >"$work/merge-2.txt" 2>&1; [ $? -eq 1 ]; result merge-reports-missing $?; }
done
files "$work/shards" | cmp -s - "$work/one.sums" && [ $sum -eq 20 ]; result shard-union-is-whole $?
batch "$small" -o "$work/shards" --merge --report "$work/shards.html" 2>"$work/merge.txt"
[ $? -eq 0 ] && grep -q '20 drawn, 0 failed, 0 not drawn yet of 20' "$work/merge.txt" &&
	[ "$(grep -cE '<figure class="(drawn|warned)">' "$work/shards.html")" -eq 20 ]; result merge $?
batch "$small" -o "$work/shards" --dry-run | grep -q '20 are unchanged'; result merged-state $?
JOB_COMPLETION_INDEX=2 JOB_COMPLETIONS=3 "$program" batch "$small" -o "$work/pods" --json >"$work/pods.json" 2>"$work/pods.txt"
grep -q 'shard 3 of 3 (JOB_COMPLETION_INDEX)' "$work/pods.txt" && sort "$work/pods.json" | sed 's/"ms".*//' >"$work/a" &&
	sort "$work/shard-3.json" | sed 's/"ms".*//' | sed "s|/shards/|/pods/|" >"$work/b" &&
	[ "$(cut -d, -f1 "$work/a")" = "$(cut -d, -f1 "$work/b")" ]; result kubernetes-index $?
JOB_COMPLETION_INDEX=2 "$program" batch "$small" -o "$work/pods" 2>"$work/halves.txt"
[ $? -eq 2 ] && grep -q 'JOB_COMPLETIONS' "$work/halves.txt"; result kubernetes-without-completions $?
SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3 "$program" batch "$small" \
	-o "$work/tasks" --dry-run 2>&1 | grep -q 'shard 3 of 3'; result slurm-environment $?
if command -v parallel >/dev/null; then
	seq 4 | parallel --will-cite -j 2 "$program" batch "$small" -o "$work/parallel" --shard '{}'/4 -j 1 -q >"$work/parallel.txt" 2>&1 &&
		files "$work/parallel" | cmp -s - "$work/one.sums"; result gnu-parallel $?
fi
"$program" batch "$small" -o "$work/locked" -j 1 >/dev/null 2>&1 & pid=$!
mkdir -p "$work/locked"; until_drawn "$work/locked" 1 $pid; kill -STOP $pid
batch "$small" -o "$work/locked" >"$work/locked.txt" 2>&1
[ $? -eq 3 ] && grep -q 'another batch is at work' "$work/locked.txt"; result second-batch-refused $?
kill $pid; kill -CONT $pid; wait $pid 2>/dev/null

# Manifests: every error with its place.
wrong() { # name, expected text; the manifest on standard input
	ending=yaml; case $1 in csv*) ending=csv ;; esac
	cat >"$in/$1.$ending"
	batch "$in/$1.$ending" -o "$work/wrong" >"$work/wrong-$1.txt" 2>&1
	[ $? -eq 1 ] && grep -qF "$2" "$work/wrong-$1.txt" && [ ! -e "$work/wrong" ]
	status=$?; result "wrong-$1" $status
	[ $status -eq 0 ] || cat "$work/wrong-$1.txt"
}
printf 'batch: 1\nmap: region.yaml\npaeg: a4\n' | wrong key "key.yaml:3:1: error: unknown key 'paeg' in the manifest"
printf 'batch: 2\nmap: region.yaml\n' | wrong version "version.yaml:1:8: error: batch: manifest format '2' is not known"
printf 'batch: 1\nmap: region.yaml\nformat: [png, sgv]\n' | wrong format "format.yaml:3:15: error: unknown format 'sgv'"
printf 'batch: 1\nmap: region.yaml\ndpi: 5\n' | wrong dpi "dpi.yaml:3:6: error: 'dpi' must lie between 10 and 2400"
printf 'batch: 1\nmap: region.yaml\nrows: four.csv\noutput: "{regoin}.png"\n' |
	wrong column "column.yaml:4:9: error: '{regoin}' has no value"
printf 'batch: 1\nmap: region.yaml\npage: [a4, a3]\noutput: "{theme}.png"\n' |
	wrong unsaid "say 'theme' in the manifest"
printf 'batch: 1\nmap: region.yaml\npage: [a4, a3]\noutput: one.png\n' | wrong same-file 'two jobs would write one.png'
printf 'batch: 1\nmap: region.yaml\nrows: nothing.csv\n' | wrong rows 'rows.yaml:3:7: error:'
printf 'batch: 1\njobs: [{page: a4}]\n' | wrong no-map 'the job has no map'
printf 'map,page,output\nregion.yaml,a4,x.png\nregion.yaml,a4\n' | wrong csv-fields 'csv-fields.csv:3:13: error: 2 fields where the header has 3'
printf 'map,dpi,output\nregion.yaml,100,x.png\nregion.yaml,many,y.png\n' | wrong csv-cell "csv-cell.csv:3:13: error: 'dpi' takes a number, not 'many'"
printf 'page,output\na4,x.png\n' | wrong csv-no-map "there is no column 'map'"
cat >"$in/atlas.csv" <<'ROWS'
map,page,dpi,set.extent,set.title.en,output,note
region.yaml,square,40,"[119, 30, 120, 31]","West, the ""old"" part",atlas/west.png,
region.yaml,,40,"[121, 30, 122, 31]",,atlas/east.png,without a title of its own
ROWS
batch "$in/atlas.csv" -o "$work/csv" >"$work/csv.txt" 2>&1 && [ -s "$work/csv/atlas/west.png" ] && [ -s "$work/csv/atlas/east.png" ]
result csv-manifest $?
"$program" render "$in/region.yaml" --dpi 40 --page square --set 'extent=[119, 30, 120, 31]' --set 'title.en=West, the "old" part' \
	-o "$work/west.png" && cmp -s "$work/west.png" "$work/csv/atlas/west.png"; result csv-same-bytes $?
batch >/dev/null 2>&1; [ $? -eq 2 ]; result usage $?
batch "$small" --shard 4/3 >/dev/null 2>&1; [ $? -eq 2 ]; result usage-shard $?

# A thousand maps in reduced size: regions × pages × themes × languages; memory stays flat. Of few maps one worker draws all,
# so that it has seen the fonts that each worker opens for itself.
stride=8 workers=1 most=1.15
[ -z "$slow" ] || { stride=20 most=1.2; } # sanitizers keep what is freed
case ${THOUSAND:-} in all) stride=1 workers=2 most=1.1 ;; esac
batch "$here/thousand.yaml" -o "$work/thousand" --shard 1/$stride -j $workers --json --report "$work/thousand.html" \
	>"$work/thousand.json" 2>"$work/thousand.txt"; result thousand $?
tail -1 "$work/thousand.txt"
python3 - "$work/thousand.json" $most <<'CHECK'
import json, sys
jobs = [json.loads(line) for line in open(sys.argv[1])]
kb = [job["memory_kb"] for job in jobs]
middle = lambda values: sorted(values)[len(values) // 2]
early, late = middle(kb[40:60] or kb[:20]), middle(kb[-20:])
if any(kb):
    print(f"{len(jobs)} maps, a worker holds {early // 1024} MB after 50, {late // 1024} MB at the end")
else:
    print("with POSIX alone nobody says how much memory a worker holds")
stages = {"open", "read", "clip", "project", "simplify", "scene", "furniture", "label", "paint", "encode", "write"}
staged = all(set(job["ms"]) == stages and job["ms"]["paint"] > 0 and job["ms"]["label"] > 0 for job in jobs)
# Pages of a font's file count when a name touches them for the first time: up to 9 % of 150 maps, 5 % of all 1,080.
sys.exit(not (len(jobs) > 20 and all(job["status"] == "drawn" for job in jobs) and staged and late <= early * float(sys.argv[2])))
CHECK
result memory-flat $?
sh "$here/kubernetes.sh" "$program" "$small" "$work" || fails=1
sh "$here/slurm.sh" "$program" "$small" "$work" || fails=1
exit $fails
