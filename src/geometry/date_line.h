/* The date line: lines and rings whose points step over it. */
#pragma once

#include "geometry/polyline.h"

/* Whether a step between neighbouring points is longer than half the globe: the short way then leads over the date
 * line. Steps of exactly once round are the edges of what reaches all round, and stay. */
bool geometry_steps_over_date_line(const struct lonlat *points, size_t count, bool closed);
/* Moves longitudes by whole turns, in place, so that every step goes the short way, if any is longer than half the
 * globe but not once round. Returns how often the last step of a ring, from its last point to its first, goes round the
 * globe: 0, or 1 or -1 for a ring round a pole. */
int geometry_unroll(struct lonlat *points, size_t count);
/* A line or an outline cut at the date line into pieces within -180..180, *count of them. Every step goes the short
 * way; longitudes may be beyond 180. */
const struct lonlats *geometry_cut_line_at_date_line(struct arena *arena, struct lonlats line, bool closed,
                                                     size_t *count);
/* A ring cut likewise into rings, for filling; one round a pole is closed along it. */
const struct lonlats *geometry_cut_ring_at_date_line(struct arena *arena, struct lonlats ring, size_t *count);
