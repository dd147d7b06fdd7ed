/* Which coordinate systems numbers may be in, by their ranges alone.
 *
 * In: a box of coordinates that are no degrees. Out: words for a hint.
 * Why so: a file without a coordinate system is the commonest fault of shapefiles, and most grids of the world can be
 * told apart by where their numbers lie. Only false eastings that begin with a zone's number tell the zone. It stays a
 * guess, so several are offered, by how common a grid is against how much of the plane it takes (Bayes).
 * The ranges are those of each system's area of use in the EPSG data set, projected; tests/unit/test_data_likely_crs.c
 * asks PROJ for them. */
#include "data/likely_crs.h"

#include "base/buffer.h"

#include <math.h>

#define MOST_GRIDS 4

struct grid {
	const char *name;
	int weight;                      /* how common such files are, against 1 */
	double west, south, east, north; /* kilometres */
};

static const struct grid grids[] = {
        {"EPSG:27700 (British National Grid)", 10, -105, -18, 690, 1258},
        {"EPSG:29902 (Irish Grid)", 2, 10, 10, 380, 480},
        {"EPSG:2157 (Ireland, ITM)", 2, 400, 500, 800, 980},
        {"EPSG:2154 (France, Lambert-93)", 10, -379, 6004, 1322, 7237},
        {"EPSG:27572 (France, old Lambert II étendu)", 3, 0, 1600, 1200, 2710},
        {"EPSG:28992 (Netherlands, RD New)", 6, 0, 300, 285, 640},
        {"EPSG:31370 (Belgium, Lambert 72)", 3, 14, 20, 298, 247},
        {"EPSG:3812 (Belgium, Lambert 2008)", 1, 514, 520, 798, 747},
        {"EPSG:2056 (Switzerland, LV95)", 5, 2480, 1070, 2840, 1305},
        {"EPSG:21781 (Switzerland, LV03)", 4, 480, 70, 840, 305},
        {"EPSG:31287 (Austria Lambert)", 2, 107, 277, 696, 577},
        {"EPSG:3035 (Europe, LAEA)", 6, 900, 900, 7400, 6500},
        {"EPSG:3006 (Sweden, SWEREF99 TM)", 3, 181, 6089, 1087, 7690},
        {"EPSG:3067 (Finland, TM35FIN)", 3, 43, 6521, 766, 7796},
        {"EPSG:2180 (Poland, CS92)", 3, 144, 125, 878, 909},
        {"EPSG:5514 (Czechia and Slovakia, Krovak)", 4, -951, -1354, -158, -910},
        {"EPSG:23700 (Hungary, EOV)", 1, 420, 43, 951, 368},
        {"EPSG:3844 (Romania, Stereo70)", 1, 115, 215, 1020, 773},
        {"EPSG:3763 (Portugal, TM06)", 1, -128, -303, 174, 280},
        {"EPSG:3003 (Italy, zone 1)", 2, 1224, 4042, 1770, 5215},
        {"EPSG:3004 (Italy, zone 2)", 2, 2244, 3845, 2886, 5225},
        {"EPSG:2100 (Greek Grid)", 2, 94, 3858, 894, 4632},
        {"EPSG:3346 (Lithuania)", 1, 172, 5971, 686, 6270},
        {"EPSG:3301 (Estonia)", 1, 282, 6374, 753, 6660},
        {"EPSG:3059 (Latvia)", 1, 188, 168, 768, 450},
        {"EPSG:3765 (Croatia)", 1, 246, 4688, 742, 5161},
        {"EPSG:5179 (Korea, Unified CS)", 3, 530, 957, 1665, 2275},
        {"EPSG:5186 (Korea, Central Belt)", 3, 106, 60, 294, 638},
        {"EPSG:3826 (Taiwan, TWD97)", 4, 144, 2257, 362, 2958},
        {"EPSG:2326 (Hong Kong)", 3, 792, 798, 872, 850},
        {"EPSG:2193 (New Zealand, NZTM)", 4, 987, 4736, 2121, 6228},
        {"EPSG:27200 (New Zealand, old map grid)", 1, 1896, 5298, 3032, 6790},
        {"EPSG:3577 (Australian Albers)", 3, -2154, -4929, 2437, -1032},
        {"EPSG:5070 (United States, Conus Albers)", 6, -2917, 153, 2947, 3256},
        {"EPSG:3347 (Statistics Canada Lambert)", 3, 3600, 200, 10438, 5742},
        {"EPSG:3978 (Canada Atlas Lambert)", 3, -3895, -1231, 4434, 4331},
        {"EPSG:5880 (Brazil Polyconic)", 1, 2771, 5668, 8198, 10877},
        {"EPSG:2039 (Israeli TM)", 1, 118, 373, 268, 800},
        {"EPSG:3414 (Singapore, SVY21)", 1, 0, 12, 55, 51},
};

/* Zones of Gauss-Krüger and the like, whose false easting begins with the zone's number: x = zone × 1000 km + 500 km,
 * ± half the width. Several codes where the same numbers stand for several datums. */
struct zones {
	const char *name;
	int first, last; /* zones */
	double half_width, south, north;
	struct {
		const char *datum;
		int code; /* of the first zone; those of the others follow */
	} codes[3];
};

