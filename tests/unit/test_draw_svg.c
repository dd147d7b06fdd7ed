/* SVG, both writers: well-formed, ids unique and prefixed, names safe, the same picture as our PNG when librsvg draws it,
 * the same bytes wherever in a batch it is drawn. */
#define RASTER_FILE "build/test-draw/svg"
#include "svg_reading.h"

static void document_is_whole(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	options.id_prefix = "mine";
	struct buffer svg = draw(sample, "svg", &options);
	assert_memory_equal(svg.bytes, "<svg ", 5);
	xmlDocPtr document = parse(&svg);
	xmlNode *root = xmlDocGetRootElement(document);
	assert_ids(document, "mine-");
	assert_attribute(root, "viewBox", "0 0 3000 2000");
	assert_attribute(root, "width", "105.83mm");
	assert_attribute(root, "height", "70.56mm");
	assert_attribute(root, "role", "group"); /* in an image nobody would find the link */
	assert_attribute(root, "aria-labelledby", "mine--title");
	assert_attribute(root, "aria-describedby", "mine--desc");
	assert_attribute(root, "lang", "en");
	xmlNode *link = find_element(document, "a", "href", "https://example.org/?a=1&b=(2)'x\" y");
	assert_non_null(link);
	assert_true(is_named(link->parent, "g"));
	xmlNode *areas = find_element(document, "g", "id", "mine-areas");
	assert_attribute(areas, "class", "layer members");
	assert_attribute(find_element(document, "g", "id", "mine-map"), "clip-path", "url(#mine--clip-1)");
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

/* Control characters and broken UTF-8 become U+FFFD, all else comes back as it was. */
static void names_come_back(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	static const char clean[] = "A < B & \"C\" 'D' ]]> \xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD end";
	sample->page.description = "noncharacters \xEF\xBF\xBE \xEF\xBF\xBF";
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	assert_non_null(find_element(document, "title", NULL, clean));
	assert_non_null(find_element(document, "g", "data-code-no", clean));
	assert_non_null(find_element(document, "desc", NULL, "noncharacters \xEF\xBF\xBD \xEF\xBF\xBD"));
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

static struct group *add_square(struct sample *sample, struct group *parent, const char *id, const char *link)
{
	struct group *group = group_add(&sample->arena, parent, id, "feature");
	group->link = link;
	group->title = link ? "Hefei" : NULL;
	sample_rect(sample, group, (struct box){10, 10, 20, 20}, "#b5dadd");
	return group;
}

/* A member, its dot and its name lead to one address. */
static void links_have_a_name_and_one_stop(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	add_square(sample, sample->page.root, "area", "https://example.org/hefei");
	struct group *names = group_add(&sample->arena, sample->page.root, "names", "labels");
	names->passes_pointer = true;
	add_square(sample, names, "name", "https://example.org/hefei");
	add_square(sample, sample->page.root, "other", "https://example.org/wuhu");
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	static const char *const ids[] = {"c8ddd67df-area", "c8ddd67df-name", "c8ddd67df-other"};
	for (int i = 0; i < 3; i++) {
		xmlNode *link = xmlLastElementChild(find_element(document, "g", "id", ids[i]));
		assert_true(is_named(link, "a"));
		assert_attribute(link, "aria-label", "Hefei");
		assert_int_equal(xmlHasProp(link, (const xmlChar *)"tabindex") != NULL, i == 1);
	}
	xmlNode *name = find_element(document, "g", "id", ids[1]);
	assert_attribute(name->parent, "pointer-events", "none");
	assert_attribute(xmlLastElementChild(name), "pointer-events", "auto");
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

static void a_whole_group_keeps_its_only_path(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	add_square(sample, sample->page.root, "one", NULL)->title = "One";
	add_square(sample, sample->page.root, "whole", NULL)->is_whole = true;
	sample->page.root->marks[0].group->hidden_from_readers = true;
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	assert_non_null(find_element(document, "path", "id", "c8ddd67df-one"));
	assert_true(is_named(xmlFirstElementChild(find_element(document, "g", "id", "c8ddd67df-whole")), "path"));
	assert_attribute(find_element(document, "g", "id", "c8ddd67df-areas"), "pointer-events", "none");
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

static void outlined_text_has_neither_text_nor_clip(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	options.outline_text = true;
	options.responsive = true;
	struct buffer svg = draw(sample, "svg", &options);
	xmlDocPtr document = parse(&svg);
	assert_int_equal(count_elements(document, "text"), 0);
	assert_int_equal(count_elements(document, "clipPath"), 0);
	assert_null(xmlHasProp(xmlDocGetRootElement(document), (const xmlChar *)"width"));
	assert_non_null(find_element(document, "path", "aria-label", "Songjiang & <Jiaxing>"));
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

static void prefixes(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer svg = draw(sample, "svg", &options);
	assert_non_null(strstr(svg.bytes, "id=\"c8ddd67df-areas\"")); /* never to change: documents link to it */
	buffer_clear(&svg);
	static const char *const bad[] = {"", "1a", "a b", "a\"><script>", "a)", "\xE6\x9D\xBE"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		options.id_prefix = bad[i];
		assert_false(sample_draw(sample, "svg", &options, &svg));
		assert_int_equal(svg.length, 0);
		assert_false(sample_draw(sample, "svg-cairo", &options, &svg));
		assert_int_equal(svg.length, 0);
	}
	assert_int_equal(sample->diag.errors, 2 * sizeof bad / sizeof *bad);
}

static void cairo_ids_are_ours(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	options.id_prefix = "mine";
	struct buffer svg = draw(sample, "svg-cairo", &options);
	xmlDocPtr document = parse(&svg);
	assert_ids(document, "mine-");
	assert_attribute(xmlDocGetRootElement(document), "width", "105.83mm");
	xmlFreeDoc(document);
	buffer_clear(&svg);
	options.responsive = true;
	svg = draw(sample, "svg-cairo", &options);
	assert_null(strstr(svg.bytes, " width=\"1"));
	document = parse(&svg);
	assert_attribute(xmlDocGetRootElement(document), "viewBox", "0 0 300 200");
	xmlFreeDoc(document);
	buffer_clear(&svg);
}

static void same_bytes_in_a_batch(void **state)
{
	static const char *const formats[] = {"svg", "svg-cairo"};
	struct draw_options options = sample_options();
	for (size_t i = 0; i < 2; i++) {
		struct buffer first = draw(*state, formats[i], &options), between = draw(*state, "svg-cairo", &options);
		struct sample again;
		sample_build(&again);
		struct buffer second = draw(&again, formats[i], &options);
		assert_int_equal(first.length, second.length);
		assert_memory_equal(first.bytes, second.bytes, first.length);
		sample_clear(&again);
		buffer_clear(&first);
		buffer_clear(&between);
		buffer_clear(&second);
	}
}

static void librsvg_draws_the_same_picture(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	if (!has_program("rsvg-convert"))
		skip();
	assert_true(raster_distance(sample, "svg", &options) < 0.15);
	assert_true(raster_distance(sample, "svg-cairo", &options) < 0.15);
	/* Without clips, what the sample clips shows in full. */
	sample->page.root->marks[2].group->clipped = false;
	options.outline_text = true;
	assert_true(raster_distance(sample, "svg", &options) < 0.15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(document_is_whole, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(names_come_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(links_have_a_name_and_one_stop, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(a_whole_group_keeps_its_only_path, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(outlined_text_has_neither_text_nor_clip, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(prefixes, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(cairo_ids_are_ours, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(same_bytes_in_a_batch, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(librsvg_draws_the_same_picture, set_up, tear_down),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
