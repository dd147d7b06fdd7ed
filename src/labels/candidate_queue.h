/* Candidate queue: the cheapest of many places of one name, found without rating the others. Rating costs a hundred
 * times what making a place does, and of a wide area's thousand places only the cheapest few dozen are kept. */
#pragma once

#include "labels/candidates.h"

/* Places that are not yet rated: their cost is of the place alone, and what they cover and their backdrop only add to
 * it. They end with the maker's brief arena. */
struct place_list {
	struct label_place *items;
	size_t count, capacity;
};

void place_list_add(struct candidate_maker *maker, struct place_list *list, struct label_place place);
/* Adds those that can stand to the slot's candidates, cheapest first: at most `most` of them and at most `alike` in
 * nearly the same place, since others are needed when a neighbour takes that. Equal costs keep the order of the list.
 */
void candidate_queue_take(struct candidate_maker *maker, struct slot *slot, const struct place_list *list, size_t most,
                          size_t alike);
/* Rates all, in the order of the list, so that the slot knows why each was refused. */
void candidate_queue_rate_all(struct candidate_maker *maker, struct slot *slot, const struct place_list *list);
