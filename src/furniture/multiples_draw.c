/* Drawing what stands on a sheet of all versions beside its maps: captions, title, legend, scale bar, credits.
 * In: the sheet as it is divided. Out: marks, and a note of what the captions leave out. */
#include "furniture/multiples.h"

#define NOTICED_SPARE 10.0 /* height that is left over below a legend */

static const char *const left_out[TELLINGS] = {[TELL_NEWS] = "more than one fact each",
                                               [TELL_STEPS] = "summaries and facts",
                                               [TELL_BRIEF] = "routes, summaries and facts",
                                               [TELL_NAME] = "what each version added"};

static struct block sheet_legend(const struct furniture_input *input, const struct multiples *multiples)
{
	if (multiples->legend_in_row)
		return furniture_multiples_measure_legend(input, box_width(multiples->legend), 1, 0);
	return furniture_multiples_measure_legend(
	        input, box_width(multiples->legend),
	        furniture_multiples_legend_columns(multiples->area, multiples->columns), multiples->bar);
}

bool furniture_multiples_legend_fits(const struct furniture_input *input, struct multiples *multiples)
{
	struct block bar = multiples->bare ? (struct block){0} : furniture_multiples_measure_scale_bar(input);
	multiples->bar = bar.count > 0 ? box_height(block_box(&bar)) : 0;
	double height = multiples->bare ? 0 : sheet_legend(input, multiples).height,
	       room = box_height(multiples->legend);
	return height <= room + 0.5 && (multiples->legend_in_row || height >= room - NOTICED_SPARE);
}

static void draw_at(const struct block *block, struct page_point at, struct group *group)
{
	if (block->height > 0)
		element_draw(block, at, group);
}

void furniture_multiples_captions(const struct furniture_input *input, const struct multiples *multiples,
                                  struct group *group)
{
	size_t version = input->scene->version;
	const struct box *head = &multiples->heads[version], *steps = &multiples->steps[version];
	struct caption_series series = caption_series_read(input, (enum telling)multiples->telling, box_width(*head));
	struct block block =
	        furniture_multiples_measure_caption(input, &caption_head_element, &series, box_width(*head));
	/* The names of a row stand on one line, above their frames. */
	draw_at(&block, (struct page_point){head->left, head->top}, group);
	block = furniture_multiples_measure_caption(input, &caption_steps_element, &series, box_width(*steps));
	draw_at(&block, (struct page_point){steps->left, steps->top}, group);
}

/* The bar with its top left corner, or at the right its top right one, at a place. */
static void draw_scale_bar(const struct furniture_input *input, struct page_point at, bool right, struct group *group)
{
	struct block block = furniture_multiples_measure_scale_bar(input);
	struct box frame = block.form.box, box = block_box(&block);
	if (block.count > 0)
		element_draw(&block,
		             (struct page_point){frame.left + at.x - (right ? box.right : box.left),
		                                 frame.top + at.y - box.top},
		             group);
}

void furniture_multiples_rest(const struct furniture_input *input, const struct multiples *multiples,
                              struct group *group)
{
	bool has_more = multiples->telling != TELL_NEWS || furniture_most_facts(input->scene->spec) > 1;
	if (left_out[multiples->telling] && has_more)
		diag_note(input->scene->diag, NO_ROOM, no_place, "choose a larger page",
		          "the captions of %zu maps have no room for %s", input->scene->spec->version_count,
		          left_out[multiples->telling]);
	if (multiples->bare)
		return;
	bool from_right = text_is_right_to_left(input->scene->tags[0]);
	struct box area = multiples->area, legend = multiples->legend;
	struct block block = furniture_multiples_measure(input, &title_element, box_width(area), 0);
	draw_at(&block, (struct page_point){area.left, area.top}, group);
	block = sheet_legend(input, multiples);
	draw_at(&block, (struct page_point){legend.left, legend.top}, group);
	if (multiples->legend_in_row)
		draw_scale_bar(input,
		               (struct page_point){from_right ? legend.right : legend.left,
		                                   legend.top + block.height + BAR_GAP},
		               from_right, group);
	else
		draw_scale_bar(input, (struct page_point){from_right ? area.left : area.right, legend.top + BAR_TOP},
		               !from_right, group);
	block = furniture_multiples_measure(input, &credits_element, box_width(area), 0);
	draw_at(&block, (struct page_point){area.left, area.bottom - block.height}, group);
}
