/* Timeline: one dot per version, the current one larger. In a row with name, year and number of members below each dot
 * while every word fits between two dots; else with less below the dots, and what is dropped said once, of the current
 * version; else as a list. No version goes unnamed.
 * Why so: the dots of all sheets of a series stand alike, so every caption is measured as that of the current version,
 * which is the widest. */
#include "furniture/element.h"

#include "spec/member_classes.h"

#include <math.h>

#define DOT_INSET    6.0  /* of a dot's middle from its caption's edge */
#define ROW_TOP      7.0  /* of the dots' middles */
#define CAPTION_TOP  17.0 /* first baseline below them */
#define CAPTION_GAP  5.0
#define PART_GAP     4.0  /* between name, year and number in one line */
#define LEADING      1.45 /* of the type's size */
#define LIST_LEADING 1.6
#define LIST_INDENT  16.0
#define LIST_GAP     14.0 /* between two columns */
#define LINES_MOST   2    /* of the number of members in a row */
#define DOT_CONTRAST 3.0  /* of the current dot with the page: WCAG 1.4.11 */

/* What stands at each dot, the fullest first. */
enum timeline_form { ROW_OF_ALL, ROW_OF_YEARS, ROW_OF_NAMES };

/* The texts of a version. */
struct caption {
	const char *name, *added, *year, *count; /* "": none */
};

struct timeline {
	struct block *block;
	struct box box;
	size_t count, now;
	struct caption *captions;
	enum timeline_form form;
	double step; /* from one dot to the next in a row */
	double leading;
};

static enum theme_own_style style_of(const struct timeline *line, size_t index)
{
	return index == line->now ? STYLE_TIMELINE_NOW : STYLE_TIMELINE;
}

static enum theme_own_style added_style(const struct timeline *line, size_t index)
{
	return index == line->now ? STYLE_TIMELINE_NEW : STYLE_TIMELINE;
}

static struct caption caption_of(const struct block *block, size_t index)
{
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	const struct messages *messages = scene->messages[0];
	const struct version_spec *version = &scene->spec->versions[index];
	struct caption caption = {.name = version->name, .added = "", .year = ""};
	size_t total = 0;
	for (size_t i = 0; i <= index; i++)
		total += scene->spec->versions[i].member_count;
	if (index && version->member_count)
		caption.added = messages_count(arena, messages, "new_members", version->member_count, (char *)NULL);
	if (map_spec_year_beside(version))
		caption.year = messages_fill(arena, messages, "year", "year",
		                             messages_digits(arena, messages, arena_printf(arena, "%d", version->year)),
		                             (char *)NULL);
	caption.count = localized_get(&version->count, scene->languages[0]);
	if (!caption.count) /* versions may add nothing but routes */
		caption.count = total ? messages_counted(arena, messages, total) : "";
	return caption;
}

static double width_of(const struct timeline *line, const char *text)
{
	return *text ? block_text_width(line->block, STYLE_TIMELINE_NOW, 0, text) : 0;
}

/* Width of the name with what is new beside it. */
static double head_width(const struct timeline *line, const struct caption *caption)
{
	double added = width_of(line, caption->added);
	return width_of(line, caption->name) + (added > 0 ? PART_GAP + added : 0);
}

/* What a caption takes in a form, where the number of members does not wrap. */
static double caption_width(const struct timeline *line, const struct caption *caption)
{
	if (line->form == ROW_OF_NAMES)
		return width_of(line, caption->name);
	double head = line->form == ROW_OF_ALL ? head_width(line, caption) : width_of(line, caption->name);
	double width = fmax(head, width_of(line, caption->year));
	return line->form == ROW_OF_ALL ? fmax(width, width_of(line, caption->count)) : width;
}

static bool count_fits(const struct timeline *line, const struct caption *caption, double width)
{
	double whole = width_of(line, caption->count);
	return whole <= width || (whole <= LINES_MOST * 0.8 * width &&
	                          block_widest_word(line->block, STYLE_TIMELINE_NOW, 0, caption->count) <= width);
}

