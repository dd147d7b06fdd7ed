/* Pins: hands the author's pins to the wishes of their names.
 * In: the wishes of all layers, the map file's `labels:`. Out: wishes with pins. A pin whose name several labels have,
 * without a layer, moves them all, which is seldom meant: that is said. */
#include "scene/pins.h"

#include <string.h>

static bool has_name(const struct label_wish *wish, const char *name)
{
	for (size_t i = 0; i < wish->name_count; i++)
		if (!strcmp(wish->names[i], name))
			return true;
	return false;
}

static bool is_meant(const struct label_pin *pin, const struct label_wish *wish)
{
	bool layer = !pin->layer || (wish->class_name && !strcmp(pin->layer->id, wish->class_name));
	return layer && has_name(wish, pin->name);
}

void pins_apply(const struct scene_input *input, struct scene *scene, struct diag *diag)
{
	const char *version = input->spec->versions[input->version].name;
	for (size_t p = 0; p < input->spec->pin_count; p++) {
		const struct label_pin *pin = &input->spec->pins[p];
		const char *first = NULL, *second = NULL;
		for (size_t i = 0; label_pin_applies(pin, version) && i < scene->wish_count; i++) {
			struct label_wish *wish = &scene->wishes[i];
			if (!is_meant(pin, wish))
				continue;
			wish->pin = pin;
			*(first ? &second : &first) = wish->class_name;
		}
		if (second && !pin->hide && !pin->layer && strcmp(first, second) != 0)
			diag_warning(diag, pin->place, "add layer: to the one that is meant",
			             "several labels have the name '%s', in the layers '%s' and '%s': all are pinned",
			             pin->name, first, second);
	}
}
