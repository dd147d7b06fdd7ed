/* A catalogue of two layer kinds and three elements, with an option of every type, for the tests of spec/. */
#ifndef CORRIDOR_TESTS_SPEC_CATALOGUE_H
#define CORRIDOR_TESTS_SPEC_CATALOGUE_H

#include "data/place_key.h"
#include "spec/map_spec.h"

#include <string.h>

struct area_options {
	const char *fill, *style, *field;
	struct label label;
	double width, opacity;
	int pattern;
	bool smooth;
	const struct expression *where;
	struct numbers widths;
	struct localized note;
};

static const struct option area_rows[] = {
        {"fill", OPTION_COLOUR, offsetof(struct area_options, fill), "sea", "fill colour"},
        {"label", OPTION_LABEL, offsetof(struct area_options, label), NULL, "what names read"},
        {"label_style", OPTION_STYLE, offsetof(struct area_options, style), "", "text style"},
        {"field", OPTION_TEXT, offsetof(struct area_options, field), "name", "column"},
        {"width", OPTION_LENGTH, offsetof(struct area_options, width), "1pt", "line width", 0, 20},
        {"opacity", OPTION_NUMBER, offsetof(struct area_options, opacity), "1", "opacity", 0, 1},
        {"pattern", OPTION_CHOICE, offsetof(struct area_options, pattern), "none", "pattern", .choices = "none|hatch|dots"},
        {"smooth", OPTION_BOOL, offsetof(struct area_options, smooth), "off", "smoothing"},
        {"where", OPTION_FILTER, offsetof(struct area_options, where), NULL, "only these features"},
        {"widths", OPTION_NUMBERS, offsetof(struct area_options, widths), "1", "widths by class", 0, 9},
        {"note", OPTION_LOCALIZED, offsetof(struct area_options, note), NULL, "a text"},
};
static const struct kind area_kind = {"area", "polygons", area_rows, 11, sizeof(struct area_options)};
static const struct kind sea_kind = {"sea", "needs nothing", NULL, 0, 0};

struct legend_options {
	int position;
	struct localized title;
};
static const struct option legend_rows[] = {
        {"position", OPTION_CHOICE, offsetof(struct legend_options, position), "panel", "where", .choices = "panel|bottom-left|bottom-right"},
        {"title", OPTION_LOCALIZED, offsetof(struct legend_options, title), NULL, "its heading"},
};
static const struct kind legend_kind = {"legend", "the legend", legend_rows, 2, sizeof(struct legend_options)};
static const struct kind scale_bar_kind = {"scale_bar", "the scale bar", NULL, 0, 0};

struct inset_options {
	struct texts layers;
	struct localized title;
};
static const struct option inset_rows[] = {
        {"layers", OPTION_REFERENCES, offsetof(struct inset_options, layers), NULL, "only these", 1, 9, .choices = "layers"},
        {"title", OPTION_LOCALIZED, offsetof(struct inset_options, title), NULL, "its caption"},
};
static const struct kind inset_kind = {"inset", "a part of the map", inset_rows, 2, sizeof(struct inset_options)};

static const struct kind stamp_kind = {"stamp", "drawn where a map file names it", NULL, 0, 0, true};

static const struct kind *const layer_kinds[] = {&area_kind, &sea_kind};
static const struct kind *const element_kinds[] = {&legend_kind, &scale_bar_kind, &stamp_kind};
static const struct kind *const frame_kinds[] = {&inset_kind, &legend_kind};
static enum element_places test_places(const struct kind *kind)
{
	return kind == &legend_kind ? ELEMENT_IN_PANEL : ELEMENT_ON_MAP;
}

/* A gazetteer of few places: what the file is called decides whether it is there. */
static void *test_open(const char *file, struct place place, struct diag *diag)
{
	static int finder;
	(void)place, (void)diag;
	return strstr(file, "world.gpkg") ? &finder : NULL;
}

static void test_close(void *finder)
{
	(void)finder;
}

static struct localized_entry lome_names[] = {{"", "Lomé"}, {"en", "Lome"}, {"zh", "洛美"}}, no_names[1];
static const struct found_place test_found[] = {
        {"Lomé", "TG", "", {lome_names, 3}, 749700, {1.22154, 6.12874}},
        {"Accra", "GH", "GH-AA", {no_names, 0}, 1963264, {-0.1969, 5.55602}},
        {"Lagos", "NG", "NG-LA", {no_names, 0}, 9000000, {3.39467, 6.45407}},
        {"Suva", "FJ", "", {no_names, 0}, 77366, {178.44149, -18.14161}},
        {"Apia", "WS", "", {no_names, 0}, 40407, {-171.76666, -13.83333}},
};

static bool test_find_place(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
                            struct found_place *out)
{
	(void)finder;
	for (size_t i = 0; i < sizeof test_found / sizeof *test_found; i++) {
		*out = test_found[i];
		bool is_it = !strcmp(data_place_key(arena, out->name), data_place_key(arena, name));
		for (size_t k = 0; k < out->names.count && !is_it; k++)
			is_it = !strcmp(out->names.entries[k].text, name);
		if (is_it)
			return true;
	}
	diag_error(diag, UNKNOWN_NAME, place, NULL, "no place called '%s' is known", name);
	return false;
}

static struct localized_entry france_names[] = {{"", "France"}, {"ar", "فرنسا"}, {"en", "France"}, {"zh", "法国"}},
                              chad_names[] = {{"", "Chad"}, {"en", "Chad"}, {"zh", "乍得"}},
                              lagunes_names[] = {{"", "Lagunes"}};
static const struct found_area test_areas[] = {
        {"FR", false, {france_names, 4}, {-5, 42, 8, 51}},
        {"TD", false, {chad_names, 3}, {13, 7, 24, 23}},
        {"CI-01", true, {lagunes_names, 1}, {-5, 5, -3, 6}},
};

static bool test_find_area(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
                           struct found_area *out)
{
	(void)finder;
	for (size_t i = 0; i < sizeof test_areas / sizeof *test_areas; i++) {
		*out = test_areas[i];
		if (!strcmp(out->code, name) ||
		    !strcmp(data_place_key(arena, out->names.entries[0].text), data_place_key(arena, name)))
			return true;
	}
	diag_error(diag, UNKNOWN_NAME, place, NULL, "no country or unit called '%s' is known", name);
	return false;
}

static const struct place_finder test_finder = {test_open, test_close, NULL, test_find_place, test_find_area, data_place_key};

static const struct catalogue test_catalogue = {
        .layers = {"layer kind", layer_kinds, 2},
        .elements = {"map element", element_kinds, 3},
        .frames = {"frame kind", frame_kinds, 2},
        .places = test_places,
        .finder = &test_finder,
};

#endif
