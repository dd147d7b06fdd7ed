/* The definition of an operation.
 * In: PROJ's text, such as "proj=pipeline step proj=unitconvert xy_in=deg xy_out=rad step proj=lcc lat_1=46.8". Out:
 * the step that projects, and its parameters. Why so: the text is the same for PROJ strings and for codes, whose EPSG
 * methods have other names for the same parameters. */
#include "projection/definition.h"

#include "base/buffer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps that change units, axes or the datum, and leave longitude and latitude what they are. */
static const char *const plain_steps[] = {"unitconvert", "axisswap", "noop", "push", "pop", "pipeline"};
static const char *const datum_steps[] = {"cart", "helmert", "molodensky", "molobadekas", "geogoffset"};
static const char *const degree_ids[] = {"longlat", "latlong", "lonlat", "latlon"};
static const double earth_radius = 6378137;

static bool is_among(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}
#define IS_AMONG(names, name) is_among(names, sizeof(names) / sizeof *(names), name)

static void cut_words(struct projection_definition *definition, const char *text)
{
	snprintf(definition->text, sizeof definition->text, "%s", text);
	for (char *p = definition->text; definition->count < DEFINITION_MOST_WORDS;) {
		p += strspn(p, " \t\r\n");
		if (!*p)
			break;
		definition->words[definition->count++] = *p == '+' ? p + 1 : p;
		p += strcspn(p, " \t\r\n");
		if (*p)
			*p++ = '\0';
	}
}

/* Looks at the words of one step. */
static void read_step(struct projection_definition *definition, size_t first, size_t end)
{
	const char *id = "";
	bool is_inverse = false;
	for (size_t i = first; i < end; i++) {
		if (strncmp(definition->words[i], "proj=", 5) == 0)
			id = definition->words[i] + 5;
		is_inverse |= strcmp(definition->words[i], "inv") == 0;
	}
	if (IS_AMONG(datum_steps, id))
		definition->has_datum_step = true;
	else if (*id && !IS_AMONG(plain_steps, id)) {
		definition->id = IS_AMONG(degree_ids, id) ? "longlat" : is_inverse ? "" : id;
		definition->first = first;
		definition->end = end;
	}
}

void projection_definition_read(struct projection_definition *definition, const struct transform *transform)
{
	const char *text = proj_pj_info(transform->operation).definition;
	*definition = (struct projection_definition){.id = "longlat"};
	if (!text || strlen(text) >= sizeof definition->text) {
		definition->id = "";
		return;
	}
	cut_words(definition, text);
	for (size_t first = 0, i = 0; i <= definition->count; i++) {
		if (i < definition->count && strcmp(definition->words[i], "step") != 0)
			continue;
		read_step(definition, first, i);
		first = i + 1;
	}
}

const char *projection_definition_text(const struct projection_definition *definition, const char *key)
{
	size_t length = strlen(key);
	for (size_t i = definition->first; i < definition->end; i++) {
		const char *word = definition->words[i];
		if (strncmp(word, key, length) == 0 && (word[length] == '=' || word[length] == '\0'))
			return word + length + (word[length] == '=');
	}
	return NULL;
}

double projection_definition_angle(const struct projection_definition *definition, const char *key, double otherwise)
{
	const char *text = projection_definition_text(definition, key);
	double angle = text ? proj_todeg(proj_dmstor(text, NULL)) : otherwise;
	return isfinite(angle) ? angle : otherwise;
}

double projection_definition_number(const struct projection_definition *definition, const char *key, double otherwise)
{
	double value;
	const char *text = projection_definition_text(definition, key);
	return text && base_number_parse(text, &value) ? value : otherwise;
}

static double prime_meridian(const struct projection_definition *definition)
{
	const char *meridian = projection_definition_text(definition, "pm");
	for (const PJ_PRIME_MERIDIANS *known = proj_list_prime_meridians(); meridian && known->id; known++)
		if (strcmp(known->id, meridian) == 0)
			return proj_todeg(proj_dmstor(known->defn, NULL));
	return projection_definition_angle(definition, "pm", 0);
}

double projection_definition_middle(const struct projection_definition *definition)
{
	double middle = remainder(projection_definition_angle(definition, "lon_0", 0), 360);
	if (strcmp(definition->id, "utm") == 0) {
		double zone = projection_definition_number(definition, "zone", 0);
		middle = 6 * (zone > 0 ? zone : floor((middle + 180) / 6) + 1) - 183;
	}
	return remainder(middle + prime_meridian(definition), 360);
}

double projection_definition_radius(const struct projection_definition *definition)
{
	const char *name = projection_definition_text(definition, "ellps");
	double radius = earth_radius;
	for (const PJ_ELLPS *known = proj_list_ellps(); name && known->id; known++)
		if (strcmp(known->id, name) == 0 && strncmp(known->major, "a=", 2) == 0)
			base_number_parse(known->major + 2, &radius);
	radius = projection_definition_number(definition, "R", projection_definition_number(definition, "a", radius));
	return radius > 0 ? radius : earth_radius;
}

bool projection_definition_is_sphere(const struct projection_definition *definition)
{
	const char *name = projection_definition_text(definition, "ellps");
	double a = projection_definition_number(definition, "a", 0),
	       b = projection_definition_number(definition, "b", -1);
	return projection_definition_text(definition, "R") || a == b || (name && strcmp(name, "sphere") == 0);
}

/* An axis is 1 for the first one before or east, 2 for the second one or north; less than 0 where it is turned round.
 */
static bool read_order(const char *word, int order[2])
{
	static const char letters[] = "ewns";
	static const int meanings[] = {1, -1, 2, -2};
	if (sscanf(word, "order=%d,%d", &order[0], &order[1]) != 2) {
		char axes[2];
		if (sscanf(word, "axis=%c%c", &axes[0], &axes[1]) != 2)
			return false;
		for (int i = 0; i < 2; i++) {
			const char *letter = memchr(letters, axes[i], sizeof letters - 1);
			order[i] = letter ? meanings[letter - letters] : 0;
		}
	}
	int first = abs(order[0]), second = abs(order[1]);
	return (first == 1 && second == 2) || (first == 2 && second == 1);
}

static void follow_step(const struct projection_definition *definition, size_t first, size_t end, int axes[2])
{
	int order[2] = {1, 2}, before[] = {axes[0], axes[1]};
	bool is_inverse = false, is_czech = false;
	for (size_t i = first; i < end; i++) {
		int read[2];
		if (read_order(definition->words[i], read))
			memcpy(order, read, sizeof order);
		is_inverse |= strcmp(definition->words[i], "inv") == 0;
		is_czech |= strcmp(definition->words[i], "czech") == 0;
	}
	for (int i = 0; i < 2; i++) {
		int from = is_inverse ? i : abs(order[i]) - 1, to = is_inverse ? abs(order[i]) - 1 : i;
		axes[to] = (order[i] < 0) != is_czech ? -before[from] : before[from];
	}
}

struct transform_axes projection_definition_axes(const struct projection_definition *definition)
{
	int axes[] = {1, 2};
	for (size_t first = definition->first, i = first; i <= definition->count; i++) {
		if (i < definition->count && strcmp(definition->words[i], "step") != 0)
			continue;
		follow_step(definition, first, i, axes);
		first = i + 1;
	}
	bool is_swapped = abs(axes[0]) == 2;
	return (struct transform_axes){is_swapped, axes[is_swapped] < 0, axes[!is_swapped] < 0};
}
