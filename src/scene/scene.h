/* Scene: the layers as styled marks, the label requests (measured) and the legend entries of one frame. It is never
 * changed after scene_build().
 * Layer styles (area.c, line.c, …) are kinds: one file and one line in scene_kinds each. */
#pragma once

#include "base/hash_table.h"
#include "base/profile.h"
#include "data/dataset.h"
#include "page/page.h"
#include "projection/view.h"
#include "scene/label_request.h"
#include "spec/map_spec.h"
#include "spec/messages.h"
#include "spec/theme.h"

struct kept_views;
struct kept_shapes;
struct fetch_room;

/* Everything a layer style may read. */
struct scene_input {
	const struct map_spec *spec;
	size_t version;                 /* index */
	bool is_series;                 /* one of several frames, each of another version, with one legend for all */
	const struct dataset *datasets; /* one per spec.data entry */
	const struct localized *names;  /* their columns of names, by language */
	const struct view *view;
	const struct layer_spec *const *layers; /* of the frame, from the bottom */
	size_t layer_count;
	struct colour ground; /* below them; opacity 0: the theme's land */
	bool is_part;         /* the map shows the same, smaller: lines that leave the frame go on there */
	bool is_on_sea;       /* an inset of a map on which the sea lies below the land */
	const struct theme *theme;
	struct text_context *text;
	const char *const *languages;           /* those shown, the first leads */
	const char *const *tags;                /* their BCP 47 tags */
	const struct messages *const *messages; /* per language */
	size_t language_count;
	bool outline_text;    /* every text mark carries its outline */
	double detail;        /* simplification tolerance, points */
	double name_distance; /* least between two named points that are no members, points; 0: any */
	const struct scale_bounds *scale_bounds; /* of the view; NULL: points are taken as they are */
	struct diag *diag;
	struct profile *profile;    /* NULL: not asked for */
	struct arena *scratch;      /* what projecting a feature works in, and leaves empty; NULL: one for each */
	struct kept_views *views;   /* of a batch (kept.h), for further views of this map; NULL: none */
	struct kept_shapes *shapes; /* what jobs before have projected into this view; NULL: none */
	struct fetch_room *room;    /* for points of parts as they are fetched (fetch.h); NULL: an arena */
	double enlarged;            /* the finished sheet is this many times as large as it is laid out; 0: 1 */
};

struct legend_entry {
	const char *id; /* of the layer or class */
	struct localized text;
	/* Draws the symbol into a box of the legend; NULL for a heading. */
	void (*draw)(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box);
	const struct scene_input *input;
	const struct layer_spec *layer; /* or the look of one of its classes */
	bool is_heading;                /* of the layer's other entries, which follow */
	struct colour colour;
	struct stroke edge;              /* of an area; no width: none */
	const struct theme_hatch *hatch; /* NULL: none */
	int look;                        /* of several that the layer's style has: its own number */
	const char *sample;              /* of the texts that the layer's shields read; NULL: none */
};

/* The edges of areas that a layer has drawn. */
struct layer_outlines {
	const struct layer_spec *layer;
	struct polylines lines;
};

/* What a layer of the input has drawn. */
struct layer_trace {
	bool shows;                      /* marks, names or shields */
	bool names;                      /* names or shields, which stand above all layers */
	const struct group *group;       /* of its marks; NULL: of a frame that the sheet adds */
	size_t backdrops, backdrops_end; /* its own in scene.backdrops */
};

struct page_points {
	struct page_point *items;
	size_t count, capacity;
};

/* What the author's layers name, with the names that their data give it, in any language. */
struct named_features {
	struct named_feature {
		bool is_area, is_context;
		struct page_point at;  /* of a point */
		double radius;         /* of its symbol, points */
		struct lonlat_box box; /* of an area */
		const char *const *names;
		size_t name_count;
	} * items;
	size_t count, capacity;
	bool is_known; /* they have been looked for */
};

