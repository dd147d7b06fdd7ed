/* Member classes: which members of a map look alike in one of its versions. Colour means new here or joined earlier, so
 * a member's class changes from version to version. */
#pragma once

#include "spec/map_spec.h"

struct member_class {
	size_t step;        /* of the theme's classes: 0 is new, 1 joined last before, and so on */
	size_t first, last; /* indices of the versions in which its members joined */
};
struct member_classes {
	struct member_class *items; /* the newest first; those without members are left out */
	size_t count;
};

/* Step of those who joined in version `joined`, as version `version`, the same or a later one, draws them. What the
 * theme has no step for has its last one. */
size_t member_class_step(const struct map_spec *spec, size_t joined, size_t version);
/* All classes that a version draws. */
struct member_classes member_classes_of(struct arena *arena, const struct map_spec *spec, size_t version);
