/* Record: the blobs of a GeoPackage, a header and WKB, and its values, each of which has a type of its own.
 *
 * In: the current row of a statement. Out: parts and points, texts. The header's envelope is skipped: the points say
 * the same. Source: OGC 12-128r18, 2.1.3. */
#include "data/geopackage/record.h"

#include "base/buffer.h"
#include "data/well_known/well_known.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEADER_BYTES 8

/* What follows the header and its envelope; of no length if the header is damaged. */
static struct bytes without_header(struct bytes blob)
{
	static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
	if (blob.length < HEADER_BYTES || memcmp(blob.start, "GP", 2) != 0)
		return (struct bytes){NULL, 0};
	unsigned flags = (unsigned char)blob.start[3], envelope = flags >> 1 & 7;
	bool is_extended = flags & 0x20;
	if (is_extended || envelope >= sizeof envelope_bytes / sizeof *envelope_bytes)
		return (struct bytes){NULL, 0};
	size_t skipped = HEADER_BYTES + envelope_bytes[envelope];
	if (blob.length < skipped)
		return (struct bytes){NULL, 0};
	return (struct bytes){blob.start + skipped, blob.length - skipped};
}

const struct record_fault *geopackage_record_geometry(sqlite3_stmt *statement, int column,
                                                      struct feature_builder *builder)
{
	uint32_t srid;
	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return &well_known_empty;
	const char *blob = sqlite3_column_blob(statement, column);
	size_t length = (size_t)sqlite3_column_bytes(statement, column);
	if (!blob || length == 0)
		return &well_known_empty;
	struct bytes geometry = without_header((struct bytes){blob, length});
	return geometry.start ? well_known_binary_read(geometry, builder, &srid) : &well_known_damaged;
}

const char *geopackage_record_value(sqlite3_stmt *statement, int column, char number[64], size_t *length,
                                    enum column_type *type)
{
	double value;
	*type = COLUMN_NUMBER;
	const char *text = number;
	switch (sqlite3_column_type(statement, column)) {
	case SQLITE_INTEGER:
		snprintf(number, 64, "%lld", (long long)sqlite3_column_int64(statement, column));
		break;
	case SQLITE_FLOAT:
		value = sqlite3_column_double(statement, column);
		/* 0.30000000000000004 is 0.3; what nine decimals do not show is written as SQLite does. */
		if (isfinite(value) && fabs(value) < 1e15 && (value == 0 || fabs(value) > 1e-4))
			base_number_text(number, value, 9);
		else
			text = (const char *)sqlite3_column_text(statement, column);
		break;
	case SQLITE_TEXT:
		*type = COLUMN_TEXT;
		text = (const char *)sqlite3_column_text(statement, column);
		*length = (size_t)sqlite3_column_bytes(statement, column);
		return text ? text : "";
	default:
		text = "";
		break; /* NULL, and blobs: pictures and other files */
	}
	text = text ? text : "";
	*length = strlen(text);
	return text;
}
