/* Hemispheres of a CSV. In: names of columns, the first rows. Out: which columns say north or south, east or west of
 * the numbers beside them. Why values too: "ns" and "lat_dir" may mean anything, and bus stops have a direction. An O
 * is known, but not read: it is east in German (Ost) and west in French and Spanish (Ouest, Oeste). */
#include "data/csv/hemispheres.h"

#include "base/utf8.h"
#include "data/csv/coordinate.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#define FIELDS_SEEN 50

/* Names of such columns, by their letters and digits; behind a word for the coordinate ("lat_dir") or alone ("ns"). */
static const char *const lat_names[] = {"ns", "sn", "nsind", "ns1", "ns2", NULL};
static const char *const lon_names[] = {"ew", "we", "eo", "ow", "ewind", "ew1", "ew2", NULL};
static const char *const any_names[] = {"hem",        "hemi",       "hemisphere", "hemisphère", "hemisphäre",
                                        "hemisferio", "hemisfério", "halbkugel",  "半球",       NULL};
static const char *const lat_words[] = {"latitude", "lat", "gpslatitude", NULL};
static const char *const lon_words[] = {"longitude", "lon", "long", "lng", "gpslongitude", NULL};
static const char *const parts[] = {"dir", "direction", "hem",  "hemi",     "hemisphere", "h",        "ns",
                                    "ew",  "ref",       "card", "cardinal", "indicator",  "quadrant", NULL};

static bool is_any(const char *plain, const char *const *names)
{
	while (*names && strcmp(plain, *names) != 0)
		names++;
	return *names;
}

/* Whether the name is one of the words with a part of a name behind it. */
static bool is_part_of(const char *plain, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(plain, *words, strlen(*words)) == 0 && is_any(plain + strlen(*words), parts))
			return true;
	return false;
}

/* Words for the letter with which they begin, but for those of an O that is west. */
static const struct {
	const char *word;
	char letter;
} words[] = {{"north", 'N'}, {"nord", 'N'},  {"norte", 'N'}, {"noord", 'N'}, {"south", 'S'}, {"sud", 'S'},
             {"süd", 'S'},   {"sur", 'S'},   {"sul", 'S'},   {"zuid", 'S'},  {"east", 'E'},  {"est", 'E'},
             {"ost", 'E'},   {"este", 'E'},  {"leste", 'E'}, {"oost", 'E'},  {"west", 'W'},  {"ouest", 'W'},
             {"oeste", 'W'}, {"ovest", 'W'}, {"北", 'N'},    {"北纬", 'N'},  {"北緯", 'N'},  {"南", 'S'},
             {"南纬", 'S'},  {"南緯", 'S'},  {"东", 'E'},    {"東", 'E'},    {"东经", 'E'},  {"東経", 'E'},
             {"東經", 'E'},  {"西", 'W'},    {"西经", 'W'},  {"西経", 'W'},  {"西經", 'W'}};

/* The hemisphere that a word says, by its letter in English; '-': something else. */
static char letter_of_word(struct bytes word)
{
	static const char letters[] = "NSEWOnsewo";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].word) == word.length && !strncasecmp(word.start, words[i].word, word.length))
			return words[i].letter;
	const char *found = word.length == 1 && *word.start ? strchr(letters, *word.start) : NULL;
	return found ? letters[(found - letters) % 5] : '-';
}

/* How many bytes of a mark that is no part of a word the text begins with: a blank, a bracket, a sign of degrees; 0 if
 * it begins with none. */
