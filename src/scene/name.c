/* Name style: names without a symbol, for seas, bays and regions given as points; the name stands
 * as near its point as it can. */
#include "scene/name_key.h"
#include "scene/names.h"
#include "scene/places.h"
#include "scene/project.h"
#include "scene/spread.h"
#include "scene/styles.h"

#include "base/units.h"

#include <math.h>
#include <stddef.h>

#define ROOM_SLACK 1.25 /* a name that stands in its room but for its ends still reads as what lies there */

struct name_options {
	struct label_options label;
	const char *avoid, *prefer;
	double label_weight, reach;
	struct scale_options scale;
	const struct expression *where;
	const char *room; /* column; "": names stand whatever their room */
};

#define FIELD(name) offsetof(struct name_options, name)
static const struct option options[] = {
        LABEL_OPTION_ROWS(struct name_options, label, "yes"),
        {"avoid", OPTION_COLOUR, FIELD(avoid), "none", "colour of the fills that the names keep off"},
        {"prefer", OPTION_COLOUR, FIELD(prefer), "none",
         "colour of the fill that the names rather stand on, as a sea's name on the sea"},
        {"label_weight", OPTION_NUMBER, FIELD(label_weight), "20", "how much a name is worth", 0, 100000},
        {"reach", OPTION_LENGTH, FIELD(reach), "30pt", "how far the name may move from its point", 0, 1000},
        {"room", OPTION_COLUMN, FIELD(room), "",
         "column of the kilometres that a name may reach to either side of its point: a wider one is left out",
         .choices = "numbers"},
        {"where", OPTION_FILTER, FIELD(where), NULL,
         "only features that pass this condition: rank <= 3, or {kind: station}"},
        SCALE_OPTION_ROWS(struct name_options, scale),
};

/* Whether a form of the name is no wider than the room that the data give it. */
static bool has_room(const struct layer_drawing *drawing, const struct feature *feature,
                     const struct label_request *request)
{
	const struct name_options *o = drawing->layer->options;
	const char *text = *o->room ? feature_value(drawing->dataset, feature, o->room) : NULL;
	double km, least = INFINITY;
	if (!text || !dataset_number_parse(drawing->dataset, text, &km))
		return true;
	for (size_t i = 0; i < request->form_count; i++)
		least = fmin(least, request->forms[i].width);
	return least / 2 <= ROOM_SLACK * km * 1000 / (view_scale(drawing->input->view) * METRES_PER_POINT);
}

static void add_name(const struct layer_drawing *drawing, const struct feature *feature, struct lonlat at)
{
	const struct name_options *o = drawing->layer->options;
	const struct layer_spec *layer = drawing->layer;
	struct arena *arena = drawing->scene->arena;
	struct names names = scene_label_names(drawing, feature);
	if (!names.first || scene_is_named_already(drawing, &names, at))
		return;
	struct page_point centre = view_forward_one(drawing->input->view, at);
	struct label_request request = {
	        .id = arena_printf(arena, "label-%s-%zu", layer->id, feature->record),
	        .class_name = layer->id,
	        .title = names.first,
	        .link = feature_link(drawing->input, layer->data, drawing->dataset, feature),
	        .kind = LABEL_AREA,
	        .weight = o->label_weight,
	        .upright = true,
	        .avoid = scene_colour(drawing->input, o->avoid),
	        .prefer = scene_colour(drawing->input, o->prefer),
	};
	const struct name_style style = scene_label_style(drawing);
	if (!scene_name_forms(drawing, &names, &style, &request) || !has_room(drawing, feature, &request))
		return;
	const struct label_form *form = &request.forms[0]; /* the block may lie anywhere in the room round the point */
	struct polylines room =
	        box_ring(arena, box_at(centre, form->width + 2 * o->reach, form->height + 2 * o->reach));
	request.parts = room.items;
	request.part_count = room.count;
	*scene_request(drawing->scene) = request;
}

static void build(const struct layer_drawing *drawing)
{
	const struct name_options *o = drawing->layer->options;
	const struct dataset *dataset = drawing->dataset;
	const struct view *view = drawing->input->view;
	struct visible_features visible;
	size_t requests = drawing->scene->request_count;
	if (!scene_label_is_asked(drawing->layer))
		return;
	visible_features_begin(drawing->input, dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));) {
		if (!feature_matches(dataset, feature, o->where))
			continue;
		struct lonlat at;
		if (dataset_find_point(dataset, feature, scene_point_is_shown, view, &at))
			add_name(drawing, feature, at);
	}
	visible_features_end(&visible);
	if (drawing->scene->request_count > requests)
		scene_layer_legend(drawing, scene_name_key);
}

const struct layer_style name_style_kind = {
        .kind = {"name", "names without a symbol, at points", options, sizeof options / sizeof *options,
                 sizeof(struct name_options)},
        .geometry = GEOMETRY_POINTS,
        .needs_data = true,
        .label_style = "sea",
        .only_names = true,
        .is_detail = true,
        .build = build,
};
