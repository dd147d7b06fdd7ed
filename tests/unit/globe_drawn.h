/* A view of the globe and what it draws, for the tests of the globe: the land, boxes of ten degrees, areas and edges of what
 * is drawn, and failures that are counted, so that a run shows them all. */
#ifndef CORRIDOR_TESTS_GLOBE_DRAWN_H
#define CORRIDOR_TESTS_GLOBE_DRAWN_H

#include "data/dataset.h"
#include "geometry_random.h"
#include "globe_reference.h"
#include "projection/seam.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Page points. The frame is 1,000 wide; what is drawn is not clipped to it. */
#define GLOBE_TOLERANCE 0.002
#define AREA_TOLERANCE  0.005

/* GLOBE=all: every box, ring and place at every aspect, which takes an hour; otherwise each aspect takes its turn. */
static inline bool globe_is_exhaustive(void)
{
	const char *how = getenv("GLOBE");
	return how != NULL && strcmp(how, "all") == 0;
}

/* Sanitizers, which take five times as long, ask every fifth aspect. */
#ifdef __SANITIZE_ADDRESS__
enum { GLOBE_STRIDE = 5 };
#else
enum { GLOBE_STRIDE = 1 };
#endif

/* Only the projections whose text holds this; NULL: all. */
static inline bool globe_is_wanted(const char *text)
{
	const char *only = getenv("GLOBE_ONLY");
	return only == NULL || strstr(text, only) != NULL;
}

struct globe_view {
	struct globe_aspect aspect;
	struct oracle oracle;
	struct view *view;
	double points_per_metre;
	struct arena arena; /* of what is drawn */
};

static size_t globe_failures, globe_checks;

/* Counts a check; says what is wrong if it fails: the projection, the shape, then the message. */
__attribute__((format(printf, 4, 5))) static inline bool globe_check(bool good, const struct globe_view *globe,
                                                                     const char *shape, const char *format, ...)
{
	globe_checks++;
	if (good)
		return true;
	if (globe_failures++ < 400) {
		va_list values;
		va_start(values, format);
		printf("%s: %s: ", globe->aspect.text, shape);
		vprintf(format, values);
		printf("\n");
		va_end(values);
	}
	return false;
}

/* Opens the view on what lies well inside of what the projection shows. */
static inline bool globe_open(struct globe_view *globe, struct globe_aspect aspect)
{
	static struct lonlat seen[2000];
	const struct globe_projection *projection = aspect.projection;
	double depth = projection->kind == DOMAIN_DISC ? fmax(projection->limit - 110, 6) : projection->limit ? 15 : 0.1;
	size_t count = 0;
	for (int lat = -85; lat <= 85; lat += 10)
		for (int lon = -175; lon <= 175; lon += 10)
			if (globe_depth(&aspect, (struct lonlat){lon, lat}) > depth)
				seen[count++] = (struct lonlat){lon, lat};
	struct diag diag;
	diag_init(&diag);
	struct view_request request = {
	        .projection = aspect.text, .points = seen, .point_count = count, .frame = {0, 0, 1000, 1000}};
	*globe = (struct globe_view){.aspect = aspect, .view = view_open(&request, &diag)};
	arena_init(&globe->arena);
	bool opened = globe_check(oracle_open(&globe->oracle, aspect.text) && globe->view != NULL, globe, "the view", "%s",
	                          diag.count ? diag.entries[0].message : "does not open");
	diag_clear(&diag);
	if (!opened)
		return false;
	struct lonlat a = {aspect.centre.lon + 3, aspect.centre.lat > 0 ? aspect.centre.lat - 12 : aspect.centre.lat + 12};
	struct lonlat b = {aspect.centre.lon + 4, a.lat + (a.lat > 0 ? -3 : 3)};
	struct ground one = oracle_forward(&globe->oracle, a.lon, a.lat), two = oracle_forward(&globe->oracle, b.lon, b.lat);
	struct page_point p = view_forward_one(globe->view, a), q = view_forward_one(globe->view, b);
	globe->points_per_metre = hypot(p.x - q.x, p.y - q.y) / hypot(one.east - two.east, one.north - two.north);
	return globe_check(isfinite(globe->points_per_metre), globe, "the view", "has no scale");
}

static inline void globe_close(struct globe_view *globe)
{
	view_close(globe->view);
	oracle_close(&globe->oracle);
	arena_clear(&globe->arena);
}