/* Sets the step for a form in a row: the last caption gets what it needs, at most an even share. */
static bool row_fits(struct timeline *line, enum timeline_form form)
{
	line->form = form;
	double share = (box_width(line->box) + CAPTION_GAP) / (double)line->count;
	double last = fmin(share - CAPTION_GAP, caption_width(line, &line->captions[line->count - 1]));
	last = fmax(last, 2 * DOT_INSET);
	line->step = line->count > 1 ? (box_width(line->box) - last) / (double)(line->count - 1) : 0;
	for (size_t i = 0; i < line->count; i++) {
		const struct caption *caption = &line->captions[i];
		double width =
		        i + 1 < line->count ? line->step - CAPTION_GAP : box_width(line->box) - line->step * (double)i;
		bool fits = caption_width(line, caption) <= width + 1e-6;
		if (!fits && form == ROW_OF_ALL)
			fits = fmax(head_width(line, caption), width_of(line, caption->year)) <= width &&
			       count_fits(line, caption, width);
		if (!fits)
			return false;
	}
	return true;
}

static void add_dot(const struct timeline *line, size_t index, struct page_point centre, double most)
{
	struct block *block = line->block;
	const struct scene_input *scene = block->input->scene;
	const struct theme *theme = scene->theme;
	struct path rim = path_new(block->input->arena), dot = path_new(block->input->arena);
	double radius = theme->measure[index == line->now ? MEASURE_TIMELINE_DOT_NOW : MEASURE_TIMELINE_DOT];
	radius = fmin(radius, most);
	centre.x = block_x(block, centre.x);
	path_circle(&rim, centre, radius + 1.5);
	path_circle(&dot, centre, radius);
	block_path(block, rim, theme->colour[COLOUR_PAGE], (struct stroke){0});
	struct stroke edge = {.colour = theme->colour[COLOUR_TIMELINE], .width = 1};
	if (index > line->now) /* still to come */
		block_path(block, dot, theme->colour[COLOUR_PAGE], edge);
	else if (index == line->now)
		block_path(block, dot, colour_readable(theme->classes[0], theme->colour[COLOUR_PAGE], DOT_CONTRAST),
		           (struct stroke){0});
	else
		block_path(block, dot, theme->classes[member_class_step(scene->spec, index, line->now)], edge);
}

/* Name and what is new beside it; returns the width. */
static double add_head(const struct timeline *line, size_t index, bool whole, struct page_point at)
{
	const struct caption *caption = &line->captions[index];
	double width = block_text(line->block, style_of(line, index), 0, caption->name, at, 0);
	if (!whole || !*caption->added)
		return width;
	at.x += width + PART_GAP;
	return width + PART_GAP + block_text(line->block, added_style(line, index), 0, caption->added, at, 0);
}

/* Below its dot. Returns the height that the texts take below the dots' middles. */
static double add_caption(const struct timeline *line, size_t index)
{
	const struct caption *caption = &line->captions[index];
	double left = line->box.left + line->step * (double)index, depth = CAPTION_TOP, y = line->box.top + ROW_TOP;
	double right = index + 1 < line->count ? left + line->step - CAPTION_GAP : line->box.right + 0.5;
	add_head(line, index, line->form == ROW_OF_ALL, (struct page_point){left, y + depth});
	if (line->form != ROW_OF_NAMES && *caption->year) {
		depth += line->leading;
		block_text(line->block, style_of(line, index), 0, caption->year, (struct page_point){left, y + depth},
		           0);
	}
	if (line->form != ROW_OF_ALL || !*caption->count)
		return depth;
	return depth + block_paragraph(line->block, style_of(line, index), 0, caption->count,
	                               (struct box){left, y + depth + line->leading * 0.41, right, line->box.bottom});
}

