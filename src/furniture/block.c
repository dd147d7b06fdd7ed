/* Blocks: the texts, rules and pictures of an element, set once, measured, moved and drawn.
 * In: text, theme styles, places in the element's box. Out: boxes, and marks in page points. */
#include "furniture/element.h"

#include <math.h>
#include <string.h>

#define LEADING       1.38 /* of a style's size */
#define TIGHT_LEADING 1.22
#define SHORT_LINE    0.3 /* of the width: a last line that is shorter looks left over */
#define NARROWING     0.07
#define NARROWINGS    4
#define LEAST_SHRINK  0.5
#define WORD_SLACK    1.01 /* a word set smaller is not narrower by quite as much */
#define ASCENT        0.86 /* from a line's top to its baseline, of the size */

static struct block_item *add_item(struct block *block, enum block_item_kind kind)
{
	block->items =
	        arena_grow(block->input->arena, block->items, block->count, &block->capacity, sizeof *block->items);
	struct block_item *item = &block->items[block->count++];
	*item = (struct block_item){.kind = kind, .box = box_empty};
	return item;
}

double block_x(const struct block *block, double x)
{
	return block->form.mirrored ? block->form.box.left + block->form.box.right - x : x;
}

struct box block_mirrored(const struct block *block, struct box box)
{
	double left = block_x(block, box.left), right = block_x(block, box.right);
	return (struct box){fmin(left, right), box.top, fmax(left, right), box.bottom};
}

/* The words are the map file's or those of a language: if the file has them, messages say where. */
static struct place words_place(const struct block *block)
{
	return (struct place){.source = &block->input->scene->spec->source};
}

static struct text_mark mark_of(const struct block *block, const struct text_run *run, const struct text_style *style)
{
	return (struct text_mark){.run = *run, .fill = scene_colour(block->input->scene, style->colour)};
}

bool block_set(const struct block *block, enum theme_own_style style, size_t language, const char *text,
               struct text_mark *out)
{
	const struct scene_input *scene = block->input->scene;
	const struct text_style *text_style = scene->theme->style[style];
	struct text_run run;
	if (!text_shape(scene->text, block->input->arena, text, scene->tags[language], text_style, words_place(block),
	                block->diag, &run))
		return false;
	*out = mark_of(block, &run, text_style);
	return true;
}

double block_text_width(const struct block *block, enum theme_own_style style, size_t language, const char *text)
{
	struct text_mark mark;
	return block_set(block, style, language, text, &mark) ? mark.run.width : 0;
}

double block_widest_word(const struct block *block, enum theme_own_style style, size_t language, const char *text)
{
	const struct scene_input *scene = block->input->scene;
	return text_widest_word(scene->text, block->input->arena, text, scene->tags[language],
	                        scene->theme->style[style]);
}

void block_mark(struct block *block, const struct text_mark *mark)
{
	struct block_item *item = add_item(block, ITEM_TEXT);
	struct box ink = mark->run.ink;
	item->text = *mark;
	item->box = text_mark_box(mark);
	if (!box_is_empty(ink))
		box_join(&item->box, (struct box){ink.left + mark->origin.x, ink.top + mark->origin.y,
		                                  ink.right + mark->origin.x, ink.bottom + mark->origin.y});
}

static void add_text(struct block *block, struct text_mark mark, struct page_point at, double align)
{
	align = block->form.mirrored ? 1 - align : align;
	mark.origin = (struct page_point){block_x(block, at.x) - mark.run.width * align, at.y};
	block_mark(block, &mark);
}

double block_text(struct block *block, enum theme_own_style style, size_t language, const char *text,
                  struct page_point at, double align)
{
	struct text_mark mark;
	if (!block_set(block, style, language, text, &mark))
		return 0;
	add_text(block, mark, at, align);
	return mark.run.width;
}

struct lines {
	struct text_run *runs;
	size_t count, bytes; /* bytes: fewer, the more of the breaks are at blanks */
};

static struct lines wrapped(const struct block *block, const struct text_style *style, size_t language,
                            const char *text, double width)
{
	const struct scene_input *scene = block->input->scene;
	struct lines lines = {0};
	lines.count = text_wrap(scene->text, block->input->arena, text, scene->tags[language], style, width,
	                        words_place(block), block->diag, &lines.runs);
	for (size_t i = 0; i < lines.count; i++)
		lines.bytes += strlen(lines.runs[i].text);
	return lines;
}

/* The same without a word or a character left over in the last line, if as many narrower lines hold the text and break
 * no further word. */
