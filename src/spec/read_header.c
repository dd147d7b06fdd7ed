/* The top of a map file: languages, title, page, theme, projection, extent, padding, margin, document properties. */
#include "spec/map_reader.h"

#include "base/units.h"
#include "spec/message_file.h"
#include "spec/seed_file.h"
#include "spec/theme_file.h"

#include <math.h>

#define LANGUAGES_MAX      8
#define LANGUAGES_OF_SHEET 2
#define A4_SIDE            (210 * POINTS_PER_MM)

static struct place whole_file(const struct map_reader *map)
{
	return (struct place){.source = map->in.top->place.source};
}

static void add_message_file(struct map_reader *map, const char *language, struct place place)
{
	struct map_spec *out = map->out;
	const struct node *named = node_get(node_get(map->in.top, "messages"), language);
	if (named && named->type != NODE_TEXT)
		named = NULL; /* reported by check_message_files() */
	const char *file = named ? map_file_path(map, named->place, named->text)
	                         : messages_path(&map->in, language, out->source.name, map->share_dir, place);
	if (!file)
		return;
	out->languages[out->language_count] = language;
	out->message_files[out->language_count++] =
	        (struct message_file){.path = file, .place = named ? named->place : place};
}

static void check_message_files(struct map_reader *map)
{
	const struct node *files = node_get(map->in.top, "messages");
	if (!files || !node_expect(&map->in, files, NODE_MAP, "messages"))
		return;
	for (size_t i = 0; i < files->count; i++)
		node_expect(&map->in, files->entries[i].value, NODE_TEXT, files->entries[i].key);
}

static void add_language(struct map_reader *map, const char *language, struct place place)
{
	struct map_spec *out = map->out;
	if (node_is_among(language, out->languages, out->language_count))
		diag_error(map->in.diag, DUPLICATE_ENTRY, place, NULL, "languages: '%s' is written a second time",
		           language);
	else if (out->language_count == LANGUAGES_MAX)
		diag_error(map->in.diag, OVER_LIMIT, place, NULL, "languages: more than %d", LANGUAGES_MAX);
	else
		add_message_file(map, language, place);
}

void map_read_languages(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "languages");
	struct texts languages;
	map->out->languages = ARENA_ARRAY(map->in.arena, LANGUAGES_MAX, const char *);
	map->out->message_files = ARENA_ARRAY(map->in.arena, LANGUAGES_MAX, struct message_file);
	check_message_files(map);
	if (!node) {
		add_message_file(map, "en", whole_file(map));
		return;
	}
	if (!node_texts(&map->in, node, "languages", &languages))
		return;
	if (languages.count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, "for example [en]", "languages: the list is empty");
	for (size_t i = 0; i < languages.count; i++)
		add_language(map, languages.items[i], node_item_place(node, i));
	if (map->out->language_count > LANGUAGES_OF_SHEET)
		diag_note(map->in.diag, LEFT_OUT, node_item_place(node, LANGUAGES_OF_SHEET), NULL,
		          "languages: names on the map are set in all of them, title, facts, keys and captions in the "
		          "first %d: there is no room for more",
		          LANGUAGES_OF_SHEET);
}

void map_read_theme(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "theme");
	const char *name = THEME_DEFAULT;
	struct place place = whole_file(map);
	if (node) {
		if (!node_expect(&map->in, node, NODE_TEXT, "theme"))
			return;
		name = node->text;
		place = node->place;
		if (seed_file_is_yaml(name))
			name = map_file_path(map, place, name);
	}
	map->out->theme_name = arena_text(map->in.arena, name);
	const struct theme *read = theme_read(map->in.arena, name, map->share_dir, place, map->in.diag);
	if (!read)
		return;
	struct theme *theme = ARENA_NEW(map->in.arena, struct theme);
	*theme = *read;
	theme_fill_symbols(&map->in, map->in.top, theme); /* the map's own over the theme's */
	const struct node_entry file = {NULL, whole_file(map), (struct node *)map->in.top};
	options_check_theme(&map->in, &map_file_options, &file, theme, map->out);
	theme_colour(theme, map->out->background, &theme->colour[COLOUR_GROUND]);
	map->theme = theme;
	map->out->theme = map_read_type_scale(map, &map->out->page);
}

const struct theme *map_read_type_scale(struct map_reader *map, struct page_spec *page)
{
	page_spec_read_type_scale(&map->in, node_get(map->in.top, "type_scale"), map->theme, page);
	return theme_raise_text(map->in.arena, map->theme, page->least_text / page->type_scale);
}

