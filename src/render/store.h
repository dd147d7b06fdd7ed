/* Store: what many maps of one process share: datasets, which never change once read; views with what has been
 * projected into them; and font contexts, whose opened faces are worth a third of a map's time. Made for a batch; a
 * single map needs none. */
#pragma once

#include "render/render.h"

struct map_store;

/* `bytes_limit`: with more than that in it, the store begins anew at the next map. */
struct map_store *map_store_open(size_t bytes_limit);
void map_store_close(struct map_store *store);
/* Whether the datasets in it take as many bytes as it may keep. */
bool map_store_is_full(const struct map_store *store);

/* Whether the maps drawn from now on have views that will be asked for again, so that keeping them is worth it. */
void map_store_expect(struct map_store *store, bool again);
/* What a map is opened for. */
struct map_use {
	struct map_store *store; /* whose datasets and fonts are used; NULL: none */
	struct profile *profile; /* NULL: not asked for */
	bool one_view;           /* one version is drawn, once, and nothing else is asked of the map */
};
/* As map_open(); only one map of a store is open at a time. Datasets that produced warnings are not kept, so every map
 * reports them. */
bool map_open_for(const struct map_use *use, struct loaded_map *map, const char *name, const char *text, size_t length,
                  const struct map_overrides *overrides, struct diag *diag);
/* Reads a map's data into the store and nothing else: no font library is touched, so that the process may fork. The
 * data files are added to *files, in `arena`. */
bool map_store_warm(struct map_store *store, const char *name, const char *text, size_t length,
                    const struct map_overrides *overrides, struct arena *arena, const char ***files,
                    size_t *file_count);

/* For load.c: the dataset kept under the key, NULL if there is none; and keeping one, whose memory `arena` becomes the
 * store's. What is returned is valid until another one is kept; the features stay. */
const struct dataset *map_store_find(const struct map_store *store, const char *key);
const struct dataset *map_store_keep(struct map_store *store, const char *key, struct arena arena,
                                     const struct dataset *dataset);
/* The same for font contexts: what is kept, the store closes. */
struct text_context *map_store_find_text(const struct map_store *store, const char *key);
void map_store_keep_text(struct map_store *store, const char *key, struct text_context *text);
struct kept_views *map_store_views(const struct map_store *store);
/* Begins anew when there is too much in it. */
void map_store_trim(struct map_store *store);
