/* Theme files: finding the file, following `extends`, and the file's tree into a theme by tables.
 * In: themes/NAME.yaml of the seeds folder, any path that ends in .yaml, or the shields and hatches of a map file;
 * sizes and widths in points, spacing in em. Out: struct theme, in the order of the file. An entry with a known name
 * changes only what it states, so that a theme which extends another, or a map file, states only what differs. */
#include "spec/theme_file.h"

#include "spec/read_options.h"
#include "spec/seed_file.h"
#include "spec/yaml.h"

#include <string.h>

#define EXTENDS_MAX 8
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

#define FIELD(name) offsetof(struct theme, name)
static const struct option file_options[] = {
        {"theme", OPTION_TEXT, FIELD(name), option_required, "name of the theme"},
        {"extends", OPTION_SECTION, 0, NULL, "theme of which this one states what differs: a name or a file"},
        {"fonts", OPTION_TEXTS, FIELD(fonts), NULL, "font families in order of preference", 1, 1000},
        {"colours", OPTION_SECTION, 0, NULL, "name: \"#rrggbb\""},
        {"classes", OPTION_SECTION, 0, NULL,
         "colours of the members: new ones, then those who joined earlier, the latest first"},
        {"class_hatches", OPTION_TEXTS, FIELD(class_hatches), NULL, "hatches beside those colours"},
        {"text", OPTION_SECTION, 0, NULL, "text styles by name"},
        {"measures", OPTION_SECTION, 0, NULL, "measures of the sheet"},
        {"shields", OPTION_SECTION, 0, NULL, "road shields by name"},
        {"hatches", OPTION_SECTION, 0, NULL, "hatches by name"},
};
#undef FIELD
const struct kind theme_file_kind = {"theme", "the keys of a theme file", OPTION_ROWS(file_options), 0};

#define FIELD(name) offsetof(struct text_style, name)
static const struct option style_options[] = {
        {"size", OPTION_LENGTH, FIELD(size), option_required, "points; below 5 nobody reads print", 5, 200},
        {"weight", OPTION_WHOLE, FIELD(weight), "400", "400 regular, 700 bold", 100, 900},
        {"italic", OPTION_BOOL, FIELD(italic), "no", "slanted"},
        {"spacing", OPTION_NUMBER, FIELD(spacing), "0", "between letters, in em", -0.2, 2},
        {"capitals", OPTION_BOOL, FIELD(capitals), "no", "all letters as capitals"},
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "of the letters"},
        {"halo", OPTION_COLOUR, FIELD(halo), "none", "colour round the letters"},
        {"halo_width", OPTION_LENGTH, FIELD(halo_width), "0", "points on each side", 0, 10},
};
#undef FIELD
static const struct kind style_kind = {"text style", "", OPTION_ROWS(style_options), 0};

#define FIELD(name) offsetof(struct theme_shield, name)
static const struct option shield_options[] = {
        {"form", OPTION_CHOICE, FIELD(form), "plate", "outline", .choices = "plate|oval|interstate"},
        {"plate", OPTION_COLOUR, FIELD(plate), "none", "fill"},
        {"band", OPTION_COLOUR, FIELD(band), "none", "strip across the top"},
        {"edge", OPTION_COLOUR, FIELD(edge), "none", "line round it"},
        {"text", OPTION_STYLE, FIELD(text), "shield", "text style of the number", .can_be_none = true},
        {"text_colour", OPTION_COLOUR, FIELD(text_colour), NULL, "of the number, in place of the style's"},
        {"size", OPTION_LENGTH, FIELD(size), NULL, "of the number, in place of the style's; the rest with it", 5, 200},
        {"height", OPTION_LENGTH, FIELD(height), "11.5", "points", 1, 200},
        {"radius", OPTION_LENGTH, FIELD(radius), "1.6", "of the corners, points", 0, 200},
        {"rule", OPTION_LENGTH, FIELD(rule), "0", "width of a line below the band, points", 0, 200},
        {"edge_width", OPTION_LENGTH, FIELD(edge_width), "1", "points", 0, 200},
        {"band_height", OPTION_LENGTH, FIELD(band_height), "0", "points", 0, 200},
        {"padding", OPTION_LENGTH, FIELD(padding), "3.5", "beside the number, points", 0, 200},
};
#undef FIELD
const struct kind theme_shield_kind = {"shield", "an entry of shields:", OPTION_ROWS(shield_options), 0};

