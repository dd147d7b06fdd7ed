/* Names: a feature's name in the languages shown, and the ways to set it as a label. */
#pragma once

#include "scene/scene.h"

#define MOST_LANGUAGES 8

/* A feature's name in each shown language: NULL where the data has none or it equals an earlier one. */
struct names {
	const char *text[MOST_LANGUAGES];
	const char *all[MOST_LANGUAGES]; /* in every language of the data, shown or not */
	size_t all_count;
	const char *first; /* of those there are; NULL: the feature has no name */
	const char *file;  /* where they come from, as shown, and the record there */
	size_t record;
	const char *key;                  /* the feature's own; NULL: its data have none */
	const struct member_spec *member; /* that it is; NULL: none */
};

/* name_columns.c: the columns of names as the map file says them; else those that the data have for the map's
 * languages, and one for all. None: the data have no names. */
struct localized scene_name_columns(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                                    const struct dataset *dataset);
/* The column of names in a language; the one for all languages where the data have none. May be NULL. */
const char *scene_name_column(const struct localized *names, const struct dataset *dataset, const char *language);
/* Whether one of the texts, of which some may be NULL, is this one. */
bool scene_names_repeat(const char *const *texts, size_t count, const char *text);
/* Whether one of them is this one but for accents, case, hyphens and apostrophes: beside Łódź, Lodz says nothing new.
 */
bool scene_names_look_alike(const char *const *texts, size_t count, const char *text);
struct names feature_names(const struct scene_input *input, const struct data_spec *data, const struct dataset *dataset,
                           const struct feature *feature);
/* A member's name in a language: the map file's own, the data's, else that in the first of the map's languages that has
 * one, else its id. Of the input, spec, datasets and names are read. */
const char *scene_member_name(const struct scene_input *input, const struct member_spec *member, const char *language);

/* The id of a feature's group: the layer's and the record's number. */
char *scene_record_id(struct arena *arena, const struct layer_spec *layer, const struct feature *feature);
/* The same by the feature's key, where the data have keys. */
char *feature_id(struct arena *arena, const struct layer_spec *layer, const struct dataset *dataset,
                 const struct feature *feature);

/* A group for the feature at the end of the layer's: titled, linked, with the values that go with it. */
struct group *feature_group(const struct layer_drawing *drawing, const struct feature *feature, const char *id,
                            const struct names *names);

/* Where the feature links to: its own link in the data, else that of the member it is; NULL: nowhere. */
const char *feature_link(const struct scene_input *input, const struct data_spec *data, const struct dataset *dataset,
                         const struct feature *feature);

/* Gives the group the values of the columns that the data entry names as `attributes`; empty ones are left out. */
void feature_attributes(struct arena *arena, struct group *group, const struct data_spec *data,
                        const struct dataset *dataset, const struct feature *feature);

/* Options of a layer's names: what they read and how they are set. */
struct label_options {
	struct label text;
	const char *style, *second; /* text styles; "": see scene_label_style(); as the first */
	bool stacked;
	bool alone; /* the first language that has a name, and no other; map files cannot say it */
};
/* Adds these rows to a style's table. */
/* clang-format off */
#define LABEL_OPTION_ROWS(type, member, stacked_by_default) \
	{"label", OPTION_LABEL, offsetof(type, member.text), NULL, \
	 "what the names read: a column, or columns and texts: name + \" (\" + pop + \")\"; none: no names"}, \
	{"label_style", OPTION_STYLE, offsetof(type, member.style), "", \
	 "text style of the names; without `label` these are what `names` of the data says"}, \
	{"label_second", OPTION_STYLE, offsetof(type, member.second), "", "text style of the second language; none: its names are left out", \
	 .can_be_none = true}, \
	{"stacked", OPTION_BOOL, offsetof(type, member.stacked), stacked_by_default, "the second language below the first"}
/* clang-format on */

/* label.c: the options of a layer's kind; NULL when it has none. */
const struct label_options *scene_label_options(const struct layer_spec *layer);
/* Whether the layer has names. */
bool scene_label_is_asked(const struct layer_spec *layer);
/* Whether a text style of the theme has the name that the label is written with, as in older map files. */
bool scene_label_names_style(const struct theme *theme, const struct label *label);
/* Whether the label reads columns of its own, not the names of the data: not if it is the name of a text style, unless
 * the data have such a column and the data entry names no columns of names. */
bool scene_label_reads_columns(const struct theme *theme, const struct data_spec *data, const struct dataset *dataset,
                               const struct label *label);
/* Of a text that may be a column (OPTION_TEXT_OR_COLUMN): whether it is made of columns, as a text in quotes shows or a
 * column that the data have, and not to be read as it is written. */
bool scene_label_is_made(const struct dataset *dataset, const struct label *label);
/* What the layer's label reads for a feature; feature_names() if it has none of its own. */
struct names scene_label_names(const struct layer_drawing *drawing, const struct feature *feature);

/* How a name is set. */
struct name_style {
	const char *first;  /* text style of the leading language */
	const char *second; /* of the others; NULL or "": the same */
	bool stacked_first; /* prefer one language above the other */
	bool alone;         /* only the first that there is */
};
/* label.c: `label_style`; else the text style that the label is written with; else the usual one of the kind. */
struct name_style scene_label_style(const struct layer_drawing *drawing);

/* Adds the request, named and with its forms, to the scene, unless a text cannot be set. */
void scene_request_name(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                        struct label_request request);
/* Fills request->forms: one line and stacked forms for several names, one form for a single name. A character that no
 * font has is left out with a warning at the layer. False when no name is left or, with errors in diag, when one cannot
 * be set. */
bool scene_name_forms(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                      struct label_request *request);
