/* Columns of a CSV: the usual names of coordinates, in the languages in which tables are published.
 *
 * In: the names of a header. Out: a pair of columns. Names are compared by their letters and digits alone, in any case,
 * without what stands in brackets ("Latitude (deg)"); what stands before or behind the word must be the same in both
 * columns of a pair ("stop_lat" and "stop_lon"). "may" and "max" are no pair: a single letter must stand apart from the
 * rest ("x_lambert", "coordX"), or x and y beside three letters or more. */
#include "data/csv/columns.h"

#include "base/hash_table.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define NAME_BYTES   128
#define COLUMNS_SEEN 512 /* of a header */

/* Words of one coordinate. */
struct words {
	const char *const *lon, *const *lat; /* each to NULL */
};

static const char *const degrees_lon[] = {"longitude",  "lon",         "lng",
                                          "long",       "longitud",    "longitudine",
                                          "längengrad", "laengengrad", "länge",
                                          "laenge",     "lengtegraad", "længdegrad",
                                          "lengdegrad", "经度",        "經度",
                                          "経度",       "경도",        "долгота",
                                          "довгота",    "długość",     "délka",
                                          "hosszúság",  "boylam",      "kinhđộ",
                                          "bujur",      "longitudes",  "długośćgeograficzna",
                                          NULL};
static const char *const degrees_lat[] = {"latitude",    "lat",     "latitud",      "latitudine",
                                          "breitengrad", "breite",  "breedtegraad", "breddegrad",
                                          "纬度",        "緯度",    "위도",         "широта",
                                          "szerokość",   "šířka",   "szélesség",    "enlem",
                                          "vĩđộ",        "lintang", "latitudes",    "szerokośćgeograficzna",
                                          NULL};
static const char *const projected_lon[] = {"easting",    "eastings", "east",   "x",      "e",
                                            "rechtswert", "ostwert",  "este",   "est",    "ost",
                                            "utme",       "gkode",    "xcoord", "xkoord", NULL};
static const char *const projected_lat[] = {"northing", "northings", "north", "y",     "n",      "hochwert", "nordwert",
                                            "norte",    "nord",      "utmn",  "gkodn", "ycoord", "ykoord",   NULL};
static const struct words degrees = {degrees_lon, degrees_lat}, projected = {projected_lon, projected_lat};

static const char *const lon_first_names[] = {"lonlat", "lnglat", "longlat", "longitudelatitude", "经纬度", "經緯度",
                                              "坐标",   "坐標",   NULL};
static const char *const lat_first_names[] = {"latlon",
                                              "latlong",
                                              "latlng",
                                              "latitudelongitude",
                                              "latitudeandlongitude",
                                              "coordinates",
                                              "coordinate",
                                              "coords",
                                              "coord",
                                              "coordonnees",
                                              "coordonnées",
                                              "coordenadas",
                                              "koordinaten",
                                              "koordinaten",
                                              "geopoint",
                                              "geopoint2d",
                                              "geolocation",
                                              "location",
                                              "position",
                                              "gps",
                                              "gpslocation",
                                              "gpscoordinates",
                                              "point",
                                              NULL};

/* The character as a small letter, of Latin, Greek and Cyrillic; 0 if it is neither letter nor digit. */
static uint32_t plain_letter(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
	if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || c >= 0xFF00)
		return 0;
	if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	return c >= 0x100 && c < 0x17F && c % 2 == (c >= 0x139 && c <= 0x148) ? c + 1 : c;
}

/* Letters and digits of a name, with or without what stands in brackets. */
static void squeeze(const char *name, bool brackets, char out[NAME_BYTES])
{
	size_t length = 0, bytes = strlen(name);
	bool inside = false;
	for (size_t i = 0, taken; i < bytes && length + 5 < NAME_BYTES; i += taken) {
		uint32_t c = base_utf8_decode(name + i, bytes - i, &taken);
		bool opens = c == '(' || c == '[' || c == 0xFF08, closes = c == ')' || c == ']' || c == 0xFF09;
		inside = !brackets && (inside || opens) && !closes;
		c = plain_letter(c);
		if (c && !inside)
			length += base_utf8_encode(c, out + length);
	}
	out[length] = '\0';
}

