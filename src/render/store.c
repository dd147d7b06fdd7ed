/* Store: datasets by what was asked for, each in an arena of its own, font contexts by their families, and kept views
 * (scene/kept.h), which go before the data whose features they know. */
#include "render/store.h"

#include "scene/kept.h"

#include <stdlib.h>

/* Of projected geometry: a sheet of the delta has under a megabyte, a million visible vertices 16. */
#define VIEW_BYTES ((size_t)32 << 20)

struct map_store *map_store_open(size_t bytes_limit)
{
	struct map_store *store = calloc(1, sizeof *store);
	if (!store)
		BUG("out of memory");
	store->bytes_limit = bytes_limit;
	store->views = scene_kept_views_open(VIEW_BYTES);
	hash_table_init(&store->data, &store->data_arena, sizeof(struct kept_data));
	hash_table_init(&store->texts, &store->text_arena, sizeof(struct text_context *));
	return store;
}

static void clear_data(struct map_store *store)
{
	scene_kept_views_forget(store->views);
	for (size_t i = 0; i < store->data.count; i++) {
		struct kept_data *kept = hash_table_value(&store->data, i);
		dataset_close(&kept->dataset);
		arena_clear(&kept->arena);
	}
	arena_clear(&store->data_arena);
	hash_table_init(&store->data, &store->data_arena, sizeof(struct kept_data));
	store->bytes = 0;
}

void map_store_close(struct map_store *store)
{
	if (!store)
		return;
	clear_data(store);
	scene_kept_views_close(store->views);
	for (size_t i = 0; i < store->texts.count; i++)
		text_close(*(struct text_context **)hash_table_value(&store->texts, i));
	arena_clear(&store->text_arena);
	free(store);
}

void map_store_expect(struct map_store *store, bool again)
{
	scene_kept_views_expect(store->views, again);
}

bool map_store_is_full(const struct map_store *store)
{
	return store->bytes >= store->bytes_limit;
}

void map_store_trim(struct map_store *store)
{
	if (store->bytes > store->bytes_limit)
		clear_data(store);
}

/* Assumes 24 bytes for each attribute text. */
static size_t dataset_bytes(const struct dataset *dataset)
{
	size_t feature = sizeof(struct feature) + dataset->column_count * (sizeof(char *) + 24);
	size_t parts = 0;
	for (size_t i = 0; i < dataset->feature_count; i++)
		parts += dataset->features[i].part_count;
	size_t rows = dataset->rows ? dataset->point_count * (sizeof *dataset->rows + dataset->column_count * 32) : 0;
	return dataset->point_count * sizeof(struct lonlat) + parts * sizeof(struct part) +
	       dataset->feature_count * feature + rows;
}

const struct kept_data *map_store_keep(struct map_store *store, struct hash key, const struct kept_data *data)
{
	struct kept_data *kept = hash_table_add(&store->data, key, NULL);
	*kept = *data;
	store->bytes += dataset_bytes(&data->dataset);
	return kept;
}
