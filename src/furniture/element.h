/* Elements: what a map element is made of. Private to the room; the elements themselves, one file each, are listed in
 * elements.c.
 * An element is measured into a block, which holds its texts as they are set, its paths, and the boxes of its pictures;
 * the block then tells its size and is drawn, so that no text is set twice. */
#pragma once

#include "furniture/furniture.h"

/* How much the captions of a frame among several tell, from the fullest. */
enum telling {
	TELL_ALL,
	TELL_NEWS,  /* of the facts the first */
	TELL_STEPS, /* no summary and facts */
	TELL_BRIEF, /* the name in one line, of what was added the members */
	TELL_NAME,  /* name, year and how many joined, in one line */
	TELLINGS
};

/* What the captions of all versions have in common. */
struct caption_series {
	enum telling telling;
	bool has_badges; /* all names have room as badges */
	bool has_lines;  /* name, year and figure stand on one line */
	bool is_stacked; /* figures stand above their texts, which have no room beside them */
	double offset;   /* left edge of texts beside figures */
};

/* How an element is asked to stand. */
struct element_form {
	struct box
	        box; /* its width and top, of an open sheet also its foot; on the map: the frame in which it stands */
	bool one_language;
	bool brief;           /* the legend without symbols and plain lines */
	bool height_only;     /* only the height is asked for, which does not depend on how even lines are */
	bool tight;           /* lines closer to each other */
	bool on_plate;        /* on the map: no rule that parts it from the element above */
	bool is_open;         /* above or below the map of an open sheet: no rule, and keys without a heading */
	bool without_locator; /* the sheet has none: of the credits, what is for its data alone is left out */
	bool in_inset;        /* the scale bar of an inset, whose options are those of the map's */
	bool mirrored;        /* the leading language runs from right to left: all is as seen in a mirror */
	double scale;         /* of an element that grows: times its own height; of a scale bar: its length */
	size_t columns;       /* of the legend; 0: 1 */
	double heading;       /* of the legend: height that its heading takes at least */
	const struct caption_series *series; /* of a caption */
	const struct obstacles *avoided;     /* on the map: what it may step aside for; NULL: nothing */
	const struct obstacles *below;       /* on the map, if it steps aside for nothing: what it may lie on */
};

enum block_item_kind { ITEM_TEXT, ITEM_PATH, ITEM_PICTURE, ITEM_ROW };

struct block_item {
	enum block_item_kind kind;
	struct box box; /* that it paints */
	struct text_mark text;
	struct path_mark path;
	size_t picture;         /* number, for the element's draw() */
	const char *class_name; /* of a row */
};

struct block {
	const struct furniture_input *input;
	const struct element_spec *spec;
	struct element_form form;
	struct block_item *items; /* in draw order */
	size_t count, capacity;
	double height;              /* that it takes from the box's top; 0 in the panel: there is nothing to draw */
	struct obstacles obstacles; /* on the map: what labels keep off */
	struct diag *diag;
	bool is_faulty; /* something had to be said while it was measured */
};

struct element {
	const struct kind kind; /* first, so that a kind of the list leads to its element */
	bool on_map;
	bool is_fixed; /* keeps its place: no corner of the map can be given to it */
	bool at_foot;  /* of a panel with one column */
	bool is_strip; /* a few lines: at the foot of a panel with any columns; alone, in a strip below the map */
	bool grows;    /* into spare height of the panel, and is the first to shrink */
	bool is_ruled; /* a rule as wide as the box: on a plate only its texts say how wide it need be */
	int gives_way; /* left out of a panel that is too small: first the element with 1; 0: never */
	/* Fills the block for its form: the same once, whatever it is measured for. */
	void (*measure)(struct block *block);
	/* Draws a picture that is not made here (a legend's key, a map) into its box, in page points; NULL: it has
	 * none. */
	void (*draw)(const struct block *block, size_t picture, struct box box, struct group *group);
};

extern const struct element title_element;
extern const struct element badge_element;
extern const struct element timeline_element;
extern const struct element facts_element;
extern const struct element legend_element;
extern const struct element locator_element;
extern const struct element inset_element;
extern const struct element credits_element;
extern const struct element scale_bar_element;
extern const struct element north_arrow_element;
extern const struct element graticule_labels_element;
/* caption.c: in no list, since they stand only on a sheet of several frames, above and below each. */
extern const struct element caption_head_element, caption_steps_element;
/* How many facts the version has that has most of its own. */
size_t furniture_most_facts(const struct map_spec *spec);
struct caption_series caption_series_read(const struct furniture_input *input, enum telling telling, double width);
/* note.c: in no list, since `notes:` says which there are; its options are a struct note_spec. Without obstacles below
 * it is only its text, from the box's top left corner. */
extern const struct element note_element;
/* Where the map shows a place that the note names; NaN: nowhere. */
struct page_point furniture_note_point(const struct scene_input *scene, const struct note_place *place);
/* Boxes of that size round a point, the nearest first. Returns their number, at most NOTE_BOXES. */
enum { NOTE_BOXES = 96 };
size_t furniture_note_boxes(struct box size, struct page_point point, struct box out[NOTE_BOXES]);

