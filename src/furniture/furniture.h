/* Furniture: what stands on the sheet round and over the map. Each element is a kind: one file, one line in
 * furniture_kinds. Panel elements are stacked; map elements take a place in the frame and are obstacles. */
#ifndef CORRIDOR_FURNITURE_FURNITURE_H
#define CORRIDOR_FURNITURE_FURNITURE_H

#include "scene/scene.h"

struct sheet {
	struct box frame; /* the map */
	struct box panel; /* empty: none */
	size_t columns;   /* of the panel: by the page alone, so that all versions have as many */
	double gutter;    /* between them */
};

struct furniture_input {
	const struct scene_input *scene;
	const struct sheet *sheet;
	const struct legend_entry *legend;
	size_t legend_count;
	struct arena *arena;
	struct diag *diag;
	bool mirrored; /* the leading language runs from right to left: panel elements are drawn as seen in a mirror */
	double mirror; /* left + right of the element's box */
	/* What a panel with little or much room makes of its elements. */
	bool one_language;    /* facts and legend in the leading language only */
	double locator_scale; /* of the locator's own height; 0: 1 */
	bool on_plate;        /* on the map: no rule that parts it from the element above */
	bool measuring;       /* only the height is wanted */
};

struct element {
	const struct kind kind; /* first, so that a kind of the list leads to its element */
	bool on_map;
	bool at_foot; /* of the panel */
	/* Draws into the box's width from its top; returns the height used (map elements: 0). */
	double (*draw)(const struct furniture_input *input, const void *options, struct box box, struct group *group,
	               struct obstacles *obstacles);
};

extern const struct kind_list furniture_kinds;

/* Where frame and panel lie on a page, which is laid out at type scale 1 and enlarged when it is finished. */
struct sheet sheet_layout(const struct map_spec *spec, bool bare);
/* placing.c: which elements may be given a corner of the map (for the catalogue). */
enum element_places furniture_places(const struct kind *kind);
/* What stands on the map, into `group`; each element is added to the obstacles. */
void furniture_draw_map(const struct furniture_input *input, struct obstacles *obstacles, struct group *group);
/* least_page.c: false with an error when the page is too small for the map and for what the panel never gives up. The
 * scene may have no view yet. */
bool furniture_check_page(const struct furniture_input *input, bool bare);
/* panel.c: the height that is lacking in the panel when it has given up all it can; 0: enough. */
double panel_lacking(const struct furniture_input *input, const struct sheet *sheet);
void furniture_draw_panel(const struct furniture_input *input, struct group *group);

/* Where a panel element that is laid out from left to right stands on the sheet. put_text(), put_paragraph() and
 * put_rule() do this by themselves. */
double mirror_x(const struct furniture_input *input, double x);
struct box mirror_box(const struct furniture_input *input, struct box box);

/* For the room's files: the kind of an element of the map file, drawn as a group of its own; whether it stands in the
 * panel. */
const struct element *element_at(const struct map_spec *spec, size_t index);
double element_draw(const struct furniture_input *input, size_t index, struct box box, struct group *parent,
                    struct obstacles *obstacles);
bool element_in_panel(const struct map_spec *spec, size_t index);

/* One line of text in a theme style at a baseline; returns its width. */
double put_text(const struct furniture_input *input, struct group *group, enum theme_own_style style, size_t language,
                const char *text, struct page_point origin, double align);
/* The same, turned by `angle` about the anchor. NULL with errors when the text cannot be set. */
struct text_mark *put_turned_text(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                                  size_t language, const char *text, struct page_point anchor, double align,
                                  double angle);
/* Wrapped text from a top; returns the height used. */
double put_paragraph(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                     size_t language, const char *text, struct box box);
/* The text in the first two languages shown, one below the other, the second muted; the same text only once. Returns
 * the height used. */
double put_texts(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                 const struct localized *text, struct box box);
/* Width of a text that is not drawn. */
double measure_text(const struct furniture_input *input, enum theme_own_style style, size_t language, const char *text);
void put_rule(const struct furniture_input *input, struct group *group, struct page_point from, double width,
              enum theme_own_colour colour, double thickness);

/* "1 : 2 620 000", true to half a percent. */
const char *ratio_text(struct arena *arena, const struct messages *messages, double denominator);
/* Where the map file speaks of the element; the file as a whole when it does not. */
struct place furniture_place(const struct furniture_input *input, const struct element *element);
/* How many dots, boxes and pieces of routes lie in a box of the map. */
size_t furniture_crowding(const struct obstacles *obstacles, struct box box);

extern const struct element title_element, badge_element, timeline_element, facts_element, legend_element,
        locator_element, credits_element, scale_bar_element, north_arrow_element, graticule_labels_element;

#endif
