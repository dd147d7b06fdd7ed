/* Reading a map file section by section: what the sections share. Each map_read_X() takes its part of the tree, puts it
 * into map->out and adds errors; it never stops the others. Private to spec/. */
#pragma once

#include "base/hash_table.h"
#include "spec/map_spec.h"
#include "spec/read_options.h"

struct map_reader {
	struct reader in;
	const struct catalogue *catalogue;
	const char *share_dir;
	struct map_spec *out;
	const struct theme *theme;       /* as written, whatever the page; NULL with errors */
	bool has_made_layers;            /* by itself, one of each data entry */
	size_t base_layer_count;         /* of out->layers, the lowest, with the map's areas among them */
	size_t base_areas_at;            /* among them: the first above the map's own areas; 0: none is */
	const struct node *frames;       /* `frames:`; NULL: none */
	const struct kind **frame_kinds; /* of each; NULL: unknown, and reported */
	struct hash_table member_ids;    /* hash of a member's id -> its index in out->members */
};

/* The keys of a map file, and those of an entry of `frames:`. */
extern const struct kind map_file_options;
extern const struct kind map_frame_options;
/* The keys of its sections, and of their entries. */
extern const struct kind map_base_options, multiples_spec_options, fit_spec_options, map_members_options,
        map_member_options;
extern const struct kind map_layer_options, map_class_options, map_classes_options, map_element_options,
        map_zoom_options, map_label_options;
/* Of elements that have no place to choose, and of frames that choose what they show: the first of those keys. */
extern const struct kind map_fixed_element_options, map_placed_frame_options;

enum { MAP_LAYERS_MAX = 1000 };

/* complete.c: leaves out sections of the map file that are none, as if they were not written. */
void map_drop_none(struct node *top);
/* complete.c: gives the tree of a map file the ids, or all layers, that it leaves out. `name`: of the file; "-" for the
 * standard input. Returns whether it has made the layers. */
bool map_complete(struct reader *reader, struct node *top, const char *name);

/* The layer of the areas of a list of members. */
#define MAP_MADE_AREAS "members"
/* Ids of what a base adds begin with it. */
#define BASE_PREFIX "base-"
/* base.c: adds what `base:` asks for to the tree of a map file that is complete. */
void map_add_base(struct map_reader *map, struct node *top);
extern const struct kind map_place_options, map_route_options;
/* complete.c: makes nodes of the long form of `places:`, `routes:` and a list of `members:`. What has been made before
 * is made anew, as what the command line has changed wants it: `is_again`. */
void map_make_nodes(struct map_reader *map, struct node *top, bool is_again);

/* In this order: later sections refer to earlier ones. */
void map_read_languages(struct map_reader *map);
void map_read_noun(struct map_reader *map);
void map_read_header(struct map_reader *map);
void map_read_theme(struct map_reader *map);
void map_read_sources(struct map_reader *map);
void map_read_data(struct map_reader *map);
void map_read_layers(struct map_reader *map);
/* read_classes.c, for map_read_layers(): `classes:` of a layer whose options have been read. */
void map_read_classes(struct map_reader *map, const struct node *node, struct layer_spec *layer);
/* unused_options.c: warns of options of a layer that has been read, with its classes, which have no effect. */
void map_warn_unused_options(struct map_reader *map, const struct node *node, const struct layer_spec *layer);
void map_read_members(struct map_reader *map);
void map_read_versions(struct map_reader *map);
void map_read_multiples(struct map_reader *map);
void map_read_labels(struct map_reader *map);
void map_read_facts(struct map_reader *map);
void map_read_furniture(struct map_reader *map);
void map_read_notes(struct map_reader *map);
/* read_frames.c, for map_read_furniture(): finds the kinds of all frames; then reads those of a kind as elements. */
void map_read_frame_kinds(struct map_reader *map);
void map_read_frames(struct map_reader *map, const struct kind *kind);

/* Entry of the top level; NULL when absent, or (with an error) not of that type or of more than `most` entries. */
const struct node *map_section(struct map_reader *map, const char *key, enum node_type type, size_t most);
/* A section that must be there. */
const struct node *map_required_section(struct map_reader *map, const char *key, enum node_type type, size_t most);

/* A path written at `place`: seen from the map file's folder, or from the working folder if the command line gives it.
 */
const char *map_file_path(struct map_reader *map, struct place place, const char *path);
/* Reads `type_scale:` for a page. Returns the theme with its texts as large as the page wants them. */
const struct theme *map_read_type_scale(struct map_reader *map, struct page_spec *page);
/* [west, south, east, north] in degrees. */
bool map_read_box(struct map_reader *map, const struct node *node, const char *what, struct lonlat_box *out);
/* Reports languages under `translated:` in which neither of the entry's texts is, or that the map does not have;
 * `other` may be NULL. */
void map_check_translated(struct map_reader *map, const struct node *entry, const struct texts *languages,
                          const struct localized *text, const struct localized *other);
/* Kind by name; NULL with an error. */
const struct kind *map_read_kind(struct map_reader *map, const struct kind_list *list, const char *name,
                                 struct place place);
/* The option struct of a kind, from the keys that are not `common`. */
void *map_read_kind_options(struct map_reader *map, const struct kind *kind, const struct kind *common,
                            const struct node_entry *entry, const char *what);
/* The words for corners of the map. */
enum { MAP_CORNERS = 4 };
extern const char *const map_corners[MAP_CORNERS];
bool map_names_corner(const char *text);
/* `at:` and `offset:` of a map element; `in_panel`: by itself it stands in the panel. */
void map_read_anchor(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out);
/* Index in out->members; -1, with an error at `place`, when there is no such member. */
int map_find_member(struct map_reader *map, const char *id, struct place place);

/* Changes the tree by what the command line says; a path that leads nowhere is an error in the reader's diag. */
void map_overrides_apply(struct reader *reader, struct node *top, const struct map_overrides *overrides);

/* `page` and `width` may be NULL; A4 then. On errors `out` is A4 as well, so that reading goes on. */
void page_spec_read(struct reader *reader, const struct node *page, const struct node *width, struct page_spec *out);

/* `type_scale:`, which may be NULL: the page's own then. A text of the theme that it sets below 5 points is an error.
 */
void page_spec_read_type_scale(struct reader *reader, const struct node *node, const struct theme *theme,
                               struct page_spec *out);
