/* Answers of PROJ's own programs (proj-bin): cct, cs2cs, geod. Coordinates go in through a temporary file. */
#ifndef CORRIDOR_TESTS_PROJECTION_ORACLE_H
#define CORRIDOR_TESTS_PROJECTION_ORACLE_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct answer {
	double values[4];
	int count; /* of numbers on the line */
};

/* Runs `command` over lines of `columns` numbers; one answer per line, in order. The number of answers. */
static inline size_t ask(const char *command, const double *lines, int columns, size_t count, struct answer *answers)
{
	char name[] = "/tmp/corridor-oracle-XXXXXX", full[2048], line[512];
	int descriptor = mkstemp(name);
	FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
	size_t found = 0;
	if (file == NULL)
		return 0;
	for (size_t i = 0; i < count; i++) {
		for (int k = 0; k < columns; k++)
			fprintf(file, "%.12f ", lines[i * (size_t)columns + (size_t)k]);
		fputc('\n', file);
	}
	fclose(file);
	snprintf(full, sizeof full, "LC_ALL=C %s < %s", command, name);
	FILE *pipe = popen(full, "r");
	while (pipe != NULL && found < count && fgets(line, sizeof line, pipe) != NULL) {
		struct answer *answer = &answers[found++];
		answer->count = 0;
		char *next = line;
		while (answer->count < 4) {
			char *end;
			double value = strtod(next, &end);
			if (end == next)
				break;
			answer->values[answer->count++] = value;
			next = end;
		}
	}
	if (pipe != NULL && pclose(pipe) != 0)
		found = 0;
	unlink(name);
	return found;
}

#endif
