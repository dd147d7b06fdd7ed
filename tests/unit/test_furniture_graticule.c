/* The graticule's lines, ticks, crosses and labels of drawn pages, against cct: every one must stand for the place that it
 * says. */
#include "drawn_map.h"

#define ALL "scale_bar: off, graticule: {sides: [left, bottom, right, top]}"

static const struct drawn_case cases[] = {
        {"Yangtze delta", "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.5 +datum=WGS84", 117, 28, 122, 33,
         {{118, 30}, {121, 31}}, ALL, NULL, NULL},
        {"China", "+proj=lcc +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +datum=WGS84", 75, 16, 135, 54,
         {{100, 30}, {115, 36}}, ALL, NULL, NULL},
        {"rotated pole", "+proj=ob_tran +o_proj=eqc +o_lon_p=20 +o_lat_p=40 +lon_0=100 +ellps=WGS84", 85, 25, 125, 45,
         {{100, 30}, {115, 36}}, ALL, NULL, NULL},
        {"Arctic", "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=20 +datum=WGS84", -180, 62, 180, 80,
         {{30, 70}, {100, 75}}, ALL, NULL, NULL},
        {"Fiji", "+proj=laea +lat_0=-18 +lon_0=179 +datum=WGS84", 175, -22, 183, -14,
         {{177, -17}, {-179, -19}}, ALL, NULL, NULL},
        {"Greenwich and equator", "+proj=merc +lon_0=0 +datum=WGS84", -20, -12, 22, 14,
         {{-5, -3}, {10, 4}}, ALL, NULL, NULL},
        {"world", "+proj=merc +lon_0=105 +datum=WGS84", -75, -70, 285, 70,
         {{-5, -3}, {10, 4}}, ALL, NULL, NULL},
        {"street", "+proj=utm +zone=51 +datum=WGS84", 121.20, 31.00, 121.23, 31.02,
         {{121.205, 31.005}, {121.22, 31.015}}, ALL, NULL, NULL},
        {"Svalbard", "+proj=lcc +lat_1=76 +lat_2=81 +lat_0=78 +lon_0=20 +datum=WGS84", 5, 74, 35, 83,
         {{15, 77}, {25, 80}}, ALL, NULL, NULL},
        {"Antarctic Peninsula, east up", "+proj=stere +lat_0=-90 +lat_ts=-80.2386111 +lon_0=165 +datum=WGS84", -90, -80, -60, -60,
         {{-75, -70}, {-65, -75}}, ALL, NULL, NULL},
};
static const size_t case_count = sizeof cases / sizeof *cases;
enum { YANGTZE, CHINA, ROTATED, ARCTIC, FIJI, GREENWICH, WORLD, STREET, SVALBARD, ON_ITS_SIDE };

struct degree_label {
	const char *text;
	struct box box;
	struct page_point at; /* on the neatline */
	char side;
	bool is_meridian, is_either; /* 0° is of either family */
	double degrees;
};

/* Degrees from "120°30′15″E". */
static double parse_degrees(const char *text)
{
	char *rest;
	double value = strtod(text, &rest);
	assert_memory_equal(rest, "°", strlen("°"));
	rest += strlen("°");
	if (*rest >= '0' && *rest <= '9') {
		value += strtod(rest, &rest) / 60;
		assert_memory_equal(rest, "′", strlen("′"));
		rest += strlen("′");
		if (*rest >= '0' && *rest <= '9') {
			value += strtod(rest, &rest) / 3600;
			assert_memory_equal(rest, "″", strlen("″"));
			rest += strlen("″");
		}
	}
	assert_true(*rest == '\0' ? value == 0 || value == 180 : strchr("NSEW", *rest) && rest[1] == '\0');
	return *rest == 'S' || *rest == 'W' ? -value : value;
}

