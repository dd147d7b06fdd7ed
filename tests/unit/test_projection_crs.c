/* Coordinate systems of data files: against cs2cs, WKT as found in the wild, and hostile texts. A hostile text must be
 * refused without opening anything: its path is a pipe that nobody writes to, so that opening it would hang. */
#include "geometry_random.h"
#include "projection/view.h"
#include "projection_oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { tested = 200 };

static const char esri_utm[] =
        "PROJCS[\"WGS_1984_UTM_Zone_51N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
        "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_"
        "Mercator\"]"
        ",PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",123.0]"
        ","
        "PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
static const char esri_wgs84[] =
        "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
        "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
static const char esri_cgcs2000[] =
        "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,"
        "298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
static const char gdal_web_mercator[] =
        "PROJCS[\"WGS 84 / Pseudo-Mercator\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS "
        "84\",6378137,298.257223563,"
        "AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\","
        "0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]],PROJECTION[\"Mercator_1SP\"],PARAMETER[\"central_meridian\","
        "0],"
        "PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]"
        ","
        "AXIS[\"X\",EAST],AXIS[\"Y\",NORTH],EXTENSION[\"PROJ4\",\"+proj=merc +a=6378137 +b=6378137 +lat_ts=0.0 "
        "+lon_0=0.0 "
        "+x_0=0.0 +y_0=0 +k=1.0 +units=m +nadgrids=@null +wktext +no_defs\"],AUTHORITY[\"EPSG\",\"3857\"]]";

struct system {
	const char *crs, *oracle; /* for cs2cs: from lon/lat to it */
	bool northing_first;
};

static const struct system systems[] = {
        {"EPSG:3857", "EPSG:3857", false},
        {"epsg:4549", "EPSG:4549", true},
        {"EPSG:32651", "EPSG:32651", false},
        {"EPSG:4326", "+proj=longlat +datum=WGS84", false},
        {"urn:ogc:def:crs:OGC:1.3:CRS84", "+proj=longlat +datum=WGS84", false},
        {"OGC:CRS84", "+proj=longlat +datum=WGS84", false},
        {"+proj=utm +zone=51 +datum=WGS84 +units=m +no_defs", "+proj=utm +zone=51 +datum=WGS84 +units=m", false},
        {"+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +units=m", "EPSG:3857", false},
        {"+proj=lcc +lat_1=25 +lat_2=47 +lon_0=105 +ellps=krass +towgs84=24,-123,-94,0,0,0,0",
         "+proj=lcc +lat_1=25 +lat_2=47 +lon_0=105 +ellps=krass +towgs84=24,-123,-94,0,0,0,0", false},
        {esri_utm, "+proj=utm +zone=51 +datum=WGS84", false},
        {esri_wgs84, "+proj=longlat +datum=WGS84", false},
        {esri_cgcs2000, "+proj=longlat +datum=WGS84", false},
        {gdal_web_mercator, "EPSG:3857", false},
};

static bool to_lonlat(const char *text, struct lonlat *points, size_t count, struct diag *diag)
{
	struct crs *crs = crs_open(text, no_place, diag);
	bool good = crs && crs_to_lonlat(crs, points, count, no_place, diag);
	crs_close(crs);
	return good;
}

/* Points of records that were left out are neither brought over nor counted. */
static void what_was_left_out_is_not_counted(void **state)
{
	(void)state;
	struct diag diag;
	diag_init(&diag);
	struct lonlat points[] = {{NAN, NAN}, {500000, 3400000}, {NAN, NAN}};
	assert_true(to_lonlat("EPSG:32651", points, 3, &diag));
	assert_int_equal(diag.count, 0);
	assert_true(isnan(points[0].lon) && fabs(points[1].lon - 123) < 1e-6);
	diag_clear(&diag);
}

