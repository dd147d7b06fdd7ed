/* Columns of names: which column of a dataset holds the names in each language, where the map file does not say.
 * In: the map's languages, the dataset's columns. Out: a column a language, and one for all. Upper and lower case are
 * one: shapefiles write NAME_EN, OpenStreetMap name:en, tables Name or city. */
#include "scene/names.h"

#include <string.h>
#include <strings.h>

/* In this order; the manual lists them. */
static const char *const before_language[] = {"name_", "name:", "name-", "label_", "title_"};
static const char *const for_all[] = {"name", "label", "title", "city", "town", "place"};

/* Where no column is called any of these, and none begins with "name": "name" in other languages and what offices call
 * it, then the thing that has it. */
static const char *const foreign[] = {
        "nom",        "nombre",       "nome",         "naam",     "navn",     "namn",      "nimi",     "nazwa",
        "název",      "nazev",        "názov",        "név",      "nev",      "denumire",  "nume",     "ime",
        "naziv",      "ad",           "adı",          "adi",      "isim",     "nama",      "tên",      "название",
        "имя",        "наименование", "назва",        "име",      "όνομα",    "ονομα",     "名称",     "名稱",
        "名字",       "地名",         "名前",         "名",       "站名",     "駅名",      "이름",     "명칭",
        "지명",       "اسم",          "الاسم",        "نام",      "שם",       "नाम",       "ชื่อ",       "bezeichnung",
        "benennung",  "toponyme",     "toponimo",     "libelle",  "libellé",  "gen",       "nameunit", "nom_com",
        "nom_comm",   "nom_dept",     "nom_reg",      "den_com",  "den_prov", "den_reg",   "ort",      "ortsname",
        "stadt",      "gemeinde",     "ville",        "commune",  "ciudad",   "municipio", "città",    "citta",
        "comune",     "cidade",       "plaats",       "gemeente", "miasto",   "gmina",     "stad",     "kommun",
        "kommune",    "kunta",        "şehir",        "город",    "місто",    "城市",      "station",  "stop",
        "settlement", "village",      "municipality", "locality", "site"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The column that reads `first` and then `second`, `second` being so many bytes long; NULL: there is none. */
static const char *find_column(const struct dataset *dataset, const char *first, const char *second, size_t bytes)
{
	size_t before = strlen(first);
	for (size_t i = 0; i < dataset->column_count; i++) {
		const char *column = dataset->columns[i];
		if (strlen(column) == before + bytes && !strncasecmp(column, first, before) &&
		    !strncasecmp(column + before, second, bytes))
			return column;
	}
	return NULL;
}

/* A language without a column has that of its first part: zh for zh-Hant. */
static const char *find_for_language(const struct dataset *dataset, const char *language)
{
	size_t whole = strlen(language), part = strcspn(language, "-_");
	for (size_t bytes = whole; bytes; bytes = bytes == whole && part < whole ? part : 0)
		for (size_t i = 0; i < COUNT(before_language); i++) {
			const char *found = find_column(dataset, before_language[i], language, bytes);
			if (found)
				return found;
		}
	return NULL;
}

/* NAME_0, NAME_1: of a level of administration. */
static bool is_level(const char *column)
{
	return !strncasecmp(column, "name_", 5) && column[5] >= '0' && column[5] <= '9' && !column[6];
}

/* NAME_1, NAMEASCII, name_de on a French map: better than no name at all. Of levels the last is the feature's own. */
static const char *find_name_prefix(const struct dataset *dataset)
{
	const char *found = NULL;
	for (size_t i = 0; i < dataset->column_count; i++) {
		const char *column = dataset->columns[i];
		if (!strncasecmp(column, "name", 4) && (!found || (is_level(found) && is_level(column))))
			found = column;
	}
	return found;
}

/* stop_name, CNTRY_NAME, shapeName. */
static const char *find_name_suffix(const struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->column_count; i++) {
		const char *column = dataset->columns[i];
		size_t length = strlen(column);
		if (length > 4 && !strcasecmp(column + length - 4, "name"))
			return column;
	}
	return NULL;
}

static const char *find_any_name(const struct dataset *dataset)
{
	const char *found = find_name_prefix(dataset);
	found = found ? found : find_name_suffix(dataset);
	for (size_t i = 0; i < COUNT(foreign) && !found; i++) {
		found = find_column(dataset, foreign[i], "", 0);
		bool is_number =
		        found && dataset_column_type(dataset, (size_t)dataset_column(dataset, found)) == COLUMN_NUMBER;
		found = is_number ? NULL : found;
	}
	return found;
}

static void add_column(struct localized *names, const char *language, const char *column)
{
	if (column && !localized_get(names, language))
		names->entries[names->count++] = (struct localized_entry){language, column};
}

/* The map file's own columns. If none is for a language of the map, the first is for all: so the warning says. */
static struct localized copy_columns(struct arena *arena, const struct map_spec *spec, const struct localized *own)
{
	struct localized names = {ARENA_ARRAY(arena, own->count + 1, struct localized_entry), own->count};
	bool any = false;
	memcpy(names.entries, own->entries, own->count * sizeof *own->entries);
	for (size_t i = 0; i < spec->language_count; i++)
		any |= localized_get(own, spec->languages[i]) != NULL;
	if (!any)
		add_column(&names, "", own->entries[0].text);
	return names;
}

struct localized scene_name_columns(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                                    const struct dataset *dataset)
{
	static const char *const usual[] = {"en", "zh"}; /* labels: names a place in either, whatever the map shows */
	if (data->names.count)
		return copy_columns(arena, spec, &data->names);
	size_t most = spec->language_count + COUNT(usual) + 1;
	struct localized names = {ARENA_ARRAY(arena, most, struct localized_entry), 0};
	for (size_t i = 0; i < spec->language_count; i++)
		add_column(&names, spec->languages[i], find_for_language(dataset, spec->languages[i]));
	size_t own = names.count;
	for (size_t i = 0; i < COUNT(usual); i++)
		add_column(&names, usual[i], find_for_language(dataset, usual[i]));
	for (size_t i = 0; i < COUNT(for_all); i++)
		add_column(&names, "", find_column(dataset, for_all[i], "", 0));
	if (!own)
		add_column(&names, "", find_any_name(dataset));
	return names;
}

const char *scene_name_column(const struct localized *names, const struct dataset *dataset, const char *language)
{
	const char *column = localized_get(names, language);
	return column && dataset_column(dataset, column) >= 0 ? column : localized_get(names, "");
}
