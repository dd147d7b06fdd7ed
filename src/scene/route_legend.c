/* The legend of a route: one entry, or one for each status that is seen, with the years in which its stretches were or
 * will be opened. The route's name stands above several, or in the only one. */
#include "scene/route_legend.h"

#include "scene/route.h"

static const char *const status_ids[ROUTE_STATUSES] = {
        [ROUTE_OPEN] = "open", [ROUTE_BUILDING] = "construction", [ROUTE_PLANNED] = "planned"};
/* Messages about a status, with the years of opening and without, and where the map's year is not one. */
static const char *const status_messages[ROUTE_STATUSES][3] = {
        [ROUTE_OPEN] = {"route_open", "route_open_plain", "route_open_plain"},
        [ROUTE_BUILDING] = {"route_building", "route_building_plain", "series_building"},
        [ROUTE_PLANNED] = {"route_planned", "route_planned_plain", "series_planned"},
};

/* The legend that frames of several years share says what holds in each of them. */
static bool is_of_several_years(const struct layer_drawing *drawing)
{
	const struct map_spec *spec = drawing->input->spec;
	size_t layer = (size_t)(map_spec_whole(drawing->layer) - spec->layers);
	int year = map_spec_as_of(spec, drawing->input->version);
	for (size_t i = 0; drawing->input->is_series && i < spec->version_count; i++)
		if (map_spec_layer_shown(spec, layer, i) && map_spec_as_of(spec, i) != year)
			return true;
	return false;
}

static const char *year_text(struct arena *arena, const struct messages *messages, double year)
{
	return messages_digits(arena, messages, arena_printf(arena, "%.0f", year));
}

static const char *status_text(const struct layer_drawing *drawing, const struct route_lines *lines,
                               enum route_status status, const struct messages *messages)
{
	struct arena *arena = drawing->scene->arena;
	const struct numbers *opened = &lines->opened[status];
	const char **years = ARENA_ARRAY(arena, opened->count + 1, const char *);
	for (size_t i = 0; i < opened->count; i++)
		years[i] = year_text(arena, messages, opened->values[i]);
	int message = is_of_several_years(drawing) ? 2 : opened->count == 0;
	return messages_fill(arena, messages, status_messages[status][message], "year",
	                     year_text(arena, messages, lines->year), "years",
	                     messages_list(arena, messages, years, opened->count), (char *)NULL);
}

/* The layer's title and the text, as one message. */
static const char *named_text(const struct layer_drawing *drawing, size_t language, const char *text)
{
	return messages_fill(drawing->scene->arena, drawing->input->messages[language], "route_status", "route",
	                     localized_any(&drawing->layer->title, drawing->input->languages[language]), "status", text,
	                     (char *)NULL);
}

/* The words of a status in every language shown; `named`: with the layer's title. */
static struct localized status_texts(const struct layer_drawing *drawing, const struct route_lines *lines,
                                     enum route_status status, bool named)
{
	const struct scene_input *input = drawing->input;
	struct localized out = {ARENA_ARRAY(drawing->scene->arena, input->language_count + 1, struct localized_entry),
	                        0};
	for (size_t i = 0; i < input->language_count; i++) {
		const char *text = status_text(drawing, lines, status, input->messages[i]);
		out.entries[out.count++] =
		        (struct localized_entry){input->languages[i], named ? named_text(drawing, i, text) : text};
	}
	return out;
}

struct localized scene_route_unopened_texts(const struct layer_drawing *drawing, bool named)
{
	const struct scene_input *input = drawing->input;
	struct arena *arena = drawing->scene->arena;
	struct localized out = {ARENA_ARRAY(arena, input->language_count + 1, struct localized_entry), 0};
	for (size_t i = 0; i < input->language_count; i++) {
		const char *year = year_text(arena, input->messages[i], map_spec_as_of(input->spec, input->version));
		const char *text =
		        messages_fill(arena, input->messages[i], "stop_unopened", "year", year, (char *)NULL);
		out.entries[out.count++] =
		        (struct localized_entry){input->languages[i], named ? named_text(drawing, i, text) : text};
	}
	return out;
}

void scene_route_legend(const struct layer_drawing *drawing, const struct route_lines *lines,
                        void (*draw)(struct arena *, struct group *, const struct legend_entry *, struct box))
{
	const struct layer_spec *layer = drawing->layer;
	bool one_year = !is_of_several_years(drawing); /* in another frame, more statuses may be seen */
	size_t seen = 0;
	for (int status = ROUTE_OPEN; lines->year && status < ROUTE_STATUSES; status++)
		seen += lines->drawn[status];
	if (seen != 1 || !one_year)
		scene_layer_legend(drawing, seen ? NULL : draw);
	for (int status = ROUTE_OPEN; seen && layer->title.count && status < ROUTE_STATUSES; status++) {
		if (!lines->drawn[status])
			continue;
		struct legend_entry *entry = scene_layer_entry(drawing, status_ids[status]);
		entry->text = status_texts(drawing, lines, status, seen == 1 && one_year);
		entry->draw = draw;
		entry->look = status;
	}
}
