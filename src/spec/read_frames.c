/* `frames:` of a map file: further maps on the sheet, each by its id: insets of a part, the locator.
 * In: id -> {kind, at, …}, of an inset also what it shows and how large. Out: elements of the sheet, since a frame
 * takes its place among them; lengths in points. Whether the map holds what an inset shows, the view tells. */
#include "spec/map_reader.h"

#include "base/units.h"

#include <math.h>

#define FRAMES_MAX 20
#define SIDE_LEAST (10 * POINTS_PER_MM)
#define SIDE_MOST  (2000 * POINTS_PER_MM)

/* What is written for a frame, beside the options of its kind. */
struct written_frame {
	bool shown;
	double width, height;
};
#define FIELD(name) offsetof(struct written_frame, name)
static const struct option options[] = {
        {"kind", OPTION_SECTION, 0, NULL, "inset, a part of the map; or locator [inset]", .choices = "text"},
        {"show", OPTION_BOOL, FIELD(shown), "yes", "whether it is drawn"},
        {"at", OPTION_SECTION, 0, NULL, "corner of the map: top-left, top-right, bottom-left, bottom-right",
         .choices = "corner"},
        {"offset", OPTION_SECTION, 0, NULL, "from that corner: [4mm, 4mm], 8pt", .choices = "offset"},
        {"extent", OPTION_SECTION, 0, NULL, "what an inset shows: [west, south, east, north]", .choices = "box"},
        {"zoom", OPTION_SECTION, 0, NULL, "or which members: {to: member, padding: 2mm}, {to: [members]}",
         .choices = "zoom"},
        {"size", OPTION_SECTION, 0, NULL, "of an inset: 60x50mm", .choices = "size"},
        {"width", OPTION_LENGTH, FIELD(width), NULL, "in place of size, the height by what is shown", SIDE_LEAST,
         SIDE_MOST},
        {"height", OPTION_LENGTH, FIELD(height), NULL, "in place of size, the width by what is shown", SIDE_LEAST,
         SIDE_MOST},
};
#undef FIELD
const struct kind map_frame_options = {"frame", "an entry of frames:", OPTION_ROWS(options), 0};
/* The first four of them, for a locator, which chooses what it shows. */
const struct kind map_placed_frame_options = {"frame", "an entry of frames:", options, 4, 0};

struct zoom_options {
	double padding;
};
static const struct option zoom_rows[] = {
        {"to", OPTION_SECTION, 0, NULL, "a member, or several", .choices = "texts"},
        {"padding", OPTION_LENGTH, offsetof(struct zoom_options, padding), "2mm", "round them", 0, 50 * POINTS_PER_MM},
};
const struct kind map_zoom_options = {"zoom", "zoom: of a frame", OPTION_ROWS(zoom_rows), 0};

void map_read_frame_kinds(struct map_reader *map)
{
	const struct kind_list *kinds = &map->catalogue->frames;
	const struct node *node = map->frames = map_section(map, "frames", NODE_MAP, FRAMES_MAX);
	map->frame_kinds = ARENA_ARRAY(map->in.arena, node ? node->count + 1 : 1, const struct kind *);
	for (size_t i = 0; node && i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		const struct node *kind = entry->value->type == NODE_MAP ? node_get(entry->value, "kind") : NULL;
		node_is_id(&map->in, entry->key, entry->key_place, "frame");
		if (!kind)
			map->frame_kinds[i] = kinds->kinds[0];
		else if (node_expect(&map->in, kind, NODE_TEXT, "kind"))
			map->frame_kinds[i] = map_read_kind(map, kinds, kind->text, kind->place);
	}
}

static void read_zoom(struct map_reader *map, const struct node *node, struct frame_spec *frame)
{
	const struct node_entry entry = {NULL, node->place, (struct node *)node};
	struct zoom_options zoom = {0};
	struct texts ids = {0};
	if (!options_read(&map->in, &map_zoom_options, &entry, true, &zoom))
		return;
	const struct node *to = node_get(node, "to");
	if (!to)
		diag_error(map->in.diag, MISSING_KEY, node->place, "for example {to: songjiang}",
		           "zoom: 'to' says which members the frame shows");
	if (!to || !node_texts(&map->in, to, "to", &ids))
		return;
	if (ids.count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, to->place, NULL, "to: the list is empty");
	size_t *members = ARENA_ARRAY(map->in.arena, ids.count + 1, size_t);
	for (size_t i = 0; i < ids.count; i++) {
		int index = map_find_member(map, ids.items[i], node_item_place(to, i));
		if (index >= 0)
			members[frame->member_count++] = (size_t)index;
	}
	frame->members = members;
	frame->padding = zoom.padding;
	const struct node *padding = node_get(node, "padding");
	frame->padding_place = padding ? padding->place : node->place;
}

