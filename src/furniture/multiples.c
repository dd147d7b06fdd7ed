/* Multiples: divides a page into a frame for every version. All frames have one size, in rows, each between its
 * captions; one title, legend, scale bar and line of credits serve all.
 * In: the page and the shape of what the frames show. Out: boxes in points.
 * Why so: every number of columns is tried, and the one with the largest maps is taken. Captions tell all that they can
 * as long as the maps keep most of the size that they have with the shortest captions. */
#include "furniture/multiples.h"

#include "base/units.h"

#include <math.h>

#define COLUMN_GAP  14.0
#define ROW_GAP     16.0
#define TITLE_GAP   11.0 /* below the title */
#define HEAD_GAP    5.0  /* between a caption and its frame */
#define STEPS_GAP   8.0
#define FOOT_GAP    14.0 /* above the legend */
#define CREDITS_GAP 10.0
#define TALLER      1.2 /* a frame may be this much taller, or wider, than what it shows */
#define WIDER       1.6
#define LEAST_MAP   (16 * POINTS_PER_MM) /* on the finished page */
#define STEP        1.01
#define LARGEST     128 /* times the page */

/* How large maps must be, against the largest that there could be, for captions that tell so much. */
static const double kept_size[TELLINGS] = {0.75, 0.7, 0.65, 0.5, 0};

/* A way to divide the page. */
struct version_grid {
	enum telling telling;
	struct caption_series series;
	size_t columns, rows;
	double cell;             /* width */
	double *heads, *steps;   /* heights of the captions in each row */
	double legend;           /* its height; 0: none */
	bool legend_in_last_row; /* in the cells that are free */
	double foot;             /* height of what stands below the rows, gaps included */
	double width, height;    /* of a frame */
	double shown;            /* height of what is to be seen in a frame: the larger, the better */
};

struct division {
	const struct furniture_input *input;
	double shape; /* width by height of what is shown */
	bool bare;
	struct box area;
	double title, credits; /* heights; 0: none */
	double bar;            /* height of the scale bar, as far as it is known; 0: none */
};

static size_t version_count(const struct division *division)
{
	return division->input->scene->spec->version_count;
}

/* Makes the captions' room in the version's row as high as its own captions. */
static void measure_captions(const struct furniture_input *common, size_t version, const struct version_grid *grid)
{
	struct scene_input scene = *common->scene;
	struct furniture_input input = *common;
	size_t row = version / grid->columns;
	scene.version = version;
	input.scene = &scene;
	grid->heads[row] = fmax(
	        grid->heads[row],
	        furniture_multiples_measure_caption(&input, &caption_head_element, &grid->series, grid->cell).height);
	grid->steps[row] = fmax(
	        grid->steps[row],
	        furniture_multiples_measure_caption(&input, &caption_steps_element, &grid->series, grid->cell).height);
}

static void measure_rows(const struct division *division, struct version_grid *grid)
{
	struct arena scratch;
	struct furniture_input input = *division->input;
	grid->heads = ARENA_ARRAY(division->input->arena, grid->rows, double);
	grid->steps = ARENA_ARRAY(division->input->arena, grid->rows, double);
	arena_init(&scratch);
	input.arena = &scratch;
	grid->series = caption_series_read(&input, grid->telling, grid->cell);
	for (size_t i = 0; i < version_count(division); i++)
		measure_captions(&input, i, grid);
	arena_clear(&scratch);
}

static double row_height(const struct version_grid *grid, size_t row)
{
	double steps = grid->steps[row] > 0 ? STEPS_GAP + grid->steps[row] : 0;
	return grid->heads[row] + HEAD_GAP + grid->height + steps;
}

/* Height of the last row from its frames' top down. */
static double last_row_room(const struct version_grid *grid)
{
	size_t last = grid->rows - 1;
	return row_height(grid, last) - grid->heads[last] - HEAD_GAP;
}

static double rows_height(const struct version_grid *grid)
{
	double height = ROW_GAP * (double)(grid->rows - 1);
	for (size_t i = 0; i < grid->rows; i++)
		height += row_height(grid, i);
	return height;
}

