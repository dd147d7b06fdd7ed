/* Page: building the tree of groups and marks, and the boxes of what stands in it.
 * In: paths and shaped text in page points. Out: marks at the end of their group, in draw order.
 * Everything lives in the arena passed in, so a page ends with its frame's arena. */
#include "page/page.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

void page_init(struct page *page, struct arena *arena, double width, double height)
{
	memset(page, 0, sizeof *page);
	page->arena = arena;
	page->width = width;
	page->height = height;
	page->root = ARENA_NEW(arena, struct group);
}

static struct mark *add_mark(struct arena *arena, struct group *group, enum mark_type type)
{
	if (!group->mark_capacity) { /* most groups hold one mark */
		group->marks = ARENA_NEW(arena, struct mark);
		group->mark_capacity = 1;
	}
	group->marks = arena_grow(arena, group->marks, group->mark_count, &group->mark_capacity, sizeof *group->marks);
	struct mark *mark = &group->marks[group->mark_count++];
	mark->type = type;
	return mark;
}

struct group *group_new(struct arena *arena, const char *id, const char *class_name)
{
	struct group *group = ARENA_NEW(arena, struct group);
	group->id = id;
	group->class_name = class_name;
	return group;
}

void group_adopt(struct arena *arena, struct group *parent, struct group *child)
{
	add_mark(arena, parent, MARK_GROUP)->group = child;
}

void group_lower_last(struct group *group)
{
	struct mark last = group->marks[group->mark_count - 1];
	memmove(group->marks + 1, group->marks, (group->mark_count - 1) * sizeof *group->marks);
	group->marks[0] = last;
}

struct group *group_add(struct arena *arena, struct group *parent, const char *id, const char *class_name)
{
	struct group *group = group_new(arena, id, class_name);
	group_adopt(arena, parent, group);
	return group;
}

/* Two attributes of one name would make the SVG ill-formed, so the later value wins. */
void group_attribute(struct arena *arena, struct group *group, const char *name, const char *value)
{
	name = page_id_from(arena, name);
	value = arena_text(arena, value);
	for (size_t i = 0; i < group->attribute_count; i++) {
		if (strcmp(group->attributes[i].name, name) == 0) {
			group->attributes[i].value = value;
			return;
		}
	}
	size_t count = group->attribute_count++;
	struct attribute *grown = ARENA_ARRAY(arena, count + 1, struct attribute);
	if (count > 0)
		memcpy(grown, group->attributes, count * sizeof *grown);
	grown[count] = (struct attribute){.name = name, .value = value};
	group->attributes = grown;
}

struct path_mark *group_path(struct arena *arena, struct group *group, struct path path)
{
	struct path_mark *mark = ARENA_NEW(arena, struct path_mark);
	mark->path = path;
	add_mark(arena, group, MARK_PATH)->path = mark;
	return mark;
}

struct text_mark *group_text(struct arena *arena, struct group *group, const struct text_run *run,
                             struct page_point origin, struct colour fill)
{
	struct text_mark *mark = ARENA_NEW(arena, struct text_mark);
	mark->run = *run;
	mark->origin = origin;
	mark->fill = fill;
	mark->outline = path_new(arena);
	add_mark(arena, group, MARK_TEXT)->text = mark;
	return mark;
}

struct symbols_mark *group_symbols(struct arena *arena, struct group *group, const struct group *form,
                                   struct page_point *places, size_t count)
{
	struct symbols_mark *mark = ARENA_NEW(arena, struct symbols_mark);
	*mark = (struct symbols_mark){.forms = ARENA_ARRAY(arena, form->mark_count + 1, struct path_mark),
	                              .form_count = form->mark_count,
	                              .places = places,
	                              .count = count};
	for (size_t i = 0; i < form->mark_count; i++) {
		if (form->marks[i].type != MARK_PATH)
			BUG("a symbol is made of paths");
		mark->forms[i] = *form->marks[i].path;
	}
	add_mark(arena, group, MARK_SYMBOLS)->symbols = mark;
	return mark;
}

void text_mark_trace(struct text_context *context, struct arena *arena, struct text_mark *mark)
{
	mark->outline = path_new(arena);
	text_outline(context, &mark->run, &mark->outline);
	path_transform(&mark->outline, mark->origin, 1, mark->angle);
}