/* What a ring becomes. The arena is reset by the caller. */
static inline struct view_rings globe_draw(struct globe_view *globe, struct lonlats ring)
{
	struct view_rings out = {0};
	view_add_rings(globe->view, &globe->arena, ring, false, GLOBE_TOLERANCE, &out);
	return out;
}

static inline bool ring_has(const struct view_ring *ring, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0, k = ring->count - 1; i < ring->count; k = i++) {
		struct page_point a = ring->points[i], b = ring->points[k];
		if ((a.y > spot.y) != (b.y > spot.y) && spot.x < (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) + a.x)
			inside = !inside;
	}
	return inside;
}

/* Whether the rings, filled even-odd together, cover the place of the page. */
static inline bool rings_have(const struct view_rings *rings, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0; i < rings->count; i++)
		inside ^= ring_has(&rings->items[i], spot);
	return inside;
}

static inline double segment_distance(struct page_point a, struct page_point b, struct page_point p)
{
	double x = b.x - a.x, y = b.y - a.y, length = x * x + y * y;
	double t = length > 0 ? fmin(fmax(((p.x - a.x) * x + (p.y - a.y) * y) / length, 0), 1) : 0;
	return hypot(a.x + t * x - p.x, a.y + t * y - p.y);
}

/* Of a place to the nearest edge, page points. */
static inline double rings_distance(const struct view_rings *rings, struct page_point spot)
{
	double least = INFINITY;
	for (size_t i = 0; i < rings->count; i++)
		for (size_t k = 0; k < rings->items[i].count; k++)
			least = fmin(least, segment_distance(rings->items[i].points[k],
			                                     rings->items[i].points[(k + 1) % rings->items[i].count], spot));
	return least;
}

static inline double view_ring_area(const struct view_ring *ring)
{
	double sum = 0;
	struct page_point o = ring->points[0];
	for (size_t i = 0; i < ring->count; i++) {
		struct page_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];
		sum += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
	}
	return sum / 2;
}

/* Whether a ring lies in another, which it may touch: most of its edges' middles do. */
static inline bool ring_lies_in(const struct view_ring *inner, const struct view_ring *outer)
{
	size_t inside = 0;
	for (size_t i = 0; i < inner->count; i++) {
		struct page_point a = inner->points[i], b = inner->points[(i + 1) % inner->count];
		inside += ring_has(outer, (struct page_point){(a.x + b.x) / 2, (a.y + b.y) / 2});
	}
	return 2 * inside > inner->count;
}

/* The area that the rings, none of which crosses another, cover even-odd. */
static inline double rings_area(const struct view_rings *rings)
{
	double sum = 0;
	for (size_t i = 0; i < rings->count; i++) {
		size_t around = 0;
		double area = fabs(view_ring_area(&rings->items[i]));
		for (size_t k = 0; k < rings->count; k++)
			around += k != i && fabs(view_ring_area(&rings->items[k])) > area &&
			          ring_lies_in(&rings->items[i], &rings->items[k]);
		sum += around % 2 ? -area : area;
	}
	return sum;
}

/* The same along many lines across the page, whatever crosses or touches itself. */
static inline double rings_scanned_area(const struct view_rings *rings)
{
	enum { lines = 1000 };
	double top = INFINITY, bottom = -INFINITY, sum = 0;
	size_t edges = 0;
	for (size_t i = 0; i < rings->count; i++)
		for (size_t k = 0; k < rings->items[i].count; k++, edges++) {
			top = fmin(top, rings->items[i].points[k].y);
			bottom = fmax(bottom, rings->items[i].points[k].y);
		}
	double *xs = malloc((edges + 1) * sizeof *xs);
	for (int line = 0; line < lines; line++) {
		double y = top + (bottom - top) * (line + 0.5) / lines;
		size_t count = 0;
		for (size_t i = 0; i < rings->count; i++)
			for (size_t k = 0; k < rings->items[i].count; k++) {
				struct page_point a = rings->items[i].points[k];
				struct page_point b = rings->items[i].points[(k + 1) % rings->items[i].count];
				if ((a.y > y) != (b.y > y))
					xs[count++] = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
			}
		qsort(xs, count, sizeof *xs, compare_doubles);
		for (size_t i = 0; i + 1 < count; i += 2)
			sum += (xs[i + 1] - xs[i]) * (bottom - top) / lines;
	}
	free(xs);
	return sum;
}

static inline double rings_length(const struct view_rings *rings)
{
	double sum = 0;
	for (size_t i = 0; i < rings->count; i++)
		for (size_t k = 0; k < rings->items[i].count; k++) {
			struct page_point a = rings->items[i].points[k];
			struct page_point b = rings->items[i].points[(k + 1) % rings->items[i].count];
			sum += hypot(a.x - b.x, a.y - b.y);
		}
	return sum;
}

