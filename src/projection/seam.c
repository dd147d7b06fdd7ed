/* Brings shapes to the page across seams and horizons.
 * In: rings and lines, degrees. Out: rings and lines in page points. Why so: geometry/cut.c cuts them on the globe to
 * the windows of the view's aspect; what remains neither jumps nor fails, and is projected and bent edge by edge. Edges
 * along the outline of a window are straight in its frame, all others in longitude and latitude. */
#include "projection/seam.h"

#include "base/hash_table.h"
#include "projection/view_parts.h"

#include <math.h>

static const double longest_straight =
        0.2; /* degrees: below this a chord's error is far under a hundredth of a point */
static const double furthest_lon = 360, furthest_lat = 90 + 1e-6;

/* What is being built, and with what. */
struct seamer {
	const struct view *view;
	struct arena *arena;
	bool many;
	double tolerance;
};

static bool is_on_globe(struct lonlat point)
{
	return isfinite(point.lon) && fabs(point.lat) <= furthest_lat;
}

/* The shape without points that are not on the globe, and with longitudes that PROJ takes. */
static struct lonlats cleaned(struct arena *arena, struct lonlats shape)
{
	size_t good = 0;
	while (good < shape.count && is_on_globe(shape.points[good]) && fabs(shape.points[good].lon) <= furthest_lon)
		good++;
	if (good == shape.count)
		return shape;
	struct lonlat *points = ARENA_ROOM(arena, shape.count, struct lonlat);
	struct lonlats out = {points, 0};
	for (size_t i = 0; i < shape.count; i++) {
		struct lonlat point = shape.points[i];
		if (fabs(point.lon) > furthest_lon)
			point.lon = remainder(point.lon, 360);
		if (is_on_globe(point))
			points[out.count++] = point;
	}
	return out;
}

static struct page_point *project_vertices(const struct seamer *seamer, const struct cut_piece *piece)
{
	struct lonlat *places = ARENA_ROOM(seamer->arena, piece->count + 1, struct lonlat);
	struct page_point *spots = ARENA_ROOM(seamer->arena, piece->count + 1, struct page_point);
	for (size_t i = 0; i < piece->count; i++)
		places[i] = piece->vertices[i].place;
	if (seamer->many)
		view_forward_many(seamer->view, places, spots, piece->count);
	else
		view_forward(seamer->view, places, spots, piece->count);
	return spots;
}

/* Of a projection whose seam is not known the shortest edge may leap. */
static bool is_long(const struct seamer *seamer, const struct cut_vertex *from, const struct cut_vertex *to)
{
	return !seamer->view->knows_seam || fabs(from->east) + fabs(to->place.lat - from->place.lat) > longest_straight;
}

/* Appends a vertex and the points that bend the edge to the next one. */
static void add_edge(const struct seamer *seamer, const struct cut_vertex *from, const struct cut_vertex *to,
                     struct page_point spot, struct polyline *line, size_t *capacity)
{
	struct lonlat a = from->place, b = {a.lon + from->east, to->place.lat};
	const struct sphere_frame *frame = NULL;
	if (from->on_outline) {
		frame = &seamer->view->aspect.frame;
		a = (struct lonlat){from->at.x, from->at.y};
		b = (struct lonlat){a.lon + remainder(to->at.x - a.lon, 360), to->at.y};
	}
	if (frame || (is_long(seamer, from, to) && isfinite(spot.x))) {
		projection_segment(seamer->view, seamer->arena, frame, a, b, seamer->tolerance, false, &line->points,
		                   &line->count, capacity);
		return;
	}
	line->points = arena_grow(seamer->arena, line->points, line->count, capacity, sizeof *line->points);
	line->points[line->count++] = spot;
}

/* Drops points that do not project, and repetitions along the outline, where all of a pole may be one point. */
static void add_ring(const struct seamer *seamer, struct polyline line, const bool *flags, struct view_rings *out)
{
	struct view_ring ring = {line.points, ARENA_ROOM(seamer->arena, line.count + 1, bool), 0};
	for (size_t i = 0; i < line.count; i++) {
		struct page_point spot = line.points[i];
		if (!isfinite(spot.x) || !isfinite(spot.y))
			continue;
		bool again = ring.count && ring.on_boundary[ring.count - 1] &&
		             ring.points[ring.count - 1].x == spot.x && ring.points[ring.count - 1].y == spot.y;
		ring.count -= again;
		ring.points[ring.count] = spot;
		ring.on_boundary[ring.count++] = flags[i];
	}
	if (ring.count < 3)
		return;
	out->items = arena_grow(seamer->arena, out->items, out->count, &out->capacity, sizeof *out->items);
	out->items[out->count++] = ring;
}

