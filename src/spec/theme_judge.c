/* Judging a theme by its colours alone, before anything is drawn.
 * In: a theme. Out: warnings. Contrast: WCAG 2.1, success criterion 1.4.3: 4.5, and 3 for text from 18 pt, or bold from
 * 14 pt. Classes: CIEDE2000 at least 10 from each other, since a reader compares a fill with the legend from memory,
 * or 7 where their hatches differ too, and 8 from land and sea, where a drawn edge parts them; in greyscale a
 * difference of 8 in L*. New members have a contrast of 2.5 on land, so that they are seen before all else. What a name
 * really lies on is known only when the map is drawn: here a style has a halo or the ground that the list below gives
 * it. */
#include "spec/theme_judge.h"

#include "base/colour_vision.h"
#include "spec/theme_file.h"

#include <math.h>
#include <string.h>

#define TEXT_CONTRAST       4.5
#define LARGE_TEXT_CONTRAST 3.0
#define CLASS_DIFFERENCE    10.0
#define HATCHED_DIFFERENCE  7.0 /* of classes whose hatches differ too */
#define GROUND_DIFFERENCE   8.0
#define GREY_DIFFERENCE     8.0 /* in L* */
#define NEW_CONTRAST        2.5

/* Where texts without a halo stand; those not listed stand on the page. */
static const struct {
	const char *style, *ground;
} grounds[] = {
        {"province", "land"}, {"province_second", "land"}, {"sea", "sea"}, {"sea_second", "sea"}, {"scale", "land"},
        {"north", "land"},    {"shield", "shield_plate"},
};

static const char *ground_of(const struct theme *theme, const struct theme_style *style)
{
	const char *halo = style->style.halo;
	struct colour colour;
	if (halo && style->style.halo_width > 0 && theme_colour(theme, halo, &colour) && colour.opacity > 0)
		return halo;
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (strcmp(grounds[i].style, style->entry.name) == 0)
			return grounds[i].ground;
	return "page";
}

static bool is_large(const struct text_style *style)
{
	return style->size >= 18 || (style->size >= 14 && style->weight >= 700);
}

/* Whether a style before this one sets the same colour on the same ground: told once. */
static bool is_told(const struct theme *theme, const struct theme_style *style)
{
	for (const struct theme_style *earlier = theme->styles.items; earlier < style; earlier++)
		if (strcmp(earlier->style.colour, style->style.colour) == 0 &&
		    strcmp(ground_of(theme, earlier), ground_of(theme, style)) == 0 &&
		    is_large(&earlier->style) == is_large(&style->style))
			return true;
	return false;
}

/* Where the colour is set, which may be in the theme that another extends. */
static struct place colour_place(const struct theme *theme, const struct theme_style *style)
{
	const struct theme_colour *colour = theme_find(theme, OPTION_COLOUR, style->style.colour);
	return colour ? colour->entry.place : style->entry.place;
}

static void judge_style(const struct theme *theme, const struct theme_style *style, struct diag *diag)
{
	const char *ground_name = ground_of(theme, style);
	struct colour text, ground;
	if (!theme_colour(theme, style->style.colour, &text) || !theme_colour(theme, ground_name, &ground) ||
	    text.opacity == 0 || ground.opacity == 0)
		return;
	double contrast = colour_contrast(colour_over(text, ground), ground);
	double needed = is_large(&style->style) ? LARGE_TEXT_CONTRAST : TEXT_CONTRAST;
	char measured[48], least[48];
	if (contrast < needed && !is_told(theme, style))
		diag_warning(diag, HARD_TO_SEE, colour_place(theme, style), "make one of the two darker or lighter",
		             "text '%s': '%s' on '%s' has a contrast of %s; at least %s is needed (WCAG AA)",
		             style->entry.name, style->style.colour, ground_name,
		             base_number_text(measured, floor(contrast * 100) / 100, 2),
		             base_number_text(least, needed, 1));
}

struct area {
	const char *name;
	struct colour colour;
};

