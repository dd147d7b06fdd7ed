/* Shapefile: points, multipoints, lines and polygons (plain, Z, M) with their attribute table.
 *
 * In: the bytes of .shp, .shx, .dbf, .cpg, .prj. Out: features in the units of the .prj, values as UTF-8.
 * The only file that includes shapelib, which here sees neither paths nor files: it reads from memory through
 * its hooks, after shapefile_check.c has made sure of every count, with an index made there. */
#include "data/shapefile.h"

#include "base/utf8.h"
#include "data/encoding.h"
#include "data/shapefile_check.h"
#include "data/shapefile_stream.h"

#include <inttypes.h>
#include <shapefil.h>
#include <stdlib.h>
#include <string.h>

#define SHAPE_LIMIT ((size_t)INT32_MAX)
#define TEXT_LIMIT  ((size_t)1 << 16)

/* What shapelib takes for a file. */
struct memory_file {
	struct bytes bytes;
	size_t at;
};

struct memory_folder {
	struct memory_file shp, shx, dbf;
};

/* shapelib's hooks carry no context, so the folder's address is the name of the files in it. */
static const char *memory_name(struct arena *arena, const struct memory_folder *folder, const char *ending)
{
	return arena_printf(arena, "%" PRIxPTR "%s", (uintptr_t)folder, ending);
}

static SAFile memory_open(const char *name, const char *access)
{
	(void)access;
	char *ending;
	struct memory_folder *folder = (struct memory_folder *)(uintptr_t)strtoull(name, &ending, 16);
	struct memory_file *file = strcmp(ending, ".shp") == 0   ? &folder->shp
	                           : strcmp(ending, ".shx") == 0 ? &folder->shx
	                           : strcmp(ending, ".dbf") == 0 ? &folder->dbf
	                                                         : NULL;
	if (!file || !file->bytes.start)
		return NULL;
	file->at = 0;
	return (SAFile)(void *)file;
}

static SAOffset memory_read(void *to, SAOffset size, SAOffset count, SAFile handle)
{
	struct memory_file *file = (void *)handle;
	if (size == 0 || file->at >= file->bytes.length)
		return 0;
	SAOffset whole = (file->bytes.length - file->at) / size;
	if (whole > count)
		whole = count;
	memcpy(to, file->bytes.start + file->at, whole * size);
	file->at += whole * size;
	return whole;
}

static SAOffset memory_write(void *from, SAOffset size, SAOffset count, SAFile handle)
{
	(void)from, (void)size, (void)count, (void)handle;
	return 0;
}

static SAOffset memory_seek(SAFile handle, SAOffset offset, int whence)
{
	struct memory_file *file = (void *)handle;
	size_t base = whence == SEEK_CUR ? file->at : whence == SEEK_END ? file->bytes.length : 0;
	file->at = base + offset;
	return 0;
}

static SAOffset memory_tell(SAFile handle)
{
	return ((struct memory_file *)(void *)handle)->at;
}

static int memory_flush(SAFile handle)
{
	(void)handle;
	return 0;
}

static int memory_remove(const char *name)
{
	(void)name;
	return -1;
}

/* Whatever shapelib has to say shows in its results too, and is reported with the record's number. */
static void memory_error(const char *message)
{
	(void)message;
}

static double memory_number(const char *text)
{
	double value;
	return number_parse(text, &value) ? value : 0;
}

static SAHooks memory_hooks(void)
{
	return (SAHooks){
	        .FOpen = memory_open,
	        .FRead = memory_read,
	        .FWrite = memory_write,
	        .FSeek = memory_seek,
	        .FTell = memory_tell,
	        .FFlush = memory_flush,
	        .FClose = memory_flush,
	        .Remove = memory_remove,
	        .Error = memory_error,
	        .Atof = memory_number,
	};
}

struct shape_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	const struct shapefile_bytes *bytes;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct memory_folder folder;
	struct shape_index index;
	DBFHandle table;                 /* NULL: no columns */
	size_t left_out, first_left_out; /* records without enough vertices to draw */
};

static bool open_table(struct shape_reader *reader)
{
	const struct shapefile_bytes *bytes = reader->bytes;
	struct place place = reader->request->place;
	if (!bytes->dbf.start) {
		diag_warning(reader->diag, place, NULL,
		             "%s has no table beside it (.dbf), so its features have no values", reader->out->file);
		return true;
	}
	size_t records;
	if (!table_check(bytes->dbf, bytes->dbf_name, place, reader->diag, &records))
		return false;
	size_t shapes = reader->index.count;
	if (records < shapes) {
		diag_error(reader->diag, place, NULL, "%s has %zu records for the %zu shapes of %s", bytes->dbf_name,
		           records, shapes, reader->out->file);
		return false;
	}
	if (records > shapes)
		diag_warning(reader->diag, place, NULL,
		             "%s has %zu records for the %zu shapes of %s; the last are ignored", bytes->dbf_name,
		             records, shapes, reader->out->file);
	SAHooks hooks = memory_hooks();
	reader->table = DBFOpenLL(memory_name(&reader->scratch, &reader->folder, ".dbf"), "rb", &hooks);
	if (!reader->table)
		diag_error(reader->diag, place, NULL, "%s is damaged or is not a dBASE table", bytes->dbf_name);
	return reader->table;
}

