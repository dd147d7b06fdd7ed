/* Dataset: picks the format by a file's suffix, and checks what all readers must hold.
 *
 * In: a request from the map file. Out: features in lon/lat degrees (or in the units of dataset.crs) whose
 * every coordinate is finite and, where it is geographic, in range. Of data that stays in its file this holds for the
 * boxes; its points are checked as they are read. */
#include "data/dataset.h"

#include "data/crs.h"
#include "data/csv/csv.h"
#include "data/edges.h"
#include "data/formats.h"
#include "data/geojson/geojson.h"
#include "data/geopackage/geopackage.h"
#include "data/gpx.h"
#include "data/kml.h"
#include "data/shapefile/shapefile.h"
#include "geometry/sphere.h"

#include <math.h>
#include <string.h>

/* One line per format. */
static const struct data_format *const formats[] = {
        &data_format_shapefile,     &data_format_csv,      &data_format_geopackage, &data_format_geojson,
        &data_format_geojson_lines, &data_format_topojson, &data_format_gpx,        &data_format_kml,
};
static const size_t format_count = sizeof formats / sizeof *formats;

/* "shapefile (.shp), CSV (.csv)" */
static const char *format_list(struct arena *arena)
{
	const char *list = "";
	for (size_t i = 0; i < format_count; i++)
		list = arena_printf(arena, "%s%s%s (%s)", list, i ? ", " : "", formats[i]->name,
		                    formats[i]->suffixes[0]);
	return list;
}

static const struct record_fault not_finite = {"with a coordinate that is not finite", NULL};
static const struct record_fault out_of_range = {"with a coordinate that is out of range", NULL};

const struct record_fault *dataset_box_fault(struct lonlat_box box)
{
	if (box.west >= -180 - RANGE_TOLERANCE && box.west <= box.east && box.east <= 180 + RANGE_TOLERANCE &&
	    box.south >= -90 - RANGE_TOLERANCE && box.south <= box.north && box.north <= 90 + RANGE_TOLERANCE)
		return NULL;
	bool finite = isfinite(box.west) && isfinite(box.south) && isfinite(box.east) && isfinite(box.north);
	return finite ? &out_of_range : &not_finite;
}

/* The first point of the feature that has a fault, or NULL. */
static struct lonlat *first_fault(struct arena *arena, struct dataset *dataset, const struct feature *feature,
                                  bool geographic, const char **fault)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		struct part part = feature_part(feature, i);
		for (size_t k = 0; k < part.count; k++) {
			struct lonlat *point = &dataset->points[part.first + k];
			*fault = dataset_coordinate_fault(arena, point, geographic);
			if (*fault)
				return point;
		}
	}
	return NULL;
}

/* The first record out of range, how many there are, and of all with a faulty coordinate. */
struct coordinate_faults {
	const char *fault, *hint;
	size_t record, out_of_range, count;
};

static struct coordinate_faults find_faults(struct arena *scratch, struct dataset *dataset)
{
	bool geographic = dataset_is_degrees(dataset);
	struct coordinate_faults faults = {0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *fault;
		const struct feature *feature = &dataset->features[i];
		const struct lonlat *point = first_fault(scratch, dataset, feature, geographic, &fault);
		faults.count += point != NULL;
		if (!point || !isfinite(point->lon) || !isfinite(point->lat) || faults.out_of_range++)
			continue;
		faults.fault = fault;
		faults.hint = dataset_coordinate_hint(*point);
		faults.record = feature->record;
	}
	return faults;
}

/* Its points are no longer those of any feature: as NaN they are not brought to another coordinate system. */
static void forget_points(struct dataset *dataset, const struct feature *feature)
{
	for (size_t i = 0; i < feature->part_count; i++)
		for (size_t k = 0; k < feature_part(feature, i).count; k++)
			dataset->points[feature_part(feature, i).first + k] = (struct lonlat){NAN, NAN};
}

/* Takes the features with a faulty coordinate out of the dataset, and counts them. */
static void drop_faulty(struct arena *scratch, struct dataset *dataset)
{
	bool geographic = dataset_is_degrees(dataset);
	size_t kept = 0;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *fault;
		const struct feature feature = dataset->features[i];
		const struct lonlat *point = first_fault(scratch, dataset, &feature, geographic, &fault);
		if (!point) {
			dataset->features[kept++] = feature;
			continue;
		}
		bool finite = isfinite(point->lon) && isfinite(point->lat);
		record_tally_add(&dataset->left_out, finite ? &out_of_range : &not_finite, feature.record);
		forget_points(dataset, &feature);
	}
	dataset->feature_count = kept;
}

