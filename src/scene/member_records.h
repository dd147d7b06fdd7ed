/* Records of members: which features of the data are a member's. Its area may be in several, each with its key. */
#pragma once

#include "data/dataset.h"
#include "spec/map_spec.h"

/* The member's value in the key column of the data. */
const char *scene_member_key(const struct map_spec *spec, const struct data_spec *data,
                             const struct member_spec *member);
/* The member's record behind `after` (NULL: its first) in the file's order; NULL: there is no further one, or `data` is
 * NULL. Of records of one shape, the first is meant. */
const struct feature *scene_member_record(const struct map_spec *spec, const struct data_spec *data,
                                          const struct dataset *dataset, const struct member_spec *member,
                                          const struct feature *after);
/* Whether a value of the data is a number, with their decimal mark; "075" is a code. */
bool scene_value_is_number(const struct dataset *dataset, const char *text, double *number);
/* What the member's records hold in a column: the sum where all are numbers, else the text that all have; NULL: they
 * contradict each other, or hold nothing. */
const char *scene_member_value(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                               const struct dataset *dataset, const struct member_spec *member, const char *column);
/* The member that a feature of the data of members' areas or points is; NULL: none. */
const struct member_spec *scene_member_of(const struct map_spec *spec, const struct data_spec *data,
                                          const struct dataset *dataset, const struct feature *feature);
/* Whether the record's area, even-odd, holds the place. The points may be read into `arena`. */
bool scene_record_contains(const struct dataset *dataset, const struct feature *feature, struct lonlat at,
                           struct arena *arena);
