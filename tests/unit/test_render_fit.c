/* What `extent: fit` frames in a plain map: what its layers draw. Expected are figures worked out by hand from the places
 * and the page: a kilometre on the ground is a kilometre by the length of a degree, 111.2 km along a meridian. */
#include "rendered_map.h"

#include <math.h>
#include <shapefil.h>
#include <sys/stat.h>

#define FOLDER "build/test-render-fit"
#define DEGREE 111.2 /* km of a degree of latitude on the mean sphere */
#define SIDE   160.0 /* mm of the square page, which is all frame */

/* What a map of these lines under its title and page frames. */
struct fitted_map {
	struct loaded_map map;
	struct diag diag;
	struct buffer said;
	struct lonlat_box bounds;
	double denominator;
};

static void fit(struct fitted_map *out, const char *lines)
{
	char *text = calloc(1, 4000);
	struct map_scale scale;
	snprintf(text, 4000, "title: Fit\npage: 160x160mm\nmargin: 0mm\npadding: 0\n%s", lines);
	diag_init(&out->diag);
	buffer_init(&out->said);
	const struct map_overrides overrides = {.share_dir = "seeds"};
	bool good = map_open(&out->map, FOLDER "/map.yaml", text, strlen(text), &overrides, &out->diag) &&
	            map_scale_read(&out->map, 0, true, &out->diag, &scale);
	diag_format(&out->diag, 0, &out->said);
	buffer_text(&out->said, "");
	if (!good)
		fail_msg("%s", out->said.bytes);
	out->bounds = scale.bounds;
	out->denominator = scale.denominator;
	free(text);
}

static void drop(struct fitted_map *fitted)
{
	map_close(&fitted->map);
	diag_clear(&fitted->diag);
	buffer_clear(&fitted->said);
}

static void assert_sees(const struct fitted_map *fitted, double lon, double lat, bool seen)
{
	const struct lonlat_box *box = &fitted->bounds;
	bool is_in = lon >= box->west - 1e-3 && lon <= box->east + 1e-3 && lat >= box->south - 1e-3 &&
	             lat <= box->north + 1e-3;
	if (is_in != seen)
		fail_msg("%.2f %.2f is %s %.3f %.3f %.3f %.3f", lon, lat, seen ? "outside" : "inside", box->west, box->south,
		         box->east, box->north);
}

/* Denominator of the scale at which so many kilometres take the page's side. */
static double scale_of(double km)
{
	return km * 1e6 / SIDE;
}

static void assert_scale(const struct fitted_map *fitted, double km, double share)
{
	if (fabs(fitted->denominator / scale_of(km) - 1) > share)
		fail_msg("1 : %.0f, expected 1 : %.0f", fitted->denominator, scale_of(km));
}

