/* The sheet of a world or of a hemisphere: the globe's outline is its neatline and its ground, and nothing but page lies
 * outside; and what a map of so large a part of the globe says. */
#include "picture.h"
#include "rendered_map.h"

#include "draw/draw.h"
#include "spec/theme.h"

#include <math.h>
#include <unistd.h>

#define FOLDER "build/test-globe-sheet"

#define ROBINSON "\"+proj=robin +lon_0=150\""
#define WORLD    "[-30, -90, 330, 90]"

static const char land[] = "  - {kind: area, data: land, fill: land}\n";

static void write_data(void)
{
	char folder[1000], link[2000];
	assert_non_null(realpath(".", folder));
	snprintf(link, sizeof link, "%s/tests/data/world-land.json", folder);
	write_file(FOLDER "/m.csv", "id,lon,lat\na,110,30\nb,120,30\nc,100,10\n");
	write_file(FOLDER "/places.csv", "name,lon,lat,category\nSydney,151.2,-33.9,city\n");
	write_file(FOLDER "/steps.csv", "wkt\n\"LINESTRING (170 0, -170 10)\"\n\"LINESTRING (10 0, 20 0)\"\n"
	                                "\"LINESTRING (179 20, -179 20, -179 30, 179 30)\"\n");
	write_file(FOLDER "/cells.csv", "wkt\n\"POLYGON ((0 0, 1e6 0, 1e6 1e6, 0 1e6, 0 0))\"\n"
	                                "\"POLYGON ((-1e6 -5e5, 0 -5e5, 0 5e5, -1e6 5e5, -1e6 -5e5))\"\n");
	write_file(FOLDER "/cut.csv", "wkt\n\"POLYGON ((160 60, 180 60, 180 70, 160 70, 160 60))\"\n"
	                              "\"POLYGON ((-180 60, -160 60, -160 70, -180 70, -180 60))\"\n");
	unlink(FOLDER "/land.json");
	assert_int_equal(symlink(link, FOLDER "/land.json"), 0);
}

/* Lines of `more` stand at the file's end, those of `layers` below `layers:`. To be cleared. */
static void draw(struct rendered_map *rendered, const char *projection, const char *extent, const char *layers,
                 const char *more)
{
	char text[3000];
	write_data();
	snprintf(text, sizeof text,
	         "title: Globe\npage: 200x120mm\nprojection: %s\nextent: %s\n"
	         "data: {land: {file: land.json, layer: land}, m: {file: m.csv, key: id}, places: places.csv,\n"
	         "       steps: steps.csv, cut: cut.csv, cells: {file: cells.csv, crs: 'EPSG:3413'}}\nlayers:\n%s%s",
	         projection, extent, layers, more);
	render_map_text(rendered, FOLDER "/globe.yaml", text, NULL, NULL, strstr(more, "multiples:") != NULL);
	assert_drawn(rendered);
}

static size_t count_said(const struct rendered_map *rendered, const char *words)
{
	size_t count = 0;
	for (const char *at = rendered->said.bytes; (at = strstr(at, words)); at++)
		count++;
	return count;
}

static bool same_colour(struct colour a, struct colour b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue && a.opacity == b.opacity;
}

static void assert_theme_colour(const struct rendered_map *rendered, struct colour colour, const char *name)
{
	struct colour wanted;
	assert_true(theme_colour(rendered->map.spec.theme, name, &wanted));
	if (!same_colour(colour, wanted))
		fail_msg("not %s: %g %g %g", name, colour.red, colour.green, colour.blue);
}

static const struct path_mark *ground(const struct rendered_map *rendered)
{
	assert_int_equal(rendered->page.root->marks[0].type, MARK_PATH);
	return rendered->page.root->marks[0].path;
}

/* The stroke of the group's first path: the neatline. */
static const struct path_mark *neatline(const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_PATH && group->marks[i].path->stroke.width > 0)
			return group->marks[i].path;
	fail_msg("no neatline");
	return NULL;
}

static void assert_same_path(const struct path *a, const struct path *b)
{
	assert_int_equal(a->point_count, b->point_count);
	assert_memory_equal(a->points, b->points, a->point_count * sizeof *a->points);
}

static struct box bounds_of(const struct path_mark *mark)
{
	return path_bounds(&mark->path);
}

static void assert_near(double a, double b, double most)
{
	if (!(fabs(a - b) <= most))
		fail_msg("%g is not %g", a, b);
}

