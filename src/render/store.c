/* Store: a list of datasets by what was asked for, each in an arena of its own, font contexts by their families, and
 * kept views (scene/kept.h), which go before the data whose features they know. */
#include "render/store.h"

#include "scene/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of projected geometry: a sheet of the delta has under a megabyte, a million visible vertices 16. */
#define VIEW_BYTES ((size_t)32 << 20)

struct kept_data {
	char *key;
	struct arena arena;
	struct dataset dataset;
	struct kept_data *next;
};

struct kept_fonts {
	char *key;
	struct text_context *text;
	struct kept_fonts *next;
};

struct map_store {
	struct kept_data *data;
	struct kept_fonts *texts;
	struct kept_views *views;
	size_t bytes, bytes_limit;
};

static void *need(void *memory)
{
	if (!memory)
		BUG("out of memory");
	return memory;
}

struct map_store *map_store_open(size_t bytes_limit)
{
	struct map_store *store = need(calloc(1, sizeof *store));
	store->bytes_limit = bytes_limit;
	store->views = scene_kept_views_open(VIEW_BYTES);
	return store;
}

static void clear_data(struct map_store *store)
{
	scene_kept_views_forget(store->views);
	for (struct kept_data *kept = store->data, *next; kept; kept = next) {
		next = kept->next;
		dataset_close(&kept->dataset);
		arena_clear(&kept->arena);
		free(kept->key);
		free(kept);
	}
	store->data = NULL;
	store->bytes = 0;
}

void map_store_close(struct map_store *store)
{
	if (!store)
		return;
	clear_data(store);
	scene_kept_views_close(store->views);
	for (struct kept_fonts *kept = store->texts, *next; kept; kept = next) {
		next = kept->next;
		text_close(kept->text);
		free(kept->key);
		free(kept);
	}
	free(store);
}

struct kept_views *map_store_views(const struct map_store *store)
{
	return store->views;
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

const struct dataset *map_store_find(const struct map_store *store, const char *key)
{
	for (const struct kept_data *kept = store->data; kept; kept = kept->next)
		if (!strcmp(kept->key, key))
			return &kept->dataset;
	return NULL;
}

/* Assumes 24 bytes for each attribute text. */
static size_t dataset_bytes(const struct dataset *dataset)
{
	size_t feature = sizeof(struct feature) + dataset->column_count * (sizeof(char *) + 24);
	return (dataset->stream ? 0 : dataset->point_count) * sizeof(struct lonlat) +
	       dataset->part_count * sizeof(struct part) + dataset->feature_count * feature;
}

const struct dataset *map_store_keep(struct map_store *store, const char *key, struct arena arena,
                                     const struct dataset *dataset)
{
	struct kept_data *kept = need(malloc(sizeof *kept));
	*kept = (struct kept_data){need(strdup(key)), arena, *dataset, store->data};
	store->data = kept;
	store->bytes += dataset_bytes(dataset);
	return &kept->dataset;
}

struct text_context *map_store_find_text(const struct map_store *store, const char *key)
{
	for (const struct kept_fonts *kept = store->texts; kept; kept = kept->next)
		if (!strcmp(kept->key, key))
			return kept->text;
	return NULL;
}

void map_store_keep_text(struct map_store *store, const char *key, struct text_context *text)
{
	struct kept_fonts *kept = need(malloc(sizeof *kept));
	*kept = (struct kept_fonts){need(strdup(key)), text, store->texts};
	store->texts = kept;
}
