/* GeoJSON, TopoJSON and Esri JSON. In: a text, or a text on each line. Out: features in the units of the file's `crs`.
 *
 * The elements of `features` are read one after the other and forgotten, wherever the array stands among the members of
 * its collection; everything else that stands beside them is held until the end. So memory follows the features in the
 * dataset and the largest one in the file. A text that is no JSON is an error; where each line is a text, such a line
 * is left out like any other bad record. */
#include "data/geojson/geojson.h"

#include "base/utf8.h"
#include "data/crs.h"
#include "data/encoding.h"
#include "data/geojson/converted.h"
#include "data/geojson/esri.h"
#include "data/geojson/feature.h"
#include "data/geojson/named_crs.h"
#include "data/geojson/topology.h"

#include <string.h>

#define JSON_LIMIT       ((size_t)INT32_MAX)
#define RECORD_SEPARATOR 0x1E

struct geojson_reader {
	struct geojson_features features;
	struct arena *arena; /* of the result */
	const struct dataset_request *request;
	struct diag *diag;
	bool by_line;
	struct json_parser *parser;
	struct json_tree root, record; /* what stands outside of `features`; one element of it */
	size_t depth, list_depth;      /* list_depth: of the elements of `features` */
	bool expects_features;         /* the key was read, its value comes next */
	bool is_array;                 /* the text is a list of features, without a collection around it */
	bool in_features, has_features, has_features_twice;
	size_t number; /* of the feature, or of the line */
	size_t half_pairs, first_half_pair;
};

static const struct record_fault no_json = {"that are no JSON", "a file that is one JSON text is named .geojson"};
static const struct record_fault no_geojson = {"that are no GeoJSON", NULL};

static bool end_record(struct geojson_reader *reader)
{
	if (!reader->by_line)
		reader->number++;
	if (geojson_is_esri_feature(reader->record.values))
		geojson_add_esri_feature(&reader->features, reader->record.values, reader->number);
	else
		geojson_add_feature(&reader->features, reader->record.values, reader->number, false);
	json_tree_reset(&reader->record);
	return !reader->features.builder.is_full;
}

/* The tree that takes the next value; a value of `features` that is no array is a member like others. */
static struct json_tree *tree_of(struct geojson_reader *reader)
{
	if (reader->expects_features)
		json_tree_key(&reader->root, "features", strlen("features"));
	reader->expects_features = false;
	return reader->in_features ? &reader->record : &reader->root;
}

static bool on_scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
	struct geojson_reader *reader = context;
	json_tree_scalar(tree_of(reader), kind, text, length);
	return !reader->in_features || reader->depth > reader->list_depth || end_record(reader);
}

static bool on_key(void *context, const char *text, size_t length)
{
	struct geojson_reader *reader = context;
	if (reader->depth == 1 && length == strlen("features") && memcmp(text, "features", length) == 0)
		reader->expects_features = true;
	else
		json_tree_key(tree_of(reader), text, length);
	return true;
}

static bool on_begin(void *context, bool is_array)
{
	struct geojson_reader *reader = context;
	bool is_root = reader->depth == 0 && is_array && !reader->by_line;
	if ((reader->expects_features && is_array) || is_root) {
		reader->is_array = is_root;
		reader->list_depth = reader->depth + 1;
		reader->expects_features = false;
		reader->has_features_twice = reader->has_features;
		reader->in_features = reader->has_features = true;
	} else {
		if (reader->in_features && reader->depth == reader->list_depth) {
			json_parser_place(reader->parser);
			reader->features.builder.out->left_out.line = reader->by_line ? 0 : reader->parser->line;
		}
		json_tree_begin(tree_of(reader), is_array);
	}
	reader->depth++;
	return true;
}

static bool on_end(void *context)
{
	struct geojson_reader *reader = context;
	reader->depth--;
	if (reader->in_features && reader->depth + 1 == reader->list_depth) {
		reader->in_features = false;
		return true;
	}
	json_tree_end(tree_of(reader));
	return !reader->in_features || reader->depth > reader->list_depth || end_record(reader);
}

static const struct json_events events = {on_scalar, on_key, on_begin, on_end};