/* Adds a run of vertices unless it is too short for its type; a ring loses its closing vertex. */
static void add_part(struct dataset *out, const double *x, const double *y, size_t count)
{
	static const size_t fewest[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};
	if (out->type == GEOMETRY_POLYGONS && count > 1 && x[0] == x[count - 1] && y[0] == y[count - 1])
		count--;
	if (count < fewest[out->type])
		return;
	out->parts[out->part_count++] = (struct part){out->point_count, count};
	for (size_t i = 0; i < count; i++)
		out->points[out->point_count++] = (struct lonlat){x[i], y[i]};
}

/* The first vertex of a part; past the last part, the end of the vertices; -1 when it is out of order. */
static int part_start(const SHPObject *shape, int part, int previous)
{
	int start = part < shape->nParts ? shape->panPartStart[part] : shape->nVertices;
	return start < previous || start > shape->nVertices ? -1 : start;
}

/* Adds the parts of a shape. False when its parts are out of order. */
static bool add_parts(struct dataset *out, const SHPObject *shape)
{
	if (shape->nVertices <= 0)
		return true;
	if (out->type == GEOMETRY_POINTS) {
		add_part(out, shape->padfX, shape->padfY, (size_t)shape->nVertices);
		return true;
	}
	for (int i = 0, start = 0; i < shape->nParts; i++) {
		int end = part_start(shape, i + 1, start);
		if (end < 0)
			return false;
		add_part(out, shape->padfX + start, shape->padfY + start, (size_t)(end - start));
		start = end;
	}
	return true;
}

static bool add_shape(struct shape_reader *reader, SHPHandle file, size_t i)
{
	struct dataset *out = reader->out;
	if (reader->table && DBFIsRecordDeleted(reader->table, (int)i))
		return true;
	SHPObject *shape = SHPReadObject(file, (int)i);
	size_t first_part = out->part_count;
	/* The arrays are sized by the index's counts: shapelib must not find more. */
	bool sound = shape && shape->nVertices >= 0 && shape->nParts >= 0 &&
	             (size_t)shape->nVertices <= reader->index.point_count - out->point_count &&
	             (size_t)shape->nParts <= reader->index.part_count - out->part_count && add_parts(out, shape);
	bool empty = shape && shape->nVertices == 0;
	if (shape)
		SHPDestroyObject(shape);
	if (!sound) {
		diag_error(reader->diag, reader->request->place, NULL,
		           "%s: record %zu is damaged: its parts are out of order", out->file, i + 1);
		return false;
	}
	size_t parts = out->part_count - first_part;
	if (parts > 0)
		out->features[out->feature_count++] =
		        (struct feature){.record = i + 1, .first_part = first_part, .part_count = parts};
	else if (!empty && reader->left_out++ == 0)
		reader->first_left_out = i + 1;
	return true;
}

static bool read_shapes(struct shape_reader *reader)
{
	struct dataset *out = reader->out;
	SAHooks hooks = memory_hooks();
	SHPHandle file = SHPOpenLL(memory_name(&reader->scratch, &reader->folder, ".shp"), "rb", &hooks);
	if (!file) {
		diag_error(reader->diag, reader->request->place, NULL, "%s is damaged", out->file);
		return false;
	}
	/* Reuses its buffers from shape to shape. */
	SHPSetFastModeReadObject(file, 1);
	out->type = reader->index.type;
	out->features = ARENA_ARRAY(reader->arena, reader->index.count, struct feature);
	out->parts = ARENA_ARRAY(reader->arena, reader->index.part_count, struct part);
	out->points = ARENA_ARRAY(reader->arena, reader->index.point_count, struct lonlat);
	bool good = true;
	for (size_t i = 0; good && i < reader->index.count; i++)
		good = add_shape(reader, file, i);
	SHPClose(file);
	if (good && reader->left_out)
		diag_warning(reader->diag, reader->request->place, NULL,
		             "%s: %zu shapes have too few vertices to be drawn, the first is record %zu", out->file,
		             reader->left_out, reader->first_left_out);
	return good;
}