/* How far two opaque colours lie apart, as a share of what is needed, for the eye to which they look most alike: one of
 * the first `eyes`. */
static double least_share(struct colour first, struct colour second, double needed, int eyes, enum vision *alike)
{
	double least = INFINITY;
	for (int i = 0; i < eyes; i++) {
		struct lab a = colour_lab(colour_seen(first, (enum vision)i));
		struct lab b = colour_lab(colour_seen(second, (enum vision)i));
		double share = i == VISION_GREYSCALE ? fabs(a.lightness - b.lightness) / GREY_DIFFERENCE
		                                     : colour_vision_difference(a, b) / needed;
		if (share < least) {
			least = share;
			*alike = (enum vision)i;
		}
	}
	return least;
}

/* One warning, of that eye, tells enough. */
static void judge_pair(struct area first, struct area second, double needed, struct place place, struct diag *diag)
{
	enum vision alike = VISION_NORMAL;
	double least = least_share(first.colour, second.colour, needed, VISION_COUNT, &alike);
	bool grey = alike == VISION_GREYSCALE;
	double limit = grey ? GREY_DIFFERENCE : needed;
	char measured[48], wanted[48];
	if (least < 1)
		diag_warning(diag, HARD_TO_SEE, place,
		             grey ? "set them further apart in lightness" : "set them further apart",
		             "%s and %s look alike (%s: %s %s, at least %s)", first.name, second.name,
		             colour_vision_name(alike), grey ? "L* differs by" : "CIEDE2000",
		             base_number_text(measured, floor(least * limit * 10) / 10, 1),
		             base_number_text(wanted, limit, 0));
}

/* The class as it is drawn. */
static struct area class_area(const struct theme *theme, size_t index, double opacity, struct diag *diag)
{
	struct colour fill = theme->classes[index];
	fill.opacity *= opacity;
	return (struct area){arena_printf(&diag->arena, "class %zu", index + 1),
	                     colour_over(fill, theme->colour[COLOUR_GROUND])};
}

void theme_judge_news(const struct theme *theme, double opacity, struct diag *diag)
{
	struct colour drawn = class_area(theme, 0, opacity, diag).colour;
	double contrast = colour_contrast(drawn, theme->colour[COLOUR_GROUND]);
	char measured[48], least[48];
	if (contrast < NEW_CONTRAST)
		diag_warning(diag, HARD_TO_SEE, theme->class_place,
		             "set it further apart from land: the news of a version is to be seen first",
		             "class 1, that of new members, has a contrast of %s on land; at least %s is needed",
		             base_number_text(measured, floor(contrast * 100) / 100, 2),
		             base_number_text(least, NEW_CONTRAST, 1));
}

static double class_difference(const struct theme *theme, size_t first, size_t second, bool one_hatch)
{
	bool same = one_hatch || theme_class_hatch(theme, first) == theme_class_hatch(theme, second);
	return same ? CLASS_DIFFERENCE : HATCHED_DIFFERENCE;
}

void theme_judge_classes(const struct theme *theme, size_t count, double opacity, bool one_hatch, struct diag *diag)
{
	static const char *const names[] = {"land", "sea"};
	for (size_t i = 0; i < count; i++) {
		struct area own = class_area(theme, i, opacity, diag);
		for (size_t k = i + 1; k < count; k++)
			judge_pair(own, class_area(theme, k, opacity, diag), class_difference(theme, i, k, one_hatch),
			           theme->class_place, diag);
		for (size_t k = 0; k < 2; k++) {
			struct area ground = {.name = names[k]};
			if (theme_colour(theme, ground.name, &ground.colour))
				judge_pair(own, ground, GROUND_DIFFERENCE, theme->class_place, diag);
		}
	}
}

void theme_judge_texts(const struct theme *theme, struct diag *diag)
{
	const struct theme_style *styles = theme->styles.items;
	for (size_t i = 0; i < theme->styles.count; i++)
		judge_style(theme, &styles[i], diag);
}
