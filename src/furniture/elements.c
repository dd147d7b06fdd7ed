/* The list of map elements: one line each. Those of the panel in the order in which they are stacked, then those on the
 * map. */
#include "furniture/element.h"

/* clang-format off */
static const struct kind *const kinds[] = {
	&title_element.kind,
	&badge_element.kind,
	&timeline_element.kind,
	&facts_element.kind,
	&legend_element.kind,
	&locator_element.kind,
	&credits_element.kind,
	&scale_bar_element.kind,
	&north_arrow_element.kind,
	&graticule_labels_element.kind,
};
/* clang-format on */
const struct kind_list furniture_kinds = {"map element", kinds, sizeof kinds / sizeof *kinds};

static const struct kind *const frame_kinds[] = {&inset_element.kind, &locator_element.kind};
const struct kind_list furniture_frame_kinds = {"frame kind", frame_kinds, sizeof frame_kinds / sizeof *frame_kinds};

const struct element *element_at(const struct map_spec *spec, size_t index)
{
	return (const struct element *)spec->elements[index].kind;
}

bool element_in_panel(const struct map_spec *spec, size_t index)
{
	return !element_at(spec, index)->on_map && spec->elements[index].shown && !spec->elements[index].anchor.given;
}

enum element_places furniture_places(const struct kind *kind)
{
	const struct element *element = (const struct element *)kind;
	return element->is_fixed ? ELEMENT_FIXED : element->on_map ? ELEMENT_ON_MAP : ELEMENT_IN_PANEL;
}

size_t element_crowding(const struct obstacles *obstacles, struct box box)
{
	size_t count = 0;
	for (size_t i = 0; obstacles && i < obstacles->count; i++) {
		const struct obstacle *obstacle = &obstacles->items[i];
		bool is_dot = obstacle->kind == OBSTACLE_DOT;
		if ((is_dot || obstacle->kind == OBSTACLE_BOX) && box_overlaps(obstacle->box, box))
			count += is_dot && !obstacle->is_required ? 1 : CROWDING_COVERED;
		for (size_t k = 1; obstacle->kind == OBSTACLE_ROUTE && k < obstacle->count; k++)
			count += geometry_segment_hits_box(obstacle->points[k - 1], obstacle->points[k], box);
	}
	return count;
}
