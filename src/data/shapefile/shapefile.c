/* Shapefile: points, multipoints, lines and polygons (plain, Z, M) with their attribute table.
 *
 * In: the bytes of .shp, .shx, .dbf, .cpg, .prj. Out: features in the units of the .prj, values as UTF-8.
 * The only file that includes shapelib, which here sees neither paths nor files: it reads from memory through
 * its hooks, after shapefile_check.c has made sure of every count, with an index made there. */
#include "data/shapefile/shapefile.h"

#include "data/shapefile/check.h"
#include "data/shapefile/memory.h"
#include "data/shapefile/stream.h"
#include "data/shapefile/table.h"

#include <string.h>
#include <sys/stat.h>

#define SHAPE_LIMIT ((size_t)INT32_MAX)
#define TREE_HINT   "write it anew: corridor index FILE.shp"
#define TEXT_LIMIT  ((size_t)1 << 16)

struct shape_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	const struct shapefile_bytes *bytes;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct memory_folder folder;
	struct shape_index index;
	struct shape_table *table;       /* NULL: no columns */
	size_t left_out, first_left_out; /* records without enough vertices to draw */
};

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
	if (reader->table && shape_table_is_deleted(reader->table, i))
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
		diag_error(reader->diag, DAMAGED_FILE, reader->request->place, NULL,
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
	SAHooks hooks = shapefile_memory_hooks();
	SHPHandle file = SHPOpenLL(shapefile_memory_name(&reader->scratch, &reader->folder, ".shp"), "rb", &hooks);
	if (!file) {
		diag_error(reader->diag, DAMAGED_FILE, reader->request->place, NULL, "%s is damaged", out->file);
		return false;
	}
	/* Reuses its buffers from shape to shape. */
	SHPSetFastModeReadObject(file, 1);
	out->type = reader->index.type;
	out->features = ARENA_ARRAY(reader->arena, reader->index.count, struct feature);
	out->parts = ARENA_ARRAY(reader->arena, reader->index.part_count, struct part);
	out->points = ARENA_ROOM(reader->arena, reader->index.point_count, struct lonlat);
	bool good = true;
	for (size_t i = 0; good && i < reader->index.count; i++)
		good = add_shape(reader, file, i);
	SHPClose(file);
	if (good && reader->left_out)
		diag_warning(reader->diag, LEFT_OUT, reader->request->place, NULL,
		             "%s: %zu shapes have too few vertices to be drawn, the first is record %zu", out->file,
		             reader->left_out, reader->first_left_out);
	return good;
}

/* Opens the table in memory, or on the window, which it takes. */
static bool open_table(struct shape_reader *reader, struct read_buffer *dbf)
{
	const struct shapefile_bytes *bytes = reader->bytes;
	if (!bytes->dbf.start && !dbf) {
		diag_warning(reader->diag, SIDE_FILE, reader->request->place, NULL,
		             "%s has no table beside it (.dbf), so its features have no values", reader->out->file);
		return true;
	}
	const struct table_source source = {.bytes = bytes->dbf,
	                                    .window = dbf,
	                                    .cpg = bytes->cpg,
	                                    .name = bytes->dbf_name,
	                                    .shp = reader->out->file,
	                                    .request = reader->request,
	                                    .diag = reader->diag};
	reader->table = shape_table_open(&source);
	return reader->table;
}

static bool read_table(struct shape_reader *reader)
{
	bool taken = false;
	bool good = !reader->table || shape_table_read(reader->table, reader->arena, reader->out, &taken);
	if (taken)
		reader->table = NULL;
	return good;
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
		out->crs = crs_from_prj(arena, bytes->prj);
		good = open_table(&reader, NULL) &&
		       (!reader.table || shape_table_fits(reader.table, reader.index.count)) && read_shapes(&reader) &&
		       read_table(&reader);
	}
	shape_table_close(reader.table);
	arena_clear(&reader.scratch);
	return good;
}

/* Whether the .qix beside the .shp is there and was written after it; it is then read. */
static bool read_tree_file(struct shape_reader *reader, const struct read_buffer *shp, struct bytes *qix,
                           const char **shown)
{
	const struct dataset_request *request = reader->request;
	const char *path = data_file_beside(&reader->scratch, request->file, ".qix");
	if (!path)
		return false;
	*shown = data_file_in_same_folder(&reader->scratch, request->shown, path);
	struct stat shapes, tree;
	if (fstat(shp->descriptor, &shapes) || stat(path, &tree))
		return false;
	if (tree.st_mtim.tv_sec < shapes.st_mtim.tv_sec ||
	    (tree.st_mtim.tv_sec == shapes.st_mtim.tv_sec && tree.st_mtim.tv_nsec < shapes.st_mtim.tv_nsec)) {
		diag_warning(reader->diag, SIDE_FILE, request->place, TREE_HINT, "%s is older than %s and is not used",
		             *shown, reader->out->file);
		return false;
	}
	struct diag problem;
	diag_init(&problem);
	bool good = data_file_read(reader->arena, path, *shown, SHAPE_LIMIT, request->place, &problem, qix);
	if (!good)
		diag_warning(reader->diag, SIDE_FILE, request->place, TREE_HINT, "%s cannot be read and is not used",
		             *shown);
	diag_clear(&problem);
	return good;
}

