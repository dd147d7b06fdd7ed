/* WKB: geometries of points, lines and polygons in either byte order, with Z and M, which are left out.
 *
 * In: bytes, of a database or of a table. Out: parts and points of a feature. Every count is checked against the bytes
 * that are left, and the depth of collections is limited. Sources: OGC 06-103r4, chapter 8; PostGIS, "EWKB". */
#include "data/well_known/well_known.h"

#include <math.h>
#include <string.h>

#define DEPTH_MAX 32

const struct record_fault well_known_empty = {"without geometry", NULL};
const struct record_fault well_known_damaged = {"with a damaged geometry", NULL};
const struct record_fault well_known_curved = {"with arcs of circles, which are not read",
                                               "make lines of them, for example with ogr2ogr -nlt CONVERT_TO_LINEAR"};

enum wkb_type {
	WKB_POINT = 1,
	WKB_LINE,
	WKB_POLYGON,
	WKB_MULTIPOINT,
	WKB_MULTILINE,
	WKB_MULTIPOLYGON,
	WKB_COLLECTION,
	WKB_ARC,
	WKB_COMPOUND,
	WKB_CURVE_POLYGON,
	WKB_MULTICURVE,
	WKB_MULTISURFACE,
	WKB_POLYHEDRON = 15,
	WKB_TIN,
	WKB_TRIANGLE
};

struct wkb_reader {
	const unsigned char *at, *end;
	struct feature_builder *builder;
	uint32_t srid;
	bool little;
	unsigned point_bytes;
};

static uint32_t read_word(struct wkb_reader *reader)
{
	const unsigned char *at = reader->at;
	reader->at += 4;
	return reader->little ? at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24
	                      : at[3] | (uint32_t)at[2] << 8 | (uint32_t)at[1] << 16 | (uint32_t)at[0] << 24;
}

static size_t bytes_left(const struct wkb_reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

/* Reads a count of things that take so many bytes each; false if there are not as many. */
static bool read_count(struct wkb_reader *reader, size_t bytes_each, uint32_t *count)
{
	if (bytes_left(reader) < 4)
		return false;
	*count = read_word(reader);
	return *count <= bytes_left(reader) / bytes_each;
}

static double read_double(const unsigned char *at, bool little)
{
	uint64_t bits = 0;
	for (int i = 0; i < 8; i++)
		bits = bits << 8 | at[little ? 7 - i : i];
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}

static void read_point(struct wkb_reader *reader)
{
	feature_builder_point(reader->builder, read_double(reader->at, reader->little),
	                      read_double(reader->at + 8, reader->little));
	reader->at += reader->point_bytes;
}

/* A sequence of points as one part; none if there are no points. */
static bool read_sequence(struct wkb_reader *reader, enum geometry_type type)
{
	uint32_t count;
	if (!read_count(reader, reader->point_bytes, &count))
		return false;
	if (count)
		feature_builder_part(reader->builder, type);
	while (count-- > 0)
		read_point(reader);
	return true;
}

static bool read_single_point(struct wkb_reader *reader)
{
	if (bytes_left(reader) < reader->point_bytes)
		return false;
	if (isnan(read_double(reader->at, reader->little)) && isnan(read_double(reader->at + 8, reader->little))) {
		reader->at += reader->point_bytes; /* POINT EMPTY */
		return true;
	}
	feature_builder_part(reader->builder, GEOMETRY_POINTS);
	read_point(reader);
	return true;
}

static bool read_rings(struct wkb_reader *reader)
{
	uint32_t count;
	bool good = read_count(reader, 4, &count);
	feature_builder_polygon(reader->builder);
	while (good && count-- > 0)
		good = read_sequence(reader, GEOMETRY_POLYGONS);
	return good;
}

/* Reads byte order, type and SRID; false if they are damaged. */
static bool read_head(struct wkb_reader *reader, uint32_t *type)
{
	if (bytes_left(reader) < 5 || *reader->at > 1)
		return false;
	reader->little = *reader->at++;
	uint32_t code = read_word(reader), iso = (code & 0x0FFFFFFF) / 1000;
	bool has_z = code & 0x80000000 || iso == 1 || iso == 3, has_m = code & 0x40000000 || iso >= 2;
	reader->point_bytes = 16 + 8u * has_z + 8u * has_m;
	*type = (code & 0x0FFFFFFF) % 1000;
	if (code & 0x20000000) {
		if (bytes_left(reader) < 4)
			return false;
		reader->srid = read_word(reader);
	}
	return iso <= 3;
}

static const struct record_fault *read_geometry(struct wkb_reader *reader, int depth, bool as_ring);

/* A count, and so many geometries. */
static const struct record_fault *read_several(struct wkb_reader *reader, int depth, bool as_rings)
{
	uint32_t count;
	const struct record_fault *fault = read_count(reader, 9, &count) ? NULL : &well_known_damaged;
	while (!fault && count-- > 0)
		fault = read_geometry(reader, depth + 1, as_rings);
	return fault;
}

/* `as_ring`: a line is a ring of a polygon whose rings may be curves. */
static const struct record_fault *read_geometry(struct wkb_reader *reader, int depth, bool as_ring)
{
	uint32_t type;
	bool good = depth < DEPTH_MAX && read_head(reader, &type);
	if (!good)
		return &well_known_damaged;
	switch (type) {
	case WKB_POINT:
		good = read_single_point(reader);
		break;
	case WKB_LINE:
		good = read_sequence(reader, as_ring ? GEOMETRY_POLYGONS : GEOMETRY_LINES);
		break;
	case WKB_POLYGON:
	case WKB_TRIANGLE:
		good = read_rings(reader);
		break;
	case WKB_CURVE_POLYGON:
		feature_builder_polygon(reader->builder);
		return read_several(reader, depth, true);
	case WKB_MULTIPOINT:
	case WKB_MULTILINE:
	case WKB_MULTIPOLYGON:
	case WKB_COLLECTION:
	case WKB_MULTICURVE:
	case WKB_MULTISURFACE:
	case WKB_POLYHEDRON:
	case WKB_TIN:
		return read_several(reader, depth, false);
	case WKB_ARC:
	case WKB_COMPOUND:
		return &well_known_curved;
	default:
		good = false;
	}
	return good ? NULL : &well_known_damaged;
}

const struct record_fault *well_known_binary_read(struct bytes bytes, struct feature_builder *builder, uint32_t *srid)
{
	const unsigned char *start = (const unsigned char *)bytes.start;
	struct wkb_reader reader = {.at = start, .end = start + bytes.length, .builder = builder};
	const struct record_fault *fault = read_geometry(&reader, 0, false);
	*srid = reader.srid;
	return fault || builder->part_count ? fault : &well_known_empty;
}
