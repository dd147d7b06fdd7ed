/* Layout: divides the page into map frame and panel, once for all versions of a map.
 * In: the page, the elements shown, the shape of what each version shows. Out: boxes in points.
 * Why so: of all divisions (a panel beside the map or below it, in one to four columns of several widths) the one is
 * taken that gives the map the largest scale, where what the panel would have to give up, and area that stays empty,
 * count as scale that is lost. */
#include "furniture/open_sheet.h"
#include "furniture/panel.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define NEATLINE_ROOM 0.5
#define CREDITS_ROOM  3.0
#define TOP_LEAST     3.0 /* above a bare map, where no degrees stand: what credits take below it is given back there */
#define BARE_GAP      7.0 /* with the degrees between */
#define AFAR_GAP      5.2 /* the same on a page that is looked at from afar, whose degrees and credits are large */
#define MARGIN        (8 * POINTS_PER_MM)
#define MARGIN_LEAST  (4 * POINTS_PER_MM) /* room for the degrees outside the frame */
#define GUTTER        (7 * POINTS_PER_MM)
#define COLUMN_MOST   (86 * POINTS_PER_MM)
#define COLUMN_LEAST  (44 * POINTS_PER_MM)
#define COLUMN_GOOD   (62 * POINTS_PER_MM)
#define LEAST_FRAME   (25 * POINTS_PER_MM)
#define STRIP_GAP     7.5 /* with the degrees between: this much beside their type */
#define STEP          1.01
#define STEPS         500  /* 145 times the size */
#define NOTHING_FITS  100  /* more than all that can give way, or that a scale can be worth */
#define NOTICED       0.03 /* of scale: less is no reason to look further when nothing gives way */
#define LOWEST_PANEL  0.2  /* of the page: a panel below the map is never lower */
#define AFAR_COST     0.5  /* of what gives way on a page that is looked at from afar: there the map counts for more */
#define NARROW_COST   0.7  /* of a column without width, against a good one */
#define EMPTY_COST    0.2  /* of a page that is nothing but empty panel and ground round the region */

/* Widths of a column beside the map in millimetres, the preferred one first. */
static const double column_widths[] = {70, 62, 56, 50, 44};

/* A version as it is measured before any view is open. */
struct version_sheet {
	struct scene_input scene;
	struct furniture_input input;
	struct region_shape shape;
	struct column_heights **heights; /* measured so far */
	size_t height_count, height_capacity;
};

struct layout {
	struct box page; /* inside the margins */
	struct version_sheet *versions;
	size_t version_count;
	struct sheet best;
	double value, scale, cost; /* of the best: its scale less all costs; the scale; what gives way */
};

/* Whether the panel has elements; with `strips`, whether all of them are strips. */
static bool panel_has(const struct map_spec *spec, bool strips)
{
	size_t elements = 0, others = 0;
	for (size_t i = 0; i < spec->element_count; i++) {
		elements += element_in_panel(spec, i);
		others += element_in_panel(spec, i) && !element_at(spec, i)->is_strip;
	}
	return strips ? others == 0 : elements > 0;
}

static void open_versions(struct layout *layout, const struct layout_request *request)
{
	const struct scene_input *scene = request->input->scene;
	struct arena *arena = request->input->arena;
	layout->version_count = scene->spec->version_count;
	layout->versions = ARENA_ARRAY(arena, layout->version_count, struct version_sheet);
	for (size_t v = 0; v < layout->version_count; v++) {
		struct version_sheet *version = &layout->versions[v];
		*version = (struct version_sheet){.scene = *scene, .input = *request->input};
		version->scene.version = v;
		version->scene.layers = scene_layers(arena, scene->spec, v, &version->scene.layer_count);
		version->input.scene = &version->scene;
		version->input.legend = scene_expected_legend(arena, &version->scene, &version->input.legend_count);
		version->shape = request->shapes[v];
	}
}

