/* SVG for tests: the sample page drawn, read with libxml2, and rasterised with librsvg. The program defines RASTER_FILE, a
 * path of its own without a suffix, before. */
#ifndef CORRIDOR_TESTS_SVG_READING_H
#define CORRIDOR_TESTS_SVG_READING_H

#include "picture.h"
#include "sample_page.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static inline int set_up(void **state)
{
	*state = test_calloc(1, sizeof(struct sample));
	sample_build(*state);
	return 0;
}

static inline int tear_down(void **state)
{
	sample_clear(*state);
	test_free(*state);
	return 0;
}

static inline xmlDocPtr parse(const struct buffer *svg)
{
	xmlDocPtr document = xmlReadMemory(svg->bytes, (int)svg->length, "test.svg", NULL, XML_PARSE_NONET);
	assert_non_null(document);
	return document;
}

static inline bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static inline xmlNode *next_node(xmlNode *node)
{
	if (node->children && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node && !node->next)
		node = node->parent;
	return node ? node->next : NULL;
}

static inline size_t count_elements(xmlDocPtr document, const char *name)
{
	size_t count = 0;
	for (xmlNode *node = xmlDocGetRootElement(document); node; node = next_node(node))
		count += is_named(node, name);
	return count;
}

/* The element with that text or attribute value. */
static inline xmlNode *find_element(xmlDocPtr document, const char *name, const char *attribute, const char *value)
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

static inline void assert_attribute(xmlNode *node, const char *name, const char *value)
{
	assert_non_null(node);
	xmlChar *found = xmlGetProp(node, (const xmlChar *)name);
	assert_non_null(found);
	assert_string_equal((char *)found, value);
	xmlFree(found);
}

/* The same for what may be said by an element above. */
static inline void assert_inherited(xmlNode *node, const char *name, const char *value)
{
	while (node && !xmlHasProp(node, (const xmlChar *)name))
		node = node->parent;
	assert_attribute(node, name, value);
}

/* Every id begins with the prefix and stands once; every reference has its id. */
static inline void assert_ids(xmlDocPtr document, const char *prefix)
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

static inline struct buffer draw(struct sample *sample, const char *format, const struct draw_options *options)
{
	struct buffer svg;
	assert_true(sample_draw(sample, format, options, &svg));
	return svg;
}

static inline double raster_distance(struct sample *sample, const char *format, const struct draw_options *options)
{
	struct buffer png = draw(sample, "png", options), svg = draw(sample, format, options);
	assert_true(write_bytes(RASTER_FILE ".svg", &svg));
	assert_int_equal(system("rsvg-convert -w 600 -h 400 -o " RASTER_FILE ".png " RASTER_FILE ".svg"), 0);
	struct picture ours = picture_of(&png), theirs = picture_read(RASTER_FILE ".png");
	double distance = picture_distance(&ours, &theirs);
	print_message("%s: mean difference to librsvg %.3f\n", format, distance);
	free(ours.pixels);
	free(theirs.pixels);
	buffer_clear(&png);
	buffer_clear(&svg);
	return distance;
}

#endif
