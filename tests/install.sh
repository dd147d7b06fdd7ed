#!/bin/sh
# The ways into a system and out of it: setup where it cannot install, install and uninstall.
# usage: install.sh PROGRAM WORK
program=$1 work=$2
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
rm -rf "$work" && mkdir -p "$work/no-apt"
work=$(cd "$work" && pwd)

# Neither apt-get nor pkg-config: what is needed is named.
for tool in sh id fold; do ln -s "$(command -v $tool)" "$work/no-apt/$tool"; done
PATH=$work/no-apt sh tests/tools/setup.sh liba-dev libb-dev >"$work/no-apt.txt" 2>&1
[ $? -eq 1 ] && grep -q 'there is no apt-get' "$work/no-apt.txt" && grep -q '^  liba-dev libb-dev$' "$work/no-apt.txt"
result setup-without-apt $?
# The libraries are there all the same: pkg-config says so, and the build goes on.
printf '#!/bin/sh\n[ "$*" = "--exists cairo proj" ]\n' >"$work/no-apt/pkg-config" && chmod +x "$work/no-apt/pkg-config"
PACKAGES="cairo proj" PATH=$work/no-apt sh tests/tools/setup.sh liba-dev >"$work/found.txt" 2>&1; result setup-finds-libraries $?
PACKAGES="cairo other" PATH=$work/no-apt sh tests/tools/setup.sh liba-dev >"$work/missed.txt" 2>&1
[ $? -eq 1 ]; result setup-misses-libraries $?

# apt-get is there, but not the right to use it; only what is missing is named. Then root's, which fails.
mkdir "$work/apt"
for tool in sh fold; do ln -s "$(command -v $tool)" "$work/apt/$tool"; done
printf '#!/bin/sh\necho 1000\n' >"$work/apt/id"
printf '#!/bin/sh\nexit 100\n' >"$work/apt/apt-get"
printf '#!/bin/sh\n[ "$4" = liba-dev ] && echo installed\n' >"$work/apt/dpkg-query"
chmod +x "$work"/apt/*
PATH=$work/apt sh tests/tools/setup.sh liba-dev libb-dev >"$work/no-right.txt" 2>&1
[ $? -eq 1 ] && grep -q 'no sudo' "$work/no-right.txt" && grep -q '^  libb-dev$' "$work/no-right.txt"; result setup-without-right $?
PATH=$work/apt sh tests/tools/setup.sh liba-dev >"$work/all.txt" 2>&1
[ $? -eq 0 ] && [ ! -s "$work/all.txt" ]; result setup-with-nothing-to-do $?
printf '#!/bin/sh\necho 0\n' >"$work/apt/id"
PATH=$work/apt sh tests/tools/setup.sh libb-dev >"$work/failed.txt" 2>&1
[ $? -eq 1 ] && grep -q 'apt-get failed' "$work/failed.txt"; result setup-fails $?

# Installed, the program draws its map far from the sources; uninstalled, no file is left.
export MAKEFLAGS= DESTDIR="$work/root" PREFIX=/opt
make -s -o "$program" install BUILD="$(dirname "$program")" >"$work/install.txt" 2>&1; result install $?
(cd / && "$work/root/opt/bin/corridor" render --dpi 40 -o "$work/installed.png") 2>"$work/messages.txt"
[ $? -eq 0 ] && ! grep -qv -e ": note: .* names placed " -e ": note: written, " "$work/messages.txt" && [ -s "$work/installed.png" ]; result installed-map $?
[ -s "$work/root/opt/share/corridor/map.schema.json" ]; result installed-schema $?
bash tests/completion.sh "$work/root/opt/share/bash-completion/completions/corridor" "$work/completion" || fails=1
make -s uninstall && [ -z "$(find "$work/root" ! -type d)" ]; result uninstall $?
exit $fails
