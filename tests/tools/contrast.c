/* contrast MAP [--theme T] [--page P] [--lang L] [--version V] [--set KEY=VALUE] [--least N] [--large N] [--list] [--bare]
 * The contrast (WCAG 2.1) of every text of a drawn map with what really lies round its letters. The page is drawn as
 * PNG with every text's fill left out and its halo kept; round each glyph a band of 0.5 pt, about a stroke's width,
 * is sampled. A glyph counts by the fifth percentile of its band, so that a hair of antialiasing decides nothing; a
 * text counts by its worst glyph that a reader needs: the tenth percentile of the glyphs, which is the worst glyph
 * of a text of up to ten. Exit 0: every text reaches --least (4.5) or, from 18 pt or bold 14 pt on, --large (3).
 * Also printed: the smallest size of text; below 5 pt is a fault. Outlines of furniture on the map, such as the scale
 * bar's, are judged likewise: along them the lightest and the darkest pixel within 0.75 pt, of the whole picture. An
 * outline counts by the tenth percentile, too. */
#include "drawn_picture.h"
#include "render/render.h"
#include "spec/theme.h"

#include <cairo.h>
#include <math.h>

#define DPI       288.0 /* 4 pixels to a point */
#define BAND      2     /* pixels: 0.5 pt */
#define SMALLEST  5.0   /* points */
#define PER_POINT (DPI / 72)
#define EDGE      3   /* pixels: 0.75 pt */
#define STEP      0.5 /* points from one place of an outline to the next */
#define SETS_MOST 8

struct settings {
	struct choice choice;
	const char *sets[SETS_MOST];
	double least, large;
	bool list, bare;
};

struct text_list {
	struct text_mark **marks;
	struct colour *fills;
	size_t count, capacity;
};

struct judge {
	const struct settings *settings;
	struct text_context *text;
	struct arena *arena;
	struct picture ground, whole;
	size_t texts, outlines, faults;
	double worst, worst_large, worst_outline, smallest;
};

static void collect(struct arena *arena, const struct group *group, struct text_list *texts)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_GROUP)
			collect(arena, group->marks[i].group, texts);
		if (group->marks[i].type != MARK_TEXT)
			continue;
		texts->marks = arena_grow(arena, texts->marks, texts->count, &texts->capacity, sizeof *texts->marks);
		texts->marks[texts->count++] = group->marks[i].text;
	}
}

/* One glyph's outline on the page, in pixels. */
static struct path glyph_outline(const struct judge *judge, const struct text_mark *mark, const struct glyph_span *span,
                                 size_t glyph)
{
	struct glyph_span one = *span;
	one.first = glyph;
	one.count = 1;
	struct text_run run = mark->run;
	run.spans = &one;
	run.span_count = 1;
	struct path path = path_new(judge->arena);
	text_outline(judge->text, &run, &path);
	path_transform(&path, (struct page_point){mark->origin.x, mark->origin.y}, 1, mark->angle);
	path_transform(&path, (struct page_point){0, 0}, PER_POINT, 0);
	return path;
}

/* The glyph's coverage on whole pixels of the page, with room for the band round it. */
static cairo_surface_t *cover(const struct path *path, int left, int top, int width, int height)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
	cairo_t *cairo = cairo_create(surface);
	const struct page_point *p = path->points;
	cairo_translate(cairo, -left, -top);
	for (size_t i = 0; i < path->verb_count; i++) {
		switch (path->verbs[i]) {
		case PATH_MOVE:
			cairo_move_to(cairo, p->x, p->y), p++;
			break;
		case PATH_LINE:
			cairo_line_to(cairo, p->x, p->y), p++;
			break;
		case PATH_CURVE:
			cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y), p += 3;
			break;
		default:
			cairo_close_path(cairo);
		}
	}
	cairo_fill(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	return surface;
}

static int compare_numbers(const void *a, const void *b)
{
	double first = *(const double *)a, second = *(const double *)b;
	return (first > second) - (first < second);
}

static double percentile(double *values, size_t count, double share)
{
	qsort(values, count, sizeof *values, compare_numbers);
	return values[(size_t)(share * (double)(count - 1))];
}

static double contrast_at(const struct picture *ground, int x, int y, struct colour fill)
{
	struct colour under = colour_at(ground, x, y);
	return colour_contrast(colour_over(fill, under), under);
}

