/* SVG, both writers: well-formed, ids unique and prefixed, names safe, text as text, the same picture as
 * our PNG when librsvg draws it, the same bytes wherever in a batch it is drawn. */
#include "picture.h"
#include "sample_page.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int set_up(void **state)
{
	*state = test_calloc(1, sizeof(struct sample));
	sample_build(*state);
	return 0;
}

static int tear_down(void **state)
{
	sample_clear(*state);
	test_free(*state);
	return 0;
}

static xmlDocPtr parse(const struct buffer *svg)
{
	xmlDocPtr document = xmlReadMemory(svg->bytes, (int)svg->length, "test.svg", NULL, XML_PARSE_NONET);
	assert_non_null(document);
	return document;
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static xmlNode *next_node(xmlNode *node)
{
	if (node->children && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node && !node->next)
		node = node->parent;
	return node ? node->next : NULL;
}

static size_t count_elements(xmlDocPtr document, const char *name)
{
	size_t count = 0;
	for (xmlNode *node = xmlDocGetRootElement(document); node; node = next_node(node))
		count += is_named(node, name);
	return count;
}

/* The element with that text or attribute value. */
static xmlNode *find_element(xmlDocPtr document, const char *name, const char *attribute, const char *value)
{
	for (xmlNode *node = xmlDocGetRootElement(document); node; node = next_node(node)) {
		if (!is_named(node, name))
			continue;
		xmlChar *text = attribute ? xmlGetProp(node, (const xmlChar *)attribute) : xmlNodeGetContent(node);
		bool same = text && strcmp((char *)text, value) == 0;
		xmlFree(text);
		if (same)
			return node;
	}
	return NULL;
}

static void assert_attribute(xmlNode *node, const char *name, const char *value)
{
	assert_non_null(node);
	xmlChar *found = xmlGetProp(node, (const xmlChar *)name);
	assert_non_null(found);
	assert_string_equal((char *)found, value);
	xmlFree(found);
}

/* The same for what may be said by an element above. */
static void assert_inherited(xmlNode *node, const char *name, const char *value)
{
	while (node && !xmlHasProp(node, (const xmlChar *)name))
		node = node->parent;
	assert_attribute(node, name, value);
}

/* Every id begins with the prefix and stands once; every reference has its id. */
static void assert_ids(xmlDocPtr document, const char *prefix)
{
	static char ids[2000][100];
	size_t count = 0;
	for (xmlNode *node = xmlDocGetRootElement(document); node; node = next_node(node)) {
		xmlChar *id = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, (const xmlChar *)"id") : NULL;
		if (id == NULL)
			continue;
		assert_true(strncmp((char *)id, prefix, strlen(prefix)) == 0);
		for (size_t i = 0; i < count; i++)
			assert_string_not_equal(ids[i], (char *)id);
		assert_true(count < 2000);
		snprintf(ids[count++], sizeof *ids, "%s", (char *)id);
		xmlFree(id);
	}
	assert_true(count > 0);
	for (xmlNode *node = xmlDocGetRootElement(document); node; node = next_node(node)) {
		for (xmlAttr *at = node->type == XML_ELEMENT_NODE ? node->properties : NULL; at; at = at->next) {
			xmlChar *value = xmlNodeListGetString(document, at->children, 1);
			const char *hash = value ? strchr((char *)value, '#') : NULL;
			bool link = strcmp((const char *)at->name, "href") == 0 && hash == (char *)value;
			bool url = value && strncmp((char *)value, "url(#", 5) == 0;
			size_t i = 0;
			while ((link || url) && i < count && strncmp(ids[i], hash + 1, strlen(ids[i])) != 0)
				i++;
			assert_true((!link && !url) || i < count);
			xmlFree(value);
		}
	}
}

static struct buffer draw(struct sample *sample, const char *format, const struct draw_options *options)
{
	struct buffer svg;
	assert_true(sample_draw(sample, format, options, &svg));
	return svg;
}

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

static double raster_distance(struct sample *sample, const char *format, const struct draw_options *options)
{
	struct buffer png = draw(sample, "png", options), svg = draw(sample, format, options);
	assert_true(write_file("build/test-draw/sample.svg", &svg));
	assert_int_equal(system("rsvg-convert -w 600 -h 400 -o build/test-draw/svg.png build/test-draw/sample.svg"), 0);
	struct picture ours = picture_of(&png), theirs = picture_read("build/test-draw/svg.png");
	double distance = picture_distance(&ours, &theirs);
	print_message("%s: mean difference to librsvg %.3f\n", format, distance);
	free(ours.pixels);
	free(theirs.pixels);
	buffer_clear(&png);
	buffer_clear(&svg);
	return distance;
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
	        cmocka_unit_test_setup_teardown(document_is_whole, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(names_come_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(text_stays_text, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(right_to_left, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(spaced_right_to_left, set_up, tear_down),
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