static struct lines evened(const struct block *block, const struct text_style *style, size_t language, const char *text,
                           double width)
{
	struct lines lines = wrapped(block, style, language, text, width);
	if (block->form.height_only || lines.count < 2)
		return lines;
	for (int i = 1; i <= NARROWINGS && lines.runs[lines.count - 1].width < SHORT_LINE * width; i++) {
		struct lines narrower = wrapped(block, style, language, text, width * (1 - NARROWING * i));
		if (narrower.count > lines.count || narrower.bytes > lines.bytes)
			break;
		lines = narrower;
	}
	return lines;
}

static double line_height(const struct block *block, const struct text_style *style)
{
	return style->size * (block->form.tight ? TIGHT_LEADING : LEADING);
}

static double add_lines(struct block *block, const struct text_style *text_style, const struct lines *lines,
                        struct box box)
{
	double y = box.top;
	for (size_t i = 0; i < lines->count; i++, y += line_height(block, text_style))
		add_text(block, mark_of(block, &lines->runs[i], text_style),
		         (struct page_point){box.left, y + text_style->size * ASCENT}, 0);
	return y - box.top;
}

double block_styled_paragraph(struct block *block, const struct text_style *style, size_t language, const char *text,
                              struct box box)
{
	struct lines lines = wrapped(block, style, language, text, box_width(box));
	return add_lines(block, style, &lines, box);
}

double block_even_paragraph(struct block *block, enum theme_own_style style, size_t language, const char *text,
                            struct box box)
{
	const struct text_style *text_style = block->input->scene->theme->style[style];
	struct lines lines = evened(block, text_style, language, text, box_width(box));
	return add_lines(block, text_style, &lines, box);
}

double block_whole_words(struct block *block, enum theme_own_style style, size_t language, const char *text,
                         struct box box)
{
	struct text_style smaller = *block->input->scene->theme->style[style];
	double widest = block_widest_word(block, style, language, text) * WORD_SLACK;
	smaller.size *= fmax(LEAST_SHRINK, fmin(1, box_width(box) / fmax(widest, 1)));
	return block_styled_paragraph(block, &smaller, language, text, box);
}

double block_paragraph(struct block *block, enum theme_own_style style, size_t language, const char *text,
                       struct box box)
{
	return block_styled_paragraph(block, block->input->scene->theme->style[style], language, text, box);
}

const char *block_text_in(const struct block *block, const struct localized *text, size_t language)
{
	const char *const *languages = block->input->scene->languages;
	const char *first = localized_any(text, languages[0]);
	const char *own = language ? localized_get(text, languages[language]) : first;
	return own && *own && (!language || strcmp(own, first) != 0) ? own : NULL;
}

const char *block_second_text(const struct block *block, const struct localized *text)
{
	const struct scene_input *scene = block->input->scene;
	if (scene->language_count < 2 || block->form.one_language)
		return NULL;
	const char *second = localized_get(text, scene->languages[1]);
	return second && strcmp(second, localized_any(text, scene->languages[0])) != 0 ? second : NULL;
}

double block_texts(struct block *block, enum theme_own_style style, const struct localized *text, struct box box)
{
	const char *second = block_second_text(block, text);
	double top = box.top;
	box.top += block_even_paragraph(block, style, 0, localized_any(text, block->input->scene->languages[0]), box);
	if (second)
		box.top += block_even_paragraph(block, STYLE_TIMELINE, 1, second, box);
	return box.top - top;
}

double block_width_beside(const struct block *block, enum theme_own_style style, const struct localized *text,
                          double gap)
{
	const char *second = block_second_text(block, text);
	return block_text_width(block, style, 0, localized_any(text, block->input->scene->languages[0])) +
	       (second ? gap + block_text_width(block, STYLE_TIMELINE, 1, second) : 0);
}

double block_texts_beside(struct block *block, enum theme_own_style style, const struct localized *text, double gap,
                          struct box box)
{
	const char *first = localized_any(text, block->input->scene->languages[0]),
	           *second = block_second_text(block, text);
	if (!second || block_width_beside(block, style, text, gap) > box_width(box))
		return block_texts(block, style, text, box);
	double width = block_text_width(block, style, 0, first);
	double baseline = box.top + block->input->scene->theme->style[style]->size * ASCENT;
	block_text(block, STYLE_TIMELINE, 1, second, (struct page_point){box.left + width + gap, baseline}, 0);
	return block_paragraph(block, style, 0, first, box);
}

void block_path(struct block *block, struct path path, struct colour fill, struct stroke stroke)
{
	struct block_item *item = add_item(block, ITEM_PATH);
	item->path = (struct path_mark){path, fill, stroke};
	item->box = box_grow(path_bounds(&path), stroke.width / 2);
}

