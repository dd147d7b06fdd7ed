/* A record for tests of expressions: some columns as texts, some as numbers by type. */
#pragma once

#include "expression/expression.h"

#include <string.h>

struct test_column {
	const char *name, *value;
	bool is_number;
};

static const struct test_column test_columns[] = {
        {"name", "Sankt Pölten"}, {"name:en", "St. Pölten"}, {"kind", "station"},    {"note", ""},
        {"blank", " \xC2\xA0"},   {"rank", "1.00", true},    {"pop", "1.1e5", true}, {"none", "", true},
        {"code", "010"},          {"level", "7.0"},          {"my column", "odd"},   {"in", "word"},
        {"名称", "圣珀尔滕"},     {"text", "n/a"},           {"big", "-0.5", true},
};

static const char *test_value(const struct expression_record *record, const char *column, bool *is_number)
{
	(void)record;
	for (size_t i = 0; i < sizeof test_columns / sizeof *test_columns; i++)
		if (!strcmp(test_columns[i].name, column)) {
			*is_number = test_columns[i].is_number;
			return test_columns[i].value;
		}
	return NULL;
}

static const struct expression_record test_record = {test_value};