#define FIELD(name) offsetof(struct theme_hatch, name)
static const struct option hatch_options[] = {
        {"form", OPTION_CHOICE, FIELD(dots), "lines", "lines, or dots along them", .choices = "lines|dots"},
        {"angles", OPTION_NUMBERS, FIELD(angles), "45", "degrees from level, one to four", -180, 180},
        {"spacing", OPTION_LENGTH, FIELD(spacing), "4", "points; closer lines are a tone, and a slow one", 0.8, 200},
        {"width", OPTION_LENGTH, FIELD(width), "0.35", "of a line, or of a dot, points", 0.05, 20},
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "of the lines"},
};
#undef FIELD
const struct kind theme_hatch_kind = {"hatch", "an entry of hatches:", OPTION_ROWS(hatch_options), 0};
#define HATCH_ANGLES 4

/* The lists of named entries, and what is read where in an entry. */
static const struct list {
	const char *key;
	enum option_type type; /* of the options that name an entry */
	size_t field;
	const struct kind *kind; /* NULL: a single colour */
} lists[] = {
        {"colours", OPTION_COLOUR, offsetof(struct theme_colour, colour), NULL},
        {"text", OPTION_STYLE, offsetof(struct theme_style, style), &style_kind},
        {"shields", OPTION_SHIELD, 0, &theme_shield_kind},
        {"hatches", OPTION_HATCH, 0, &theme_hatch_kind},
};
#define SYMBOLS_FROM 2 /* the lists that a map file may have too */

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
	struct theme_list *in = theme_list_of(theme, list->type);
	struct theme_entry *known = theme_find(theme, list->type, entry->key);
	struct theme_entry *to = known ? known : (struct theme_entry *)((char *)in->items + in->count * in->stride);
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
	if (list->kind == &theme_hatch_kind)
		check_hatch(reader, entry, field);
}

/* Over a copy: what is extended is never changed. */
static void read_list(struct reader *reader, const struct list *list, const struct node *top, struct theme *theme)
{
	const struct node *node = node_get(top, list->key);
	struct theme_list *in = theme_list_of(theme, list->type);
	if (!node || !node_expect(reader, node, NODE_MAP, list->key))
		return;
	void *items = arena_array(reader->arena, in->count + node->count + 1, in->stride);
	if (in->count)
		memcpy(items, in->items, in->count * in->stride);
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
		const struct theme_entry *entry = theme_find(theme, list->type, node->entries[i].key);
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
	const struct node_entry *entry = node_entry_find(top, "measures");
	if (node_get(top, "measures") && node_expect(reader, entry->value, NODE_MAP, "measures")) {
		options_check_keys(reader, &theme_own_measures, NULL, entry, "measures");
		options_read_known(reader, &theme_own_measures, entry, false, theme->measure);
	}
}

static void check_class_hatches(struct reader *reader, const struct node *top, const struct theme *theme)
{
	const struct node *node = node_get(top, "class_hatches");
	const struct texts names = theme_names(reader->arena, theme, OPTION_HATCH);
	for (size_t i = 0; node && i < theme->class_hatches.count; i++)
		if (!theme_has(theme, OPTION_HATCH, theme->class_hatches.items[i]))
			node_unknown(reader, node_item_place(node, i), "hatch", theme->class_hatches.items[i],
			             names.items, names.count);
}

/* Puts what the tree says over what `theme` holds already (from the theme it extends), and checks that every colour and
 * text style which it names is there. */
static void fill(struct reader *reader, const struct node *top, struct theme *theme)
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

/* The hint is a name that the theme has and nobody asks for, if one is near; else what the entry is for. */
static void report_missing(struct reader *reader, const struct node *top, const struct theme *theme,
                           const struct kind *kind, const struct option *row)
{
	const struct node_entry *section = node_entry_find(top, kind->name);
	const struct texts names = theme_names(reader->arena, theme, row->type);
	size_t kept = 0;
	for (size_t i = 0; i < names.count; i++)
		if (!option_find(kind, names.items[i]))
			names.items[kept++] = names.items[i];
	const char *near = option_suggest(row->key, names.items, sizeof *names.items, kept);
	diag_error(reader->diag, MISSING_KEY, section ? section->key_place : theme->place,
	           near ? arena_printf(reader->arena, "is '%s' meant? It is for: %s", near, row->help)
	                : arena_printf(reader->arena, "it is for: %s", row->help),
	           "theme '%s' has no %s '%s'", theme->name, row->type == OPTION_COLOUR ? "colour" : "text style",
	           row->key);
}

