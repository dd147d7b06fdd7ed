/* Dropped names: nothing that the author asked for is left out in silence.
 * In: placements in the order of their layers. Out: a warning for a name that was asked for by itself (pinned,
 * required) or that fits nowhere; a note for each layer of which other names found no place. A sea or a river of which
 * the frame shows too little for any name is not counted: nobody misses it there. */
#include "base/utf8.h"
#include "render/compose.h"

#include <string.h>

#define SHOWN_NAME 100 /* characters of a name that is too long, in messages */

/* "songjiang: ", before a message about a name in another frame than the map's. */
static const char *frame_words(const struct drawn_frame *drawn)
{
	return drawn->frame.name && !drawn->frame.is_version
	               ? arena_printf(&drawn->input.diag->arena, "%s: ", drawn->frame.name)
	               : "";
}

static void warn_of_pin(const struct drawn_frame *drawn, const struct placement *placement)
{
	const struct label_request *request = placement->request;
	struct diag *diag = drawn->input.diag;
	if (placement->problem)
		diag_warning(diag, PIN_CONFLICT, request->pin->place,
		             "it is drawn there all the same; move it, or what is in the way",
		             "%sthe name '%s' is pinned where it %s", frame_words(drawn), request->title,
		             placement->problem);
	bool is_line = request->kind == LABEL_LINE;
	if (request->pin && !placement->hidden && !placement->pinned)
		diag_warning(diag, PIN_CONFLICT, request->pin->place,
		             is_line ? "write {along: 0.4}, {near: [lon, lat]}, above, below, centre or hide"
		                     : "write a word, as above-right, or distances, as {right: 8mm}",
		             is_line ? "%sthe name '%s' runs along a line, where this does not pin it"
		                     : "%sthe name '%s' does not run along a line, which 'along' and 'near' are for",
		             frame_words(drawn), request->title);
}

/* Whether the name is larger than the frame in every form; it has none where an inset covers its dot. */
static bool fits_nowhere(const struct label_request *request, struct box frame)
{
	for (size_t i = 0; i < request->form_count; i++)
		if (request->forms[i].width <= box_width(frame) && request->forms[i].height <= box_height(frame))
			return false;
	return request->form_count > 0;
}

const struct layer_spec *render_layer_of_name(const struct scene_input *input, const struct label_request *request)
{
	for (size_t i = 0; request->class_name && i < input->layer_count; i++)
		if (input->layers[i]->id && !strcmp(input->layers[i]->id, request->class_name))
			return input->layers[i];
	return NULL;
}

static struct place layer_place(const struct scene_input *input, const struct label_request *request)
{
	const struct layer_spec *layer = render_layer_of_name(input, request);
	return layer ? layer->place : no_place;
}

/* True if a warning tells of the dropped name. A frame beside the map may be too small for names that the map holds. */
static bool warn_of_dropped(const struct drawn_frame *drawn, const struct placement *placement)
{
	const struct scene_input *input = &drawn->input;
	const struct label_request *request = placement->request;
	if (!drawn->frame.name && fits_nowhere(request, view_frame(input->view)))
		diag_warning(input->diag, NAME_DROPPED, layer_place(input, request),
		             "shorten it, set it smaller, or enlarge the page", "the name '%s' is larger than the map",
		             base_utf8_shorten(&input->diag->arena, request->title, SHOWN_NAME));
	else if (request->required)
		diag_warning(input->diag, NAME_DROPPED, no_place, "enlarge the page or pin the label",
		             "%sthe name '%s' finds no place: %s", frame_words(drawn), request->title,
		             placement->reason);
	else
		return false;
	return true;
}

/* Whether what the request names goes on beyond the frame. */
static bool is_cut(const struct label_request *request, struct box frame)
{
	struct box box = box_empty;
	for (size_t i = 0; i < request->part_count; i++)
		for (size_t k = 0; k < request->parts[i].count; k++)
			box_add(&box, request->parts[i].points[k]);
	return box.left <= frame.left || box.top <= frame.top || box.right >= frame.right || box.bottom >= frame.bottom;
}

/* Of one layer. */
struct name_count {
	const char *layer;
	size_t wanted, placed, untold; /* untold: dropped without a warning */
};

static void count_name(struct name_count *count, const struct drawn_frame *drawn, const struct placement *placement)
{
	const struct layer_spec *layer = render_layer_of_name(&drawn->input, placement->request);
	if (placement->hidden || (layer && layer->is_context))
		return;
	bool is_told = !placement->kept && warn_of_dropped(drawn, placement);
	if (!is_told && placement->has_no_room && is_cut(placement->request, view_frame(drawn->input.view)))
		return;
	count->wanted++;
	count->placed += placement->kept;
	count->untold += !placement->kept && !is_told;
}

static void note_layer(const struct drawn_frame *drawn, const struct render_options *options,
                       const struct name_count *count)
{
	const struct map_spec *spec = drawn->input.spec;
	const char *of = options->job              ? options->job
	                 : spec->version_count > 1 ? spec->versions[drawn->frame.version].name
	                                           : "";
	if (count->untold && !options->explain)
		diag_note(drawn->input.diag, NAME_DROPPED, no_place, NULL,
		          "%s%s%s%s: %zu of %zu names placed (--explain-labels tells why)", of, *of ? ", " : "",
		          frame_words(drawn), count->layer, count->placed, count->wanted);
}

void render_tell_dropped(const struct drawn_frame *drawn, const struct render_options *options)
{
	struct name_count current = {0};
	for (size_t i = 0; i < drawn->scene.request_count; i++) {
		const struct placement *placement = &drawn->placements[i];
		const char *layer = placement->request->class_name ? placement->request->class_name : "";
		warn_of_pin(drawn, placement);
		if (current.layer && strcmp(current.layer, layer) != 0) {
			note_layer(drawn, options, &current);
			current = (struct name_count){0};
		}
		current.layer = layer;
		count_name(&current, drawn, placement);
	}
	if (current.layer)
		note_layer(drawn, options, &current);
}
