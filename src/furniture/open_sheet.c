/* Open sheet: divides the page of a plain map and draws what stands above and below the map.
 * In: the elements of the panel. Out: boxes in points, marks. Why so: a title and a few keys in a panel of their own
 * leave most of it empty, and the map narrow. */
#include "furniture/open_sheet.h"

#include <math.h>

#define HEAD_GAP   7.0  /* between the title and the frame */
#define FOOT_GAP   9.0  /* below the frame, beside the degrees' type */
#define ROW_GAP    6.0  /* between keys and credits, one below the other */
#define BESIDE     18.0 /* the same, one beside the other */
#define FOOT_MOST  0.2  /* of the page's height */
#define FACTS      0.5  /* of the page's width, and no more than so many points: the column of facts */
#define FACTS_MOST 230.0

static bool is_open_element(const struct element *element)
{
	return element == &title_element || element == &facts_element || element == &legend_element ||
	       element == &credits_element;
}

#define ANY_HEIGHT 1e4

static struct block measure(const struct furniture_input *input, size_t element, double width, double height)
{
	return element_measure(input, element, &(struct element_form){.box = {0, 0, width, height}, .is_open = true});
}

/* The element of the panel; of no height if it is not shown. */
static struct block find(const struct furniture_input *input, const struct element *element, double width,
                         double height)
{
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++)
		if (element_at(spec, i) == element && element_in_panel(spec, i))
			return measure(input, i, width, height);
	return (struct block){0};
}

/* Whether the panel would have something else to show. */
static bool has_others(const struct furniture_input *input, double width)
{
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++)
		if (element_in_panel(spec, i) && !is_open_element(element_at(spec, i)) &&
		    measure(input, i, width, ANY_HEIGHT).height > 0)
			return true;
	return false;
}

bool open_sheet_is(const struct sheet *sheet)
{
	return !box_is_empty(sheet->foot);
}

static double width_of(const struct block *block)
{
	return block->height > 0 ? box_width(block_box(block)) : 0;
}

/* What stands below the map: facts, beside them the keys, and the credits, at the far end of the same row or below. */
struct foot {
	struct block facts, keys, credits;
	double keys_left; /* from the near edge */
	bool has_row;     /* facts or keys */
};

/* `height`: that the keys may take. */
static struct foot find_foot(const struct furniture_input *input, double width, double height)
{
	double facts = fmin(FACTS * width, FACTS_MOST);
	struct foot foot = {.facts = find(input, &facts_element, facts, ANY_HEIGHT),
	                    .credits = find(input, &credits_element, width, ANY_HEIGHT)};
	foot.keys_left = foot.facts.height > 0 ? facts + BESIDE : 0;
	foot.keys = find(input, &legend_element, width - foot.keys_left, height);
	foot.has_row = foot.facts.height > 0 || foot.keys.height > 0;
	return foot;
}

static double row_height(const struct foot *foot)
{
	return fmax(foot->facts.height, foot->keys.height);
}

static bool credits_fit_in_row(const struct foot *foot, double width)
{
	double used = foot->keys.height > 0 ? foot->keys_left + width_of(&foot->keys) : foot->keys_left - BESIDE;
	return foot->has_row && foot->credits.height > 0 && used + BESIDE + width_of(&foot->credits) <= width;
}

bool open_sheet_divide(const struct furniture_input *input, struct box page, struct sheet *out)
{
	double width = box_width(page), degrees = input->scene->theme->style[STYLE_GRATICULE]->size;
	if (input->scene->spec->has_versions || has_others(input, width))
		return false;
	double head = find(input, &title_element, width, ANY_HEIGHT).height;
	struct foot parts = find_foot(input, width, ANY_HEIGHT);
	bool is_row = credits_fit_in_row(&parts, width), both = parts.has_row && parts.credits.height > 0;
	double foot = is_row ? fmax(row_height(&parts), parts.credits.height)
	                     : row_height(&parts) + parts.credits.height + (both ? ROW_GAP : 0);
	if (foot > FOOT_MOST * box_height(page))
		return false;
	*out = (struct sheet){.frame = page, .panel = box_empty, .strip = box_empty, .head = page, .foot = page};
	out->columns = 1;
	out->foot_is_row = is_row;
	out->head.bottom = page.top + head;
	out->foot.top = page.bottom - foot;
	if (head > 0)
		out->frame.top = out->head.bottom + HEAD_GAP;
	if (foot > 0)
		out->frame.bottom = out->foot.top - FOOT_GAP - degrees;
	return true;
}

static void draw(const struct block *block, struct page_point at, struct group *group)
{
	if (block->height > 0)
		element_draw(block, at, group);
	else if (block->input)
		element_report(block);
}

void open_sheet_draw(const struct furniture_input *input, struct group *group)
{
	struct box head = input->sheet->head, box = input->sheet->foot;
	bool from_right = text_is_right_to_left(input->scene->tags[0]);
	struct block title = find(input, &title_element, box_width(head), ANY_HEIGHT);
	double credits = find(input, &credits_element, box_width(box), ANY_HEIGHT).height;
	/* What the foot was divided for: fewer keys than were expected may be higher, if those of a layer stay
	 * together. */
	bool is_below = !input->sheet->foot_is_row && credits > 0;
	struct foot foot = find_foot(input, box_width(box), box_height(box) - (is_below ? credits + ROW_GAP : 0));
	draw(&title, (struct page_point){head.left, head.top}, group);
	/* Each block lies in a box as wide as it may be, and in that at the near edge. */
	double facts = from_right ? box_width(box) - box_width(foot.facts.form.box) : 0;
	draw(&foot.facts, (struct page_point){box.left + facts, box.top}, group);
	draw(&foot.keys, (struct page_point){box.left + (from_right ? 0 : foot.keys_left), box.top}, group);
	double away = input->sheet->foot_is_row ? box_width(box) - width_of(&foot.credits) : 0;
	draw(&foot.credits,
	     (struct page_point){box.left + (from_right ? -away : away), box.bottom - foot.credits.height}, group);
}