static struct degree_label read_label(struct box frame, const struct text_mark *mark)
{
	struct degree_label label = {.text = mark->run.text, .box = text_mark_box(mark)};
	struct page_point middle = {(label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2};
	label.side = middle.y > frame.bottom ? 'b' : middle.y < frame.top ? 't' : middle.x < frame.left ? 'l' : 'r';
	label.at = (struct page_point){label.side == 'l' ? frame.left : label.side == 'r' ? frame.right : middle.x,
	                         label.side == 'b' ? frame.bottom : label.side == 't' ? frame.top : middle.y};
	char last = label.text[strlen(label.text) - 1];
	label.degrees = parse_degrees(label.text);
	label.is_meridian = last == 'E' || last == 'W' || label.degrees == 180;
	label.is_either = label.degrees == 0;
	return label;
}

static size_t read_labels(const struct drawn *drawn, struct degree_label *labels, size_t most)
{
	const struct group *group = find_group(drawn->page.root, "part-graticule");
	size_t count = 0;
	for (const struct mark *mark; count < most && (mark = find_mark(group, MARK_TEXT, count)); count++)
		labels[count] = read_label(neatline(drawn), mark->text);
	return count;
}

static double off_by(struct lonlat place, const struct degree_label *label)
{
	double meridian = fabs(remainder(place.lon - label->degrees, 360)), parallel = fabs(place.lat - label->degrees);
	return label->is_either ? fmin(meridian, parallel) : label->is_meridian ? meridian : parallel;
}

/* A label's middle lies on the neatline where its line does, to 0.1 point. */
static void check_place(const struct drawn *drawn, const struct degree_label *label)
{
	double dx = label->side == 'b' || label->side == 't' ? 0.1 : 0, dy = 0.1 - dx;
	struct page_point spots[3] = {
	        {label->at.x - dx, label->at.y - dy}, label->at, {label->at.x + dx, label->at.y + dy}};
	struct lonlat places[3];
	to_places(drawn, spots, 3, places);
	double width = fmax(fabs(remainder(places[2].lon - places[0].lon, 360)), fabs(places[2].lat - places[0].lat));
	if (!(off_by(places[1], label) <= width))
		fail_msg("%s: %s stands at %.5f %.5f", drawn->from->name, label->text, places[1].lon, places[1].lat);
}

static void check_room(const struct drawn *drawn, const struct degree_label *labels, size_t count)
{
	struct box page = {0, 0, drawn->page.width, drawn->page.height};
	for (size_t i = 0; i < count; i++) {
		assert_true(box_holds(page, labels[i].box));
		assert_false(box_overlaps(neatline(drawn), labels[i].box));
		for (size_t k = i + 1; k < count; k++)
			if (box_overlaps(box_grow(labels[i].box, 1), labels[k].box))
				fail_msg("%s: %s and %s meet", drawn->from->name, labels[i].text, labels[k].text);
	}
}

static void test_labels_stand_where_their_lines_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < case_count; i++) {
		struct drawn drawn;
		struct degree_label labels[200];
		draw_case(&drawn, &cases[i]);
		size_t count = read_labels(&drawn, labels, 200), on_side[256] = {0};
		print_message("%s:", cases[i].name);
		for (size_t k = 0; k < count; k++) {
			print_message(" %c %s", labels[k].side, labels[k].text);
			check_place(&drawn, &labels[k]);
			on_side[(unsigned char)labels[k].side]++;
		}
		print_message("\n");
		check_room(&drawn, labels, count);
		for (const char *side = "lbrt"; *side; side++)
			assert_in_range(on_side[(unsigned char)*side], 2, 12);
		assert_true(on_side['b'] + on_side['t'] >= 8);
		assert_int_equal(drawn.diag.count, 0);
		close_drawn(&drawn);
	}
}

static bool has_text(const struct degree_label *labels, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(labels[i].text, text))
			return true;
	return false;
}

static void test_forms_of_labels(void **state)
{
	(void)state;
	static const struct {
		size_t index;
		const char *texts[3], *absent;
	} wanted[] = {
	        {YANGTZE, {"118°E", "31°N", "119°E"}, "31°0′N"},
	        {FIJI, {"178°E", "180°", "178°W"}, "182°E"},
	        {GREENWICH, {"0°", "10°W", "10°S"}, "0°E"},
	        {WORLD, {"180°", "60°W", "30°S"}, "180°E"},
	        {STREET, {"121°12′30″E", "31°00′30″N", "31°01′N"}, "31°00′N"},
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct drawn drawn;
		struct degree_label labels[200];
		draw_case(&drawn, &cases[wanted[i].index]);
		size_t count = read_labels(&drawn, labels, 200);
		for (size_t k = 0; k < 3; k++)
			if (!has_text(labels, count, wanted[i].texts[k]))
				fail_msg("%s: there is no %s", drawn.from->name, wanted[i].texts[k]);
		assert_false(has_text(labels, count, wanted[i].absent));
		close_drawn(&drawn);
	}
}