/* Every point of the path is as far from the middle of its box, but for the earth's flattening. Returns the radius, points. */
static double assert_disc(const struct path *path)
{
	struct box box = path_bounds(path);
	double radius = box_width(box) / 2;
	assert_true(path->point_count > 100);
	for (size_t i = 0; i < path->point_count; i++)
		assert_near(hypot(path->points[i].x - (box.left + box.right) / 2, path->points[i].y - (box.top + box.bottom) / 2),
		            radius, radius * 0.004);
	return radius;
}

/* By Robinson's tables, a pole is a line of 0.5322 of the equator's length, and 0.5072 of that is the height. */
static void outline_is_neatline_and_ground(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, ROBINSON, WORLD, land, "");
	const struct path *path = &ground(&rendered)->path;
	struct box box = path_bounds(path), frame = part(&rendered, "map")->clip;
	assert_same_path(path, &neatline(part(&rendered, "part-graticule"))->path);
	assert_theme_colour(&rendered, neatline(part(&rendered, "part-graticule"))->stroke.colour, "neatline");
	assert_true(box_holds(frame, box) && box_width(box) > 0.5 * box_width(frame));
	assert_near(box_height(box) / box_width(box), 0.5072, 0.001);
	double top = 0;
	for (size_t i = 0; i < path->point_count; i++)
		if (path->points[i].y < box.top + 0.01)
			top = fmax(top, fabs(path->points[i].x - (box.left + box.right) / 2));
	assert_near(2 * top / box_width(box), 0.5322, 0.001);
	rendered_map_clear(&rendered);
}

/* A map that lies within its projection has the rectangle of its frame, as ever. */
static void regions_have_their_frame(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, ROBINSON, "[100, 0, 160, 40]", land, "");
	struct box frame = part(&rendered, "map")->clip, box = bounds_of(ground(&rendered));
	assert_int_equal(ground(&rendered)->path.point_count, 4);
	assert_true(box_holds(frame, box) && box_holds(box, frame));
	assert_same_path(&ground(&rendered)->path, &neatline(part(&rendered, "part-graticule"))->path);
	assert_theme_colour(&rendered, ground(&rendered)->fill, "land");
	rendered_map_clear(&rendered);
}

/* How many pixels of the page have that colour. */
static size_t count_pixels(const struct picture *picture, int red, int green, int blue)
{
	size_t count = 0;
	for (int y = 0; y < picture->height; y++)
		for (int x = 0; x < picture->width; x++) {
			const unsigned char *pixel = picture_pixel(picture, x, y);
			count += pixel[0] == red && pixel[1] == green && pixel[2] == blue;
		}
	return count;
}

/* The disc of the orthographic globe has the background, and all that is beside it the colour of the page. */
static void background_fills_the_globe_alone(void **state)
{
	(void)state;
	struct rendered_map rendered;
	struct buffer png;
	draw(&rendered, "\"+proj=ortho +lat_0=30 +lon_0=110\"", "[20, -60, 200, 90]", "  - {kind: marker, data: m}\n",
	     "background: '#ff0000'\nfurniture: {graticule: no}\n");
	double radius = assert_disc(&ground(&rendered)->path);
	struct box box = bounds_of(ground(&rendered));
	buffer_init(&png);
	assert_true(draw_format_find("png")->draw(&rendered.page, &(struct draw_options){.dpi = 72}, &png, &rendered.diag));
	struct picture picture = picture_of(&png);
	assert_near((double)count_pixels(&picture, 255, 0, 0) / (M_PI * radius * radius), 1, 0.03);
	const int corners[][2] = {{(int)box.left + 9, (int)box.top + 9}, {(int)box.right - 9, (int)box.bottom - 9}};
	for (size_t i = 0; i < 2; i++) {
		const unsigned char *pixel = picture_pixel(&picture, corners[i][0], corners[i][1]);
		assert_true(pixel[0] == 255 && pixel[1] == 255 && pixel[2] == 255);
	}
	free(picture.pixels);
	buffer_clear(&png);
	rendered_map_clear(&rendered);
}

/* Where a layer draws land and the map file says nothing else, the rest of the globe is sea. */
static void land_has_the_sea_round_it(void **state)
{
	(void)state;
	static const struct {
		const char *layers, *more, *ground;
	} cases[] = {
	        {"  - {kind: area, data: land, fill: land}\n", "", "sea"},
	        {"  - {kind: area, data: land, fill: '#aa0000'}\n", "", "land"},
	        {"  - {kind: marker, data: m}\n", "", "land"},
	        {"  - {kind: area, data: land, fill: land}\n", "background: page\n", "page"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, ROBINSON, WORLD, cases[i].layers, cases[i].more);
		assert_theme_colour(&rendered, ground(&rendered)->fill, cases[i].ground);
		rendered_map_clear(&rendered);
	}
}