#define FIELD(name) offsetof(struct fit_spec, name)
static const struct option fit_options[] = {
        {"layers", OPTION_REFERENCES, FIELD(layers), NULL, "only what these draw", 1, 1000, .choices = "layers"},
        {"largest_part", OPTION_BOOL, FIELD(largest_part), "no",
         "only the largest group of parts that lie near each other: France without what is overseas"},
        {"each", OPTION_BOOL, FIELD(each), "no", "of each feature: Spain without the Canary Islands",
         .needs = "largest_part"},
};
#undef FIELD
const struct kind fit_spec_options = {"fit", "what is framed where the extent is fitted", OPTION_ROWS(fit_options),
                                      sizeof(struct fit_spec)};

static void read_fit(struct map_reader *map, const struct node *node)
{
	if (!node || node_is_none(node) || !node_expect(&map->in, node, NODE_MAP, "fit"))
		return;
	const struct node_entry section = {NULL, node->place, (struct node *)node};
	options_read(&map->in, &fit_spec_options, &section, true, &map->out->fit);
	if (map->out->extent_mode == EXTENT_BOX)
		diag_warning(map->in.diag, CONTRADICTION, node->place, "leave one of the two out",
		             "fit has no effect beside an extent that is a box");
}

static void read_extent(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "extent");
	static const char *const words[] = {"fit", "common"};
	size_t chosen = 0;
	if (!node)
		return;
	map->out->extent_place = node->place;
	if (node->type == NODE_LIST) {
		if (map_read_box(map, node, "extent", &map->out->extent))
			map->out->extent_mode = EXTENT_BOX;
	} else if (node->type == NODE_MAP && node->count == 1 && node_get(node, "fit")) {
		read_fit(map, node_get(node, "fit"));
	} else if (node->type == NODE_MAP) {
		diag_error(map->in.diag, WRONG_TYPE, node->place,
		           "write fit, common or [west, south, east, north]; what is fitted stands under fit:",
		           "extent: expected a text or a list, found keys with values");
	} else if (node_choice(&map->in, node, "extent", words, 2, &chosen)) {
		map->out->extent_mode = chosen == 0 ? EXTENT_FIT : EXTENT_COMMON;
	}
}

/* A length that was read, against the page; `otherwise` when it does not fit. */
static void check_distance(struct map_reader *map, const char *key, double side, double otherwise, double *length)
{
	if (isnan(*length) || (*length >= 0 && *length <= side / 4))
		return;
	diag_error(map->in.diag, OUT_OF_RANGE, node_get(map->in.top, key)->place, NULL,
	           "%s: must be between 0 and a quarter of the page's side", key);
	*length = otherwise;
}

