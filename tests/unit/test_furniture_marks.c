/* Scale bar, representative fraction and north arrow of drawn pages, against cct and geod: nothing of the drawing is
 * asked how it came to them. */
#include "drawn_map.h"

static const struct drawn_case cases[] = {
        {"Yangtze delta", "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.5 +datum=WGS84", 117, 28, 122, 33,
         {{118, 30}, {121, 31}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"China", "+proj=lcc +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +datum=WGS84", 75, 16, 135, 54,
         {{100, 30}, {115, 36}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"China in miles", "+proj=aea +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +datum=WGS84", 75, 16, 135, 54,
         {{100, 30}, {115, 36}}, "scale_bar: {ratio: yes, units: mi}", NULL, NULL},
        {"China at 20 N", "+proj=merc +lat_ts=30 +lon_0=105 +datum=WGS84", 75, 16, 135, 54,
         {{100, 30}, {115, 36}}, "scale_bar: {units: nmi, latitude: 20}", NULL, NULL},
        {"oblique", "+proj=omerc +lat_0=36 +lonc=105 +alpha=50 +gamma=15 +datum=WGS84", 85, 25, 125, 45,
         {{100, 30}, {115, 36}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"rotated pole", "+proj=ob_tran +o_proj=eqc +o_lon_p=20 +o_lat_p=40 +lon_0=100 +ellps=WGS84", 85, 25, 125, 45,
         {{100, 30}, {115, 36}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"south polar", "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=20 +datum=WGS84", -180, -80, 180, -62,
         {{30, -70}, {100, -75}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"date line", "+proj=laea +lat_0=-18 +lon_0=179 +datum=WGS84", 175, -22, 183, -14,
         {{177, -17}, {-179, -19}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"one street", "+proj=utm +zone=51 +datum=WGS84", 121.20, 31.00, 121.23, 31.02,
         {{121.205, 31.005}, {121.22, 31.015}}, "scale_bar: {ratio: yes}", NULL, NULL},
        {"one street in feet", "+proj=utm +zone=51 +datum=WGS84", 121.20, 31.00, 121.23, 31.02,
         {{121.205, 31.005}, {121.22, 31.015}}, "scale_bar: {units: mi}", "zh", NULL},
        /* at a corner it still stands for the frame's middle */
        {"China at a corner", "+proj=aea +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +datum=WGS84", 75, 16, 135, 54,
         {{100, 30}, {115, 36}}, "scale_bar: {ratio: yes, at: top-left}", NULL, NULL},
        {"date line at a corner", "+proj=laea +lat_0=-18 +lon_0=179 +datum=WGS84", 175, -22, 183, -14,
         {{177, -17}, {-179, -19}}, "scale_bar: {at: top-right}", NULL, NULL},
};
static const size_t case_count = sizeof cases / sizeof *cases;

static struct page_point frame_middle(const struct drawn *drawn)
{
	struct box frame = neatline(drawn);
	return (struct page_point){(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2};
}

static const char *text_of(const struct group *group, size_t n)
{
	const struct mark *mark = find_mark(group, MARK_TEXT, n);
	return mark ? mark->text->run.text : NULL;
}

/* Metres that the bar says it has, from the text that names its unit. */
#define NO_BREAK "\u00a0"

/* A number whose thousands are set apart by no-break spaces; *rest: what follows it. */
static double grouped_number(const char *text, const char **rest)
{
	char digits[64] = "";
	for (size_t count = 0; count < sizeof digits - 1; text++) {
		if (!strncmp(text, NO_BREAK, strlen(NO_BREAK)))
			text += strlen(NO_BREAK) - 1;
		else if ((*text >= '0' && *text <= '9') || *text == '.')
			digits[count++] = *text;
		else
			break;
	}
	*rest = text;
	return atof(digits);
}

static double stated_metres(const struct group *bar)
{
	static const struct {
		const char *name;
		double metres;
	} units[] = {{" km", 1000}, {" m", 1}, {" mi", 1609.344}, {" nmi", 1852}, {" ft", 0.3048}, {"英尺", 0.3048}};
	for (size_t n = 0; text_of(bar, n); n++) {
		const char *unit;
		double number = grouped_number(text_of(bar, n), &unit);
		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (!strcmp(unit, units[i].name))
				return number * units[i].metres;
	}
	fail_msg("the bar names no unit");
	return 0;
}

static struct box bar_box(const struct group *bar)
{
	struct box box = box_empty;
	for (size_t n = 0; find_mark(bar, MARK_PATH, n); n++)
		box_join(&box, path_box(find_mark(bar, MARK_PATH, n)));
	return box;
}

static const char *note_of(const struct group *bar, const char *part)
{
	for (size_t n = 0; text_of(bar, n); n++)
		if (strstr(text_of(bar, n), part))
			return strstr(text_of(bar, n), part);
	return NULL;
}

static void test_bar_is_geodesic(void **state)
{
	(void)state;
	for (size_t i = 0; i < case_count; i++) {
		struct drawn drawn;
		draw_case(&drawn, &cases[i]);
		const struct group *bar = find_group(drawn.page.root, "part-scale-bar");
		struct page_point at = frame_middle(&drawn);
		if (strstr(cases[i].furniture, "latitude"))
			at.y = to_page(&drawn, (struct lonlat){to_place(&drawn, at).lon, 20}).y;
		double half = box_width(bar_box(bar)) / 2;
		double metres = geod_metres(to_place(&drawn, (struct page_point){at.x - half, at.y}),
		                            to_place(&drawn, (struct page_point){at.x + half, at.y}));
		double off = metres / stated_metres(bar) - 1, share = 2 * half / box_width(neatline(&drawn));
		print_message("%s: %g m, off by %.1e, %.3f of the frame\n", cases[i].name, stated_metres(bar), off,
		              share);
		assert_true(fabs(off) < 1e-5);
		assert_true(share >= 1.0 / 6 && share <= 0.25);
		close_drawn(&drawn);
	}
}

#define RATIO "1" NO_BREAK ":" NO_BREAK

/* 1 : n times a short level line in the frame's middle is that line's length on the ground. */
static void test_fraction_is_true(void **state)
{
	(void)state;
	for (size_t i = 0; i < case_count; i++) {
		struct drawn drawn;
		draw_case(&drawn, &cases[i]);
		const char *text = note_of(find_group(drawn.page.root, "part-scale-bar"), RATIO);
		assert_true((text != NULL) == (strstr(cases[i].furniture, "ratio") != NULL));
		const char *rest;
		double stated = text ? grouped_number(text + strlen(RATIO), &rest) : 0;
		struct page_point at = frame_middle(&drawn);
		double metres = geod_metres(to_place(&drawn, (struct page_point){at.x - 1, at.y}),
		                            to_place(&drawn, (struct page_point){at.x + 1, at.y}));
		double off = stated / (metres / (2 * 0.0254 / 72)) - 1;
		if (text)
			print_message("%s: %s, off by %.2f %%\n", cases[i].name, text, off * 100);
		assert_true(!text || fabs(off) < 0.0052);
		close_drawn(&drawn);
	}
}

static void test_latitude_is_stated_where_scale_varies(void **state)
{
	(void)state;
	static const struct {
		size_t index;
		const char *north;
	} stated[] = {{0, NULL}, {1, "at 3"}, {3, "at 20° N"}, {6, "at "}, {7, NULL}, {8, NULL}, {10, "at 3"}};
	for (size_t i = 0; i < sizeof stated / sizeof *stated; i++) {
		struct drawn drawn;
		draw_case(&drawn, &cases[stated[i].index]);
		const struct group *bar = find_group(drawn.page.root, "part-scale-bar");
		const char *note = note_of(bar, "at ");
		assert_true((note != NULL) == (stated[i].north != NULL));
		if (note) {
			assert_ptr_equal(note, strstr(note, stated[i].north));
			double latitude = atof(note + 3) * (strstr(note, "S") ? -1 : 1);
			double middle = to_place(&drawn, frame_middle(&drawn)).lat;
			assert_true(fabs(latitude - (stated[i].index == 3 ? 20 : middle)) <= 0.051);
		}
		close_drawn(&drawn);
	}
}

/* The arrow's spine against the way from its place to one a little further north. */
static void test_arrow_points_north(void **state)
{
	(void)state;
	for (size_t i = 0; i < case_count; i++) {
		struct drawn drawn;
		draw_case(&drawn, &cases[i]);
		const struct group *arrow = find_group(drawn.page.root, "part-north-arrow");
		const struct page_point *p = find_mark(arrow, MARK_PATH, 0)->path->path.points;
		struct page_point tip = p[0], notch = p[2];
		struct page_point place = {tip.x + (notch.x - tip.x) * 0.75, tip.y + (notch.y - tip.y) * 0.75};
		struct lonlat here = to_place(&drawn, place);
		struct ground south = to_plane(&drawn, (struct lonlat){here.lon, here.lat - 0.002});
		struct ground north = to_plane(&drawn, (struct lonlat){here.lon, here.lat + 0.002});
		double expected = atan2(north.east - south.east, north.north - south.north);
		double found = atan2(tip.x - notch.x, notch.y - tip.y);
		double off = remainder(found - expected, 2 * M_PI) * 180 / M_PI;
		print_message("%s: north at %.3f, off by %.5f degrees\n", cases[i].name, found * 180 / M_PI, off);
		assert_true(fabs(off) < 0.01);
		close_drawn(&drawn);
	}
}

/* Smallest and largest factor over the frame by `proj -S`, relative to the one along the parallel in the middle. */
static void ask_factors(const struct drawn *drawn, double *smallest, double *largest)
{
	enum { steps = 16, samples = (steps + 1) * (steps + 1) };
	struct box frame = neatline(drawn);
	struct page_point spots[samples];
	struct lonlat places[samples];
	char command[600], name[] = "/tmp/corridor-factors-XXXXXX", line[400];
	int descriptor = mkstemp(name);
	for (int i = 0; i < samples; i++)
		spots[i] = (struct page_point){frame.left + box_width(frame) * (i % (steps + 1)) / steps,
		                         frame.top + box_height(frame) * (i / (steps + 1)) / steps};
	to_places(drawn, spots, samples, places);
	for (int i = 0; i < samples; i++)
		dprintf(descriptor, "%.10f %.10f\n", places[i].lon, places[i].lat);
	close(descriptor);
	snprintf(command, sizeof command, "LC_ALL=C proj -S -f %%.3f %s < %s", drawn->from->projection, name);
	FILE *pipe = popen(command, "r");
	double middle = NAN;
	*smallest = INFINITY, *largest = 0;
	int count = 0;
	for (; fgets(line, sizeof line, pipe); count++) { /* x y <h k s omega a b> */
		double k, a, b;
		assert_int_equal(sscanf(strchr(line, '<') + 1, "%*f %lf %*f %*f %lf %lf", &k, &a, &b), 3);
		*smallest = fmin(*smallest, b);
		*largest = fmax(*largest, a);
		if (count == (steps + 1) * steps / 2 + steps / 2)
			middle = k;
	}
	assert_int_equal(pclose(pipe), 0);
	assert_int_equal(count, samples);
	unlink(name);
	*smallest /= middle;
	*largest /= middle;
}

static void test_variation_of_scale(void **state)
{
	(void)state;
	static const struct {
		size_t index;
		bool warns;
	} judged[] = {{0, false}, {1, true}, {2, true}, {3, true}, {7, false}};
	for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
		struct drawn drawn;
		struct map_scale scale;
		struct arena arena;
		double smallest, largest;
		draw_case(&drawn, &cases[judged[i].index]);
		ask_factors(&drawn, &smallest, &largest);
		arena_init(&arena);
		assert_true(map_scale_read(&drawn.map, 0, true, &drawn.diag, &scale));
		print_message("%s: %.4f to %.4f, proj says %.4f to %.4f. %s\n", drawn.from->name, scale.smallest,
		              scale.largest, smallest, largest, map_scale_words(&drawn.map, &scale, &arena));
		assert_true(fabs(scale.smallest / smallest - 1) < 2e-4 && fabs(scale.largest / largest - 1) < 2e-4);
		assert_int_equal(drawn.diag.warnings, 0);
		map_scale_warn(&drawn.map, 0, &scale, &drawn.diag);
		assert_int_equal(drawn.diag.warnings, judged[i].warns);
		assert_true(judged[i].warns == (largest - smallest > 0.02));
		arena_clear(&arena);
		close_drawn(&drawn);
	}
}

/* A latitude that the map does not show: the bar is drawn for the middle, and the map file's line is named. */
static void test_latitude_out_of_frame(void **state)
{
	(void)state;
	struct drawn_case from = cases[0];
	struct drawn drawn;
	from.furniture = "scale_bar: {latitude: 60}";
	draw_case(&drawn, &from);
	assert_int_equal(drawn.diag.warnings, 1);
	assert_string_equal(drawn.diag.entries[0].message, "the scale bar's latitude 60 is not in the frame");
	assert_true(drawn.diag.entries[0].place.line > 0);
	assert_float_equal(stated_metres(find_group(drawn.page.root, "part-scale-bar")), 200000, 0);
	close_drawn(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_bar_is_geodesic),
	        cmocka_unit_test(test_fraction_is_true),
	        cmocka_unit_test(test_latitude_is_stated_where_scale_varies),
	        cmocka_unit_test(test_arrow_points_north),
	        cmocka_unit_test(test_variation_of_scale),
	        cmocka_unit_test(test_latitude_out_of_frame),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
