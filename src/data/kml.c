/* KML: placemarks with points, lines, polygons and tracks, on WGS 84 (OGC 07-147r2, and Google's gx: tracks).
 *
 * In: XML. Out: a feature for each placemark, one for each type of geometry that it mixes. Its columns are name,
 * description and the like, begin and end in time, `folder` (a path where folders are nested), and what its
 * ExtendedData holds; numbers are such where a schema says so. Styles and views are passed over; overlays are
 * left out and links to other files not followed, which is told. */
#include "data/kml.h"

#include "base/options.h"
#include "data/crs.h"
#include "data/xml_features.h"

#include <string.h>

#define KML_LIMIT ((size_t)1 << 30)

enum element {
	OTHER,
	ROOT,
	FOLDER,
	PLACEMARK,
	POINT,
	LINE,
	RING,
	POLYGON,
	TRACK,
	SPAN, /* TimeSpan, TimeStamp */
	DATA,
	SIMPLE_DATA,
	SIMPLE_FIELD,
	LINK,
	OVERLAY, /* a picture */
};

static const struct {
	const char *name;
	enum element element;
} elements[] = {
        {"kml", ROOT},
        {"Folder", FOLDER},
        {"Placemark", PLACEMARK},
        {"Point", POINT},
        {"LineString", LINE},
        {"LinearRing", RING},
        {"Polygon", POLYGON},
        {"Track", TRACK},
        {"TimeSpan", SPAN},
        {"TimeStamp", SPAN},
        {"Data", DATA},
        {"SimpleData", SIMPLE_DATA},
        {"SimpleField", SIMPLE_FIELD},
        {"NetworkLink", LINK},
        {"GroundOverlay", OVERLAY},
        {"PhotoOverlay", OVERLAY},
        {"ScreenOverlay", OVERLAY},
};

struct kml_reader {
	struct xml_reader xml;
	struct feature_builder builder;
	bool met_root;
	size_t depth;
	enum element stack[XML_DEPTH + 2]; /* of the open elements, from 1 */
	bool is_open;                      /* a placemark is */
	bool has_time;
	const struct record_fault *fault;     /* of the placemark */
	struct buffer folder;                 /* the path of the open folders */
	size_t folder_lengths[XML_DEPTH + 2]; /* of the path before the folder at that depth */
	struct buffer data_name;              /* of the open Data or SimpleData */
	struct hash_table numbers;            /* names of fields of numbers, by the schemas so far */
	struct arena names;
	size_t links, first_link; /* and the line of the first */
	size_t overlays, first_overlay;
	size_t renamed, first_renamed; /* data with the name of a value of the placemark */
	size_t hidden, first_hidden;   /* placemarks with visibility 0 */
};

static const struct record_fault bad_coordinates = {"with coordinates that are not numbers",
                                                    "write lon,lat or lon,lat,height, with blanks between points"};