/* Takes what the sheet itself uses out of a theme that is else complete; what is missing is an error. */
static void take_own(struct reader *reader, const struct node *top, struct theme *theme)
{
	const struct kind *colours = &theme_own_colours, *styles = &theme_own_styles;
	for (size_t i = 0; i < colours->option_count; i++)
		if (!theme_colour(theme, colours->options[i].key, &theme->colour[i]))
			report_missing(reader, top, theme, colours, &colours->options[i]);
	for (size_t i = 0; i < styles->option_count; i++)
		if (!(theme->style[i] = theme_style(theme, styles->options[i].key)))
			report_missing(reader, top, theme, styles, &styles->options[i]);
}

/* One theme file on the way to the theme it extends. */
struct step {
	struct reader reader;
	const char *share_dir;
	int depth;
};

static const struct source *find_file(struct step *step, const char *name, struct place place)
{
	struct reader *reader = &step->reader;
	if (seed_file_is_yaml(name))
		return seed_file_read(reader->arena, name, place, reader->diag);
	const char *folder = arena_printf(reader->arena, "%s/themes", step->share_dir);
	struct texts names = {0};
	seed_file_names(reader->arena, folder, &names);
	if (node_is_among(name, names.items, names.count))
		return seed_file_read(reader->arena, arena_printf(reader->arena, "%s/%s.yaml", folder, name), place,
		                      reader->diag);
	if (names.count == 0)
		diag_error(reader->diag, UNKNOWN_NAME, place, NULL, "no themes found in '%s'", folder);
	else
		node_unknown(reader, place, "theme", name, names.items, names.count);
	return NULL;
}

static const struct node *read_into(struct step *step, const char *name, struct place place, struct theme *theme);

/* False when the theme below cannot be read; its errors are enough then. */
static bool read_extended(struct step *step, const struct node *top, struct theme *theme)
{
	const struct node *node = node_get(top, "extends");
	if (!node)
		return true;
	if (!node_expect(&step->reader, node, NODE_TEXT, "extends"))
		return false;
	if (++step->depth > EXTENDS_MAX) {
		diag_error(step->reader.diag, OVER_LIMIT, node->place, "does a theme extend itself?",
		           "more than %d themes extend each other", EXTENDS_MAX);
		return false;
	}
	const char *name = node->text;
	if (seed_file_is_yaml(name))
		name = seed_file_beside(step->reader.arena, top->place.source->name, name);
	return read_into(step, name, node->place, theme);
}

/* The file's tree; NULL with errors. */
static const struct node *read_into(struct step *step, const char *name, struct place place, struct theme *theme)
{
	struct reader *reader = &step->reader;
	const struct source *source = find_file(step, name, place);
	const struct node *top = source ? spec_yaml_read(reader, source) : NULL;
	if (!top || !read_extended(step, top, theme))
		return NULL;
	fill(reader, top, theme);
	return top;
}

const struct theme *theme_read(struct arena *arena, const char *name, const char *share_dir, struct place place,
                               struct diag *diag)
{
	size_t errors = diag->errors;
	struct step step = {.reader = {.arena = arena, .diag = diag}, .share_dir = share_dir ? share_dir : "."};
	struct theme *theme = ARENA_NEW(arena, struct theme);
	*theme = (struct theme){.colours.stride = sizeof(struct theme_colour),
	                        .styles.stride = sizeof(struct theme_style),
	                        .shields.stride = sizeof(struct theme_shield),
	                        .hatches.stride = sizeof(struct theme_hatch)};
	option_defaults(arena, &theme_own_measures, theme->measure);
	const struct node *top = read_into(&step, name, place, theme);
	if (top && diag->errors == errors)
		take_own(&step.reader, top, theme);
	return top && diag->errors == errors ? theme : NULL;
}
