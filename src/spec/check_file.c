/* Checking themes and message files, and telling manifests. What a file is, is told by its keys: it is what has most of
 * them in its table. In: a path. Out: errors and warnings. */
#include "spec/check_file.h"

#include "spec/manifest.h"
#include "spec/map_reader.h"
#include "spec/message_file.h"
#include "spec/seed_file.h"
#include "spec/theme_file.h"
#include "spec/theme_judge.h"
#include "spec/yaml.h"

static size_t keys_known(const struct node *top, const struct kind *kind)
{
	size_t count = 0;
	for (size_t i = 0; i < top->count; i++)
		count += option_find(kind, top->entries[i].key) != NULL;
	return count;
}

static void check_theme(struct arena *arena, const char *path, const char *share_dir, struct diag *diag)
{
	const struct theme *theme = theme_read(arena, path, share_dir, no_place, diag);
	if (!theme)
		return;
	theme_judge_texts(theme, diag);
	theme_judge_news(theme, 1, diag);
	theme_judge_classes(theme, theme->class_count, 1, false, diag);
}

enum spec_file spec_check_file(struct arena *arena, const char *path, const char *share_dir, struct diag *diag)
{
	struct diag unheard; /* what does not read as YAML is reported as a map */
	diag_init(&unheard);
	struct reader quiet = {.arena = arena, .diag = &unheard};
	const struct source *source = seed_file_read(arena, path, no_place, &unheard);
	const struct node *top = source ? spec_yaml_read(&quiet, source) : NULL;
	diag_clear(&unheard);
	if (!top)
		return SPEC_FILE_MAP;
	/* A map file has keys that no other has; with as many of another kind it is that one. */
	size_t map = keys_known(top, &map_file_options), theme = keys_known(top, &theme_file_kind);
	size_t messages = keys_known(top, &message_file_options), manifest = keys_known(top, &manifest_options);
	if (theme && theme >= map && theme >= messages && theme >= manifest)
		check_theme(arena, path, share_dir, diag);
	else if (messages && messages >= map && messages >= manifest)
		messages_check(arena, top, share_dir, diag);
	else if (manifest && manifest >= map)
		return SPEC_FILE_MANIFEST;
	else
		return SPEC_FILE_MAP;
	return SPEC_FILE_CHECKED;
}