static bool open_tree(struct shape_reader *reader, const struct read_buffer *shp, size_t shapes,
                      struct shape_view_index *index)
{
	struct bytes qix;
	const char *shown;
	if (!read_tree_file(reader, shp, &qix, &shown))
		return false;
	const char *fault = shape_tree_open(qix, shapes, index->header.bounds, &index->tree);
	if (fault)
		diag_warning(reader->diag, SIDE_FILE, reader->request->place, TREE_HINT, "%s %s and is not used", shown,
		             fault);
	return !fault;
}

/* Makes the result a dataset that is read by view, when that is asked for, all is there for it and nothing would be
 * left unsaid: text that is not ASCII is checked as a whole. */
static bool open_by_view(struct shape_reader *reader, struct read_buffer *shp, const struct deleted_records *deleted,
                         size_t *shapes)
{
	const struct dataset_request *request = reader->request;
	struct shape_view_index index = {.deleted = *deleted, .shx = reader->bytes->shx};
	struct diag unsaid; /* reading all says it */
	if (!request->by_view || (reader->table && !shape_table_is_ascii(reader->table)))
		return false;
	diag_init(&unsaid);
	bool good = shape_header_read(shp, reader->out->file, request->place, &unsaid, &index.header) &&
	            unsaid.count == 0 && shape_index_is_orderly(index.shx, &index.header, shapes);
	diag_clear(&unsaid);
	if (!good)
		return false;
	index.has_tree = open_tree(reader, shp, *shapes, &index);
	if (!index.has_tree && !request->one_view)
		return false;
	shape_stream_open_by_view(shp, &index, request->place, reader->out);
	return true;
}

/* .shp and .dbf stay in their files, the others are in memory. Takes the windows; `dbf` may be NULL. */
static bool read_large(struct shape_reader *reader, struct read_buffer *shp, struct read_buffer *dbf)
{
	struct deleted_records deleted = {NULL, 0};
	size_t shapes;
	bool good = open_table(reader, dbf);
	if (good && reader->table)
		good = shape_table_survey(reader->table, reader->arena, &deleted);
	good = good &&
	       (open_by_view(reader, shp, &deleted, &shapes) ||
	        shape_stream_read(reader->arena, shp, reader->bytes->shx, deleted, reader->request->place, reader->diag,
	                          reader->out, &shapes)) &&
	       (!reader->table || shape_table_fits(reader->table, shapes)) && read_table(reader);
	shape_table_close(reader->table);
	if (!reader->out->stream)
		read_buffer_close(shp);
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
	struct arena *arena; /* that holds them */
};

static bool read_sidecar(const struct dataset_request *request, struct sidecar sidecar, struct diag *diag)
{
	struct arena *arena = sidecar.arena;
	const char *path = data_file_beside(arena, request->file, sidecar.ending);
	return !path || data_file_read(arena, path, data_file_in_same_folder(arena, request->shown, path),
	                               sidecar.limit, request->place, diag, sidecar.bytes);
}

/* What the reader of a shapefile works with until the way of reading is chosen. */
struct shape_files {
	struct shapefile_bytes bytes;
	struct read_buffer *shp, *dbf; /* dbf: NULL when there is none */
};

/* `kept` holds the .shx of a dataset that is read by view, which is used as long as that is. */
static bool open_files(struct arena *arena, struct arena *kept, const struct dataset_request *request,
                       struct diag *diag, struct shape_files *files)
{
	struct shapefile_bytes *bytes = &files->bytes;
	const struct sidecar sidecars[] = {
	        {".shx", SHAPE_LIMIT, &bytes->shx, request->by_view ? kept : arena},
	        {".cpg", TEXT_LIMIT, &bytes->cpg, arena},
	        {".prj", TEXT_LIMIT, &bytes->prj, arena},
	};
	files->shp = read_buffer_open(request->file, request->shown, SHAPE_LIMIT, request->place, diag);
	bool good = files->shp;
	for (size_t i = 0; good && i < sizeof sidecars / sizeof *sidecars; i++)
		good = read_sidecar(request, sidecars[i], diag);
	const char *path = good ? data_file_beside(arena, request->file, ".dbf") : NULL;
	if (!path)
		return good;
	bytes->dbf_name = data_file_in_same_folder(arena, request->shown, path);
	files->dbf = read_buffer_open(path, bytes->dbf_name, SHAPE_LIMIT, request->place, diag);
	return files->dbf;
}

static bool read_whole(struct arena *arena, struct arena *scratch, const struct dataset_request *request,
                       struct shape_files *files, struct diag *diag, struct dataset *out)
{
	read_buffer_close(files->shp);
	read_buffer_close(files->dbf);
	const struct sidecar dbf = {".dbf", SHAPE_LIMIT, &files->bytes.dbf, scratch};
	return read_sidecar(request, dbf, diag) &&
	       data_file_read(scratch, request->file, request->shown, SHAPE_LIMIT, request->place, diag,
	                      &files->bytes.shp) &&
	       shapefile_read_bytes(arena, &files->bytes, request, diag, out);
}

bool shapefile_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shape_files files = {0};
	bool good = open_files(&scratch, arena, request, diag, &files);
	if (!good) {
		read_buffer_close(files.shp);
	} else if (can_stream(&scratch, request, files.bytes.prj, files.shp->length,
	                      read_buffer_at(files.shp, 0, 36))) {
		struct shape_reader reader = {
		        .arena = arena, .bytes = &files.bytes, .request = request, .diag = diag, .out = out};
		arena_init(&reader.scratch);
		good = read_large(&reader, files.shp, files.dbf);
		arena_clear(&reader.scratch);
	} else {
		good = read_whole(arena, &scratch, request, &files, diag, out);
	}
	arena_clear(&scratch);
	return good;
}
