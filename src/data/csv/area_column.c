/* The column that names areas. In: the header and the first rows of a table, the gazetteer. Out: the first column of
 * which three values of four are countries, or units. Why not by the column's name: rates are published by `iso`,
 * `Land`, `geo`, `il` and `省`. */
#include "data/csv/area_column.h"

#include "data/gazetteer.h"

#define VALUE_ROWS  40 /* that are looked at */
#define ENOUGH_ROWS 2

/* Whether the values of a column are areas of a sort: three of four that are not empty. */
static bool names_areas(struct gazetteer *gazetteer, struct arena *scratch, const struct csv_layout *layout,
                        size_t column, enum gazetteer_areas sort, struct diag *diag)
{
	struct csv_rows rows = layout->rows;
	size_t known = 0, values = 0;
	rows.fields = NULL;
	rows.starts = NULL;
	rows.capacity = rows.start_capacity = 0;
	for (size_t i = 0; i < VALUE_ROWS && csv_rows_next(&rows); i++) {
		struct gazetteer_area area;
		const char *value = column < rows.count ? csv_rows_text(scratch, rows.fields[column]) : "";
		if (!*value)
			continue;
		values++;
		known += gazetteer_area_of(gazetteer, scratch, value, sort, diag, &area) && area.codes.count;
	}
	return values >= ENOUGH_ROWS && 4 * known >= 3 * values;
}

void csv_area_column(struct arena *arena, struct arena *scratch, const struct dataset_request *request,
                     const struct csv_layout *layout)
{
	static const enum gazetteer_areas sorts[] = {GAZETTEER_COUNTRIES, GAZETTEER_UNITS};
	struct area_column *out = request->areas;
	struct diag unheard; /* the table's own fault is told, whether or not the world can be read */
	if (!out || request->lon || request->lat || request->geometry || request->table_by)
		return;
	diag_init(&unheard);
	struct gazetteer *gazetteer = gazetteer_open(out->world, out->world, request->place, &unheard);
	for (size_t i = 0; gazetteer && i < 2 * layout->column_count && !out->column; i++)
		if (names_areas(gazetteer, scratch, layout, i / 2, sorts[i % 2], &unheard)) {
			out->column = arena_text(arena, layout->columns[i / 2]);
			out->are_units = sorts[i % 2] == GAZETTEER_UNITS;
		}
	gazetteer_close(gazetteer);
	diag_clear(&unheard);
}
