/* PROJ's database is opened for what only it knows, and for nothing else: opening it costs as much as projecting some
 * 30,000 points. Counted where PROJ opens it, by a function of the same name that stands before SQLite's own. */
#define _GNU_SOURCE
#include "projection/view.h"

#include <dlfcn.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int opened;

typedef int open_function(const char *, void **, int, const char *);
open_function sqlite3_open_v2;

int sqlite3_open_v2(const char *name, void **database, int flags, const char *vfs)
{
	open_function *own;
	*(void **)&own = dlsym(RTLD_NEXT, "sqlite3_open_v2");
	assert_non_null(own);
	opened++;
	return own(name, database, flags, vfs);
}

static const struct lonlat points[] = {{112, 25}, {125, 38}};

static struct view *open_with(const char *projection, struct diag *diag)
{
	struct view_request request = {
	        .projection = projection, .points = points, .point_count = 2, .frame = {0, 0, 400, 300}};
	return view_open(&request, diag);
}

static void given_parameters_need_no_database(void **state)
{
	(void)state;
	static const char pipeline[] =
	        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=tmerc +lon_0=120";
	static const char *const known[] = {"auto",
	                                    "+proj=eqc",
	                                    "proj=robin",
	                                    "+proj=lcc +lat_1=25 +lat_2=40 +lon_0=127",
	                                    "+proj=utm +zone=50 +datum=WGS84 +units=m +no_defs",
	                                    pipeline};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct diag diag;
		diag_init(&diag);
		struct view *view = open_with(known[i], &diag);
		if (view == NULL)
			fail_msg("%s: %s", known[i], diag.entries[0].message);
		assert_true(isfinite(view_forward_one(view, points[0]).x));
		if (opened != 0)
			fail_msg("%s: the database was opened", known[i]);
		view_close(view);
		diag_clear(&diag);
	}
}

static void an_error_speaks_of_the_projection(void **state)
{
	(void)state;
	struct diag diag;
	diag_init(&diag);
	assert_null(open_with("+proj=utm +zone=99", &diag));
	assert_int_equal(diag.errors, 1);
	assert_non_null(diag.entries[0].hint);
	assert_non_null(strstr(diag.entries[0].hint, "zone"));
	diag_clear(&diag);
}

static void codes_and_systems_are_looked_up(void **state)
{
	(void)state;
	static const char *const asked[] = {"EPSG:4549", "+proj=utm +zone=50 +datum=WGS84 +type=crs"};
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct diag diag;
		diag_init(&diag);
		struct view *view = open_with(asked[i], &diag);
		assert_non_null(view);
		assert_true(isfinite(view_forward_one(view, points[0]).x));
		/* PROJ keeps the opened file for the next context. */
		assert_true(opened > 0);
		view_close(view);
		diag_clear(&diag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(given_parameters_need_no_database),
	        cmocka_unit_test(an_error_speaks_of_the_projection),
	        cmocka_unit_test(codes_and_systems_are_looked_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