/* What the row does not say of the current version. Returns the height that it takes. */
static double add_now(const struct timeline *line, double depth)
{
	const struct caption *now = &line->captions[line->now];
	struct page_point at = {line->box.left, line->box.top + ROW_TOP + depth + line->leading * 1.3};
	at.x += add_head(line, line->now, true, at) + 2 * PART_GAP;
	if (line->form == ROW_OF_NAMES && *now->year)
		at.x += block_text(line->block, STYLE_TIMELINE_NOW, 0, now->year, at, 0) + 2 * PART_GAP;
	struct box rest = {at.x, at.y - line->leading * 0.59, line->box.right, line->box.bottom};
	return line->leading * 0.71 +
	       (*now->count ? block_paragraph(line->block, STYLE_TIMELINE_NOW, 0, now->count, rest) : 0);
}

/* Whether any version but the one shown, of which the rest is said below the row, has that text. */
static bool any_has(const struct timeline *line, const char *(*text)(const struct caption *))
{
	for (size_t i = 0; i < line->count; i++)
		if (i != line->now && *text(&line->captions[i]))
			return true;
	return false;
}

static const char *added_of(const struct caption *caption)
{
	return caption->added;
}

static const char *year_of(const struct caption *caption)
{
	return caption->year;
}

static const char *count_of(const struct caption *caption)
{
	return caption->count;
}

static void note_left_out(const struct timeline *line, bool year, bool added, bool count)
{
	year = year && any_has(line, year_of);
	added = added && any_has(line, added_of);
	count = count && any_has(line, count_of);
	if (year || added || count)
		diag_note(line->block->diag, NO_ROOM, line->block->spec->place, "choose a larger page",
		          "the timeline has no room for %s%s%s%s%s of every version", year ? "the year" : "",
		          year && (added || count) ? (added && count ? ", " : " and ") : "", added ? "what is new" : "",
		          added && count ? " and " : "", count ? "the number of members" : "");
}

static double add_row(const struct timeline *line)
{
	double depth = 0;
	note_left_out(line, line->form == ROW_OF_NAMES, line->form != ROW_OF_ALL, line->form != ROW_OF_ALL);
	block_rule(line->block, (struct page_point){line->box.left + DOT_INSET, line->box.top + ROW_TOP},
	           line->step * (double)(line->count - 1), COLOUR_TIMELINE,
	           line->block->input->scene->theme->measure[MEASURE_TIMELINE]);
	for (size_t i = 0; i < line->count; i++) {
		struct page_point centre = {line->box.left + DOT_INSET + line->step * (double)i,
		                            line->box.top + ROW_TOP};
		add_dot(line, i, centre, line->count > 1 ? line->step * 0.4 : HUGE_VAL);
		depth = fmax(depth, add_caption(line, i));
	}
	return ROW_TOP + depth + (line->form == ROW_OF_ALL ? 0 : add_now(line, depth));
}

/* Widths of a list's columns of words; 0: they are left out. */
struct version_list {
	double name, added, year, count;
	size_t columns, rows;
	double width; /* of a column of versions */
};

static double part(double width)
{
	return width > 0 ? 2 * PART_GAP + width : 0;
}

static double list_width(const struct version_list *list)
{
	return LIST_INDENT + list->name + part(list->added) + part(list->year) + part(list->count);
}

/* Leaves out what has no room, the number of members first; columns of versions as the width holds them. */
static struct version_list list_of(const struct timeline *line)
{
	struct version_list list = {0};
	double whole = box_width(line->box);
	for (size_t i = 0; i < line->count; i++) {
		list.name = fmax(list.name, width_of(line, line->captions[i].name));
		list.added = fmax(list.added, width_of(line, line->captions[i].added));
		list.year = fmax(list.year, width_of(line, line->captions[i].year));
		list.count = fmax(list.count, width_of(line, line->captions[i].count));
	}
	double *parts[] = {&list.count, &list.added, &list.year};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && list_width(&list) > whole; i++)
		*parts[i] = 0;
	list.name = fmin(list.name, whole - LIST_INDENT);
	list.columns = (size_t)fmax(1, floor((whole + LIST_GAP) / (list_width(&list) + LIST_GAP)));
	list.rows = (line->count + list.columns - 1) / list.columns;
	list.columns = (line->count + list.rows - 1) / list.rows;
	list.width = (whole - LIST_GAP * (double)(list.columns - 1)) / (double)list.columns;
	return list;
}