static const struct zones zones[] = {
        {"3-degree Gauss-Krüger, China",
         25,
         45,
         190,
         1700,
         6100,
         {{"CGCS2000", 4513}, {"Xian 1980", 2349}, {"Beijing 1954", 2401}}},
        {"6-degree Gauss-Krüger, China",
         13,
         23,
         350,
         1700,
         6100,
         {{"CGCS2000", 4491}, {"Xian 1980", 2327}, {"Beijing 1954", 21413}}},
        {"Gauss-Krüger, former Soviet Union", 2, 32, 350, 3700, 9400, {{"Pulkovo 1942", 28402}}},
        {"3-degree Gauss-Krüger, Germany", 2, 5, 190, 5200, 6200, {{"DHDN", 31466}}},
        {"3-degree Gauss-Krüger, the Balkans", 5, 8, 190, 4500, 5220, {{"MGI 1901", 3907}}},
        {"Poland CS2000", 5, 8, 190, 5400, 6150, {{"ETRF2000-PL", 2176}}},
        {"Finland KKJ", 1, 4, 190, 6550, 7850, {{"KKJ", 2391}}},
        {"UTM with the zone before the easting", 31, 31, 400, 5100, 9400, {{"ETRS89", 5649}}},
        {"UTM with the zone before the easting", 32, 32, 400, 5100, 9400, {{"ETRS89", 4647}}},
        {"UTM with the zone before the easting", 33, 33, 400, 5100, 9400, {{"ETRS89", 5650}}},
};

static bool holds(double west, double south, double east, double north, struct lonlat_box box)
{
	return box.west >= west * 1000 && box.east <= east * 1000 && box.south >= south * 1000 &&
	       box.north <= north * 1000;
}

static void add(struct buffer *out, const char *text)
{
	buffer_text(out, out->length ? " or " : "");
	buffer_text(out, text);
}

static void add_zones(struct lonlat_box box, struct buffer *out)
{
	int zone = (int)floor(fmin(fmax(box.west, -1e9), 1e9) / 1e6);
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		const struct zones *row = &zones[i];
		double middle = zone * 1000 + 500;
		if (zone < row->first || zone > row->last ||
		    !holds(middle - row->half_width, row->south, middle + row->half_width, row->north, box))
			continue;
		for (size_t k = 0; k < sizeof row->codes / sizeof *row->codes && row->codes[k].datum; k++) {
			add(out, "");
			buffer_printf(out, "EPSG:%d (%s, zone %d, %s)", row->codes[k].code + zone - row->first,
			              row->name, zone, row->codes[k].datum);
		}
	}
}

static double likelihood(const struct grid *grid)
{
	return grid->weight / ((grid->east - grid->west) * (grid->north - grid->south));
}

/* The likeliest grid that holds the box and is less likely than the last one; NULL: none. */
static const struct grid *next_grid(struct lonlat_box box, double less_than)
{
	const struct grid *found = NULL;
	for (size_t i = 0; i < sizeof grids / sizeof *grids; i++) {
		const struct grid *grid = &grids[i];
		if (holds(grid->west, grid->south, grid->east, grid->north, box) && likelihood(grid) < less_than &&
		    (!found || likelihood(grid) > likelihood(found)))
			found = grid;
	}
	return found;
}

static void add_grids(struct lonlat_box box, struct buffer *out)
{
	const struct grid *grid = NULL;
	for (int i = 0; i < MOST_GRIDS && (grid = next_grid(box, grid ? likelihood(grid) : INFINITY)); i++)
		add(out, grid->name);
}

static void add_web_mercator(struct lonlat_box box, struct buffer *out)
{
	static const double radius = 6378137, half = 20037.6, nowhere = 20000; /* metres about 0° N, 0° E: a plan */
	bool is_plan =
	        fmax(fabs(box.west), fabs(box.east)) < nowhere && fmax(fabs(box.south), fabs(box.north)) < nowhere;
	if (is_plan || !holds(-half, -half, half, half, box))
		return;
	double x = (box.west + box.east) / 2, y = (box.south + box.north) / 2;
	double lon = x / radius * 180 / M_PI, lat = atan(sinh(y / radius)) * 180 / M_PI;
	char east[48], north[48];
	add(out, "");
	buffer_printf(out, "EPSG:3857 (web Mercator, if it lies near %s° %s, %s° %s)",
	              base_number_text(north, fabs(lat), 1), lat < 0 ? "S" : "N", base_number_text(east, fabs(lon), 1),
	              lon < 0 ? "W" : "E");
}

/* What fits anywhere on the globe. */
static void add_general(struct lonlat_box box, struct buffer *out)
{
	if (holds(100, 0, 900, 10000, box))
		add(out, "UTM (EPSG:326zz north of the equator, 327zz south of it, zz: the zone; 230zz on ED50, 258zz "
		         "on ETRS89, 269zz on NAD83)");
	if (holds(310, 1700, 690, 6100, box))
		add(out, "EPSG:4534 to 4554 (Gauss-Krüger, China, CGCS2000, the zone not in the numbers)");
	add_web_mercator(box, out);
}

const char *data_likely_crs(struct arena *arena, struct lonlat_box box)
{
	struct buffer found;
	const struct lonlat_box swapped = {box.south, box.west, box.north, box.east};
	buffer_init(&found);
	add_zones(box, &found);
	add_grids(box, &found);
	add_general(box, &found);
	if (!found.length) {
		add_zones(swapped, &found);
		if (found.length)
			buffer_text(&found, ", with x and y swapped");
	}
	const char *text = found.length ? arena_text(arena, found.bytes) : NULL;
	buffer_clear(&found);
	return text;
}
