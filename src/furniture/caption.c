/* Captions of a frame among several: above it the version, below it what the version added: members by name, routes
 * with their line, and in the fullest form its summary, or the facts that are told of it first.
 * In: a scene of that version; without a view the captions are only measured. Out: two elements that stand on no sheet
 * of a single version. */
#include "furniture/element.h"

#include "scene/names.h"
#include "scene/route.h"

#include <math.h>

#define FIGURE_LEAST 28.0 /* a road's shield shows its line on both sides */
#define FIGURE_GAP   7.0
#define FIGURE_LINE  16.0 /* of a figure above its text */
#define ROW_GAP      4.5
#define KEY_HEIGHT   9.0
#define COMMA_WIDTH  3.0 /* behind a name in a list */
#define NAME_GAP     6.0
#define BADGE_CELL   150.0 /* width from which a frame is larger than its badge by far */
#define SHORT_BADGE  0.5   /* part of the width that a badge may take */

static const struct version_spec *version_of(const struct block *block)
{
	return &block->input->scene->spec->versions[block->input->scene->version];
}

/* NULL: the version has none. */
static const char *year_text(const struct block *block, const struct version_spec *version)
{
	const struct messages *messages = block->input->scene->messages[0];
	struct arena *arena = block->input->arena;
	if (!map_spec_year_beside(version))
		return NULL;
	const char *year = arena_printf(arena, "%d", version->year);
	return messages_fill(arena, messages, "year", "year", messages_digits(arena, messages, year), (char *)NULL);
}

/* "9" of the first version, "+6" of a later one; NULL: none joined. */
static const char *joined_figure(const struct block *block, size_t version)
{
	const struct messages *messages = block->input->scene->messages[0];
	size_t count = block->input->scene->spec->versions[version].member_count;
	if (!count)
		return NULL;
	return version ? messages_count(block->input->arena, messages, "new_members", count, (char *)NULL)
	               : messages_number(block->input->arena, messages, (double)count, 0);
}

/* How many joined, if no other part of the caption says it. */
static const char *figure_at_name(const struct block *block, size_t version)
{
	return block->form.series->telling == TELL_NAME ? joined_figure(block, version) : NULL;
}

/* The name, and behind it, or where that is too long below it, the year and the number of those who joined. Returns the
 * height used. */
static double add_name(struct block *block)
{
	struct box box = block->form.box;
	const struct version_spec *version = version_of(block);
	const char *year = year_text(block, version), *joined = figure_at_name(block, block->input->scene->version);
	bool below = !block->form.series->has_lines;
	struct page_point at = {box.left, box.top + 13};
	if (below)
		at.y += block_paragraph(block, STYLE_FACT_FIGURE, 0, version->name, box) - (year || joined ? 4 : 13);
	else
		at.x += NAME_GAP + block_text(block, STYLE_FACT_FIGURE, 0, version->name, at, 0);
	if (year)
		at.x += NAME_GAP + block_text(block, STYLE_TAGLINE_SECOND, 0, year, at, 0);
	if (joined)
		block_text(block, STYLE_TIMELINE_NEW, 0, joined, at, 0);
	return at.y + 3 - box.top;
}

static void measure_head(struct block *block)
{
	if (block->form.series->has_badges) {
		badge_element.measure(block);
		return;
	}
	struct box rest = block->form.box;
	rest.top += add_name(block);
	if (block->form.series->telling <= TELL_BRIEF && version_of(block)->tagline.count)
		rest.top += block_texts(block, STYLE_TAGLINE, &version_of(block)->tagline, rest);
	block->height = rest.top - block->form.box.top;
}

/* A fact is told where it holds first; one that holds in all versions is no version's news, nor is one beside a
 * summary.
 */
static bool is_news(const struct map_spec *spec, const struct fact_spec *fact, size_t version)
{
	if (!fact->versions.count || spec->versions[version].summary.count)
		return false;
	for (size_t i = 0; i < version; i++)
		if (map_spec_applies(&fact->versions, spec->versions[i].name))
			return false;
	return map_spec_applies(&fact->versions, spec->versions[version].name);
}

