/* Pipeline: one version of a loaded map to a Page: layout, view, scene, map furniture, labels, panel. */
#include "furniture/furniture.h"
#include "render/render.h"
#include "scene/fetch.h"
#include "scene/kept.h"
#include "scene/project.h"
#include "scene/scene.h"
#include "scene/shield.h"

#include <math.h>
#include <string.h>

#define DETAIL       0.23 /* points: 0.08 mm, under what the eye or a printer resolves */
#define MOST_POINTS  400000
#define MOST_PADDING 0.125 /* of the frame's smaller side */

static void add_member_points(const struct loaded_map *map, size_t version, struct arena *arena, struct lonlat **points,
                              size_t *count)
{
	const struct data_spec *data = map->spec.member_areas;
	const struct dataset *dataset = &map->datasets[data - map->spec.data];
	size_t capacity = 0;
	for (size_t i = 0; i < map->spec.member_count; i++) {
		int joined = map_spec_joined(&map->spec, i);
		const struct feature *feature = dataset_find(dataset, data->key, map->spec.members[i].key);
		if (joined < 0 || (size_t)joined > version || !feature)
			continue;
		for (size_t p = 0; p < feature->part_count; p++) {
			size_t found;
			const struct lonlat *of_part =
			        dataset_part(dataset, &dataset->parts[feature->first_part + p], arena, &found);
			for (size_t k = 0; k < found && *count < MOST_POINTS; k++) {
				*points = arena_grow(arena, *points, *count, &capacity, sizeof **points);
				(*points)[(*count)++] = of_part[k];
			}
		}
	}
}

/* Once round the globe: a projection is cut anywhere and may be widest inside, so there are points all over, on both
 * sides of every whole degree. */
static void add_belt_points(struct lonlat_box box, struct arena *arena, struct lonlat **points, size_t *count)
{
	enum { rows = 17 };
	*points = ARENA_ARRAY(arena, 360 * 2 * rows, struct lonlat);
	for (int i = 0; i < 360 * 2; i++) {
		double lon = box.west + (i + 1) / 2 + (i % 2 ? -1e-6 : 1e-6);
		for (int k = 0; k < rows; k++)
			(*points)[(*count)++] =
			        (struct lonlat){lon, box.south + (box.north - box.south) * k / (rows - 1)};
	}
}

static void add_box_points(struct lonlat_box box, struct arena *arena, struct lonlat **points, size_t *count)
{
	if (box.east - box.west > 360 - 1e-6) {
		add_belt_points(box, arena, points, count);
		return;
	}
	*points = ARENA_ARRAY(arena, 4 * 16, struct lonlat);
	for (int i = 0; i < 16; i++) { /* along the edges: a conic bulges between the corners */
		double t = i / 15.0, lon = box.west + (box.east - box.west) * t;
		double lat = box.south + (box.north - box.south) * t;
		(*points)[(*count)++] = (struct lonlat){lon, box.south};
		(*points)[(*count)++] = (struct lonlat){lon, box.north};
		(*points)[(*count)++] = (struct lonlat){box.west, lat};
		(*points)[(*count)++] = (struct lonlat){box.east, lat};
	}
}

/* What the version shows, in the frame. */
static struct view_request view_wanted(const struct loaded_map *map, size_t version, struct box frame,
                                       struct arena *arena)
{
	const struct map_spec *spec = &map->spec;
	const struct version_spec *shown = &spec->versions[version];
	struct lonlat *points = NULL;
	size_t count = 0;
	if (shown->has_extent)
		add_box_points(shown->extent, arena, &points, &count);
	else if (spec->extent_mode == EXTENT_BOX || !spec->member_areas)
		add_box_points(spec->extent, arena, &points, &count);
	else
		add_member_points(map, spec->extent_mode == EXTENT_COMMON ? spec->version_count - 1 : version, arena,
		                  &points, &count);
	return (struct view_request){
	        .projection = spec->projection,
	        .place = spec->projection_place,
	        .points = points,
	        .point_count = count,
	        .frame = frame,
	        .padding = shown->has_extent
	                           ? 0
	                           : fmin(spec->padding, MOST_PADDING * fmin(box_width(frame), box_height(frame)))};
}

struct view *map_view(const struct loaded_map *map, size_t version, bool bare, struct arena *arena, struct diag *diag)
{
	struct view_request request = view_wanted(map, version, sheet_layout(&map->spec, bare).frame, arena);
	return view_open(&request, diag);
}

static void start_page(const struct loaded_map *map, size_t version, struct arena *arena, struct page *page)
{
	const struct map_spec *spec = &map->spec;
	const struct version_spec *shown = &spec->versions[version];
	page_init(page, arena, spec->page.width / spec->page.type_scale, spec->page.height / spec->page.type_scale);
	theme_colour(spec->theme, "page", &page->background);
	page->id = arena_printf(arena, "%s-%s", spec->id, shown->id);
	page->language = map->tags[0];
	page->series = localized_any(&spec->title, spec->languages[0]);
	page->title = messages_fill(arena, map->messages[0], "sheet_title", "title", page->series, "version",
	                            shown->name, (char *)NULL);
	page->description = map_words(map, version, arena);
	page->author = spec->author;
	page->subject = spec->subject;
	page->keywords = spec->keywords;
}