const struct element *element_at(const struct map_spec *spec, size_t index);
bool element_in_panel(const struct map_spec *spec, size_t index);
/* Nothing is reported yet. The block lives in the input's arena. */
struct block element_measure(const struct furniture_input *input, size_t index, const struct element_form *form);
/* The same for an element that is in no list. */
struct block element_measure_spec(const struct furniture_input *input, const struct element_spec *spec,
                                  const struct element_form *form);
/* Draws the block as a group of its own, its box's top left corner at `at`, and reports what was wrong with it. Returns
 * the group, owned by the arena. */
struct group *element_draw(const struct block *block, struct page_point at, struct group *parent);
/* How many dots and pieces of routes lie in a box of the map; a dot whose name is required, or a box, counts as so
 * many. */
#define CROWDING_COVERED 1000
size_t element_crowding(const struct obstacles *obstacles, struct box box);
/* Reports what was wrong with a block that is not drawn. */
void element_report(const struct block *block);
/* For draw(): a frame that the pipeline is to draw; copied. */
void element_show_frame(const struct block *block, const struct frame *frame);
/* What is painted; empty: nothing. Of the texts alone: the box that their lines take. */
struct box block_box(const struct block *block);
struct box block_text_box(const struct block *block);

/* For measure(): what a block is filled with, in the order of drawing. Places are in the form's box, left to right; in
 * a mirrored form they are mirrored here. */

/* One line of text in a theme style at a baseline; `align`: part of its width that lies left of `at`. Returns its
 * width; 0 when it cannot be set. */
double block_text(struct block *block, enum theme_own_style style, size_t language, const char *text,
                  struct page_point at, double align);
/* Wrapped text from the box's top; returns the height used. */
double block_paragraph(struct block *block, enum theme_own_style style, size_t language, const char *text,
                       struct box box);
/* The same, set smaller where a word is wider than the box, down to half the size. */
double block_whole_words(struct block *block, enum theme_own_style style, size_t language, const char *text,
                         struct box box);
/* The same, without a word or a character left over in its last line. */
double block_even_paragraph(struct block *block, enum theme_own_style style, size_t language, const char *text,
                            struct box box);
/* The same in any style. */
double block_styled_paragraph(struct block *block, const struct text_style *style, size_t language, const char *text,
                              struct box box);
/* The text in the first two languages shown, one below the other, the second muted; the same text only once. Returns
 * the height used. */
double block_texts(struct block *block, enum theme_own_style style, const struct localized *text, struct box box);
/* In the first or second language: the first has any text that there is; NULL: none, or the second says the same. */
const char *block_text_in(const struct block *block, const struct localized *text, size_t language);
/* What is said in the second language too; NULL: nothing, or the same. */
const char *block_second_text(const struct block *block, const struct localized *text);
/* The same on one line, `gap` points apart, where both fit. */
double block_texts_beside(struct block *block, enum theme_own_style style, const struct localized *text, double gap,
                          struct box box);
/* What that takes on one line. */
double block_width_beside(const struct block *block, enum theme_own_style style, const struct localized *text,
                          double gap);
/* A text that has been set as a mark. */
void block_mark(struct block *block, const struct text_mark *mark);
void block_rule(struct block *block, struct page_point from, double width, enum theme_own_colour colour,
                double thickness);
/* A path as it stands: not mirrored. */
void block_path(struct block *block, struct path path, struct colour fill, struct stroke stroke);
/* The element's draw() is called with the number and the box. */
void block_picture(struct block *block, size_t picture, struct box box);
/* Where a place, or a box, of the form's box stands in the block. */
double block_x(const struct block *block, double x);
struct box block_mirrored(const struct block *block, struct box box);
/* What follows is a row, a group of its own. */
void block_row(struct block *block, const char *class_name);
/* Adds the items of another block of the same form. */
void block_append(struct block *block, const struct block *other);
/* Gives the items from `first` on, which stand on the map where they are, colours in which they read on what lies
 * below: the theme's ink and page colour exchanged or changed, on a halo where need be. */
void block_stand_out(struct block *block, size_t first);
/* The colour of most of what lies on the map below the box. */
struct colour block_ground(const struct block *block, struct box box);
/* The same input, as if the page lay below its frame. In the input's arena. */
const struct furniture_input *backdrop_page(const struct furniture_input *input);
/* The same block without its items, to try what something would take. */
struct block block_trial(const struct block *block);
/* All that is in the block so far. */
void block_move(struct block *block, double x, double y);
/* Sets a text without adding it; *out: at the origin. False when it cannot be set. */
bool block_set(const struct block *block, enum theme_own_style style, size_t language, const char *text,
               struct text_mark *out);
double block_text_width(const struct block *block, enum theme_own_style style, size_t language, const char *text);
double block_widest_word(const struct block *block, enum theme_own_style style, size_t language, const char *text);
