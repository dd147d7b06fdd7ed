/* Explain: what became of every name, as lines to read or as JSON.
 * In: placements in page points. Out: one line per label in the order of the layers, places in millimetres from the
 * page's top left corner; the sums last: how many are placed, the cost and how far it can be from the least possible.
 */
#include "base/units.h"
#include "geometry/turned_box.h"
#include "labels/candidates.h"
#include "render/compose.h"

#include <math.h>
#include <string.h>

/* The name in all languages that the label holds. */
static void add_title(const struct label_request *request, struct buffer *out)
{
	const struct label_form *form = request->form_count ? &request->forms[0] : NULL;
	bool any = false;
	for (size_t i = 0; form && i < form->piece_count; i++) {
		if (!form->pieces[i].run.text)
			continue;
		buffer_printf(out, "%s%s", any ? " " : "", form->pieces[i].run.text);
		any = true;
	}
	if (!any)
		buffer_text(out, request->title ? request->title : "");
}

static struct box place_bounds(const struct label_place *place)
{
	return candidate_new(*place, labels_form_width(place->form, place->spacing)).block.bounds;
}

/* `mm`: millimetres of the finished sheet per point of its layout, here and below. */
static double leader_length(const struct label_place *place, double mm)
{
	return hypot(place->leader_to.x - place->leader_from.x, place->leader_to.y - place->leader_from.y) * mm;
}

static void explain_place(const struct label_place *place, double mm, struct buffer *out)
{
	struct box box = place_bounds(place);
	buffer_text(out, place->where ? place->where : "somewhere");
	if (place->has_leader) {
		buffer_number_after(out, ", leader ", leader_length(place, mm), 1);
		buffer_text(out, " mm");
	}
	buffer_number_after(out, " at ", box.left * mm, 1);
	buffer_number_after(out, ", ", box.top * mm, 1);
	buffer_text(out, " mm");
}

static void explain_costs(const struct label_place *place, struct buffer *out)
{
	const char *const names[] = {"place ", "crossing ", "ground "};
	double parts[] = {place->cost - place->crossing - place->backdrop_cost, place->crossing, place->backdrop_cost};
	const char *separator = " = ";
	buffer_number_after(out, "cost ", place->cost, 1);
	for (int i = 0; i < 3; i++) {
		if (fabs(parts[i]) < 0.05)
			continue;
		buffer_text(out, separator);
		buffer_number_after(out, names[i], parts[i], 1);
		separator = " + ";
	}
}

static const char *outcome(const struct placement *placement)
{
	return placement->pinned ? "pinned" : placement->hidden ? "hidden" : placement->kept ? "kept" : "dropped";
}

/* `layer`: its id, behind the frame's name and a slash if that is not the map. */
static void explain_line(const struct placement *placement, const char *layer, double mm, struct buffer *out)
{
	const struct label_request *request = placement->request;
	buffer_printf(out, "%-7s  %-14s  ", outcome(placement), layer);
	add_title(request, out);
	buffer_text(out, ": ");
	for (size_t s = 0; s < placement->place_count; s++) {
		buffer_text(out, s ? "; " : "");
		explain_place(&placement->places[s], mm, out);
		buffer_text(out, ", ");
		explain_costs(&placement->places[s], out);
	}
	if (*placement->better)
		buffer_printf(out, "; rather %s", placement->better);
	if (placement->problem)
		buffer_printf(out, "; %s", placement->problem);
	if (placement->hidden)
		buffer_text(out, placement->reason);
	else if (!placement->kept) {
		buffer_number_after(out, "cost ", fmax(request->weight, 0), 1);
		buffer_printf(out, " = weight lost; %s", placement->reason);
	}
	buffer_char(out, '\n');
}

static double gap_percent(const struct label_report *report)
{
	return report->cost > 0 ? 100 * (report->cost - report->bound) / report->cost : 0;
}

static void explain_sums(const struct label_report *report, struct buffer *out)
{
	buffer_printf(out, "%zu of %zu names placed", report->kept, report->requests);
	if (report->pinned || report->hidden)
		buffer_printf(out, " (%zu pinned, %zu hidden)", report->pinned, report->hidden);
	buffer_number_after(out, ", ", report->weight > 0 ? 100 * report->kept_weight / report->weight : 100, 1);
	buffer_printf(out, " %% of their weight, %zu overlaps", report->overlaps);
	buffer_number_after(out, "; cost ", report->cost, 2);
	buffer_number_after(out, ", proved bound ", report->bound, 2);
	buffer_number_after(out, ", gap ", gap_percent(report), 2);
	buffer_printf(out, " %%: %s\n",
	              report->optimal ? "proved optimal" : "the best found, not proved to be the least possible");
}

