/* The YAML library's complaints in plain words. Private to spec/. */
#pragma once

#include "spec/node.h"

struct yaml_problem {
	const char *words, *context; /* the library's: "did not find expected key", "while parsing a block mapping" */
	struct place place, context_place;
	char character; /* at place */
};

/* One error, with a note where the construct began that it is about. */
void yaml_problem_report(struct reader *reader, const struct yaml_problem *problem);
