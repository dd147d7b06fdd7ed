/* Ground: a raster of the owners of land. What nobody owns covers the land below it, which stays known: a town on a
 * river or on the shore is at home in its country.
 * In: backdrops and requests, page points. Out: homes, and costs in the unit of labels.h. */
#include "labels/ground.h"

#include "base/hash_table.h"

#include <math.h>

#define ABROAD_COST  120.0  /* wholly on land of another */
#define COVERED_COST 24.0   /* per share, up to half of it: a name wholly on water is one off the shore */
#define NOBODYS_COST 12.0   /* wholly on land of nobody */
#define NEAR_OWNER   40.0   /* points: as far from its owner's dot, foreign land costs no more than elsewhere */
#define COVERED      0x8000 /* on top of the owner's number */
#define MOST_OWNERS  0x7fff
#define CERTAIN      4 /* cells round a dot among which its own land must be */
#define AROUND       1 /* cells round a dot in which there may be one owner only */

struct owner {
	unsigned number; /* from 1 */
	double weight;   /* of the name at its dot; 0: it has none */
	struct page_point dot;
};

struct ground_map {
	struct cell_raster raster;
	uint16_t *cells;          /* number of the owner, 0: nobody; and COVERED */
	struct hash_table owners; /* struct owner */
};

double ground_shares_cost(struct ground_shares shares, double weight)
{
	double cost = ABROAD_COST * shares.abroad;
	if (shares.is_certain)
		cost += COVERED_COST * fmin(shares.covered, 0.5) + NOBODYS_COST * shares.nobodys;
	return cost * fmin(1, weight / (4 * ABROAD_COST));
}

static bool is_owned(struct hash land)
{
	return land.high || land.low;
}

static void add_owner(struct ground_map *ground, struct hash land)
{
	bool is_new;
	struct owner *owner = hash_table_add(&ground->owners, land, &is_new);
	if (is_new)
		owner->number = (unsigned)ground->owners.count;
}

struct ground_map *ground_map_new(struct arena *arena, const struct label_input *input,
                                  const struct cell_raster *raster)
{
	size_t first = 0;
	while (first < input->backdrop_count && !is_owned(input->backdrops[first].land))
		first++;
	if (first == input->backdrop_count)
		return NULL;
	struct ground_map *ground = ARENA_NEW(arena, struct ground_map);
	ground->raster = *raster;
	ground->cells = ARENA_ARRAY(arena, raster->columns * raster->rows, uint16_t);
	hash_table_init(&ground->owners, arena, sizeof(struct owner));
	for (size_t i = first; i < input->backdrop_count && ground->owners.count < MOST_OWNERS; i++)
		if (is_owned(input->backdrops[i].land))
			add_owner(ground, input->backdrops[i].land);
	return ground;
}

static struct owner *find_owner(const struct ground_map *ground, struct hash land)
{
	return is_owned(land) ? hash_table_find(&ground->owners, land) : NULL;
}

void ground_map_cover(struct ground_map *ground, struct hash land, struct cell_range range, const uint8_t *covered)
{
	const struct owner *owner = find_owner(ground, land);
	for (size_t row = range.top; row < range.bottom; row++)
		for (size_t column = range.left; column < range.right; column++) {
			uint16_t *cell = &ground->cells[row * ground->raster.columns + column];
			if (*covered++)
				*cell = owner ? (uint16_t)owner->number : *cell | COVERED;
		}
}

/* The weightiest of an owner's names tells where it is, of equal ones the leftmost. */
static bool is_better_dot(const struct label_request *request, const struct owner *owner)
{
	if (request->weight != owner->weight)
		return request->weight > owner->weight;
	return request->anchor.x != owner->dot.x ? request->anchor.x < owner->dot.x : request->anchor.y < owner->dot.y;
}

void ground_map_settle(struct ground_map *ground, const struct label_input *input)
{
	for (size_t i = 0; i < input->request_count; i++) {
		const struct label_request *request = &input->requests[i];
		struct owner *owner = request->kind == LABEL_POINT ? find_owner(ground, request->home) : NULL;
		if (owner && is_better_dot(request, owner)) {
			owner->weight = request->weight;
			owner->dot = request->anchor;
		}
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
			unsigned owner = ground->cells[y * raster->columns + x] & MOST_OWNERS;
			count += owner == land;
			*others += owner != land && owner > 0;
		}
	return count;
}

struct ground_home ground_map_home(const struct ground_map *ground, const struct label_request *request)
{
	size_t others;
	if (!ground || request->kind == LABEL_LINE)
		return (struct ground_home){0};
	const struct owner *owner = find_owner(ground, request->home);
	if (request->kind == LABEL_AREA)
		return (struct ground_home){owner != NULL, owner != NULL, owner ? owner->number : 0};
	if (owner && count_around(ground, request->anchor, CERTAIN, owner->number, &others) > 0)
		return (struct ground_home){true, true, owner->number};
	unsigned land = ground->cells[cell_raster_at(&ground->raster, request->anchor)] & MOST_OWNERS;
	count_around(ground, request->anchor, AROUND, land, &others);
	return (struct ground_home){others == 0, false, land};
}

/* How much an owner's dot adds to what standing on its land costs, 0..1. */
static double nearness(const struct owner *owner, const struct turned_box *block)
{
	return owner->weight > 0 ? fmax(0, 1 - turned_box_distance(block, owner->dot) / NEAR_OWNER) : 0;
}

double ground_map_rate(const struct ground_map *ground, const struct turned_box *block, struct ground_home home,
                       double weight)
{
	struct ground_shares shares = {.is_certain = home.is_certain};
	unsigned met = 0; /* the foreign land last met: mostly it is the next cell's, too */
	double near = 0;
	if (!home.is_known)
		return 0;
	for (int i = 0; i < BLOCK_SAMPLES; i++) {
		unsigned cell = ground->cells[cell_raster_at(&ground->raster, turned_box_sample(block, i))];
		unsigned land = cell & MOST_OWNERS;
		if (land != home.land && land > 0 && land != met)
			near = nearness(hash_table_value(&ground->owners, (met = land) - 1), block);
		if (land != home.land && land > 0)
			shares.abroad += 1 + near;
		else if (cell & COVERED)
			shares.covered++;
		else if (land != home.land)
			shares.nobodys++;
	}
	shares.abroad /= BLOCK_SAMPLES, shares.covered /= BLOCK_SAMPLES, shares.nobodys /= BLOCK_SAMPLES;
	return ground_shares_cost(shares, weight);
}