/* A further number of an object. */
static void json_number(struct buffer *out, const char *key, double value, int decimals)
{
	buffer_printf(out, ", \"%s\": ", key);
	buffer_number(out, value, decimals);
}

static void json_place(const struct label_place *place, double mm, struct buffer *out)
{
	struct box box = place_bounds(place);
	buffer_json_after(out, "{\"where\": ", place->where ? place->where : "");
	if (place->has_leader)
		json_number(out, "leader_mm", leader_length(place, mm), 2);
	const char *const keys[] = {"left_mm", "top_mm", "right_mm", "bottom_mm"};
	double sides[] = {box.left, box.top, box.right, box.bottom};
	for (int i = 0; i < 4; i++)
		json_number(out, keys[i], sides[i] * mm, 2);
	json_number(out, "cost", place->cost, 3);
	json_number(out, "crossing", place->crossing, 3);
	json_number(out, "ground", place->backdrop_cost, 3);
	buffer_char(out, '}');
}

static void json_label(const struct placement *placement, const char *frame, double mm, struct buffer *out)
{
	const struct label_request *request = placement->request;
	struct buffer title;
	buffer_init(&title);
	add_title(request, &title);
	buffer_json_after(out, "{\"name\": ", title.bytes ? title.bytes : "");
	buffer_clear(&title);
	buffer_json_after(out, ", \"layer\": ", request->class_name ? request->class_name : "");
	if (frame)
		buffer_json_after(out, ", \"frame\": ", frame);
	buffer_printf(out, ", \"kept\": %s", placement->kept ? "true" : "false");
	if (placement->pinned || placement->hidden)
		buffer_printf(out, ", \"%s\": true", outcome(placement));
	json_number(out, "weight", fmax(request->weight, 0), 3);
	buffer_text(out, ", \"places\": [");
	for (size_t s = 0; s < placement->place_count; s++) {
		buffer_text(out, s ? ", " : "");
		json_place(&placement->places[s], mm, out);
	}
	buffer_json_after(out, "], \"reason\": ", placement->reason);
	if (placement->problem)
		buffer_json_after(out, ", \"problem\": ", placement->problem);
	buffer_json_after(out, ", \"rather\": ", placement->better);
	buffer_char(out, '}');
}

static void json_sums(const struct label_report *report, struct buffer *out)
{
	buffer_printf(out, "\"placed\": %zu, \"wanted\": %zu, \"overlaps\": %zu", report->kept, report->requests,
	              report->overlaps);
	json_number(out, "weight", report->weight, 3);
	json_number(out, "weight_placed", report->kept_weight, 3);
	json_number(out, "cost", report->cost, 4);
	json_number(out, "bound", report->bound, 4);
	json_number(out, "gap_percent", gap_percent(report), 4);
	buffer_printf(out, ", \"optimal\": %s", report->optimal ? "true" : "false");
}

/* *begun: whether a label has been written before. */
static void explain_frame(const struct drawn_frame *drawn, bool json, bool *begun, struct buffer *out)
{
	const char *frame = drawn->frame.name;
	double mm = drawn->input.enlarged / POINTS_PER_MM;
	size_t count = drawn->placements ? drawn->scene.request_count : 0;
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < count; i++) {
		const struct placement *placement = &drawn->placements[i];
		const char *layer = placement->request->class_name ? placement->request->class_name : "";
		if (json) {
			buffer_text(out, *begun ? ",\n  " : "\n  ");
			*begun = true;
			json_label(placement, frame, mm, out);
		} else {
			explain_line(placement, frame ? arena_printf(&scratch, "%s/%s", frame, layer) : layer, mm, out);
		}
	}
	arena_clear(&scratch);
}

void render_explain_names(struct drawn_frame *const *frames, size_t count, const struct label_report *report, bool json,
                          struct buffer *out)
{
	bool begun = false;
	buffer_text(out, json ? "{\"labels\": [" : "");
	for (size_t i = 0; i < count; i++)
		explain_frame(frames[i], json, &begun, out);
	if (!json) {
		explain_sums(report, out);
		return;
	}
	buffer_text(out, "],\n ");
	json_sums(report, out);
	buffer_text(out, "}\n");
}
