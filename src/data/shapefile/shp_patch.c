/* Multipatches as areas: surfaces in space, seen from above.
 *
 * In: the vertices of a record and what each of its parts is. Out: rings. Triangle strips and fans become triangles,
 * walls, which have no area, are left out. Why so: a solid has a lower side, too, which would cancel its upper side
 * out, as rings are filled even-odd; the two run in opposite directions, so that the direction with the larger area is
 * kept. */
#include "data/shapefile/shp.h"

#include <math.h>

#define FLAT 1e-7 /* of the square round a face: less area than that is a wall's */

enum patch_type { TRIANGLE_STRIP, TRIANGLE_FAN, OUTER_RING, INNER_RING, FIRST_RING, RING };

struct patch_face {
	struct part part;
	double area;  /* signed */
	bool is_hole; /* in the face before it */
};

struct patch_faces {
	struct patch_face *items;
	size_t count;
	struct lonlat *points; /* where the next face's points go */
	size_t point_count;
};

/* Adds the face whose points were put behind the last one's. */
static void add_face(struct patch_faces *faces, size_t count, bool is_turned, bool is_hole)
{
	const struct lonlat *points = faces->points + faces->point_count;
	struct lonlat_box box = lonlat_box_empty;
	double area = 0;
	for (size_t i = 0; i < count; i++) {
		struct lonlat a = points[i], b = points[(i + 1) % count], origin = points[0];
		area += (a.lon - origin.lon) * (b.lat - origin.lat) - (b.lon - origin.lon) * (a.lat - origin.lat);
		lonlat_box_add(&box, a);
	}
	double width = box.east - box.west, height = box.north - box.south, square = width * width + height * height;
	if (fabs(area) <= FLAT * square && isfinite(square))
		return;
	/* One with a faulty coordinate stays, to be found with those of other types. */
	if (!isfinite(square))
		area = NAN;
	faces->items[faces->count++] =
	        (struct patch_face){{faces->point_count, count}, is_turned ? -area : area, is_hole};
	faces->point_count += count;
}

static void add_triangle(struct patch_faces *faces, struct lonlat a, struct lonlat b, struct lonlat c, bool is_turned)
{
	struct lonlat *points = faces->points + faces->point_count;
	points[0] = a;
	points[1] = b;
	points[2] = c;
	add_face(faces, 3, is_turned, false);
}

static void add_part(struct patch_faces *faces, uint32_t type, const struct lonlat *from, size_t count)
{
	if (type == TRIANGLE_STRIP || type == TRIANGLE_FAN) {
		for (size_t i = 0; i + 2 < count; i++)
			add_triangle(faces, from[type == TRIANGLE_FAN ? 0 : i], from[i + 1], from[i + 2],
			             type == TRIANGLE_STRIP && i % 2);
		return;
	}
	if (count > 1 && from[0].lon == from[count - 1].lon && from[0].lat == from[count - 1].lat)
		count--;
	if (count < 3)
		return;
	for (size_t i = 0; i < count; i++)
		faces->points[faces->point_count + i] = from[i];
	add_face(faces, count, false, faces->count > 0 && (type == INNER_RING || type == RING));
}

/* Whether the direction with the larger area is the positive one. */
static bool main_direction(const struct patch_faces *faces)
{
	double positive = 0, negative = 0;
	for (size_t i = 0; i < faces->count; i++) {
		const struct patch_face *face = &faces->items[i];
		if (!face->is_hole && isfinite(face->area))
			*(face->area > 0 ? &positive : &negative) += fabs(face->area);
	}
	return positive > negative;
}

size_t shp_patch_shape(const struct shp_patch *patch, struct arena *arena, struct lonlat *points, size_t first,
                       struct feature_shape **shape)
{
	struct arena scratch;
	arena_init(&scratch);
	size_t most = patch->point_count + patch->part_count, count = 0;
	struct patch_faces faces = {.items = ARENA_ARRAY(&scratch, most, struct patch_face), .points = points + first};
	for (size_t i = 0; i < patch->part_count; i++) {
		const struct part *part = &patch->parts[i];
		add_part(&faces, patch->types[i], patch->points + part->first, part->count);
	}
	bool direction = main_direction(&faces), kept = false;
	*shape = feature_shape_new(arena, faces.count);
	for (size_t i = 0; i < faces.count; i++) {
		const struct patch_face *face = &faces.items[i];
		if (!face->is_hole)
			kept = (face->area > 0) == direction;
		if (kept || !isfinite(face->area))
			(*shape)->parts[count++] = (struct part){first + face->part.first, face->part.count, 0};
	}
	arena_clear(&scratch);
	return count;
}
