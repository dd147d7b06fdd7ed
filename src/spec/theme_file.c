/* A theme's tree into a theme, by tables.
 * In: the tree of themes/NAME.yaml, or the shields and hatches of a map file; sizes and widths in points, spacing in
 * em. Out: struct theme, in the order of the file. An entry with a known name changes only what it states, so that a
 * theme which extends another, or a map file, states only what differs. */
#include "spec/theme_file.h"

#include "spec/read_options.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

#define FIELD(name) offsetof(struct theme, name)
static const struct option file_options[] = {
        {"theme", OPTION_TEXT, FIELD(name), option_required, "name of the theme"},
        {"extends", OPTION_SECTION, 0, NULL, "theme of which this one states what differs: a name or a file"},
        {"fonts", OPTION_TEXTS, FIELD(fonts), NULL, "font families in order of preference", 1, 1000},
        {"colours", OPTION_SECTION, 0, NULL, "name: \"#rrggbb\""},
        {"classes", OPTION_SECTION, 0, NULL, "colours of the members by version, the oldest first"},
        {"class_hatches", OPTION_TEXTS, FIELD(class_hatches), NULL, "hatches beside those colours"},
        {"text", OPTION_SECTION, 0, NULL, "text styles by name"},
        {"measures", OPTION_SECTION, 0, NULL, "measures of the sheet"},
        {"shields", OPTION_SECTION, 0, NULL, "road shields by name"},
        {"hatches", OPTION_SECTION, 0, NULL, "hatches by name"},
};
#undef FIELD
const struct kind theme_file_kind = {"theme", "the keys of a theme file", file_options, COUNT(file_options), 0};

#define FIELD(name) offsetof(struct text_style, name)
static const struct option style_options[] = {
        {"size", OPTION_NUMBER, FIELD(size), option_required, "points; below 5 nobody reads print", 5, 200},
        {"weight", OPTION_WHOLE, FIELD(weight), "400", "400 regular, 700 bold", 100, 900},
        {"italic", OPTION_BOOL, FIELD(italic), "no", "slanted"},
        {"spacing", OPTION_NUMBER, FIELD(spacing), "0", "between letters, in em", -0.2, 2},
        {"capitals", OPTION_BOOL, FIELD(capitals), "no", "all letters as capitals"},
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "of the letters"},
        {"halo", OPTION_COLOUR, FIELD(halo), "none", "colour round the letters"},
        {"halo_width", OPTION_NUMBER, FIELD(halo_width), "0", "points on each side", 0, 10},
};
#undef FIELD
static const struct kind style_kind = {"text style", "", style_options, COUNT(style_options), 0};

#define FIELD(name) offsetof(struct theme_shield, name)
static const struct option shield_options[] = {
        {"form", OPTION_CHOICE, FIELD(form), "plate", "outline", .choices = "plate|oval|interstate"},
        {"plate", OPTION_COLOUR, FIELD(plate), "none", "fill"},
        {"band", OPTION_COLOUR, FIELD(band), "none", "strip across the top"},
        {"edge", OPTION_COLOUR, FIELD(edge), "none", "line round it"},
        {"text", OPTION_STYLE, FIELD(text), "shield", "text style of the number"},
        {"text_colour", OPTION_COLOUR, FIELD(text_colour), NULL, "of the number, in place of the style's"},
        {"size", OPTION_NUMBER, FIELD(size), NULL, "of the number, in place of the style's; the rest with it", 5, 200},
        {"height", OPTION_NUMBER, FIELD(height), "11.5", "points", 1, 200},
        {"radius", OPTION_NUMBER, FIELD(radius), "1.6", "of the corners, points", 0, 200},
        {"rule", OPTION_NUMBER, FIELD(rule), "0", "width of a line below the band, points", 0, 200},
        {"edge_width", OPTION_NUMBER, FIELD(edge_width), "1", "points", 0, 200},
        {"band_height", OPTION_NUMBER, FIELD(band_height), "0", "points", 0, 200},
        {"padding", OPTION_NUMBER, FIELD(padding), "3.5", "beside the number, points", 0, 200},
};
#undef FIELD
static const struct kind shield_kind = {"shield", "", shield_options, COUNT(shield_options), 0};