/* A wrong or missing coordinate system puts most records out of range: that is no matter of single records. */
static bool check_coordinates(struct arena *scratch, struct dataset *dataset, struct place place, struct diag *diag)
{
	struct coordinate_faults faults = find_faults(scratch, dataset);
	if (faults.out_of_range * 2 <= dataset->feature_count) {
		if (faults.count)
			drop_faulty(scratch, dataset);
		return true;
	}
	if (dataset_is_degrees(dataset) && dataset_report_not_degrees(dataset, place, diag))
		return false;
	size_t others = faults.out_of_range - 1;
	const char *more = others ? arena_printf(scratch, " (and in %zu more records)", others) : "";
	diag_error(diag, DAMAGED_FILE, place, faults.hint,
	           dataset->left_out.place ? "%s:%zu: %s%s" : "%s: record %zu: %s%s", dataset->file, faults.record,
	           faults.fault, more);
	return false;
}

/* Whether it has any. */
static bool note_long_steps(const struct dataset *dataset, struct place place, struct diag *diag)
{
	size_t found = 0;
	for (size_t i = 0; i < dataset->feature_count; i++)
		found += data_has_long_step(dataset, &dataset->features[i]);
	if (found)
		diag_note(
		        diag, DATE_LINE, place, "set points on their way, less than 180 degrees apart",
		        "%s: %zu %s steps of more than 180 degrees of longitude to or from beyond 180: they are taken "
		        "the short way",
		        dataset->file, found, found == 1 ? "feature has" : "features have");
	return found > 0;
}

/* Brings longitudes beyond 180 into -180..180. A line or ring that passed 180 then steps over the date line, and is
 * drawn the short way. */
static bool wrap_longitudes(struct dataset *dataset)
{
	bool any = false;
	for (size_t i = 0; i < dataset->point_count; i++) {
		struct lonlat *point = &dataset->points[i];
		if (fabs(point->lon) > 180 && fabs(point->lon) <= 360)
			point->lon -= 360 * round(point->lon / 360), any = true;
	}
	return any;
}

/* Parts a dataset of several types, whose features are in the types' order. */
static void split_types(struct dataset *dataset)
{
	size_t first = 0;
	for (enum geometry_type type = GEOMETRY_POINTS; dataset->by_type && type <= GEOMETRY_POLYGONS; type++) {
		struct dataset *part = &dataset->by_type[type];
		*part = *dataset;
		part->by_type = NULL;
		part->type = type;
		part->types = 0;
		part->features = dataset->features + first;
		part->feature_count = 0;
		while (first < dataset->feature_count && dataset->features[first].type == type)
			first++, part->feature_count++;
		if (!part->feature_count)
			dataset->types &= ~(1u << type);
	}
}

static bool steps_over(const struct dataset *dataset, const struct feature *feature, struct arena *scratch)
{
	bool closed = feature->type == GEOMETRY_POLYGONS, found = false;
	for (size_t i = 0; i < feature->part_count && !found; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), scratch, &count);
		found = geometry_steps_over_date_line(points, count, closed);
	}
	arena_reset(scratch);
	return found;
}

/* A step of more than half the globe is hardly meant. Only features whose boxes are as wide can have one. */
static void note_short_ways(const struct dataset *dataset, struct place place, struct diag *diag)
{
	struct arena scratch;
	size_t found = 0;
	arena_init(&scratch);
	for (size_t i = 0; i < dataset->feature_count && !dataset->by_view; i++) {
		const struct feature *feature = &dataset->features[i];
		found += feature->type != GEOMETRY_POINTS &&
		         feature->shape->box.east - feature->shape->box.west > 180 &&
		         steps_over(dataset, feature, &scratch);
	}
	arena_clear(&scratch);
	if (found)
		diag_note(
		        diag, DATE_LINE, place,
		        "cut the shapes at 180 degrees, or let longitudes go on beyond it, if something else is meant",
		        "%s: %zu %s steps of more than 180 degrees of longitude: they are taken the short way, over "
		        "the date line",
		        dataset->file, found, found == 1 ? "feature has" : "features have");
}