/* Makes the frames as large as the room between title and foot allows. */
static void fill(const struct division *division, struct version_grid *grid)
{
	double title = division->title > 0 ? division->title + TITLE_GAP : 0;
	double credits = division->credits > 0 ? CREDITS_GAP + division->credits : 0;
	double legend = fmax(grid->legend, division->bar); /* the bar stands beside its heading */
	grid->foot = (legend > 0 && !grid->legend_in_last_row ? FOOT_GAP + legend : 0) + credits;
	grid->height = 0;
	double height = (box_height(division->area) - title - grid->foot - rows_height(grid)) / (double)grid->rows;
	grid->shown = fmin(grid->cell / division->shape, height);
	grid->width = fmin(grid->cell, grid->shown * division->shape * WIDER);
	grid->height = fmin(height, grid->shown * TALLER);
}

static double free_width(const struct division *division, const struct version_grid *grid)
{
	double free = (double)(grid->rows * grid->columns - version_count(division));
	return free * (grid->cell + COLUMN_GAP) - COLUMN_GAP;
}

/* What the bar takes below the legend. */
static double bar_room(const struct division *division)
{
	return division->bar > 0 ? BAR_GAP + division->bar : 0;
}

/* Below the rows, as wide as the page; or, where the last row leaves cells free, in them. */
static void find_legend_room(const struct division *division, struct version_grid *grid)
{
	const struct furniture_input *input = division->input;
	grid->legend_in_last_row = false;
	grid->legend = 0;
	if (division->bare || !furniture_multiples_element(input, &legend_element))
		return;
	if (grid->rows * grid->columns > version_count(division)) {
		grid->legend =
		        furniture_multiples_measure(input, &legend_element, free_width(division, grid), 1).height;
		grid->legend_in_last_row = true;
		fill(division, grid);
		if (grid->legend + bar_room(division) <= last_row_room(grid))
			return;
		grid->legend_in_last_row = false;
	}
	grid->legend = furniture_multiples_measure_legend(
	                       input, box_width(division->area),
	                       furniture_multiples_legend_columns(division->area, grid->columns), division->bar)
	                       .height;
}

static struct version_grid grid_new(const struct division *division, enum telling telling, size_t columns)
{
	struct version_grid grid = {.telling = telling, .columns = columns};
	grid.rows = (version_count(division) + columns - 1) / columns;
	grid.cell = (box_width(division->area) - COLUMN_GAP * (double)(columns - 1)) / (double)columns;
	measure_rows(division, &grid);
	find_legend_room(division, &grid);
	fill(division, &grid);
	return grid;
}

static double least_map(const struct map_spec *spec)
{
	return LEAST_MAP / spec->page.type_scale;
}

/* False if frames are too small even without captions: the texts of 200 versions are not measured for that. */
static bool can_be_large_enough(const struct division *division, size_t columns, size_t rows)
{
	double least = least_map(division->input->scene->spec);
	return box_width(division->area) / (double)columns / division->shape >= least &&
	       box_height(division->area) / (double)rows >= least;
}

/* Finds the number of columns that gives the largest maps with captions of that length. */
static struct version_grid best_grid(const struct division *division, enum telling telling)
{
	size_t count = version_count(division), asked = (size_t)division->input->scene->spec->multiples.columns;
	struct version_grid best = {.shown = -INFINITY};
	if (asked)
		return grid_new(division, telling, asked < count ? asked : count);
	for (size_t columns = 1; columns <= count; columns++) {
		size_t rows = (count + columns - 1) / columns;
		if ((count + rows - 1) / rows < columns) /* as many rows with fewer columns */
			continue;
		if (!can_be_large_enough(division, columns, rows))
			continue;
		struct version_grid grid = grid_new(division, telling, columns);
		if (grid.shown > best.shown + 1e-6)
			best = grid;
	}
	return best;
}

/* Chooses the fullest captions that leave the maps large. */
static struct version_grid choose_grid(const struct division *division)
{
	struct version_grid grids[TELLINGS];
	double largest = 0;
	for (int i = 0; i < TELLINGS; i++) {
		grids[i] = best_grid(division, i);
		largest = fmax(largest, grids[i].shown);
	}
	double least = least_map(division->input->scene->spec);
	int chosen = 0;
	while (chosen + 1 < TELLINGS && grids[chosen].shown < fmax(least, kept_size[chosen] * largest))
		chosen++;
	return grids[chosen];
}

/* `bar`: its height; 0: not known yet. */
static struct division division_new(const struct furniture_input *input, double shape, bool bare, double bar)
{
	struct division division = {.input = input, .shape = shape, .bare = bare};
	division.area = sheet_page_box(input->scene->spec);
	if (bare)
		return division;
	if (furniture_multiples_element(input, &scale_bar_element))
		division.bar = fmax(BAR_HEIGHT, bar);
	division.title = furniture_multiples_measure(input, &title_element, box_width(division.area), 0).height;
	division.credits = furniture_multiples_measure(input, &credits_element, box_width(division.area), 0).height;
	return division;
}

