/* GPX: waypoints, routes and tracks, on WGS 84 (GPX 1.0 and 1.1, topografix.com/gpx.asp).
 *
 * In: XML. Out: a point for each waypoint, a line for each route, a line with a part for each segment for each track. A
 * column for each element that they have by themselves: name, time, ele, sym …; `kind` says which of the three it is,
 * `time` and `time_end` of a track are those of its first and last point. */
#include "data/gpx.h"

#include "base/options.h"
#include "data/crs.h"
#include "data/xml_features.h"

#include <string.h>

#define GPX_LIMIT ((size_t)1 << 30)

struct gpx_reader {
	struct xml_reader xml;
	struct feature_builder builder;
	bool met_root;
	size_t depth, feature_depth;      /* of elements; of the feature's own, 0: none is open */
	size_t point_depth;               /* of a point of a route or track; 0: none is open */
	struct buffer last_time;          /* of a route's or track's points so far */
	const char *kind;                 /* "waypoint", "route", "track" */
	const struct record_fault *fault; /* of the feature */
};

static const struct record_fault placeless = {"without a longitude and latitude", NULL};
static const struct record_fault lost_points = {"with points without a longitude and latitude", NULL};

/* Adds the point of the element; false if it has none. */
static bool add_point(struct gpx_reader *reader, const char *const *attributes)
{
	const char *lon = xml_reader_attribute(attributes, "lon"), *lat = xml_reader_attribute(attributes, "lat");
	double x, y;
	if (!lon || !lat || !base_number_parse(lon, &x) || !base_number_parse(lat, &y))
		return false;
	feature_builder_point(&reader->builder, x, y);
	return true;
}

static void begin_feature(struct gpx_reader *reader, const char *kind, const char *const *attributes)
{
	reader->feature_depth = reader->depth;
	reader->point_depth = 0;
	reader->kind = kind;
	reader->last_time.length = 0;
	reader->fault = NULL;
	feature_builder_begin(&reader->builder, reader->xml.line);
	if (strcmp(kind, "waypoint") == 0) {
		feature_builder_part(&reader->builder, GEOMETRY_POINTS);
		if (!add_point(reader, attributes))
			reader->fault = &placeless;
	} else if (strcmp(kind, "route") == 0) {
		feature_builder_part(&reader->builder, GEOMETRY_LINES);
	}
}

static void on_begin(void *context, const char *name, const char *const *attributes)
{
	struct gpx_reader *reader = context;
	reader->depth++;
	reader->met_root = reader->met_root || strcmp(name, "gpx") == 0;
	bool in_feature = reader->feature_depth > 0, in_track = in_feature && strcmp(reader->kind, "track") == 0;
	if (!in_feature && reader->met_root) {
		const char *kind = strcmp(name, "wpt") == 0   ? "waypoint"
		                   : strcmp(name, "rte") == 0 ? "route"
		                   : strcmp(name, "trk") == 0 ? "track"
		                                              : NULL;
		if (kind)
			begin_feature(reader, kind, attributes);
	} else if (in_track && strcmp(name, "trkseg") == 0) {
		feature_builder_part(&reader->builder, GEOMETRY_LINES);
	} else if (in_feature && reader->builder.part_count && !reader->point_depth &&
	           strcmp(name, in_track ? "trkpt" : "rtept") == 0) {
		reader->point_depth = reader->depth;
		if (!add_point(reader, attributes))
			reader->fault = &lost_points;
	} else if (in_feature && reader->depth == reader->feature_depth + 1 && strcmp(name, "link") == 0) {
		const char *href = xml_reader_attribute(attributes, "href");
		xml_features_value(&reader->builder, "link", COLUMN_TEXT, href ? href : "", href ? strlen(href) : 0);
	}
}

static bool is_number(const char *name, const char *text, size_t length)
{
	char copy[64];
	double number;
	if (strcmp(name, "ele") != 0 || length >= sizeof copy)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return base_number_parse(copy, &number);
}

static void end_feature(struct gpx_reader *reader)
{
	struct feature_builder *builder = &reader->builder;
	reader->feature_depth = 0;
	xml_features_value(builder, "kind", COLUMN_TEXT, reader->kind, strlen(reader->kind));
	if (reader->last_time.length)
		xml_features_value(builder, "time_end", COLUMN_TEXT, reader->last_time.bytes, reader->last_time.length);
	if (reader->fault == &placeless) {
		feature_builder_drop(builder, reader->fault);
	} else if (feature_builder_end(builder) && reader->fault) {
		record_tally_mended(&builder->out->left_out, reader->fault, builder->record);
	}
}

static void on_end(void *context, const char *name, const char *text, size_t length)
{
	struct gpx_reader *reader = context;
	size_t depth = reader->depth--;
	if (!reader->feature_depth)
		return;
	if (depth == reader->feature_depth) {
		end_feature(reader);
	} else if (reader->point_depth && depth == reader->point_depth + 1 && strcmp(name, "time") == 0) {
		if (!reader->last_time.length)
			xml_features_value(&reader->builder, "time", COLUMN_TEXT, text, length);
		reader->last_time.length = 0;
		buffer_add(&reader->last_time, text, length);
	} else if (depth == reader->point_depth) {
		reader->point_depth = 0;
	} else if (depth == reader->feature_depth + 1 && strcmp(name, "trkseg") != 0 && strcmp(name, "rtept") != 0 &&
	           strcmp(name, "link") != 0 && strcmp(name, "extensions") != 0) {
		enum column_type type = is_number(name, text, length) ? COLUMN_NUMBER : COLUMN_TEXT;
		xml_features_value(&reader->builder, name, type, text, length);
	}
}

static bool read_buffered(struct arena *arena, struct read_buffer *buffer, const struct dataset_request *request,
                          struct diag *diag, struct dataset *out)
{
	static const struct xml_events events = {on_begin, on_end};
	struct gpx_reader reader = {
	        .xml = {.events = &events, .context = &reader, .buffer = buffer, .encoding = request->encoding}};
	dataset_take_file_crs(arena, request, (struct bytes){"EPSG:4326", 9}, out);
	out->left_out.record = "feature", out->left_out.place = "line";
	buffer_init(&reader.last_time);
	feature_builder_init(&reader.builder, arena, out);
	bool good = xml_features_read(&reader.xml, &reader.builder, request, &reader.met_root, "gpx", diag);
	buffer_clear(&reader.last_time);
	return good;
}

const struct data_format data_format_gpx = {
        .name = "GPX", .suffixes = {".gpx"}, .by_line = true, .read = read_buffered, .limit = GPX_LIMIT};