struct scene {
	struct arena *arena;
	struct group *layers; /* their groups, from the bottom; to be clipped to the frame */
	struct label_request *requests;
	size_t request_count, request_capacity;
	struct polylines globe; /* scene_globe() */
	struct obstacles obstacles;
	struct label_backdrop *backdrops;
	size_t backdrop_count, backdrop_capacity;
	struct layer_trace *traces; /* one per layer of the input */
	struct legend_entry *legend;
	size_t legend_count, legend_capacity;
	struct group
	        *casings; /* where the casings of this layer go, below its neighbours' lines; NULL: its own group */
	struct shield_request *shields; /* placed when furniture and all layers are known */
	size_t shield_count, shield_capacity;
	struct page_points spread;       /* symbols from which others keep their distance (spread.h) */
	struct named_features authors;   /* from which context keeps away */
	size_t left_out;                 /* points too near to `spread`, of layers that are no context */
	struct layer_outlines *outlines; /* of layers whose edges others leave out (outlines.h) */
	size_t outline_count, outline_capacity;
	struct hash_table lands; /* number of each owner of land, by its data and key */
	struct hash_table stops; /* struct route_stop: where routes have their stops (route_course.h) */
};

/* A layer as its style draws it: what it reads, and where its marks, requests, obstacles and legend entries go. */
struct layer_drawing {
	const struct scene_input *input;
	const struct layer_spec *layer; /* or the look of one of its classes: map_spec_whole() */
	const struct dataset *dataset;  /* NULL: the layer has no data */
	struct group *group;
	struct scene *scene;
};

struct layer_style {
	const struct kind kind;      /* name, help, options */
	enum geometry_type geometry; /* that it draws; checked before it is called */
	bool any_geometry;
	bool needs_data;
	bool within_view; /* looks at no feature of its data but in visible_features_next() */
	void (*legend)(const struct layer_drawing *drawing); /* adds the entries that it is expected to have, without a
	                                                        view; NULL: one, if it has a title */
	/* Warns of what will be hard to see on the map, before it is drawn; NULL: nothing is. */
	void (*judge)(const struct map_spec *spec, const struct layer_spec *layer, size_t version, struct diag *diag);
	const char *label_style; /* usual text style of its names; NULL: it has none */
	const char *few_style;   /* the same of a few names in a map without versions; NULL: the usual one */
	double (*radius)(const struct layer_spec *layer); /* of its symbols with their rims, of its classes the largest,
	                                                     in points; NULL: it has none */
	bool only_names;                                  /* it draws nothing else */
	bool is_detail; /* a legend that is short of room may leave it out: the map does not tell of it */
	bool cased;     /* neighbours of this kind share casings: all casings first, then all lines */
	void (*build)(const struct layer_drawing *drawing); /* errors are in input->diag */
};

/* The scales at which a layer is drawn, denominators; 0: no limit. */
struct scale_options {
	double below, above;
};
/* Adds these rows to a style's table. */
/* clang-format off */
#define SCALE_OPTION_ROWS(type, member) \
	{"below", OPTION_NUMBER, offsetof(type, member.below), "0", "only at scales larger than 1:below", 0, 1e12}, \
	{"above", OPTION_NUMBER, offsetof(type, member.above), "0", "only at scales smaller than 1:above", 0, 1e12}
/* clang-format on */
/* The layer's own, or its class's; NULL: its kind has none. */
const struct scale_options *scene_scale_options(const struct layer_spec *look);
/* Whether the look, or any look of the layer, is drawn at scales of that denominator. */
bool scene_shows_at(const struct layer_spec *look, double denominator);
bool scene_layer_shows_at(const struct layer_spec *layer, double denominator);

extern const struct kind_list scene_kinds;
const struct layer_style *scene_style_find(const struct kind *kind);

/* For the styles: what they add to a scene. */
struct label_request *scene_request(struct scene *scene);
struct legend_entry *scene_legend(struct scene *scene);
/* An entry of what is drawn, a layer or one of its classes, with what they have in common; `end`: of its id, or NULL.
 */
struct legend_entry *scene_layer_entry(const struct layer_drawing *drawing, const char *end);
/* The usual entry of a layer, drawn by `draw`; none when the layer has no legend text. */
void scene_layer_legend(const struct layer_drawing *drawing,
                        void (*draw)(struct arena *, struct group *, const struct legend_entry *, struct box));
