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
exit $fails
