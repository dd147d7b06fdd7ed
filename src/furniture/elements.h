/* The map elements, one file each. */
#ifndef CORRIDOR_FURNITURE_ELEMENTS_H
#define CORRIDOR_FURNITURE_ELEMENTS_H

#include "furniture/element.h"

extern const struct element title_element, badge_element; /* title.c */
extern const struct element timeline_element;             /* one dot per version */
extern const struct element facts_element;
extern const struct element legend_element;
extern const struct element locator_element; /* where the map lies in its wider region */
extern const struct element credits_element;
extern const struct element scale_bar_element;
extern const struct element north_arrow_element;
extern const struct element graticule_labels_element; /* and the neatline */

#endif