/* Whether the free pixel lies within the band round a covered one. */
static bool in_band(const unsigned char *cells, int stride, int width, int height, int x, int y)
{
	if (cells[y * stride + x] > 0)
		return false;
	for (int dy = -BAND; dy <= BAND; dy++)
		for (int dx = -BAND; dx <= BAND; dx++) {
			int near_x = x + dx, near_y = y + dy;
			if (dx * dx + dy * dy <= BAND * BAND && near_x >= 0 && near_y >= 0 && near_x < width &&
			    near_y < height && cells[near_y * stride + near_x] > 127)
				return true;
		}
	return false;
}

/* Fifth percentile of the contrast in the band round one glyph; INFINITY when it has no ink on the page. */
static double judge_glyph(const struct judge *judge, const struct path *path, struct colour fill)
{
	if (path_is_empty(path))
		return INFINITY;
	struct box box = path_bounds(path);
	int left = (int)floor(box.left) - BAND - 1, top = (int)floor(box.top) - BAND - 1;
	int width = (int)ceil(box.right) + BAND + 1 - left, height = (int)ceil(box.bottom) + BAND + 1 - top;
	cairo_surface_t *surface = cover(path, left, top, width, height);
	const unsigned char *cells = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	double *values = must_have(malloc((size_t)width * (size_t)height * sizeof *values));
	size_t count = 0;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			if (left + x >= 0 && top + y >= 0 && left + x < judge->ground.width &&
			    top + y < judge->ground.height && in_band(cells, stride, width, height, x, y))
				values[count++] = contrast_at(&judge->ground, left + x, top + y, fill);
	double result = count ? percentile(values, count, 0.1) : INFINITY;
	free(values);
	cairo_surface_destroy(surface);
	return result;
}

static double judge_text(const struct judge *judge, const struct text_mark *mark, struct colour fill)
{
	double *values = ARENA_ARRAY(judge->arena, mark->run.glyph_count + 1, double);
	size_t count = 0;
	for (size_t s = 0; s < mark->run.span_count; s++) {
		const struct glyph_span *span = &mark->run.spans[s];
		for (size_t i = 0; i < span->count; i++) {
			struct path path = glyph_outline(judge, mark, span, span->first + i);
			double value = judge_glyph(judge, &path, fill);
			if (isfinite(value))
				values[count++] = value;
		}
	}
	return count ? percentile(values, count, 0.1) : INFINITY;
}

static void report(struct judge *judge, const struct text_mark *mark, struct colour fill, double contrast)
{
	const struct text_run *run = &mark->run;
	bool large = run->size >= 18 || (run->size >= 14 && run->weight >= 700);
	double needed = large ? judge->settings->large : judge->settings->least;
	double *worst = large ? &judge->worst_large : &judge->worst;
	bool faulty = contrast < needed || run->size < SMALLEST;
	*worst = fmin(*worst, contrast);
	judge->smallest = fmin(judge->smallest, run->size);
	judge->texts++;
	judge->faults += faulty;
	if (!faulty && !judge->settings->list)
		return;
	char hex[8];
	colour_hex(fill, hex);
	printf("  %s %5.2f (of %.1f) %4.1f pt %s at %.0f %.0f '%s'\n", faulty ? "FAULT" : "fine ", contrast, needed,
	       run->size, hex, mark->origin.x, mark->origin.y, run->text);
}

/* Contrast of the lightest with the darkest pixel round a place of the page. */
static double edge_contrast(const struct picture *picture, struct page_point place)
{
	double lightest = 0, darkest = 1;
	int x = (int)(place.x * PER_POINT), y = (int)(place.y * PER_POINT);
	for (int dy = -EDGE; dy <= EDGE; dy++)
		for (int dx = -EDGE; dx <= EDGE; dx++) {
			if (x + dx < 0 || y + dy < 0 || x + dx >= picture->width || y + dy >= picture->height)
				continue;
			double light = colour_luminance(colour_at(picture, x + dx, y + dy));
			lightest = fmax(lightest, light);
			darkest = fmin(darkest, light);
		}
	return (lightest + 0.05) / (darkest + 0.05);
}

static double judge_outline(const struct judge *judge, const struct path *path)
{
	size_t count = 0, capacity = 0;
	double *values = NULL;
	for (size_t i = 1; i < path->point_count; i++) {
		struct page_point a = path->points[i - 1], b = path->points[i];
		double length = hypot(b.x - a.x, b.y - a.y);
		for (double along = 0; along < length; along += STEP) {
			struct page_point at = {a.x + (b.x - a.x) * along / length, a.y + (b.y - a.y) * along / length};
			values = arena_grow(judge->arena, values, count, &capacity, sizeof *values);
			values[count++] = edge_contrast(&judge->whole, at);
		}
	}
	return count ? percentile(values, count, 0.1) : INFINITY;
}