static void test_sides_as_asked(void **state)
{
	(void)state;
	static const struct {
		const char *furniture, *sides;
	} asked[] = {{"scale_bar: off, graticule: {sides: [right, top]}", "rt"},
	             {"scale_bar: off, graticule: {sides: left}", "l"},
	             {"scale_bar: off, graticule: {sides: bottom top}", "bt"},
	             {"scale_bar: off, graticule: {sides: []}", ""},
	             {"scale_bar: off", "lb"}};
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct drawn_case from = cases[YANGTZE];
		struct drawn drawn;
		struct degree_label labels[200];
		from.furniture = asked[i].furniture;
		draw_case(&drawn, &from);
		size_t count = read_labels(&drawn, labels, 200), seen[256] = {0};
		for (size_t k = 0; k < count; k++)
			seen[(unsigned char)labels[k].side]++;
		for (const char *side = "lbrt"; *side; side++)
			assert_int_equal(seen[(unsigned char)*side] > 0, strchr(asked[i].sides, *side) != NULL);
		close_drawn(&drawn);
	}
}

/* The layer's path as single points with the index of the stroke each belongs to. */
static const struct path *layer_path(const struct drawn *drawn)
{
	return &find_mark(find_group(drawn->page.root, "graticule"), MARK_PATH, 0)->path->path;
}

static double to_multiple(double value, double step)
{
	return fabs(remainder(value, step));
}

/* Every point of a line lies on a meridian or parallel of the interval. */
static void test_lines_are_true(void **state)
{
	(void)state;
	static const struct {
		size_t index;
		double step;
	} judged[] = {{YANGTZE, 1}, {CHINA, 10}, {ROTATED, 5}, {FIJI, 2}};
	for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
		struct drawn drawn;
		draw_case(&drawn, &cases[judged[i].index]);
		const struct path *path = layer_path(&drawn);
		struct lonlat *places = calloc(path->point_count, sizeof *places);
		to_places(&drawn, path->points, path->point_count, places);
		double worst = 0;
		for (size_t k = 0; k < path->point_count; k++)
			worst = fmax(worst, fmin(to_multiple(places[k].lon, judged[i].step),
			                         to_multiple(places[k].lat, judged[i].step)));
		print_message("%s: %zu points, %.1e of the interval off\n", cases[judged[i].index].name,
		              path->point_count, worst / judged[i].step);
		assert_true(path->point_count > 20 && worst < 1e-3 * judged[i].step);
		free(places);
		close_drawn(&drawn);
	}
}

static bool is_on_neatline(struct box frame, struct page_point spot)
{
	return box_contains(box_grow(frame, 1e-6), spot) && !box_contains(box_grow(frame, -1e-6), spot);
}

static void draw_styled(struct drawn *drawn, const struct drawn_case *from, const char *options)
{
	struct drawn_case styled = *from;
	styled.graticule = options;
	draw_case(drawn, &styled);
	drawn->from = from;
}

static void test_ticks_and_crosses(void **state)
{
	(void)state;
	for (int crosses = 0; crosses <= 1; crosses++) {
		struct drawn drawn;
		draw_styled(&drawn, &cases[CHINA], crosses ? "style: crosses, size: 8pt" : "style: ticks, size: 8pt");
		struct box frame = neatline(&drawn);
		const struct path *path = layer_path(&drawn);
		size_t ticks = 0, arms = 0;
		for (size_t k = 0, verb = 0; k < path->point_count; verb++) {
			assert_int_equal(path->verbs[verb], PATH_MOVE);
			size_t from = k++;
			double length = 0;
			for (; verb + 1 < path->verb_count && path->verbs[verb + 1] == PATH_LINE; verb++, k++)
				length += hypot(path->points[k].x - path->points[k - 1].x,
				                path->points[k].y - path->points[k - 1].y);
			assert_true(length < 8 + 1e-6);
			if (is_on_neatline(frame, path->points[from])) {
				ticks++;
				continue;
			}
			struct page_point middle = {(path->points[from].x + path->points[k - 1].x) / 2,
			                      (path->points[from].y + path->points[k - 1].y) / 2};
			struct lonlat at = to_place(&drawn, middle);
			if (length > 8 - 1e-6) /* not cut by the neatline */
				assert_true(to_multiple(at.lon, 10) < 1e-3 && to_multiple(at.lat, 10) < 1e-3);
			arms++;
		}
		print_message("%zu ticks, %zu arms\n", ticks, arms);
		assert_true(ticks >= 20);
		assert_true(crosses ? arms >= 40 : arms == 0);
		close_drawn(&drawn);
	}
}

