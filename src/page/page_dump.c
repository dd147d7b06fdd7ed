/* Page dump: the page as indented text, the tests' main golden.
 * In: a page in points. Out: a line for each group and mark, coordinates to 0.01 point; a path too
 * long for its line goes on below, wrapped, so that a change shows as a few changed lines of a diff. */
#include "page/page.h"

#include "base/buffer.h"

#include <math.h>
#include <string.h>

#define LINE_COLUMNS 110

struct dump {
	struct buffer *out;
	int depth;
	size_t line_start; /* in out->bytes */
};

static void start_line(struct dump *dump)
{
	dump->line_start = dump->out->length;
	for (int i = 0; i < dump->depth; i++)
		buffer_text(dump->out, "  ");
}

static void add_number(struct dump *dump, double value)
{
	buffer_char(dump->out, ' ');
	if (fabs(value) < 1e12)
		buffer_number(dump->out, value, 2);
	else
		buffer_text(dump->out, isnan(value) ? "NOT-A-NUMBER" : "HUGE");
}

static void add_box(struct dump *dump, const char *name, struct box box)
{
	buffer_printf(dump->out, " %s", name);
	if (box_is_empty(box)) {
		buffer_text(dump->out, " empty");
		return;
	}
	const double sides[4] = {box.left, box.top, box.right, box.bottom};
	for (size_t i = 0; i < 4; i++)
		add_number(dump, sides[i]);
}

static void add_quoted(struct dump *dump, const char *text)
{
	buffer_text(dump->out, " \"");
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			buffer_printf(dump->out, "\\%c", c);
		else if (c == '\n')
			buffer_text(dump->out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buffer_printf(dump->out, "\\x%02x", c);
		else
			buffer_char(dump->out, (char)c);
	}
	buffer_char(dump->out, '"');
}

static void add_named(struct dump *dump, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buffer_printf(dump->out, " %s", name);
	add_quoted(dump, text);
}

static void add_colour(struct dump *dump, const char *name, struct colour colour)
{
	char hex[8];
	colour_hex(colour, hex);
	buffer_printf(dump->out, " %s %s", name, colour.opacity > 0 ? hex : "none");
	if (colour.opacity > 0 && colour.opacity < 1) {
		buffer_char(dump->out, '/');
		buffer_number(dump->out, colour.opacity, 3);
	}
}

static void add_stroke(struct dump *dump, const struct stroke *stroke)
{
	static const char *const caps[] = {"butt", "round", "square"};
	static const char *const joins[] = {"miter", "round", "bevel"};
	if (!stroke_is_visible(stroke))
		return;
	add_colour(dump, "stroke", stroke->colour);
	buffer_text(dump->out, " width");
	add_number(dump, stroke->width);
	buffer_printf(dump->out, " %s %s", caps[stroke->cap], joins[stroke->join]);
	if (stroke->dash_count == 0)
		return;
	buffer_text(dump->out, " dashes");
	for (size_t i = 0; i < stroke->dash_count; i++)
		add_number(dump, stroke->dashes[i]);
	buffer_text(dump->out, " from");
	add_number(dump, stroke->dash_offset);
}

/* One verb with its points into `piece`. Returns the number of points. */
static size_t write_verb(struct dump *piece, const struct path *path, size_t verb, size_t point)
{
	static const char letters[] = "MLCZ";
	static const size_t point_counts[] = {1, 1, 3, 0};
	size_t count = point_counts[path->verbs[verb]];
	buffer_printf(piece->out, " %c", letters[path->verbs[verb]]);
	for (size_t i = 0; i < count; i++) {
		add_number(piece, path->points[point + i].x);
		add_number(piece, path->points[point + i].y);
	}
	return count;
}

static void add_points(struct dump *dump, const struct path *path)
{
	struct buffer text;
	buffer_init(&text);
	struct dump piece = {.out = &text};
	size_t point = 0;
	for (size_t verb = 0; verb < path->verb_count; verb++) {
		text.length = 0;
		point += write_verb(&piece, path, verb, point);
		if (dump->out->length - dump->line_start + text.length > LINE_COLUMNS) {
			buffer_char(dump->out, '\n');
			start_line(dump);
		}
		buffer_add(dump->out, text.bytes, text.length);
	}
	buffer_clear(&text);
}

static void add_counts(struct dump *dump, const struct path *path)
{
	static const char *const names[] = {"moves", "lines", "curves", "closes"};
	size_t counts[4] = {0};
	for (size_t verb = 0; verb < path->verb_count; verb++)
		counts[path->verbs[verb]]++;
	for (size_t i = 0; i < 4; i++) {
		if (counts[i] > 0)
			buffer_printf(dump->out, " %zu %s", counts[i], names[i]);
	}
	add_box(dump, "in", path_bounds(path));
}

