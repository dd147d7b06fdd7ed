/* MapSpec: what the author of a map file asked for, checked, defaults filled, lengths in points (but for the page's: at
 * type scale 1).
 * Made once by map_spec_read(), never changed afterwards. */
#pragma once

#include "base/diag.h"
#include "base/options.h"
#include "geometry/points.h"

struct node; /* of the file read; private to spec/ */

/* How coordinates are shifted against WGS 84. */
enum data_datum { DATUM_WGS84, DATUM_GCJ02, DATUM_BD09 };

/* One `data:` entry. */
struct data_spec {
	const char *id;
	const char *file;  /* resolved against the map file's folder */
	const char *shown; /* as the author wrote it */
	const char *text;  /* a CSV that stands in the map file, or is made of it; NULL: it is a file */
	const char *encoding, *lon, *lat, *geometry, *line_by, *layer; /* NULL: not given */
	int as_line;                                                   /* 1: the points make lines */
	bool is_schematic; /* its lines stand for ways that run otherwise: their lengths are nobody's */
	const char *crs;   /* coordinate system, a code, WKT or PROJ string; NULL: as the file says */
	struct place crs_place;
	/* A table whose rows' shapes come from elsewhere: */
	const char *areas; /* AREAS_COUNTRIES, AREAS_UNITS, or the id of another entry; NULL: it has its own */
	const struct data_spec *joined; /* that entry; NULL: the world inside has them */
	const char *world;              /* file of the world inside; NULL: it is not asked */
	const char *by, *areas_by;      /* columns of the keys: its own, and that of the areas */
	const char *key;                /* column that identifies a feature; NULL */
	struct texts keys;              /* only the features with these are asked for; none: all */
	const char
	        *names_from; /* another table of the file, which has the names of the features, by their keys; NULL */
	const char *url;     /* column that holds a feature's link; NULL */
	struct texts attributes; /* columns whose values go with the feature: data-* in SVG, figures of `describe` */
	int datum;               /* enum data_datum */
	const char *credit;      /* id of a `sources:` entry; NULL */
	struct localized names;  /* language -> column name; none: to be found in the data */
	/* For layers that do not say so themselves; NULL: none had to ask. */
	const struct kind *natural_kind;   /* that draws what it holds */
	const struct kind *other_kinds[2]; /* of a file of several types, that draw the rest of it; NULL: no more */
	const char *natural_label;         /* that of points: the column of their names in backticks; NULL: none */
	struct place place;
};

#define AREAS_COUNTRIES "countries"
#define AREAS_UNITS     "units"

/* The options of a data entry; the struct is their option struct. */
extern const struct kind data_spec_options;
/* A larger file is no map file. */
#define MAP_FILE_BYTES_MAX (1024 * 1024)
/* The world inside, seen from the program's own seeds folder. */
#define MAP_BASE_FILE "../geodata/world/world.gpkg"

extern const struct kind source_spec_options, source_line_options, version_spec_options, fact_spec_options,
        note_spec_options;
/* The keys of a map file and those of its sections' entries, for `list`. */
extern const struct kind_list map_tables;

/* One `layers:` entry, in draw order from the bottom. */
struct layer_spec {
	const char *id;
	const struct kind *kind;
	const struct data_spec *data; /* NULL for kinds that need none */
	void *options;                /* the kind's option struct */
	struct localized title;       /* legend text; empty: not in the legend */
	bool is_unlisted;             /* not in the legend either where it has rows without a text */
	struct texts translated;      /* languages in which that is the author's own translation */
	struct texts versions;        /* only in these versions; none: in all */
	const struct expression *but; /* its `where`, and not its `except`; NULL: it has no `except` */
	bool is_context;              /* what the map's subject lies in: not fitted, its losses are not reported */
	bool is_base;                 /* of the base: */
	bool is_route;                /* named by some version's `routes`: drawn from that version on */
	struct layer_spec *classes; /* its looks by class, each the layer with options of its own, whose `where` leaves
	                               out what is in a class before it; NULL: it has one look */
	size_t class_count;
	const struct layer_spec *whole; /* of a class: its layer; NULL */
	size_t number;                  /* of a class, from 1; 0: it is a layer */
	bool is_else;                   /* a class of whatever is in no other */
	bool is_range;    /* a class without a legend text of its own, of the numbers from `low` up to `high` */
	double low, high; /* infinite: open */
	struct place place;
};

struct member_spec {
	const char *id;
	const char *key;       /* value of the key column in the members' polygons and points */
	const char *point;     /* that of the points, where it is another; NULL */
	struct localized name; /* empty: from the data */
	const char *url;       /* link of the feature; NULL */
	struct place place;
};

