/* What the locator shows round the map. Private to furniture/. */
#pragma once

#include "furniture/element.h"

#define LOCATOR_CATEGORY "category" /* column of the names' data: country, city, sea */

struct locator_options {
	struct texts data, far, names, versions;
	bool named;
	struct localized title;
	double span, height;
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
	double degrees;       /* from the picture's foot to its top, of arc; LOCATOR_REGION */
};
struct locator_reach locator_reach_find(const struct view *view, double span);

/* The frame that shows it in `box`: sea, land, the map's extent, names. Its groups are added to `group`. */
struct frame locator_frame(const struct block *block, struct box box, struct group *group);
