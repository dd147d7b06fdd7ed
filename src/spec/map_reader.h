/* Reading a map file section by section: what the sections share. Each map_read_X() takes its part of the tree, puts it
 * into map->out and adds errors; it never stops the others. Private to spec/. */
#ifndef CORRIDOR_SPEC_MAP_READER_H
#define CORRIDOR_SPEC_MAP_READER_H

#include "spec/map_spec.h"
#include "spec/node.h"
#include "spec/theme.h"

/* A member id and where it stands in out->members; sorted by id. */
struct member_index {
	const char *id;
	size_t index;
};

struct map_reader {
	struct reader in;
	const struct catalogue *catalogue;
	const char *share_dir;
	const struct node *top;
	struct map_spec *out;
	struct member_index *member_index;
};

/* In this order: later sections refer to earlier ones. */
void map_read_languages(struct map_reader *map);
void map_read_header(struct map_reader *map);
void map_read_theme(struct map_reader *map);
void map_read_sources(struct map_reader *map);
void map_read_data(struct map_reader *map);
void map_read_layers(struct map_reader *map);
void map_read_members(struct map_reader *map);
void map_read_versions(struct map_reader *map);
void map_read_labels(struct map_reader *map);
void map_read_facts(struct map_reader *map);
void map_read_furniture(struct map_reader *map);
/* What can be said only of the whole. */
void map_check(struct map_reader *map);

/* Entry of the top level; NULL when absent, or (with an error) not of that type or of more than `most` entries. */
const struct node *map_section(struct map_reader *map, const char *key, enum node_type type, size_t most);
/* A section that must be there. */
const struct node *map_required_section(struct map_reader *map, const char *key, enum node_type type, size_t most);

/* A plain text or a map language -> text. A language of the map without a text is a warning. */
bool map_read_localized(struct map_reader *map, const struct node *node, const char *what, struct localized *out);
/* The value of a key; nothing when it is absent. */
void map_read_localized_key(struct map_reader *map, const struct node *parent, const char *key, struct localized *out);
/* [west, south, east, north] in degrees. */
bool map_read_box(struct map_reader *map, const struct node *node, const char *what, struct lonlat_box *out);
/* Index of the named key in a top-level section, -1 with an error when there is none. */
int map_read_reference(struct map_reader *map, const struct node *node, const char *what, const char *section_key);
/* The same for a text that is read already. */
int map_check_reference(struct map_reader *map, const char *text, struct place place, const char *what,
                        const char *section_key);
/* `versions:` of a layer or a fact. */
void map_read_version_names(struct map_reader *map, const struct node *parent, const char ***names, size_t *count);
/* The option struct of a kind, from the keys of `node` that are not `common`. node NULL: defaults. */
void *map_read_options(struct map_reader *map, const struct kind *kind, const struct node *node,
                       const char *const *common, size_t common_count, const char *what, struct place owner);
/* `at:` and `offset:` of a map element; `in_panel`: by itself it stands in the panel. */
void map_read_anchor(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out);
/* Kind by name; NULL with an error. */
const struct kind *map_read_kind(struct map_reader *map, const struct kind_list *list, const char *name,
                                 struct place place);
/* Index in out->members, -1 when there is no such member. */
int map_find_member(const struct map_reader *map, const char *id);

#endif
