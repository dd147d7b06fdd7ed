/* One road shield: a plate in one of the forms, a band across its top, the number below.
 * In: the shield's style from the theme or the map file, the number. Out: marks, in points.
 * A form is an outline in a box; edge, band and rule are made from it, so that a new form is one function. The
 * interstate form follows the proportions of the sign (24 by 24 inches, pointed foot, two-arched crown) by eye. */
#include "scene/shield.h"

#include <math.h>

#define CURVE_STEPS   6   /* of an outline's curve where the band is cut from it: a hundredth of a point */
#define SMALLEST_TEXT 5.0 /* points */

static void plate_outline(struct path *path, struct box box, double radius)
{
	path_round_rect(path, box, radius);
}

static void oval_outline(struct path *path, struct box box, double radius)
{
	(void)radius;
	path_ellipse(path, (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2},
	             box_width(box) / 2, box_height(box) / 2);
}

/* x: -1 to 1 from the middle, y: 0 to 1 from the top. */
static void interstate_outline(struct path *path, struct box box, double radius)
{
	(void)radius;
	static const double half[][6] = {
	        {0.26, 0.115, 0.5, 0.1, 0.74, 0}, {0.8, 0.13, 1, 0.24, 1, 0.44}, {1, 0.72, 0.5, 0.9, 0, 1}};
	double x = (box.left + box.right) / 2, w = box_width(box) / 2, y = box.top, h = box_height(box);
	path_move(path, x, y + 0.06 * h);
	for (int i = 0; i < 3; i++)
		path_curve(path, x + half[i][0] * w, y + half[i][1] * h, x + half[i][2] * w, y + half[i][3] * h,
		           x + half[i][4] * w, y + half[i][5] * h);
	for (int i = 2; i >= 0; i--) { /* the same back on the left */
		double end_x = i ? half[i - 1][4] : 0, end_y = i ? half[i - 1][5] : 0.06;
		path_curve(path, x - half[i][2] * w, y + half[i][3] * h, x - half[i][0] * w, y + half[i][1] * h,
		           x - end_x * w, y + end_y * h);
	}
	path_close(path);
}

static const struct form {
	void (*outline)(struct path *path, struct box box, double radius);
	double least_aspect; /* width to height */
	double foot;         /* where the number's field ends, of the height */
	double side;         /* room beside the number that the form itself takes, of the height */
} forms[] = {
        [SHIELD_PLATE] = {plate_outline, 1, 1, 0},
        [SHIELD_OVAL] = {oval_outline, 1.3, 1, 0.12},
        [SHIELD_INTERSTATE] = {interstate_outline, 1, 0.88, 0},
};

static double smallest_text(const struct scene_input *input)
{
	const struct page_spec *page = &input->spec->page;
	return fmax(SMALLEST_TEXT, page->least_text / page->type_scale);
}

bool shield_measure(const struct scene_input *input, struct arena *arena, const struct theme_shield *style,
                    const char *text, double largest, struct place place, struct diag *diag, struct shield *out)
{
	bool is_plain = !*style->text; /* a plate without a number */
	struct text_style number =
	        is_plain ? *input->theme->style[STYLE_SCALE] : *theme_style(input->theme, style->text);
	const struct form *form = &forms[style->form];
	double whole = style->height + 2 * style->edge_width;
	*out = (struct shield){.style = style, .scale = style->size > 0 ? style->size / number.size : 1};
	if (largest > 0)
		out->scale = fmin(out->scale, fmax(largest / whole, smallest_text(input) / number.size));
	number.size *= out->scale;
	if (!is_plain && !text_shape(input->text, arena, text, "en", &number, place, diag, &out->run))
		return false;
	double beside = style->padding + form->side * style->height, edge = 2 * style->edge_width * out->scale;
	out->height = style->height * out->scale + edge;
	out->width =
	        fmax(out->run.width + 2 * beside * out->scale, form->least_aspect * style->height * out->scale) + edge;
	return true;
}

/* The outline as a ring. */
static struct polyline flattened(struct arena *arena, const struct path *path)
{
	struct polyline ring = {ARENA_ARRAY(arena, path->point_count * CURVE_STEPS + 1, struct page_point), 0};
	const struct page_point *p = path->points;
	for (size_t i = 0; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE || path->verbs[i] == PATH_LINE)
			ring.points[ring.count++] = *p++;
		if (path->verbs[i] != PATH_CURVE)
			continue;
		struct page_point from = ring.points[ring.count - 1];
		for (int k = 1; k <= CURVE_STEPS; k++) {
			double t = (double)k / CURVE_STEPS, s = 1 - t;
			double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
			ring.points[ring.count++] =
			        (struct page_point){a * from.x + b * p[0].x + c * p[1].x + d * p[2].x,
			                            a * from.y + b * p[0].y + c * p[1].y + d * p[2].y};
		}
		p += 3;
	}
	return ring;
}

/* The outline's part above `below`. */
static void draw_top(struct arena *arena, struct group *group, const struct polyline *outline, struct box plate,
                     double below, struct colour colour)
{
	plate.bottom = below;
	struct polyline part = geometry_clip_ring(arena, outline->points, outline->count, plate);
	struct path path = path_new(arena);
	path_polyline(&path, part.points, part.count, true);
	group_path(arena, group, path)->fill = colour;
}

static void draw_plate(const struct scene_input *input, struct arena *arena, struct group *group,
                       const struct theme_shield *style, struct box plate, double scale)
{
	struct colour edge = scene_colour(input, style->edge), band = scene_colour(input, style->band);
	struct path path = path_new(arena);
	forms[style->form].outline(&path, plate, style->radius * scale);
	if (edge.opacity > 0 && style->edge_width > 0) {
		struct path_mark *rim = group_path(arena, group, path);
		rim->fill = edge;
		rim->stroke =
		        (struct stroke){.colour = edge, .width = 2 * style->edge_width * scale, .join = JOIN_ROUND};
	}
	group_path(arena, group, path)->fill = scene_colour(input, style->plate);
	if (band.opacity <= 0 || style->band_height <= 0)
		return;
	struct polyline outline = flattened(arena, &path);
	double foot = plate.top + style->band_height * scale;
	if (style->rule > 0)
		draw_top(arena, group, &outline, plate, foot + style->rule * scale, edge);
	draw_top(arena, group, &outline, plate, foot, band);
}

void shield_draw(const struct scene_input *input, struct arena *arena, struct group *group, const struct shield *shield,
                 struct page_point centre)
{
	const struct theme_shield *style = shield->style;
	double scale = shield->scale;
	struct box plate = box_grow(box_at(centre, shield->width, shield->height), -style->edge_width * scale);
	draw_plate(input, arena, group, style, plate, scale);
	bool has_band = scene_colour(input, style->band).opacity > 0;
	double top = plate.top + (has_band ? (style->band_height + style->rule) * scale : 0);
	double foot = plate.top + box_height(plate) * forms[style->form].foot;
	struct page_point origin = {centre.x - shield->run.width / 2, (top + foot) / 2 + shield->run.ascent / 2};
	if (!shield->run.text)
		return;
	const char *colour = style->text_colour ? style->text_colour : theme_style(input->theme, style->text)->colour;
	struct text_mark *mark = group_text(arena, group, &shield->run, origin, scene_colour(input, colour));
	if (input->outline_text)
		text_mark_trace(input->text, arena, mark);
}
