/* Database: opens SQLite files.
 *
 * In: a file or bytes that anybody may have made. Out: a connection that reads. A schema is a program: views, generated
 * columns and virtual tables run when they are read. So the connection is defensive, knows no extension, distrusts the
 * schema, denies recursion and functions that make texts grow, and stops after a number of steps that follows from the
 * size of the file: a number and no time, so that the same file ends alike on every machine. Layers of one file share
 * its connection, since each would read the whole schema, and pages that they have in common.
 * Source: sqlite.org/security.html, "Defense Against The Dark Arts". */
#include "data/geopackage/database.h"

#include "base/confined.h"
#include "base/utf8.h"
#include "data/encoding.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_LIMIT   ((size_t)1 << 40)
#define HEADER_BYTES 100
#define STEPS        1000 /* between two looks at the number that is left */
/* Reading a byte of a table takes far less than a step; a view may sort and join. */
#define STEPS_FREE     ((uint64_t)50 * 1000 * 1000)
#define STEPS_PER_BYTE 16
#define VALUE_LIMIT    ((size_t)1 << 30)

struct gpkg_connection {
	sqlite3 *handle;
	uint64_t steps_left; /* of the virtual machine, in thousands */
	bool was_denied;     /* something that is not run for strangers' data */
	size_t users;
	bool is_shared; /* with all who open this file while it is as it was: */
	struct stat status;
	struct gpkg_connection *next;
};
static struct gpkg_connection *connections; /* that are open */

static const char *const harmless_functions[] = {
        "abs",         "avg",   "ceil",       "ceiling", "coalesce", "count",    "date",      "datetime",
        "first_value", "floor", "glob",       "ifnull",  "iif",      "instr",    "julianday", "last_value",
        "length",      "like",  "lower",      "ltrim",   "max",      "min",      "mod",       "nullif",
        "rank",        "round", "row_number", "rtrim",   "sign",     "strftime", "substr",    "substring",
        "sum",         "time",  "total",      "trim",    "typeof",   "unicode",  "upper",     NULL};

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
	(void)first, (void)database, (void)trigger;
	const char *const *known = harmless_functions;
	while (action == SQLITE_FUNCTION && *known && !data_ascii_same(*known, second))
		known++;
	bool denied = action == SQLITE_RECURSIVE || action == SQLITE_ATTACH || !*known;
	((struct gpkg_connection *)context)->was_denied |= denied;
	return denied ? SQLITE_DENY : SQLITE_OK;
}

static int count_steps(void *context)
{
	struct gpkg_connection *connection = context;
	return connection->steps_left == 0 || --connection->steps_left == 0;
}

static void limit_values(sqlite3 *handle, size_t bytes)
{
	sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, (int)(bytes < VALUE_LIMIT ? bytes : VALUE_LIMIT));
}

/* Of each user of a connection. */
static uint64_t steps_for(size_t bytes)
{
	return (STEPS_FREE + (uint64_t)bytes * STEPS_PER_BYTE) / STEPS;
}

/* What must hold before the schema is read. */
static bool configure(struct gpkg_connection *connection, size_t bytes)
{
	sqlite3 *handle = connection->handle;
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
	sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
	sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 50);
	sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 17);
	sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
	limit_values(handle, bytes + HEADER_BYTES);
	connection->steps_left = steps_for(bytes);
	sqlite3_progress_handler(handle, STEPS, count_steps, connection);
	sqlite3_busy_timeout(handle, 5000);
	/* One transaction for all that is read: SQLite locks the file once, not for every row. */
	bool good =
	        sqlite3_exec(
	                handle,
	                "PRAGMA query_only=1; PRAGMA cell_size_check=1; PRAGMA mmap_size=0; PRAGMA temp_store=2; BEGIN",
	                NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_set_authorizer(handle, authorize, connection);
	return good;
}

