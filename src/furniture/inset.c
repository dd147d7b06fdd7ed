/* Inset: a part of the map, or a place beyond it, larger and with names and a scale of its own.
 * In: what it shows, its size, the map's view. Out: a plate with a caption on the map, and a frame for the pipeline to
 * draw into it. */
#include "furniture/inset.h"

#include "base/units.h"
#include "scene/places.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define BORDER         0.7
#define AIR            1.6 /* in the plate's colour, outside the border */
#define PAD            4.0
#define CAPTION        13.0
#define BASELINE       9.2
#define USUAL_SHARE    0.28 /* of the map's sides */
#define NARROWEST      0.5  /* width to height, when neither is given */
#define LABEL_DISTANCE 2.0
#define LEAST_GAIN     1.3   /* times as large as on the map */
#define HEMISPHERE     170.0 /* degrees of longitude: what shows so much is likely a globe */
#define GLOBE_PADDING  4.0

struct inset_options {
	struct texts layers, versions;
	int tie, scale;
	struct localized title;
};
_Static_assert((int)FRAME_TIE_LINES == 2 && (int)FRAME_SCALE_RATIO == 2, "in the order of their words");

#define FIELD(name) offsetof(struct inset_options, name)
static const struct option options[] = {
        {"title", OPTION_LOCALIZED, FIELD(title), NULL, "caption above it"},
        {"layers", OPTION_REFERENCES, FIELD(layers), NULL, "only these; else all that its own scale shows", 1, 1000,
         .choices = "layers"},
        {"tie", OPTION_CHOICE, FIELD(tie), "rectangle",
         "how the map shows where it lies: a rectangle, joined by lines to the inset",
         .choices = "none|rectangle|lines"},
        {"scale", OPTION_CHOICE, FIELD(scale), "bar", "its own, small inside", .choices = "none|bar|ratio"},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
};

static void add_places(const struct scene_input *scene, const struct frame_spec *frame, struct places *places)
{
	if (frame->has_extent)
		scene_places_add_box(places, frame->extent);
	for (size_t i = 0; i < frame->member_count; i++)
		scene_places_add_member(places, scene->spec, scene->datasets, &scene->spec->members[frame->members[i]]);
}

static bool is_large(const struct frame_spec *frame)
{
	return frame->has_extent && frame->extent.east - frame->extent.west > HEMISPHERE;
}

/* The outline of a globe keeps off the border. */
static double padding_of(const struct frame_spec *frame)
{
	return is_large(frame) ? fmax(frame->padding, GLOBE_PADDING) : frame->padding;
}

/* Width by height of what is shown: on the map, or, for what is too large to lie there, in the inset. */
static double shape_of(const struct block *block, struct box on_map)
{
	const struct scene_input *scene = block->input->scene;
	struct places places = {.arena = block->input->arena};
	double shape = box_width(on_map) / box_height(on_map);
	if (is_large(block->spec->frame)) {
		add_places(scene, block->spec->frame, &places);
		shape = view_request_aspect(&(struct view_request){.projection = scene->spec->projection,
		                                                   .place = scene->spec->projection_place,
		                                                   .points = places.points,
		                                                   .point_count = places.count});
	}
	return isfinite(shape) && shape > 0 ? fmin(1 / NARROWEST, fmax(NARROWEST, shape)) : 1;
}

/* Where the map shows what a frame shows; *whole: it holds all of that. */
static struct box box_on_map(const struct furniture_input *input, const struct frame_spec *frame, bool *whole)
{
	const struct view *view = input->scene->view;
	struct places places = {.arena = input->arena};
	struct box box = box_empty;
	add_places(input->scene, frame, &places);
	*whole = true;
	for (size_t i = 0; i < places.count; i++) {
		struct page_point point = view_forward_one(view, places.points[i]);
		if (!isfinite(point.x) || !box_contains(view_frame(view), point))
			*whole = false;
		else
			box_add(&box, point);
	}
	return box;
}

static bool is_shown(const struct scene_input *scene, const struct element_spec *element)
{
	const struct inset_options *o = element->options;
	return element->kind == &inset_element.kind && element->shown &&
	       map_spec_applies(&o->versions, scene->spec->versions[scene->version].name);
}

/* Of this inset, then of the others that the map marks: none may cover another's rectangle. */
static void find_shown(const struct block *block, struct inset_request *request, bool *whole)
{
	const struct scene_input *scene = block->input->scene;
	const struct map_spec *spec = scene->spec;
	struct box *boxes = ARENA_ARRAY(block->input->arena, spec->element_count + 1, struct box);
	bool ignored;
	boxes[request->shown_count++] = box_on_map(block->input, block->spec->frame, whole);
	for (size_t i = 0; i < spec->element_count; i++) {
		const struct element_spec *other = &spec->elements[i];
		if (other != block->spec && is_shown(scene, other) &&
		    ((const struct inset_options *)other->options)->tie != FRAME_TIE_NONE)
			boxes[request->shown_count++] = box_on_map(block->input, other->frame, &ignored);
	}
	request->shown = boxes;
}

