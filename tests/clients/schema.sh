#!/bin/sh
# The map file's schema as editors use it: ajv judges map files by it, yaml-language-server points at what is wrong and proposes.
# usage: schema.sh PROGRAM WORK. PROGRAM has tests/test_spec_schema beside it. A line per test.
program=$1 work=$2/schema
here=$(dirname "$0")
for tool in node npm; do
	command -v $tool >/dev/null || { echo "[  SKIPPED ] schema: $tool is not installed (make setup-clients)"; exit 0; }
done
mkdir -p "$work" && work=$(cd "$work" && pwd) || exit 1
[ -d "$work/node_modules/ajv" ] ||
	npm install --no-audit --no-fund --silent --prefix "$work" ajv@8.20.0 yaml@2.9.1 yaml-language-server@2.0.0 >"$work/npm.log" 2>&1 ||
	{ echo "[  SKIPPED ] schema: npm does not reach its registry: $(head -1 "$work/npm.log")"; exit 0; }
"$program" schema -o "$work/map.schema.json" &&
	CORRIDOR_SCHEMA=$work/small.json "$(dirname "$program")/tests/test_spec_schema" >"$work/small.log" 2>&1
judge() { # name, what schema.mjs takes
	name=$1 && shift
	if node "$here/schema.mjs" "$work/node_modules" "$@" >"$work/$name.log" 2>&1; then
		echo "[       OK ] schema $name: $(tail -1 "$work/$name.log")"
	else
		sed 's/^/  /' "$work/$name.log"
		echo "[  FAILED  ] schema $name: $(tail -1 "$work/$name.log")"
	fi
}
judge maps "$work/map.schema.json" - seeds/*.yaml tests/maps/*.yaml tests/batch/region.yaml
judge errors "$work/small.json" "$here/schema_unseen.txt" tests/spec/*.yaml
timeout 120 node "$here/language_server.mjs" "$work/node_modules" "$work/map.schema.json" || echo "[  FAILED  ] editors"
