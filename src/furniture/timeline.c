/* Timeline: one dot per version, the current one larger, with name, year and member count below it.
 * Texts never touch: each block wraps to its dot's share of the line; where even that is too wide the block gives up
 * year and count, then all of it, the current version and the two ends last. */
#include "furniture/furniture.h"

#include <math.h>

#define LAST_BLOCK 42.0 /* room for the texts of the last version, right of its dot's left edge */
#define BLOCK_GAP  5.0
#define TEXT_TOP   17.0 /* first baseline below the line */
#define LEADING    9.0

enum block_form { BLOCK_FULL, BLOCK_NAME, BLOCK_NONE };

struct timeline {
	const struct furniture_input *input;
	struct box box;
	size_t count;
	double step;
	struct group *group;
	enum block_form *forms;
	struct box *taken; /* of each version's block; empty: none */
};

static const char *count_text(const struct timeline *line, size_t index)
{
	const struct scene_input *scene = line->input->scene;
	const char *own = localized_get(&scene->spec->versions[index].member_noun, scene->languages[0]);
	size_t total = 0;
	for (size_t i = 0; i <= index; i++)
		total += scene->spec->versions[i].member_count;
	return own ? own : messages_count(line->input->arena, scene->messages[0], "cities", total, (char *)NULL);
}

/* Texts of one version. Returns the height below the line that they take. */
static double draw_block(const struct timeline *line, size_t index, enum block_form form, struct group *group)
{
	const struct furniture_input *input = line->input;
	const struct version_spec *version = &input->scene->spec->versions[index];
	const struct messages *messages = input->scene->messages[0];
	bool now = index == input->scene->version;
	enum theme_own_style style = now ? STYLE_TIMELINE_NOW : STYLE_TIMELINE;
	double left = line->box.left + line->step * (double)index, y = line->box.top + 7 + TEXT_TOP;
	double right = index + 1 < line->count ? left + line->step - BLOCK_GAP : line->box.right;
	if (form == BLOCK_NONE)
		return 0;
	double named = put_text(input, group, style, 0, version->name, (struct page_point){left, y}, 0);
	if (form == BLOCK_NAME)
		return TEXT_TOP;
	if (index && version->member_count) /* what is new in it */
		put_text(input, group, now ? STYLE_TIMELINE_NEW : STYLE_TIMELINE, 0,
		         messages_count(input->arena, messages, "new_members", version->member_count, (char *)NULL),
		         (struct page_point){left + named + 4, y}, 0);
	double depth = TEXT_TOP;
	if (version->year) {
		depth += LEADING;
		const char *year =
		        messages_digits(input->arena, messages, arena_printf(input->arena, "%d", version->year));
		put_text(input, group, style, 0,
		         messages_fill(input->arena, messages, "year", "year", year, (char *)NULL),
		         (struct page_point){left, line->box.top + 7 + depth}, 0);
	}
	struct box rest = {left, line->box.top + 7 + depth + 3.7, right, line->box.bottom};
	return depth + put_paragraph(input, group, style, 0, count_text(line, index), rest);
}

/* The fullest form of a block that stays in its box and off the blocks placed before it. */
static void choose_form(struct timeline *line, size_t index)
{
	for (int form = BLOCK_FULL; form < BLOCK_NONE; form++) {
		struct group scratch = {0};
		draw_block(line, index, form, &scratch);
		struct box box = group_box(&scratch);
		bool free = box.right <= line->box.right + 0.5;
		for (size_t i = 0; free && i < line->count; i++)
			free = box_is_empty(line->taken[i]) || !box_overlaps(box, line->taken[i]);
		if (!free)
			continue;
		line->forms[index] = form;
		line->taken[index] = box_grow(box, BLOCK_GAP / 2);
		return;
	}
}

static void choose_forms(struct timeline *line)
{
	struct furniture_input quiet = *line->input; /* what a block lacks is said when it is drawn */
	const struct furniture_input *input = line->input;
	struct diag unheard;
	diag_init(&unheard);
	quiet.diag = &unheard;
	line->input = &quiet;
	size_t now = line->input->scene->version, last = line->count - 1;
	line->forms = ARENA_ARRAY(line->input->arena, line->count, enum block_form);
	line->taken = ARENA_ARRAY(line->input->arena, line->count, struct box);
	for (size_t i = 0; i < line->count; i++) {
		line->forms[i] = BLOCK_NONE;
		line->taken[i] = box_empty;
	}
	choose_form(line, now);
	if (last != now)
		choose_form(line, last);
	for (size_t i = 0; i < last; i++)
		if (i != now)
			choose_form(line, i);
	line->input = input;
	diag_clear(&unheard);
}

static void draw_dot(const struct timeline *line, size_t index)
{
	const struct furniture_input *input = line->input;
	const struct scene_input *scene = input->scene;
	struct page_point centre = {mirror_x(input, line->box.left + 6 + line->step * (double)index),
	                            line->box.top + 7};
	struct path rim = path_new(input->arena), dot = path_new(input->arena);
	double radius = index == scene->version ? scene->theme->measure[MEASURE_TIMELINE_DOT_NOW]
	                                        : scene->theme->measure[MEASURE_TIMELINE_DOT];
	if (line->count > 1)
		radius = fmin(radius, line->step * 0.4);
	path_circle(&rim, centre, radius + 1.5);
	path_circle(&dot, centre, radius);
	group_path(input->arena, line->group, rim)->fill = scene->theme->colour[COLOUR_PAGE];
	struct path_mark *mark = group_path(input->arena, line->group, dot);
	mark->fill = theme_class(scene->theme, index, line->count);
	if (index > scene->version) { /* still to come */
		mark->stroke = (struct stroke){.colour = mark->fill, .width = 1};
		mark->fill = scene->theme->colour[COLOUR_PAGE];
	}
}

static double draw_timeline(const struct furniture_input *input, const void *options, struct box box,
                            struct group *group, struct obstacles *obstacles)
{
	(void)options;
	(void)obstacles;
	struct timeline line = {input, box, input->scene->spec->version_count, 0, group, NULL, NULL};
	if (line.count > 1)
		line.step = (box_width(box) - fmin(LAST_BLOCK, box_width(box) / 3)) / (double)(line.count - 1);
	choose_forms(&line);
	put_rule(input, group, (struct page_point){box.left + 6, box.top + 7}, line.step * (double)(line.count - 1),
	         COLOUR_TIMELINE, input->scene->theme->measure[MEASURE_TIMELINE]);
	double depth = 0;
	for (size_t i = 0; i < line.count; i++) {
		draw_dot(&line, i);
		depth = fmax(depth, draw_block(&line, i, line.forms[i], group));
	}
	return 7 + depth;
}

const struct element timeline_element = {.kind = {"timeline", "one dot per version", NULL, 0, 0},
                                         .draw = draw_timeline};