/* Why the text is no map data. */
static const char *foreign_words(const struct json_value *root, struct arena *arena)
{
	const struct json_value *type = json_value_member(root, "type");
	if (geojson_is_esri(root))
		return "it is Esri JSON without features: the server's answer to "
		       "…/query?where=1=1&outFields=*&f=geojson "
		       "has them";
	if (json_value_member(root, "layers") || json_value_member(root, "title"))
		return "it may be a map file";
	if (root->kind != JSON_IS_OBJECT)
		return json_value_is_array(root) ? "it is an array" : "it is a single value";
	const char *text = json_value_text(type);
	return !type   ? "it has no type"
	       : !text ? "its type is no text"
	               : arena_printf(arena, "its type is '%s'",
	                              base_utf8_shorten(arena, data_value_text(arena, text, type->length), 40));
}

/* The ways of such an answer are lists of nodes that stand elsewhere in it, its areas lists of ways. */
static bool report_overpass(struct geojson_reader *reader)
{
	struct arena *arena = &reader->diag->arena;
	const char *file = data_shell_word(arena, reader->request->file);
	diag_error(reader->diag, UNKNOWN_FORMAT, reader->request->place,
	           arena_printf(arena,
	                        "make GeoJSON of it: npx osmtogeojson %s > MAP.geojson; or export it as GeoJSON from "
	                        "overpass-turbo.eu",
	                        file),
	           "%s is an answer of OpenStreetMap's Overpass, which is not read",
	           reader->features.builder.out->file);
	return false;
}

static bool refuse_root(struct geojson_reader *reader)
{
	if (reader->by_line) {
		feature_builder_begin(&reader->features.builder, reader->number);
		feature_builder_drop(&reader->features.builder, &no_geojson);
		return true;
	}
	if (json_value_is_array(json_value_member(reader->root.values, "elements")))
		return report_overpass(reader);
	diag_error(reader->diag, DAMAGED_FILE, reader->request->place,
	           "the type of GeoJSON is FeatureCollection, Feature, or that of a geometry; that of TopoJSON is "
	           "Topology",
	           "%s is neither GeoJSON nor TopoJSON: %s", reader->features.builder.out->file,
	           foreign_words(reader->root.values, &reader->diag->arena));
	return false;
}

/* Checks what stands beside the features of a collection. */
static bool finish_collection(struct geojson_reader *reader, const struct geojson_members *members)
{
	const char *file = reader->features.builder.out->file;
	struct place place = reader->request->place;
	if (!reader->has_features && reader->by_line)
		return refuse_root(reader);
	if (!reader->has_features) {
		diag_error(reader->diag, DAMAGED_FILE, place, NULL, "%s: the FeatureCollection has no array 'features'",
		           file);
		return false;
	}
	if (!members->type && !geojson_is_esri(reader->root.values))
		diag_warning(reader->diag, WRONG_VALUE, place, NULL,
		             "%s has no type and is read as a FeatureCollection", file);
	if (members->coordinates || members->geometries || members->geometry || members->features ||
	    members->properties)
		diag_warning(reader->diag, WRONG_VALUE, place, NULL,
		             "%s: the FeatureCollection has members that belong to a feature or geometry, which are "
		             "not read",
		             file);
	reader->features.builder.record = 0; /* what is odd is so in the collection */
	geojson_check_bbox(&reader->features, members);
	if (members->is_twice || reader->has_features_twice)
		geojson_odd(&reader->features, ODD_TWICE);
	return true;
}

/* Takes the coordinate system that the file names, unless the author has stated one. */
static bool take_crs(struct geojson_reader *reader, const struct json_value *root, const struct json_value *crs)
{
	struct dataset *out = reader->features.builder.out;
	const struct dataset_request *request = reader->request;
	const char *code = NULL;
	if (request->crs)
		return true;
	if (geojson_is_esri(root))
		code = geojson_esri_crs(root, reader->arena);
	else if (!geojson_named_crs(crs, reader->arena, out->file, request->place, reader->diag, &code))
		return false;
	dataset_take_file_crs(reader->arena, request, (struct bytes){code, code ? strlen(code) : 0}, out);
	return true;
}

static bool is_true(const struct json_value *value)
{
	return json_value_is(value, JSON_TRUE);
}

/* ArcGIS servers answer with so many features and no more, in Esri JSON and in GeoJSON. */
static void warn_of_limit(struct geojson_reader *reader, const struct json_value *root)
{
	static const char key[] = "exceededTransferLimit";
	if (is_true(json_value_member(root, key)) ||
	    is_true(json_value_member(json_value_member(root, "properties"), key)))
		diag_warning(reader->diag, LEFT_OUT, reader->request->place,
		             "ask for the rest with resultOffset=, or for more with resultRecordCount=",
		             "%s is not whole: the server has more features than it sent",
		             reader->features.builder.out->file);
}

