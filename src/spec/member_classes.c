/* Classes of members in one version of a map.
 * In: the versions with their members, and how many steps the theme tells apart. Out: steps and ranges of versions. Why
 * so: the news of a version is what a reader looks for; what was there before recedes, the oldest the furthest. Steps
 * that could not be told apart are not made: the oldest versions share the last. */
#include "spec/member_classes.h"

#include "spec/theme.h"

size_t member_class_step(const struct map_spec *spec, size_t joined, size_t version)
{
	size_t step = joined < version, last = spec->theme->class_count - 1;
	for (size_t i = joined + 1; i < version; i++)
		step += spec->versions[i].member_count > 0;
	return step < last ? step : last;
}

struct member_classes member_classes_of(struct arena *arena, const struct map_spec *spec, size_t version)
{
	struct member_classes classes = {ARENA_ARRAY(arena, version + 1, struct member_class), 0};
	for (size_t i = version + 1; i-- > 0;) {
		size_t step = member_class_step(spec, i, version);
		if (!spec->versions[i].member_count)
			continue;
		if (classes.count && classes.items[classes.count - 1].step == step)
			classes.items[classes.count - 1].first = i;
		else
			classes.items[classes.count++] = (struct member_class){step, i, i};
	}
	return classes;
}
