/* Opens and runs PROJ operations. In: degrees; out: plane units, nearly always metres; always east, then north.
 * Why so: every transform has its own context, without network and with a silent log, so that two maps on two threads
 * never meet. A CRS is reached by one fixed operation that needs no grid file: the same map then comes out of every
 * machine, whatever grids are installed there, and PROJ does not choose anew at each point. */
#include "projection/transform.h"

#include "projection/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const size_t longest_crs_text = 65536;

static void note_problem(void *app_data, int level, const char *message)
{
	struct transform *transform = app_data;
	if (level != PJ_LOG_ERROR || message == NULL)
		return;
	size_t length = 0;
	while (length + 1 < sizeof transform->problem && message[length] != '\0') {
		unsigned char c = (unsigned char)message[length];
		transform->problem[length++] = c < 32 || c == 127 ? ' ' : (char)c;
	}
	transform->problem[length] = '\0';
}

/* By hand, since isalpha() and its kin follow the locale. */
static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts_with(const char *text, const char *prefix)
{
	return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_proj_string(const char *text)
{
	return text[0] == '+' || starts_with(text, "proj=");
}

/* An authority's code: letters, a colon, letters or digits; two, joined by a plus, are a compound system. */
static bool is_code(const char *text)
{
	size_t i = 0;
	while (is_letter(text[i]) || (i > 0 && (is_digit(text[i]) || text[i] == '_')))
		i++;
	if (i == 0 || text[i] != ':')
		return false;
	for (i++; is_letter(text[i]) || is_digit(text[i]) || text[i] == '.'; i++)
		;
	if (text[i] == '+' && text[i - 1] != ':')
		for (i++; is_letter(text[i]) || is_digit(text[i]) || text[i] == ':'; i++)
			;
	return text[i] == '\0' && text[i - 1] != ':' && text[i - 1] != '+';
}

static bool is_wkt(const char *text)
{
	static const char *const roots[] = {"GEOGCS",  "PROJCS",        "COMPD_CS",    "GEOGCRS",      "GEODCRS",
	                                    "PROJCRS", "GEOGRAPHICCRS", "GEODETICCRS", "PROJECTEDCRS", "COMPOUNDCRS"};
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (starts_with(text, roots[i]))
			return true;
	return false;
}

static bool is_urn(const char *text)
{
	return starts_with(text, "urn:ogc:def:crs:") || starts_with(text, "http://www.opengis.net/def/crs/") ||
	       starts_with(text, "https://www.opengis.net/def/crs/");
}

/* PROJ opens any path named by a grid, init or file key, at whatever depth of a WKT it stands, and waits for ever on a
 * pipe. The whole text is searched for the names, so nesting and quoting hide nothing. The one grid that is no file,
 * nadgrids=@null, stands in every old WKT of the web Mercator and is let through. */
static const char *const dangerous_words[] = {
        "grids",         /* nadgrids, geoidgrids, grids, xy_grids, z_grids, PROJ4_GRIDS */
        "init=",         /* parameter files */
        "init =",        /* */
        "file=",         /* tinshift */
        "file =",        /* */
        "model=",        /* defmodel */
        "catalog",       /* grid catalogues of older versions */
        "PARAMETERFILE", /* WKT 2 */
};

static bool is_null_grid(const char *text, const char *word)
{
	static const char harmless[] = "nadgrids=@null";
	if (word - text < 3 || strncmp(word - 3, harmless, sizeof harmless - 1) != 0)
		return false;
	char next = word[sizeof harmless - 1 - 3];
	return next == '\0' || next == ' ' || next == '"';
}

static bool contains_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *p = text; *p != '\0'; p++)
		if (strncasecmp(p, word, length) == 0 && !is_null_grid(text, p))
			return true;
	return false;
}

/* The word in a CRS text that would make PROJ open a file, or NULL. */
static const char *find_danger(const char *text)
{
	for (size_t i = 0; i < sizeof dangerous_words / sizeof *dangerous_words; i++)
		if (contains_word(text, dangerous_words[i]))
			return dangerous_words[i];
	return NULL;
}

static bool check_text(const char *text, enum transform_purpose purpose, struct place place, struct diag *diag)
{
	char hint[400];
	if (strlen(text) > longest_crs_text) {
		diag_error(diag, OVER_LIMIT, place, "a code such as EPSG:4549 is short",
		           "the coordinate system's text is too long");
		return false;
	}
	const char *danger = find_danger(text);
	if (danger != NULL) {
		diag_error(diag, BAD_CRS, place, "grids, init and parameter files are not read",
		           "the coordinate system names a file ('%s')", danger);
		return false;
	}
	/* PROJ takes any pipeline for a CRS when asked to, but its ends may be anything. */
	bool is_pipeline = purpose != TRANSFORM_VIEW && is_proj_string(text) && strstr(text, "pipeline") != NULL;
	if (is_pipeline || (!is_proj_string(text) && !is_code(text) && !is_wkt(text) && !is_urn(text))) {
		if (!projection_suggest_crs(text, hint, sizeof hint))
			strcpy(hint, "use a code such as EPSG:4549, a WKT, or a PROJ string that starts with +proj=");
		if (purpose == TRANSFORM_FILE) /* it may be any file, which is not to be quoted */
			diag_error(diag, BAD_CRS, place, NULL, "what the file holds is not a coordinate system");
		else
			diag_error(diag, BAD_CRS, place, hint, "'%.60s' is not a coordinate system", text);
		return false;
	}
	return true;
}