struct fact_spec {
	const char *id;          /* NULL: none */
	struct localized figure; /* "118" in every language or per language */
	struct localized text;
	struct texts versions;   /* none: all */
	const char *source;      /* id in sources; NULL */
	const char *derived;     /* how it follows from the source, which does not say it; NULL: the source says it */
	struct texts translated; /* languages in which its text is the author's own translation */
	struct place place;
};

/* A credit line: a text of the author's, or made of what a reader needs to find the source. */
struct source_spec {
	const char *id;
	struct localized text; /* empty: made of the following */
	struct localized title, kind;
	struct localized of;    /* what is taken from it: "Facts"; may be empty */
	struct localized brief; /* what credits in large type say in place of all this; empty: the same */
	int year;
	struct place place;
};

struct version_spec {
	const char *name; /* "1.0": a string, never a number */
	const char *id;   /* for ids and file names: "1-0" for ids */
	int year;         /* 0: not given */
	int as_of;        /* the year whose status of lines is shown; 0: not given */
	struct localized tagline;
	struct localized summary; /* one sentence for the description; may be empty */
	struct texts translated;  /* languages in which these two are the author's own translation */
	struct localized count;   /* how its members are counted; empty: their number with the map's noun */
	const size_t *members;    /* indexes into map.members that join in this version */
	size_t member_count;
	const size_t *routes; /* indexes into map.layers that are drawn from this version on */
	size_t route_count;
	bool has_extent;
	struct lonlat_box extent; /* own frame of this version; not used with EXTENT_COMMON */
	struct place extent_place;
	struct place place;
};

enum pin_leader { PIN_LEADER_AUTO, PIN_LEADER_NO, PIN_LEADER_YES };

/* One name of `labels:`: where the author wants it. */
struct label_pin {
	const char *name;     /* in any language of the data */
	bool hide;            /* not drawn */
	const char *position; /* one of label_pin_positions; NULL: hidden, or by distances */
	bool by_offset;
	double right, above; /* points from the point named to the name's near edge; 0: centred on it; negative: left,
	                        below */
	/* Of a name along a line; NAN: not given. */
	double along;       /* share of the longest piece seen, from its left end */
	struct lonlat near; /* where the line comes nearest to this place */
	enum pin_leader leader;
	const struct layer_spec *layer; /* only of this layer; NULL: of any */
	struct texts versions;          /* only in these versions; none: all */
	struct place place;
};
/* Words for places round a point, clockwise or nearly so; the last is "hide". */
extern const char *const label_pin_positions[];
extern const size_t label_pin_position_count;

/* `fit:`, what is framed where the extent is fitted; the struct is the option struct. */
struct fit_spec {
	struct texts layers; /* ids of layers; none: the members or, without any, what all layers draw */
	bool largest_part;   /* without what lies far from the largest group of parts */
	bool each;           /* of each feature, not of all together */
};

/* The members of the version, those of all versions, or a box. */
enum extent_mode { EXTENT_FIT, EXTENT_COMMON, EXTENT_BOX };

/* How the page is divided between map and panel. */
enum map_layout { LAYOUT_AUTO, LAYOUT_SIDE, LAYOUT_BELOW, LAYOUT_NONE };

/* A corner of the map at which an element stands; not given: where it stands by itself. */
struct anchor {
	bool given;
	bool is_free; /* the corner from which it takes least */
	bool right, bottom;
	bool has_offset;
	double x, y; /* points from the frame's sides into the map */
};

/* Where elements of a kind stand by themselves; one that is not fixed may be given a corner of the map. */
enum element_places { ELEMENT_FIXED, ELEMENT_ON_MAP, ELEMENT_IN_PANEL };

/* What an entry of `frames:` shows, and how large it is. */
struct frame_spec {
	const char *id;
	bool has_extent;
	struct lonlat_box extent;
	const size_t *members; /* indexes into map.members: their areas, or points, are shown; none: the extent is */
	size_t member_count;
	double padding; /* points round the members */
	struct place padding_place;
	double width, height; /* points; NAN: not given */
};

/* One `furniture:` or `frames:` entry: an element of the sheet, its options, on or off. */
struct element_spec {
	const struct kind *kind;
	bool shown;
	struct anchor anchor;
	void *options;
	const struct frame_spec *frame; /* of `frames:`; NULL: of `furniture:` */
	struct place place;
};