static bool is_told(const struct block *block, const struct fact_spec *fact)
{
	return block->form.series->telling <= TELL_NEWS &&
	       is_news(block->input->scene->spec, fact, block->input->scene->version);
}

size_t furniture_most_facts(const struct map_spec *spec)
{
	size_t most = 0;
	for (size_t version = 0; version < spec->version_count; version++) {
		size_t count = 0;
		for (size_t i = 0; i < spec->fact_count; i++)
			count += is_news(spec, &spec->facts[i], version);
		most = count > most ? count : most;
	}
	return most;
}

/* Returns the height used, with the gap to the next row. */
static double add_row(struct block *block, const char *figure, const struct localized *text, struct box box,
                      double offset)
{
	block_row(block, "caption-row");
	if (*figure)
		block_text(block, STYLE_FACT_FIGURE, 0, figure, (struct page_point){box.left, box.top + 13}, 0);
	double above = *figure && block->form.series->is_stacked ? FIGURE_LINE : 0;
	box.top += above;
	if (!*figure || above > 0)
		return above + block_texts(block, STYLE_FACT_TEXT, text, box) + ROW_GAP;
	box.left += offset;
	box.top += 2.6; /* the first line stands on the figure's */
	return fmax(16, block_texts(block, STYLE_FACT_TEXT, text, box) + 2.6) + ROW_GAP;
}

static struct localized joined_names(const struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	const struct version_spec *version = version_of(block);
	struct arena *arena = block->input->arena;
	struct localized text = {ARENA_ARRAY(arena, scene->language_count, struct localized_entry), 0};
	const char **names = ARENA_ARRAY(arena, version->member_count + 1, const char *);
	for (size_t i = 0; i < scene->language_count; i++) {
		for (size_t k = 0; k < version->member_count; k++)
			names[k] = scene_member_name(scene, &scene->spec->members[version->members[k]],
			                             scene->languages[i]);
		text.entries[text.count++] = (struct localized_entry){
		        scene->languages[i], messages_list(arena, scene->messages[i], names, version->member_count)};
	}
	return text;
}

/* The route's line as in the legend, and its text. Nothing, if the legend does not tell of it. */
static double add_route(struct block *block, size_t layer, struct box box, double offset)
{
	const struct layer_spec *route = &block->input->scene->spec->layers[layer];
	if (!route->title.count)
		return 0;
	block_row(block, "caption-row");
	block_picture(
	        block, layer,
	        (struct box){box.left, box.top + 0.4, box.left + offset - FIGURE_GAP, box.top + 0.4 + KEY_HEIGHT});
	box.left += offset;
	return block_texts(block, STYLE_FACT_TEXT, &route->title, box) + ROW_GAP;
}

static void measure_steps(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	const struct version_spec *version = version_of(block);
	struct box box = block->form.box;
	double offset = block->form.series->offset;
	if (block->form.series->telling == TELL_NAME)
		return;
	if (version->member_count) {
		struct localized names = joined_names(block);
		box.top += add_row(block, joined_figure(block, scene->version), &names, box, offset);
	}
	for (size_t i = 0; i < version->route_count && block->form.series->telling <= TELL_STEPS; i++)
		box.top += add_route(block, version->routes[i], box, offset);
	if (block->form.series->telling <= TELL_NEWS && version->summary.count)
		box.top += add_row(block, "", &version->summary, box, 0);
	bool once = block->form.series->telling == TELL_NEWS, told = false;
	for (size_t i = 0; i < scene->spec->fact_count && !(once && told); i++) {
		const struct fact_spec *fact = &scene->spec->facts[i];
		if ((told = is_told(block, fact)))
			box.top += add_row(block, localized_any(&fact->figure, scene->languages[0]), &fact->text, box,
			                   offset);
	}
	block->height = fmax(0, box.top - ROW_GAP - block->form.box.top);
}

static double width_of(const struct block *block, enum theme_own_style style, const char *text)
{
	return text && *text ? block_text_width(block, style, 0, text) : 0;
}

