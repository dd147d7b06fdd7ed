/* Features as records of expressions. In: a dataset's values and the types of its columns. Out: conditions and texts.
 */
#include "expression/expression.h"
#include "scene/scene.h"

struct feature_record {
	struct expression_record record;
	const struct dataset *dataset;
	const char *values;
};

static const char *value_of(const struct expression_record *record, const char *column, bool *is_number)
{
	const struct feature_record *own = (const struct feature_record *)record;
	int index = dataset_column(own->dataset, column);
	if (index < 0)
		return NULL;
	*is_number = dataset_column_type(own->dataset, (size_t)index) == COLUMN_NUMBER;
	return value_rows_at(own->values, (size_t)index);
}

bool feature_matches(const struct dataset *dataset, const struct feature *feature, const struct expression *where)
{
	if (!where)
		return true;
	const struct feature_record own = {{value_of, dataset->decimal_comma}, dataset, feature_row(dataset, feature)};
	return expression_holds(where, &own.record);
}

bool feature_is_repeated(const struct dataset *dataset, const uint32_t *twins, const struct feature *feature,
                         const struct expression *where)
{
	for (uint32_t twin = twins ? twins[feature - dataset->features] : 0; twin; twin = twins[twin - 1])
		if (feature_matches(dataset, &dataset->features[twin - 1], where))
			return true;
	return false;
}

const char *feature_text(const struct dataset *dataset, const struct feature *feature, const struct expression *text,
                         struct arena *arena)
{
	const struct feature_record own = {{value_of, dataset->decimal_comma}, dataset, feature_row(dataset, feature)};
	return expression_text(text, &own.record, arena);
}
