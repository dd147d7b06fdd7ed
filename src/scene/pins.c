/* Pins: hands the author's pins to the requests of their names.
 * In: the requests of all layers, the map file's `labels:`. Out: requests with pins. A pin whose name several labels
 * have, without a layer, moves them all, which is seldom meant: that is said. */
#include "scene/pins.h"

#include <string.h>

static bool has_name(const struct label_request *request, const char *name)
{
	for (size_t i = 0; i < request->name_count; i++)
		if (!strcmp(request->names[i], name))
			return true;
	return false;
}

static bool is_meant(const struct label_pin *pin, const struct label_request *request)
{
	bool layer = !pin->layer || (request->class_name && !strcmp(pin->layer->id, request->class_name));
	return layer && has_name(request, pin->name);
}

void scene_pins_apply(const struct scene_input *input, struct scene *scene)
{
	const char *version = input->spec->versions[input->version].name;
	for (size_t p = 0; p < input->spec->pin_count; p++) {
		const struct label_pin *pin = &input->spec->pins[p];
		const char *first = NULL, *second = NULL;
		for (size_t i = 0; map_spec_applies(&pin->versions, version) && i < scene->request_count; i++) {
			struct label_request *request = &scene->requests[i];
			if (!is_meant(pin, request))
				continue;
			request->pin = pin;
			*(first ? &second : &first) = request->class_name;
		}
		if (second && !pin->hide && !pin->layer && strcmp(first, second) != 0)
			diag_warning(input->diag, PIN_CONFLICT, pin->place, "add layer: to the one that is meant",
			             "several labels have the name '%s', in the layers '%s' and '%s': all are pinned",
			             pin->name, first, second);
	}
}