#define FIELD(name) offsetof(struct theme_hatch, name)
static const struct option hatch_options[] = {
        {"form", OPTION_CHOICE, FIELD(dots), "lines", "lines, or dots along them", .choices = "lines|dots"},
        {"angles", OPTION_NUMBERS, FIELD(angles), "45", "degrees from level, one to four", -180, 180},
        {"spacing", OPTION_NUMBER, FIELD(spacing), "4", "points; closer lines are a tone, and a slow one", 0.8, 200},
        {"width", OPTION_NUMBER, FIELD(width), "0.35", "of a line, or of a dot, points", 0.05, 20},
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "of the lines"},
};
#undef FIELD
static const struct kind hatch_kind = {"hatch", "", hatch_options, COUNT(hatch_options), 0};
#define HATCH_ANGLES 4

/* The lists of named entries: where in struct theme, how large an entry, and what is read where in it. */
static const struct list {
	const char *key;
	enum option_type type; /* of the options that name an entry */
	size_t offset, stride, field;
	const struct kind *kind; /* NULL: a single colour */
} lists[] = {
        {"colours", OPTION_COLOUR, offsetof(struct theme, colours), sizeof(struct theme_colour),
         offsetof(struct theme_colour, colour), NULL},
        {"text", OPTION_STYLE, offsetof(struct theme, styles), sizeof(struct theme_style),
         offsetof(struct theme_style, style), &style_kind},
        {"shields", OPTION_SHIELD, offsetof(struct theme, shields), sizeof(struct theme_shield), 0, &shield_kind},
        {"hatches", OPTION_HATCH, offsetof(struct theme, hatches), sizeof(struct theme_hatch), 0, &hatch_kind},
};
#define SYMBOLS_FROM 2 /* the lists that a map file may have too */

static struct theme_list *list_in(const struct theme *theme, const struct list *list)
{
	return (struct theme_list *)((char *)theme + list->offset);
}

static void *list_find(const struct theme *theme, const struct list *list, const char *name)
{
	const struct theme_list *in = list_in(theme, list);
	for (size_t i = 0; i < in->count; i++) {
		struct theme_entry *entry = (struct theme_entry *)((char *)in->items + i * list->stride);
		if (strcmp(entry->name, name) == 0)
			return entry;
	}
	return NULL;
}

static const struct list *list_of(enum option_type type)
{
	for (size_t i = 0; i < COUNT(lists); i++)
		if (lists[i].type == (type == OPTION_LABEL ? OPTION_STYLE : type))
			return &lists[i];
	return NULL;
}

const void *theme_find(const struct theme *theme, enum option_type type, const char *name)
{
	return list_find(theme, list_of(type), name);
}

const char **theme_names(struct arena *arena, const struct theme *theme, enum option_type type, size_t *count)
{
	const struct list *list = list_of(type);
	const struct theme_list *in = list ? list_in(theme, list) : &(struct theme_list){0};
	const char **names = ARENA_ARRAY(arena, in->count + 1, const char *);
	for (*count = 0; *count < in->count; ++*count)
		names[*count] = ((const struct theme_entry *)((const char *)in->items + *count * list->stride))->name;
	return names;
}

/* Some values are sound only together. */
static void check_hatch(struct reader *reader, const struct node_entry *entry, const struct theme_hatch *hatch)
{
	const struct node *angles = node_get(entry->value, "angles");
	if (strcmp(entry->key, "none") == 0)
		diag_error(reader->diag, WRONG_VALUE, entry->key_place, NULL, "'none' stands for no hatch");
	if (hatch->angles.count > HATCH_ANGLES)
		diag_error(reader->diag, OVER_LIMIT, angles->place, "for example [45, 135]",
		           "angles: one to %d are possible", HATCH_ANGLES);
	if (hatch->width >= hatch->spacing)
		diag_error(reader->diag, CONTRADICTION, entry->value->place,
		           "the spacing is from the middle of a line to the next",
		           "the lines of hatch '%s' are as wide as their spacing", entry->key);
}

static void read_entry(struct reader *reader, const struct list *list, const struct node_entry *entry,
                       struct theme *theme)
{
	static const struct option colour = {.type = OPTION_RGBA};
	struct theme_entry *known = list_find(theme, list, entry->key);
	struct theme_list *in = list_in(theme, list);
	struct theme_entry *to = known ? known : (struct theme_entry *)((char *)in->items + in->count * list->stride);
	void *field = (char *)to + list->field;
	if (!list->kind) { /* wrong, the colour is known nevertheless */
		struct option named = colour;
		named.key = entry->key;
		options_read_value(reader, &named, entry->value, field);
	} else if (!options_read(reader, list->kind, entry, !known, field)) {
		return;
	}
	*to = (struct theme_entry){entry->key, list->kind ? entry->key_place : entry->value->place};
	in->count += !known;
	if (list->kind == &hatch_kind)
		check_hatch(reader, entry, field);
}

