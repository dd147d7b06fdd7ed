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
};

/* name_columns.c: the columns of names as the map file says them; else those that the data have for the map's
 * languages, and one for all. None: the data have no names. */
struct localized scene_name_columns(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                                    const struct dataset *dataset);
/* The column of names in a language; the one for all languages where the data have none. May be NULL. */
const char *scene_name_column(const struct localized *names, const struct dataset *dataset, const char *language);
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

/* How a name is set. */
struct name_style {
	const char *first;  /* text style of the leading language */
	const char *second; /* of the others; NULL or "": the same */
	bool stacked_first; /* prefer one language above the other */
};

/* Adds the request, named and with its forms, to the scene, unless a text cannot be set. */
void scene_request_name(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                        struct label_request request);
/* Fills request->forms: one line and stacked forms for several names, one form for a single name. A character that no
 * font has is left out with a warning at the layer. False when no name is left or, with errors in diag, when one cannot
 * be set. */
bool scene_name_forms(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                      struct label_request *request);
