#!/bin/sh
# A failing write, fsync, close or rename: exit 3, one message that names the file, the old file as it was, nothing left over.
# A full standard output: exit 3 and a message, whatever the subcommand.
# usage: write_faults.sh PROGRAM WORK. Skipped where strace is missing or may not trace.
program=$1 work=$2
strace -o /dev/null true 2>/dev/null || { echo "skipped: strace cannot run"; exit 0; }
rm -rf "$work" && mkdir -p "$work"
# The leak checker cannot run under a tracer.
export ASAN_OPTIONS=detect_leaks=0
bad=0
try() { # system call, error
	echo old >"$work/map.svg"
	strace -f -o "$work/trace" -e trace="$1" -e inject="$1:error=$2:when=1" \
		"$program" render seeds/g60.yaml --version 1.0 -f svg -o "$work/map.svg" 2>"$work/messages"
	code=$?
	if [ $code -eq 3 ] && grep -q INJECTED "$work/trace" && [ "$(cat "$work/map.svg")" = old ] &&
		[ "$(grep -c 'map.svg: error' "$work/messages")" -eq 1 ] && [ "$(ls "$work" | grep -c part)" -eq 0 ]; then
		echo "[       OK ] write-fault-$1-$2"
	else
		echo "[  FAILED  ] write-fault-$1-$2"
		cat "$work/messages"
		bad=1
	fi
}
try write ENOSPC
try fsync EIO
try rename EACCES
# A signal while it writes: the file is whole or as it was, and nothing is left over.
for signal in SIGTERM SIGINT SIGHUP; do
	echo old >"$work/map.svg"
	strace -f -o "$work/trace" -e trace=fsync -e inject=fsync:signal=$signal:when=1 \
		"$program" render seeds/g60.yaml --version 1.0 -f svg -o "$work/map.svg" 2>"$work/messages"
	code=$?
	if [ $code -gt 128 ] && grep -q "killed by $signal" "$work/trace" && tail -c 7 "$work/map.svg" | grep -q '</svg>' &&
		[ "$(ls "$work" | grep -c part)" -eq 0 ]; then
		echo "[       OK ] write-signal-$signal"
	else
		echo "[  FAILED  ] write-signal-$signal: exit $code"
		bad=1
	fi
done
try_output() { # arguments
	strace -f -o "$work/trace" -P "$work/shown" -e trace=write -e inject=write:error=ENOSPC \
		"$program" "$@" >"$work/shown" 2>"$work/messages"
	code=$?
	if [ $code -eq 3 ] && grep -q '^standard output: error: cannot write' "$work/messages"; then
		echo "[       OK ] output-fault-$1"
	else
		echo "[  FAILED  ] output-fault-$1: exit $code"
		bad=1
	fi
}
try_output list layers
try_output describe seeds/g60.yaml
try_output --help
# Closed, it is not a number that another file gets.
if "$program" describe seeds/g60.yaml >&- 2>"$work/messages"; [ $? -eq 3 ]; then
	echo "[       OK ] output-closed"
else
	echo "[  FAILED  ] output-closed"
	bad=1
fi
exit $bad