static void coordinates_are_those_of_cs2cs(void **state)
{
	(void)state;
	struct random random = random_start("systems");
	for (size_t s = 0; s < sizeof systems / sizeof *systems; s++) {
		static double lines[tested][2];
		static struct answer answers[tested];
		struct lonlat points[tested];
		struct diag diag;
		char command[400];
		double worst = 0;
		for (size_t i = 0; i < tested; i++) {
			lines[i][0] = random_between(&random, 118, 123);
			lines[i][1] = random_between(&random, 25, 35);
		}
		snprintf(command, sizeof command, "cs2cs -f %%.12f +proj=longlat +datum=WGS84 +to %s",
		         systems[s].oracle);
		assert_int_equal(ask(command, lines[0], 2, tested, answers), tested);
		for (size_t i = 0; i < tested; i++)
			points[i] = (struct lonlat){answers[i].values[systems[s].northing_first],
			                            answers[i].values[!systems[s].northing_first]};
		diag_init(&diag);
		if (!to_lonlat(systems[s].crs, points, tested, &diag))
			fail_msg("%s: %s", systems[s].crs, diag.entries[0].message);
		assert_int_equal(diag.count, 0);
		for (size_t i = 0; i < tested; i++) {
			worst = fmax(worst, fabs(points[i].lon - lines[i][0]));
			worst = fmax(worst, fabs(points[i].lat - lines[i][1]));
		}
		if (worst > 1e-8)
			fail_msg("%s: off by %g degrees", systems[s].crs, worst);
		diag_clear(&diag);
	}
}

static void expect_refusal(const char *crs, const char *part)
{
	struct diag diag;
	struct lonlat point = {500000, 3000000};
	diag_init(&diag);
	if (to_lonlat(crs, &point, 1, &diag))
		fail_msg("taken: %s", crs);
	assert_int_equal(diag.errors, 1);
	if (strstr(diag.entries[0].message, part) == NULL)
		fail_msg("'%s' has no '%s', for %s", diag.entries[0].message, part, crs);
	diag_clear(&diag);
}

/* %s: the path of the pipe. */
static const char *const hostile[] = {
        "+proj=longlat +ellps=bessel +nadgrids=%s",
        "+proj=longlat +ellps=bessel +NADGRIDS=%s",
        "+proj=longlat +ellps=bessel +nadgrids=@null,%s",
        "+proj=longlat +ellps=bessel +nadgrids=@null +nadgrids=%s",
        "+proj=longlat +ellps=bessel +geoidgrids=%s",
        "+init=%s:1",
        "init=%s:1",
        "+proj=pipeline +step +proj=hgridshift +grids=%s +step +proj=merc",
        "+proj=pipeline +step +proj=vgridshift +grids=%s",
        "+proj=deformation +xy_grids=%s +z_grids=%s",
        "+proj=tinshift +file=%s",
        "+proj=defmodel +model=%s",
        "+proj=pipeline +step +init=%s:1",
        "proj=longlat ellps=bessel nadgrids=%s",
        "PROJCS[\"x\",GEOGCS[\"y\",DATUM[\"z\",SPHEROID[\"s\",6377397,299.15],EXTENSION[\"PROJ4_GRIDS\",\"%s\"]],"
        "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Mercator_1SP\"],UNIT[\"metre\",1]]",
        "PROJCS[\"x\",GEOGCS[\"y\",DATUM[\"z\",SPHEROID[\"s\",6377397,299.15]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\","
        "0.0174532925199433]],PROJECTION[\"Mercator_1SP\"],UNIT[\"metre\",1],EXTENSION[\"PROJ4\",\"+proj=merc "
        "+ellps=bessel +nadgrids=%s\"]]",
        "COMPOUNDCRS[\"c\",GEOGCRS[\"y\",DATUM[\"z\",ELLIPSOID[\"s\",6377397,299.15]],CS[ellipsoidal,2],AXIS[\"lat\","
        "north],"
        "AXIS[\"lon\",east],UNIT[\"degree\",0.0174532925199433]],BOUNDCRS[PARAMETERFILE[\"Geoid\",\"%s\"]]]",
};

