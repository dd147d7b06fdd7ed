/* What state.c (the file) and state_lines.c (its lines as text) share. Private to the state. */
#pragma once

#include "batch/state.h"

/* A job that a process has begun. */
struct state_begun {
	struct hash name;
	long pid; /* 0: it has finished */
};

/* What a line says. */
struct state_line {
	enum { STATE_DAMAGED, STATE_SET, STATE_RECORD, STATE_BEGUN } kind;
	struct input_set *set;      /* in the arena */
	struct state_record record; /* without its inputs; its messages lie in the line */
	struct hash record_set;     /* id of the record's inputs */
	struct state_begun begun;
};

/* Appends a line with its checksum and line end. */
void state_format_set(const struct input_set *set, struct buffer *out);
void state_format_record(const struct state_record *record, struct buffer *out);
void state_format_begun(const struct state_begun *begun, struct buffer *out);
/* Reads a line of `length` bytes, which it takes apart. */
struct state_line state_parse_line(char *line, size_t length, struct arena *arena);
