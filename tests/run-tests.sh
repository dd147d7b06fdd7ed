#!/bin/sh
# Runs the test programs given, as many at once as there are processors, with the tests' own fonts. Says a line when one ends,
# shows at the end what failed, and last "N passed, N failed" over single tests. The longest come first, so that they do not
# stand alone at the end.
# usage: run-tests.sh PROGRAM...
counts_of() { # name of a program: tests passed and failed in what it said
	passed=$(grep -c '^\[       OK \]' "$1.log")
	failed=$(grep -c '^\[  FAILED  \] [^0-9]' "$1.log")
	[ "$failed" -gt 0 ] || [ "$(cat "$1.status")" -eq 0 ] || failed=1
}
if [ "$1" = --one ]; then
	"$2" >"$2.log" 2>&1
	echo $? >"$2.status"
	counts_of "$2"
	name=$(basename "$2")
	if [ "$failed" -eq 0 ]; then echo "ok   $name ($passed)"; else echo "FAIL $name ($failed of $((passed + failed)))"; fi
	exit 0
fi
export FONTCONFIG_FILE="$PWD/tests/fonts/fonts.conf"
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.txt:print_suppressions=0"
printf '%s\n' "$@" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 1 sh "$0" --one
all_passed=0 all_failed=0
for program; do
	counts_of "$program"
	if [ "$failed" -gt 0 ]; then
		echo "FAILED: $program (exit $(cat "$program.status"))"
		grep -vE '^\[( RUN|       OK)|: note: ' "$program.log" | head -40
	fi
	all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed))
done
echo "$all_passed passed, $all_failed failed"
[ "$all_failed" -eq 0 ] && [ "$all_passed" -gt 0 ]
