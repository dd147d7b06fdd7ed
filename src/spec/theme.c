/* Themes: finding the file, following `extends`, and looking things up by name.
 * In: themes/NAME.yaml of the seeds folder, or any path that ends in .yaml. Out: struct theme in the arena; colours
 * sRGB 0..1, sizes in points. */
#include "spec/theme.h"

#include "spec/seed_file.h"
#include "spec/theme_file.h"
#include "spec/yaml.h"

#include <string.h>

#define EXTENDS_MAX 8

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
	theme_fill(reader, top, theme);
	return top;
}

const struct theme *theme_read(struct arena *arena, const char *name, const char *share_dir, struct place place,
                               struct diag *diag)
{
	size_t errors = diag->errors;
	struct step step = {.reader = {.arena = arena, .diag = diag}, .share_dir = share_dir ? share_dir : "."};
	struct theme *theme = ARENA_NEW(arena, struct theme);
	option_defaults(arena, &theme_own_measures, theme->measure);
	const struct node *top = read_into(&step, name, place, theme);
	if (top && diag->errors == errors)
		theme_take_own(&step.reader, top, theme);
	return top && diag->errors == errors ? theme : NULL;
}

bool theme_colour(const struct theme *theme, const char *name, struct colour *out)
{
	/* Asked for every feature: what begins so is a colour itself, and the list need not be gone through. */
	const struct theme_colour *found = *name == '#' ? NULL : theme_find(theme, OPTION_COLOUR, name);
	if (found)
		*out = found->colour;
	return found || colour_parse(name, out);
}

const struct text_style *theme_style(const struct theme *theme, const char *name)
{
	const struct theme_style *found = theme_find(theme, OPTION_STYLE, name);
	return found ? &found->style : NULL;
}

const struct theme_shield *theme_shield(const struct theme *theme, const char *name)
{
	return theme_find(theme, OPTION_SHIELD, name);
}

const struct theme_hatch *theme_hatch(const struct theme *theme, const char *name)
{
	return theme_find(theme, OPTION_HATCH, name);
}

bool theme_has(const struct theme *theme, enum option_type type, const char *name)
{
	struct colour colour;
	if (type == OPTION_COLOUR)
		return theme_colour(theme, name, &colour);
	return (type == OPTION_HATCH && strcmp(name, "none") == 0) || theme_find(theme, type, name);
}

struct colour theme_class(const struct theme *theme, size_t index, size_t count)
{
	if (index >= count || theme->class_count == 0)
		BUG("no such class");
	if (count <= theme->class_count)
		return theme->classes[index];
	if (theme->class_count == 1)
		return theme->classes[0];
	double at = (double)index * (double)(theme->class_count - 1) / (double)(count - 1);
	size_t below = (size_t)at;
	if (below >= theme->class_count - 1)
		return theme->classes[theme->class_count - 1];
	return colour_mix(theme->classes[below], theme->classes[below + 1], at - (double)below);
}

const struct theme_hatch *theme_class_hatch(const struct theme *theme, size_t index, size_t count)
{
	if (index >= count || theme->class_hatches.count == 0)
		return NULL;
	size_t last = theme->class_hatches.count - 1;
	if (count > theme->class_hatches.count)
		index = (2 * index * last + (count - 1)) / (2 * (count - 1));
	return theme_hatch(theme, theme->class_hatches.items[index]);
}