static void hostile_systems_open_no_file(void **state)
{
	(void)state;
	char folder[] = "/tmp/corridor-crs-XXXXXX", pipe_path[64], text[1024];
	assert_non_null(mkdtemp(folder));
	snprintf(pipe_path, sizeof pipe_path, "%s/pipe", folder);
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	alarm(60);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct diag diag;
		struct lonlat points[] = {{117, 28}, {122, 33}};
		struct view_request request = {
		        .projection = text, .points = points, .point_count = 2, .frame = {0, 0, 400, 300}};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, hostile[i], pipe_path, pipe_path);
#pragma GCC diagnostic pop
		expect_refusal(text, "names a file");
		diag_init(&diag);
		assert_null(view_open(&request, &diag));
		assert_int_equal(diag.errors, 1);
		diag_clear(&diag);
	}
	alarm(0);
	unlink(pipe_path);
	rmdir(folder);
}

static void nonsense_is_refused(void **state)
{
	(void)state;
	expect_refusal("", "is not a coordinate system");
	expect_refusal("\xEF\xBB\xBF \n", "is not a coordinate system");
	expect_refusal("WGS 84", "is not a coordinate system");
	expect_refusal("{\"type\": \"GeographicCRS\"}", "is not a coordinate system");
	expect_refusal("/etc/passwd", "is not a coordinate system");
	expect_refusal("@/etc/passwd", "is not a coordinate system");
	expect_refusal("BOUNDCRS[SOURCECRS[]]", "is not a coordinate system");
	expect_refusal("PROJCS[", "cannot use");
	expect_refusal("GEOGCS[\"x\"]", "cannot use");
	expect_refusal("EPSG:4978", "cannot use");
	expect_refusal("EPSG:9999999", "cannot use");
	expect_refusal("+proj=utm +zone=99", "cannot use");
	expect_refusal("+proj=pipeline +step +proj=merc", "is not a coordinate system");
	char *nested = test_malloc(70001);
	memset(nested, '[', 70000);
	nested[70000] = '\0';
	memcpy(nested, "PROJCS", 6);
	expect_refusal(nested, "too long");
	nested[60000] = '\0';
	expect_refusal(nested, "cannot use");
	test_free(nested);
}

static void lost_coordinates_become_nan(void **state)
{
	(void)state;
	struct diag diag;
	struct lonlat points[] = {{500000, 3000000}, {NAN, 0}, {1e300, 5}, {600000, 3100000}};
	struct lonlat lost[] = {{1e300, 5}, {1e300, 6}};
	diag_init(&diag);
	assert_true(to_lonlat("EPSG:32651", points, 4, &diag));
	assert_int_equal(diag.warnings, 1);
	assert_true(isfinite(points[0].lon) && isnan(points[1].lon) && isnan(points[2].lat) && isfinite(points[3].lat));
	assert_false(to_lonlat("EPSG:32651", lost, 2, &diag));
	assert_true(to_lonlat("EPSG:32651", NULL, 0, &diag));
	diag_clear(&diag);
}

static void codes_of_all_forms_are_taken(void **state)
{
	(void)state;
	static const char *const forms[] = {"EPSG:32651",
	                                    "epsg:32651",
	                                    "urn:ogc:def:crs:EPSG::32651",
	                                    "http://www.opengis.net/def/crs/EPSG/0/32651",
	                                    "EPSG:32651+5773",
	                                    "+proj=utm +zone=51 +datum=WGS84"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct diag diag;
		struct lonlat point = {500000, 3000000};
		diag_init(&diag);
		if (!to_lonlat(forms[i], &point, 1, &diag))
			fail_msg("%s: %s", forms[i], diag.entries[0].message);
		assert_true(fabs(point.lon - 123) < 1e-9);
		assert_true(fabs(point.lat - 27.12246964) < 1e-7);
		diag_clear(&diag);
	}
}