/* Exactly one of extent: and zoom:. */
static void read_shown(struct map_reader *map, const struct node_entry *entry, struct frame_spec *frame)
{
	const struct node *extent = node_get(entry->value, "extent"), *zoom = node_get(entry->value, "zoom");
	if (extent && zoom)
		diag_error(map->in.diag, CONTRADICTION, zoom->place, "remove one of them",
		           "the frame '%s' has both 'extent' and 'zoom'", frame->id);
	else if (extent)
		frame->has_extent = map_read_box(map, extent, "extent", &frame->extent);
	else if (zoom && node_expect(&map->in, zoom, NODE_MAP, "zoom"))
		read_zoom(map, zoom, frame);
	else if (!zoom)
		diag_error(map->in.diag, MISSING_KEY, entry->key_place,
		           "write extent: [west, south, east, north] or zoom: {to: member}",
		           "the frame '%s' is not told what it shows", frame->id);
}

static void read_size(struct map_reader *map, const struct node_entry *entry, const struct written_frame *written,
                      struct frame_spec *frame)
{
	const struct node *size = node_get(entry->value, "size");
	frame->width = written->width;
	frame->height = written->height;
	if (!size || !node_expect(&map->in, size, NODE_TEXT, "size"))
		return;
	if (!isnan(written->width) || !isnan(written->height))
		diag_error(map->in.diag, CONTRADICTION, size->place, "remove one of them",
		           "the frame '%s' has both 'size' and 'width' or 'height'", frame->id);
	else if (!units_parse_size(size->text, &frame->width, &frame->height))
		diag_error(map->in.diag, WRONG_VALUE, size->place, "for example 60x50mm", "size: '%s' is no size",
		           size->text);
	else if (fmin(frame->width, frame->height) < SIDE_LEAST || fmax(frame->width, frame->height) > SIDE_MOST)
		diag_error(map->in.diag, OUT_OF_RANGE, size->place, NULL,
		           "size: a frame's sides are between 10 mm and 2000 mm");
}

static void read_frame(struct map_reader *map, const struct kind *kind, struct node_entry entry)
{
	struct element_spec *element = &map->out->elements[map->out->element_count++];
	struct frame_spec *frame = ARENA_NEW(map->in.arena, struct frame_spec);
	struct written_frame written = {.shown = true, .width = NAN, .height = NAN};
	bool chooses = map->catalogue->places(kind) == ELEMENT_IN_PANEL;
	const struct kind *common = chooses ? &map_placed_frame_options : &map_frame_options;
	*frame = (struct frame_spec){.id = entry.key};
	*element = (struct element_spec){.kind = kind, .shown = true, .frame = frame, .place = entry.key_place};
	if (entry.value->type == NODE_TEXT && !node_is_nothing(entry.value)) { /* off */
		const struct option shown = {.key = entry.key, .type = OPTION_BOOL};
		if (!options_read_value(&map->in, &shown, entry.value, &element->shown) || !element->shown)
			return;
	}
	if (!node_expect(&map->in, entry.value, NODE_MAP, entry.key))
		return;
	options_read_known(&map->in, common, &entry, true, &written);
	element->shown = written.shown;
	map_read_anchor(map, entry.value, chooses, &element->anchor);
	if (!chooses) {
		read_shown(map, &entry, frame);
		read_size(map, &entry, &written, frame);
	}
	element->options = map_read_kind_options(map, kind, common, &entry, map->catalogue->frames.what);
}

void map_read_frames(struct map_reader *map, const struct kind *kind)
{
	for (size_t i = 0; map->frames && i < map->frames->count; i++)
		if (map->frame_kinds[i] == kind)
			read_frame(map, kind, map->frames->entries[i]);
}