static void project_ring(const struct seamer *seamer, const struct cut_piece *piece, struct view_rings *out)
{
	const struct page_point *spots = project_vertices(seamer, piece);
	struct polyline line = {0};
	size_t capacity = 0, flag_capacity = 0, flag_count = 0;
	bool *flags = NULL;
	for (size_t i = 0; i < piece->count; i++) {
		const struct cut_vertex *from = &piece->vertices[i],
		                        *to = &piece->vertices[i + 1 < piece->count ? i + 1 : 0];
		add_edge(seamer, from, to, spots[i], &line, &capacity);
		for (; flag_count < line.count; flag_count++) {
			flags = arena_grow(seamer->arena, flags, flag_count, &flag_capacity, sizeof *flags);
			flags[flag_count] = from->on_outline || from->is_date_line;
		}
	}
	add_ring(seamer, line, flags, out);
}

void view_add_rings(const struct view *view, struct arena *arena, struct lonlats ring, bool many, double tolerance,
                    struct view_rings *out)
{
	const struct view_aspect *aspect = &view->aspect;
	struct seamer seamer = {view, arena, many, tolerance};
	struct cut_pieces pieces = {0};
	ring = cleaned(arena, ring);
	if (ring.count < 3)
		return;
	struct sphere_path path = sphere_path_of(arena, ring, true);
	for (size_t i = 0; i < aspect->window_count; i++)
		geometry_cut_ring(arena, &aspect->frame, &aspect->windows[i], ring, &path, &pieces);
	for (size_t i = 0; i < pieces.count; i++)
		project_ring(&seamer, &pieces.items[i], out);
}

static void project_line(const struct seamer *seamer, const struct cut_piece *piece, struct polylines *out)
{
	const struct page_point *spots = project_vertices(seamer, piece);
	struct polyline line = {0};
	size_t capacity = 0;
	for (size_t i = 0; i + 1 < piece->count; i++)
		add_edge(seamer, &piece->vertices[i], &piece->vertices[i + 1], spots[i], &line, &capacity);
	if (piece->closed)
		add_edge(seamer, &piece->vertices[piece->count - 1], &piece->vertices[0], spots[piece->count - 1],
		         &line, &capacity);
	line.points = arena_grow(seamer->arena, line.points, line.count, &capacity, sizeof *line.points);
	line.points[line.count++] = spots[piece->closed ? 0 : piece->count - 1];
	for (size_t i = 0, from = 0; i <= line.count; i++) {
		if (i < line.count && isfinite(line.points[i].x) && isfinite(line.points[i].y))
			continue;
		if (i > from + 1)
			polylines_add(seamer->arena, out, (struct polyline){line.points + from, i - from});
		from = i + 1;
	}
}

/* Beginnings of pieces near the equator, by where they lie in the frame. */
struct piece_starts {
	struct cut_pieces *pieces;
	struct hash_table cells; /* number of a piece, from 1 */
	size_t *next;            /* of each piece: another in its cell, from 1; 0: none */
};
static const double start_cell = 1e-6, same_place = 1e-9; /* degrees */

static struct hash start_key(struct frame_point at, double east, double north)
{
	const double cell[] = {floor((at.x + east) / start_cell) + 0.0, /* never -0 */
	                       floor((at.y + north) / start_cell) + 0.0};
	return hash_bytes(cell, sizeof cell);
}

static void find_starts(struct arena *arena, struct cut_pieces *pieces, struct piece_starts *out)
{
	*out = (struct piece_starts){.pieces = pieces, .next = ARENA_ARRAY(arena, pieces->count + 1, size_t)};
	hash_table_init(&out->cells, arena, sizeof(size_t));
	for (size_t i = pieces->count; i-- > 0;) {
		const struct cut_piece *piece = &pieces->items[i];
		if (piece->count == 0 || piece->closed || fabs(piece->vertices[0].place.lat) > longest_straight)
			continue;
		size_t *first = hash_table_add(&out->cells, start_key(piece->vertices[0].at, 0, 0), NULL);
		out->next[i] = *first;
		*first = i + 1;
	}
}

static bool is_one_place(const struct cut_vertex *a, const struct cut_vertex *b)
{
	return fabs(a->place.lat - b->place.lat) < same_place &&
	       fabs(remainder(a->place.lon - b->place.lon, 360)) < same_place;
}

