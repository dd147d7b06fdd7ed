/* Hemispheres of a CSV. In: names of columns, the first rows. Out: which columns say north or south, east or west of
 * the numbers beside them. Why values too: "ns" and "lat_dir" may mean anything, and bus stops have a direction. An O
 * is known, but not read: it is east in German (Ost) and west in French and Spanish (Ouest, Oeste). */
#include "data/csv/hemispheres.h"

#include "base/utf8.h"
#include "data/csv/coordinate.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#define ROWS_SEEN 50

static const char *const lat_names[] = {"ns",
                                        "sn",
                                        "latdir",
                                        "latdirection",
                                        "lathem",
                                        "lathemi",
                                        "lathemisphere",
                                        "latns",
                                        "latref",
                                        "gpslatituderef",
                                        "latitudedir",
                                        "latitudedirection",
                                        "latitudehemisphere",
                                        "latitudens",
                                        "latituderef",
                                        "nsind",
                                        NULL};
static const char *const lon_names[] = {"ew",
                                        "we",
                                        "eo",
                                        "ow",
                                        "londir",
                                        "londirection",
                                        "lonhem",
                                        "lonhemi",
                                        "lonhemisphere",
                                        "lonew",
                                        "lonref",
                                        "gpslongituderef",
                                        "longdir",
                                        "lngdir",
                                        "longitudedir",
                                        "longitudedirection",
                                        "longitudehemisphere",
                                        "longitudeew",
                                        "longituderef",
                                        "ewind",
                                        NULL};

static size_t column_of(const struct csv_layout *layout, const char *const *names)
{
	size_t found = CSV_NO_COLUMN;
	for (; *names && found == CSV_NO_COLUMN; names++)
		found = csv_column_named(layout->columns, layout->column_count, *names);
	return found;
}

/* Words for the letter with which they begin, but for those of an O that is west. */
static const struct {
	const char *word;
	char letter;
} words[] = {{"north", 'N'}, {"nord", 'N'}, {"norte", 'N'}, {"noord", 'N'}, {"south", 'S'},
             {"sud", 'S'},   {"süd", 'S'},  {"sur", 'S'},   {"sul", 'S'},   {"zuid", 'S'},
             {"east", 'E'},  {"est", 'E'},  {"ost", 'E'},   {"este", 'E'},  {"leste", 'E'},
             {"oost", 'E'},  {"west", 'W'}, {"ouest", 'W'}, {"oeste", 'W'}, {"ovest", 'W'}};

/* The hemisphere in a field, by its letter in English; '-': something else; 0: nothing. */
static char letter_of(struct bytes field)
{
	static const char letters[] = "NSEWOnsewo";
	while (field.length && *field.start == ' ')
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && field.start[field.length - 1] == ' ')
		field.length--;
	if (csv_field_is_empty(field))
		return 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].word) == field.length && !strncasecmp(field.start, words[i].word, field.length))
			return words[i].letter;
	const char *found = field.length == 1 && *field.start ? strchr(letters, *field.start) : NULL;
	return found ? letters[(found - letters) % 5] : '-';
}

static bool is_of(char letter, enum csv_axis axis)
{
	return letter && strchr(axis == CSV_AXIS_LAT ? "NS" : "EWO", letter);
}

/* Whether most of the first rows that hold anything in the column hold hemispheres of the axis. */
static bool holds(struct arena *scratch, const struct csv_layout *layout, size_t column, enum csv_axis axis)
{
	struct csv_rows rows = layout->rows;
	size_t held = 0, others = 0;
	rows.arena = scratch;
	rows.fields = NULL, rows.starts = NULL;
	rows.capacity = rows.start_capacity = 0;
	for (size_t i = 0; column < layout->column_count && i < ROWS_SEEN && csv_rows_next(&rows); i++) {
		char letter = column < rows.count ? letter_of(rows.fields[column]) : 0;
		held += is_of(letter, axis);
		others += letter && !is_of(letter, axis);
	}
	return held > others;
}

struct csv_hemispheres csv_hemispheres_find(struct arena *scratch, const struct csv_layout *layout)
{
	const struct csv_pair *pair = &layout->pair;
	struct csv_hemispheres found = {column_of(layout, lon_names), column_of(layout, lat_names)};
	if (!holds(scratch, layout, found.lon, CSV_AXIS_LON))
		found.lon = CSV_NO_COLUMN;
	if (!holds(scratch, layout, found.lat, CSV_AXIS_LAT))
		found.lat = CSV_NO_COLUMN;
	if (found.lon == CSV_NO_COLUMN && found.lat == CSV_NO_COLUMN &&
	    holds(scratch, layout, pair->lon + 1, CSV_AXIS_LON) && holds(scratch, layout, pair->lat + 1, CSV_AXIS_LAT))
		found = (struct csv_hemispheres){pair->lon + 1, pair->lat + 1};
	return found;
}

bool csv_hemisphere_apply(struct bytes field, enum csv_axis axis, struct csv_coordinate *coordinate)
{
	char letter = letter_of(field);
	if (!letter)
		return true;
	bool is_negative = letter == 'S' || letter == 'W';
	if (letter == 'O' || !is_of(letter, axis))
		return false;
	if (coordinate->value < 0 || (coordinate->axis != CSV_AXIS_UNSAID && coordinate->value > 0))
		return is_negative == (coordinate->value < 0);
	coordinate->value = is_negative ? -coordinate->value : coordinate->value;
	return true;
}