static struct column_heights *find_heights(struct version_sheet *version, double width)
{
	for (size_t i = 0; i < version->height_count; i++)
		if (fabs(version->heights[i]->width - width) < 1e-6)
			return version->heights[i];
	struct arena *arena = version->input.arena;
	version->heights = arena_grow(arena, version->heights, version->height_count, &version->height_capacity,
	                              sizeof *version->heights);
	struct column_heights *heights = ARENA_NEW(arena, struct column_heights);
	column_heights_init(heights, &version->input, width);
	return version->heights[version->height_count++] = heights;
}

static struct column_heights *heights_for(struct version_sheet *version, double width, bool without_strips)
{
	struct column_heights *heights = find_heights(version, width);
	heights->without_strips = without_strips;
	return heights;
}

static double padding_in(struct region_shape shape, struct box frame)
{
	return fmin(shape.padding, REGION_PADDING_MOST * fmin(box_width(frame), box_height(frame)));
}

/* Height that the region takes in the frame. */
static double region_height(struct region_shape shape, struct box frame)
{
	double padding = padding_in(shape, frame);
	return fmin((box_width(frame) - 2 * padding) / shape.aspect, box_height(frame) - 2 * padding);
}

static double column_width(const struct sheet *sheet)
{
	return (box_width(sheet->panel) - sheet->gutter * (double)(sheet->columns - 1)) / (double)sheet->columns;
}

/* Area that is neither the region with its padding nor an element. */
static double empty_area(const struct layout *layout, const struct sheet *sheet, struct region_shape shape,
                         const struct panel_cut *cut)
{
	double height = region_height(shape, sheet->frame), padding = padding_in(shape, sheet->frame);
	double empty = box_width(sheet->panel) * box_height(sheet->panel) +
	               box_width(sheet->frame) * box_height(sheet->frame) -
	               (height + 2 * padding) * (height * shape.aspect + 2 * padding);
	for (size_t i = 0; i < cut->count; i++)
		empty -= cut->heights[i] * column_width(sheet);
	return empty / (box_width(layout->page) * box_height(layout->page));
}

/* Logarithm of the map's scale, on average over the versions. */
static double sheet_scale(const struct layout *layout, const struct sheet *sheet)
{
	double sum = 0;
	for (size_t v = 0; v < layout->version_count; v++)
		sum += log(fmax(1, region_height(layout->versions[v].shape, sheet->frame)));
	return sum / (double)layout->version_count;
}

/* What the panel of the version with the most to say has to give up. */
static double sheet_cost(struct layout *layout, const struct sheet *sheet, double *empty)
{
	double cost = 0;
	*empty = 0;
	for (size_t v = 0; v < layout->version_count; v++) {
		struct panel_cut cut;
		struct version_sheet *version = &layout->versions[v];
		struct panel_giving giving;
		double given_up = panel_fit(heights_for(version, column_width(sheet), !box_is_empty(sheet->strip)),
		                            sheet->columns, box_height(sheet->panel) + 1e-6, &giving, &cut);
		bool fits = cut.tallest <= box_height(sheet->panel) + 1e-6;
		cost = fmax(cost, fits ? given_up : NOTHING_FITS);
		*empty += empty_area(layout, sheet, version->shape, &cut) / (double)layout->version_count;
	}
	bool afar = layout->versions[0].scene.spec->page.is_afar;
	return afar && cost < NOTHING_FITS ? cost * AFAR_COST : cost;
}

static double narrow_cost(const struct sheet *sheet)
{
	return NARROW_COST * fmax(0, 1 - column_width(sheet) / COLUMN_GOOD);
}

/* Measuring texts takes most of the time: a division that cannot be better is not measured. `cost`: the least that it
 * may have. */
static bool can_be_better(const struct layout *layout, double scale, double cost)
{
	return scale - cost > layout->value && (layout->cost > cost || scale > layout->scale + NOTICED);
}

