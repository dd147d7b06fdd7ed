#!/bin/sh
# The completions of zsh and fish: both shells take their scripts, and are asked what they propose. tests/completion.sh asks bash.
# usage: completion.sh PROGRAM WORK. A line per test.
program=$1 work=$2/completion
mkdir -p "$work" || exit 1
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] completion $1"; else echo "[  FAILED  ] completion $1"; fi
}
for shell in zsh fish; do
	command -v $shell >/dev/null || { echo "[  SKIPPED ] completion $shell: it is not installed (make setup-clients)"; continue; }
	"$program" completion $shell -o "$work/corridor.$shell" && $shell -n "$work/corridor.$shell" 2>"$work/$shell.txt" && [ ! -s "$work/$shell.txt" ]
	result "$shell-reads-it" $?
done
fish_proposes() { # line, word
	fish --no-config -c "source $work/corridor.fish; complete -C '$1'" 2>"$work/fish.txt" | grep -q "^$2	" && [ ! -s "$work/fish.txt" ]
	result "fish '$1'" $?
}
if command -v fish >/dev/null; then
	fish_proposes 'corridor des' describe
	fish_proposes 'corridor render --pal' --palette
	fish_proposes 'corridor render --theme n' night
	fish_proposes 'corridor render -f png,sv' png,svg
	fish_proposes 'corridor list th' themes
	fish_proposes 'corridor render --set projection=+proj=robi' projection=+proj=robin
	fish_proposes 'corridor render seeds/g6' seeds/g60.yaml
fi
# zsh in a terminal of its own; what its line is after a tabulator.
cat >"$work/ask.zsh" <<'END'
zmodload zsh/zpty
zpty terminal zsh -f -i
zpty -w terminal "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u; zstyle ':completion:*' menu no; print REA''DY"
zpty -r terminal text "*READY*"
zpty -n -w terminal "$2"$'\t'
zpty -n -w terminal $'\C-a: \C-e; print EN\'\'D\n'
zpty -r terminal text "*END*"
print -r -- "$text"
zpty -d terminal
END
zsh_proposes() { # line, what it becomes
	timeout 60 zsh -f "$work/ask.zsh" "$work" "$1" >"$work/zsh.txt" 2>&1
	grep -q -F -- ": $2" "$work/zsh.txt" && ! grep -q 'not found' "$work/zsh.txt"
	result "zsh '$1'" $?
}
if command -v zsh >/dev/null; then
	mv "$work/corridor.zsh" "$work/_corridor"
	zsh_proposes 'corridor des' 'corridor describe'
	zsh_proposes 'corridor render --pal' 'corridor render --palette'
	zsh_proposes 'corridor render --theme n' 'corridor render --theme night'
	zsh_proposes 'corridor render -f png,pd' 'corridor render -f png,pdf'
	zsh_proposes 'corridor render --set pad' 'corridor render --set padding='
	zsh_proposes 'corridor render --explain-labels=j' 'corridor render --explain-labels=json'
	zsh_proposes 'corridor list text-' 'corridor list text-styles'
	zsh_proposes 'corridor render seeds/g6' 'corridor render seeds/g60.yaml'
fi
