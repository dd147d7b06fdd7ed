/* The parts of a sheet of all versions that are no map, measured: elements of the map file's list, a legend whose
 * heading has room for the scale bar, captions, and the bar. In: the furniture's input. Out: blocks, points. */
#include "furniture/multiples.h"

#include <math.h>

#define BAR_AIR       5.0   /* between the bar and the legend's rows */
#define BAR_LEAST     300.0 /* width of a frame whose bar has room for its figures */
#define LEGEND_COLUMN 150.0

const struct element_spec *furniture_multiples_element(const struct furniture_input *input,
                                                       const struct element *element)
{
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++)
		if (spec->elements[i].kind == &element->kind && spec->elements[i].shown)
			return &spec->elements[i];
	return NULL;
}

struct block furniture_multiples_measure(const struct furniture_input *input, const struct element *element,
                                         double width, size_t columns)
{
	const struct element_spec *spec = furniture_multiples_element(input, element);
	if (!spec)
		return (struct block){0};
	return element_measure_spec(
	        input, spec,
	        &(struct element_form){.box = {0, 0, width, 1e4}, .without_locator = true, .columns = columns});
}

struct block furniture_multiples_measure_legend(const struct furniture_input *input, double width, size_t columns,
                                                double bar)
{
	const struct element_spec *spec = furniture_multiples_element(input, &legend_element);
	struct element_form form = {.box = {0, 0, width, 1e4}, .columns = columns};
	form.heading = bar > BAR_HEIGHT ? BAR_TOP + bar + BAR_AIR : 0;
	return spec ? element_measure_spec(input, spec, &form) : (struct block){0};
}

struct block furniture_multiples_measure_caption(const struct furniture_input *input, const struct element *element,
                                                 const struct caption_series *series, double width)
{
	struct element_spec *spec = ARENA_NEW(input->arena, struct element_spec);
	*spec = (struct element_spec){.kind = &element->kind, .shown = true};
	return element_measure_spec(input, spec, &(struct element_form){.box = {0, 0, width, 1e4}, .series = series});
}

size_t furniture_multiples_legend_columns(struct box area, size_t columns)
{
	double width = box_width(area) / (double)columns;
	return width >= LEGEND_COLUMN && width < 2 * LEGEND_COLUMN
	               ? columns
	               : (size_t)fmax(1, floor(box_width(area) / LEGEND_COLUMN));
}

struct block furniture_multiples_measure_scale_bar(const struct furniture_input *input)
{
	const struct element_spec *spec = furniture_multiples_element(input, &scale_bar_element);
	if (!spec)
		return (struct block){0};
	struct element_form form = {.box = view_frame(input->scene->view)};
	form.scale = fmax(1, BAR_LEAST / box_width(form.box)); /* it stands in no frame, and its figures need room */
	return element_measure_spec(backdrop_page(input), spec, &form);
}