static inline bool rings_are_finite(const struct view_rings *rings)
{
	for (size_t i = 0; i < rings->count; i++)
		for (size_t k = 0; k < rings->items[i].count; k++)
			if (!isfinite(rings->items[i].points[k].x) || !isfinite(rings->items[i].points[k].y))
				return false;
	return true;
}

/* The longest edge that is the shape's own, page points. */
static inline double rings_longest_edge(const struct view_rings *rings)
{
	double longest = 0;
	for (size_t i = 0; i < rings->count; i++) {
		const struct view_ring *ring = &rings->items[i];
		for (size_t k = 0; k < ring->count; k++) {
			struct page_point a = ring->points[k], b = ring->points[(k + 1) % ring->count];
			if (!ring->on_boundary[k])
				longest = fmax(longest, hypot(a.x - b.x, a.y - b.y));
		}
	}
	return longest;
}

/* How long an edge can be on the page at most: the largest stretch along it times its angle, over all edges. */
static inline double globe_edge_bound(const struct globe_view *globe, struct lonlats shape, bool closed)
{
	enum { samples = 16 };
	double longest = 0;
	bool written_out = closed && ring_is_written_out(shape);
	for (size_t i = 0; i + !closed < shape.count; i++) {
		struct lonlat a = shape.points[i], b = shape.points[(i + 1) % shape.count];
		double east = lon_step(a, b, written_out), north = b.lat - a.lat;
		for (int k = 0; k <= samples; k++) {
			double lon = a.lon + east * k / samples, lat = a.lat + north * k / samples;
			if (globe_depth(&globe->aspect, (struct lonlat){lon, lat}) < -1e-6)
				continue;
			struct ground step = oracle_derivative(&globe->oracle, lon, lat, east, north);
			double length = hypot(step.east, step.north) * globe->points_per_metre;
			if (length > longest)
				longest = length;
		}
	}
	return longest * 1.1 + 10 * GLOBE_TOLERANCE;
}

struct globe_box {
	struct lonlat corners[4];
};
enum { BOX_COLUMNS = 36, BOX_ROWS = 18, GLOBE_BOXES = BOX_COLUMNS * BOX_ROWS };

/* The box number 0 to 647: of ten degrees, from the south-west. */
static inline struct globe_box globe_box_of(int number)
{
	double west = -180 + number % BOX_COLUMNS * 10.0, south = -90 + number / BOX_COLUMNS * 10.0;
	return (struct globe_box){{{west, south}, {west + 10, south}, {west + 10, south + 10}, {west, south + 10}}};
}

static inline struct lonlat globe_box_centre(int number)
{
	struct globe_box box = globe_box_of(number);
	return (struct lonlat){box.corners[0].lon + 5, box.corners[0].lat + 5};
}

/* A place anywhere on the globe, evenly. */
static inline struct lonlat globe_random_place(struct random *random)
{
	double lon = random_between(random, -180, 180);
	return (struct lonlat){lon, asin(random_between(random, -1, 1)) / DEGREE};
}

/* The land of npm world-atlas 2.0.2, 1:110 M (Natural Earth, public domain): TopoJSON, whose rings step over the date line. */
struct globe_land {
	struct arena arena;
	struct lonlats *rings;
	size_t count, antarctica;
};

static inline void globe_read_land(struct globe_land *land)
{
	static const struct dataset_request request = {.file = "tests/data/world-land.json", .shown = "world-land.json"};
	struct dataset dataset;
	struct diag diag;
	arena_init(&land->arena);
	diag_init(&diag);
	assert_true(dataset_read(&land->arena, &request, &diag, &dataset));
	diag_clear(&diag);
	land->rings = ARENA_ARRAY(&land->arena, 1000, struct lonlats);
	land->count = land->antarctica = 0;
	for (size_t i = 0; i < dataset.feature_count; i++)
		for (size_t k = 0; k < dataset.features[i].part_count; k++) {
			struct lonlats *ring = &land->rings[land->count];
			ring->points = dataset_part(&dataset, feature_part(&dataset.features[i], k), &land->arena, &ring->count);
			if (ring_turns(*ring) != 0)
				land->antarctica = land->count;
			land->count++;
		}
	assert_true(land->count > 100 && ring_turns(land->rings[land->antarctica]) != 0);
}

#endif
