/* Render: the flow from a map file to pages, as one short function. */
#ifndef CORRIDOR_RENDER_RENDER_H
#define CORRIDOR_RENDER_RENDER_H

#include "data/dataset.h"
#include "labels/labels.h"
#include "page/page.h"
#include "spec/map_spec.h"
#include "spec/messages.h"

struct catalogue map_catalogue(void);

/* A map file with its data, checked: ready to draw any of its versions. */
struct loaded_map {
	struct arena arena;
	struct map_spec spec;
	struct dataset *datasets;
	const struct messages **messages;
	const char **tags;
	struct text_context *text;
	bool text_is_shared; /* a store's: not closed with the map */
};

struct render_options {
	size_t version;
	bool bare;
	bool outline_text;
};

/* Reads and checks map file and data. False with errors. Close with map_close() in either case. */
bool map_open(struct loaded_map *map, const char *name, const char *text, size_t length,
              const struct map_overrides *overrides, struct diag *diag);
void map_close(struct loaded_map *map);
/* Draws one version into a page that lives in `arena`. */
bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report);
/* The version in words, one paragraph, in language `language` (index). */
char *map_words(const struct loaded_map *map, size_t version, struct arena *arena);
/* Figures as JSON: members with areas and coordinates, routes with geodesic lengths, distances. */
void map_figures(const struct loaded_map *map, size_t version, struct buffer *out);

#endif