/* The maps of Highcharts name a coordinate system, and hold other numbers: shifted and scaled, as that member says. */
static bool refuse_scaled(struct geojson_reader *reader, const struct json_value *root)
{
	if (!json_value_member(root, "hc-transform"))
		return false;
	diag_error(
	        reader->diag, DAMAGED_FILE, reader->request->place,
	        "take the data that it was made of: its members copyright and copyrightUrl name them",
	        "%s is a map for Highcharts (hc-transform): its coordinates are scaled and shifted, and not those of "
	        "the crs that it names",
	        reader->features.builder.out->file);
	return true;
}

/* Makes features of what stands outside of `features`. */
static bool finish_root(struct geojson_reader *reader)
{
	const struct json_value *root = reader->root.values;
	if (reader->is_array) {
		diag_warning(reader->diag, WRONG_VALUE, reader->request->place, NULL,
		             "%s is an array and is read as the features of a FeatureCollection",
		             reader->features.builder.out->file);
		return true;
	}
	struct geojson_members members = geojson_members(root);
	const char *type = json_value_text(members.type);
	if (refuse_scaled(reader, root))
		return false;
	warn_of_limit(reader, root);
	bool is_feature =
	        type && (strcmp(type, "Feature") == 0 || strcmp(type, "GeometryCollection") == 0 || geojson_form(type));
	if (members.crs && reader->by_line)
		geojson_odd(&reader->features, ODD_CRS);
	else if (!take_crs(reader, root, members.crs))
		return false;
	if (type && strcmp(type, "Topology") == 0 && !reader->by_line)
		return geojson_read_topology(&reader->features, &members, reader->request, reader->diag);
	if (reader->request->layer)
		diag_warning(reader->diag, UNUSED_ENTRY, reader->request->place, NULL,
		             "%s is GeoJSON, which has no layers: 'layer' has no effect",
		             reader->features.builder.out->file);
	if ((!members.type && reader->has_features) || (type && strcmp(type, "FeatureCollection") == 0))
		return finish_collection(reader, &members);
	if (!is_feature || reader->has_features)
		return refuse_root(reader);
	members.crs = NULL; /* the file's */
	geojson_add_feature(&reader->features, root, reader->by_line ? reader->number : 1, true);
	return true;
}

static bool report_fault(struct geojson_reader *reader, struct json_parser *parser)
{
	if (reader->by_line) {
		feature_builder_begin(&reader->features.builder, reader->number);
		feature_builder_drop(&reader->features.builder, &no_json);
		return true;
	}
	if (!parser->hint && reader->root.count && reader->depth == 0)
		parser->hint = "a file with a feature on each line is named .geojsonl";
	else if (!parser->hint && !reader->root.count && !reader->has_features)
		parser->hint = "GeoJSON and TopoJSON are JSON, which begins with {";
	json_parser_report(parser, reader->features.builder.out->file, reader->request->place, reader->diag);
	return false;
}

/* Reads the text in bytes `from` to `to`, which begins in line `line`. */
static bool read_text(struct geojson_reader *reader, struct read_buffer *buffer, size_t from, size_t to, size_t line)
{
	struct json_parser parser = {
	        .events = &events, .context = reader, .buffer = buffer, .from = from, .to = to, .line = line};
	reader->parser = &parser;
	reader->depth = 0;
	reader->in_features = reader->has_features = reader->has_features_twice = reader->expects_features = false;
	reader->is_array = false;
	json_tree_reset(&reader->root);
	json_tree_reset(&reader->record);
	bool is_whole = json_parser_read(&parser);
	if (parser.half_pairs && !reader->half_pairs)
		reader->first_half_pair = parser.first_half_pair;
	reader->half_pairs += parser.half_pairs;
	if (parser.fault)
		return report_fault(reader, &parser);
	return is_whole && finish_root(reader);
}

/* The byte where the record that begins at `from` ends, and the lines that it takes. */
static size_t end_of(struct read_buffer *buffer, size_t from, char separator, size_t *lines)
{
	*lines = 0;
	while (from < buffer->length) {
		size_t left = buffer->length - from, most = READ_BUFFER_SIZE / 4;
		size_t length = left < most ? left : most;
		const char *bytes = read_buffer_at(buffer, from, length);
		if (!bytes)
			return buffer->length;
		const char *end = memchr(bytes, separator, length);
		size_t taken = end ? (size_t)(end - bytes) : length;
		for (const char *at = bytes; (at = memchr(at, '\n', (size_t)(bytes + taken - at))); at++)
			++*lines;
		from += taken;
		if (end)
			break;
	}
	return from;
}