/* Returns what the panel has to give up; `least` where that need not be known. */
static double consider(struct layout *layout, struct sheet sheet, double least)
{
	double empty, scale = sheet_scale(layout, &sheet) - narrow_cost(&sheet);
	if (box_width(sheet.frame) < LEAST_FRAME || box_height(sheet.frame) < LEAST_FRAME ||
	    !can_be_better(layout, scale, least))
		return least;
	double cost = sheet_cost(layout, &sheet, &empty), value = scale - cost - EMPTY_COST * empty;
	if (value <= layout->value + 1e-9)
		return cost;
	layout->value = value;
	layout->scale = scale;
	layout->cost = cost;
	layout->best = sheet;
	return cost;
}

/* A frame wider than any version's region gives what it does not need to a panel beside it. */
static void narrow(const struct layout *layout, struct sheet *sheet)
{
	double needed = 0;
	for (size_t v = 0; v < layout->version_count; v++) {
		struct region_shape shape = layout->versions[v].shape;
		double padding = padding_in(shape, sheet->frame);
		needed = fmax(needed, shape.aspect * (box_height(sheet->frame) - 2 * padding) + 2 * padding);
	}
	double most = COLUMN_MOST * (double)sheet->columns + GUTTER * (double)(sheet->columns - 1);
	double spare = fmin(box_width(sheet->frame) - needed, most - box_width(sheet->panel));
	if (spare <= 0)
		return;
	sheet->panel.left -= spare;
	sheet->frame.right -= spare;
}

/* Below the frame, or below the panel that is below it. */
static void add_strip(const struct layout *layout, struct box *above, struct box *strip)
{
	double height = furniture_strips_height(&layout->versions[0].input, box_width(*above));
	*strip = *above;
	strip->top = above->bottom - height;
	double degrees = layout->versions[0].scene.theme->style[STYLE_GRATICULE]->size;
	above->bottom = fmax(above->top, strip->top - STRIP_GAP - degrees);
}

/* The map takes the whole page. */
static struct sheet sheet_of(const struct layout *layout, size_t columns)
{
	return (struct sheet){.frame = layout->page,
	                      .panel = box_empty,
	                      .strip = box_empty,
	                      .head = box_empty,
	                      .foot = box_empty,
	                      .columns = columns,
	                      .gutter = GUTTER};
}

static struct sheet sheet_beside(const struct layout *layout, size_t columns, double column, bool strip)
{
	struct sheet sheet = sheet_of(layout, columns);
	sheet.panel = layout->page;
	sheet.panel.left = sheet.panel.right - column * (double)columns - GUTTER * (double)(columns - 1);
	sheet.frame.right = sheet.panel.left - GUTTER;
	if (box_width(sheet.frame) < LEAST_FRAME)
		return sheet;
	narrow(layout, &sheet);
	if (strip)
		add_strip(layout, &sheet.frame, &sheet.strip);
	return sheet;
}

static struct sheet sheet_below(const struct layout *layout, size_t columns, double height, bool strip)
{
	struct sheet sheet = sheet_of(layout, columns);
	sheet.panel = layout->page;
	if (strip)
		add_strip(layout, &sheet.panel, &sheet.strip);
	sheet.panel.top = sheet.panel.bottom - height;
	sheet.frame.bottom = sheet.panel.top - GUTTER;
	return sheet;
}

/* From wide columns to narrow ones: a narrower one gives up no less. */
static void consider_beside(struct layout *layout, bool strip)
{
	for (size_t columns = 1; columns <= PANEL_COLUMNS; columns++) {
		double least = 0;
		for (size_t i = 0; i < sizeof column_widths / sizeof *column_widths; i++) {
			double width = column_widths[i] * POINTS_PER_MM;
			struct sheet sheet = sheet_beside(layout, columns, width, false);
			if (strip && can_be_better(layout, sheet_scale(layout, &sheet) - narrow_cost(&sheet), least))
				sheet = sheet_beside(layout, columns, width, true);
			else if (strip)
				continue;
			least = consider(layout, sheet, least);
		}
	}
}

