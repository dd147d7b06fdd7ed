/* Shapefile: points, multipoints, lines and polygons (plain, Z, M) with their attribute table.
 *
 * In: .shp, .shx, .dbf, .cpg, .prj, .qix. Out: features in the units of the .prj, values as UTF-8.
 * The points of a large file in degrees stay in it and are read when they are drawn. If nothing but what a view shows
 * is asked of it, its features are read by view too: found by the spatial index, or, for a single view, one after the
 * other, so that nothing is held of them. Whether the .shx can be trusted with that is decided here, before anything is
 * drawn. */
#include "data/shapefile/shapefile.h"

#include "data/crs.h"
#include "data/shapefile/shp.h"
#include "data/shapefile/table.h"

#include <string.h>
#include <sys/stat.h>

#define SHAPE_LIMIT ((size_t)INT32_MAX)
#define TREE_HINT   "write it anew: corridor index FILE.shp"
#define TEXT_LIMIT  ((size_t)1 << 16)
/* Files of fewer bytes are read whole: they are drawn sooner so. */
#define STREAM_FROM ((size_t)4 << 20)

/* What stays open of a file whose points are not in memory: the source of its dataset. */
struct shapefile {
	struct shp_file shp;
	struct deleted_records deleted;
	bool has_tree; /* otherwise all records are looked at */
	struct shape_tree tree;
	struct shape_table *table; /* NULL: all values are in the features, or there are none */
};

/* What is read of a shapefile. */
struct shape_files {
	struct read_buffer *shp, *dbf; /* dbf: NULL if there is none */
	struct bytes shx, cpg, prj;
	const char *dbf_name; /* NULL: there is none */
};

struct shape_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	struct shape_files files;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct shapefile file;
};

/* Opens the table, which takes the buffer, and looks at its rows. Without one features have no values. False with an
 * error if it has changed meanwhile. */
static bool open_table(struct shape_reader *reader)
{
	struct shape_files *files = &reader->files;
	struct shapefile *file = &reader->file;
	if (!files->dbf_name)
		diag_warning(reader->diag, SIDE_FILE, reader->request->place, NULL,
		             "%s has no table beside it (.dbf), so its features have no values", reader->out->file);
	if (!files->dbf)
		return true;
	const struct table_source source = {.buffer = files->dbf,
	                                    .cpg = files->cpg,
	                                    .name = files->dbf_name,
	                                    .shp = reader->out->file,
	                                    .request = reader->request,
	                                    .diag = reader->diag};
	files->dbf = NULL;
	file->table = shape_table_open(&source);
	if (!file->table)
		return true;
	file->shp.rows = shape_table_rows(file->table);
	return shape_table_survey(file->table, reader->arena, &file->deleted);
}

/* Whether points may stay in the file: in degrees already, stored as this machine stores numbers. */
static bool can_stream(const struct shape_reader *reader)
{
	const uint16_t one = 1;
	const struct dataset_request *request = reader->request;
	uint32_t code = reader->file.shp.type_code;
	bool has_parts = code % 10 == 3 || code % 10 == 5;
	/* Where the whole is out of range, the coordinate system is wrong, or longitudes run to 360: that takes all
	 * points at hand. */
	return !request->in_memory && *(const unsigned char *)&one == 1 && has_parts && !reader->out->crs &&
	       !dataset_box_fault(reader->file.shp.bounds) &&
	       reader->files.shp->length >= (request->large ? request->large : STREAM_FROM);
}