bool gpkg_database_report(const struct gpkg_database *database, struct diag *diag)
{
	int code = sqlite3_extended_errcode(database->handle);
	if (database->connection->was_denied) {
		diag_error(diag, DAMAGED_FILE, database->place,
		           "write its result into a table, for example with ogr2ogr",
		           "%s: the layer is a view that does what is not run for strangers' data", database->file);
		return false;
	}
	switch (code & 0xFF) {
	case SQLITE_INTERRUPT:
		diag_error(diag, OVER_LIMIT, database->place, "write its result into a table, for example with ogr2ogr",
		           "%s: reading the layer takes too long: is it a view that joins large tables?",
		           database->file);
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		diag_error(diag, CANNOT_READ, database->place, "close the program that writes it",
		           "%s is being written by another program", database->file);
		break;
	default:
		diag_error(diag, DAMAGED_FILE, database->place,
		           code == SQLITE_READONLY_ROLLBACK ? "open it once in the program that wrote it" : NULL,
		           "%s: %s", database->file, sqlite3_errstr(code));
	}
	return false;
}

/* The path as an address with parameters, since only so SQLite takes these. */
static char *file_uri(struct arena *arena, const char *path, const char *parameters)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
	struct buffer uri;
	buffer_init(&uri);
	buffer_text(&uri, *path == '/' ? "file://" : "file:./");
	for (; *path; path++)
		if (strchr(plain, *path))
			buffer_char(&uri, *path);
		else
			buffer_printf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
	buffer_text(&uri, parameters);
	char *text = arena_text(arena, uri.bytes);
	buffer_clear(&uri);
	return text;
}

/* Opens the file and reads its schema. */
static bool try_open(struct gpkg_database *database, const char *path, const char *parameters, size_t bytes)
{
	struct arena scratch;
	arena_init(&scratch);
	sqlite3_close(database->handle);
	database->handle = NULL;
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	flags |= base_is_confined() ? SQLITE_OPEN_NOFOLLOW : 0;
	int code = sqlite3_open_v2(file_uri(&scratch, path, parameters), &database->handle, flags, NULL);
	arena_clear(&scratch);
	database->connection->handle = database->handle;
	return code == SQLITE_OK && configure(database->connection, bytes) &&
	       sqlite3_exec(database->handle, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) == SQLITE_OK;
}

/* Whether a file beside the database, which SQLite keeps while it is written, holds something. */
static bool has_companion(const char *path, const char *ending)
{
	struct arena scratch;
	struct stat status;
	arena_init(&scratch);
	bool there = stat(arena_printf(&scratch, "%s%s", path, ending), &status) == 0 && status.st_size > 0;
	arena_clear(&scratch);
	return there;
}

/* Without a -wal the file is whole and opened as such, which needs no other file; with one SQLite is to read it, which
 * in a folder where it may not write needs a -shm that is there. */
static bool open_wal(struct gpkg_database *database, const char *path, size_t bytes, struct diag *diag)
{
	if (!has_companion(path, "-wal"))
		return try_open(database, path, "?immutable=1", bytes);
	if (try_open(database, path, "?readonly_shm=1", bytes) || try_open(database, path, "", bytes))
		return true;
	if (!try_open(database, path, "?immutable=1", bytes))
		return false;
	diag_warning(diag, SIDE_FILE, database->place,
	             "close the program that writes it, or copy it into another folder",
	             "%s is read without its last changes, which are in %s-wal", database->file, database->file);
	return true;
}

/* Confined, SQLite is told to open the file alone, by its path without links: the -wal or -journal beside it might lead
 * elsewhere. */
static bool open_confined(struct gpkg_database *database, const char *path, size_t bytes, bool wal, struct diag *diag)
{
	char real[PATH_MAX];
	if (!base_real_path(path, real) || !try_open(database, real, "?immutable=1", bytes))
		return false;
	if (wal && has_companion(path, "-wal"))
		diag_warning(diag, SIDE_FILE, database->place, NULL,
		             "%s is read without its last changes, which are in %s-wal", database->file,
		             database->file);
	return true;
}