/* Height of a panel that holds what the version with the most to say keeps. */
static double needed_height(struct layout *layout, double width, size_t columns, const struct panel_giving *giving,
                            bool strip)
{
	double height = 0;
	for (size_t v = 0; v < layout->version_count; v++) {
		struct panel_cut cut;
		panel_cut_read(heights_for(&layout->versions[v], width, strip), columns, giving, &cut);
		height = fmax(height, cut.tallest);
	}
	return height;
}

static void consider_below(struct layout *layout, bool strip)
{
	static const size_t counts[] = {2, 3, 1, 4}; /* columns, the likelier first */
	struct sheet lowest = sheet_below(layout, 1, LOWEST_PANEL * box_height(layout->page), false);
	double scale = sheet_scale(layout, &lowest);
	for (size_t i = 0; i < PANEL_COLUMNS; i++) {
		struct sheet sheet = sheet_below(layout, counts[i], 0, false);
		double width = column_width(&sheet), narrow = narrow_cost(&sheet);
		if (counts[i] > 1 && width < COLUMN_LEAST)
			continue;
		for (const struct panel_giving *giving = panel_giving_steps;
		     giving < panel_giving_steps + panel_giving_step_count; giving++)
			if (can_be_better(layout, scale - narrow, giving->cost * AFAR_COST))
				consider(layout,
				         sheet_below(layout, counts[i],
				                     needed_height(layout, width, counts[i], giving, strip), strip),
				         giving->cost * AFAR_COST);
	}
}

struct box sheet_page_box(const struct map_spec *spec)
{
	double width = spec->page.width / spec->page.type_scale, height = spec->page.height / spec->page.type_scale;
	double margin = isnan(spec->margin) ? fmax(MARGIN_LEAST, fmin(MARGIN, fmin(width, height) * 0.04))
	                                    : spec->margin / spec->page.type_scale;
	return (struct box){margin, margin, width - margin, height - margin};
}

/* The likelier divisions first, since the others need not be measured then. */
static void consider_all(struct layout *layout, enum map_layout asked)
{
	bool tall = box_height(layout->page) > box_width(layout->page);
	for (int turn = 0; turn < 4; turn++)
		if ((turn / 2 == 0) == tall && asked != LAYOUT_SIDE)
			consider_below(layout, turn % 2 == 1);
		else if ((turn / 2 == 0) != tall && asked != LAYOUT_BELOW)
			consider_beside(layout, turn % 2 == 1);
}

/* The frame of large parts of the globe takes their shape, in the middle of its room. */
static void take_shape(const struct region_shape *shapes, size_t count, struct box *frame)
{
	double width = 0, height = 0;
	for (size_t v = 0; v < count; v++) {
		double padding = padding_in(shapes[v], *frame), tall = region_height(shapes[v], *frame);
		if (!shapes[v].is_large)
			return;
		width = fmax(width, tall * shapes[v].aspect + 2 * padding);
		height = fmax(height, tall + 2 * padding);
	}
	*frame = box_at(box_middle(*frame), fmin(width, box_width(*frame)), fmin(height, box_height(*frame)));
}

bool sheet_is_bare(const struct map_spec *spec, bool asked)
{
	return asked || spec->layout == LAYOUT_NONE;
}

static bool has_degrees(const struct map_spec *spec)
{
	bool any = false;
	for (size_t i = 0; i < spec->element_count; i++)
		any |= element_at(spec, i) == &graticule_labels_element && spec->elements[i].shown;
	return any;
}

/* Without a panel, and without degrees, which need room round it, the map reaches the page's edge. */
static struct box bare_page_box(const struct map_spec *spec)
{
	double width = spec->page.width / spec->page.type_scale, height = spec->page.height / spec->page.type_scale;
	return has_degrees(spec) || !isnan(spec->margin)
	               ? sheet_page_box(spec)
	               : (struct box){NEATLINE_ROOM, NEATLINE_ROOM, width - NEATLINE_ROOM, height - NEATLINE_ROOM};
}