static void dump_path(struct dump *dump, const struct path_mark *mark)
{
	start_line(dump);
	buffer_text(dump->out, "path");
	add_colour(dump, "fill", mark->fill);
	add_stroke(dump, &mark->stroke);
	buffer_text(dump->out, " :");
	dump->depth++;
	if (mark->path.verb_count > 8) {
		add_counts(dump, &mark->path);
		buffer_char(dump->out, '\n');
		start_line(dump);
	}
	add_points(dump, &mark->path);
	dump->depth--;
	buffer_char(dump->out, '\n');
}

static void add_faces(struct dump *dump, const struct text_run *run)
{
	buffer_text(dump->out, " in");
	for (size_t i = 0; i < run->span_count; i++) {
		add_quoted(dump, run->spans[i].face->family);
		buffer_printf(dump->out, "*%zu", run->spans[i].count);
	}
}

static void dump_text(struct dump *dump, const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	start_line(dump);
	buffer_text(dump->out, "text");
	add_quoted(dump, run->text);
	buffer_printf(dump->out, " %s at", run->language ? run->language : "-");
	add_number(dump, mark->origin.x);
	add_number(dump, mark->origin.y);
	if (mark->angle != 0) {
		buffer_text(dump->out, " turned");
		add_number(dump, mark->angle * 180 / M_PI);
	}
	buffer_text(dump->out, " size");
	add_number(dump, run->size);
	buffer_printf(dump->out, " weight %d%s", run->weight, run->italic ? " italic" : "");
	if (run->spacing != 0) {
		buffer_text(dump->out, " spacing");
		add_number(dump, run->spacing);
	}
	buffer_text(dump->out, " width");
	add_number(dump, run->width);
	add_colour(dump, "fill", mark->fill);
	if (mark->halo.opacity > 0) {
		add_colour(dump, "halo", mark->halo);
		add_number(dump, mark->halo_width);
	}
	if (!path_is_empty(&mark->outline))
		buffer_printf(dump->out, " outline %zu", mark->outline.verb_count);
	add_faces(dump, run);
	buffer_char(dump->out, '\n');
}

static void dump_symbols(struct dump *dump, const struct symbols_mark *mark)
{
	start_line(dump);
	buffer_printf(dump->out, "symbols %zu at", mark->count);
	for (size_t i = 0; i < mark->count; i++) {
		add_number(dump, mark->places[i].x);
		add_number(dump, mark->places[i].y);
	}
	buffer_char(dump->out, '\n');
	dump->depth++;
	for (size_t i = 0; i < mark->form_count; i++)
		dump_path(dump, &mark->forms[i]);
	dump->depth--;
}

static void add_classes(struct dump *dump, const char *names)
{
	buffer_text(dump->out, " .");
	for (; *names; names++)
		buffer_char(dump->out, *names == ' ' ? '.' : *names);
}

static void dump_group(struct dump *dump, const struct group *group)
{
	start_line(dump);
	buffer_text(dump->out, "group");
	if (group->id)
		buffer_printf(dump->out, " #%s", group->id);
	if (group->class_name)
		add_classes(dump, group->class_name);
	add_named(dump, "title", group->title);
	if (group->language)
		buffer_printf(dump->out, " %s", group->language);
	add_named(dump, "link", group->link);
	for (size_t i = 0; i < group->attribute_count; i++) {
		buffer_printf(dump->out, " data-%s", group->attributes[i].name);
		add_quoted(dump, group->attributes[i].value);
	}
	if (group->passes_pointer)
		buffer_text(dump->out, " passes-pointer");
	if (group->is_whole)
		buffer_text(dump->out, " whole");
	if (group->hidden_from_readers)
		buffer_text(dump->out, " hidden");
	if (group->crowded)
		buffer_text(dump->out, " crowded");
	if (group->clipped)
		add_box(dump, "clip", group->clip);
	buffer_char(dump->out, '\n');
	dump->depth++;
	for (const struct mark *mark = group->marks; mark < group->marks + group->mark_count; mark++)
		if (mark->type == MARK_PATH)
			dump_path(dump, mark->path);
		else if (mark->type == MARK_TEXT)
			dump_text(dump, mark->text);
		else if (mark->type == MARK_SYMBOLS)
			dump_symbols(dump, mark->symbols);
		else
			dump_group(dump, mark->group);
	dump->depth--;
}

void page_dump(const struct page *page, struct buffer *out)
{
	struct dump dump = {.out = out};
	start_line(&dump);
	buffer_text(out, "page");
	add_number(&dump, page->width);
	add_number(&dump, page->height);
	add_colour(&dump, "background", page->background);
	if (page->language)
		buffer_printf(out, " %s", page->language);
	buffer_char(out, '\n');
	const char *const fields[][2] = {
	        {"id", page->id},         {"title", page->title},     {"description", page->description},
	        {"author", page->author}, {"subject", page->subject}, {"keywords", page->keywords}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (fields[i][1] == NULL)
			continue;
		buffer_printf(out, "  %s", fields[i][0]);
		add_quoted(&dump, fields[i][1]);
		buffer_char(out, '\n');
	}
	dump_group(&dump, page->root);
}