/* A name taken apart: a word, and what stands before or behind it. */
struct split_name {
	char word_class; /* words of different classes make no pair: x goes with y alone, e with n */
	bool before;     /* the rest stands before the word */
	const char *rest;
	size_t length;
};

/* What stands beside the word in names of columns that hold no coordinates, but how sure they are, or something else:
 * "lat_error", "longest". */
static bool is_no_coordinate(const struct split_name *name)
{
	static const char *const rests[] = {"accuracy",    "acc", "error", "err",        "precision", "uncertainty",
	                                    "sd",          "std", "stdev", "sigma",      "rmse",      "tolerance",
	                                    "genauigkeit", "dir", "hem",   "est",        "er",        "ref",
	                                    "min",         "sec", "name",  "hemisphere", "direction", "minutes",
	                                    "seconds",     "res", "count", "resolution", "rad",       "radians"};
	for (size_t i = 0; i < sizeof rests / sizeof *rests; i++)
		if (strlen(rests[i]) == name->length && memcmp(rests[i], name->rest, name->length) == 0)
			return true;
	return false;
}

/* Whether the word is the name of column i, or where `partly`, its end or beginning. */
static bool split(const struct csv_names *names, size_t i, const char *word, bool partly, struct split_name *out)
{
	const char *name = names->plain[i];
	size_t length = strlen(name), bytes = strlen(word);
	bool is_whole = strcmp(name, word) == 0;
	if (partly ? bytes >= length : !is_whole)
		return false;
	*out = (struct split_name){.rest = "",
	                           .word_class = bytes > 1                      ? 'w'
	                                         : *word == 'x' || *word == 'y' ? 'x'
	                                                                        : 'e'};
	if (is_whole)
		return true;
	bool begins = memcmp(name, word, bytes) == 0, ends = strcmp(name + length - bytes, word) == 0;
	if (bytes == 1 && !(out->word_class == 'x' && length >= 4)) {
		begins &= names->first_apart[i];
		ends &= names->last_apart[i];
	}
	out->before = !begins;
	out->rest = begins ? name + bytes : name;
	out->length = length - bytes;
	return (begins || ends) && !is_no_coordinate(out);
}

/* The same for the two names of a pair. */
static struct hash pair_key(const struct split_name *name)
{
	char text[NAME_BYTES + 2] = {name->word_class, name->before ? '<' : '>'};
	memcpy(text + 2, name->rest, name->length);
	return hash_bytes(text, name->length + 2);
}

/* The columns of latitudes by the keys of their pairs. */
static void index_latitudes(const struct csv_names *names, const char *const *words, bool partly,
                            struct hash_table *columns)
{
	for (size_t i = 0; i < names->count; i++) {
		struct split_name parts;
		for (const char *const *word = words; *word; word++) {
			bool is_new = false;
			size_t *column = split(names, i, *word, partly, &parts)
			                         ? hash_table_add(columns, pair_key(&parts), &is_new)
			                         : NULL;
			if (is_new)
				*column = i;
		}
	}
}

/* The column of the latitude that goes with that of a longitude. */
static size_t partner(const struct csv_names *names, size_t lon, const char *const *words, bool partly,
                      const struct hash_table *latitudes)
{
	struct split_name parts;
	for (; *words; words++) {
		const size_t *found =
		        split(names, lon, *words, partly, &parts) ? hash_table_find(latitudes, pair_key(&parts)) : NULL;
		if (found)
			return *found;
	}
	return CSV_NO_COLUMN;
}