static void what_was_meant_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *text, *hint;
	} wrong[] = {
	        {"2154", "did you mean EPSG:2154 (RGF93 v1 / Lambert-93)"},
	        {"EPGS:2154", "EPSG:2154 (RGF93 v1 / Lambert-93)"},
	        {"epsg 27700", "EPSG:27700 (OSGB36 / British National Grid)"},
	        {"ERSI:102100", "did you mean ESRI:102100"},
	        {"UTM 32N", "EPSG:32632 (WGS 84 / UTM zone 32N)"},
	        {"utm zone 17 s", "EPSG:32717"},
	        {"british national grid", "EPSG:27700"},
	        {"lambert93", "EPSG:2154"},
	        {"EPSG:999999", "not found"},
	        {"metres", "use a code such as EPSG:4549"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct diag diag;
		diag_init(&diag);
		assert_null(crs_open(wrong[i].text, no_place, &diag));
		assert_int_equal(diag.errors, 1);
		if (!strstr(diag.entries[0].hint, wrong[i].hint))
			fail_msg("%s: %s", wrong[i].text, diag.entries[0].hint);
		diag_clear(&diag);
	}
}

static void degrees_are_told_from_metres(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is_degrees;
	} systems_of[] = {{"EPSG:4326", true},   {"EPSG:4490", true},  {"+proj=longlat +ellps=bessel", true},
	                  {"EPSG:4807", false},  {"EPSG:2154", false}, {"EPSG:3857", false},
	                  {"ESRI:102100", false}};
	for (size_t i = 0; i < sizeof systems_of / sizeof *systems_of; i++) {
		struct diag diag;
		diag_init(&diag);
		struct crs *crs = crs_open(systems_of[i].text, no_place, &diag);
		assert_non_null(crs);
		if (crs_is_degrees(crs) != systems_of[i].is_degrees)
			fail_msg("%s", systems_of[i].text);
		crs_close(crs);
		diag_clear(&diag);
	}
}

static void degrees_in_a_projected_system_are_doubted(void **state)
{
	(void)state;
	struct diag diag;
	struct lonlat points[] = {{2.35, 48.85}, {5.37, 43.3}}, metres[] = {{652000, 6862000}, {893000, 6247000}};
	diag_init(&diag);
	assert_true(to_lonlat("EPSG:2154", points, 2, &diag));
	assert_int_equal(diag.warnings, 1);
	assert_non_null(strstr(diag.entries[0].message, "look like degrees"));
	assert_true(to_lonlat("EPSG:2154", metres, 2, &diag));
	assert_int_equal(diag.count, 1);
	diag_clear(&diag);
}

/* Paris and Marseille in grads from Paris: angles, but no degrees. */
static void grads_are_not_doubted(void **state)
{
	(void)state;
	struct diag diag;
	struct lonlat points[] = {{0.0169, 54.2852}, {3.3741, 48.1077}};
	diag_init(&diag);
	assert_true(to_lonlat("EPSG:4807", points, 2, &diag));
	assert_int_equal(diag.count, 0);
	assert_true(fabs(points[1].lon - 5.37) < 0.01 && fabs(points[1].lat - 43.3) < 0.01);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(coordinates_are_those_of_cs2cs),
	        cmocka_unit_test(what_was_left_out_is_not_counted),
	        cmocka_unit_test(hostile_systems_open_no_file),
	        cmocka_unit_test(nonsense_is_refused),
	        cmocka_unit_test(lost_coordinates_become_nan),
	        cmocka_unit_test(codes_of_all_forms_are_taken),
	        cmocka_unit_test(what_was_meant_is_told),
	        cmocka_unit_test(degrees_are_told_from_metres),
	        cmocka_unit_test(degrees_in_a_projected_system_are_doubted),
	        cmocka_unit_test(grads_are_not_doubted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
