/* Render: the flow from a map file to pages, as one short function. */
#pragma once

#include "base/profile.h"
#include "data/dataset.h"
#include "labels/labels.h"
#include "page/page.h"
#include "projection/view.h"
#include "spec/map_spec.h"
#include "spec/messages.h"

struct kept_views;
struct layer_use;
struct deferred_data;
struct catalogue map_catalogue(void);

/* A map file with its data, checked: ready to draw any of its versions. */
struct loaded_map {
	struct arena arena;
	struct map_spec spec;
	struct dataset *datasets;
	struct localized *names;        /* per dataset: its columns of names, by language */
	struct deferred_data *deferred; /* datasets that are opened when they are drawn; NULL: no data were read */
	const struct messages **messages;
	const char **tags;
	struct text_context *text;
	bool text_is_shared;      /* a store's: not closed with the map */
	struct kept_views *views; /* a store's; NULL: none */
	struct layer_use *uses;   /* one per layer: what has been drawn of it (layer_use.h) */
};

struct render_options {
	size_t version;
	bool bare;
	bool outline_text;
	const char *job;        /* of a batch, for notes; NULL */
	struct buffer *explain; /* gets what became of every name; NULL */
	bool explain_json;
	struct profile *profile; /* NULL: not asked for */
};

/* Reads and checks map file and data. False with errors. Close with map_close() in either case. */
bool map_open(struct loaded_map *map, const char *name, const char *text, size_t length,
              const struct map_overrides *overrides, struct diag *diag);
void map_close(struct loaded_map *map);
/* Draws one version into a page that lives in `arena`. */
bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report);
/* Draws all versions into one page, a frame each, in one extent and scale: the map's own where that is a box, else what
 * all versions together show. The options' version is not asked for. */
bool map_render_multiples(struct loaded_map *map, const struct render_options *options, struct arena *arena,
                          struct diag *diag, struct page *out, struct label_report *report);
/* The version in words, one paragraph, in the leading language, with what is drawn at the scale 1:denominator; 0: at
 * any. */
char *map_words(const struct loaded_map *map, size_t version, double denominator, struct arena *arena);
/* All versions in words, each with what it added. */
char *map_multiples_words(const struct loaded_map *map, struct arena *arena);
/* Figures as JSON: the frame and its scale, members with areas and coordinates, routes with geodesic lengths. False
 * with errors in diag. */
bool map_figures(const struct loaded_map *map, size_t version, bool bare, struct diag *diag, struct buffer *out);

/* The view of a version on the map's page. NULL with errors. Close with view_close(). */
struct view *map_view(const struct loaded_map *map, size_t version, bool bare, struct arena *arena, struct diag *diag);

/* The scale over a version's frame. */
struct map_scale {
	double denominator; /* in the frame's middle */
	bool has_middle;    /* the middle is a place on the globe */
	struct lonlat middle;
	struct lonlat_box bounds; /* the smallest lon/lat box that holds the frame */
	double smallest, largest; /* scale factors relative to the middle's */
	struct view_projection projection;
};
bool map_scale_read(const struct loaded_map *map, size_t version, bool bare, struct diag *diag, struct map_scale *out);
/* One sentence in the leading language. */
char *map_scale_words(const struct loaded_map *map, const struct map_scale *scale, struct arena *arena);
void map_scale_figures(const struct map_scale *scale, struct buffer *out);
/* A warning where the scale varies by more than SCALE_VARIATION_NOTICED. */
void map_scale_warn(const struct loaded_map *map, size_t version, const struct map_scale *scale, struct diag *diag);
/* Warns of the version's insets that show what its map does not hold, without drawing. */
void map_check_insets(const struct loaded_map *map, size_t version, bool bare, struct diag *diag);
/* Notes data entries that nothing draws. */
void map_note_unused_data(const struct loaded_map *map, struct diag *diag);
/* Looks what a version would show of its layers, without drawing it. */
void map_look_at_layers(const struct loaded_map *map, size_t version, const struct map_scale *scale, struct diag *diag);
/* Warns of layers of which nothing was seen, wherever the map was drawn or looked at. Once, when all is drawn. In a
 * series of maps, as a batch or the frames of one sheet are, which may share a layer that lies beside the frame of
 * some, or is too fine for their scale, only where the map shows no layer with data at all, or longitude and latitude
 * look swapped. */
void map_tell_layers(const struct loaded_map *map, bool is_in_series, struct diag *diag);