static size_t mark_length(struct bytes text)
{
	static const char *const marks[] = {"°", "º", "˚", "（", "）"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text.length >= strlen(marks[i]) && memcmp(text.start, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	unsigned char c = (unsigned char)*text.start;
	return c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Steps over the next word of a text; false if there is none. */
static bool next_word(struct bytes *text, struct bytes *word)
{
	for (size_t length; text->length && (length = mark_length(*text)) > 0;)
		*text = (struct bytes){text->start + length, text->length - length};
	*word = (struct bytes){text->start, 0};
	while (text->length && !mark_length(*text)) {
		word->length++;
		*text = (struct bytes){text->start + 1, text->length - 1};
	}
	return word->length > 0;
}

/* The hemisphere in a field, "S", "°S", "S." or "South"; '-': something else; 0: nothing. */
static char letter_of(struct bytes field)
{
	struct bytes word, next;
	if (csv_field_is_empty(field))
		return 0;
	return next_word(&field, &word) && !next_word(&field, &next) ? letter_of_word(word) : '-';
}

static bool is_of(char letter, enum csv_axis axis)
{
	return letter && strchr(axis == CSV_AXIS_LAT ? "NS" : "EWO", letter);
}

/* The hemisphere of the axis that the name of a column says in brackets, "Longitude (°W)"; 0: none, or two. A small
 * letter is a unit, and so is an S beside a D or an M. */
static char letter_in_name(const char *name, enum csv_axis axis)
{
	const char *start = strpbrk(name, "([");
	start = start ? start : strstr(name, "（");
	struct bytes text = {start ? start : "", start ? strlen(start) : 0}, word;
	char found = 0;
	while (next_word(&text, &word)) {
		char letter = letter_of_word(word);
		if (word.length == 1 && (strchr("DM", *word.start) || *word.start >= 'a'))
			return 0;
		if (!is_of(letter, axis))
			continue;
		if (found && found != letter)
			return 0;
		found = letter;
	}
	return found;
}

/* Whether most fields of the column that hold anything hold hemispheres of the axis; 50 are looked at, of the first 50
 * rows or, with `all_rows`, of all. */
static bool holds(struct arena *scratch, const struct csv_layout *layout, size_t column, enum csv_axis axis,
                  bool all_rows)
{
	struct csv_rows rows = layout->rows;
	size_t held = 0, others = 0;
	rows.arena = scratch;
	rows.fields = NULL, rows.starts = NULL;
	rows.capacity = rows.start_capacity = 0;
	if (column >= layout->column_count)
		return false;
	for (size_t i = 0; (all_rows ? held + others : i) < FIELDS_SEEN && csv_rows_next(&rows); i++) {
		char letter = column < rows.count ? letter_of(rows.fields[column]) : 0;
		held += is_of(letter, axis);
		others += letter && !is_of(letter, axis);
	}
	return held > others;
}

/* The column of the axis by its name, and by what it holds. */
static size_t named_column(struct arena *scratch, const struct csv_layout *layout, enum csv_axis axis)
{
	bool is_lat = axis == CSV_AXIS_LAT;
	size_t of_any = CSV_NO_COLUMN;
	struct csv_names names;
	csv_names_init(&names, scratch, layout->columns, layout->column_count);
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.plain[i];
		bool is_own = is_any(name, is_lat ? lat_names : lon_names) ||
		              is_part_of(name, is_lat ? lat_words : lon_words);
		if (!(is_own || (of_any == CSV_NO_COLUMN && is_any(name, any_names))) ||
		    !holds(scratch, layout, i, axis, true))
			continue;
		if (is_own)
			return i;
		of_any = i;
	}
	return of_any;
}

/* Columns without such a name: both behind their coordinates, or before them, or one between the two. */
static void take_neighbours(struct arena *scratch, const struct csv_layout *layout, struct csv_hemispheres *found)
{
	const struct csv_hemispheres named = *found;
	size_t lon = layout->pair.lon, lat = layout->pair.lat;
	for (size_t step = 0; step < 2; step++) {
		/* A column before the first is SIZE_MAX, beyond all. */
		size_t at_lon = step ? lon - 1 : lon + 1, at_lat = step ? lat - 1 : lat + 1;
		bool lon_holds = at_lon != lat && holds(scratch, layout, at_lon, CSV_AXIS_LON, false);
		bool lat_holds = at_lat != lon && holds(scratch, layout, at_lat, CSV_AXIS_LAT, false);
		bool lon_is_between = (lon < lat) == !step;
		if (named.lon == CSV_NO_COLUMN && lon_holds && (lat_holds || lon_is_between))
			found->lon = at_lon;
		if (named.lat == CSV_NO_COLUMN && lat_holds && (lon_holds || !lon_is_between))
			found->lat = at_lat;
	}
}

struct csv_hemispheres csv_hemispheres_find(struct arena *scratch, const struct csv_layout *layout)
{
	const struct csv_pair *pair = &layout->pair;
	struct csv_hemispheres found = {.lon = CSV_NO_COLUMN, .lat = CSV_NO_COLUMN};
	found.lon_letter = letter_in_name(layout->columns[pair->lon], CSV_AXIS_LON);
	found.lat_letter = letter_in_name(layout->columns[pair->lat], CSV_AXIS_LAT);
	if (pair->lon == pair->lat)
		return found;
	found.lon = named_column(scratch, layout, CSV_AXIS_LON);
	found.lat = named_column(scratch, layout, CSV_AXIS_LAT);
	take_neighbours(scratch, layout, &found);
	return found;
}

bool csv_hemisphere_apply(struct bytes field, char of_column, enum csv_axis axis, struct csv_coordinate *coordinate)
{
	char letter = letter_of(field);
	bool is_said = coordinate->value < 0 || coordinate->axis != CSV_AXIS_UNSAID;
	if (!letter && (!of_column || is_said))
		return true;
	if (!letter)
		letter = of_column == 'O' ? 'E' : of_column;
	bool is_negative = letter == 'S' || letter == 'W';
	if (letter == 'O' || !is_of(letter, axis))
		return false;
	if (is_said && coordinate->value != 0)
		return is_negative == (coordinate->value < 0);
	coordinate->value = is_negative ? -coordinate->value : coordinate->value;
	return true;
}