void block_rule(struct block *block, struct page_point from, double width, enum theme_own_colour colour,
                double thickness)
{
	struct path path = path_new(block->input->arena);
	path_move(&path, block_x(block, from.x), from.y);
	path_line(&path, block_x(block, from.x + width), from.y);
	block_path(block, path, (struct colour){0},
	           (struct stroke){.colour = block->input->scene->theme->colour[colour], .width = thickness});
}

void block_picture(struct block *block, size_t picture, struct box box)
{
	struct block_item *item = add_item(block, ITEM_PICTURE);
	item->picture = picture;
	item->box = block_mirrored(block, box);
}

void block_row(struct block *block, const char *class_name)
{
	add_item(block, ITEM_ROW)->class_name = class_name;
}

struct block block_trial(const struct block *block)
{
	struct block trial = *block;
	trial.items = NULL;
	trial.count = trial.capacity = 0;
	return trial;
}

void block_append(struct block *block, const struct block *other)
{
	for (size_t i = 0; i < other->count; i++)
		*add_item(block, other->items[i].kind) = other->items[i];
}

static void move_item(struct block_item *item, double x, double y)
{
	item->text.origin = (struct page_point){item->text.origin.x + x, item->text.origin.y + y};
	path_transform(&item->path.path, (struct page_point){x, y}, 1, 0);
	item->box = box_moved(item->box, x, y);
}

void block_move(struct block *block, double x, double y)
{
	for (size_t i = 0; i < block->count; i++)
		move_item(&block->items[i], x, y);
}

struct box block_box(const struct block *block)
{
	struct box box = box_empty;
	for (size_t i = 0; i < block->count; i++)
		if (!box_is_empty(block->items[i].box))
			box_join(&box, block->items[i].box);
	return box;
}

struct box block_text_box(const struct block *block)
{
	struct box box = box_empty;
	for (size_t i = 0; i < block->count; i++)
		if (block->items[i].kind == ITEM_TEXT)
			box_join(&box, text_mark_box(&block->items[i].text));
	return box;
}

struct block element_measure(const struct furniture_input *input, size_t index, const struct element_form *form)
{
	return element_measure_spec(input, &input->scene->spec->elements[index], form);
}

struct block element_measure_spec(const struct furniture_input *input, const struct element_spec *spec,
                                  const struct element_form *form)
{
	struct diag unheard;
	const struct element *element = (const struct element *)spec->kind;
	struct block block = {
	        .input = input, .spec = spec, .form = *form, .obstacles = {.arena = input->arena}, .diag = &unheard};
	block.form.mirrored = !element->on_map && text_is_right_to_left(input->scene->tags[0]);
	diag_init(&unheard);
	element->measure(&block);
	block.is_faulty = unheard.count > 0;
	diag_clear(&unheard);
	block.diag = NULL;
	return block;
}

/* Measures once more, since the first measuring reported to nobody. */
void element_report(const struct block *block)
{
	struct block again = {.input = block->input,
	                      .spec = block->spec,
	                      .form = block->form,
	                      .obstacles = {.arena = block->input->arena},
	                      .diag = block->input->scene->diag};
	if (block->is_faulty)
		((const struct element *)block->spec->kind)->measure(&again);
}

void element_show_frame(const struct block *block, const struct frame *frame)
{
	struct frames *frames = block->input->frames;
	frames->items =
	        arena_grow(frames->arena, frames->items, frames->count, &frames->capacity, sizeof *frames->items);
	frames->items[frames->count++] = *frame;
}

static void draw_text(const struct block *block, const struct text_mark *text, struct group *group)
{
	const struct furniture_input *input = block->input;
	struct text_mark *mark = group_text(input->arena, group, &text->run, text->origin, text->fill);
	mark->angle = text->angle;
	mark->halo = text->halo;
	mark->halo_width = text->halo_width;
	if (input->scene->outline_text || text->halo_width > 0)
		text_mark_trace(input->scene->text, input->arena, mark);
}

struct group *element_draw(const struct block *block, struct page_point at, struct group *parent)
{
	struct arena *arena = block->input->arena;
	const struct element *element = (const struct element *)block->spec->kind;
	const char *id = arena_printf(arena, "part-%s", page_id_from(arena, element->kind.name));
	struct group *group = group_add(arena, parent, id, "element"), *row = group;
	element_report(block);
	for (size_t i = 0; i < block->count; i++) {
		struct block_item item = block->items[i];
		move_item(&item, at.x - block->form.box.left, at.y - block->form.box.top);
		if (item.kind == ITEM_ROW)
			row = group_add(arena, group, NULL, item.class_name);
		else if (item.kind == ITEM_TEXT)
			draw_text(block, &item.text, row);
		else if (item.kind == ITEM_PATH)
			*group_path(arena, row, item.path.path) = item.path;
		else
			element->draw(block, item.picture, item.box, row);
	}
	return group;
}