/* Paris and Marseille are 48.857 - 43.297 degrees apart from south to north, which is more than from west to east. */
static void test_points(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/towns.csv", "name,lon,lat\nParis,2.352,48.857\nLyon,4.836,45.764\nMarseille,5.370,43.297\n");
	fit(&fitted, "data: {towns: towns.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
	assert_scale(&fitted, (48.857 - 43.297) * DEGREE, 0.01);
	assert_sees(&fitted, 2.352, 48.857, true);
	assert_sees(&fitted, 5.370, 43.297, true);
	assert_int_equal(fitted.diag.count, 0);
	drop(&fitted);
}

/* A tenth of a degree to the north and to the south. */
static void test_single_point(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/one.csv", "name,lon,lat\nParis,2.352,48.857\nParis again,2.352,48.857\n");
	fit(&fitted, "data: {towns: one.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
	assert_scale(&fitted, 0.2 * DEGREE, 0.01);
	assert_true(fabs((fitted.bounds.west + fitted.bounds.east) / 2 - 2.352) < 1e-3);
	assert_true(fabs((fitted.bounds.south + fitted.bounds.north) / 2 - 48.857) < 1e-3);
	drop(&fitted);
}

/* From 179 to -179 are two degrees, not 358. */
static void test_date_line(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/date.csv", "name,lon,lat\nWest,179,-17\nEast,-179,-17\n");
	fit(&fitted, "data: {towns: date.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
	assert_scale(&fitted, 2 * DEGREE * cos(17 * acos(-1) / 180), 0.01);
	drop(&fitted);
}

/* What `where` leaves out is not framed, nor is a layer that `fit` does not name. */
static void test_what_is_drawn(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/some.csv", "name,kind,lon,lat\nA,in,10,50\nB,in,11,51\nC,out,40,20\n");
	write_file(FOLDER "/line.csv", "lon,lat\n10,50\n14,53\n");
	fit(&fitted, "data: {towns: some.csv, line: {file: line.csv, as: line}}\n"
	             "layers:\n  - {kind: line, data: line}\n  - {kind: marker, data: towns, where: {kind: in}}\n");
	assert_scale(&fitted, 3 * DEGREE, 0.02);
	assert_sees(&fitted, 14, 53, true);
	drop(&fitted);
	fit(&fitted, "data: {towns: some.csv, line: {file: line.csv, as: line}}\nfit: {layers: [towns]}\n"
	             "layers:\n  - {kind: line, data: line}\n  - {kind: marker, data: towns, where: {kind: in}}\n");
	assert_scale(&fitted, DEGREE, 0.02);
	assert_sees(&fitted, 14, 53, false);
	drop(&fitted);
}

/* Long edges bend on the page: of a cap of 20 degrees round the pole with three corners the whole circle is framed, and
 * a rectangle that goes round the globe is whole. */
static void test_long_edges(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/cap.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[-180,-90],[-180,-70],[-60,-70],[60,-70],"
	                                  "[180,-70],[180,-90],[-180,-90]]]}");
	fit(&fitted, "data: {cap: cap.geojson}\n");
	assert_scale(&fitted, 40 * DEGREE, 0.05);
	drop(&fitted);
	write_file(FOLDER "/belt.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[-180,-60],[180,-60],[180,60],[-180,60],"
	                                   "[-180,-60]]]}");
	fit(&fitted, "data: {belt: belt.geojson}\n");
	assert_sees(&fitted, -179.9, 0, true);
	assert_sees(&fitted, 179.9, 0, true);
	assert_sees(&fitted, -179.9, 59, true);
	drop(&fitted);
}

static void test_nothing(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/some.csv", "name,kind,lon,lat\nA,in,10,50\n");
	fit(&fitted, "data: {towns: some.csv}\nlayers:\n  - {kind: marker, data: towns, where: {kind: other}}\n");
	assert_non_null(strstr(fitted.said.bytes, "no layer draws anything that the map could be fitted to: the whole globe"));
	assert_true(fitted.bounds.east - fitted.bounds.west > 350);
	drop(&fitted);
}

static const double main_land[][2] = {{-4.8, 48.4}, {2.5, 51.1}, {8.2, 49}, {7.7, 43.8}, {3.1, 42.4}, {-1.8, 43.4}};
static const double corsica[][2] = {{8.6, 42}, {8.6, 43}, {9.5, 43}, {9.5, 42}};
static const double guiana[][2] = {{-54.5, 2.2}, {-54.5, 5.8}, {-51.6, 5.8}, {-51.6, 2.2}};
static const double reunion[][2] = {{55.2, -21.4}, {55.2, -20.9}, {55.8, -20.9}, {55.8, -21.4}};
static const struct ring {
	const double (*points)[2];
	int count;
} rings[] = {{guiana, 4}, {main_land, 6}, {corsica, 4}, {reunion, 4}};
enum { RINGS = sizeof rings / sizeof *rings };

/* France as one feature of four parts, or of a feature for each, in the way of its departments. */
static void write_france(bool one_feature)
{
	double x[32], y[32];
	int starts[RINGS + 1] = {0}, count = 0;
	mkdir(FOLDER, 0777);
	SHPHandle shp = SHPCreate(FOLDER "/france", SHPT_POLYGON);
	DBFHandle dbf = DBFCreate(FOLDER "/france");
	DBFAddField(dbf, "name", FTString, 20, 0);
	for (int i = 0; i < RINGS; i++) {
		for (int k = 0; k < rings[i].count; k++, count++) {
			x[count] = rings[i].points[k][0];
			y[count] = rings[i].points[k][1];
		}
		starts[i + 1] = count;
	}
	for (int i = 0; i < (one_feature ? 1 : RINGS); i++) {
		int first = one_feature ? 0 : starts[i], parts = one_feature ? RINGS : 1;
		int number = (one_feature ? count : starts[i + 1]) - first, alone = 0;
		SHPObject *shape = SHPCreateObject(SHPT_POLYGON, -1, parts, one_feature ? starts : &alone, NULL, number,
		                                   x + first, y + first, NULL, NULL);
		SHPRewindObject(shp, shape);
		SHPWriteObject(shp, -1, shape);
		SHPDestroyObject(shape);
		DBFWriteStringAttribute(dbf, i, 0, "France");
	}
	SHPClose(shp);
	DBFClose(dbf);
	write_file(FOLDER "/france.prj",
	           "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
	           "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]");
}

#define FRANCE "data: {france: france.shp}\nlayers:\n  - {kind: area, data: france, fill: land}\n"

/* The main land and Corsica reach from 4.8 W to 9.5 E, at their middle latitude of 46.5 degrees. */
static void assert_france(void)
{
	struct fitted_map fitted;
	fit(&fitted, "fit: {largest_part: yes}\n" FRANCE);
	assert_scale(&fitted, 14.3 * DEGREE * cos(46.5 * acos(-1) / 180), 0.06);
	assert_sees(&fitted, -4.8, 48.4, true);
	assert_sees(&fitted, 9.5, 42, true);
	assert_sees(&fitted, -52, 5, false);
	drop(&fitted);
	fit(&fitted, FRANCE); /* from Guiana to Réunion, 110.3 degrees across the equator */
	assert_scale(&fitted, 110.3 * DEGREE, 0.2);
	drop(&fitted);
}

static void test_largest_part(void **state)
{
	(void)state;
	write_france(true);
	assert_france();
	write_france(false);
	assert_france();
}

/* Two lands that touch, and an island as far from one of them as the lands together are near, but the one is not. */
static void test_largest_part_of_each(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/lands.geojson",
	           "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {}, "
	           "\"geometry\": {\"type\": \"MultiPolygon\", \"coordinates\": [[[[0,0],[20,0],[20,20],[0,20],[0,0]]], "
	           "[[[-4.5,9],[-4,9],[-4,10],[-4.5,10],[-4.5,9]]]]}}, {\"type\": \"Feature\", \"properties\": {}, "
	           "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[22,0],[42,0],[42,20],[22,20],[22,0]]]}}]}");
	fit(&fitted, "fit: {largest_part: yes}\ndata: {lands: lands.geojson}\nlayers:\n  - {kind: area, data: lands}\n");
	assert_sees(&fitted, -4.4, 9.5, true);
	drop(&fitted);
	fit(&fitted, "fit: {largest_part: yes, each: yes}\ndata: {lands: lands.geojson}\nlayers:\n  - {kind: area, data: lands}\n");
	assert_sees(&fitted, -4.4, 9.5, false);
	assert_sees(&fitted, 0.1, 19.9, true);
	assert_sees(&fitted, 41.9, 0.1, true);
	drop(&fitted);
}

/* A town overseas does not bring it back. */
static void test_largest_part_with_points(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_france(true);
	write_file(FOLDER "/towns.csv", "name,lon,lat\nParis,2.352,48.857\nCayenne,-52.33,4.92\n");
	fit(&fitted, "fit: {largest_part: yes}\ndata: {france: france.shp, towns: towns.csv}\nlayers:\n"
	             "  - {kind: area, data: france, fill: land}\n  - {kind: marker, data: towns}\n");
	assert_sees(&fitted, 2.352, 48.857, true);
	assert_sees(&fitted, -52.33, 4.92, false);
	drop(&fitted);
}

/* A street grid of places round Rome, with further lines. */
static void write_places(const char *path, int count, const char *further)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "name,lon,lat\n");
	for (int i = 0; i < count; i++)
		buffer_printf(&text, "P%d,%.2f,%.2f\n", i, 12 + 0.1 * (i % 8), 41 + 0.1 * (i / 8 % 8));
	buffer_printf(&text, "%s", further);
	write_file(path, text.bytes);
	buffer_clear(&text);
}