static enum element element_of(const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (strcmp(elements[i].name, name) == 0)
			return elements[i].element;
	return OTHER;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_blanks(const char **at, const char *end)
{
	while (*at < end && is_blank(**at))
		(*at)++;
}

static bool take_number(const char **at, const char *end, double *value)
{
	char copy[64];
	size_t length = 0;
	skip_blanks(at, end);
	while (*at < end && !is_blank(**at) && **at != ',') {
		if (length + 1 == sizeof copy)
			return false;
		copy[length++] = *(*at)++;
	}
	copy[length] = '\0';
	return length > 0 && base_number_parse(copy, value);
}

static bool take_comma(const char **at, const char *end)
{
	const char *next = *at;
	skip_blanks(&next, end);
	if (next == end || *next != ',')
		return false;
	*at = next + 1;
	return true;
}

/* "lon,lat,height lon,lat,height"; heights may be missing, and blanks may stand at commas. */
static bool add_coordinates(struct kml_reader *reader, const char *text, size_t length)
{
	const char *end = text + length;
	while (text < end) {
		double lon, lat, height;
		if (!take_number(&text, end, &lon) || !take_comma(&text, end) || !take_number(&text, end, &lat))
			return false;
		bool has_height = take_comma(&text, end);
		skip_blanks(&text, end);
		if (has_height && text < end && !take_number(&text, end, &height))
			return false;
		feature_builder_point(&reader->builder, lon, lat);
		skip_blanks(&text, end);
	}
	return true;
}

/* The "lon lat height" of a track. */
static bool add_track_point(struct kml_reader *reader, const char *text, size_t length)
{
	const char *end = text + length;
	double lon, lat;
	if (!take_number(&text, end, &lon) || !take_number(&text, end, &lat))
		return false;
	feature_builder_point(&reader->builder, lon, lat);
	return true;
}

static bool is_within(const struct kml_reader *reader, enum element element)
{
	for (size_t i = reader->depth; i > 0; i--)
		if (reader->stack[i] == element)
			return true;
	return false;
}

/* The type of the part that coordinates of the open element make. */
static enum geometry_type part_type(const struct kml_reader *reader, enum element parent)
{
	if (parent == POINT)
		return GEOMETRY_POINTS;
	return parent == RING && is_within(reader, POLYGON) ? GEOMETRY_POLYGONS : GEOMETRY_LINES;
}

static void begin_placemark(struct kml_reader *reader, const char *const *attributes)
{
	const char *id = xml_reader_attribute(attributes, "id");
	reader->is_open = true;
	reader->has_time = false;
	reader->fault = NULL;
	feature_builder_begin(&reader->builder, reader->xml.line);
	if (id)
		xml_features_value(&reader->builder, "id", COLUMN_TEXT, id, strlen(id));
	if (reader->folder.length)
		xml_features_value(&reader->builder, "folder", COLUMN_TEXT, reader->folder.bytes,
		                   reader->folder.length);
}

static void end_placemark(struct kml_reader *reader)
{
	struct feature_builder *builder = &reader->builder;
	reader->is_open = false;
	if (!reader->fault) {
		feature_builder_end(builder);
		return;
	}
	feature_builder_drop(builder, reader->fault);
}

/* Keeps the names of a schema's fields of numbers. */
static void note_field(struct kml_reader *reader, const char *const *attributes)
{
	static const char *const types[] = {"int", "uint", "short", "ushort", "float", "double"};
	const char *name = xml_reader_attribute(attributes, "name"), *type = xml_reader_attribute(attributes, "type");
	for (size_t i = 0; name && type && i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			*(bool *)hash_table_add(&reader->numbers, hash_text(name), NULL) = true;
}

static void on_begin(void *context, const char *name, const char *const *attributes)
{
	struct kml_reader *reader = context;
	enum element element = element_of(name);
	reader->stack[++reader->depth] = element;
	if (element == ROOT)
		reader->met_root = true;
	else if (element == FOLDER)
		reader->folder_lengths[reader->depth] = reader->folder.length;
	else if (element == PLACEMARK && !reader->is_open)
		begin_placemark(reader, attributes);
	else if (element == TRACK && reader->is_open)
		feature_builder_part(&reader->builder, GEOMETRY_LINES);
	else if (element == POLYGON && reader->is_open)
		feature_builder_polygon(&reader->builder);
	else if (element == SIMPLE_FIELD)
		note_field(reader, attributes);
	else if (element == LINK && reader->links++ == 0)
		reader->first_link = reader->xml.line;
	else if (element == OVERLAY && reader->overlays++ == 0)
		reader->first_overlay = reader->xml.line;
	if (element == DATA || element == SIMPLE_DATA) {
		const char *field = xml_reader_attribute(attributes, "name");
		reader->data_name.length = 0;
		buffer_text(&reader->data_name, field ? field : "");
	}
}

static void name_folder(struct kml_reader *reader, const char *text, size_t length)
{
	reader->folder.length = reader->folder_lengths[reader->depth];
	if (reader->folder.length)
		buffer_char(&reader->folder, '/');
	buffer_add(&reader->folder, text, length);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* Elements of a placemark that are values. */
static const char *const values[] = {"name", "description", "address", "phoneNumber", "Snippet", "snippet", NULL};
/* Columns of other things that it has. */
static const char *const made[] = {"id", "folder", "begin", "end", NULL};

static void add_data(struct kml_reader *reader, const char *text, size_t length)
{
	const struct buffer *name = &reader->data_name;
	char copy[64];
	double number;
	if (!name->length)
		return;
	bool is_number = length < sizeof copy && hash_table_find(&reader->numbers, hash_text(name->bytes));
	if (is_number) {
		memcpy(copy, text, length);
		copy[length] = '\0';
		is_number = base_number_parse(copy, &number);
	}
	size_t column = feature_builder_column(&reader->builder, name->bytes, name->length);
	bool is_own = is_one_of(name->bytes, values) || is_one_of(name->bytes, made);
	if (is_own && feature_builder_has(&reader->builder, column)) {
		buffer_text(&reader->data_name, "_2");
		column = feature_builder_column(&reader->builder, name->bytes, name->length);
		if (reader->renamed++ == 0)
			reader->first_renamed = reader->xml.line;
	}
	feature_builder_value(&reader->builder, column, is_number ? COLUMN_NUMBER : COLUMN_TEXT, text, length);
}

static void add_time(struct kml_reader *reader, const char *name, const char *text, size_t length)
{
	if (strcmp(name, "end") != 0 && !reader->has_time)
		xml_features_value(&reader->builder, "begin", COLUMN_TEXT, text, length);
	reader->has_time = true;
	if (strcmp(name, "begin") != 0)
		xml_features_value(&reader->builder, "end", COLUMN_TEXT, text, length);
}

/* An element without elements in it, of an open placemark. */
static void add_leaf(struct kml_reader *reader, enum element parent, const char *name, const char *text, size_t length)
{
	static const char *const times[] = {"begin", "end", "when", NULL};
	if (strcmp(name, "coordinates") == 0 && (parent == POINT || parent == LINE || parent == RING)) {
		feature_builder_part(&reader->builder, part_type(reader, parent));
		if (!add_coordinates(reader, text, length))
			reader->fault = &bad_coordinates;
	} else if (parent == TRACK && strcmp(name, "coord") == 0 && reader->builder.part_count) {
		if (!add_track_point(reader, text, length))
			reader->fault = &bad_coordinates;
	} else if ((parent == SPAN || parent == TRACK) && is_one_of(name, times)) {
		add_time(reader, name, text, length);
	} else if (parent == PLACEMARK && strcmp(name, "visibility") == 0) {
		if (length == 1 && *text == '0' && reader->hidden++ == 0)
			reader->first_hidden = reader->xml.line;
	} else if (parent == PLACEMARK && is_one_of(name, values)) {
		xml_features_value(&reader->builder, name, COLUMN_TEXT, text, length);
	} else if (parent == DATA && strcmp(name, "value") == 0) {
		add_data(reader, text, length);
	}
}

static void on_end(void *context, const char *name, const char *text, size_t length)
{
	struct kml_reader *reader = context;
	enum element element = reader->stack[reader->depth--],
	             parent = reader->depth ? reader->stack[reader->depth] : OTHER;
	if (element == FOLDER)
		reader->folder.length = reader->folder_lengths[reader->depth + 1];
	else if (parent == FOLDER && strcmp(name, "name") == 0)
		name_folder(reader, text, length);
	else if (element == PLACEMARK && reader->is_open && !is_within(reader, PLACEMARK))
		end_placemark(reader);
	else if (element == SIMPLE_DATA && reader->is_open)
		add_data(reader, text, length);
	else if (reader->is_open)
		add_leaf(reader, parent, name, text, length);
}

static void tell_left_out(const struct kml_reader *reader, const struct dataset_request *request, struct diag *diag)
{
	const char *file = reader->builder.out->file;
	if (reader->overlays)
		diag_warning(diag, LEFT_OUT, request->place, NULL,
		             "%s:%zu: overlays, which are pictures, are not drawn: %zu, this is the first", file,
		             reader->first_overlay, reader->overlays);
	if (reader->renamed)
		diag_note(diag, DUPLICATE_ENTRY, request->place, NULL,
		          "%s:%zu: data with the name of a value that the placemark has before, such as its own name, "
		          "are "
		          "read with _2 behind it: %zu, this is the first",
		          file, reader->first_renamed, reader->renamed);
	if (reader->hidden)
		diag_note(diag, UNUSED_ENTRY, request->place, "take them out of the file if they are not meant",
		          "%s:%zu: placemarks with visibility 0 are drawn like others: %zu, this is the first", file,
		          reader->first_hidden, reader->hidden);
	if (reader->links)
		diag_warning(diag, LEFT_OUT, request->place, "add the files that they name to data:",
		             "%s:%zu: %zu links to other files are not followed, this is the first", file,
		             reader->first_link, reader->links);
}

static bool read_buffered(struct arena *arena, struct read_buffer *buffer, const struct dataset_request *request,
                          struct diag *diag, struct dataset *out)
{
	static const struct xml_events events = {on_begin, on_end};
	struct kml_reader reader = {
	        .xml = {.events = &events, .context = &reader, .buffer = buffer, .encoding = request->encoding}};
	dataset_take_file_crs(arena, request, (struct bytes){"EPSG:4326", 9}, out);
	out->left_out.record = "placemark", out->left_out.place = "line";
	arena_init(&reader.names);
	hash_table_init(&reader.numbers, &reader.names, sizeof(bool));
	buffer_init(&reader.folder);
	buffer_init(&reader.data_name);
	feature_builder_init(&reader.builder, arena, out);
	bool good = xml_features_read(&reader.xml, &reader.builder, request, &reader.met_root, "kml", diag);
	tell_left_out(&reader, request, diag);
	buffer_clear(&reader.folder);
	buffer_clear(&reader.data_name);
	arena_clear(&reader.names);
	return good;
}

const struct data_format data_format_kml = {
        .name = "KML", .suffixes = {".kml"}, .by_line = true, .read = read_buffered, .limit = KML_LIMIT};