/* Of the figures that stand below the frames. */
static double widest_figure(const struct block *block, enum telling telling)
{
	const struct map_spec *spec = block->input->scene->spec;
	const char *language = block->input->scene->languages[0];
	double widest = 0;
	for (size_t i = 0; i < spec->version_count && telling <= TELL_STEPS; i++)
		if (spec->versions[i].route_count)
			widest = FIGURE_LEAST;
	for (size_t i = 0; i < spec->version_count; i++)
		widest = fmax(widest, width_of(block, STYLE_FACT_FIGURE, joined_figure(block, i)));
	for (size_t i = 0; i < spec->fact_count && telling <= TELL_NEWS; i++)
		if (spec->facts[i].versions.count)
			widest = fmax(widest, width_of(block, STYLE_FACT_FIGURE,
			                               localized_any(&spec->facts[i].figure, language)));
	return widest;
}

/* Of the members' names. */
static double widest_word(const struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	double widest = 0;
	for (size_t i = 0; i < scene->spec->member_count; i++)
		for (size_t k = 0; k < scene->language_count && k < 2; k++)
			widest = fmax(widest, block_widest_word(block, k ? STYLE_TIMELINE : STYLE_FACT_TEXT, k,
			                                        scene_member_name(scene, &scene->spec->members[i],
			                                                          scene->languages[k])));
	return widest;
}

struct caption_series caption_series_read(const struct furniture_input *input, enum telling telling, double width)
{
	struct diag unheard;
	diag_init(&unheard);
	struct caption_series series = {telling, telling <= TELL_STEPS && width >= BADGE_CELL, true, false, 0};
	const struct block block = {.input = input, .form = {.series = &series}, .diag = &unheard};
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->version_count; i++) {
		const struct version_spec *version = &spec->versions[i];
		double line = width_of(&block, STYLE_FACT_FIGURE, version->name) + 2 * NAME_GAP +
		              width_of(&block, STYLE_TAGLINE_SECOND, year_text(&block, version)) +
		              width_of(&block, STYLE_TIMELINE_NEW, figure_at_name(&block, i));
		series.has_lines = series.has_lines && line <= width;
		series.has_badges =
		        series.has_badges && width_of(&block, STYLE_BADGE, version->name) <= width * SHORT_BADGE;
	}
	series.offset = widest_figure(&block, telling) + FIGURE_GAP;
	series.is_stacked = telling < TELL_NAME && series.offset + widest_word(&block) + COMMA_WIDTH > width;
	diag_clear(&unheard);
	return series;
}

/* The status that most of the route has in the version's year; that of the legend's entry, if no status is asked for.
 */
static int most_status(const struct scene_input *scene, const struct layer_spec *layer, int otherwise)
{
	const struct route_options *options = layer->data ? route_options_of(layer) : NULL;
	double metres[ROUTE_STATUSES];
	int most = ROUTE_OPEN;
	if (!options || !scene_route_lengths(scene_layer_dataset(scene->spec, scene->datasets, layer), options,
	                                     map_spec_as_of(scene->spec, scene->version), metres))
		return otherwise;
	for (int i = most + 1; i < ROUTE_STATUSES; i++)
		if (metres[i] > metres[most])
			most = i;
	return most;
}

static void draw_key(const struct block *block, size_t layer, struct box box, struct group *group)
{
	const struct furniture_input *input = block->input;
	size_t i = 0;
	while (i < input->legend_count &&
	       (!input->legend[i].draw || map_spec_whole(input->legend[i].layer) != &input->scene->spec->layers[layer]))
		i++;
	if (i == input->legend_count)
		return;
	struct legend_entry entry = input->legend[i];
	entry.look = most_status(input->scene, entry.layer, entry.look);
	entry.draw(input->arena, group, &entry, box);
}

const struct element caption_head_element = {
        .kind = {"caption", "the version shown in a frame", NULL, 0, 0},
        .measure = measure_head,
};
const struct element caption_steps_element = {
        .kind = {"caption-steps", "what the version added", NULL, 0, 0},
        .measure = measure_steps,
        .draw = draw_key,
};
