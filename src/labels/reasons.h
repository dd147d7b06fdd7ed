/* Reasons: why a name was dropped, or does not stand where it would rather stand. For labels.c. */
#pragma once

#include "labels/chosen.h"

/* Of the slots first..end, all dropped: what stood in the way, the most frequent first. */
const char *labels_reason_dropped(struct arena *arena, const struct chosen *chosen, size_t first, size_t end);
/* Of a slot: the first reason why a place was refused. */
const char *labels_reason_refused(struct arena *arena, const struct slot *slot);
/* Of a slot: its cheapest place, if it has another, and what took it; "" otherwise. */
const char *labels_reason_better(struct arena *arena, const struct chosen *chosen, size_t index);
