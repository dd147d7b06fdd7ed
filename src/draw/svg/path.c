/* SVG path: path data in relative commands, written as short as the grammar allows.
 * In: page points. Out: the value of a 'd' attribute, in tenths of a point: most vertices are whole tenths and
 * save their dots. Every point is rounded to whole hundredths of a point first and only differences of these
 * are written, so rounding never adds up along a path. */
#include "draw/svg/writer.h"

#include <math.h>
#include <string.h>

/* A point in hundredths of a point. */
struct grid_point {
	long long x, y;
};

struct pen {
	struct buffer *out;
	struct grid_point at, start;
	char command;         /* last one written; 0: none */
	bool after_number;    /* the next number may need a blank before it */
	bool number_has_dot;  /* then a number that begins with '.' needs no blank */
	bool subpath_started; /* 'm' written for the subpath */
	bool drawn;           /* something drawn in it */
};

static struct grid_point to_grid(struct page_point point)
{
	return (struct grid_point){llround(point.x * 100), llround(point.y * 100)};
}

static bool grid_equal(struct grid_point a, struct grid_point b)
{
	return a.x == b.x && a.y == b.y;
}

static void write_command(struct pen *pen, char command)
{
	bool implied = command == pen->command || (command == 'l' && pen->command == 'm');
	if (implied && command != 'm' && command != 'z')
		return;
	buffer_char(pen->out, command);
	pen->command = command;
	pen->after_number = false;
}

/* A path is little but numbers, so the digits are made here, from the last, and added at once. */
static void write_number(struct pen *pen, long long hundredths)
{
	unsigned long long size =
	        hundredths < 0 ? 0ULL - (unsigned long long)hundredths : (unsigned long long)hundredths;
	unsigned long long whole = size / 10;
	unsigned fraction = (unsigned)(size % 10);
	bool begins_with_dot = hundredths > 0 && !whole;
	char text[32], *end = text + sizeof text, *at = end;
	if (fraction) {
		*--at = (char)('0' + fraction);
		*--at = '.';
	}
	for (; whole; whole /= 10)
		*--at = (char)('0' + whole % 10);
	if (size == 0)
		*--at = '0';
	if (hundredths < 0)
		*--at = '-';
	else if (pen->after_number && !(begins_with_dot && pen->number_has_dot))
		*--at = ' ';
	buffer_add(pen->out, at, (size_t)(end - at));
	pen->after_number = true;
	pen->number_has_dot = fraction != 0;
}

static void write_step(struct pen *pen, struct grid_point to)
{
	write_number(pen, to.x - pen->at.x);
	write_number(pen, to.y - pen->at.y);
}

/* Written late, so that a move without drawing leaves nothing. */
static void start_subpath(struct pen *pen, struct grid_point start)
{
	if (pen->subpath_started)
		return;
	write_command(pen, 'm');
	write_step(pen, start);
	pen->at = start;
	pen->subpath_started = true;
}

static void write_line(struct pen *pen, struct grid_point to)
{
	if (to.y == pen->at.y) {
		write_command(pen, 'h');
		write_number(pen, to.x - pen->at.x);
	} else if (to.x == pen->at.x) {
		write_command(pen, 'v');
		write_number(pen, to.y - pen->at.y);
	} else {
		write_command(pen, 'l');
		write_step(pen, to);
	}
	pen->at = to;
	pen->drawn = true;
}

/* A line of no length draws nothing, except alone, with round caps: a dot. The last line of a ring is drawn
 * by its 'z'. */
static void add_line(struct pen *pen, struct grid_point to, bool more_lines, bool closes)
{
	bool no_length = grid_equal(to, pen->at);
	if (no_length && (pen->drawn || more_lines || closes))
		return;
	if (closes && pen->drawn && grid_equal(to, pen->start))
		return;
	write_line(pen, to);
}

static void add_curve(struct pen *pen, const struct page_point *points)
{
	struct grid_point end = to_grid(points[2]);
	write_command(pen, 'c');
	write_step(pen, to_grid(points[0]));
	write_step(pen, to_grid(points[1]));
	write_step(pen, end);
	pen->at = end;
	pen->drawn = true;
}

static void close_subpath(struct pen *pen)
{
	write_command(pen, 'z');
	pen->at = pen->start;
	pen->subpath_started = false;
	pen->drawn = false;
}

void svg_path_data(const struct path *path, struct buffer *out)
{
	struct pen pen = {.out = out};
	const struct page_point *point = path->points;
	for (size_t i = 0; i < path->verb_count; i++) {
		int next = i + 1 < path->verb_count ? path->verbs[i + 1] : PATH_MOVE;
		if (path->verbs[i] == PATH_MOVE) {
			pen.start = to_grid(*point++);
			pen.subpath_started = pen.drawn = false;
			continue;
		}
		start_subpath(&pen, pen.start);
		switch (path->verbs[i]) {
		case PATH_LINE:
			add_line(&pen, to_grid(*point++), next == PATH_LINE || next == PATH_CURVE, next == PATH_CLOSE);
			break;
		case PATH_CURVE:
			add_curve(&pen, point);
			point += 3;
			break;
		case PATH_CLOSE:
			close_subpath(&pen);
			break;
		}
	}
}

/* Four curves between the ends of two diameters, as path_circle() makes them. */
bool path_is_circle(const struct path *path, struct page_point *centre, double *radius)
{
	static const uint8_t verbs[] = {PATH_MOVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CLOSE};
	if (path->verb_count != sizeof verbs || memcmp(path->verbs, verbs, sizeof verbs) != 0)
		return false;
	const struct page_point *at = path->points;
	*centre = (struct page_point){(at[0].x + at[6].x) / 2, (at[0].y + at[6].y) / 2};
	*radius = at[0].x - centre->x;
	struct page_point unit[13];
	struct path circle = {.verbs = (uint8_t[sizeof verbs]){0}, .points = unit};
	circle.verb_capacity = sizeof verbs;
	circle.point_capacity = sizeof unit / sizeof *unit;
	path_circle(&circle, *centre, *radius);
	for (size_t i = 0; i < circle.point_count; i++) {
		if (!(hypot(at[i].x - unit[i].x, at[i].y - unit[i].y) < 1e-6))
			return false;
	}
	return *radius > 0;
}