/* An azimuthal map that is asked for about a hemisphere shows it to its edge on all sides, and nothing beyond: the disc is
 * as wide as the ground that Lambert's projection gives it. */
static void a_hemisphere_is_a_whole_disc(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"\"+proj=laea +lat_0=0 +lon_0=-20\"", "[-110, -80, 70, 80]"},
	                                       {"\"+proj=laea +lat_0=90\"", "[-180, 0, 180, 90]"},
	                                       {"\"+proj=stere +lat_0=-90\"", "[-180, -90, 180, 0]"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, cases[i][0], cases[i][1], land, "");
		double radius = assert_disc(&ground(&rendered)->path);
		struct box frame = part(&rendered, "map")->clip;
		assert_true(box_holds(frame, bounds_of(ground(&rendered))) && 2 * radius > 0.8 * box_height(frame));
		assert_true(box_width(frame) > 2.2 * radius);
		rendered_map_clear(&rendered);
	}
}

static bool has_words(const struct group *group, const char *words)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && strstr(mark->text->run.text, words)) ||
		    (mark->type == MARK_GROUP && has_words(mark->group, words)))
			return true;
	}
	return false;
}

static void auto_takes_a_projection_for_so_much_of_the_globe(void **state)
{
	(void)state;
	static const struct {
		const char *extent, *name;
		bool is_disc, is_globe;
	} cases[] = {
	        {"[-180, -90, 180, 90]", "Equal Earth", false, true},
	        {"[-30, -60, 330, 80]", "Equal Earth", false, true},
	        {"[120, -60, 290, 65]", "Lambert azimuthal equal-area", true, true},
	        {"[-110, -80, 70, 80]", "Lambert azimuthal equal-area", true, true},
	        {"[-180, 50, 180, 90]", "Stereographic", false, false},
	        {"[-180, -90, 180, -50]", "Stereographic", false, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, "auto", cases[i].extent, land, "");
		if (!has_words(part(&rendered, "part-credits"), cases[i].name))
			fail_msg("%s is not drawn in %s", cases[i].extent, cases[i].name);
		assert_int_equal(ground(&rendered)->path.point_count > 4, cases[i].is_globe);
		if (cases[i].is_disc)
			assert_disc(&ground(&rendered)->path);
		rendered_map_clear(&rendered);
	}
}

/* The first path in the group of that id. */
static const struct path_mark *path_of(const struct rendered_map *rendered, const char *id)
{
	const struct group *group = part(rendered, id);
	assert_true(group->mark_count > 0 && group->marks[0].type == MARK_PATH);
	return group->marks[0].path;
}

static void draw_with_locator(struct rendered_map *rendered, const char *extent)
{
	draw(rendered, "\"+proj=eqc\"", extent, land,
	     "layout: side\nframes: {where: {kind: locator, data: land, names: places}}\n");
}

/* The locator of a large map is the globe as it is seen from afar, above the map's middle. */
static void the_locator_is_an_orthographic_globe(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw_with_locator(&rendered, "[75, -25, 135, 25]");
	const struct path_mark *globe = path_of(&rendered, "where-globe");
	double radius = assert_disc(&globe->path);
	struct box disc = bounds_of(globe), dot = group_box(part(&rendered, "where-named-cities-2"));
	assert_theme_colour(&rendered, globe->fill, "locator_sea");
	assert_near((dot.left + dot.right - disc.left - disc.right) / 2 / radius,
	            cos(33.9 * M_PI / 180) * sin((151.2 - 105) * M_PI / 180), 0.01);
	assert_near((dot.top + dot.bottom - disc.top - disc.bottom) / 2 / radius, sin(33.9 * M_PI / 180), 0.01);
	rendered_map_clear(&rendered);
}

/* A map that hardly fits on the near side is shown on the flat world, and one of nearly all has no locator, which is said. */
static void the_locator_of_a_larger_map(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw_with_locator(&rendered, "[50, -40, 160, 40]");
	struct box world = bounds_of(path_of(&rendered, "where-globe"));
	assert_near(box_width(world) / box_height(world), 2.05, 0.02); /* of Equal Earth */
	assert_int_equal(count_said(&rendered, "no locator"), 0);
	rendered_map_clear(&rendered);
	draw_with_locator(&rendered, "[-170, -70, 170, 70]");
	assert_null(find_group(rendered.page.root, "part-where"));
	assert_null(find_group(rendered.page.root, "where-globe"));
	assert_int_equal(count_said(&rendered, "there is no locator, since the map shows most of the globe itself"), 1);
	rendered_map_clear(&rendered);
}

