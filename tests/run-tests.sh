#!/bin/sh
# Runs the test programs given, as many at once as there are processors; shows what fails, ends with "N passed, N failed"
# over single tests. The longest come first, so that they do not stand alone at the end.
export LSAN_OPTIONS="suppressions=tests/leaks.txt:print_suppressions=0"
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh -c '"$0" >"$0.log" 2>&1; echo $? >"$0.status"'
passed=0 failed=0
for program; do
	log=$program.log status=$(cat "$program.status")
	good=$(grep -c '^\[       OK \]' "$log")
	bad=$(grep -c '^\[  FAILED  \] [^0-9]' "$log")
	if [ "$status" -ne 0 ]; then
		[ "$bad" -gt 0 ] || bad=1
		echo "FAILED: $program (exit $status)"
		grep -vE '^\[( RUN|       OK)' "$log" | head -40
		failed=$((failed + bad))
	fi
	passed=$((passed + good))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
