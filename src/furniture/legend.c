/* Legend: what this map draws, each symbol as on the map with its text in the languages shown. */
#include "furniture/furniture.h"

#include <math.h>

#define KEY_WIDTH  28.0 /* a road's shield shows its line on both sides */
#define KEY_HEIGHT 9.0
#define KEY_GAP    8.0
#define ROW_GAP    4.0

static double draw_legend(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                          struct obstacles *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	if (!input->legend_count)
		return 0;
	if (!input->on_plate)
		put_rule(input, group, (struct page_point){box.left, box.top}, box_width(box), COLOUR_RULE,
		         scene->theme->measure[MEASURE_RULE]);
	double y = box.top + (input->on_plate ? 6 : 15), x = box.left;
	for (size_t i = 0; i < scene->language_count && i < 2; i++)
		x += 6 + put_text(input, group, i ? STYLE_LEGEND_TEXT : STYLE_LEGEND_TITLE, i,
		                  messages_text(scene->messages[i], "legend"), (struct page_point){x, y}, 0);
	y += 8;
	for (size_t i = 0; i < input->legend_count; i++) {
		const struct legend_entry *entry = &input->legend[i];
		struct group *row = group_add(input->arena, group, NULL, "legend-row");
		entry->draw(input->arena, row, entry,
		            mirror_box(input, (struct box){box.left, y, box.left + KEY_WIDTH, y + KEY_HEIGHT}));
		struct box rest = {box.left + KEY_WIDTH + KEY_GAP, y + 0.6, box.right, box.bottom};
		double height = put_texts(input, row, STYLE_LEGEND_TEXT, &entry->text, rest);
		y += fmax(13.5, height + ROW_GAP);
	}
	return y - ROW_GAP - box.top;
}

const struct element legend_element = {.kind = {"legend", "what the map's colours and lines mean", NULL, 0, 0},
                                       .draw = draw_legend};