/* Checks that it is a regular file with the header of SQLite; *wal: changes are written to a -wal first. */
static bool check_file(const struct dataset_request *request, struct diag *diag, size_t *bytes, bool *wal,
                       struct stat *status)
{
	char header[HEADER_BYTES] = "";
	int descriptor = data_file_open(request->file, request->shown, FILE_LIMIT, request->place, diag, bytes);
	if (descriptor < 0)
		return false;
	size_t got = fstat(descriptor, status) == 0 ? data_file_read_at(descriptor, header, sizeof header, 0) : 0;
	close(descriptor);
	*wal = header[18] == 2 || header[19] == 2;
	if (got == sizeof header && memcmp(header, "SQLite format 3", 16) == 0)
		return true;
	diag_error(diag, DAMAGED_FILE, request->place, NULL,
	           "%s is no GeoPackage: it does not begin as an SQLite database does", request->shown);
	return false;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Uses the connection of a file that is open. */
static bool join(struct gpkg_database *database, const struct stat *status, size_t bytes)
{
	struct gpkg_connection *found = connections;
	while (found && !(found->is_shared && is_same_file(&found->status, status)))
		found = found->next;
	if (!found)
		return false;
	found->users++;
	found->steps_left += steps_for(bytes);
	database->connection = found;
	database->handle = found->handle;
	return true;
}

static void add_connection(struct gpkg_database *database)
{
	struct gpkg_connection *connection = calloc(1, sizeof *connection);
	if (!connection)
		BUG("out of memory");
	connection->users = 1;
	connection->next = connections;
	connections = database->connection = connection;
}

/* Opens the file for this database alone, until its connection is said to be shared. */
static bool open_alone(struct gpkg_database *database, const char *path, size_t bytes, bool wal, struct diag *diag)
{
	add_connection(database);
	if (base_is_confined())
		return open_confined(database, path, bytes, wal, diag) || gpkg_database_report(database, diag);
	if (wal ? open_wal(database, path, bytes, diag) : try_open(database, path, "", bytes))
		return true;
	/* A file system without locks. */
	int code = sqlite3_errcode(database->handle);
	if (!wal && (code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && !has_companion(path, "-journal") &&
	    try_open(database, path, "?immutable=1", bytes))
		return true;
	return gpkg_database_report(database, diag);
}

bool gpkg_database_open(struct gpkg_database *database, const struct dataset_request *request, struct diag *diag)
{
	size_t bytes;
	bool wal;
	struct stat status;
	*database = (struct gpkg_database){.file = request->shown, .place = request->place};
	if (!check_file(request, diag, &bytes, &wal, &status))
		return false;
	if (join(database, &status, bytes))
		return true;
	if (!open_alone(database, request->file, bytes, wal, diag))
		return false;
	database->connection->status = status;
	database->connection->is_shared = !wal;
	return true;
}

bool gpkg_database_limit_values(struct gpkg_database *database, const struct dataset_request *request, size_t bytes,
                                struct diag *diag)
{
	if (database->connection->users > 1) {
		size_t whole = (size_t)database->connection->status.st_size;
		gpkg_database_close(database);
		if (!open_alone(database, request->file, whole, false, diag))
			return false;
	}
	database->connection->is_shared = false;
	limit_values(database->handle, bytes);
	return true;
}

bool gpkg_database_open_bytes(struct gpkg_database *database, struct bytes bytes, const struct dataset_request *request,
                              struct diag *diag)
{
	*database = (struct gpkg_database){.file = request->shown, .place = request->place};
	add_connection(database);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	sqlite3_int64 length = (sqlite3_int64)bytes.length;
	bool good = sqlite3_open_v2(":memory:", &database->handle, flags, NULL) == SQLITE_OK &&
	            sqlite3_deserialize(database->handle, "main", (unsigned char *)bytes.start, length, length,
	                                SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
	database->connection->handle = database->handle;
	if (good && configure(database->connection, bytes.length) &&
	    sqlite3_exec(database->handle, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return gpkg_database_report(database, diag);
}

void gpkg_database_close(struct gpkg_database *database)
{
	struct gpkg_connection *connection = database->connection, **link = &connections;
	database->connection = NULL;
	database->handle = NULL;
	if (!connection || --connection->users)
		return;
	while (*link != connection)
		link = &(*link)->next;
	*link = connection->next;
	sqlite3_close(connection->handle);
	free(connection);
}

sqlite3_stmt *gpkg_database_prepare(const struct gpkg_database *database, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	return sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

const char *geopackage_column_text(sqlite3_stmt *statement, int column, struct arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	return text ? data_value_text(arena, text, (size_t)sqlite3_column_bytes(statement, column)) : "";
}

const char *geopackage_quoted(struct arena *arena, const char *name)
{
	struct buffer quoted;
	buffer_init(&quoted);
	buffer_char(&quoted, '"');
	for (; *name; name++) {
		if (*name == '"')
			buffer_char(&quoted, '"');
		buffer_char(&quoted, *name);
	}
	buffer_char(&quoted, '"');
	char *text = arena_text(arena, quoted.bytes);
	buffer_clear(&quoted);
	return text;
}