/* Takes out a piece that begins where this one ends; NULL: there is none. */
static struct cut_piece *take_start(struct piece_starts *starts, const struct cut_piece *piece)
{
	const struct cut_vertex *end = &piece->vertices[piece->count - 1];
	for (int corner = 0; corner < 4; corner++) {
		size_t *link = hash_table_find(&starts->cells, start_key(end->at, corner % 2 ? same_place : -same_place,
		                                                         corner / 2 ? same_place : -same_place));
		for (; link && *link; link = &starts->next[*link - 1]) {
			struct cut_piece *next = &starts->pieces->items[*link - 1];
			if (next == piece || !is_one_place(end, &next->vertices[0]))
				continue;
			*link = starts->next[*link - 1];
			return next;
		}
	}
	return NULL;
}

/* Lobes meet at the equator, where a line goes on from one to the other. */
static void join_over_equator(struct arena *arena, struct cut_pieces *pieces)
{
	struct piece_starts starts;
	find_starts(arena, pieces, &starts);
	for (size_t i = 0; i < pieces->count; i++) {
		struct cut_piece *piece = &pieces->items[i];
		for (struct cut_piece *next; piece->count && !piece->closed && (next = take_start(&starts, piece));) {
			piece->count--;
			for (size_t v = 0; v < next->count; v++)
				cut_piece_add(arena, piece, next->vertices[v]);
			next->count = 0;
		}
	}
}

static void add_line(const struct seamer *seamer, struct lonlats line, bool closed, struct polylines *out)
{
	const struct view_aspect *aspect = &seamer->view->aspect;
	struct cut_pieces pieces = {0};
	if (line.count < 2)
		return;
	struct sphere_path path = sphere_path_of(seamer->arena, line, closed);
	for (size_t i = 0; i < aspect->window_count; i++)
		geometry_cut_line(seamer->arena, &aspect->frame, &aspect->windows[i], line, &path, closed, &pieces);
	if (aspect->window_count > 1)
		join_over_equator(seamer->arena, &pieces);
	for (size_t i = 0; i < pieces.count; i++)
		if (pieces.items[i].count > 1)
			project_line(seamer, &pieces.items[i], out);
}

void view_add_lines(const struct view *view, struct arena *arena, struct lonlats line, bool closed, bool many,
                    double tolerance, struct polylines *out)
{
	struct seamer seamer = {view, arena, many, tolerance};
	size_t count = 0;
	line = cleaned(arena, line);
	const struct lonlats *parts = closed ? geometry_without_date_line(arena, line, &count) : NULL;
	for (size_t i = 0; i < count; i++)
		add_line(&seamer, parts[i], false, out);
	if (!parts)
		add_line(&seamer, line, closed, out);
}

/* Goes round a lobe without its side along the equator, which it shares with others. */
static void add_lobe(const struct view_aspect *aspect, struct arena *arena, const struct cut_window *lobe,
                     struct cut_piece *out)
{
	double wide = lobe->east - lobe->west, high = lobe->north - lobe->south, end = cut_window_length(lobe) + 1;
	const struct sphere_frame *frame = &aspect->frame;
	if (lobe->north > -lobe->south) { /* from its south-west corner to its south-east corner */
		cut_window_add_knots(arena, frame, lobe, -1, 1e-3, true, out);
		cut_window_add_knots(arena, frame, lobe, wide - 1e-3, end, true, out);
	} else { /* from its north-east corner to its north-west corner */
		cut_window_add_knots(arena, frame, lobe, -1, wide + high + 1e-3, true, out);
		cut_window_add_knots(arena, frame, lobe, 2 * wide + high - 1e-3, end, true, out);
	}
}

bool view_add_globe(const struct view *view, struct arena *arena, double tolerance, struct view_rings *out)
{
	const struct view_aspect *aspect = &view->aspect;
	struct seamer seamer = {view, arena, false, tolerance};
	struct cut_piece ring = {.closed = true};
	if (!aspect->is_known)
		return false;
	if (aspect->window_count == 1)
		cut_window_add_knots(arena, &aspect->frame, &aspect->windows[0], -1, 1e3, false, &ring);
	else
		for (size_t i = 0; i < aspect->window_count; i++) {
			bool is_north = aspect->windows[i].north > -aspect->windows[i].south;
			size_t souths = 0;
			for (size_t k = 0; k < aspect->window_count; k++)
				souths += aspect->windows[k].north <= -aspect->windows[k].south;
			/* Those of the north eastwards, then those of the south back. */
			size_t at = is_north ? i : aspect->window_count - 1 - (i - (aspect->window_count - souths));
			add_lobe(aspect, arena, &aspect->windows[at], &ring);
		}
	project_ring(&seamer, &ring, out);
	return true;
}