static bool is_older(struct timespec a, struct timespec b)
{
	return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* The file with that suffix beside the .shp and its name in messages, or NULL. */
static const char *find_beside(const struct shape_reader *reader, struct arena *arena, const char *suffix,
                               const char **shown)
{
	const struct dataset_request *request = reader->request;
	const char *path = data_file_beside(arena, request->file, suffix);
	*shown = path ? data_file_in_same_folder(arena, request->shown, path) : NULL;
	return path;
}

/* Whether the .qix beside the .shp is there and was written after it; it is then read. */
static bool read_tree_file(struct shape_reader *reader, struct bytes *qix, const char **shown)
{
	const struct dataset_request *request = reader->request;
	const char *path = find_beside(reader, &reader->scratch, ".qix", shown);
	if (!path)
		return false;
	struct stat shapes, tree;
	if (fstat(reader->files.shp->descriptor, &shapes) || stat(path, &tree))
		return false;
	if (is_older(tree.st_mtim, shapes.st_mtim)) {
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

static bool open_tree(struct shape_reader *reader)
{
	struct bytes qix;
	const char *shown;
	struct shapefile *file = &reader->file;
	if (!read_tree_file(reader, &qix, &shown))
		return false;
	const char *fault = shape_tree_open(qix, file->shp.indexed, file->shp.bounds, &file->tree);
	if (fault)
		diag_warning(reader->diag, SIDE_FILE, reader->request->place, TREE_HINT, "%s %s and is not used", shown,
		             fault);
	return !fault;
}

/* Whether features can be read by view: the .shx must be right, and all text ASCII, because damage to other text must
 * be reported before anything is drawn. */
static bool can_read_by_view(struct shape_reader *reader)
{
	struct shapefile *file = &reader->file;
	const struct dataset_request *request = reader->request;
	if (!request->by_view || !file->shp.is_in_order || file->deleted.count >= file->shp.indexed ||
	    (file->table && !shape_table_is_ascii(file->table)))
		return false;
	file->has_tree = open_tree(reader);
	return file->has_tree || request->one_view;
}

/* Makes the file the dataset's source, which closes it. */
static void keep_open(struct shape_reader *reader, bool has_values)
{
	struct shapefile *file = ARENA_NEW(reader->arena, struct shapefile);
	*file = reader->file;
	if (has_values)
		file->table = NULL;
	else
		reader->file.table = NULL;
	reader->files.shp = NULL;
	reader->out->source = file;
}

static bool read_records(struct shape_reader *reader)
{
	struct shapefile *file = &reader->file;
	struct dataset *out = reader->out;
	bool streams = can_stream(reader), values_read = true;
	size_t records = file->shp.indexed;
	out->type = file->shp.type;
	out->by_view = streams && can_read_by_view(reader);
	if (!out->by_view &&
	    !shp_file_read(&file->shp, file->deleted, streams, reader->arena, reader->diag, out, &records))
		return false;
	if (file->table) {
		shape_table_compare(file->table, records);
		if (!shape_table_read(file->table, reader->arena, out, streams, &values_read))
			return false;
	}
	if (streams)
		keep_open(reader, values_read);
	return true;
}

/* Reads what was opened, and closes what does not stay open. */
static bool read_files(struct shape_reader *reader)
{
	struct shape_files *files = &reader->files;
	arena_init(&reader->scratch);
	dataset_take_file_crs(reader->arena, reader->request, files->prj, reader->out);
	reader->file.shp = (struct shp_file){
	        .buffer = files->shp, .shx = files->shx, .name = reader->out->file, .place = reader->request->place};
	bool good = shp_file_open(&reader->file.shp, reader->diag) && open_table(reader) && read_records(reader);
	shape_table_close(reader->file.table);
	read_buffer_close(files->shp);
	read_buffer_close(files->dbf);
	arena_clear(&reader->scratch);
	return good;
}

bool shapefile_read_bytes(struct arena *arena, const struct shapefile_bytes *bytes,
                          const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct dataset_request whole = *request;
	whole.in_memory = true;
	struct shape_reader reader = {.arena = arena, .request = &whole, .diag = diag, .out = out};
	reader.files = (struct shape_files){.shp = read_buffer_of(bytes->shp),
	                                    .dbf = bytes->dbf.start ? read_buffer_of(bytes->dbf) : NULL,
	                                    .shx = bytes->shx,
	                                    .cpg = bytes->cpg,
	                                    .prj = bytes->prj,
	                                    .dbf_name = bytes->dbf.start ? bytes->dbf_name : NULL};
	return read_files(&reader);
}

/* Of the files beside the .shp none is needed: what is wrong with one is a warning. */
static void report_unused(const struct shape_reader *reader, const char *shown, const struct diag *problem)
{
	const char *why = problem->count ? problem->entries[problem->count - 1].message : "it cannot be read";
	diag_warning(reader->diag, SIDE_FILE, reader->request->place, NULL, "%s is not used: %s", shown, why);
}

static void read_sidecar(const struct shape_reader *reader, struct arena *arena, const char *suffix, size_t limit,
                         struct bytes *out)
{
	const char *shown, *path = find_beside(reader, arena, suffix, &shown);
	struct diag problem;
	diag_init(&problem);
	if (path && !data_file_read(arena, path, shown, limit, reader->request->place, &problem, out))
		report_unused(reader, shown, &problem);
	diag_clear(&problem);
}

static void open_dbf(struct shape_reader *reader, struct arena *scratch)
{
	struct shape_files *files = &reader->files;
	const char *path = find_beside(reader, scratch, ".dbf", &files->dbf_name);
	struct diag problem;
	diag_init(&problem);
	if (path)
		files->dbf = read_buffer_open(path, files->dbf_name, SHAPE_LIMIT, reader->request->place, &problem);
	if (path && !files->dbf)
		report_unused(reader, files->dbf_name, &problem);
	diag_clear(&problem);
}

/* The .shx stays as long as a dataset that is read by view. */
static bool open_files(struct shape_reader *reader, struct arena *scratch)
{
	const struct dataset_request *request = reader->request;
	struct shape_files *files = &reader->files;
	files->shp = read_buffer_open(request->file, request->shown, SHAPE_LIMIT, request->place, reader->diag);
	if (!files->shp)
		return false;
	read_sidecar(reader, request->by_view ? reader->arena : scratch, ".shx", SHAPE_LIMIT, &files->shx);
	read_sidecar(reader, scratch, ".cpg", TEXT_LIMIT, &files->cpg);
	read_sidecar(reader, scratch, ".prj", TEXT_LIMIT, &files->prj);
	open_dbf(reader, scratch);
	return true;
}

static bool shapefile_open(struct arena *arena, const struct dataset_request *request, struct diag *diag,
                           struct dataset *out)
{
	struct shape_reader reader = {.arena = arena, .request = request, .diag = diag, .out = out};
	struct arena scratch;
	arena_init(&scratch);
	bool good = open_files(&reader, &scratch) && read_files(&reader);
	arena_clear(&scratch);
	return good;
}

static const uint32_t *shapefile_find(const struct dataset *dataset, struct lonlat_box box, struct arena *arena,
                                      size_t *count)
{
	const struct shapefile *file = dataset->source;
	read_buffer_expect(file->shp.buffer, 0);
	if (file->has_tree)
		return shape_tree_find(&file->tree, arena, box, count);
	*count = file->shp.indexed;
	return NULL;
}

static bool shapefile_feature(const struct dataset *dataset, size_t number, struct arena *arena,
                              struct record_tally *left_out, struct diag *diag, struct feature *out)
{
	const struct shapefile *file = dataset->source;
	if (!file->has_tree)
		shp_file_expect(&file->shp, number);
	return shp_file_feature(&file->shp, file->deleted, number, arena, left_out, diag, out);
}

static const struct stored_point *shapefile_points(const struct dataset *dataset, struct part part, size_t from,
                                                   size_t *count)
{
	const struct shapefile *file = dataset->source;
	return shp_file_points(&file->shp, part, from, count);
}

static const char *shapefile_values(const struct dataset *dataset, const struct feature *feature)
{
	const struct shapefile *file = dataset->source;
	return file->table ? shape_table_values(file->table, feature->record) : NULL;
}

static void shapefile_close(struct dataset *dataset)
{
	struct shapefile *file = dataset->source;
	read_buffer_close(file->shp.buffer);
	shape_table_close(file->table);
}

const struct data_format data_format_shapefile = {.name = "shapefile",
                                                  .suffixes = {".shp"},
                                                  .crs_file = ".prj",
                                                  .open = shapefile_open,
                                                  .find = shapefile_find,
                                                  .feature = shapefile_feature,
                                                  .points = shapefile_points,
                                                  .values = shapefile_values,
                                                  .close = shapefile_close};
