/* SVG, the styles of groups: what most marks under a group want is written once, on the group, which halves a map's
 * file. In: a group and what it inherits. Out: the attribute values for its element. */
#include "draw/path_limit.h"
#include "draw/svg/writer.h"

#include <string.h>

/* How often the marks of a group want each value of a property. Values beyond the first few are not counted:
 * they are then too many for one to be worth writing on the group. */
#define MOST_VALUES 8
struct value_count {
	const char *value;
	size_t count;
};
struct tally {
	struct value_count counts[PROPERTY_COUNT][MOST_VALUES];
};

static void count_values(struct tally *tally, const struct style *style)
{
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		for (int k = 0; style->values[i] && k < MOST_VALUES; k++) {
			struct value_count *known = &tally->counts[i][k];
			if (known->value && strcmp(known->value, style->values[i]) != 0)
				continue;
			known->value = style->values[i];
			known->count++;
			break;
		}
	}
}

static void merge_text(struct svg *svg, struct tally *tally, const struct text_mark *mark)
{
	if (!text_mark_is_drawable(mark))
		return; /* writing the text reports it */
	struct style style =
	        svg->options->outline_text ? svg_style_of_outline(svg, mark) : svg_style_of_text(svg, mark);
	count_values(tally, &style);
	if (!text_mark_has_halo(mark))
		return;
	style = svg_style_of_halo(svg, mark);
	count_values(tally, &style);
}

static void merge_group(struct svg *svg, struct tally *tally, const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP) {
			merge_group(svg, tally, mark->group);
		} else if (mark->type == MARK_TEXT) {
			merge_text(svg, tally, mark->text);
		} else if (mark->type == MARK_SYMBOLS) {
			continue; /* its forms are written once */
		} else {
			struct style style = svg_style_of_path(svg, mark->path);
			count_values(tally, &style);
		}
	}
}

/* The commonest value among the marks, if hoisting it to the group saves bytes; else the inherited one. */
static const char *common_value(const struct value_count *counts, const char *known, const char *inherited)
{
	const char *best = inherited;
	size_t most = 1;
	for (int k = 0; k < MOST_VALUES && counts[k].value; k++)
		if (strcmp(counts[k].value, known) == 0 && counts[k].count > most)
			most = counts[k].count;
	for (int k = 0; k < MOST_VALUES && counts[k].value; k++)
		if (counts[k].count > most) {
			most = counts[k].count;
			best = counts[k].value;
		}
	return best;
}

struct style svg_style_of_group(struct svg *svg, const struct group *group, const struct style *outer)
{
	struct tally tally = {0};
	struct style inherited = *outer;
	merge_group(svg, &tally, group);
	for (int i = 0; i < PROPERTY_COUNT; i++)
		inherited.values[i] =
		        common_value(tally.counts[i], style_known(outer, (enum property)i), outer->values[i]);
	return inherited;
}
