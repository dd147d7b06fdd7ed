/* The schema of the map file. In: the tables of map_tables, and of the catalogue's kinds. Out: JSON.
 * Every table is a definition with a property for each row, and nothing else. Layers, elements and frames have one for
 * each of their kinds, with the rows that all have; which one counts, `kind` says. What a row cannot say, that of two
 * keys one is needed, stands in the list of rules. */
#include "spec/schema.h"

#include "spec/map_reader.h"
#include "spec/schema_parts.h"
#include "spec/theme_file.h"

#include <string.h>

struct schema {
	const struct catalogue *catalogue;
	struct buffer *out;
	const char *next; /* goes before the next item of the object that is written */
};

/* By the definition's name; those of `kind` tables by what comes before the kind. */
static const struct {
	const char *definition, *rule;
} rules[] = {
        {"section", "\"anyOf\": [{\"required\": [\"areas\"]}, {\"required\": [\"points\"]}]"},
        {"zoom", "\"required\": [\"to\"]"},
        {"label",
         "\"anyOf\": [{\"required\": [\"position\"]}, {\"required\": [\"right\"]}, {\"required\": [\"left\"]}, "
         "{\"required\": [\"above\"]}, {\"required\": [\"below\"]}, {\"required\": [\"along\"]}, "
         "{\"required\": [\"near\"]}]"},
        {"data", "\"if\": {\"required\": [\"line_by\"]}, \"then\": {\"required\": [\"as\"], \"properties\": {\"as\": "
                 "{\"const\": \"line\"}}}, \"oneOf\": [{\"required\": [\"file\"]}, {\"required\": [\"text\"]}], "
                 "\"dependencies\": {\"keys\": [\"key\"], \"names_from\": [\"key\"]}"},
        {"frame", "\"oneOf\": [{\"required\": [\"extent\"]}, {\"required\": [\"zoom\"]}]"},
        {"classes", "\"oneOf\": [{\"required\": [\"breaks\"]}, {\"required\": [\"values\"]}]"},
};
#define ONE_CLASS "\"anyOf\": [{\"required\": [\"where\"]}, {\"required\": [\"else\"]}]"
#define WITH_LAYERS                                                                                                    \
	"\"anyOf\": [{\"required\": [\"layers\"]}, {\"required\": [\"base\"]}, {\"required\": [\"places\"]}, "         \
	"{\"required\": [\"routes\"]}, {\"properties\": {\"members\": {\"type\": \"array\"}}, \"required\": "          \
	"[\"members\"]}, "                                                                                             \
	"{\"required\": [\"data\"], \"not\": {\"required\": [\"versions\"]}}]"

/* How the properties of a definition say what their values are. */
enum values {
	VALUES_OWN,  /* by their rows */
	VALUES_SAME, /* as the layer of the kind has them */
	VALUES_EACH  /* such a value, or a list with one for each class */
};

/* In place of the type of rows that are left out. */
enum { NO_TYPE = -1 };

static void begin(struct schema *schema, const char *text)
{
	buffer_text(schema->out, text);
	schema->next = "\n";
}

static void add_rule(struct schema *schema, const char *definition)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (!strcmp(rules[i].definition, definition))
			buffer_printf(schema->out, ", %s", rules[i].rule);
}

static void begin_property(struct schema *schema, const char *key, const char *help)
{
	buffer_text(schema->out, schema->next);
	buffer_json(schema->out, key);
	buffer_json_after(schema->out, ": {\"description\": ", help);
	buffer_text(schema->out, ", ");
	schema->next = ",\n";
}

static void add_default(const struct option *option, struct buffer *out)
{
	double number;
	bool is_number = option->type == OPTION_NUMBER || option->type == OPTION_WHOLE || option->type == OPTION_LENGTH;
	if (!option->fallback || option->fallback == option_required || !*option->fallback)
		return;
	if (is_number && base_number_parse(option->fallback, &number))
		buffer_number_after(out, ", \"default\": ", number, 6);
	else
		buffer_json_after(out, ", \"default\": ", option->fallback);
}

