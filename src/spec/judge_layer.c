/* Judging the classes of a layer by their colours as they are drawn.
 * In: a layer with classes. Out: a warning or a note. Why so: a reader finds a class in the legend by its colour alone,
 * unless size, width, dashes, symbol or hatch tell it, too. CIEDE2000 5 to every eye is half of what the theme's own
 * classes need: an author's ramp is read in its order, and the usual ones of six steps come to 5 or 6 between
 * neighbours. Greyscale is not asked for, since the colours of kinds need no lightness of their own. */
#include "spec/theme_judge.h"

#include "base/colour_vision.h"

#include <math.h>
#include <string.h>

#define CLASS_DIFFERENCE 5.0

/* A marker without a symbol is a name alone. */
static bool has_no_symbol(const struct layer_spec *look)
{
	const struct option *symbol = option_find(look->kind, "symbol");
	const char *choice = symbol ? symbol->choices : "";
	for (int i = symbol ? *(const int *)option_field(symbol, look->options) : 0; i > 0; i--)
		choice += strcspn(choice, "|") + 1;
	return !strcmp(choice, "none");
}

/* The colour that the class is known by, on the ground; false if it has none of its own. */
static bool drawn_colour(const struct theme *theme, const struct layer_spec *look, struct colour *out)
{
	const struct option *colour = option_find(look->kind, "fill"), *opacity = option_find(look->kind, "opacity");
	colour = colour ? colour : option_find(look->kind, "colour");
	const char *name = colour ? *(const char *const *)option_field(colour, look->options) : "";
	if (has_no_symbol(look) || !*name || !theme_colour(theme, name, out))
		return false;
	if (opacity)
		out->opacity *= *(const double *)option_field(opacity, look->options);
	bool is_seen = out->opacity > 0;
	*out = colour_over(*out, theme->colour[COLOUR_GROUND]);
	return is_seen;
}

static bool same_numbers(const struct numbers *a, const struct numbers *b)
{
	return a->count == b->count && (!a->count || !memcmp(a->values, b->values, a->count * sizeof *a->values));
}

/* A text that was not given is NULL or "". */
static bool same_texts(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

static bool same_values(enum option_type type, const void *first, const void *second)
{
	switch (type) {
	case OPTION_CHOICE:
		return *(const int *)first == *(const int *)second;
	case OPTION_LENGTH:
	case OPTION_NUMBER:
		return *(const double *)first == *(const double *)second;
	case OPTION_LENGTHS:
	case OPTION_NUMBERS:
		return same_numbers(first, second);
	case OPTION_COLOUR:
	case OPTION_HATCH:
	case OPTION_STYLE:
	case OPTION_TEXT:
		return same_texts(*(const char *const *)first, *(const char *const *)second);
	default:
		return true;
	}
}

/* Whether an option beside the colour tells the two classes apart. */
static bool differ_in_form(const struct layer_spec *a, const struct layer_spec *b)
{
	static const char *const forms[] = {"symbol", "size", "width", "dash",       "hatch",
	                                    "style",  "ring", "edge",  "label_style"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct option *option = option_find(a->kind, forms[i]);
		if (!option)
			continue;
		const void *first = option_field(option, a->options), *second = option_field(option, b->options);
		if (!same_values(option->type, first, second))
			return true;
	}
	return false;
}

/* CIEDE2000 to that one of the first `eyes` which tells them apart the least. */
static double difference(struct colour first, struct colour second, int eyes, enum vision *eye)
{
	double least = INFINITY;
	for (int i = 0; i < eyes; i++) {
		double here = colour_difference(first, second, (enum vision)i);
		if (here < least) {
			least = here;
			*eye = (enum vision)i;
		}
	}
	return least;
}

/* The pairs of classes that are too much alike, and the worst. */
struct alike {
	size_t count, first, second;
	double difference;
	enum vision eye;
};

static void compare(const struct theme *theme, const struct layer_spec *layer, size_t i, size_t k, int eyes,
                    struct alike *out)
{
	struct colour a, b;
	enum vision eye = VISION_NORMAL;
	if (!drawn_colour(theme, &layer->classes[i], &a) || !drawn_colour(theme, &layer->classes[k], &b) ||
	    differ_in_form(&layer->classes[i], &layer->classes[k]))
		return;
	double here = difference(a, b, eyes, &eye);
	size_t count = out->count + (here < CLASS_DIFFERENCE);
	if (here < out->difference)
		*out = (struct alike){.first = i, .second = k, .difference = here, .eye = eye};
	out->count = count;
}

static struct alike find_alike(const struct theme *theme, const struct layer_spec *layer, int eyes)
{
	struct alike alike = {.difference = CLASS_DIFFERENCE};
	for (size_t i = 0; i < layer->class_count; i++)
		for (size_t k = i + 1; k < layer->class_count; k++)
			compare(theme, layer, i, k, eyes, &alike);
	return alike;
}

void theme_judge_layer(const struct theme *theme, const struct layer_spec *layer, bool all_eyes, struct diag *diag)
{
	struct alike alike = find_alike(theme, layer, 1);
	bool is_for_all = alike.count > 0;
	if (!is_for_all && all_eyes)
		alike = find_alike(theme, layer, VISION_GREYSCALE);
	char measured[48];
	if (alike.count)
		(is_for_all ? diag_warning : diag_note)(
		        diag, HARD_TO_SEE, layer->place,
		        "set them further apart, take fewer classes, or tell them apart by size, dash, symbol or "
		        "hatch, too",
		        "layer '%s': classes %zu and %zu look alike as they are drawn (%s: CIEDE2000 %s, at least "
		        "%.0f), %zu of %zu pairs do",
		        layer->id, alike.first + 1, alike.second + 1, colour_vision_name(alike.eye),
		        base_number_text(measured, floor(alike.difference * 10) / 10, 1), CLASS_DIFFERENCE, alike.count,
		        layer->class_count * (layer->class_count - 1) / 2);
}
