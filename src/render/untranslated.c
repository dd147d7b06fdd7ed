/* Names of a base in another language than the map's. In: what is drawn of a frame. Out: a note that says which of the
 * base's layers have none in the map's first language, if any of their names stands on the map. */
#include "render/compose.h"
#include "scene/names.h"

#include <string.h>

/* "rivers" of base-rivers-10m. */
static const char *group_of(struct arena *arena, const char *id)
{
	const char *word = strchr(id, '-');
	word = word ? word + 1 : id;
	return arena_text_n(arena, word, strcspn(word, "-"));
}

/* Whether the base's layer has names in languages, and none in this one. */
static bool lacks(const struct scene_input *input, const struct layer_spec *layer, const char *language)
{
	if (!layer || !layer->is_base || !layer->data)
		return false;
	const struct localized *names = &input->names[layer->data - input->spec->data];
	bool has_any = false;
	for (size_t i = 0; i < names->count; i++) {
		if (!strcmp(names->entries[i].language, language))
			return false;
		has_any |= *names->entries[i].language != '\0';
	}
	return has_any;
}

void render_tell_untranslated(const struct drawn_frame *drawn)
{
	enum { most = 8 };
	const struct scene_input *input = &drawn->input;
	struct arena *arena = &input->diag->arena;
	const char *found[most], *list = NULL, *language = input->languages[0];
	size_t count = 0;
	for (size_t i = 0; i < drawn->scene.request_count; i++) {
		const struct placement *placement = &drawn->placements[i];
		const struct layer_spec *layer =
		        placement->kept ? render_layer_of_name(input, placement->request) : NULL;
		const char *group = lacks(input, layer, language) ? group_of(arena, layer->data->id) : NULL;
		if (!group || count == most || scene_names_repeat(found, count, group))
			continue;
		found[count++] = group;
		list = list ? arena_printf(arena, "%s, %s", list, group) : group;
	}
	if (list)
		diag_note(input->diag, UNTRANSLATED, no_place,
		          "hide names with labels: {…: hide}, or leave the layer out, and write your own",
		          "the base has no names in '%s' for its %s: those of its sources stand there", language, list);
}