static bool is_furniture(const struct group *group)
{
	return group->id && (!strncmp(group->id, "part-scale-bar", 14) || !strcmp(group->id, "part-north-arrow"));
}

/* Outlines of scale bar and north arrow. */
static void judge_outlines(struct judge *judge, const struct group *group, bool inside)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			judge_outlines(judge, mark->group, inside || is_furniture(mark->group));
		if (mark->type != MARK_PATH || !inside)
			continue;
		double contrast = judge_outline(judge, &mark->path->path);
		bool faulty = contrast < judge->settings->least;
		judge->worst_outline = fmin(judge->worst_outline, contrast);
		judge->outlines++;
		judge->faults += faulty;
		if (faulty || judge->settings->list)
			printf("  %s %5.2f (of %.1f) outline at %.0f %.0f\n", faulty ? "FAULT" : "fine ", contrast,
			       judge->settings->least, mark->path->path.points->x, mark->path->path.points->y);
	}
}

static size_t judge(const void *context, struct loaded_map *map, size_t version)
{
	const struct settings *settings = context;
	struct drawn drawn;
	struct text_list texts = {0};
	open_drawn(map, &(struct render_options){.version = version, .bare = settings->bare}, &drawn);
	struct picture whole = draw_picture(&drawn.page, DPI, &drawn.diag);
	collect(&drawn.arena, drawn.page.root, &texts);
	texts.fills = ARENA_ARRAY(&drawn.arena, texts.count + 1, struct colour);
	for (size_t i = 0; i < texts.count; i++) {
		texts.fills[i] = texts.marks[i]->fill;
		texts.marks[i]->fill.opacity = 0;
	}
	struct judge judge = {.settings = settings,
	                      .text = map->text,
	                      .arena = &drawn.arena,
	                      .ground = draw_picture(&drawn.page, DPI, &drawn.diag),
	                      .whole = whole,
	                      .worst = 99,
	                      .worst_large = 99,
	                      .worst_outline = 99,
	                      .smallest = 99};
	judge_outlines(&judge, drawn.page.root, false);
	for (size_t i = 0; i < texts.count; i++)
		report(&judge, texts.marks[i], texts.fills[i], judge_text(&judge, texts.marks[i], texts.fills[i]));
	printf("%s %s: %zu texts, worst contrast %.2f, of large text %.2f, smallest %.1f pt, "
	       "%zu outlines, worst %.2f, %zu faults\n",
	       map->spec.theme->name, map->spec.versions[version].name, judge.texts, judge.worst, judge.worst_large,
	       judge.smallest, judge.outlines, judge.worst_outline, judge.faults);
	free(judge.ground.pixels);
	free(judge.whole.pixels);
	close_drawn(&drawn);
	return judge.faults + !judge.texts;
}

static bool read_arguments(int count, char **arguments, struct settings *out)
{
	struct map_overrides *overrides = &out->choice.overrides;
	*out = (struct settings){.choice.overrides.share_dir = "seeds", .least = 4.5, .large = 3};
	overrides->sets = out->sets;
	for (int i = 1; i < count; i++) {
		const char *name = arguments[i], *value = i + 1 < count ? arguments[i + 1] : "";
		if (!strcmp(name, "--list") || !strcmp(name, "--bare")) {
			*(name[2] == 'l' ? &out->list : &out->bare) = true;
			continue;
		}
		if (!strcmp(name, "--set") && overrides->set_count < SETS_MOST)
			out->sets[overrides->set_count++] = value;
		else if (!strcmp(name, "--least"))
			out->least = atof(value);
		else if (!strcmp(name, "--large"))
			out->large = atof(value);
		else if (!choose(&out->choice, name, value))
			return false;
		i += *name == '-';
	}
	return out->choice.map != NULL;
}

int main(int count, char **arguments)
{
	struct settings settings;
	if (read_arguments(count, arguments, &settings))
		return judge_versions(&settings.choice, judge, &settings);
	fputs("usage: contrast MAP [--theme T] [--page P] [--lang L] [--version V] [--set KEY=VALUE] [--least N] [--large N] "
	      "[--list] [--bare]\n",
	      stderr);
	return 2;
}
