/* The schema of the map file: that of the program, and that of a small catalogue. What it takes and refuses, tests/clients
 * tries with ajv, on what CORRIDOR_SCHEMA=FILE writes: the schema of the small catalogue. JSON is YAML, and read as such. */
#include "render/render.h"
#include "spec/map_reader.h"
#include "spec/schema.h"
#include "spec/theme.h"
#include "spec/yaml.h"
#include "spec_catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct written {
	struct arena arena;
	struct diag diag;
	struct buffer text;
	const struct node *top;
};

static void write_schema(struct written *out, const struct catalogue *catalogue, const char *share)
{
	arena_init(&out->arena);
	diag_init(&out->diag);
	buffer_init(&out->text);
	const struct theme *theme = theme_read(&out->arena, THEME_DEFAULT, share, no_place, &out->diag);
	assert_non_null(theme);
	map_schema(&out->arena, catalogue, theme, share, &out->text);
	struct reader reader = {.arena = &out->arena, .diag = &out->diag};
	out->top = spec_yaml_read(&reader, spec_yaml_source(&out->arena, "schema", out->text.bytes, out->text.length));
	if (out->diag.errors)
		print_message("%s\n", out->diag.entries[0].message);
	assert_int_equal(out->diag.errors, 0);
}

static void clear(struct written *written)
{
	buffer_clear(&written->text);
	diag_clear(&written->diag);
	arena_clear(&written->arena);
}

/* The node that "#/a/b" names; NULL: none. */
static const struct node *find(const struct node *top, const char *path)
{
	char part[100];
	for (path += 1; top && *path; path += strcspn(path, "/")) {
		path++;
		snprintf(part, sizeof part, "%.*s", (int)strcspn(path, "/"), path);
		top = node_get(top, part);
	}
	return top;
}

/* How many references there are; each leads somewhere. */
static size_t check_references(const struct node *top, const struct node *node)
{
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		if (entry->key && !strcmp(entry->key, "$ref")) {
			if (!find(top, entry->value->text))
				fail_msg("the schema refers to %s, which it has not", entry->value->text);
			count++;
		}
		count += check_references(top, entry->value);
	}
	return count;
}

static void references_lead_somewhere(void **state)
{
	(void)state;
	const struct catalogue catalogue = map_catalogue();
	struct written written;
	write_schema(&written, &catalogue, "seeds");
	assert_true(check_references(written.top, written.top) > 300);
	assert_string_equal(node_get(written.top, "$schema")->text, "http://json-schema.org/draft-07/schema#");
	clear(&written);
}

/* Every row of the tables is a property, with its help. */
static void check_rows(const struct node *top, const char *path, const struct kind *kind)
{
	const struct node *definition = find(top, path);
	const struct node *properties = definition ? node_get(definition, "properties") : NULL;
	if (!properties || strcmp(node_get(definition, "additionalProperties")->text, "false") != 0)
		fail_msg("%s is no closed object", path);
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct node *property = node_get(properties, option->key);
		if (!property)
			fail_msg("%s has no '%s'", path, option->key);
		if (strcmp(option->key, "kind") != 0)
			assert_string_equal(node_get(property, "description")->text, option->help);
		assert_true(!option->alias || node_get(properties, option->alias));
	}
}

static void every_row_is_a_property(void **state)
{
	(void)state;
	const struct catalogue catalogue = map_catalogue();
	struct written written;
	char path[100];
	write_schema(&written, &catalogue, "seeds");
	check_rows(written.top, "#", &map_file_options);
	for (size_t i = 0; i < catalogue.layers.count; i++) {
		snprintf(path, sizeof path, "#/definitions/layer_%s", catalogue.layers.kinds[i]->name);
		check_rows(written.top, path, catalogue.layers.kinds[i]);
	}
	for (size_t i = 0; i < catalogue.elements.count; i++) {
		snprintf(path, sizeof path, "#/definitions/keyed_%s", catalogue.elements.kinds[i]->name);
		check_rows(written.top, path, catalogue.elements.kinds[i]);
	}
	for (size_t i = 0; i < catalogue.frames.count; i++) {
		snprintf(path, sizeof path, "#/definitions/frame_%s", catalogue.frames.kinds[i]->name);
		check_rows(written.top, path, catalogue.frames.kinds[i]);
	}
	check_rows(written.top, "#/definitions/data", &data_spec_options);
	check_rows(written.top, "#/definitions/note", &note_spec_options);
	clear(&written);
}

/* A section whose row tells no shape could hold anything. */
static void every_section_has_a_shape(void **state)
{
	(void)state;
	for (size_t k = 0; k < map_tables.count; k++)
		for (size_t i = 0; i < map_tables.kinds[k]->option_count; i++) {
			const struct option *option = &map_tables.kinds[k]->options[i];
			if (option->type == OPTION_SECTION && !option->choices)
				fail_msg("'%s' of table '%s' has no shape (.choices: spec/schema_parts.h)", option->key,
				         map_tables.kinds[k]->name);
		}
}

static void the_small_catalogue_has_one_too(void **state)
{
	(void)state;
	const char *path = getenv("CORRIDOR_SCHEMA");
	struct written written;
	write_schema(&written, &test_catalogue, "tests/spec/share");
	assert_true(check_references(written.top, written.top) > 50);
	FILE *file = path ? fopen(path, "w") : NULL;
	if (file) {
		fputs(written.text.bytes, file);
		fclose(file);
	}
	clear(&written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(references_lead_somewhere),
	        cmocka_unit_test(every_row_is_a_property),
	        cmocka_unit_test(every_section_has_a_shape),
	        cmocka_unit_test(the_small_catalogue_has_one_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