/* Where a class is told, its shapes are those of the layer's kind. */
static void add_value(const struct kind *kind, const struct option *option, enum values values, struct buffer *out)
{
	bool is_class =
	        option->type == OPTION_SECTION && (!strcmp(option->key, "classes") || !strcmp(option->key, "else"));
	if (is_class)
		buffer_printf(out, "\"allOf\": [{\"$ref\": \"#/definitions/%s_%s\"}]",
		              !strcmp(option->key, "else") ? "class" : "classes", kind->name);
	else if (values == VALUES_OWN)
		spec_schema_value(option, out);
	else
		buffer_printf(out, "\"anyOf\": [{\"$ref\": \"#/definitions/layer_%s/properties/%s\"}%s", kind->name,
		              option->key, values == VALUES_SAME ? "]" : ", {\"type\": \"array\", \"items\": {");
	if (!is_class && values == VALUES_EACH)
		buffer_printf(out, "\"$ref\": \"#/definitions/layer_%s/properties/%s\"}}]", kind->name, option->key);
}

/* A property for each row of `rows`, but for those of the type `without`. Where they are the rows that all kinds have,
 * `kind` says which it is. */
static void add_rows(struct schema *schema, const struct kind *kind, const struct kind *rows, enum values values,
                     int without)
{
	for (const struct option *option = rows->options; option < rows->options + rows->option_count; option++) {
		bool names_kind = kind != rows && !strcmp(option->key, "kind");
		if ((int)option->type == without)
			continue;
		begin_property(schema, option->key, names_kind ? kind->help : option->help);
		if (names_kind)
			buffer_json_after(schema->out, "\"const\": ", kind->name);
		else
			add_value(kind, option, values, schema->out);
		add_default(option, schema->out);
		buffer_char(schema->out, '}');
		if (!option->alias)
			continue;
		begin_property(schema, option->alias, option->help);
		add_value(kind, option, values, schema->out);
		buffer_char(schema->out, '}');
	}
}

static void add_needed(struct schema *schema, const struct kind *kind, const struct kind *also)
{
	const struct kind *const kinds[] = {kind, also};
	const char *before = ", \"required\": [";
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; kinds[k] && i < kinds[k]->option_count; i++)
			if (option_is_needed(&kinds[k]->options[i])) {
				buffer_json_after(schema->out, before, kinds[k]->options[i].key);
				before = ", ";
			}
	buffer_text(schema->out, *before == ',' && before[2] == '"' ? "" : "]");
}