/* A place that `notes:` names. */
struct note_place {
	enum { NOTE_NOWHERE, NOTE_POINT, NOTE_MEMBER } kind;
	struct lonlat point;
	size_t member; /* index into map.members */
};

enum note_leader { NOTE_LEADER_NONE, NOTE_LEADER_LINE, NOTE_LEADER_ARROW };
enum note_ground { NOTE_HALO, NOTE_PLATE };

/* One note of `notes:`: a text on the map; the struct is the option struct. */
struct note_spec {
	const char *id;
	bool shown;
	struct localized text;
	struct anchor anchor;    /* at a corner; not given: at `at` */
	struct note_place at;    /* a point is the text's middle; beside a member it stands where there is room */
	struct note_place to;    /* where its leader ends; nowhere: it has none */
	int leader, ground;      /* enum note_leader, enum note_ground */
	double width;            /* of its lines, points */
	const char *style;       /* theme text style of the leading language */
	struct texts versions;   /* only in these versions; none: all */
	const char *source;      /* id in sources; NULL */
	struct texts translated; /* languages in which it is the author's own translation */
	struct place place;
};

struct page_spec {
	const char *name;     /* "a4", or the free size as written */
	double width, height; /* points */
	double type_scale;    /* type, symbols, margins: how many times as large as on A4 */
	double least_text;    /* no text is smaller, points of the finished page; 0: as the theme says */
	bool in_pixels;       /* its size was written so */
	bool is_afar;         /* it is looked at from further away than a sheet on a desk */
	bool follows;         /* only its width is given: the height is found when it is known what the map shows */
};

/* The resolution of its pictures where nobody says one: a page whose size is in pixels has as many of them. */
double page_spec_dpi(const struct page_spec *page);

/* `multiples:`, the sheet with a frame for every version; the struct is the option struct. */
struct multiples_spec {
	struct localized title;
	struct texts without; /* ids of layers that its frames do not show */
	int columns;          /* of frames; 0: as many as give the largest maps */
	struct page_spec page;
	const struct theme *theme; /* for that page */
};

/* Where the sheet's own words in one of the map's languages are. */
struct message_file {
	const char *path; /* resolved */
	const struct node
	        *noun; /* the map's own word for its members, in the language's plural forms; NULL: the file's */
	struct place place;
};

struct map_spec {
	struct source source;  /* the map file itself */
	const char *base_file; /* of `base:`; NULL: none */
	const char *id;
	struct localized title;
	const char **languages;             /* "en", "zh": the first leads */
	struct message_file *message_files; /* one per language */
	size_t language_count;
	struct page_spec page;
	const char *background; /* of the maps' ground; it is the theme's COLOUR_GROUND */
	bool has_background;    /* the map file gives it */
	const char *projection;
	struct place projection_place;
	enum extent_mode extent_mode;
	struct place extent_place;
	struct lonlat_box extent; /* EXTENT_BOX */
	struct fit_spec fit;
	double padding;                          /* points round what is fitted */
	double margin;                           /* points round frame and panel; NAN: by the page's size */
	int layout;                              /* enum map_layout */
	int as_of;                               /* of versions that do not say their own; 0: not given */
	int show_later;                          /* 1: members of later versions, muted */
	const char *approval;                    /* map-review number; NULL */
	const char *author, *subject, *keywords; /* document properties; NULL */
	struct data_spec *data;
	size_t data_count;
	struct layer_spec *layers;
	size_t layer_count;
	struct member_spec *members;
	size_t member_count;
	const struct data_spec *member_areas, *member_points; /* members: {areas: , points: } */
	struct fact_spec *facts;
	size_t fact_count;
	struct source_spec *sources;
	size_t source_count;
	bool has_versions; /* false: one without a name stands for the whole map, and nothing may speak of it */
	struct version_spec *versions;
	size_t version_count;
	struct multiples_spec multiples;
	struct label_pin *pins; /* `labels:` */
	size_t pin_count;
	struct note_spec *notes;
	size_t note_count;
	/* Frames of kinds that are no furniture; then the kinds of furniture in the catalogue's order, each at least
	 * once, with the frames of the same kind behind it. */
	struct element_spec *elements;
	size_t element_count;
	const struct theme *theme;
	const char *theme_name; /* a name of the seeds' themes, or the path of its file */
};

/* The kinds the map file may name; handed down by the pipeline so that spec/ knows no upper room. */
/* A place or an area of the world inside. */
struct found_place {
	const char *name; /* that of its country, or the English one */
	const char *country, *unit;
	struct localized names; /* by language */
	double population;      /* 0: not known */
	struct lonlat at;
};
struct found_area {
	const char *code; /* ISO 3166: "FR", "CI-01" */
	bool is_unit;     /* of a country; else a country */
	struct localized names;
	struct lonlat_box box;
};

