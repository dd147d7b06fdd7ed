/* Ground: a raster of the owners of land. What nobody owns covers the land below it, which stays known: a town on a
 * river or on the shore is at home in its country.
 * In: backdrops and requests, page points. Out: homes, and costs in the unit of labels.h. */
#include "labels/ground.h"

#include <math.h>

#define ABROAD_COST  120.0  /* wholly on land of another */
#define COVERED_COST 24.0   /* per share, up to half of it: a name wholly on water is one off the shore */
#define NOBODYS_COST 12.0   /* wholly on land of nobody */
#define COVERED      0x8000 /* on top of the owner's number */
#define CERTAIN      4      /* cells round a dot among which its own land must be */
#define AROUND       1      /* cells round a dot in which there may be one owner only */

struct ground_map {
	struct cell_raster raster;
	uint16_t *cells; /* number of the owner, 0: nobody; and COVERED */
};

double ground_shares_cost(struct ground_shares shares, double weight)
{
	double cost = ABROAD_COST * shares.abroad;
	if (shares.is_certain)
		cost += COVERED_COST * fmin(shares.covered, 0.5) + NOBODYS_COST * shares.nobodys;
	return cost * fmin(1, weight / (4 * ABROAD_COST));
}

struct ground_map *ground_map_new(struct arena *arena, const struct label_input *input,
                                  const struct cell_raster *raster)
{
	size_t owned = 0;
	for (size_t i = 0; i < input->backdrop_count; i++)
		owned += input->backdrops[i].land >= LAND_FIRST;
	if (owned == 0)
		return NULL;
	struct ground_map *ground = ARENA_NEW(arena, struct ground_map);
	*ground = (struct ground_map){*raster, ARENA_ARRAY(arena, raster->columns * raster->rows, uint16_t)};
	return ground;
}

void ground_map_cover(struct ground_map *ground, unsigned land, struct cell_range range, const uint8_t *covered)
{
	for (size_t row = range.top; row < range.bottom && land != LAND_AS_BELOW; row++)
		for (size_t column = range.left; column < range.right; column++) {
			uint16_t *cell = &ground->cells[row * ground->raster.columns + column];
			if (*covered++)
				*cell = land == LAND_COVERED ? *cell | COVERED : (uint16_t)land;
		}
}

/* Counts the cells of `land` within `reach` of a point; *others: those of further owners. */
static size_t count_around(const struct ground_map *ground, struct page_point point, size_t reach, unsigned land,
                           size_t *others)
{
	const struct cell_raster *raster = &ground->raster;
	size_t cell = cell_raster_at(raster, point), count = 0;
	size_t column = cell % raster->columns, row = cell / raster->columns;
	*others = 0;
	for (size_t y = row > reach ? row - reach : 0; y <= row + reach && y < raster->rows; y++)
		for (size_t x = column > reach ? column - reach : 0; x <= column + reach && x < raster->columns; x++) {
			unsigned owner = ground->cells[y * raster->columns + x] & LAND_LAST;
			count += owner == land;
			*others += owner != land && owner > 0;
		}
	return count;
}

struct ground_home ground_map_home(const struct ground_map *ground, const struct label_request *request)
{
	size_t others;
	bool has_home = request->home >= LAND_FIRST;
	if (!ground || request->kind == LABEL_LINE)
		return (struct ground_home){0};
	if (request->kind == LABEL_AREA)
		return (struct ground_home){has_home, has_home, request->home};
	if (has_home && count_around(ground, request->anchor, CERTAIN, request->home, &others) > 0)
		return (struct ground_home){true, true, request->home};
	unsigned land = ground->cells[cell_raster_at(&ground->raster, request->anchor)] & LAND_LAST;
	count_around(ground, request->anchor, AROUND, land, &others);
	return (struct ground_home){others == 0, false, land};
}

double ground_map_rate(const struct ground_map *ground, const struct turned_box *block, struct ground_home home,
                       double weight)
{
	size_t cells[BLOCK_SAMPLES];
	double abroad = 0, covered = 0, nobodys = 0, all = BLOCK_SAMPLES;
	if (!home.is_known)
		return 0;
	turned_box_cells(block, &ground->raster, cells);
	for (int i = 0; i < BLOCK_SAMPLES; i++) {
		unsigned cell = ground->cells[cells[i]], land = cell & LAND_LAST;
		bool is_foreign = land != home.land && land > 0;
		abroad += is_foreign;
		covered += !is_foreign && cell & COVERED;
		nobodys += !is_foreign && cell != home.land && !(cell & COVERED);
	}
	struct ground_shares shares = {abroad / all, covered / all, nobodys / all, home.is_certain};
	return ground_shares_cost(shares, weight);
}
