/* Texts in an SVG: they stay text, and stand where they are set, whichever way their letters run. */
#define RASTER_FILE "build/test-draw/svg-text"
#include "svg_reading.h"

static void text_stays_text(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	assert_int_equal(count_elements(document, "text"), 5);
	xmlNode *latin = find_element(document, "text", NULL, "Songjiang & <Jiaxing>");
	assert_inherited(latin, "font-family", "Inter,sans-serif");
	assert_attribute(latin, "x", "250");
	assert_true(is_named(latin->prev->prev, "path")); /* its halo */
	assert_attribute(latin->prev->prev, "aria-hidden", "true");
	xmlNode *mixed =
	        find_element(document, "text", NULL, "G60\xE7\xA7\x91\xE5\x88\x9B\xE8\xB5\xB0\xE5\xBB\x8A 3.0");
	assert_inherited(mixed, "font-family", "Inter,Noto Sans CJK SC,sans-serif");
	assert_attribute(mixed, "lang", "zh-Hans");
	xmlNode *latin_part = xmlFirstElementChild(mixed), *chinese_part = latin_part->next;
	assert_attribute(latin_part, "x", "1600"); /* viewers do not know the gap between the two */
	assert_attribute(chinese_part, "font-family", "Noto Sans CJK SC,sans-serif"); /* some never go on in a list */
	xmlChar *chinese_x = xmlGetProp(chinese_part, (const xmlChar *)"x");
	assert_true(atof((char *)chinese_x) > 1600 + 180);
	xmlFree(chinese_x);
	xmlNode *turned = find_element(document, "text", NULL, "TURNED WATER");
	assert_attribute(turned, "transform", "translate(2250 600) rotate(34.377)");
	assert_inherited(turned, "letter-spacing", "27");
	xmlChar *places = xmlGetProp(turned, (const xmlChar *)"x");
	size_t place_count = 1;
	for (const xmlChar *c = places; *c; c++)
		place_count += *c == ' ';
	assert_int_equal(place_count, 12); /* one for each letter, for programs that know no letter-spacing */
	assert_int_equal(strncmp((char *)places, "0 ", 2), 0);
	xmlFree(places);
	/* Chinese is not slanted, though its run is italic. */
	xmlNode *slanted = find_element(document, "text", NULL, "\xE7\xA7\x91\xE5\x88\x9B G60");
	xmlNode *part = xmlFirstElementChild(slanted);
	assert_attribute(part, "font-style", "normal");
	xmlChar *first_part = xmlNodeGetContent(part);
	assert_string_equal((char *)first_part,
	                    "\xE7\xA7\x91\xE5\x88\x9B "); /* a blank that begins a part would be lost */
	xmlFree(first_part);
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

/* What an XML reader gives of a text's element, without the marks of direction. */
static char *text_without_marks(xmlNode *element)
{
	xmlChar *content = xmlNodeGetContent(element);
	char *out = calloc(1, strlen((char *)content) + 1), *end = out;
	for (const char *at = (char *)content; *at; at++) {
		static const char *const marks[] = {"\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\x8F"};
		size_t mark = 0;
		while (mark < 3 && strncmp(at, marks[mark], 3) != 0)
			mark++;
		if (mark < 3)
			at += 2;
		else
			*end++ = *at;
	}
	xmlFree(content);
	return out;
}

/* Texts that run from right to left, wholly or in part, stand by the left end of each stretch, and no program has to know
 * directions for it: brackets, dashes and blanks at the ends of stretches stand between marks. */
static void right_to_left(void **state)
{
	struct sample *sample = *state;
	struct group *group = group_add(&sample->arena, sample->page.root, "right-to-left", NULL);
	struct text_style plain = {.size = 11, .weight = 400};
	static const char *const texts[][3] = {{"دبي", "ar", "no mark"},
	                                       {"دبي (Dubai) ٢٤°", "ar", "marks"},
	                                       {"دبي (مدينة)", "en", "marks"},
	                                       {"«دبي» - ٪12", "en", "marks"},
	                                       {"Dubai (دبي) B", "en", "no mark"}};
	for (size_t i = 0; i < 5; i++)
		sample_place(sample_text(sample, group, texts[i][0], texts[i][1], plain,
		                         (struct page_point){40, 70 + 20 * i}),
		             0, "none");
	struct draw_options options = sample_options();
	if (has_program("rsvg-convert"))
		assert_true(raster_distance(sample, "svg", &options) < 0.15);
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	size_t found = 0;
	for (xmlNode *at = find_element(document, "text", NULL, "دبي"); at; at = xmlNextElementSibling(at), found++) {
		char *text = text_without_marks(at);
		xmlChar *content = xmlNodeGetContent(at);
		assert_string_equal(text, texts[found][0]); /* in the order of reading */
		assert_attribute(at, "x", "400");
		assert_null(xmlHasProp(at, (const xmlChar *)"direction"));
		assert_true((strlen(text) == strlen((char *)content)) == (texts[found][2][0] == 'n'));
		xmlFree(content);
		free(text);
	}
	assert_int_equal(found, 5);
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

/* Hebrew letters stand apart one by one: programs would also put room beside the marks of direction. */
static void spaced_right_to_left(void **state)
{
	struct sample *sample = *state;
	struct group *group = group_add(&sample->arena, sample->page.root, "spaced", NULL);
	struct text_style spaced = {.size = 11, .weight = 400, .spacing = 0.3};
	struct text_mark *mark = sample_text(sample, group, "מרכז (צפון)", "he", spaced, (struct page_point){40, 100});
	sample_place(mark, 0, "none");
	struct draw_options options = sample_options();
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	xmlNode *letter = find_element(document, "tspan", NULL, "מ");
	size_t letters = 0;
	double last = mark->origin.x + mark->run.width;
	for (; letter; letter = xmlNextElementSibling(letter), letters++) {
		xmlChar *x = xmlGetProp(letter, (const xmlChar *)"x");
		assert_attribute(letter, "letter-spacing", "0");
		assert_true(atof((char *)x) / 10 < last); /* each to the left of the one before */
		last = atof((char *)x) / 10;
		xmlFree(x);
	}
	assert_int_equal(letters, 10); /* the blank goes with the letter before it */
	assert_float_equal(last, mark->origin.x, 0.01);
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(text_stays_text, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(right_to_left, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(spaced_right_to_left, set_up, tear_down),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