/* What was given, with the other side by what is shown; or a share of the map. */
static void choose_size(const struct block *block, struct inset_request *request)
{
	const struct frame_spec *spec = block->spec->frame;
	double shape = shape_of(block, request->shown[0]);
	double usual = USUAL_SHARE * sqrt(box_width(request->frame) * box_height(request->frame) * shape);
	request->width = !isnan(spec->width) ? spec->width : !isnan(spec->height) ? spec->height * shape : usual;
	request->height = !isnan(spec->height) ? spec->height : request->width / shape;
}

/* The first two languages in one line; where that is too long, each in lines of its own. Returns the height. */
static double add_caption(struct block *block, const struct localized *title, struct box box)
{
	const struct scene_input *scene = block->input->scene;
	const char *first = localized_any(title, scene->languages[0]), *second = NULL;
	if (!*first)
		return 0;
	if (scene->language_count > 1)
		second = block_text_in(block, title, 1);
	double width = block_text_width(block, STYLE_LEGEND_TITLE, 0, first) + PAD;
	double other = second ? block_text_width(block, STYLE_TIMELINE, 1, second) : 0;
	bool from_right = text_is_right_to_left(scene->tags[0]);
	if (width + other > box_width(box) - 2 * PAD) {
		box.left += PAD, box.right -= PAD, box.top += 2;
		return block_texts(block, STYLE_LEGEND_TITLE, title, box) + 3;
	}
	struct page_point at = {from_right ? box.right - PAD : box.left + PAD, box.top + BASELINE};
	block_text(block, STYLE_LEGEND_TITLE, 0, first, at, from_right);
	at.x += from_right ? -width : width;
	if (second)
		block_text(block, STYLE_TIMELINE, 1, second, at, from_right);
	return CAPTION;
}

/* Height of the caption in that width. */
static double caption_height(const struct block *block, const struct localized *title, double width)
{
	struct block trial = block_trial(block);
	return add_caption(&trial, title, (struct box){0, 0, width, 1e4});
}

static void add_plate(struct block *block, struct box box, struct colour fill, struct colour edge, double width)
{
	struct path path = path_new(block->input->arena);
	path_rect(&path, box);
	block_path(block, path, fill, (struct stroke){.colour = edge, .width = width, .join = JOIN_MITER});
}

/* Plate, ground, map, caption, border; the plate's top left corner is at `at`. */
static void add_inset(struct block *block, const struct inset_form *form, double caption, struct page_point at)
{
	const struct inset_options *o = block->spec->options;
	const struct colour *colours = block->input->scene->theme->colour;
	struct box plate = {at.x, at.y, at.x + form->width, at.y + caption + form->height}, map = plate;
	map.top += caption;
	add_plate(block, plate, colours[COLOUR_PANEL], colours[COLOUR_PANEL], 2 * AIR);
	add_plate(block, map, colours[COLOUR_GROUND], (struct colour){0}, 0);
	block_picture(block, 0, map);
	add_caption(block, &o->title, plate);
	add_plate(block, plate, (struct colour){0}, colours[COLOUR_INK], BORDER);
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, box_grow(plate, LABEL_DISTANCE),
	                  arena_printf(block->input->arena, "the inset %s", block->spec->frame->id));
}

/* The plate's corner: in the corner of the map that was chosen; else where the block begins, to be moved as a whole. */
static struct page_point plate_corner(const struct block *block, const struct inset_form *form, double caption)
{
	struct box box = block->form.box, in = box_grow(box, -INSET_MARGIN - AIR);
	if (!block->form.avoided)
		return (struct page_point){box.left, box.top};
	return (struct page_point){form->right ? in.right - form->width : in.left,
	                           form->bottom ? in.bottom - form->height - caption : in.top};
}

/* An inset that is tied to the map shows a part of it. */
static bool check_held(const struct element_spec *element, bool whole, struct diag *diag)
{
	const struct inset_options *o = element->options;
	bool is_held = whole || o->tie == FRAME_TIE_NONE;
	if (!is_held)
		diag_warning(diag, OUT_OF_RANGE, element->place, "choose what the map holds, or write tie: none",
		             "the inset '%s' is left out: the map does not hold all that it shows", element->frame->id);
	return is_held;
}

void furniture_check_insets(const struct furniture_input *input)
{
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++) {
		const struct element_spec *element = &spec->elements[i];
		bool whole;
		if (!is_shown(input->scene, element))
			continue;
		box_on_map(input, element->frame, &whole);
		check_held(element, whole, input->scene->diag);
	}
}