/* However many layers and versions draw them. */
static void steps_over_the_date_line_are_counted_once(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, ROBINSON, WORLD, "  - {kind: line, data: steps}\n  - {kind: line, data: steps}\n",
	     "members: {points: m, list: {a: a, b: b, c: c}}\nversions: {'1': {members: [a]}, '2': {members: [b, c]}}\nmultiples: {}\n");
	assert_int_equal(count_said(&rendered, "2 features have steps of more than 180 degrees"), 1);
	assert_int_equal(count_said(&rendered, "1 feature has steps of more than 180 degrees"), 1); /* of the land */
	rendered_map_clear(&rendered);
}

/* The two halves of a land that data cut at the date line, beside each other or at the two edges: neither is torn, though
 * a projection about 360 degrees, to which longitudes are brought back, may take 180 for -180. */
static void whole_turns_of_the_middle_tear_nothing(void **state)
{
	(void)state;
	static const char *const projections[] = {"\"+proj=merc +lon_0=0\"", "\"+proj=merc +lon_0=360\"",
	                                          "\"+proj=robin +lon_0=-360\"", "\"+proj=eqearth +lon_0=720\"",
	                                          "\"+proj=robin +lon_0=180\"", "\"+proj=robin +lon_0=-540\""};
	for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
		struct rendered_map rendered;
		draw(&rendered, projections[i], "[-180, -80, 180, 80]", "  - {id: cut, kind: area, data: cut, fill: land}\n", "");
		const struct group *cut = part(&rendered, "cut");
		double frame = box_width(part(&rendered, "map")->clip);
		size_t paths = 0;
		for (size_t k = 0; k < cut->mark_count; k++) {
			const struct group *record = cut->marks[k].type == MARK_GROUP ? cut->marks[k].group : NULL;
			const struct path_mark *fill = record && !record->hidden_from_readers ? record->marks[0].path : NULL;
			paths += fill != NULL;
			if (fill && !(box_width(bounds_of(fill)) < 0.1 * frame && box_width(bounds_of(fill)) > 0))
				fail_msg("%s: a piece of 20 degrees is %g of %g wide", projections[i], box_width(bounds_of(fill)), frame);
		}
		if (paths != 2)
			fail_msg("%s: %zu pieces", projections[i], paths);
		rendered_map_clear(&rendered);
	}
}

/* Edges of data in a projected system are straight in it, at the pole and about it too: at a corner on the pole, which has
 * any longitude, to a piece of 25 km. */
static void cells_of_a_projected_grid_are_squares(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "EPSG:3413", "[-180, 70, 180, 90]", "  - {id: cells, kind: area, data: cells, fill: land}\n", "");
	const struct group *cells = part(&rendered, "cells");
	size_t squares = 0;
	for (size_t k = 0; k < cells->mark_count; k++) {
		const struct group *record = cells->marks[k].type == MARK_GROUP ? cells->marks[k].group : NULL;
		if (!record || record->hidden_from_readers)
			continue;
		const struct path *path = &record->marks[0].path->path;
		struct box box = path_bounds(path);
		assert_near(box_width(box), box_height(box), 1.25);
		assert_near(box_width(box), 49.8, 1.25);
		for (size_t i = 0; i < path->point_count; i++) {
			struct page_point at = path->points[i];
			double off = fmin(fmin(at.x - box.left, box.right - at.x), fmin(at.y - box.top, box.bottom - at.y));
			assert_near(off, 0, 1.25); /* 25 km */
		}
		squares++;
	}
	assert_int_equal(squares, 2);
	rendered_map_clear(&rendered);
}

/* Every map of a series is a globe, with its outline. */
static void a_series_of_globes(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, ROBINSON, WORLD, land,
	     "members: {points: m, list: {a: a, b: b, c: c}}\nversions: {'1': {members: [a]}, '2': {members: [b, c]}}\nmultiples: {}\n");
	for (int version = 1; version <= 2; version++) {
		char id[32];
		snprintf(id, sizeof id, "version-%d", version);
		const struct group *group = part(&rendered, id);
		assert_int_equal(group->marks[0].type, MARK_PATH);
		const struct path_mark *globe = group->marks[0].path;
		struct box box = bounds_of(globe);
		assert_theme_colour(&rendered, globe->fill, "sea");
		assert_near(box_height(box) / box_width(box), 0.5072, 0.001);
		const struct group *furniture = NULL;
		for (size_t i = 0; i < group->mark_count && !furniture; i++)
			if (group->marks[i].type == MARK_GROUP && group->marks[i].group->class_name &&
			    !strcmp(group->marks[i].group->class_name, "furniture"))
				furniture = group->marks[i].group;
		assert_non_null(furniture);
		assert_same_path(&globe->path, &neatline(furniture)->path);
	}
	rendered_map_clear(&rendered);
}