/* Intervals of the author's: as asked, and where they would give too many lines, a warning. */
static void test_own_intervals(void **state)
{
	(void)state;
	static const struct {
		const char *options;
		size_t warnings;
		const char *has, *has_not;
	} asked[] = {{"interval: 5", 0, "105°E", "102°E"},
	             {"interval: [20, 4]", 0, "28°N", "110°E"},
	             {"interval: 0.5", 0, "100°E", "100°15′E"},
	             {"interval: 0.01", 1, "110°E", "100°01′E"}};
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct drawn drawn;
		struct degree_label labels[400];
		draw_styled(&drawn, &cases[CHINA], asked[i].options);
		size_t count = read_labels(&drawn, labels, 400);
		assert_int_equal(drawn.diag.warnings, asked[i].warnings);
		assert_true(has_text(labels, count, asked[i].has));
		assert_false(has_text(labels, count, asked[i].has_not));
		check_room(&drawn, labels, count);
		for (size_t k = 0; k < count; k++)
			check_place(&drawn, &labels[k]);
		close_drawn(&drawn);
	}
}

/* Where parallels end inside the frame, at the globe's outline, labels stand beside their ends: 60° N and S, twice. */
static void check_outline_labels(const struct drawn *drawn, double cut)
{
	const struct group *group = find_group(drawn->page.root, "part-graticule");
	const struct mark *mark;
	size_t count = 0;
	for (size_t n = 0; (mark = find_mark(group, MARK_TEXT, n)); n++) {
		struct box box = text_mark_box(mark->text);
		if (!box_holds(neatline(drawn), box))
			continue;
		double lat = parse_degrees(mark->text->run.text);
		struct page_point a = to_page(drawn, (struct lonlat){cut - 1e-6, lat});
		struct page_point b = to_page(drawn, (struct lonlat){cut + 1e-6, lat});
		bool at_left = box.right < fmin(a.x, b.x);
		double gap = at_left ? fmin(a.x, b.x) - box.right : box.left - fmax(a.x, b.x);
		if (!(fabs(lat) == 60 && gap > 2 && gap < 6 && box.top < a.y && box.bottom > a.y))
			fail_msg("%s: %.2f beside its parallel's end, %.2f to %.2f at %.2f", mark->text->run.text, gap,
			         box.top, box.bottom, a.y);
		count++;
	}
	assert_int_equal(count, 4);
}

/* A whole globe fills the frame from one side of the projection's cut to the other, wherever that is. */
static void test_whole_globe_fits(void **state)
{
	(void)state;
	static const struct {
		const char *projection;
		double cut;
	} globes[] = {{"+proj=robin +lon_0=0 +datum=WGS84", 180},
	              {"+proj=robin +lon_0=150 +datum=WGS84", -30},
	              {"+proj=eqearth +lon_0=105 +datum=WGS84", -75}};
	for (size_t i = 0; i < sizeof globes / sizeof *globes; i++) {
		struct drawn_case from = {"globe", globes[i].projection, -180, -90, 180, 90,
		                          {{100, 30}, {115, 36}}, ALL, NULL, NULL};
		struct drawn drawn;
		draw_case(&drawn, &from);
		struct box frame = neatline(&drawn);
		struct page_point a = to_page(&drawn, (struct lonlat){globes[i].cut - 1e-6, 0});
		struct page_point b = to_page(&drawn, (struct lonlat){globes[i].cut + 1e-6, 0});
		assert_true(fabs(fmin(a.x, b.x) - frame.left) < 0.01 && fabs(fmax(a.x, b.x) - frame.right) < 0.01);
		assert_int_equal(drawn.diag.count, 0);
		check_outline_labels(&drawn, globes[i].cut);
		close_drawn(&drawn);
	}
}

/* Where meridians run along the frame's rows, lines are counted along its columns: no whole sheet of minutes. */
static void test_frame_on_its_side(void **state)
{
	(void)state;
	struct drawn drawn;
	struct degree_label labels[100];
	draw_case(&drawn, &cases[ON_ITS_SIDE]);
	size_t count = read_labels(&drawn, labels, 100);
	assert_in_range(count, 8, 60);
	for (size_t i = 0; i < count; i++)
		assert_true(labels[i].degrees == round(labels[i].degrees));
	close_drawn(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_labels_stand_where_their_lines_end),
	        cmocka_unit_test(test_forms_of_labels),
	        cmocka_unit_test(test_sides_as_asked),
	        cmocka_unit_test(test_lines_are_true),
	        cmocka_unit_test(test_ticks_and_crosses),
	        cmocka_unit_test(test_own_intervals),
	        cmocka_unit_test(test_frame_on_its_side),
	        cmocka_unit_test(test_whole_globe_fits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
