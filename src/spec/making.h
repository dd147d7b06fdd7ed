/* Making: nodes of the long form for what a map file says in short. Private to the room. */
#pragma once

#include "spec/map_reader.h"

#include "base/buffer.h"

/* A place as `places:` or `through:` names it. */
struct made_place {
	const char *written; /* the name as the author wrote it */
	const char *name;    /* that for all languages */
	struct localized names;
	struct lonlat at;
	const char *country;
	double population;
	const char *id; /* of `places:` */
	struct place place;
};

struct making {
	struct map_reader *map;
	struct node *top;
	const struct node *forms;  /* seeds/base/places.yaml; NULL: not read yet */
	void *finder;              /* NULL: not opened yet */
	bool has_failed;           /* the file of the world cannot be opened, and that is reported */
	bool has_areas;            /* the members are areas */
	bool is_again;             /* after the command line: what the file's own names mean has been said */
	struct made_place *places; /* those of `places:` */
	size_t place_count;
};
/* places.c: reads `places:`, which routes may name; then makes their table and layers. */
void making_places_read(struct making *making);
void making_places(struct making *making);
/* routes.c, member_areas.c. */
void making_routes(struct making *making);
void making_member_areas(struct making *making);
/* The credit and the frame of data that are joined with countries or units of the world inside. */
void making_joined_areas(struct making *making);

/* A deep copy of a node, at `place`: a message about it is about what the author wrote there. */
struct node *making_copy(struct making *making, const struct node *node, struct place place);
/* A copy of an entry of seeds/base/places.yaml: of `section`, by name. NULL: it has none. */
struct node *making_form(struct making *making, const char *section, const char *name, struct place place);
/* The names of that section's entries. */
struct texts making_form_names(struct making *making, const char *section);
void making_add(struct making *making, struct node *node, const char *key, struct node *value);
void making_add_text(struct making *making, struct node *node, const char *key, const char *text);
/* The map's section, made where it has none; NULL, reported when it is read, where it is of another type. */
struct node *making_section(struct making *making, const char *key, enum node_type type, struct place place);
/* Adds a data entry. Where the author has one of that id that is an error at the entry's place; one made before is
 * of what it is made of now. */
void making_put_data(struct making *making, const char *id, struct node *entry);
/* Adds a layer with its id, above or below all others; or makes one anew that was made before. */
void making_put_layer(struct making *making, const char *id, struct node *layer, bool at_bottom);
/* Adds a credit line of seeds/base/places.yaml. */
void making_put_source(struct making *making, const char *id, struct place place);

/* Reads an item: a name, of those read before or of the world's, or {name: …, at: […]}. False with an error. */
bool making_read_place(struct making *making, const struct node *item, struct made_place *out);
/* The open finder; NULL: the map is read without one, or (reported) it cannot be opened. */
void *making_finder(struct making *making, struct place place);
/* The place of `places:` of that name or id; NULL: it has none. */
const struct made_place *making_find_place(struct making *making, const char *name);
/* What names are compared by. */
const char *making_key(struct making *making, const char *name);
/* A cell of a CSV, in quotes. */
void making_cell(struct buffer *csv, const char *text);