static bool find_pair(const struct csv_names *names, const struct words *words, bool partly, struct csv_pair *out)
{
	struct hash_table latitudes;
	struct arena scratch;
	arena_init(&scratch);
	hash_table_init(&latitudes, &scratch, sizeof(size_t));
	index_latitudes(names, words->lat, partly, &latitudes);
	bool found = false;
	for (size_t i = 0; i < names->count && !out->has_others; i++) {
		size_t lat = partner(names, i, words->lon, partly, &latitudes);
		if (lat == CSV_NO_COLUMN)
			continue;
		out->has_others = found && lat != out->lat;
		if (!found)
			*out = (struct csv_pair){.lon = i, .lat = lat};
		found = true;
	}
	arena_clear(&scratch);
	return found;
}

static bool is_any(const char *name, const char *const *words)
{
	while (*words && strcmp(name, *words) != 0)
		words++;
	return *words;
}

static bool find_shared(const struct csv_names *names, struct csv_pair *out)
{
	for (size_t i = 0; i < names->count; i++) {
		bool lon_first = is_any(names->plain[i], lon_first_names);
		if (!lon_first && !is_any(names->plain[i], lat_first_names))
			continue;
		bool lat_first = strncmp(names->plain[i], "lat", 3) == 0;
		*out = (struct csv_pair){.lon = i, .lat = i, .lon_first = lon_first, .lat_first = lat_first};
		return true;
	}
	return false;
}

static bool is_letter(char c)
{
	return plain_letter((unsigned char)c) >= 'a' || (unsigned char)c >= 0x80;
}

/* Whether a new word begins between two characters: one is no letter, or a capital follows a small letter. */
static bool parts_words(char before, char after)
{
	bool is_small = is_letter(before) && before >= 'a', is_capital = after >= 'A' && after <= 'Z';
	return !is_letter(before) || !is_letter(after) || (is_small && is_capital);
}

void csv_names_init(struct csv_names *names, struct arena *arena, const char *const *columns, size_t count)
{
	*names = (struct csv_names){.count = count < COLUMNS_SEEN ? count : COLUMNS_SEEN};
	names->plain = ARENA_ARRAY(arena, names->count, const char *);
	names->first_apart = ARENA_ARRAY(arena, names->count, bool);
	names->last_apart = ARENA_ARRAY(arena, names->count, bool);
	for (size_t i = 0; i < names->count; i++) {
		char plain[NAME_BYTES];
		squeeze(columns[i], false, plain);
		if (!*plain)
			squeeze(columns[i], true, plain);
		names->plain[i] = arena_text(arena, plain);
		const char *first = columns[i], *last;
		while (*first && !is_letter(*first))
			first++;
		for (last = first + strcspn(first, "(["); last > first && !is_letter(last[-1]);)
			last--;
		names->first_apart[i] = *first && parts_words(first[0], first[1]);
		names->last_apart[i] = last - first >= 2 && parts_words(last[-2], last[-1]);
	}
}

bool csv_names_pair(const struct csv_names *names, enum csv_pair_kind kind, struct csv_pair *out)
{
	*out = (struct csv_pair){.lon = 0};
	if (kind == CSV_PAIR_IN_ONE_COLUMN)
		return find_shared(names, out);
	const struct words *words = kind == CSV_PAIR_DEGREES || kind == CSV_PAIR_DEGREES_OF ? &degrees : &projected;
	return find_pair(names, words, kind == CSV_PAIR_DEGREES_OF || kind == CSV_PAIR_PROJECTED_OF, out);
}

size_t csv_column_named(const char *const *columns, size_t count, const char *name)
{
	char wanted[NAME_BYTES], other[NAME_BYTES];
	for (size_t i = 0; i < count; i++)
		if (strcmp(columns[i], name) == 0)
			return i;
	squeeze(name, true, wanted);
	for (size_t i = 0; *wanted && i < count; i++) {
		squeeze(columns[i], true, other);
		if (strcmp(wanted, other) == 0)
			return i;
	}
	return CSV_NO_COLUMN;
}
