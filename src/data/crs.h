/* Coordinate systems of datasets. Private to the data room. */
#pragma once

#include "data/formats.h"

/* Sets the dataset's coordinate system to the one that the request states, if it does. */
void dataset_take_author_crs(struct arena *arena, const struct dataset_request *request, struct dataset *out);
/* Sets it to the one that the file states, a WKT or a code, unless the author has stated one. For readers, before they
 * read points; text.start may be NULL. Of a text that cannot be used the dataset keeps what is wrong with it. */
void dataset_take_file_crs(struct arena *arena, const struct dataset_request *request, struct bytes text,
                           struct dataset *out);
/* Whether the coordinates must be longitude and latitude in degrees, on whichever datum. */
bool dataset_is_degrees(const struct dataset *dataset);

/* If the points in memory are far from degrees, an error that names the systems in which they may be, and true. */
bool dataset_report_not_degrees(const struct dataset *dataset, struct place place, struct diag *diag);
/* Says that coordinates were taken as longitude and latitude on WGS 84 for want of a coordinate system. */
void dataset_note_assumed_crs(const struct dataset *dataset, struct place place, struct diag *diag);
