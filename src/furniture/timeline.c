/* Timeline: one dot per version, the current one larger, with name, year and member count below it.
 * Texts never touch: each block wraps to its dot's share of the line; where even that is too wide the block gives up
 * year and count, then all of it, the current version and the two ends last. */
#include "furniture/element.h"

#include <math.h>

#define LAST_BLOCK 42.0 /* room for the texts of the last version, right of its dot's left edge */
#define BLOCK_GAP  5.0
#define TEXT_TOP   17.0 /* first baseline below the line */
#define LEADING    9.0

enum caption_form { CAPTION_FULL, CAPTION_NAME, CAPTION_NONE };

/* The texts below one dot. */
struct caption {
	struct block block;
	struct box occupied; /* empty: nothing */
	double depth;        /* below the line */
};

struct timeline {
	struct block *block;
	struct box box;
	size_t count;
	double step;
	struct caption *captions;
};

static const char *count_text(const struct timeline *line, size_t index)
{
	const struct scene_input *scene = line->block->input->scene;
	const char *own = localized_get(&scene->spec->versions[index].count, scene->languages[0]);
	size_t total = 0;
	for (size_t i = 0; i <= index; i++)
		total += scene->spec->versions[i].member_count;
	return own ? own : messages_counted(line->block->input->arena, scene->messages[0], total);
}

/* Returns the height below the line that the texts of a version take. */
static double add_caption(const struct timeline *line, size_t index, enum caption_form form, struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	const struct version_spec *version = &scene->spec->versions[index];
	const struct messages *messages = scene->messages[0];
	bool now = index == scene->version;
	enum theme_own_style style = now ? STYLE_TIMELINE_NOW : STYLE_TIMELINE;
	double left = line->box.left + line->step * (double)index, y = line->box.top + 7, depth = TEXT_TOP;
	double right = index + 1 < line->count ? left + line->step - BLOCK_GAP : line->box.right;
	double named = block_text(block, style, 0, version->name, (struct page_point){left, y + depth}, 0);
	if (form == CAPTION_NAME)
		return depth;
	if (index && version->member_count) /* what is new in it */
		block_text(block, now ? STYLE_TIMELINE_NEW : STYLE_TIMELINE, 0,
		           messages_count(arena, messages, "new_members", version->member_count, (char *)NULL),
		           (struct page_point){left + named + 4, y + depth}, 0);
	if (version->year) {
		depth += LEADING;
		const char *year = messages_digits(arena, messages, arena_printf(arena, "%d", version->year));
		block_text(block, style, 0, messages_fill(arena, messages, "year", "year", year, (char *)NULL),
		           (struct page_point){left, y + depth}, 0);
	}
	return depth + block_paragraph(block, style, 0, count_text(line, index),
	                               (struct box){left, y + depth + 3.7, right, line->box.bottom});
}

/* The fullest form of a caption that stays in its box and off the captions placed before it. */
static void choose_form(struct timeline *line, size_t index)
{
	for (int form = CAPTION_FULL; form < CAPTION_NONE; form++) {
		struct caption caption = {.block = *line->block};
		caption.block.items = NULL;
		caption.block.count = caption.block.capacity = 0;
		caption.depth = add_caption(line, index, form, &caption.block);
		struct box box = block_box(&caption.block);
		bool is_free = box.right <= line->box.right + 0.5;
		for (size_t i = 0; is_free && i < line->count; i++)
			is_free = box_is_empty(line->captions[i].occupied) ||
			          !box_overlaps(box, line->captions[i].occupied);
		if (!is_free)
			continue;
		caption.occupied = box_grow(box, BLOCK_GAP / 2);
		line->captions[index] = caption;
		return;
	}
}

static void choose_forms(struct timeline *line)
{
	size_t now = line->block->input->scene->version, last = line->count - 1;
	line->captions = ARENA_ARRAY(line->block->input->arena, line->count, struct caption);
	for (size_t i = 0; i < line->count; i++)
		line->captions[i].occupied = box_empty;
	choose_form(line, now);
	if (last != now)
		choose_form(line, last);
	for (size_t i = 0; i < last; i++)
		if (i != now)
			choose_form(line, i);
}

static void add_dot(const struct timeline *line, size_t index)
{
	struct block *block = line->block;
	const struct scene_input *scene = block->input->scene;
	const struct theme *theme = scene->theme;
	struct page_point centre = {block_x(block, line->box.left + 6 + line->step * (double)index), line->box.top + 7};
	struct path rim = path_new(block->input->arena), dot = path_new(block->input->arena);
	double radius = theme->measure[index == scene->version ? MEASURE_TIMELINE_DOT_NOW : MEASURE_TIMELINE_DOT];
	if (line->count > 1)
		radius = fmin(radius, line->step * 0.4);
	path_circle(&rim, centre, radius + 1.5);
	path_circle(&dot, centre, radius);
	block_path(block, rim, theme->colour[COLOUR_PAGE], (struct stroke){0});
	struct colour colour = theme_class(theme, index, line->count);
	if (index > scene->version) /* still to come */
		block_path(block, dot, theme->colour[COLOUR_PAGE], (struct stroke){.colour = colour, .width = 1});
	else
		block_path(block, dot, colour, (struct stroke){0});
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box box = block->form.box;
	struct timeline line = {block, box, scene->spec->version_count, 0, NULL};
	if (line.count > 1)
		line.step = (box_width(box) - fmin(LAST_BLOCK, box_width(box) / 3)) / (double)(line.count - 1);
	choose_forms(&line);
	block_rule(block, (struct page_point){box.left + 6, box.top + 7}, line.step * (double)(line.count - 1),
	           COLOUR_TIMELINE, scene->theme->measure[MEASURE_TIMELINE]);
	double depth = 0;
	for (size_t i = 0; i < line.count; i++) {
		add_dot(&line, i);
		block_append(block, &line.captions[i].block);
		depth = fmax(depth, line.captions[i].depth);
	}
	block->height = 7 + depth;
}

const struct element timeline_element = {
        .kind = {"timeline", "one dot per version", NULL, 0, 0},
        .gives_way = 2,
        .measure = measure,
};