/* `box` is relative to the text's origin before turning. */
static struct box placed_box(const struct text_mark *mark, struct box box)
{
	const struct page_point corners[4] = {
	        {box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
	double cosine = cos(mark->angle), sine = sin(mark->angle);
	struct box placed = box_empty;
	for (size_t i = 0; i < 4; i++) {
		struct page_point corner = corners[i];
		box_add(&placed, (struct page_point){mark->origin.x + corner.x * cosine - corner.y * sine,
		                                     mark->origin.y + corner.x * sine + corner.y * cosine});
	}
	return placed;
}

struct box text_mark_box(const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	return placed_box(mark, (struct box){0, -run->ascent, run->width, run->descent});
}

static struct box text_paint_box(const struct text_mark *mark)
{
	struct box box = text_mark_box(mark);
	if (!box_is_empty(mark->run.ink))
		box_join(&box, placed_box(mark, mark->run.ink));
	return mark->halo.opacity > 0 ? box_grow(box, mark->halo_width) : box;
}

bool stroke_is_visible(const struct stroke *stroke)
{
	return stroke->width > 0 && stroke->colour.opacity > 0;
}

static struct box path_paint_box(const struct path_mark *mark)
{
	struct box box = path_bounds(&mark->path);
	return stroke_is_visible(&mark->stroke) ? box_grow(box, mark->stroke.width / 2) : box;
}

static struct box box_cut(struct box box, struct box clip)
{
	struct box cut = {fmax(box.left, clip.left), fmax(box.top, clip.top), fmin(box.right, clip.right),
	                  fmin(box.bottom, clip.bottom)};
	return box_is_empty(cut) ? box_empty : cut;
}

size_t group_points(const struct group *group)
{
	size_t points = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_PATH)
			points += mark->path->path.point_count;
		else if (mark->type == MARK_SYMBOLS)
			points += mark->symbols->count;
		else if (mark->type == MARK_GROUP)
			points += group_points(mark->group);
	}
	return points;
}

static struct box symbols_box(const struct symbols_mark *symbols)
{
	struct box form = box_empty, box = box_empty;
	for (size_t i = 0; i < symbols->form_count; i++)
		box_join(&form, path_paint_box(&symbols->forms[i]));
	for (size_t i = 0; i < symbols->count; i++)
		box_add(&box, symbols->places[i]);
	if (box_is_empty(box))
		return box_empty;
	return (struct box){box.left + form.left, box.top + form.top, box.right + form.right, box.bottom + form.bottom};
}

struct box group_box(const struct group *group)
{
	struct box box = box_empty;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		box_join(&box, mark->type == MARK_PATH      ? path_paint_box(mark->path)
		               : mark->type == MARK_TEXT    ? text_paint_box(mark->text)
		               : mark->type == MARK_SYMBOLS ? symbols_box(mark->symbols)
		                                            : group_box(mark->group));
	}
	return group->clipped && !box_is_empty(box) ? box_cut(box, group->clip) : box;
}

static bool is_id_character(uint32_t character)
{
	return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

/* A character beyond ASCII becomes its code point, so that names in Chinese keep different ids. */
static void add_id_character(struct buffer *id, bool *gap, uint32_t character)
{
	if (character >= 'A' && character <= 'Z')
		character += 'a' - 'A';
	bool plain = is_id_character(character);
	if (!plain && character < 0x80) {
		*gap = true;
		return;
	}
	if (id->length > 0 && (*gap || !plain))
		buffer_char(id, '-');
	if (plain)
		buffer_char(id, (char)character);
	else
		buffer_printf(id, "u%x", (unsigned)character);
	*gap = !plain;
}

char *page_id_from(struct arena *arena, const char *text)
{
	struct buffer id;
	buffer_init(&id);
	bool gap = false;
	size_t bytes = strlen(text), length;
	for (size_t i = 0; i < bytes; i += length)
		add_id_character(&id, &gap, base_utf8_decode(text + i, bytes - i, &length));
	char *result = id.length > 0 ? arena_text(arena, id.bytes) : arena_text(arena, "x");
	buffer_clear(&id);
	return result;
}