/* Says why there is no inset; true if there is one. */
static bool check(struct block *block, const struct inset_request *request, const struct inset_form *form, bool whole)
{
	const struct inset_options *o = block->spec->options;
	const struct frame_spec *frame = block->spec->frame;
	const char *id = frame->id;
	if (!check_held(block->spec, whole, block->diag))
		return false;
	if (form->width <= 0)
		diag_note(block->diag, NO_ROOM, block->spec->place, "choose a larger page, or a corner with at:",
		          "the inset '%s' is left out: the map has no room for it beside what it is about", id);
	else if (2 * frame->padding >= fmin(form->width, form->height))
		diag_warning(block->diag, OUT_OF_RANGE, frame->padding_place, "write a smaller padding",
		             "the inset '%s' is left out: its padding leaves no room in its %.0f x %.0f mm", id,
		             form->width / POINTS_PER_MM, form->height / POINTS_PER_MM);
	else if (o->tie != FRAME_TIE_NONE && form->width < LEAST_GAIN * box_width(request->shown[0]) &&
	         form->height < LEAST_GAIN * box_height(request->shown[0]))
		diag_note(block->diag, NO_ROOM, block->spec->place, NULL,
		          "the inset '%s' is left out: the map shows nearly as much", id);
	else
		return true;
	return false;
}

/* What reaches along a seam of the projection, or all round a pole, stands on the map from edge to edge. */
static void tell_smaller(const struct block *block, const struct inset_form *form, struct box on_map)
{
	double gain = fmin(form->width / box_width(on_map), form->height / box_height(on_map));
	const struct inset_options *o = block->spec->options;
	if (o->tie != FRAME_TIE_NONE && gain < 1)
		diag_warning(block->diag, SCALE_UNSUITED, block->spec->place,
		             "choose an extent that the projection neither cuts nor draws from edge to edge, or a "
		             "projection that is centred there",
		             "the inset '%s' is smaller than the map, 1 to %.1f: there what it shows is %.0f x %.0f mm",
		             block->spec->frame->id, 1 / gain, box_width(on_map) / POINTS_PER_MM,
		             box_height(on_map) / POINTS_PER_MM);
}

static void measure(struct block *block)
{
	const struct inset_options *o = block->spec->options;
	bool whole;
	if (!is_shown(block->input->scene, block->spec))
		return;
	struct inset_request request = {.frame = block->form.box, .border = AIR, .avoided = block->form.avoided};
	find_shown(block, &request, &whole);
	choose_size(block, &request);
	request.caption = caption_height(block, &o->title, request.width);
	struct inset_form form = inset_form_choose(block->input, &request);
	if (!check(block, &request, &form, whole))
		return;
	double caption = caption_height(block, &o->title, form.width);
	add_inset(block, &form, caption, plate_corner(block, &form, caption));
	tell_smaller(block, &form, request.shown[0]);
	if (o->tie != FRAME_TIE_NONE && box_overlaps(block_box(block), request.shown[0]))
		diag_warning(block->diag, CONTRADICTION, block->spec->place,
		             "choose another corner with at:", "the inset '%s' covers what it shows on the map",
		             block->spec->frame->id);
}

static const struct layer_spec *const *inset_layers(const struct block *block, size_t *count)
{
	const struct inset_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	const struct layer_spec *const *all = scene_layers(block->input->arena, scene->spec, scene->version, count);
	if (!o->layers.count)
		return all;
	const struct layer_spec **some = ARENA_ARRAY(block->input->arena, *count + 1, const struct layer_spec *);
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++)
		if (map_spec_applies(&o->layers, all[i]->id))
			some[kept++] = all[i];
	*count = kept;
	return some;
}

static void draw(const struct block *block, size_t picture, struct box box, struct group *group)
{
	(void)picture;
	const struct inset_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	struct places places = {.arena = arena};
	add_places(scene, block->spec->frame, &places);
	struct frame frame = {.name = block->spec->frame->id,
	                      .request = {.projection = scene->spec->projection,
	                                  .place = scene->spec->projection_place,
	                                  .points = places.points,
	                                  .point_count = places.count,
	                                  .frame = box,
	                                  .padding = padding_of(block->spec->frame)},
	                      .version = scene->version,
	                      .is_part = o->tie != FRAME_TIE_NONE,
	                      .tie = (enum frame_tie)o->tie,
	                      .plate = box_grow(block_box(block), -AIR),
	                      .scale = (enum frame_scale)o->scale,
	                      .group = group_add(arena, group, "map", "map"),
	                      .furniture = group_add(arena, group, NULL, "furniture"),
	                      .labels = group_add(arena, group, "labels", "labels")};
	frame.layers = inset_layers(block, &frame.layer_count);
	element_show_frame(block, &frame);
}

const struct element inset_element = {
        .kind = {"inset", "a part of the map, larger", OPTION_ROWS(options), sizeof(struct inset_options)},
        .on_map = true,
        .measure = measure,
        .draw = draw,
};
