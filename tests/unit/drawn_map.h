/* Small maps drawn for tests, and where their page lies on the ground, by PROJ's own programs alone: two dots of known
 * places give scale and shift between the projected plane and the page. */
#ifndef CORRIDOR_TESTS_DRAWN_MAP_H
#define CORRIDOR_TESTS_DRAWN_MAP_H

#include "page_groups.h"
#include "projection_oracle.h"
#include "render/render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct drawn_case {
	const char *name, *projection;
	double west, south, east, north;
	struct lonlat anchors[2]; /* apart in the plane, inside the frame */
	const char *furniture;    /* what the map file says under furniture: */
	const char *language;     /* NULL: en */
	const char *graticule;    /* options of the layer; NULL */
};

struct drawn {
	const struct drawn_case *from;
	struct arena arena;
	struct diag diag; /* of drawing */
	struct loaded_map map;
	struct page page;
	char *text; /* the map file */
	double points_per_unit;
	struct page_point shift; /* the plane's origin on the page */
};

/* The n-th mark of a type in a group, not looking into groups below it. */
static inline const struct mark *find_mark(const struct group *group, enum mark_type type, size_t n)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == type && n-- == 0)
			return &group->marks[i];
	return NULL;
}

static inline struct ground to_plane(const struct drawn *drawn, struct lonlat place)
{
	char command[600];
	struct answer answer = {0};
	double line[] = {place.lon, place.lat};
	snprintf(command, sizeof command, "cct -z 0 -t 0 -d 9 %s", drawn->from->projection);
	assert_int_equal(ask(command, line, 2, 1, &answer), 1);
	assert_true(answer.count >= 2);
	return (struct ground){answer.values[0], answer.values[1]};
}

static inline void to_places(const struct drawn *drawn, const struct page_point *spots, size_t count, struct lonlat *places)
{
	char command[600];
	double *lines = calloc(count, 2 * sizeof *lines);
	struct answer *answers = calloc(count, sizeof *answers);
	for (size_t i = 0; i < count; i++) {
		lines[2 * i] = (spots[i].x - drawn->shift.x) / drawn->points_per_unit;
		lines[2 * i + 1] = -(spots[i].y - drawn->shift.y) / drawn->points_per_unit;
	}
	snprintf(command, sizeof command, "cct -I -z 0 -t 0 -d 12 %s", drawn->from->projection);
	assert_int_equal(ask(command, lines, 2, count, answers), count);
	for (size_t i = 0; i < count; i++) {
		assert_true(answers[i].count >= 2);
		places[i] = (struct lonlat){answers[i].values[0], answers[i].values[1]};
	}
	free(lines);
	free(answers);
}

static inline struct lonlat to_place(const struct drawn *drawn, struct page_point spot)
{
	struct lonlat place;
	to_places(drawn, &spot, 1, &place);
	return place;
}

static inline struct page_point to_page(const struct drawn *drawn, struct lonlat place)
{
	struct ground ground = to_plane(drawn, place);
	return (struct page_point){drawn->shift.x + ground.east * drawn->points_per_unit,
	                     drawn->shift.y - ground.north * drawn->points_per_unit};
}

static inline double geod_metres(struct lonlat a, struct lonlat b)
{
	struct answer answer = {0};
	double line[] = {a.lat, a.lon, b.lat, b.lon};
	assert_int_equal(ask("geod -I -f %.9f -F %.9f +ellps=WGS84", line, 4, 1, &answer), 1);
	assert_int_equal(answer.count, 3);
	return answer.values[2];
}

static inline struct box path_box(const struct mark *mark)
{
	return path_bounds(&mark->path->path);
}

static inline struct box neatline(const struct drawn *drawn)
{
	return path_box(find_mark(find_group(drawn->page.root, "part-graticule"), MARK_PATH, 0));
}

static inline struct page_point dot_at(const struct drawn *drawn, const char *id)
{
	const struct group *group = find_group(drawn->page.root, id);
	assert_non_null(group);
	struct box box = path_box(find_mark(group, MARK_PATH, 0));
	return (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

static inline void calibrate(struct drawn *drawn)
{
	struct ground a = to_plane(drawn, drawn->from->anchors[0]), b = to_plane(drawn, drawn->from->anchors[1]);
	struct page_point p = dot_at(drawn, "anchors-2"), q = dot_at(drawn, "anchors-3");
	drawn->points_per_unit = hypot(q.x - p.x, q.y - p.y) / hypot(b.east - a.east, b.north - a.north);
	drawn->shift = (struct page_point){p.x - a.east * drawn->points_per_unit, p.y + a.north * drawn->points_per_unit};
	struct page_point again = to_page(drawn, drawn->from->anchors[1]);
	if (!(hypot(again.x - q.x, again.y - q.y) < 1e-4))
		fail_msg("%s: the dots do not lie as %s puts them", drawn->from->name, drawn->from->projection);
}

static inline void write_anchors(const char *name, const struct lonlat *anchors)
{
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fprintf(file, "name,lon,lat\na,%.9f,%.9f\nb,%.9f,%.9f\n", anchors[0].lon, anchors[0].lat, anchors[1].lon,
	        anchors[1].lat);
	fclose(file);
}

/* Draws the frame alone on 190 x 130 mm. Close with close_drawn(). */
static inline void draw_case(struct drawn *drawn, const struct drawn_case *from)
{
	static const char *const form =
	        "corridor: 1\nid: small\ntitle: Small\nlanguages: [%s]\npage: 190x130mm\npadding: 0\n"
	        "projection: \"%s\"\n"
	        "data:\n  areas: {file: geodata/admin/prefectures.shp, key: adcode}\n"
	        "  cities: {file: geodata/cities.csv, key: adcode}\n  anchors: {file: %s}\n"
	        "layers:\n  - {id: graticule, kind: graticule%s%s}\n  - {id: anchors, kind: marker, data: anchors}\n"
	        "members: {areas: areas, points: cities, list: {jiaxing: {key: \"330400\"}}}\n"
	        "versions:\n  \"1\": {members: [jiaxing], extent: [%.6f, %.6f, %.6f, %.6f]}\n"
	        "furniture: {locator: off%s%s}\n";
	char anchors[64], text[4000];
	snprintf(anchors, sizeof anchors, "/tmp/corridor-anchors-%ld.csv", (long)getpid());
	*drawn = (struct drawn){.from = from};
	write_anchors(anchors, from->anchors);
	snprintf(text, sizeof text, form, from->language ? from->language : "en", from->projection, anchors,
	         from->graticule ? ", " : "", from->graticule ? from->graticule : "", from->west,
	         from->south, from->east, from->north, from->furniture ? ", " : "",
	         from->furniture ? from->furniture : "");
	drawn->text = strdup(text);
	arena_init(&drawn->arena);
	diag_init(&drawn->diag);
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct label_report report = {0};
	struct render_options options = {.bare = true};
	bool fine = map_open(&drawn->map, "test.yaml", drawn->text, strlen(text), &overrides, &drawn->diag) &&
	            map_render(&drawn->map, &options, &drawn->arena, &drawn->diag, &drawn->page, &report);
	unlink(anchors);
	if (!fine)
		fail_msg("%s: %s", from->name, drawn->diag.count ? drawn->diag.entries[0].message : "not drawn");
	calibrate(drawn);
}

static inline void close_drawn(struct drawn *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
	free(drawn->text);
}

#endif
