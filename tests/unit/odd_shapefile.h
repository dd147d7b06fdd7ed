/* For tests: small shapefiles of every type, written byte by byte, and edits at named places that make them odd. */
#ifndef ODD_SHAPEFILE_H
#define ODD_SHAPEFILE_H

#include "base/buffer.h"
#include "data/shapefile/shapefile.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ODD_RECORDS 4
#define ODD_ROW     13 /* bytes of a row: mark, name C 8, number N 4 */
#define ODD_TABLE   97 /* bytes before the rows */

struct odd_file {
	int type;
	struct buffer shp, shx, dbf, cpg, prj;
	bool has_shx, has_dbf, has_cpg, has_prj;
	size_t records[ODD_RECORDS]; /* where each begins in the .shp, bytes */
	const char *suffix;          /* ".shp", ".SHP" */
};

static inline void odd_put(struct buffer *buffer, size_t at, uint64_t value, int bytes, bool big)
{
	for (int i = 0; i < bytes; i++)
		buffer->bytes[at + (size_t)(big ? bytes - 1 - i : i)] = (char)(value >> 8 * i);
}

static inline void odd_add(struct buffer *buffer, uint64_t value, int bytes, bool big)
{
	static const char zeros[8] = {0};
	size_t at = buffer->length;
	buffer_add(buffer, zeros, (size_t)bytes);
	odd_put(buffer, at, value, bytes, big);
}