static void begin_definition(struct schema *schema, const char *what, const char *kind, const char *help)
{
	buffer_printf(schema->out, ",\n\"%s%s%s\": {", what, *kind ? "_" : "", kind);
	buffer_json_after(schema->out, "\"description\": ", help);
	begin(schema, ", \"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
}

static void add_table(struct schema *schema, const struct kind *kind)
{
	begin_definition(schema, kind->name, "", kind->help);
	add_rows(schema, kind, kind, VALUES_OWN, NO_TYPE);
	buffer_char(schema->out, '}');
	add_needed(schema, kind, NULL);
	add_rule(schema, kind->name);
	buffer_char(schema->out, '}');
}

/* An entry of that kind: its own rows and those that all have. */
static void add_kind(struct schema *schema, const char *what, const struct kind *kind, const struct kind *all,
                     int without)
{
	begin_definition(schema, what, kind->name, kind->help);
	add_rows(schema, kind, all, VALUES_OWN, without);
	add_rows(schema, kind, kind, VALUES_OWN, NO_TYPE);
	buffer_char(schema->out, '}');
	add_needed(schema, kind, all);
	if (all == &map_frame_options)
		add_rule(schema, what);
	buffer_char(schema->out, '}');
}

/* A class of a layer, and its classes as a list or by a column. */
static void add_classes(struct schema *schema, const struct kind *kind)
{
	begin_definition(schema, "class", kind->name, map_class_options.help);
	add_rows(schema, kind, &map_class_options, VALUES_OWN, NO_TYPE);
	add_rows(schema, kind, kind, VALUES_SAME, NO_TYPE);
	buffer_printf(schema->out,
	              "}},\n\"classes_%s\": {\"anyOf\": [{\"type\": \"array\", \"minItems\": 1, \"items\": "
	              "{\"allOf\": [{\"$ref\": \"#/definitions/class_%s\"}], " ONE_CLASS "}},\n",
	              kind->name, kind->name);
	begin(schema, "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
	add_rows(schema, kind, &map_classes_options, VALUES_OWN, NO_TYPE);
	add_rows(schema, kind, kind, VALUES_EACH, OPTION_FILTER);
	buffer_char(schema->out, '}');
	add_needed(schema, &map_classes_options, NULL);
	add_rule(schema, "classes");
	buffer_text(schema->out, "}]}");
}

static bool has_classes(const struct kind *kind)
{
	bool has = false;
	for (size_t i = 0; i < kind->option_count; i++)
		has |= kind->options[i].type == OPTION_FILTER;
	return has;
}

/* References to that property of the kinds of layers that draw features, and have it. */
static void add_any_kind(struct schema *schema, const char *before, const char *key)
{
	const struct kind_list *layers = &schema->catalogue->layers;
	for (size_t i = 0; i < layers->count; i++) {
		const struct kind *kind = layers->kinds[i];
		if (!has_classes(kind) || (*key && !option_find(kind, key)))
			continue;
		buffer_printf(schema->out, "%s{\"$ref\": \"#/definitions/%s_%s%s%s\"}", before,
		              *key ? "layer" : "classes", kind->name, *key ? "/properties/" : "", key);
		before = ", ";
	}
}

/* Whether one of the first `count` kinds that draw features has the key. */
static bool is_written(const struct kind_list *layers, size_t count, const char *key)
{
	bool has = false;
	for (size_t i = 0; i < count; i++)
		has |= has_classes(layers->kinds[i]) && option_find(layers->kinds[i], key);
	return has;
}

/* The keys of any kind that draws features, but for those that the table has. */
static void add_keys_of_kinds(struct schema *schema, const struct kind *but)
{
	const struct kind_list *layers = &schema->catalogue->layers;
	for (size_t k = 0; k < layers->count; k++)
		for (size_t i = 0; has_classes(layers->kinds[k]) && i < layers->kinds[k]->option_count; i++) {
			const struct option *option = &layers->kinds[k]->options[i];
			if (is_written(layers, k, option->key) || option_find(but, option->key))
				continue;
			begin_property(schema, option->key, option->help);
			add_any_kind(schema, "\"anyOf\": [", option->key);
			buffer_text(schema->out, "]}");
		}
}

/* A route of the short form has the keys of the layer that its style is. */
static void add_route(struct schema *schema)
{
	const struct kind *route = &map_route_options;
	begin_definition(schema, route->name, "", route->help);
	add_rows(schema, route, route, VALUES_OWN, NO_TYPE);
	add_keys_of_kinds(schema, route);
	begin_property(schema, "legend", option_find(&map_layer_options, "legend")->help);
	spec_schema_value(option_find(&map_layer_options, "legend"), schema->out);
	buffer_text(schema->out, "}}");
	add_needed(schema, route, NULL);
	buffer_char(schema->out, '}');
}

/* A layer that names no kind has that of its data, and so the keys of any kind that draws features. */
static void add_unnamed(struct schema *schema)
{
	static const struct kind unnamed = {.name = "unnamed", .help = "a layer whose kind is that of its data"};
	begin_definition(schema, "layer", unnamed.name, unnamed.help);
	add_rows(schema, &unnamed, &map_layer_options, VALUES_OWN, OPTION_SECTION);
	begin_property(schema, "classes", option_find(&map_layer_options, "classes")->help);
	add_any_kind(schema, "\"anyOf\": [", "");
	buffer_text(schema->out, "]}");
	add_keys_of_kinds(schema, &unnamed);
	buffer_text(schema->out, "}, \"required\": [\"data\"]}");
}

/* Which of the kinds' definitions counts; `usual`: the one where none is named, NULL: a kind has to be. */
static void add_choice_of_kind(struct schema *schema, const char *what, const struct kind_list *list, const char *usual)
{
	struct buffer *out = schema->out;
	buffer_printf(out, ",\n\"%s\": {\"type\": \"object\", \"properties\": {\"kind\": {\"enum\": [", what);
	for (size_t i = 0; i < list->count; i++)
		buffer_json_after(out, i ? ", " : "", list->kinds[i]->name);
	buffer_text(out, "]}}");
	if (!usual)
		buffer_text(out, ", \"required\": [\"kind\"]");
	buffer_text(out, ", \"allOf\": [");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(
		        out,
		        "%s\n{\"if\": {\"required\": [\"kind\"], \"properties\": {\"kind\": {\"const\": \"%s\"}}}, "
		        "\"then\": {\"$ref\": \"#/definitions/%s_%s\"}}",
		        i ? "," : "", list->kinds[i]->name, what, list->kinds[i]->name);
	if (usual)
		buffer_printf(out,
		              ",\n{\"if\": {\"not\": {\"required\": [\"kind\"]}}, \"then\": {\"$ref\": "
		              "\"#/definitions/%s_%s\"}}",
		              what, usual);
	buffer_text(out, "]}");
}

static void add_layers(struct schema *schema)
{
	const struct kind_list *layers = &schema->catalogue->layers;
	for (size_t i = 0; i < layers->count; i++) {
		const struct kind *kind = layers->kinds[i];
		add_kind(schema, "layer", kind, &map_layer_options, has_classes(kind) ? NO_TYPE : OPTION_SECTION);
		if (has_classes(kind))
			add_classes(schema, kind);
	}
	add_unnamed(schema);
	add_choice_of_kind(schema, "layer", layers, "unnamed");
}

static void add_frames(struct schema *schema)
{
	const struct kind_list *frames = &schema->catalogue->frames;
	for (size_t i = 0; i < frames->count; i++) {
		bool chooses = schema->catalogue->places(frames->kinds[i]) == ELEMENT_IN_PANEL;
		add_kind(schema, "frame", frames->kinds[i], chooses ? &map_placed_frame_options : &map_frame_options,
		         NO_TYPE);
	}
	add_choice_of_kind(schema, "frame", frames, frames->kinds[0]->name);
}

/* `furniture:` by the elements' names, or as a list. */
static void add_elements(struct schema *schema)
{
	const struct kind_list *elements = &schema->catalogue->elements;
	struct buffer *out = schema->out;
	for (size_t i = 0; i < elements->count; i++) {
		bool is_fixed = schema->catalogue->places(elements->kinds[i]) == ELEMENT_FIXED;
		add_kind(schema, "keyed", elements->kinds[i],
		         is_fixed ? &map_fixed_element_options : &map_element_options, NO_TYPE);
	}
	add_choice_of_kind(schema, "keyed", elements, NULL);
	begin(schema, ",\n\"elements\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
	for (size_t i = 0; i < elements->count; i++) {
		begin_property(schema, elements->kinds[i]->name, elements->kinds[i]->help);
		buffer_printf(out,
		              "\"anyOf\": [{\"$ref\": \"#/definitions/shown\"}, {\"type\": \"null\"}, {\"$ref\": "
		              "\"#/definitions/keyed_%s\"}]}",
		              elements->kinds[i]->name);
	}
	buffer_text(out, "}},\n\"element\": {\"anyOf\": [{\"enum\": [");
	for (size_t i = 0; i < elements->count; i++)
		buffer_json_after(out, i ? ", " : "", elements->kinds[i]->name);
	buffer_text(out, "]}, {\"$ref\": \"#/definitions/keyed\"}]}");
}

/* The tables of entries that are of one kind only. */
static void add_tables(struct schema *schema)
{
	const struct kind *const others[] = {&map_file_options,    &map_layer_options,   &map_class_options,
	                                     &map_classes_options, &map_element_options, &map_frame_options,
	                                     &map_route_options};
	for (size_t i = 0; i < map_tables.count; i++) {
		bool is_other = false;
		for (size_t k = 0; k < sizeof others / sizeof *others; k++)
			is_other |= others[k] == map_tables.kinds[i];
		if (!is_other)
			add_table(schema, map_tables.kinds[i]);
	}
	add_table(schema, &theme_shield_kind);
	add_table(schema, &theme_hatch_kind);
}

void map_schema(struct arena *arena, const struct catalogue *catalogue, const struct theme *theme,
                const char *share_dir, struct buffer *out)
{
	struct schema schema = {.catalogue = catalogue, .out = out};
	begin(&schema, "{\"$schema\": \"http://json-schema.org/draft-07/schema#\",\n\"title\": \"map file of "
	               "corridor\",\n\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
	add_rows(&schema, &map_file_options, &map_file_options, VALUES_OWN, NO_TYPE);
	buffer_char(out, '}');
	add_needed(&schema, &map_file_options, NULL);
	buffer_text(out, ", " WITH_LAYERS ",\n\"definitions\": {\n");
	spec_schema_basics(arena, theme, share_dir, out);
	add_tables(&schema);
	add_layers(&schema);
	add_route(&schema);
	add_elements(&schema);
	add_frames(&schema);
	buffer_text(out, "}}\n");
}