/* What licences ask for stands below a bare map, as far as there is room for it in the margin. */
static void add_bare_credits(struct layout *layout, const struct layout_request *request, const struct map_spec *spec)
{
	struct box *frame = &layout->best.frame, strip = *frame;
	if (!panel_has(spec, false))
		return;
	open_versions(layout, request);
	strip.left = fmax(strip.left, CREDITS_ROOM);
	double height = furniture_strips_height(&layout->versions[0].input, box_width(strip));
	if (height <= 0)
		return;
	strip.bottom = spec->page.height / spec->page.type_scale - CREDITS_ROOM;
	strip.top = strip.bottom - height;
	double degrees = layout->versions[0].scene.theme->style[STYLE_GRATICULE]->size;
	double gap = spec->page.is_afar ? AFAR_GAP : BARE_GAP;
	double bottom = fmin(frame->bottom, strip.top - (has_degrees(spec) ? gap + degrees : CREDITS_ROOM));
	frame->top -= fmax(0, fmin(frame->bottom - bottom, frame->top - TOP_LEAST));
	frame->bottom = bottom;
	layout->best.strip = strip;
}

/* Returns false when no division has room for the map and what the panel never gives up. */
static bool divide(const struct layout_request *request, const struct map_spec *spec, struct sheet *out)
{
	bool is_bare = sheet_is_bare(spec, request->bare), bare = is_bare || !panel_has(spec, false);
	struct layout layout = {
	        .page = is_bare ? bare_page_box(spec) : sheet_page_box(spec), .value = -HUGE_VAL, .cost = NOTHING_FITS};
	layout.best = sheet_of(&layout, 1);
	if (is_bare)
		add_bare_credits(&layout, request, spec);
	if (!bare)
		open_versions(&layout, request);
	if (!bare && spec->layout == LAYOUT_AUTO &&
	    open_sheet_divide(&layout.versions[0].input, layout.page, &layout.best))
		layout.cost = 0;
	else if (!bare && panel_has(spec, true))
		add_strip(&layout, &layout.best.frame, &layout.best.strip);
	else if (!bare)
		consider_all(&layout, (enum map_layout)spec->layout);
	*out = layout.best;
	take_shape(request->shapes, spec->version_count, &out->frame);
	return box_width(out->frame) >= LEAST_FRAME && box_height(out->frame) >= LEAST_FRAME &&
	       (bare || panel_has(spec, true) || layout.cost < NOTHING_FITS);
}

struct sheet sheet_layout(const struct layout_request *request)
{
	struct sheet sheet;
	divide(request, request->input->scene->spec, &sheet);
	return sheet;
}

/* Runs before a view is opened, so that the message names a size that holds map and panel. */
bool sheet_layout_check(const struct layout_request *request, struct sheet *out)
{
	const struct map_spec *spec = request->input->scene->spec;
	bool bare = sheet_is_bare(spec, request->bare);
	if (divide(request, spec, out))
		return true;
	struct sheet sheet;
	struct map_spec larger = *spec;
	for (int i = 0; i < STEPS; i++) {
		larger.page.width *= STEP;
		larger.page.height *= STEP;
		if (divide(request, &larger, &sheet))
			break;
	}
	diag_error(request->input->scene->diag, NO_ROOM, no_place,
	           bare ? "choose a larger page"
	                : "or leave the panel out with --bare, or switch parts off under furniture:",
	           "the page, %.0f x %.0f mm, is too small for %s: in this form it takes %.0f x %.0f mm",
	           spec->page.width / POINTS_PER_MM, spec->page.height / POINTS_PER_MM,
	           bare ? "a map" : "a map with its panel", ceil(larger.page.width / POINTS_PER_MM),
	           ceil(larger.page.height / POINTS_PER_MM));
	return false;
}