/* Who knows the world's places. */
struct place_finder {
	/* Opens the file of the world inside; NULL with an error at `place`. */
	void *(*open)(const char *file, struct place place, struct diag *diag);
	void (*close)(void *finder);
	/* The names of a map's places, before the first of them is asked for: in the countries of those that are clear
	 * others are looked for first. NULL: it takes no notice. */
	void (*among)(void *finder, const struct texts *names);
	/* What a name in any language means; false with an error at `place` that says what it may be. */
	bool (*place)(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
	              struct found_place *out);
	bool (*area)(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
	             struct found_area *out);
	/* What a name is compared by, whatever its case and accents. */
	const char *(*key)(struct arena *arena, const char *name);
};

struct catalogue {
	struct kind_list layers;
	struct kind_list elements;
	struct kind_list frames; /* of `frames:`; the first is the usual one */
	enum element_places (*places)(const struct kind *element);
	/* Looks into the data of a layer that names no kind: its natural_kind, other_kinds and natural_label. False
	 * with errors if they cannot be read. NULL where no data are read. */
	bool (*look_into)(struct arena *arena, struct data_spec *data, struct diag *diag);
	const struct place_finder *finder; /* NULL: no place is known by name */
};

/* What the command line adds; NULL for what it does not say. */
struct map_overrides {
	const char *page;        /* --page */
	const char *width;       /* --width: page width, height in proportion */
	const char *languages;   /* --lang "en,zh" */
	const char *theme;       /* --theme name or file */
	const char *const *sets; /* --set key=value, dotted path: "furniture.legend=off", "title.en=…" */
	size_t set_count;
	bool bare;             /* --bare, which decides how high a page is of which only the width is given */
	const char *share_dir; /* where themes/ and messages/ are: the program's own seeds folder */
};

/* Reads a map file's text. `name` is the path as shown and the base of relative paths ("-": standard input, paths
 * relative to the working folder). All errors of the file are in diag; false when there is any error. */
bool map_spec_read(struct arena *arena, const char *name, const char *text, size_t length,
                   const struct catalogue *catalogue, const struct map_overrides *overrides, struct diag *diag,
                   struct map_spec *out);

const struct data_spec *map_spec_data(const struct map_spec *spec, const char *id);
/* The looks of a layer: those of its classes, or its own. */
const struct layer_spec *map_spec_looks(const struct layer_spec *layer, size_t *count);
/* The layer that a look belongs to. */
const struct layer_spec *map_spec_whole(const struct layer_spec *look);
/* The condition that features of a layer or look meet to be drawn; NULL: all are. */
const struct expression *map_spec_filter(const struct layer_spec *layer);
const struct layer_spec *map_spec_layer(const struct map_spec *spec, const char *id);
int map_spec_version(const struct map_spec *spec, const char *name); /* index or -1 */
/* Version index in which the member joined; -1: in none. */
int map_spec_joined(const struct map_spec *spec, size_t member);
/* The year that stands beside a version's name; 0: none is given, or the name is the year. */
int map_spec_year_beside(const struct version_spec *version);
/* Whether it has joined by the version (index). */
bool map_spec_has_joined(const struct map_spec *spec, size_t member, size_t version);
/* The year whose status of lines and stops a version shows: its `as_of`, the map's, or the version's year; 0: none. */
int map_spec_as_of(const struct map_spec *spec, size_t version);
/* Whether a thing that is only in these versions is in that one. */
bool map_spec_applies(const struct texts *versions, const char *version);
/* Whether an option names the data, of those for that geometry, "points"; NULL: any. */
bool map_spec_options_name(const struct kind *kind, const void *options, const char *geometry,
                           const struct data_spec *data);
/* What documents and descriptions call the map: its title, or its id where it has none. */
const char *map_spec_title(const struct map_spec *spec, const char *language);
/* Whether the layer is drawn in that version (its `versions`, its route membership). */
bool map_spec_layer_shown(const struct map_spec *spec, size_t layer, size_t version);
/* Named page sizes: table for `list pages`. */
struct page_size {
	const char *name;
	double width, height; /* points; no height: as the map takes */
	double least_text;    /* points; 0: as the theme says */
	double distance;      /* type is made this much larger, for eyes that are further away */
	const char *help;
};
extern const struct page_size page_sizes[];
extern const size_t page_size_count;