/* A wrong coordinate among right ones makes a map of half the globe: the map says which record that is. */
static void test_outliers(void **state)
{
	(void)state;
	static const struct {
		int count;
		const char *further, *said;
	} cases[] = {
	        {60, "Typo,-120,-40\n", "outliers.csv, record 62 (-120, -40): far from all other places"},
	        {60, "Null,0,0\nNull,0,0\nTypo,179,80\n",
	         "outliers.csv, record 64 (179, 80); outliers.csv, record 62 (0, 0); outliers.csv, record 63 (0, 0): far"},
	        {100, "A,100,0\nB,100,10\nC,100,20\nD,100,30\nE,100,40\n", "; and 2 more: far"},
	        {3, "Far,-100,40\n", "outliers.csv, record 5 (-100, 40): far"},
	        {64, "", NULL},
	        {2, "Far,-100,40\n", NULL},                              /* nobody knows which is meant */
	        {40, "A,100,0\nB,100,10\nC,100,20\nD,100,30\n", NULL}, /* a part of the map */
	        {64, "Near,14,42\n", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fitted_map fitted;
		write_places(FOLDER "/outliers.csv", cases[i].count, cases[i].further);
		fit(&fitted, "data: {towns: outliers.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
		if (cases[i].said && !strstr(fitted.said.bytes, cases[i].said))
			fail_msg("'%s' instead of '%s'", fitted.said.bytes, cases[i].said);
		if (!cases[i].said && strstr(fitted.said.bytes, "far from all"))
			fail_msg("'%s' after '%s'", fitted.said.bytes, cases[i].further);
		drop(&fitted);
	}
}

/* Places on both sides of the date line lie together; the extent of a map that has one is its author's. */
static void test_no_outliers(void **state)
{
	(void)state;
	struct fitted_map fitted;
	write_file(FOLDER "/fiji.csv", "name,lon,lat\nA,179,-17\nB,-179,-17\nC,179.5,-18\nD,-179.5,-18\nE,180,-17\n");
	fit(&fitted, "data: {towns: fiji.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
	assert_null(strstr(fitted.said.bytes, "far from all"));
	drop(&fitted);
	write_file(FOLDER "/ferry.csv", "lon,lat\n177.4,-17.8\n184,-15\n188.2,-13.8\n"); /* a line over it has no middle */
	fit(&fitted, "data: {towns: fiji.csv, ferry: {file: ferry.csv, as: line}}\nlayers:\n  - {kind: marker, data: towns}\n"
	             "  - {kind: line, data: ferry}\n");
	assert_null(strstr(fitted.said.bytes, "far from all"));
	drop(&fitted);
	write_places(FOLDER "/outliers.csv", 60, "Typo,-120,-40\n");
	fit(&fitted, "extent: [10, 40, 14, 43]\ndata: {towns: outliers.csv}\nlayers:\n  - {kind: marker, data: towns}\n");
	assert_null(strstr(fitted.said.bytes, "far from all"));
	drop(&fitted);
	fit(&fitted, "data: {towns: outliers.csv}\nlayers:\n  - {kind: marker, data: towns, where: {name: [P1, P2, P3, P4, P5]}}\n");
	assert_null(strstr(fitted.said.bytes, "far from all"));
	drop(&fitted);
}

/* Of so many points not all are looked at; those beside a seam amid their longitudes are outermost all the same. */
static void test_many_points(void **state)
{
	(void)state;
	struct fitted_map fitted;
	struct buffer table;
	buffer_init(&table);
	buffer_text(&table, "name,lon,lat\n");
	for (int lat = -56; lat <= 56; lat++)
		for (int lon = -120; lon < 120; lon++)
			buffer_printf(&table, "P,%g,%g\n", lon * 1.5, lat * 1.5);
	write_file(FOLDER "/many.csv", table.bytes);
	buffer_clear(&table);
	fit(&fitted, "projection: +proj=robin +lon_0=150\ndata: {towns: many.csv}\nlayers:\n"
	             "  - {kind: marker, data: towns, label: none}\n");
	assert_scale(&fitted, 360 * DEGREE, 0.01);
	drop(&fitted);
}

/* What Mercator draws far out is not framed: the poles, and what lies between its end at 89 degrees and them. */
static void test_beyond_mercator(void **state)
{
	(void)state;
	struct fitted_map with, without;
	static const char lines[] = "projection: +proj=merc\ndata: {towns: far.csv}\nlayers:\n  - {kind: marker, data: towns}\n";
	write_file(FOLDER "/far.csv", "name,lon,lat\nA,0,0\nPole,30,90\nC,20,20\nSouth pole,10,-90\nNear,40,89.5\n");
	fit(&with, lines);
	write_file(FOLDER "/far.csv", "name,lon,lat\nA,0,0\nC,20,20\n");
	fit(&without, lines);
	if (fabs(with.denominator / without.denominator - 1) > 1e-9)
		fail_msg("1 : %.0f, without the places beyond 1 : %.0f", with.denominator, without.denominator);
	drop(&with);
	drop(&without);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_points),
	        cmocka_unit_test(test_many_points),
	        cmocka_unit_test(test_beyond_mercator),
	        cmocka_unit_test(test_outliers),
	        cmocka_unit_test(test_no_outliers),
	        cmocka_unit_test(test_single_point),
	        cmocka_unit_test(test_date_line),
	        cmocka_unit_test(test_what_is_drawn),
	        cmocka_unit_test(test_long_edges),
	        cmocka_unit_test(test_nothing),
	        cmocka_unit_test(test_largest_part),
	        cmocka_unit_test(test_largest_part_with_points),
	        cmocka_unit_test(test_largest_part_of_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
