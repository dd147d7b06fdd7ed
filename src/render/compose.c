/* Composing: the page of a version from its scene, furniture and labels.
 * In: marks in page points, and the placement of labels, which says whose symbols are left out. Out: a page. */
#include "render/compose.h"

/* "Title 2.0"; a map without versions has only its title. */
static const char *sheet_title(const struct loaded_map *map, const char *versions, struct arena *arena)
{
	const char *title = map_spec_title(&map->spec, map->spec.languages[0]);
	return *versions ? messages_fill(arena, map->messages[0], "sheet_title", "title", title, "version", versions,
	                                 (char *)NULL)
	                 : title;
}

void render_compose_start(const struct loaded_map *map, const char *id, const char *versions, const char *words,
                          struct arena *arena, struct page *page)
{
	const struct map_spec *spec = &map->spec;
	page_init(page, arena, spec->page.width / spec->page.type_scale, spec->page.height / spec->page.type_scale);
	page->background = spec->theme->colour[COLOUR_PAGE];
	page->id = *id ? arena_printf(arena, "%s-%s", spec->id, id) : spec->id;
	page->language = map->tags[0];
	page->series = map_spec_title(spec, spec->languages[0]);
	page->title = sheet_title(map, versions, arena);
	page->description = words;
	page->author = spec->author;
	page->subject = spec->subject;
	page->keywords = spec->keywords;
}

void render_compose_frame(const struct drawn_frame *drawn, const struct page_parts *parts, struct arena *arena,
                          struct group *parent)
{
	struct path ground = scene_globe_path(drawn->input.view, arena, &drawn->scene.globe);
	group_path(arena, parent, ground)->fill = scene_ground(&drawn->input, &drawn->scene.globe);
	group_adopt(arena, parent, drawn->frame.group);
	if (parts->ties && parts->ties->mark_count)
		group_adopt(arena, parent, parts->ties);
	group_adopt(arena, parent, parts->furniture);
	group_adopt(arena, parent, drawn->frame.labels);
}

/* The symbols that are nothing without their names, one after the other: in draw order, as requests are made. */
struct hidden_symbols {
	const struct placement *next;
	size_t left; /* placements that have not been looked at */
};

static const struct group *hidden_symbol(struct hidden_symbols *hidden)
{
	for (; hidden->left; hidden->next++, hidden->left--)
		if (!hidden->next->kept && !hidden->next->hidden && hidden->next->request->symbol)
			return hidden->next->request->symbol;
	return NULL;
}

/* A copy of the group whose hidden symbols are empty. Groups behind the last of them are shared with it. */
static struct group *without_hidden(struct arena *arena, struct group *group, struct hidden_symbols *hidden)
{
	const struct group *symbol = hidden_symbol(hidden);
	if (!symbol)
		return group;
	struct group *copy = ARENA_NEW(arena, struct group);
	*copy = *group;
	if (group == symbol) {
		copy->mark_count = copy->mark_capacity = 0;
		hidden->next++, hidden->left--;
		return copy;
	}
	copy->mark_capacity = group->mark_count;
	copy->marks = ARENA_ARRAY(arena, group->mark_count + 1, struct mark);
	for (size_t i = 0; i < group->mark_count; i++) {
		copy->marks[i] = group->marks[i];
		if (copy->marks[i].type == MARK_GROUP)
			copy->marks[i].group = without_hidden(arena, group->marks[i].group, hidden);
	}
	return copy;
}

/* An inset stands on a rectangle of ground: where it shows sea or a globe, that is covered as the map is. */
static void add_inset_layers(const struct drawn_frame *drawn, struct group *layers)
{
	struct arena *arena = drawn->scene.arena;
	struct group *group = drawn->frame.group;
	const struct theme *theme = drawn->input.theme;
	const struct polylines *globe = &drawn->scene.globe;
	struct path whole = path_new(arena), shown = scene_globe_path(drawn->input.view, arena, globe);
	path_rect(&whole, view_frame(drawn->input.view));
	if (globe->count)
		group_path(arena, group, whole)->fill = theme->colour[COLOUR_PAGE];
	group_path(arena, group, shown)->fill = scene_ground(&drawn->input, globe);
	group_adopt(arena, group, layers);
	if (globe->count)
		group_path(arena, group, shown)->stroke = (struct stroke){.colour = theme->colour[COLOUR_NEATLINE],
		                                                          .width = theme->measure[MEASURE_NEATLINE]};
}

void render_compose_layers(const struct drawn_frame *drawn)
{
	struct group *group = drawn->frame.group;
	struct hidden_symbols hidden = {drawn->placements, drawn->placements ? drawn->scene.request_count : 0};
	struct group *layers = without_hidden(drawn->scene.arena, drawn->scene.layers, &hidden);
	if (hidden_symbol(&hidden))
		BUG("a hidden symbol is in no layer");
	const struct polylines *globe = &drawn->scene.globe;
	if (drawn->frame.furniture && (globe->count || scene_has_sea(&drawn->input, globe))) {
		add_inset_layers(drawn, layers);
	} else {
		group->marks = layers->marks;
		group->mark_count = group->mark_capacity = layers->mark_count;
	}
	group->clipped = true;
	group->clip = drawn->frame.request.frame;
}

void render_compose_finish(struct page *page, double type_scale)
{
	page_unique_ids(page);
	if (type_scale != 1)
		page_scale(page, type_scale);
}

void render_compose_page(const struct loaded_map *map, const struct drawn_frame *drawn, const struct page_parts *parts,
                         struct arena *arena, struct page *page)
{
	const struct version_spec *version = &map->spec.versions[drawn->frame.version];
	render_compose_start(map, version->id, version->name,
	                     map_words(map, drawn->frame.version, scene_scale(&drawn->input), arena), arena, page);
	render_compose_frame(drawn, parts, arena, page->root);
	if (parts->panel)
		group_adopt(arena, page->root, parts->panel);
	render_compose_finish(page, map->spec.page.type_scale);
}