/* North is another way at every place of a globe. */
static void no_north_arrow_beside_a_globe(void **state)
{
	(void)state;
	static const struct {
		const char *extent, *more;
		bool has_arrow;
	} cases[] = {{WORLD, "", false},
	             {"[100, 0, 160, 40]", "", true},
	             {WORLD, "furniture: {north_arrow: yes}\n", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, ROBINSON, cases[i].extent, land, cases[i].more);
		const struct group *arrow = find_group(rendered.page.root, "part-north-arrow");
		assert_int_equal(arrow && arrow->mark_count > 0, cases[i].has_arrow);
		rendered_map_clear(&rendered);
	}
}

static void an_unknown_seam_is_said_once(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "\"+proj=oea +m=1 +n=2\"", "[-180, -80, 180, 80]", land,
	     "members: {points: m, list: {a: a, b: b, c: c}}\n"
	     "versions: {'1': {members: [a]}, '2': {members: [b]}, '3': {members: [c]}}\nmultiples: {}\n");
	assert_int_equal(count_said(&rendered, "where this projection cuts the globe is not known"), 1);
	assert_int_equal(count_said(&rendered, "(3 times)"), 1);
	rendered_map_clear(&rendered);
	static const char *const folding[] = {"EPSG:3993", "\"+proj=hammer +W=2\"", "\"+proj=lagrng +W=0.7\"",
	                                      "\"+proj=ob_tran +o_proj=robin +o_lat_p=45 +towgs84=-377,681,-50 +type=crs\""};
	for (size_t i = 0; i < sizeof folding / sizeof *folding; i++) {
		draw(&rendered, folding[i], "[-180, -80, 180, 80]", land, "");
		assert_int_equal(count_said(&rendered, "where this projection cuts the globe is not known"), 1);
		rendered_map_clear(&rendered);
	}
}

/* An inset that shows a globe has page beside it, and the globe's outline, which keeps off its border. */
static void an_inset_shows_a_globe(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "auto", "[100, 10, 140, 45]", land,
	     "frames:\n  globe: {kind: inset, tie: none, extent: [-180, -90, 180, 90], at: bottom-left}\n");
	const struct group *inset = part(&rendered, "globe-map");
	assert_true(inset->clipped && inset->mark_count > 3);
	const struct path_mark *beside = inset->marks[0].path, *globe = inset->marks[1].path,
	                       *edge = inset->marks[inset->mark_count - 1].path;
	assert_theme_colour(&rendered, beside->fill, "page");
	assert_theme_colour(&rendered, globe->fill, "sea");
	assert_same_path(&globe->path, &edge->path);
	assert_true(edge->stroke.width > 0 && bounds_of(globe).left > inset->clip.left + 3);
	assert_near(box_width(bounds_of(globe)) / box_height(bounds_of(globe)), 2.05, 0.02);
	rendered_map_clear(&rendered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(outline_is_neatline_and_ground),
	        cmocka_unit_test(regions_have_their_frame),
	        cmocka_unit_test(background_fills_the_globe_alone),
	        cmocka_unit_test(land_has_the_sea_round_it),
	        cmocka_unit_test(a_hemisphere_is_a_whole_disc),
	        cmocka_unit_test(auto_takes_a_projection_for_so_much_of_the_globe),
	        cmocka_unit_test(the_locator_is_an_orthographic_globe),
	        cmocka_unit_test(the_locator_of_a_larger_map),
	        cmocka_unit_test(steps_over_the_date_line_are_counted_once),
	        cmocka_unit_test(whole_turns_of_the_middle_tear_nothing),
	        cmocka_unit_test(cells_of_a_projected_grid_are_squares),
	        cmocka_unit_test(a_series_of_globes),
	        cmocka_unit_test(no_north_arrow_beside_a_globe),
	        cmocka_unit_test(an_unknown_seam_is_said_once),
	        cmocka_unit_test(an_inset_shows_a_globe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