/* Of a place to the nearest place of a box, degrees. */
static double box_distance(struct lonlat_box box, struct lonlat place)
{
	double along = place.lon - box.west - 360 * floor((place.lon - box.west) / 360);
	if (along <= box.east - box.west)
		return fmax(fmax(box.south - place.lat, place.lat - box.north), 0);
	double most = -1, sine = sin(place.lat * RADIANS_PER_DEGREE), cosine = cos(place.lat * RADIANS_PER_DEGREE);
	for (int side = 0; side < 2; side++) {
		double ahead = cosine * cos(((side ? box.east : box.west) - place.lon) * RADIANS_PER_DEGREE);
		double nearest = atan2(sine, ahead) / RADIANS_PER_DEGREE;
		const double lats[] = {box.south, box.north, fmin(fmax(nearest, box.south), box.north)};
		for (int i = 0; i < 3; i++)
			most = fmax(most, sine * sin(lats[i] * RADIANS_PER_DEGREE) +
			                          ahead * cos(lats[i] * RADIANS_PER_DEGREE));
	}
	return acos(fmin(most, 1)) / RADIANS_PER_DEGREE;
}

/* Whether a box lies in a window of a tilted frame, by a circle round the box. */
static bool is_within_tilted(const struct view_aspect *aspect, const struct cut_window *window, struct lonlat_box box)
{
	double high = (box.north - box.south) / 2, wide = (box.east - box.west) / 2;
	double nearest = box.south * box.north <= 0 ? 0 : fmin(fabs(box.south), fabs(box.north));
	double radius = high + wide * cos(nearest * RADIANS_PER_DEGREE);
	struct frame_point at =
	        sphere_frame_forward(&aspect->frame, (struct lonlat){box.west + wide, box.south + high});
	if (radius >= 90 - fabs(at.y) || at.y - radius <= window->south || at.y + radius >= window->north)
		return false;
	double aside = asin(sin(radius * RADIANS_PER_DEGREE) / cos(at.y * RADIANS_PER_DEGREE)) / RADIANS_PER_DEGREE;
	return at.x - aside > window->west && at.x + aside < window->east;
}

static bool is_within(const struct view_aspect *aspect, const struct cut_window *window, struct lonlat_box box)
{
	static const double edge = 1e-6; /* of the date line, of the poles */
	if (window->is_disc) {
		struct lonlat opposite = sphere_frame_inverse(&aspect->frame, (struct frame_point){0, -90});
		return box_distance(box, opposite) > 90 + window->south;
	}
	if (aspect->frame.is_tilted)
		return is_within_tilted(aspect, window, box);
	double west = box.west - aspect->frame.middle;
	west -= 360 * floor((west + 180) / 360);
	double east = west + box.east - box.west, outset = aspect->is_exact ? edge : 0;
	return west >= (window->west < edge - 180 ? window->west - outset : window->west) &&
	       east <= (window->east > 180 - edge ? window->east + outset : window->east) &&
	       box.south >= (window->south < edge - 90 ? -91 : window->south) &&
	       box.north <= (window->north > 90 - edge ? 91 : window->north);
}

bool view_is_uncut(const struct view *view, struct lonlat_box box)
{
	for (size_t i = 0; view->knows_seam && i < view->aspect.window_count; i++)
		if (is_within(&view->aspect, &view->aspect.windows[i], box))
			return true;
	return false;
}

/* Whether all of the frame lies in the disc that is drawn of a projection whose seam is not known. */
static bool disc_holds_frame(const struct view *view)
{
	enum { samples = 16 };
	const struct cut_window *disc = &view->aspect.windows[0];
	for (int i = 0; i <= samples; i++) {
		for (int k = 0; k <= samples; k++) {
			struct page_point spot = {view->frame.left + box_width(view->frame) * i / samples,
			                          view->frame.top + box_height(view->frame) * k / samples};
			struct lonlat place;
			if (!view_inverse(view, spot, &place) ||
			    sphere_frame_forward(&view->aspect.frame, place).y < disc->south)
				return false;
		}
	}
	return true;
}

bool projection_knows_seam(const struct view *view)
{
	return view->aspect.is_known || disc_holds_frame(view);
}

bool view_knows_its_seam(const struct view *view)
{
	return view->knows_seam;
}
