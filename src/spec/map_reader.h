/* Reading a map file section by section: what the sections share. Each map_read_X() takes its part of the tree, puts it
 * into map->out and adds errors; it never stops the others. Private to spec/. */
#pragma once

#include "spec/map_spec.h"
#include "spec/read_options.h"

/* A member id and where it stands in out->members; sorted by id. */
struct member_index {
	const char *id;
	size_t index;
};

struct map_reader {
	struct reader in;
	const struct catalogue *catalogue;
	const char *share_dir;
	struct map_spec *out;
	struct member_index *member_index;
};

/* The keys of a map file. */
extern const struct kind map_file_options;

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

/* [west, south, east, north] in degrees. */
bool map_read_box(struct map_reader *map, const struct node *node, const char *what, struct lonlat_box *out);
/* `at:` and `offset:` of a map element; `in_panel`: by itself it stands in the panel. */
void map_read_anchor(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out);
/* Kind by name; NULL with an error. */
const struct kind *map_read_kind(struct map_reader *map, const struct kind_list *list, const char *name,
                                 struct place place);
/* Index in out->members, -1 when there is no such member. */
int map_find_member(const struct map_reader *map, const char *id);