/* Over a copy: what is extended is never changed. */
static void read_list(struct reader *reader, const struct list *list, const struct node *top, struct theme *theme)
{
	const struct node *node = node_get(top, list->key);
	struct theme_list *in = list_in(theme, list);
	if (!node || !node_expect(reader, node, NODE_MAP, list->key))
		return;
	void *items = arena_array(reader->arena, in->count + node->count + 1, list->stride);
	if (in->count)
		memcpy(items, in->items, in->count * list->stride);
	in->items = items;
	for (size_t i = 0; i < node->count; i++)
		read_entry(reader, list, &node->entries[i], theme);
}

/* What the file's own entries name, and the defaults of those. */
static void check_list(struct reader *reader, const struct list *list, const struct node *top,
                       const struct theme *theme)
{
	const struct node *node = node_get(top, list->key);
	for (size_t i = 0; list->kind && node && node->type == NODE_MAP && i < node->count; i++) {
		const struct theme_entry *entry = list_find(theme, list, node->entries[i].key);
		if (entry)
			options_check_theme(reader, list->kind, &node->entries[i], theme,
			                    (const char *)entry + list->field);
	}
}

void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme)
{
	for (size_t i = SYMBOLS_FROM; i < COUNT(lists); i++)
		read_list(reader, &lists[i], top, theme);
	for (size_t i = SYMBOLS_FROM; i < COUNT(lists); i++)
		check_list(reader, &lists[i], top, theme);
}

static void read_classes(struct reader *reader, const struct node *top, struct theme *theme)
{
	static const struct option colour = {.key = "classes", .type = OPTION_RGBA};
	const struct node *node = node_get(top, "classes");
	if (!node || !node_expect(reader, node, NODE_LIST, "classes"))
		return;
	theme->classes = ARENA_ARRAY(reader->arena, node->count + 1, struct colour);
	theme->class_count = 0;
	theme->class_place = node->place;
	if (node->count == 0)
		diag_error(reader->diag, EMPTY_VALUE, node->place, NULL, "classes: the list is empty");
	for (size_t i = 0; i < node->count; i++)
		theme->class_count += options_read_value(reader, &colour, node->entries[i].value,
		                                         &theme->classes[theme->class_count]);
}

static void read_measures(struct reader *reader, const struct node *top, struct theme *theme)
{
	struct node_entry *entry = node_entry_find(top, "measures");
	if (entry && node_expect(reader, entry->value, NODE_MAP, "measures")) {
		options_check_keys(reader, &theme_own_measures, NULL, entry, "measures");
		options_read_known(reader, &theme_own_measures, entry, false, theme->measure);
	}
}

static void check_class_hatches(struct reader *reader, const struct node *top, const struct theme *theme)
{
	const struct node *node = node_get(top, "class_hatches");
	size_t count;
	const char **names = theme_names(reader->arena, theme, OPTION_HATCH, &count);
	for (size_t i = 0; node && i < theme->class_hatches.count; i++)
		if (!theme_has(theme, OPTION_HATCH, theme->class_hatches.items[i]))
			node_unknown(reader, node_item_place(node, i), "hatch", theme->class_hatches.items[i], names,
			             count);
}

void theme_fill(struct reader *reader, const struct node *top, struct theme *theme)
{
	struct place first = top->count ? top->entries[0].key_place : top->place;
	const struct node_entry file = {NULL, first, (struct node *)top};
	const struct node *name = node_get(top, "theme");
	theme->name = "";
	options_check_keys(reader, &theme_file_kind, NULL, &file, "the theme");
	options_read_known(reader, &theme_file_kind, &file, true, theme);
	theme->place = name ? name->place : first;
	for (size_t i = 0; i < COUNT(lists); i++)
		read_list(reader, &lists[i], top, theme);
	read_classes(reader, top, theme);
	read_measures(reader, top, theme);
	if (theme->fonts.count == 0 && !node_get(top, "fonts"))
		diag_error(reader->diag, MISSING_KEY, theme->place, NULL, "the theme has no 'fonts'");
	if (theme->class_count == 0 && !node_get(top, "classes"))
		diag_error(reader->diag, MISSING_KEY, theme->place, NULL, "the theme has no 'classes'");
	for (size_t i = 0; i < COUNT(lists); i++)
		check_list(reader, &lists[i], top, theme);
	check_class_hatches(reader, top, theme);
}