static inline uint64_t odd_bits(double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static inline void odd_add_double(struct buffer *buffer, double value)
{
	odd_add(buffer, odd_bits(value), 8, false);
}

static inline void odd_add_header(struct buffer *buffer, int type)
{
	odd_add(buffer, 9994, 4, true);
	for (int i = 0; i < 5; i++)
		odd_add(buffer, 0, 4, true);
	odd_add(buffer, 0, 4, true); /* length */
	odd_add(buffer, 1000, 4, false);
	odd_add(buffer, (uint64_t)type, 4, false);
	const double box[8] = {10, 20, 14, 21};
	for (int i = 0; i < 8; i++)
		odd_add_double(buffer, box[i]);
}

static inline bool odd_is_single(int type)
{
	return type % 10 == 1 && type != 31;
}

static inline bool odd_has_parts(int type)
{
	return type % 10 == 3 || type % 10 == 5 || type == 31;
}

/* Record i: a square of half a degree around 10 + i E, 20 N, in record 1 (the second one) with a square hole in it. A
 * point, or the corners as points or lines, where the type is none of areas. */
static inline void odd_add_record(struct odd_file *file, int i)
{
	static const double ring[10][2] = {{0, 0},     {0, 0.5},   {0.5, 0.5}, {0.5, 0},   {0, 0},
	                                   {0.1, 0.1}, {0.2, 0.1}, {0.2, 0.2}, {0.1, 0.2}, {0.1, 0.1}};
	struct buffer *shp = &file->shp;
	int type = file->type;
	bool single = odd_is_single(type), with_z = type / 10 == 1 || type == 31, with_m = type / 10 == 2 || with_z;
	int points = single ? 1 : i == 1 ? 10 : 5, parts = i == 1 ? 2 : 1;
	size_t begin = file->records[i] = shp->length;
	odd_add(shp, (uint64_t)i + 1, 4, true);
	odd_add(shp, 0, 4, true);
	odd_add(shp, (uint64_t)type, 4, false);
	for (int k = 0; k < 4 && !single; k++)
		odd_add_double(shp, (const double[]){10 + i, 20, 10.5 + i, 20.5}[k]);
	if (odd_has_parts(type))
		odd_add(shp, (uint64_t)parts, 4, false);
	if (!single)
		odd_add(shp, (uint64_t)points, 4, false);
	for (int k = 0; k < parts && odd_has_parts(type); k++)
		odd_add(shp, (uint64_t)k * 5, 4, false);
	for (int k = 0; k < parts && type == 31; k++)
		odd_add(shp, k ? 3 : 2, 4, false); /* outer ring, inner ring */
	for (int k = 0; k < points; k++) {
		odd_add_double(shp, 10 + i + ring[k][0]);
		odd_add_double(shp, 20 + ring[k][1]);
	}
	for (int measure = 0; measure < with_z + with_m; measure++) {
		for (int k = 0; k < 2 && !single; k++)
			odd_add_double(shp, 0);
		for (int k = 0; k < points; k++)
			odd_add_double(shp, 100 + k);
	}
	size_t content = shp->length - begin - 8;
	odd_put(shp, begin + 4, content / 2, 4, true);
	odd_add(&file->shx, begin / 2, 4, true);
	odd_add(&file->shx, content / 2, 4, true);
}

static inline void odd_add_field(struct buffer *dbf, const char *name, char type, int width)
{
	size_t at = dbf->length;
	for (int i = 0; i < 32; i++)
		odd_add(dbf, 0, 1, false);
	memcpy(dbf->bytes + at, name, strlen(name));
	dbf->bytes[at + 11] = type;
	dbf->bytes[at + 16] = (char)width;
}

static inline void odd_write_table(struct odd_file *file)
{
	struct buffer *dbf = &file->dbf;
	for (int i = 0; i < 32; i++)
		odd_add(dbf, 0, 1, false);
	odd_put(dbf, 0, 3, 1, false);
	odd_put(dbf, 1, 0x010176, 3, false);
	odd_put(dbf, 4, ODD_RECORDS, 4, false);
	odd_put(dbf, 8, ODD_TABLE, 2, false);
	odd_put(dbf, 10, ODD_ROW, 2, false);
	odd_add_field(dbf, "name", 'C', 8);
	odd_add_field(dbf, "number", 'N', 4);
	odd_add(dbf, 0x0D, 1, false);
	for (int i = 0; i < ODD_RECORDS; i++)
		buffer_printf(dbf, " name%-4d%4d", i + 1, i + 1);
	odd_add(dbf, 0x1A, 1, false);
}

/* A sound shapefile of the type. */
static inline void odd_write(struct odd_file *file, int type)
{
	*file = (struct odd_file){.type = type, .has_shx = true, .has_dbf = true, .suffix = ".shp"};
	odd_add_header(&file->shp, type);
	odd_add_header(&file->shx, type);
	for (int i = 0; i < ODD_RECORDS; i++)
		odd_add_record(file, i);
	odd_put(&file->shp, 24, file->shp.length / 2, 4, true);
	odd_put(&file->shx, 24, file->shx.length / 2, 4, true);
	odd_write_table(file);
}

static inline void odd_clear(struct odd_file *file)
{
	buffer_clear(&file->shp);
	buffer_clear(&file->shx);
	buffer_clear(&file->dbf);
	buffer_clear(&file->cpg);
	buffer_clear(&file->prj);
}

/* Where an edit is made. `r` is a record from 0. */
enum odd_place {
	NO_EDIT,
	SHP_AT,        /* byte r of the .shp, a byte */
	SHP_LENGTH,    /* in the header of the .shp, 16-bit words */
	SHP_TYPE,      /* in the header */
	SHP_BOX,       /* west in the header, a double */
	NUMBER,        /* in the header of record r */
	LENGTH,        /* the same, 16-bit words */
	TYPE,          /* of record r */
	BOX,           /* west of record r, a double */
	PARTS,         /* number of parts */
	POINTS,        /* number of points */
	START,         /* of the first part */
	START_2,       /* of the second part */
	X,             /* of the first point, a double */
	Y,             /* the same */
	X_LAST,        /* of the last point */
	SHP_CUT,       /* so many bytes off the end of the .shp */
	SHP_CUT_AT,    /* record r and all behind it */
	SHP_ADD,       /* so many bytes of rubbish to the end of the .shp */
	SHP_INSERT,    /* so many bytes of rubbish before record r */
	SHP_REMOVE,    /* record r, headers and .shx as they were */
	RENUMBER,      /* all records: the first one gets this number */
	SHX_AT,        /* byte r of the .shx, a byte */
	SHX_LENGTH,    /* in the header of the .shx, 16-bit words */
	SHX_OFFSET,    /* of record r, 16-bit words */
	SHX_CONTENT,   /* of record r, 16-bit words */
	SHX_CUT,       /* so many bytes off the end of the .shx, its header put right */
	SHX_CUT_ONLY,  /* the same, its header as it was */
	SHX_SWAP,      /* entries r and the next */
	SHX_DROP,
	DBF_AT,        /* byte r of the .dbf, a byte */
	DBF_ROWS,      /* in the header */
	DBF_CUT,       /* so many bytes off its end */
	DBF_DELETE,    /* marks row r */
	DBF_DROP,
	NULL_SHAPE,    /* record r gets type 0 and no content, what follows moves up; .shx and header are put right */
	UPPER_CASE
};

struct odd_edit {
	enum odd_place place;
	int record;
	double value;
};

static inline void odd_resize(struct buffer *buffer, size_t at, long by)
{
	char rest[4096];
	size_t length = buffer->length - at;
	memcpy(rest, buffer->bytes + at, length);
	if (by < 0) {
		memmove(buffer->bytes + at, rest - by, length + (size_t)by);
		buffer->length += (size_t)by;
		return;
	}
	buffer->length = at;
	for (long i = 0; i < by; i++)
		odd_add(buffer, (uint64_t)(0xA5 + 29 * i), 1, false);
	buffer_add(buffer, rest, length);
}

static inline size_t odd_end(const struct odd_file *file, int record)
{
	return record + 1 < ODD_RECORDS ? file->records[record + 1] : file->shp.length;
}

static inline void odd_null_shape(struct odd_file *file, int record)
{
	size_t at = file->records[record], end = odd_end(file, record);
	long less = (long)(end - at - 12);
	odd_resize(&file->shp, at + 12, -less);
	odd_put(&file->shp, at + 4, 2, 4, true);
	odd_put(&file->shp, at + 8, 0, 4, false);
	odd_put(&file->shp, 24, file->shp.length / 2, 4, true);
	odd_put(&file->shx, 100 + 8 * (size_t)record + 4, 2, 4, true);
	for (int i = record + 1; i < ODD_RECORDS; i++) {
		file->records[i] -= (size_t)less;
		odd_put(&file->shx, 100 + 8 * (size_t)i, file->records[i] / 2, 4, true);
	}
}

static inline void odd_edit_shp(struct odd_file *file, const struct odd_edit *edit)
{
	struct buffer *shp = &file->shp;
	size_t at = file->records[edit->record < ODD_RECORDS ? edit->record : 0], content = at + 8;
	size_t starts = content + 44, points = content + (odd_is_single(file->type) ? 4 : 40);
	uint64_t value = edit->value < 0 ? 0 : (uint64_t)edit->value, bits = odd_bits(edit->value);
	if (odd_has_parts(file->type))
		points = starts + (edit->record == 1 ? 2 : 1) * (file->type == 31 ? 8 : 4);
	size_t last = points + 16 * (odd_is_single(file->type) ? 0 : edit->record == 1 ? 9 : 4);
	switch (edit->place) {
	case SHP_AT: odd_put(shp, (size_t)edit->record, value, 1, false); break;
	case SHP_LENGTH: odd_put(shp, 24, value, 4, true); break;
	case SHP_TYPE: odd_put(shp, 32, value, 4, false); break;
	case SHP_BOX: odd_put(shp, 36, bits, 8, false); break;
	case NUMBER: odd_put(shp, at, value, 4, true); break;
	case LENGTH: odd_put(shp, at + 4, value, 4, true); break;
	case TYPE: odd_put(shp, content, value, 4, false); break;
	case BOX: odd_put(shp, content + 4, bits, 8, false); break;
	case PARTS: odd_put(shp, content + 36, value, 4, false); break;
	case POINTS: odd_put(shp, content + (odd_has_parts(file->type) ? 40 : 36), value, 4, false); break;
	case START: odd_put(shp, starts, value, 4, false); break;
	case START_2: odd_put(shp, starts + 4, value, 4, false); break;
	case X: odd_put(shp, points, bits, 8, false); break;
	case Y: odd_put(shp, points + 8, bits, 8, false); break;
	case X_LAST: odd_put(shp, last, bits, 8, false); break;
	case SHP_CUT: shp->length -= value; break;
	case SHP_CUT_AT: shp->length = at; break;
	case SHP_ADD: odd_resize(shp, shp->length, (long)value); break;
	case SHP_INSERT: odd_resize(shp, at, (long)value); break;
	case SHP_REMOVE: odd_resize(shp, at, -(long)(odd_end(file, edit->record) - at)); break;
	case RENUMBER:
		for (int i = 0; i < ODD_RECORDS; i++)
			odd_put(shp, file->records[i], value + (uint64_t)i, 4, true);
		break;
	case NULL_SHAPE: odd_null_shape(file, edit->record); break;
	default: break;
	}
}

static inline void odd_edit_sides(struct odd_file *file, const struct odd_edit *edit)
{
	struct buffer *shx = &file->shx, *dbf = &file->dbf;
	size_t entry = 100 + 8 * (size_t)(edit->record < ODD_RECORDS ? edit->record : 0);
	uint64_t value = edit->value < 0 ? 0 : (uint64_t)edit->value;
	char swapped[8];
	switch (edit->place) {
	case SHX_AT: odd_put(shx, (size_t)edit->record, value, 1, false); break;
	case SHX_LENGTH: odd_put(shx, 24, value, 4, true); break;
	case SHX_OFFSET: odd_put(shx, entry, value, 4, true); break;
	case SHX_CONTENT: odd_put(shx, entry + 4, value, 4, true); break;
	case SHX_CUT:
	case SHX_CUT_ONLY:
		shx->length -= value;
		if (edit->place == SHX_CUT)
			odd_put(shx, 24, shx->length / 2, 4, true);
		break;
	case SHX_SWAP:
		memcpy(swapped, shx->bytes + entry, 8);
		memmove(shx->bytes + entry, shx->bytes + entry + 8, 8);
		memcpy(shx->bytes + entry + 8, swapped, 8);
		break;
	case SHX_DROP: file->has_shx = false; break;
	case DBF_AT: odd_put(dbf, (size_t)edit->record, value, 1, false); break;
	case DBF_ROWS: odd_put(dbf, 4, value, 4, false); break;
	case DBF_CUT: dbf->length -= value; break;
	case DBF_DELETE: dbf->bytes[ODD_TABLE + ODD_ROW * edit->record] = '*'; break;
	case DBF_DROP: file->has_dbf = false; break;
	case UPPER_CASE: file->suffix = ".SHP"; break;
	default: break;
	}
}

static inline void odd_apply(struct odd_file *file, const struct odd_edit *edit)
{
	odd_edit_shp(file, edit);
	odd_edit_sides(file, edit);
}

#endif