bool dataset_finish(struct dataset *dataset, bool by_line, struct place place, struct diag *diag)
{
	if (by_line && !dataset->left_out.place)
		dataset->left_out.record = "row", dataset->left_out.place = "line";
	size_t records = dataset->record_count ? dataset->record_count : dataset->feature_count;
	struct arena scratch;
	arena_init(&scratch);
	/* Of data that stays in its file the boxes come from the records, and points are checked as they are read. */
	bool good = dataset->source || check_coordinates(&scratch, dataset, place, diag);
	arena_clear(&scratch);
	if (!good || !record_tally_report(&dataset->left_out, dataset->file, records, place, diag))
		return false;
	if (dataset->feature_count == 0 && !dataset->by_view)
		diag_warning(diag, NO_FEATURES, place, "look whether it is the right file, or leave it out",
		             "%s holds no feature, so nothing is drawn of it", dataset->file);
	else
		dataset_note_assumed_crs(dataset, place, diag);
	dataset_update_boxes(dataset);
	if (dataset_is_degrees(dataset)) {
		if (dataset->source || !note_long_steps(dataset, place, diag))
			note_short_ways(dataset, place, diag); /* of longitudes as they are written */
		if (!dataset->source && wrap_longitudes(dataset))
			dataset_update_boxes(dataset);
	}
	split_types(dataset);
	return true;
}

static const struct data_format *find_format(const char *path)
{
	for (size_t i = 0; i < format_count; i++)
		for (size_t k = 0; k < sizeof formats[i]->suffixes / sizeof(char *) && formats[i]->suffixes[k]; k++)
			if (data_ascii_same(data_file_ending(path), formats[i]->suffixes[k]))
				return formats[i];
	return NULL;
}

/* A CSV that is at hand. */
static bool read_text(struct arena *arena, const struct dataset_request *request, struct diag *diag,
                      struct dataset *out)
{
	*out = (struct dataset){
	        .file = arena_text(arena, request->shown), .format = &data_format_csv, .place = request->place};
	dataset_take_author_crs(arena, request, out);
	return csv_read_bytes(arena, (struct bytes){request->text, strlen(request->text)}, request, diag, out) &&
	       dataset_finish(out, true, request->place, diag);
}

bool dataset_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct dataset_request named = *request;
	if (!named.shown)
		named.shown = named.file;
	if (named.text)
		return read_text(arena, &named, diag, out);
	*out = (struct dataset){
	        .file = arena_text(arena, named.shown), .format = find_format(named.file), .place = named.place};
	if (!out->format) {
		data_foreign_report(&named, format_list(arena), diag);
		return false;
	}
	dataset_take_author_crs(arena, &named, out);
	if (!data_foreign_check(&named, diag) || !data_format_open(out->format, arena, &named, diag, out))
		return false;
	data_divide_edges(arena, out);
	return dataset_finish(out, out->format->by_line, request->place, diag);
}

const char *dataset_format_name(size_t index, const char *const **suffixes, size_t *most)
{
	if (index >= format_count)
		return NULL;
	*suffixes = formats[index]->suffixes;
	*most = sizeof formats[index]->suffixes / sizeof(char *);
	return formats[index]->name;
}

void dataset_close(struct dataset *dataset)
{
	if (dataset->source && !dataset->borrowed)
		dataset->format->close(dataset);
	dataset->source = NULL;
}

bool dataset_has(const struct dataset *dataset, enum geometry_type type)
{
	return dataset->types ? dataset->types >> type & 1 : dataset->type == type;
}

const struct dataset *dataset_of_type(const struct dataset *dataset, enum geometry_type type)
{
	return dataset->by_type ? &dataset->by_type[type] : dataset;
}

const char *dataset_type_names(const struct dataset *dataset, struct arena *arena)
{
	static const char *const words[] = {
	        [GEOMETRY_POINTS] = "points", [GEOMETRY_LINES] = "lines", [GEOMETRY_POLYGONS] = "polygons"};
	const char *names = NULL;
	for (enum geometry_type type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++)
		if (dataset_has(dataset, type))
			names = names ? arena_printf(arena, "%s and %s", names, words[type]) : words[type];
	return names;
}