static void add_part(const struct timeline *line, const char *text, double width, enum theme_own_style style,
                     struct page_point *at)
{
	if (width <= 0)
		return;
	if (*text)
		block_text(line->block, style, 0, text, (struct page_point){at->x + 2 * PART_GAP, at->y}, 0);
	at->x += part(width);
}

/* Returns the row's height: a name as wide as the list may take several lines. */
static double add_list_row(const struct timeline *line, const struct version_list *list, size_t index,
                           struct page_point at)
{
	const struct caption *caption = &line->captions[index];
	double size = line->leading / LEADING, row = size * LIST_LEADING, middle = at.y + row / 2;
	struct page_point words = {at.x + LIST_INDENT + list->name, middle + size * 0.36};
	add_dot(line, index, (struct page_point){at.x + DOT_INSET, middle}, row * (index == line->now ? 0.4 : 0.28));
	double height = block_paragraph(line->block, style_of(line, index), 0, caption->name,
	                                (struct box){at.x + LIST_INDENT, middle - size * 0.5,
	                                             at.x + LIST_INDENT + list->name + 0.5, line->box.bottom});
	add_part(line, caption->added, list->added, added_style(line, index), &words);
	add_part(line, caption->year, list->year, style_of(line, index), &words);
	add_part(line, caption->count, list->count, style_of(line, index), &words);
	return fmax(row, height);
}

static void add_list_line(const struct timeline *line, double x, double top, double bottom)
{
	const struct theme *theme = line->block->input->scene->theme;
	struct path path = path_new(line->block->input->arena);
	path_move(&path, block_x(line->block, x), top);
	path_line(&path, block_x(line->block, x), bottom);
	block_path(
	        line->block, path, (struct colour){0},
	        (struct stroke){.colour = theme->colour[COLOUR_TIMELINE], .width = theme->measure[MEASURE_TIMELINE]});
}

/* Its line is drawn first: down to the last dot's middle, which the rows' heights tell. */
static double add_list(struct timeline *line)
{
	struct version_list list = list_of(line);
	double row = line->leading / LEADING * LIST_LEADING, deepest = 0;
	note_left_out(line, !list.year, !list.added, !list.count);
	for (size_t c = 0; c < list.columns; c++) {
		struct page_point at = {line->box.left + (list.width + LIST_GAP) * (double)c, line->box.top};
		struct block rows = block_trial(line->block), *whole = line->block;
		double last = at.y;
		line->block = &rows;
		for (size_t i = c * list.rows; i < line->count && i < (c + 1) * list.rows; i++) {
			last = at.y;
			at.y += add_list_row(line, &list, i, at);
		}
		line->block = whole;
		add_list_line(line, at.x + DOT_INSET, line->box.top + row / 2, last + row / 2);
		block_append(line->block, &rows);
		deepest = fmax(deepest, at.y - line->box.top);
	}
	return deepest;
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	if (!scene->spec->has_versions)
		return;
	struct timeline line = {.block = block,
	                        .box = block->form.box,
	                        .count = scene->spec->version_count,
	                        .now = scene->version,
	                        .leading = LEADING * scene->theme->style[STYLE_TIMELINE_NOW]->size};
	line.captions = ARENA_ARRAY(block->input->arena, line.count, struct caption);
	for (size_t i = 0; i < line.count; i++)
		line.captions[i] = caption_of(block, i);
	bool in_row = row_fits(&line, ROW_OF_ALL) || row_fits(&line, ROW_OF_YEARS) || row_fits(&line, ROW_OF_NAMES);
	block->height = in_row ? add_row(&line) : add_list(&line);
}

const struct element timeline_element = {
        .kind = {"timeline", "one dot per version", NULL, 0, 0},
        .gives_way = 2,
        .measure = measure,
};