/* Whether a page so many times as large has room for the maps with the shortest captions. */
static bool is_enough(const struct furniture_input *input, double shape, bool bare, double factor)
{
	struct map_spec larger = *input->scene->spec;
	struct scene_input scene = *input->scene;
	struct furniture_input again = *input;
	larger.page.width *= factor;
	larger.page.height *= factor;
	scene.spec = &larger;
	again.scene = &scene;
	const struct division division = division_new(&again, shape, bare, 0);
	return best_grid(&division, TELL_NAME).shown >= least_map(&larger);
}

static void warn_too_small(const struct furniture_input *input, double shape, bool bare)
{
	double low = 1, high = 2;
	while (high < LARGEST && !is_enough(input, shape, bare, high))
		high *= 2;
	while (high / low > STEP)
		*(is_enough(input, shape, bare, sqrt(low * high)) ? &high : &low) = sqrt(low * high);
	const struct page_spec *page = &input->scene->spec->page;
	diag_error(input->scene->diag, NO_ROOM, no_place, "or draw the versions one by one, with --all",
	           "the page, %.0f x %.0f mm, is too small for %zu maps: in this form they take %.0f x %.0f mm",
	           page->width / POINTS_PER_MM, page->height / POINTS_PER_MM, input->scene->spec->version_count,
	           ceil(page->width * high / POINTS_PER_MM), ceil(page->height * high / POINTS_PER_MM));
}

/* Rows go on downwards, and in them the versions in the direction of reading. */
static void place_frames(const struct division *division, const struct version_grid *grid, double top,
                         struct multiples *out)
{
	bool from_right = text_is_right_to_left(division->input->scene->tags[0]);
	for (size_t i = 0; i < version_count(division); i++) {
		size_t row = i / grid->columns, column = i % grid->columns;
		if (row > 0 && column == 0)
			top += row_height(grid, row - 1) + ROW_GAP;
		double along = (grid->cell + COLUMN_GAP) * (double)column;
		double left = from_right ? division->area.right - along - grid->cell : division->area.left + along;
		double frame_left = from_right ? left + grid->cell - grid->width : left;
		double frame_top = top + grid->heads[row] + HEAD_GAP, frame_bottom = frame_top + grid->height;
		out->heads[i] = (struct box){left, top, left + grid->cell, frame_top - HEAD_GAP};
		out->frames[i] = (struct box){frame_left, frame_top, frame_left + grid->width, frame_bottom};
		out->steps[i] = (struct box){left, frame_bottom + STEPS_GAP, left + grid->cell,
		                             frame_bottom + STEPS_GAP + grid->steps[row]};
	}
}

static void place_legend(const struct division *division, const struct version_grid *grid, struct multiples *out)
{
	struct box area = division->area;
	size_t last = version_count(division) - 1;
	bool from_right = text_is_right_to_left(division->input->scene->tags[0]);
	if (grid->legend_in_last_row) {
		double width = free_width(division, grid);
		out->legend = out->frames[last];
		out->legend.bottom = out->legend.top + last_row_room(grid) - bar_room(division);
		out->legend.left = from_right ? area.left : area.right - width;
		out->legend.right = out->legend.left + width;
		out->legend_in_row = true;
		return;
	}
	out->legend = area;
	out->legend.top = area.bottom - grid->foot + FOOT_GAP;
	out->legend.bottom = out->legend.top + grid->legend;
}

bool furniture_multiples_layout(const struct furniture_input *input, double shape, bool bare, struct multiples *out)
{
	const struct division division = division_new(input, shape, bare, out->bar);
	struct version_grid grid = choose_grid(&division);
	size_t count = version_count(&division);
	if (grid.shown < least_map(input->scene->spec)) {
		warn_too_small(input, shape, bare);
		return false;
	}
	*out = (struct multiples){.area = division.area,
	                          .columns = grid.columns,
	                          .telling = (int)grid.telling,
	                          .bare = bare,
	                          .bar = out->bar};
	out->heads = ARENA_ARRAY(input->arena, count, struct box);
	out->frames = ARENA_ARRAY(input->arena, count, struct box);
	out->steps = ARENA_ARRAY(input->arena, count, struct box);
	place_frames(&division, &grid, division.area.top + (division.title > 0 ? division.title + TITLE_GAP : 0), out);
	place_legend(&division, &grid, out);
	return true;
}