static void warn_dropped(const struct placement *placements, size_t count, struct diag *diag)
{
	for (size_t i = 0; i < count; i++) {
		const struct label_request *request = placements[i].request;
		if (placements[i].problem)
			diag_warning(diag, PIN_CONFLICT, request->pin->place,
			             "it is drawn there all the same; move it, or what is in the way",
			             "the name '%s' is pinned where it %s", request->title, placements[i].problem);
		if (request->pin && request->kind == LABEL_LINE && !placements[i].hidden)
			diag_warning(diag, PIN_CONFLICT, request->pin->place, "write hide, or leave it out",
			             "the name '%s' runs along a line and cannot be pinned, only hidden",
			             request->title);
		if (!placements[i].kept && !placements[i].hidden && request->required)
			diag_warning(diag, NAME_DROPPED, no_place, "enlarge the page or pin the label",
			             "the name '%s' finds no place: %s", placements[i].request->title,
			             placements[i].reason);
	}
}

/* Symbols that are nothing without their names. */
static void drop_symbols(const struct placement *placements, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!placements[i].kept && !placements[i].hidden && placements[i].request->symbol)
			placements[i].request->symbol->mark_count = 0;
}

static void count_names(struct profile *profile, const struct placement *placements, size_t count)
{
	profile_count(profile, PROFILE_NAMES_WANTED, count);
	for (size_t i = 0; i < count; i++)
		profile_count(profile, PROFILE_NAMES_PLACED, placements[i].kept);
}

static void count_vertices(struct profile *profile, const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			count_vertices(profile, mark->group);
		else if (mark->type == MARK_PATH)
			profile_count(profile, PROFILE_VERTICES_DRAWN, mark->path->path.point_count);
	}
}

static void compose(const struct scene_input *input, const struct render_options *options, const struct sheet *sheet,
                    struct scene *scene, struct diag *diag, struct page *page, struct label_report *report)
{
	struct arena *arena = page->arena;
	struct mark layers = {.type = MARK_GROUP, .group = scene->map};
	page->root->marks = arena_grow(arena, page->root->marks, page->root->mark_count, &page->root->mark_capacity,
	                               sizeof *page->root->marks);
	page->root->marks[page->root->mark_count++] = layers;
	struct furniture_input furniture = {.scene = input,
	                                    .sheet = sheet,
	                                    .legend = scene->legend,
	                                    .legend_count = scene->legend_count,
	                                    .arena = arena,
	                                    .diag = diag};
	struct group *on_map = group_add(arena, page->root, "map-furniture", "furniture");
	profile_enter(options->profile, PROFILE_FURNITURE);
	furniture_draw_map(&furniture, scene, on_map);
	profile_enter(options->profile, PROFILE_LABEL);
	shields_place(input, scene, diag);
	struct label_input requests = {.requests = scene->requests,
	                               .request_count = scene->request_count,
	                               .obstacles = scene->obstacles,
	                               .obstacle_count = scene->obstacle_count,
	                               .grounds = scene->grounds,
	                               .ground_count = scene->ground_count,
	                               .least_contrast = theme_measure(input->theme, "least_contrast", 4.5),
	                               .frame = box_grow(sheet->frame, -2)};
	struct placement *placements;
	labels_place(arena, &requests, &placements, report);
	count_names(options->profile, placements, scene->request_count);
	if (options->explain)
		labels_explain(placements, scene->request_count, report, options->explain_json, input->enlarged,
		               options->explain);
	drop_symbols(placements, scene->request_count);
	warn_dropped(placements, scene->request_count, diag);
	struct group *labels = group_add(arena, page->root, "labels", "labels");
	labels_draw(arena, input->text, placements, scene->request_count, input->outline_text,
	            scene_colour(input, "leader"), labels);
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!box_is_empty(sheet->panel))
		furniture_draw_panel(&furniture, group_add(arena, page->root, "panel", "panel"));
}

bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct sheet sheet = sheet_layout(&map->spec, options->bare);
	struct fetch_room room = {0};
	struct scene_input input = {.spec = &map->spec,
	                            .version = options->version,
	                            .datasets = map->datasets,
	                            .theme = map->spec.theme,
	                            .text = map->text,
	                            .languages = map->spec.languages,
	                            .tags = map->tags,
	                            .messages = map->messages,
	                            .language_count = map->spec.language_count,
	                            .outline_text = options->outline_text,
	                            .detail = DETAIL / map->spec.page.type_scale,
	                            .enlarged = map->spec.page.type_scale,
	                            .diag = diag,
	                            .profile = options->profile,
	                            .room = &room};
	profile_enter(options->profile, PROFILE_FURNITURE);
	struct furniture_input page = {.scene = &input, .sheet = &sheet, .arena = arena, .diag = diag};
	if (!furniture_check_page(&page, options->bare))
		return false;
	profile_enter(options->profile, PROFILE_PROJECT);
	struct arena scratch;
	arena_init(&scratch);
	struct view_request wanted = view_wanted(map, options->version, sheet.frame, &scratch);
	struct taken_view taken;
	if (!view_take(map->views, &wanted, diag, &taken)) {
		arena_clear(&scratch);
		return false;
	}
	input.view = taken.view;
	input.reach = &taken.reach;
	input.views = map->views;
	input.shapes = taken.shapes;
	input.scratch = &scratch;
	profile_enter(options->profile, PROFILE_SCENE);
	start_page(map, options->version, arena, out);
	struct scene scene;
	if (scene_build(arena, &input, diag, &scene)) {
		struct path ground = path_new(arena);
		path_rect(&ground, sheet.frame);
		group_path(arena, out->root, ground)->fill = scene_colour(&input, "land");
		if (options->profile)
			count_vertices(options->profile, scene.map);
		compose(&input, options, &sheet, &scene, diag, out, report);
		page_unique_ids(out);
		if (map->spec.page.type_scale != 1)
			page_scale(out, map->spec.page.type_scale);
	}
	arena_clear(&scratch);
	fetch_room_clear(&room);
	view_give_back(&taken);
	return diag->errors == errors;
}
