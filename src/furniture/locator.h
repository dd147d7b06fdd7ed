/* What the locator shows round the map. Private to furniture/. */
#pragma once

#include "furniture/element.h"
#include "scene/styles.h"

#define LOCATOR_CATEGORY "category" /* column of the names' data: country, city, sea */
#define LOCATOR_COUNTRY  "country"  /* column of the code in the land, countries and towns */

struct locator_options {
	struct texts data, far, borders, far_borders, countries, towns, waters, continents, names, versions;
	const struct expression *borders_where, *disputed;
	struct localized title;
	double span; /* 0: as far as it takes */
	double height;
};

enum locator_form {
	LOCATOR_NONE,   /* the map shows so much that there is nothing round it */
	LOCATOR_REGION, /* the wider region */
	LOCATOR_WORLD,  /* the whole globe as a flat map */
	LOCATOR_GLOBE,  /* the half of the globe that the map lies on */
};

/* What is shown: at least 2.5 times the map's larger side, up to the globe. */
struct locator_reach {
	enum locator_form form;
	struct lonlat middle; /* of the map */
	double side;          /* the map's larger one, degrees of arc */
	double degrees;       /* from the picture's foot to its top, of arc; LOCATOR_REGION */
};

/* locator_reach.c: of the locator of a block whose input has a view. */
struct locator_reach locator_reach_of(const struct block *block);

/* locator_own.c: the countries that the map lies in, by their codes in the land: each that holds a fifth of the
 * map's land, which counts for more near its middle. Where no land is found, as among islands, those whose label points
 * the map shows. The first has the most. The first `main_count` hold a third, and the map shows their label points. */
enum { LOCATOR_OWN_MOST = 4 };
struct locator_own {
	const char *codes[LOCATOR_OWN_MOST];
	size_t count, main_count;
	bool without_capital[LOCATOR_OWN_MOST]; /* its dot would be in the way of the country's name */
};
struct locator_own locator_own_find(const struct scene_input *scene, const struct data_spec *land,
                                    const struct data_spec *countries, struct arena *arena);

/* What lies round a country: the part of places on circles about its label point, `metres` and more beyond its
 * radius (metres), that is another's land; 0: an island, 1: land all round. */
double locator_own_land_round(const struct scene_input *scene, const struct data_spec *land, const char *code,
                              struct lonlat middle, double radius, double metres);

/* The frame's layers, from the bottom. */
struct locator_layers {
	struct arena *arena;
	const struct layer_spec **items;
	size_t count, capacity;
	bool is_context; /* of those that are added: nobody is told of names without room */
};
/* locator_layers.c: adds one of the style; its options are `options`, or its defaults with pairs of key and value, up
 * to a NULL, and only features that pass a condition (NULL: all). Returns the options. */
void locator_layers_add(struct locator_layers *list, const char *id, const struct layer_style *style,
                        const struct data_spec *data, void *options);
void *locator_layers_add_where(struct locator_layers *list, const char *id, const struct layer_style *style,
                               const struct data_spec *data, const struct expression *where, const char *const *pairs);
/* A text style of the theme that no theme need have, else the locator's own. */
const char *locator_style(const struct theme *theme, const char *name);
/* The author's own names, told apart by their category. */
void locator_layers_add_author_names(struct locator_layers *list, const struct theme *theme,
                                     const struct data_spec *data);
/* locator_names.c: names of what tells a stranger where the map lies, the map's own countries first, in a picture of
 * this height, points. */
void locator_layers_add_names(struct locator_layers *list, const struct block *block, const struct locator_reach *reach,
                              const struct texts *lands, double height);

/* locator_small.c: names one of the map's own countries that is too small for its name (a larger one: nothing): the
 * name's middle stands on its land, or at the sea beside it where the capital's dot is in the way; beside a country no
 * larger than a dot; else nowhere. Returns whether its
 * capital has to go: its dot is in the way, and there is no sea. */
#define LOCATOR_LETTER 4.2 /* points: of a country's name */
struct locator_small {
	const struct block *block;
	const struct locator_reach *reach;
	const struct data_spec *points, *land; /* label points, areas */
	const char *style;
	struct lonlat_box near; /* what may be seen */
	double height;          /* of the picture, points */
};
bool locator_layers_add_small(struct locator_layers *list, const struct locator_small *small, const char *code,
                              bool is_first);

/* The frame that shows it in `box`: sea, land, the map's extent, names. Its groups are added to `group`. */
struct frame locator_frame(const struct block *block, struct box box, struct group *group);