/* The layer's text as the heading of the entries that follow; none when the layer has no legend text. */
void scene_layer_heading(const struct layer_drawing *drawing);
/* A mark of all the lines. */
void scene_stroke_lines(struct arena *arena, struct group *group, const struct polylines *lines, struct stroke stroke);
/* Whose land a feature of the layer is, by its key; LAND_COVERED without a key. A member's area and its point have the
 * same. */
unsigned scene_land(const struct layer_drawing *drawing, const struct feature *feature);
/* A filled area, for names that stand on it; one that lets things show through is left out. `land`: as in
 * struct label_backdrop. */
void scene_backdrop(struct scene *scene, const struct polylines *rings, struct colour fill, unsigned land);
/* A filled area through which others show, if it is one: names read on what comes of both. */
void scene_tint(struct scene *scene, const struct polylines *rings, struct colour fill);
/* A hatch over an area: names that stand on it need a halo. */
void scene_hatched_backdrop(struct scene *scene, const struct polylines *rings);
/* A colour that the spec has checked to exist. */
struct colour scene_colour(const struct scene_input *input, const char *name);
/* features.c: whether the feature passes a condition; NULL: it does. */
bool feature_matches(const struct dataset *dataset, const struct feature *feature, const struct expression *where);
/* Whether a feature before it with the same points, by dataset_find_twins(), passes the condition: it is drawn once. */
bool feature_is_repeated(const struct dataset *dataset, const uint32_t *twins, const struct feature *feature,
                         const struct expression *where);
/* What a text expression reads for it, in `arena` or the dataset. */
const char *feature_text(const struct dataset *dataset, const struct feature *feature, const struct expression *text,
                         struct arena *arena);
const struct dataset *scene_dataset(const struct scene_input *input, const struct data_spec *data);
/* The same, of a file of several types the features of one. */
const struct dataset *scene_dataset_of(const struct scene_input *input, const struct data_spec *data,
                                       enum geometry_type type);
/* What a layer draws of its data, of those of a map file: of a file of several types the features of the style's, and
 * of one without lines the outlines of its polygons. NULL: it has no data. */
const struct dataset *scene_layer_dataset(const struct map_spec *spec, const struct dataset *datasets,
                                          const struct layer_spec *layer);
/* globe.c: the outline of what the frame shows of the globe, rings inside the frame; none where the frame shows nothing
 * else, or where the projection does not tell the globe's edge. Together they are filled even-odd. */
struct polylines scene_globe(const struct view *view, struct arena *arena);
/* The same as a path; the frame's rectangle where there are none. */
struct path scene_globe_path(const struct view *view, struct arena *arena, const struct polylines *globe);
/* Whether layers draw land on a globe, or in an inset of such a map, and nobody says what lies below: that is the sea.
 */
bool scene_has_sea(const struct scene_input *input, const struct polylines *globe);
/* The colour below all layers: as the input says, else as the map file does, else the sea, where there is one. */
struct colour scene_ground(const struct scene_input *input, const struct polylines *globe);
/* Denominator of the finished sheet's scale, at the middle of the frame. */
double scene_scale(const struct scene_input *input);
/* Whether names with this `label_below` option (scale denominator; 0: always) are drawn at the view's scale. */
bool scene_scale_allows(const struct scene_input *input, double below);

/* The layers that the map file shows in a version, from the bottom. */
const struct layer_spec *const *scene_layers(struct arena *arena, const struct map_spec *spec, size_t version,
                                             size_t *count);
/* The legend that a version asks for at any scale, without a view: what room to leave for it. Nothing is drawn. */
const struct legend_entry *scene_expected_legend(struct arena *arena, const struct scene_input *input, size_t *count);
/* classes.c: adds an entry that is new (by its id) to the legend of a sheet: behind those of the layers below, and of
 * its own layer's classes and looks up to its own. There is room for it. */
void scene_legend_add(struct legend_entry *entries, size_t *count, const struct legend_entry *entry);
/* Warns of what will be hard to see in a version; scene_build() says the same of the layers that it draws. */
void scene_judge(const struct map_spec *spec, size_t version, struct diag *diag);
/* Draws the layers of the input. Road shields are left as requests: shields_place() sets them when the furniture on the
 * map is placed too. */
bool scene_build(struct arena *arena, const struct scene_input *input, struct scene *out);