static bool is_blank(struct read_buffer *buffer, size_t from, size_t to)
{
	for (; from < to; from++) {
		const char *byte = read_buffer_at(buffer, from, 1);
		if (!byte || !strchr(" \t\r\n", *byte) || !*byte)
			return false;
	}
	return true;
}

static bool read_lines(struct geojson_reader *reader, struct read_buffer *buffer)
{
	const char *first = buffer->length ? read_buffer_at(buffer, 0, 1) : NULL;
	bool is_sequence = first && *first == RECORD_SEPARATOR; /* RFC 8142 */
	size_t at = is_sequence, line = 1, lines;
	while (at < buffer->length && !reader->features.builder.is_full) {
		size_t end = end_of(buffer, at, is_sequence ? RECORD_SEPARATOR : '\n', &lines);
		reader->number = line;
		if (!is_blank(buffer, at, end))
			read_text(reader, buffer, at, end, line);
		line += is_sequence ? lines : 1;
		at = end + 1;
	}
	return true;
}

static bool read_all(struct geojson_reader *reader, struct read_buffer *buffer)
{
	struct dataset *out = reader->features.builder.out;
	out->left_out.record = "feature";
	out->left_out.place = reader->by_line ? "line" : NULL;
	json_tree_init(&reader->root);
	json_tree_init(&reader->record);
	bool good = reader->by_line ? read_lines(reader, buffer) : read_text(reader, buffer, 0, buffer->length, 1);
	json_tree_clear(&reader->root);
	json_tree_clear(&reader->record);
	out->left_out.line = 0;
	if (reader->half_pairs)
		diag_warning(reader->diag, BAD_ENCODING, reader->request->place, NULL,
		             "%s:%zu: half of a surrogate pair is read as U+FFFD (%zu in the file)", out->file,
		             reader->first_half_pair, reader->half_pairs);
	geojson_report_oddities(&reader->features, reader->by_line, reader->request->place, reader->diag);
	/* That there are too many vertices is said by feature_builder_finish(). */
	if (good || reader->features.builder.is_full)
		return feature_builder_finish(&reader->features.builder, reader->request, reader->by_line,
		                              reader->diag);
	return false;
}

/* Reads a text in another encoding, which is converted as a whole. */
static bool read_encoded(struct geojson_reader *reader, struct read_buffer *buffer, const char *encoding)
{
	struct buffer text;
	buffer_init(&text);
	bool good = geojson_convert(buffer, encoding, reader->features.builder.out->file, reader->request->place,
	                            reader->diag, &text);
	if (good) {
		struct read_buffer *converted =
		        read_buffer_of((struct bytes){text.length ? text.bytes : "", text.length});
		good = read_all(reader, converted);
		read_buffer_close(converted);
	}
	buffer_clear(&text);
	return good;
}

static bool read_any(struct arena *arena, struct read_buffer *buffer, bool by_line,
                     const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct geojson_reader reader = {.arena = arena, .request = request, .diag = diag, .by_line = by_line};
	const char *encoding = geojson_encoding(buffer, request->encoding);
	feature_builder_init(&reader.features.builder, arena, out);
	bool good = encoding ? read_encoded(&reader, buffer, encoding) : read_all(&reader, buffer);
	if (!good)
		feature_builder_abandon(&reader.features.builder);
	return good;
}

static bool geojson_read(struct arena *arena, struct read_buffer *buffer, const struct dataset_request *request,
                         struct diag *diag, struct dataset *out)
{
	return read_any(arena, buffer, false, request, diag, out);
}

static bool geojson_read_lines(struct arena *arena, struct read_buffer *buffer, const struct dataset_request *request,
                               struct diag *diag, struct dataset *out)
{
	return read_any(arena, buffer, true, request, diag, out);
}

const struct data_format data_format_geojson = {
        .name = "GeoJSON", .suffixes = {".geojson", ".json"}, .read = geojson_read, .limit = JSON_LIMIT};
const struct data_format data_format_geojson_lines = {.name = "GeoJSON a line",
                                                      .suffixes = {".geojsonl", ".ndjson", ".jsonl", ".geojsons"},
                                                      .by_line = true,
                                                      .read = geojson_read_lines,
                                                      .limit = JSON_LIMIT};
const struct data_format data_format_topojson = {
        .name = "TopoJSON", .suffixes = {".topojson"}, .read = geojson_read, .limit = JSON_LIMIT};
