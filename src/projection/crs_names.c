/* What may have been meant by a text that is no coordinate system. In: "2154", "epsg 2154", "utm 32n", "british
 * national grid". Out: codes with their names, from PROJ's database alone: no text of an author's is opened as a file.
 */
#include "projection/transform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { most_suggestions = 3 };

struct suggestions {
	PJ_CONTEXT *context;
	char *out;
	size_t size, length;
	int count;
};

static bool is_usable(PJ_TYPE type)
{
	return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_COMPOUND_CRS;
}

/* Takes the object. */
static void suggest(struct suggestions *list, PJ *crs)
{
	const char *authority = crs ? proj_get_id_auth_name(crs, 0) : NULL,
	           *code = crs ? proj_get_id_code(crs, 0) : NULL;
	const char *name = crs ? proj_get_name(crs) : NULL;
	char text[160];
	if (authority && code && name && is_usable(proj_get_type(crs)) && list->count < most_suggestions) {
		snprintf(text, sizeof text, "%s:%s (%.80s)", authority, code, name);
		size_t left = list->size - list->length;
		bool known = strstr(list->out, text) != NULL;
		int length = known ? 0
		                   : snprintf(list->out + list->length, left, "%s%s",
		                              list->count ? " or " : "did you mean ", text);
		if (!known && length > 0 && (size_t)length < left) {
			list->length += (size_t)length;
			list->count++;
		} else {
			list->out[list->length] = '\0';
		}
	}
	proj_destroy(crs);
}

static void suggest_code(struct suggestions *list, const char *code)
{
	static const char *const authorities[] = {"EPSG", "ESRI", "IGNF"};
	for (size_t i = 0; i < sizeof authorities / sizeof *authorities; i++)
		suggest(list, proj_create_from_database(list->context, authorities[i], code, PJ_CATEGORY_CRS, 0, NULL));
}

/* The digits at the end of "EPGS:2154", "epsg 2154", "2154": where nothing but an authority is before them. */
static const char *code_digits(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	const char *digits = text + letters + strspn(text + letters, " :_-");
	size_t count = strspn(digits, "0123456789");
	return letters <= 6 && count >= 4 && digits[count] == '\0' ? digits : NULL;
}

/* "UTM 32N", "utm zone 17 S". */
static bool suggest_utm(struct suggestions *list, const char *text)
{
	const char *at = text + strspn(text, " ");
	if (strncasecmp(at, "utm", 3) != 0)
		return false;
	at += 3 + strspn(at + 3, " /_-");
	if (strncasecmp(at, "zone", 4) == 0)
		at += 4 + strspn(at + 4, " _-");
	char *end;
	long zone = strtol(at, &end, 10);
	end += strspn(end, " ");
	if (end == at || zone < 1 || zone > 60 || (*end != '\0' && !strchr("nNsS", *end)))
		return false;
	char code[12];
	snprintf(code, sizeof code, "%ld", (*end == 's' || *end == 'S' ? 32700 : 32600) + zone);
	suggest(list, proj_create_from_database(list->context, "EPSG", code, PJ_CATEGORY_CRS, 0, NULL));
	return list->count > 0;
}

/* Systems whose names hold the text; PROJ takes a text of few letters for the beginning of anything. */
static void suggest_named(struct suggestions *list, const char *text)
{
	static const PJ_TYPE types[] = {PJ_TYPE_PROJECTED_CRS, PJ_TYPE_GEOGRAPHIC_2D_CRS};
	enum { fewest_letters = 4, looked_at = 8 };
	if (strlen(text) < fewest_letters || strlen(text) > 80)
		return;
	PJ_OBJ_LIST *found = proj_create_from_name(list->context, NULL, text, types, 2, 1, looked_at, NULL);
	int count = found ? proj_list_get_count(found) : 0;
	for (int wanted = 1; wanted >= 0; wanted--) /* EPSG's before the others */
		for (int i = 0; i < count; i++) {
			PJ *crs = proj_list_get(list->context, found, i);
			const char *authority = crs ? proj_get_id_auth_name(crs, 0) : NULL;
			if ((authority && strcmp(authority, "EPSG") == 0) == wanted)
				suggest(list, crs);
			else
				proj_destroy(crs);
		}
	proj_list_destroy(found);
}

bool projection_suggest_crs(const char *text, char *out, size_t size)
{
	struct suggestions list = {.context = proj_context_create(), .out = out, .size = size};
	out[0] = '\0';
	if (list.context == NULL)
		BUG("out of memory");
	proj_log_level(list.context, PJ_LOG_NONE);
	proj_context_set_enable_network(list.context, 0);
	const char *digits = code_digits(text);
	if (digits)
		suggest_code(&list, digits);
	else if (!suggest_utm(&list, text))
		suggest_named(&list, text);
	proj_context_destroy(list.context);
	return list.count > 0;
}
