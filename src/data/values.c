/* What features say: columns, values and keys. In: an open dataset. Out: texts and numbers as the file means them.
 * Why so: a value is text, unless its column is numeric by type; the one place that compares and parses values knows
 * of both, and of decimal commas. */
#include "data/dataset.h"

#include "data/formats.h"

#include <string.h>

int dataset_column(const struct dataset *dataset, const char *name)
{
	for (size_t i = 0; i < dataset->column_count; i++)
		if (strcmp(dataset->columns[i], name) == 0)
			return (int)i;
	return -1;
}

const char *feature_row(const struct dataset *dataset, const struct feature *feature)
{
	return feature->values || !dataset->source ? feature->values : dataset->format->values(dataset, feature);
}

const char *feature_value_at(const struct dataset *dataset, const struct feature *feature, size_t column)
{
	return value_rows_at(feature_row(dataset, feature), column);
}

struct point_row dataset_point_row(const struct dataset *dataset, const struct feature *feature, struct part part,
                                   size_t index)
{
	return dataset->rows ? dataset->rows[part.first + index]
	                     : (struct point_row){feature->record, feature_row(dataset, feature)};
}

const char *feature_value(const struct dataset *dataset, const struct feature *feature, const char *column)
{
	int index = dataset_column(dataset, column);
	return index < 0 ? NULL : feature_value_at(dataset, feature, (size_t)index);
}

enum column_type dataset_column_type(const struct dataset *dataset, size_t column)
{
	return dataset->column_types ? dataset->column_types[column] : COLUMN_TEXT;
}

bool dataset_number_parse(const struct dataset *dataset, const char *value, double *number)
{
	return base_number_parse_cell(value, dataset->decimal_comma, number);
}

bool dataset_value_is(const struct dataset *dataset, size_t column, const char *value, const char *wanted)
{
	double a, b;
	if (strcmp(value, wanted) == 0)
		return true;
	return dataset_column_type(dataset, column) == COLUMN_NUMBER && base_number_parse(value, &a) &&
	       base_number_parse(wanted, &b) && a == b && base_number_is_exact(a);
}

const char *feature_key(const struct dataset *dataset, const struct feature *feature, const char *column,
                        struct arena *arena)
{
	char text[48];
	double number;
	int index = dataset_column(dataset, column);
	const char *value = index < 0 ? NULL : feature_value_at(dataset, feature, (size_t)index);
	if (!value || dataset_column_type(dataset, (size_t)index) != COLUMN_NUMBER ||
	    !base_number_parse(value, &number) || !base_number_is_exact(number))
		return value;
	return arena_text(arena, base_number_text(text, number, 9));
}

const struct feature *dataset_find(const struct dataset *dataset, const char *column, const char *value)
{
	return dataset_find_next(dataset, column, value, NULL);
}

const struct feature *dataset_find_next(const struct dataset *dataset, const char *column, const char *value,
                                        const struct feature *after)
{
	int index = dataset_column(dataset, column);
	if (index < 0)
		return NULL;
	for (size_t i = after ? (size_t)(after - dataset->features) + 1 : 0; i < dataset->feature_count; i++)
		if (dataset_value_is(dataset, (size_t)index,
		                     feature_value_at(dataset, &dataset->features[i], (size_t)index), value))
			return &dataset->features[i];
	return NULL;
}
