/* Fills that let what is below show through: names and the scale bar read on what comes of both. */
#include "rendered_map.h"

#include "spec/theme.h"

#include <math.h>

#define CONTRAST 4.5

static const char form[] = "corridor: 1\nid: tint\ntitle: Tint\nlanguages: [en]\npage: 190x130mm\n"
                           "extent: [118.5, 28.5, 121.5, 31]\n"
                           "data:\n  areas: {file: geodata/admin/prefectures.shp, key: adcode}\n"
                           "layers:\n  - {id: areas, kind: area, data: areas, fill: \"%s\", label: name_en, "
                           "label_style: province}\n"
                           "furniture: {scale_bar: {at: bottom-left}}\n";

/* The least contrast of the group's texts with the ground; *count: of the texts. */
static double least_contrast(const struct group *group, struct colour ground, size_t *count)
{
	double least = INFINITY;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			least = fmin(least, least_contrast(mark->group, ground, count));
		if (mark->type != MARK_TEXT)
			continue;
		least = fmin(least, colour_contrast(mark->text->fill, ground));
		++*count;
	}
	return least;
}

static void check(const char *fill)
{
	struct rendered_map map;
	struct colour tint, ground;
	char text[1000];
	size_t names = 0, figures = 0;
	snprintf(text, sizeof text, form, fill);
	render_map_text(&map, "test.yaml", text, NULL, NULL, false);
	assert_drawn(&map);
	assert_true(colour_parse(fill, &tint));
	assert_true(theme_colour(map.map.spec.theme, "land", &ground));
	ground = colour_over(tint, ground);
	double name = least_contrast(part(&map, "labels"), ground, &names);
	double figure = least_contrast(part(&map, "part-scale-bar"), ground, &figures);
	assert_true(names > 5 && figures > 1);
	if (name < CONTRAST || figure < CONTRAST)
		fail_msg("%s: names have %.2f, the scale bar %.2f", fill, name, figure);
	rendered_map_clear(&map);
}

static void test_texts_read_on_what_shows_through(void **state)
{
	(void)state;
	check("rgb(0 0 60 / 75%)");
	check("#00000080");
	check("rgba(255, 255, 255, 0.5)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts_read_on_what_shows_through)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
