/* Store: what many maps of one process share: datasets, which never change once read; views with what has been
 * projected into them; and font contexts, whose opened faces are worth a third of a map's time. Made for a batch; a
 * single map needs none. */
#pragma once

#include "base/hash_table.h"
#include "render/render.h"

/* What was said when a dataset was read, to be said for every map that uses it. */
struct kept_message {
	struct diag_entry entry;
	bool is_of_entry; /* its place is that of the map's data entry */
	bool is_of_crs;   /* or that of the entry's crs */
};

struct kept_data {
	struct arena arena;
	struct dataset dataset;
	struct kept_message *messages;
	size_t message_count;
};

/* Its fields are the room's own. */
struct map_store {
	struct arena data_arena, text_arena; /* of the tables */
	struct hash_table data;              /* struct kept_data by what was asked for */
	struct hash_table texts;             /* struct text_context * by the fonts asked for; the store closes them */
	struct kept_views *views;
	size_t bytes, bytes_limit;
};

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
/* As map_open(); only one map of a store is open at a time. */
bool map_open_for(const struct map_use *use, struct loaded_map *map, const char *name, const char *text, size_t length,
                  const struct map_overrides *overrides, struct diag *diag);
/* Reads a map's data into the store and nothing else: no font library is touched, so that the process may fork. The
 * data files are added to *files, in `arena`. */
bool map_store_warm(struct map_store *store, const char *name, const char *text, size_t length,
                    const struct map_overrides *overrides, struct arena *arena, const char ***files,
                    size_t *file_count);

/* For load.c: keeps a dataset and what was said of it, whose memory `data->arena` becomes the store's. The result is
 * valid until another one is kept; the features stay. */
const struct kept_data *map_store_keep(struct map_store *store, struct hash key, const struct kept_data *data);
/* Begins anew when there is too much in it. */
void map_store_trim(struct map_store *store);