/* Sends PROJ's search for proj.db to a file that does not exist; other files are found as usual. */
static const char *hide_database(PJ_CONTEXT *context, const char *name, void *user_data)
{
	(void)context;
	(void)user_data;
	return strcmp(name, "proj.db") == 0 ? "/dev/null/proj.db" : NULL;
}

static void open_context(struct transform *transform)
{
	transform->context = proj_context_create();
	if (transform->context == NULL)
		BUG("out of memory");
	proj_log_func(transform->context, transform, note_problem);
	proj_log_level(transform->context, PJ_LOG_ERROR);
	proj_context_set_enable_network(transform->context, 0);
	proj_context_use_proj4_init_rules(transform->context, 0);
}

/* The first operation of the list (best first) that needs no grid file. */
static PJ *first_without_grids(PJ_CONTEXT *context, const PJ_OBJ_LIST *list)
{
	for (int i = 0; i < proj_list_get_count(list); i++) {
		PJ *candidate = proj_list_get(context, list, i);
		if (candidate != NULL && proj_coordoperation_get_grid_used_count(context, candidate) == 0)
			return candidate;
		proj_destroy(candidate);
	}
	return NULL;
}

static PJ *operation_to(PJ_CONTEXT *context, const PJ *crs)
{
	PJ *wgs84 = proj_create(context, "EPSG:4326");
	PJ_OPERATION_FACTORY_CONTEXT *factory = proj_create_operation_factory_context(context, NULL);
	PJ_OBJ_LIST *list = NULL;
	PJ *chosen = NULL, *normalised = NULL;
	if (wgs84 != NULL && factory != NULL) {
		proj_operation_factory_context_set_grid_availability_use(context, factory,
		                                                         PROJ_GRID_AVAILABILITY_IGNORED);
		proj_operation_factory_context_set_spatial_criterion(context, factory,
		                                                     PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
		list = proj_create_operations(context, wgs84, crs, factory);
	}
	if (list != NULL)
		chosen = first_without_grids(context, list);
	if (chosen != NULL)
		normalised = proj_normalize_for_visualization(context, chosen);
	proj_destroy(chosen);
	proj_list_destroy(list);
	proj_operation_factory_context_destroy(factory);
	proj_destroy(wgs84);
	return normalised;
}

static bool is_horizontal(PJ_TYPE type)
{
	return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
	       type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_COMPOUND_CRS || type == PJ_TYPE_BOUND_CRS;
}

/* A PROJ string made into a CRS, without the null grid, which only says "no datum shift". */
static PJ *crs_from_proj_string(PJ_CONTEXT *context, const char *text)
{
	static const char suffix[] = " +type=crs", null_grid[] = "nadgrids=@null";
	char *copy = malloc(strlen(text) + sizeof suffix);
	if (copy == NULL)
		BUG("out of memory");
	strcpy(copy, text);
	for (char *found; (found = strstr(copy, null_grid)) != NULL;) {
		size_t length = sizeof null_grid - 1;
		if (found > copy && found[-1] == '+')
			found--, length++;
		memmove(found, found + length, strlen(found + length) + 1);
	}
	strcat(copy, suffix);
	PJ *crs = proj_create(context, copy);
	free(copy);
	return crs;
}

/* A PROJ string that is the operation itself names all that it needs, yet PROJ would open its database for it, which
 * costs 25 M instructions. Should the string mean something else, nothing is made, and it is asked for as a whole. */
static void make_plain_operation(struct transform *transform, const char *text)
{
	proj_context_set_file_finder(transform->context, hide_database, NULL);
	PJ *made = proj_create(transform->context, text);
	transform->problem[0] = '\0';
	if (made != NULL && !proj_is_crs(made)) {
		proj_errno_reset(made);
		transform->operation = made;
		return;
	}
	proj_destroy(made);
	proj_context_destroy(transform->context);
	open_context(transform);
}

static void make_operation(struct transform *transform, const char *text, enum transform_purpose purpose)
{
	if (is_proj_string(text) && purpose == TRANSFORM_VIEW)
		make_plain_operation(transform, text);
	if (transform->operation != NULL)
		return;
	PJ_CONTEXT *context = transform->context;
	PJ *made = is_proj_string(text) && purpose != TRANSFORM_VIEW ? crs_from_proj_string(context, text)
	                                                             : proj_create(context, text);
	if (made != NULL && proj_is_crs(made)) {
		transform->crs = made;
		if (is_horizontal(proj_get_type(made)))
			transform->operation = operation_to(context, made);
	} else if (purpose == TRANSFORM_VIEW) {
		transform->operation = made;
	} else {
		proj_destroy(made);
	}
}

/* PROJ strings take radians, pipelines may take degrees, CRS operations do. */
static bool find_input_unit(struct transform *transform)
{
	if (transform->crs != NULL || proj_degree_input(transform->operation, PJ_FWD))
		transform->from_degree = 1;
	else if (proj_angular_input(transform->operation, PJ_FWD))
		transform->from_degree = M_PI / 180;
	else
		return false;
	return true;
}

bool transform_open(struct transform *transform, const char *text, enum transform_purpose purpose, struct place place,
                    struct diag *diag)
{
	*transform = (struct transform){0};
	if (starts_with(text, "\xEF\xBB\xBF"))
		text += 3;
	while (is_blank(*text))
		text++;
	if (!check_text(text, purpose, place, diag))
		return false;
	open_context(transform);
	make_operation(transform, text, purpose);
	if (transform->operation == NULL) {
		char hint[400];
		const char *problem =
		        transform->problem[0] != '\0' ? transform->problem : "it must be geographic or projected";
		bool suggests = is_code(text) && projection_suggest_crs(text, hint, sizeof hint);
		diag_error(diag, BAD_CRS, place, suggests ? hint : problem, "cannot use the coordinate system '%.60s'",
		           text);
		return false;
	}
	if (!find_input_unit(transform)) {
		diag_error(diag, BAD_CRS, place, NULL, "'%.60s' does not start from longitude and latitude", text);
		return false;
	}
	if (!proj_pj_info(transform->operation).has_inverse) {
		diag_error(diag, BAD_CRS, place, "choose a projection that PROJ can invert",
		           "'%.60s' leads to the page but not back", text);
		return false;
	}
	return true;
}

void transform_close(struct transform *transform)
{
	proj_destroy(transform->operation);
	proj_destroy(transform->crs);
	proj_context_destroy(transform->context);
	*transform = (struct transform){0};
}

/* Runs the operation. PROJ's error code cannot be relied on, because for NaN it returns NaN and no error. */
static bool run(const struct transform *transform, PJ_DIRECTION direction, double in_1, double in_2, double *out_1,
                double *out_2)
{
	if (isfinite(in_1) && isfinite(in_2)) {
		PJ_COORD coord = proj_trans(transform->operation, direction, proj_coord(in_1, in_2, 0, HUGE_VAL));
		if (isfinite(coord.xy.x) && isfinite(coord.xy.y)) {
			*out_1 = coord.xy.x;
			*out_2 = coord.xy.y;
			return true;
		}
		proj_errno_reset(transform->operation);
	}
	*out_1 = *out_2 = NAN;
	return false;
}

static struct ground turned(struct transform_axes axes, struct ground ground)
{
	return (struct ground){axes.is_westward ? -ground.east : ground.east,
	                       axes.is_southward ? -ground.north : ground.north};
}

bool transform_forward(const struct transform *transform, struct lonlat in, struct ground *out)
{
	double unit = transform->from_degree, turn = transform->turn;
	struct transform_axes axes = transform->axes;
	double *first = axes.is_swapped ? &out->north : &out->east,
	       *second = axes.is_swapped ? &out->east : &out->north;
	if (!run(transform, PJ_FWD, in.lon * unit, in.lat * unit, first, second))
		return false;
	*out = turned(axes, *out);
	/* By the longitude that it came from, since a change of datum moves places over the seam. */
	if (turn > 0) {
		double east = transform->middle_east + remainder(in.lon - transform->middle, 360) / 360 * turn;
		out->east -= turn * round((out->east - east) / turn);
	}
	return true;
}

bool transform_centre_degrees(struct transform *transform, double meridian)
{
	static const double turns[] = {360, 400, 2 * M_PI}, nearly = 1e-3, step = 0.1;
	struct ground middle, beside;
	if (!transform_forward(transform, (struct lonlat){meridian, 0}, &middle) ||
	    !transform_forward(transform, (struct lonlat){meridian + step, 0}, &beside))
		return false;
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		if (fabs((beside.east - middle.east) / step * 360 / turns[i] - 1) > nearly)
			continue;
		transform->turn = turns[i];
		transform->middle = meridian;
		transform->middle_east = middle.east;
		return true;
	}
	return false;
}

bool transform_inverse(const struct transform *transform, struct ground in, struct lonlat *out)
{
	struct transform_axes axes = transform->axes;
	in = turned(axes, in);
	if (!run(transform, PJ_INV, axes.is_swapped ? in.north : in.east, axes.is_swapped ? in.east : in.north,
	         &out->lon, &out->lat))
		return false;
	out->lon /= transform->from_degree;
	out->lat /= transform->from_degree;
	return true;
}
