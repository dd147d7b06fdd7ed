/* Reading the file of a data entry. In: the entry. Out: features in longitude and latitude, WGS 84. */
#include "render/read_entry.h"

#include "data/crs.h"
#include "render/check_data.h"

/* The coordinate system of a file that is read: the author's, opened beforehand, or its own, when the reader meets it.
 */
struct file_crs {
	const struct data_spec *data;
	struct crs *crs; /* NULL: none yet */
	struct diag problem;
};

static const char *judge_crs(void *context, const char *text, bool *is_degrees)
{
	struct file_crs *file = context;
	if (!file->crs)
		file->crs = crs_open_of_file(text, file->data->place, &file->problem);
	if (!file->crs)
		return file->problem.entries[file->problem.count - 1].message;
	*is_degrees = crs_is_degrees(file->crs);
	return NULL;
}

/* Brings what was read to lon/lat WGS 84. */
static bool bring_to_lonlat(struct file_crs *file, struct dataset *dataset, struct diag *diag)
{
	const struct data_spec *data = file->data;
	struct place place = data->crs ? data->crs_place : data->place;
	if (dataset->crs && !file->crs)
		file->crs = crs_open_of_file(dataset->crs, place, diag);
	if (dataset->crs && !file->crs)
		return false;
	if (dataset->crs && !crs_to_lonlat(file->crs, dataset->points, dataset->point_count, place, diag))
		return false;
	if (data->datum)
		map_unshift(data, dataset, diag);
	if (dataset->crs || data->datum)
		dataset_update_boxes(dataset);
	return true;
}

static bool read_with_crs(struct file_crs *file, enum data_reading reading, struct arena *arena, struct diag *diag,
                          struct dataset *dataset)
{
	const struct data_spec *data = file->data;
	const struct crs_judge judge = {judge_crs, file};
	struct area_column areas = {.world = data->world};
	struct dataset_request request = {.file = data->file,
	                                  .shown = data->shown,
	                                  .text = data->text,
	                                  .key = data->key,
	                                  .keys = data->keys.items,
	                                  .key_count = data->keys.count,
	                                  .names_from = data->names_from,
	                                  .encoding = data->encoding,
	                                  .lon = data->lon,
	                                  .lat = data->lat,
	                                  .geometry = data->geometry,
	                                  .layer = data->layer,
	                                  .as_line = data->as_line,
	                                  .line_by = data->line_by,
	                                  .areas = data->world ? &areas : NULL,
	                                  .crs = data->crs,
	                                  .judge = &judge,
	                                  .place = data->place,
	                                  .by_view = reading != READ_ALL,
	                                  .one_view = reading == READ_BY_ONE_VIEW,
	                                  .in_memory = data->datum != DATUM_WGS84};
	if (data->crs) {
		file->crs = crs_open(data->crs, data->crs_place, diag);
		if (!file->crs)
			return false;
	}
	return dataset_read(arena, &request, diag, dataset) && bring_to_lonlat(file, dataset, diag);
}

bool map_read_entry(const struct data_spec *data, enum data_reading reading, struct arena *arena, struct diag *diag,
                    struct dataset *dataset)
{
	struct file_crs file = {.data = data};
	diag_init(&file.problem);
	bool good = read_with_crs(&file, reading, arena, diag, dataset);
	if (good && data->key)
		dataset_find_twins(arena, dataset);
	crs_close(file.crs);
	diag_clear(&file.problem);
	return good;
}
