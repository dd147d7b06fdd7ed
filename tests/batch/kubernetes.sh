#!/bin/sh
# The Job of docs/scale/kubernetes.yaml: it says what the program reads, and its command, run once for every index as the
# cluster would, draws the whole. With npm's kubernetes-models in NODE_PATH it is checked against Kubernetes' own schema too
# (make check-kubernetes).
# usage: kubernetes.sh PROGRAM MANIFEST WORK; WORK/one.sums: what the whole must be
program=$1 manifest=$2 sums=$3/one.sums work=$3/kubernetes
here=$(cd "$(dirname "$0")" && pwd)
job=$here/../../docs/scale/kubernetes.yaml
fails=0
result() {
	if [ "$2" -eq 0 ]; then echo "[       OK ] batch-kubernetes-$1"; else echo "[  FAILED  ] batch-kubernetes-$1"; fails=1; fi
}
rm -rf "$work" && mkdir -p "$work"
python3 -c 'import yaml' 2>/dev/null || { echo "[  SKIPPED ] batch-kubernetes: python3-yaml is not installed"; exit 0; }
# Arguments of the command, one a line, with the manifest, the folder and the number of workers of this test.
python3 - "$job" "$manifest" "$work" >"$work/command" <<'CHECK'
import sys, yaml
job = yaml.safe_load(open(sys.argv[1]))
spec = job["spec"]
assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
pod = spec["template"]["spec"]
[container] = pod["containers"]
env = {entry["name"]: entry["value"] for entry in container["env"]}
assert all(type(value) is str for value in env.values()), "Kubernetes takes texts only"
assert env == {"JOB_COMPLETIONS": str(spec["completions"])}
assert pod["restartPolicy"] in ("OnFailure", "Never")
assert spec["parallelism"] <= spec["completions"]
assert {m["name"] for m in container["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
mount = container["volumeMounts"][0]["mountPath"]
command = container["command"]
assert all(type(word) is str for word in command) and command[0] == "corridor"
for at, word in enumerate(command):
    if word.endswith(".csv"):
        assert word.startswith(mount + "/")
        command[at] = sys.argv[2]
    if word == "-o":
        assert command[at + 1].startswith(mount + "/")
        command[at + 1] = sys.argv[3] + "/maps"
    if word == "-j":
        command[at + 1] = "1"
print("\n".join(command[1:]))
CHECK
result job $?
status=0 pods=5 drawn=0
set --
while read -r word; do set -- "$@" "$word"; done <"$work/command"
for index in $(seq 0 $((pods - 1))); do
	env -u SLURM_ARRAY_TASK_ID JOB_COMPLETION_INDEX=$index JOB_COMPLETIONS=$pods "$program" "$@" --json \
		>"$work/pod-$index.json" 2>"$work/pod-$index.txt" || status=1
	drawn=$((drawn + $(grep -c '"status": "drawn"' "$work/pod-$index.json")))
done
[ $status -eq 0 ] && [ $drawn -eq 20 ] && [ "$(cat "$work"/pod-*.json | cut -d, -f1 | sort -u | wc -l)" -eq 20 ]
result each-once $?
(cd "$work/maps" && find . -type f ! -name '*.state' | sort | xargs cksum) | cmp -s - "$sums"; result union-is-whole $?
# A pod that is started again has nothing left to do; the whole is told by --merge.
JOB_COMPLETION_INDEX=3 JOB_COMPLETIONS=$pods "$program" "$@" --json 2>/dev/null | grep -q '"status": "drawn"' && status=1
"$program" batch "$manifest" -o "$work/maps" --merge 2>"$work/merge.txt" && [ $status -eq 0 ]; result restart $?
JOB_COMPLETION_INDEX=$pods JOB_COMPLETIONS=$pods "$program" "$@" >"$work/beyond.txt" 2>&1
[ $? -eq 2 ]; result index-beyond-completions $?
schema=$(node -e 'console.log(require.resolve("kubernetes-models/batch/v1"))' 2>/dev/null)
if [ -z "$schema" ]; then
	echo "[  SKIPPED ] batch-kubernetes-schema: npm's kubernetes-models is not in NODE_PATH (make check-kubernetes)"
else
	python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)' "$job" >"$work/job.json"
	cat >"$work/check.js" <<'CHECK'
const { Job } = require("kubernetes-models/batch/v1");
const text = require("fs").readFileSync(process.argv[2], "utf8");
new Job(JSON.parse(text)).validate();
for (const [good, bad] of [["Indexed", 7], ["1000,", '"many",'], ['"name": "corridor"', '"nam": "corridor"']]) {
	const wrong = typeof bad === "number" ? text.replace(`"${good}"`, bad) : text.replace(good, bad);
	let refused = false;
	try { new Job(JSON.parse(wrong)).validate(); } catch (error) { refused = true; }
	if (wrong === text || !refused) throw new Error(`the schema lets ${bad} pass`);
}
CHECK
	node "$work/check.js" "$work/job.json" >"$work/schema.txt" 2>&1; result schema $?
	[ $fails -eq 0 ] || tail -5 "$work/schema.txt"
fi
exit $fails