#define FIELD(name) offsetof(struct map_spec, name)
static const struct option options[] = {
        {"corridor", OPTION_SECTION, 0, NULL, "format of the file: 1", .choices = "'1'"},
        {"id", OPTION_ID, FIELD(id), option_required, "name for files and for ids in SVG"},
        {"title", OPTION_LOCALIZED, FIELD(title), option_required, "of the map", .can_be_none = true},
        {"languages", OPTION_SECTION, 0, NULL, "shown, the leading one first [en]", .choices = "language|[language]+"},
        {"messages", OPTION_SECTION, 0, NULL, "own message files by language", .choices = "{language: text}|'none'"},
        {"noun", OPTION_SECTION, 0, NULL, "what members are called where they are counted [member]", .choices = "noun"},
        {"page", OPTION_SECTION, 0, NULL,
         "a4, a3-portrait, slide, column, 180x120mm; or a width alone, 600px, 89mm: as high as the map takes [a4]",
         .choices = "page"},
        {"width", OPTION_SECTION, 0, NULL, "of the page, the height in proportion", .choices = "side|'none'"},
        {"type_scale", OPTION_SECTION, 0, NULL, "how large type is against A4 [by the page]",
         .choices = "scale|'none'"},
        {"theme", OPTION_SECTION, 0, NULL, "a name or a file [daylight]", .choices = "theme"},
        {"background", OPTION_COLOUR, FIELD(background), "land", "colour of the map's ground: land, sea, any colour"},
        {"projection", OPTION_TEXT, FIELD(projection), "auto", "auto, or a PROJ string or code"},
        {"extent", OPTION_SECTION, 0, NULL, "fit, common or [west, south, east, north] [fit]",
         .choices = "'fit'|'common'|box|fitted"},
        {"fit", OPTION_SECTION, 0, NULL, "what extent: fit shows [the members, else what all layers draw]",
         .choices = "fit|'none'"},
        {"padding", OPTION_LENGTH, FIELD(padding), "8mm", "round what is fitted"},
        {"margin", OPTION_LENGTH, FIELD(margin), NULL, "round frame and panel [by the page]"},
        {"layout", OPTION_CHOICE, FIELD(layout), "auto",
         "where the panel stands; auto: where it leaves the map the larger scale", .choices = "auto|side|below|none"},
        {"as_of", OPTION_WHOLE, FIELD(as_of), NULL, "the year for which lines with dates are shown [of each version]",
         1, 9999},
        {"show_later", OPTION_CHOICE, FIELD(show_later), "muted", "members of later versions", .choices = "none|muted"},
        {"author", OPTION_TEXT, FIELD(author), NULL, "document property"},
        {"subject", OPTION_TEXT, FIELD(subject), NULL, "document property"},
        {"keywords", OPTION_TEXT, FIELD(keywords), NULL, "document property"},
        {"approval", OPTION_TEXT, FIELD(approval), NULL, "number of the map review, for the credits"},
        {"base", OPTION_SECTION, 0, NULL,
         "what lies below the layers: world, or {layers: […], labels: full, viewpoint: cn}", .choices = "text|base"},
        {"sources", OPTION_SECTION, 0, NULL, "credit lines by id",
         .choices = "{id: source|source-line|localized}|'none'"},
        {"data", OPTION_SECTION, 0, NULL, "geodata files by id", .choices = "{file: text|data}|'none'"},
        {"layers", OPTION_SECTION, 0, NULL, "what is drawn, from the bottom", .choices = "[layer]+"},
        {"places", OPTION_SECTION, 0, NULL,
         "places by name, drawn and named: [Accra, Lomé, {name: Site A, at: [1.2, 6.1]}]",
         .choices = "[text|place]+|'none'"},
        {"routes", OPTION_SECTION, 0, NULL, "schematic lines through places, by id", .choices = "{id: route}|'none'"},
        {"members", OPTION_SECTION, 0, NULL, "the region's places, and where they are",
         .choices = "section|[text]+|'none'"},
        {"versions", OPTION_SECTION, 0, NULL, "what joins when", .choices = "{version: version}+|'none'"},
        {"multiples", OPTION_SECTION, 0, NULL, "the sheet with a frame for every version",
         .choices = "multiples|'none'"},
        {"labels", OPTION_SECTION, 0, NULL, "names that the author puts in their place",
         .choices = "{name: position|label|[position|label]}|'none'"},
        {"facts", OPTION_SECTION, 0, NULL, "what the panel tells: figures with a text, or texts alone",
         .choices = "[fact]|'none'"},
        {"furniture", OPTION_SECTION, 0, NULL, "elements of the sheet, and their options",
         .choices = "elements|[element]|'none'"},
        {"frames", OPTION_SECTION, 0, NULL, "further maps on the sheet: insets, the locator",
         .choices = "{id: shown|frame}|'none'"},
        {"notes", OPTION_SECTION, 0, NULL, "texts on the map that point out what the sheet has to say",
         .choices = "{id: shown|note}|'none'"},
        {"shields", OPTION_SECTION, 0, NULL, "road shields of this map", .choices = "{name: shield}|'none'"},
        {"hatches", OPTION_SECTION, 0, NULL, "hatches of this map", .choices = "{name: hatch}|'none'"},
};
#undef FIELD
const struct kind map_file_options = {"map", "the keys of a map file", OPTION_ROWS(options), 0};

void map_read_header(struct map_reader *map)
{
	struct map_spec *out = map->out;
	const struct node *top = map->in.top, *projection = node_get(top, "projection");
	const struct node_entry file = {NULL, whole_file(map), (struct node *)top};
	out->id = "";
	out->margin = NAN;
	out->has_background = node_get(top, "background") != NULL;
	options_read(&map->in, &map_file_options, &file, true, out);
	const struct node *title = node_get(top, "title");
	if (title && !node_is_none(title) && !out->title.count && map->in.diag->errors == 0)
		diag_error(map->in.diag, EMPTY_VALUE, title->place, "none is written none",
		           "title: nothing is written here");
	page_spec_read(&map->in, node_get(top, "page"), node_get(top, "width"), &out->page);
	out->projection_place = projection ? projection->place : whole_file(map);
	read_extent(map);
	read_fit(map, node_get(top, "fit"));
	double smaller = fmin(out->page.width, out->page.height);
	/* On a small page the padding shrinks with the map. */
	check_distance(map, "padding", fmax(smaller, A4_SIDE), 8 * POINTS_PER_MM, &out->padding);
	check_distance(map, "margin", smaller, NAN, &out->margin);
}
