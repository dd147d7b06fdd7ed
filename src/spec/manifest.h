/* Manifest: what a batch shall draw, as its author wrote it: items with one or several values for each field. What the
 * values mean together (all combinations, {columns} of rows) is the batch room's business. */
#pragma once

#include "base/diag.h"
#include "base/options.h"

struct manifest_text {
	const char *text;
	struct place place;
};

struct manifest_texts {
	struct manifest_text *items;
	size_t count;
};

enum manifest_field {
	MANIFEST_MAP,
	MANIFEST_VERSION,
	MANIFEST_MULTIPLES,
	MANIFEST_PAGE,
	MANIFEST_WIDTH,
	MANIFEST_THEME,
	MANIFEST_LANGUAGE,
	MANIFEST_DPI,
	MANIFEST_BARE,
	MANIFEST_TRANSPARENT,
	MANIFEST_RESPONSIVE,
	MANIFEST_SVG_TEXT,
	MANIFEST_ID_PREFIX,
	MANIFEST_FORMAT, /* several: files of one job */
	MANIFEST_OUTPUT, /* one */
	MANIFEST_FIELDS
};
/* The keys of a manifest; the first MANIFEST_FIELDS are the fields. */
extern const struct kind manifest_options;

/* One entry of `jobs`, with what the top level says where it does not. */
struct manifest_item {
	struct manifest_texts fields[MANIFEST_FIELDS]; /* count 0: not said */
	struct manifest_texts *variants; /* of `set`: "key=value" as after --set; at least one, which may be empty */
	size_t variant_count;
	struct manifest_text rows; /* CSV file; text NULL: none */
	struct place place;
};

struct manifest {
	const struct source *source;
	struct manifest_item *items;
	size_t item_count;
};

/* Reads the text of a YAML manifest. `version: all` becomes the versions of the map file. False with errors. */
bool manifest_read(struct arena *arena, const char *name, const char *text, size_t length, struct diag *diag,
                   struct manifest *out);