/* A value as the table holds it, "" for the ways in which a table says that there is none. */
static const char *raw_value(DBFHandle table, size_t record, size_t column)
{
	const char *text = DBFReadStringAttribute(table, (int)record, (int)column);
	if (!text)
		return "";
	char type = DBFGetNativeFieldType(table, (int)column);
	bool none = ((type == 'N' || type == 'F') && text[0] == '*') || (type == 'L' && text[0] == '?') ||
	            (type == 'D' && strcmp(text, "00000000") == 0);
	return none ? "" : text;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* Looks at the table's text: *ascii, nothing but ASCII; returns whether all of it can be UTF-8. */
static bool table_looks_utf8(const struct shape_reader *reader, bool *ascii)
{
	size_t columns = (size_t)DBFGetFieldCount(reader->table);
	*ascii = true;
	for (size_t i = 0; i < reader->out->feature_count; i++)
		for (size_t column = 0; column < columns; column++) {
			const char *text = raw_value(reader->table, reader->out->features[i].record - 1, column);
			if (is_ascii(text))
				continue;
			*ascii = false;
			if (!encoding_looks_utf8(text, strlen(text)))
				return false;
		}
	return true;
}

/* The encoding that the .cpg names; NULL, with a warning, when there is one that says nothing. */
static const char *encoding_of_cpg(struct shape_reader *reader)
{
	struct bytes cpg = reader->bytes->cpg;
	if (!cpg.start)
		return NULL;
	const char *name = utf8_clean(&reader->scratch, cpg.start, cpg.length);
	const char *encoding = encoding_known(&reader->scratch, name);
	if (!encoding)
		diag_warning(reader->diag, reader->request->place, NULL,
		             "the .cpg file beside %s names no known encoding and is not used", reader->out->file);
	return encoding;
}

/* What is known of the encoding, in order of trust: map file, .cpg, driver byte, the text itself. */
static const char *choose_encoding(struct shape_reader *reader)
{
	const char *asked = reader->request->encoding;
	if (asked) {
		const char *encoding = encoding_known(&reader->scratch, asked);
		if (!encoding)
			diag_error(reader->diag, reader->request->place, "for example utf-8, gbk, big5, cp1252",
			           "unknown text encoding %s", asked);
		return encoding;
	}
	const char *named = encoding_of_cpg(reader);
	if (named)
		return named;
	/* The check of the table has made sure of its header. */
	unsigned char driver = (unsigned char)reader->bytes->dbf.start[29];
	const char *driven = encoding_of_driver(driver);
	if (driven && !encoding_driver_is_default(driver))
		return driven;
	bool ascii;
	if (table_looks_utf8(reader, &ascii) || ascii)
		return "UTF-8";
	if (driven)
		return driven;
	diag_warning(reader->diag, reader->request->place, "name it in the data entry, for example encoding: gbk",
	             "%s does not say its text encoding and is not UTF-8, so it is read as ISO-8859-1",
	             reader->bytes->dbf_name);
	return "ISO-8859-1";
}

static void read_columns(struct shape_reader *reader, struct decoder *decoder, struct buffer *text)
{
	struct dataset *out = reader->out;
	out->column_count = (size_t)DBFGetFieldCount(reader->table);
	out->columns = ARENA_ARRAY(reader->arena, out->column_count, const char *);
	for (size_t i = 0; i < out->column_count; i++) {
		char name[XBASE_FLDNAME_LEN_READ + 1] = "";
		int width, decimals;
		DBFGetFieldInfo(reader->table, (int)i, name, &width, &decimals);
		text->length = 0;
		decoder_add(decoder, name, strlen(name), text);
		out->columns[i] = value_text(reader->arena, text->bytes, text->length);
	}
}

static void read_values(struct shape_reader *reader, struct decoder *decoder, struct buffer *text)
{
	struct dataset *out = reader->out;
	size_t damaged = 0, first = 0, column_of_first = 0;
	for (size_t i = 0; i < out->feature_count; i++) {
		struct feature *feature = &out->features[i];
		feature->values = ARENA_ARRAY(reader->arena, out->column_count, const char *);
		for (size_t column = 0; column < out->column_count; column++) {
			const char *raw = raw_value(reader->table, feature->record - 1, column);
			text->length = 0;
			if (decoder_add(decoder, raw, strlen(raw), text) != SIZE_MAX && damaged++ == 0) {
				first = feature->record;
				column_of_first = column;
			}
			feature->values[column] = value_text(reader->arena, text->bytes, text->length);
		}
	}
	if (damaged)
		diag_warning(reader->diag, reader->request->place,
		             "name another in the data entry, for example encoding: gbk",
		             "%s: record %zu: column %s has bytes that its encoding does not know (%zu values in all)",
		             reader->bytes->dbf_name, first, out->columns[column_of_first], damaged);
}

static bool read_table(struct shape_reader *reader)
{
	if (!reader->table)
		return true;
	const char *encoding = choose_encoding(reader);
	if (!encoding)
		return false;
	struct decoder decoder;
	if (!decoder_open(&decoder, encoding)) {
		diag_error(reader->diag, reader->request->place, NULL, "text encoding %s is not known on this system",
		           encoding);
		return false;
	}
	struct buffer text;
	buffer_init(&text);
	read_columns(reader, &decoder, &text);
	read_values(reader, &decoder, &text);
	buffer_clear(&text);
	decoder_close(&decoder);
	return true;
}

bool shapefile_read_bytes(struct arena *arena, const struct shapefile_bytes *bytes,
                          const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct shape_reader reader = {.arena = arena, .bytes = bytes, .request = request, .diag = diag, .out = out};
	arena_init(&reader.scratch);
	bool good = shape_index_build(&reader.scratch, bytes->shp, bytes->shx, out->file, request->place, diag,
	                              &reader.index);
	if (good) {
		reader.folder.shp.bytes = bytes->shp;
		reader.folder.shx.bytes = shape_index_file(&reader.scratch, bytes->shp, &reader.index);
		reader.folder.dbf.bytes = bytes->dbf;
		out->crs = crs_from_prj(arena, bytes->prj);
		good = open_table(&reader) && read_shapes(&reader) && read_table(&reader);
	}
	if (reader.table)
		DBFClose(reader.table);
	arena_clear(&reader.scratch);
	return good;
}

static bool record_is_deleted(void *context, size_t record)
{
	const struct shape_reader *reader = context;
	return reader->table && DBFIsRecordDeleted(reader->table, (int)record);
}

/* The .shp stays in its file, the others are in memory. Takes the window. */
static bool read_large(struct shape_reader *reader, struct window *shp)
{
	const struct shapefile_bytes *bytes = reader->bytes;
	struct place place = reader->request->place;
	bool good = shape_index_build_large(&reader->scratch, shp, bytes->shx, reader->out->file, place, reader->diag,
	                                    &reader->index);
	if (good) {
		reader->folder.dbf.bytes = bytes->dbf;
		good = open_table(reader) &&
		       shape_stream_read(reader->arena, shp, &reader->index, record_is_deleted, reader, place,
		                         reader->diag, reader->out) &&
		       read_table(reader);
	}
	if (reader->table)
		DBFClose(reader->table);
	if (!reader->out->stream)
		window_close(shp);
	return good;
}

/* Whether points may stay in the file: in degrees already, stored as this machine stores numbers. */
static bool can_stream(struct arena *scratch, const struct dataset_request *request, struct bytes prj, size_t length,
                       const char *header)
{
	const uint16_t one = 1;
	uint32_t type = header ? little_endian(header + 32) : 0;
	bool has_parts = type % 10 == 3 || type % 10 == 5;
	return !request->in_memory && *(const unsigned char *)&one == 1 && has_parts &&
	       length >= (request->large ? request->large : STREAM_FROM) && !crs_from_prj(scratch, prj);
}

struct sidecar {
	const char *ending;
	size_t limit;
	struct bytes *bytes;
	const char **shown; /* NULL: not wanted */
};

static bool read_sidecar(struct arena *arena, const struct dataset_request *request, struct sidecar sidecar,
                         struct diag *diag)
{
	const char *path = file_beside(arena, request->file, sidecar.ending);
	if (!path)
		return true;
	const char *shown = file_in_same_folder(arena, request->shown, path);
	if (sidecar.shown)
		*sidecar.shown = shown;
	return file_read(arena, path, shown, sidecar.limit, request->place, diag, sidecar.bytes);
}

bool shapefile_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shapefile_bytes bytes = {0};
	const struct sidecar sidecars[] = {
	        {".shx", SHAPE_LIMIT, &bytes.shx, NULL},
	        {".dbf", SHAPE_LIMIT, &bytes.dbf, &bytes.dbf_name},
	        {".cpg", TEXT_LIMIT, &bytes.cpg, NULL},
	        {".prj", TEXT_LIMIT, &bytes.prj, NULL},
	};
	struct window *shp = window_open(request->file, request->shown, SHAPE_LIMIT, request->place, diag);
	bool good = shp;
	for (size_t i = 0; good && i < sizeof sidecars / sizeof *sidecars; i++)
		good = read_sidecar(&scratch, request, sidecars[i], diag);
	if (good && can_stream(&scratch, request, bytes.prj, shp->length, window_at(shp, 0, 36))) {
		struct shape_reader reader = {.arena = arena,
		                              .scratch = scratch,
		                              .bytes = &bytes,
		                              .request = request,
		                              .diag = diag,
		                              .out = out};
		good = read_large(&reader, shp);
		arena_clear(&reader.scratch);
		return good;
	}
	window_close(shp);
	good = good &&
	       file_read(&scratch, request->file, request->shown, SHAPE_LIMIT, request->place, diag, &bytes.shp) &&
	       shapefile_read_bytes(arena, &bytes, request, diag, out);
	arena_clear(&scratch);
	return good;
}
