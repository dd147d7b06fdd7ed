/* The gazetteer: names in any script, which of several places is meant, areas; on a small base that the test writes. */
#define FOLDER "build/tests/data_gazetteer/"
#include "geopackage_files.h"

#include "data/gazetteer.h"
#include "data/place_key.h"

#define BASE FOLDER "world.gpkg"

struct opened {
	struct arena arena;
	struct diag diag;
	struct gazetteer *gazetteer;
};

static void run_with(sqlite3 *database, const char *sql, const char *text, int number)
{
	sqlite3_stmt *statement;
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, number);
	assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
	sqlite3_finalize(statement);
}

/* Adds a place with the further names in a list parted by '|', and a town of the names in a few languages. */
static void add_place(sqlite3 *database, int id, const char *name, const char *country, const char *unit, int capital,
                      int population, double lon, double lat, const char *names)
{
	struct arena arena;
	arena_init(&arena);
	char *sql = sqlite3_mprintf("INSERT INTO places VALUES (%d, %Q, %Q, %Q, %d, %d, %d, %d)", id, name, country, unit,
	                            capital, population, (int)(lon * 1e5), (int)(lat * 1e5));
	gpkg_run(database, sql);
	sqlite3_free(sql);
	char *list = arena_printf(&arena, "%s|%s", name, names);
	for (char *at = strtok(list, "|"); at; at = strtok(NULL, "|"))
		run_with(database, "INSERT OR IGNORE INTO place_names VALUES (?1, ?2)", data_place_key(&arena, at), id);
	arena_clear(&arena);
}

static void add_town(sqlite3 *database, int fid, double lon, double lat, const char *columns, const char *values)
{
	char *sql = sqlite3_mprintf("INSERT INTO towns_10m (fid, %s) VALUES (%d, %s);"
	                            "INSERT INTO rtree_towns_10m_geom VALUES (%d, %f, %f, %f, %f)",
	                            columns, fid, values, fid, lon, lon, lat, lat);
	gpkg_run(database, sql);
	sqlite3_free(sql);
}

static void add_area(sqlite3 *database, const char *table, const char *values, const char *keys)
{
	char *sql = sqlite3_mprintf("INSERT INTO %s VALUES (%s); %s", table, values, keys);
	gpkg_run(database, sql);
	sqlite3_free(sql);
}

static void write_base(void)
{
	sqlite3 *database = gpkg_create(BASE);
	gpkg_run(database,
	         "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, country TEXT, unit TEXT, capital INTEGER,"
	         " population INTEGER, lon_e5 INTEGER, lat_e5 INTEGER);"
	         "CREATE TABLE place_names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
	         "CREATE TABLE towns_10m (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, country TEXT, name_en TEXT, name_zh TEXT);"
	         "CREATE TABLE unit_labels (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, iso TEXT, name TEXT, name_zh TEXT,"
	         " west REAL, south REAL, east REAL, north REAL);"
	         "CREATE TABLE countries (fid INTEGER PRIMARY KEY, geom BLOB, country TEXT, a3 TEXT, name TEXT, name_en TEXT, name_zh TEXT,"
	         " west REAL, south REAL, east REAL, north REAL);"
	         "CREATE TABLE country_names (key TEXT, country TEXT, PRIMARY KEY (key, country)) WITHOUT ROWID;"
	         "CREATE TABLE unit_names (key TEXT, unit INTEGER, PRIMARY KEY (key, unit)) WITHOUT ROWID;"
	         "CREATE VIRTUAL TABLE rtree_towns_10m_geom USING rtree(id, minx, maxx, miny, maxy);");
	add_place(database, 1, "Paris", "FR", "u1", 1, 2000000, 2.35, 48.85, "巴黎|Париж|باريس|Parigi");
	add_place(database, 2, "Paris", "US", "u2", 0, 25000, -95.5, 33.66, "");
	add_place(database, 3, "Lomé", "TG", "", 1, 750000, 1.22154, 6.12874, "Lome");
	add_place(database, 4, "Köln", "DE", "", 0, 960000, 6.95, 50.93333, "Cologne|科隆");
	add_place(database, 5, "Beijing", "CN", "", 1, 11000000, 116.4, 39.9, "北京|Пекин|بكين|Pékin");
	add_place(database, 6, "Cairo", "EG", "", 1, 7700000, 31.25, 30.06, "القاهرة|開羅");
	add_place(database, 7, "Athens", "GR", "", 1, 660000, 23.7, 38, "Αθήνα|アテネ");
	add_place(database, 8, "San Jose", "US", "u3", 0, 1000000, -121.9, 37.3, "");
	add_place(database, 9, "San José", "CR", "", 1, 330000, -84.1, 9.9, "");
	add_place(database, 10, "Georgetown", "US", "u2", 0, 4000, -86, 33, "");
	add_place(database, 11, "Georgetown", "US", "u2", 0, 3000, -87, 33, "");
	add_place(database, 12, "Tokyo", "JP", "", 1, 8000000, 139.7, 35.7, "東京都");
	add_place(database, 13, "Springfield", "US", "u2", 0, 0, -90, 33, "");
	add_place(database, 14, "Seoul", "KR", "", 1, 10000000, 127, 37.5, "서울특별시");
	add_place(database, 15, "Delhi", "IN", "", 2, 10900000, 77.2, 28.6, "दिल्ली");
	add_town(database, 1, 2.35, 48.85, "name, country, name_en, name_zh", "'Paris', 'FR', 'Paris', '巴黎'");
	add_town(database, 2, 2.3501, 48.85, "name, country, name_zh", "'Passy', 'FR', '帕西'");
	add_area(database, "unit_labels", "1, NULL, 'u1', 'FR-75', 'Paris', NULL, 2, 48, 3, 49",
	         "INSERT INTO unit_names VALUES ('paris', 1)");
	add_area(database, "unit_labels", "2, NULL, 'u2', 'US-TX', 'Texas', '得克萨斯州', -107, 26, -93, 36.5",
	         "INSERT INTO unit_names VALUES ('texas', 2), ('得克萨斯州', 2)");
	add_area(database, "unit_labels", "3, NULL, 'u3', 'US-CA', 'California', NULL, -124, 32, -114, 42",
	         "INSERT INTO unit_names VALUES ('california', 3)");
	add_area(database, "countries", "1, NULL, 'FR', 'FRA', 'France', NULL, '法国', -5, 42, 8, 51",
	         "INSERT INTO country_names VALUES ('france', 'FR'), ('法国', 'FR')");
	add_area(database, "countries", "2, NULL, 'US', 'USA', 'United States', 'United States', '美国', -125, 25, -67, 49",
	         "INSERT INTO country_names VALUES ('united states', 'US'), ('美国', 'US')");
	sqlite3_close(database);
}

static int open_base(void **state)
{
	struct opened *opened = calloc(1, sizeof *opened);
	arena_init(&opened->arena);
	diag_init(&opened->diag);
	data_folder(FOLDER);
	write_base();
	opened->gazetteer = gazetteer_open(BASE, "the gazetteer", no_place, &opened->diag);
	assert_non_null(opened->gazetteer);
	*state = opened;
	return 0;
}

static int close_base(void **state)
{
	struct opened *opened = *state;
	gazetteer_close(opened->gazetteer);
	diag_clear(&opened->diag);
	arena_clear(&opened->arena);
	free(opened);
	return 0;
}

static struct gazetteer_places find(struct opened *opened, const char *name)
{
	struct gazetteer_places places;
	assert_true(gazetteer_find(opened->gazetteer, &opened->arena, name, &opened->diag, &places));
	return places;
}

static void keys_have_no_case_accents_or_marks(void **state)
{
	struct opened *opened = *state;
	static const char *const same[][2] = {{"Lomé", "lome"},         {"LOMÉ", "lome"},   {"Lome\u0301", "lome"},
	                                      {"L’Aquila", "laquila"},  {"L'Aquila", "laquila"},
	                                      {"Saint-Denis", "saint denis"}, {" São  Paulo ", "sao paulo"},
	                                      {"STRASSE", "strasse"},   {"Straße", "strasse"}, {"北京", "北京"},
	                                      {"القاهرة", "القاهرة"},   {"МОСКВА", "москва"}, {"Ｐａｒｉｓ", "paris"},
	                                      {"Αθήνα", "αθηνα"},       {"İstanbul", "istanbul"}, {"!?", ""}, {"", ""}};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_string_equal(data_place_key(&opened->arena, same[i][0]), same[i][1]);
	char longest[3000];
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_int_equal(strlen(data_place_key(&opened->arena, longest)), 400);
	assert_string_equal(data_place_key(&opened->arena, "a\xFF\xFE"), "a");
}

/* Accents, strokes, case, hyphens and apostrophes make no other name; other letters, words and scripts do. */
static void names_are_alike_but_for_accents(void **state)
{
	(void)state;
	static const char *const alike[][2] = {{"Gdańsk", "Gdansk"}, {"Łódź", "Lodz"}, {"Poznań", "POZNAN"},
	                                       {"Đà Nẵng", "Da Nang"}, {"Saint-Denis", "Saint Denis"},
	                                       {"L’Aquila", "Laquila"}, {"Iğdır", "Igdir"}, {"北京", "北京"},
	                                       {"طَرَابُلُس", "طرابلس"}};
	static const char *const other[][2] = {{"Wien", "Vienna"}, {"Warszawa", "Warsaw"}, {"Москва", "Moskva"},
	                                       {"दिल्ली", "दौलाली"}, {"カラ", "ガラ"},
	                                       {"Oslo", "Oslo S"}, {"", "!"}, {"北京", "Beijing"}};
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		assert_true(data_place_names_alike(alike[i][0], alike[i][1]));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(data_place_names_alike(other[i][0], other[i][1]));
	assert_true(data_place_name_within("Delhi", "New Delhi"));
	assert_true(data_place_name_within("北京", "北京南"));
	assert_false(data_place_name_within("York", "Yorkshire"));
	assert_false(data_place_name_within("", "York"));
}

static void names_in_any_language(void **state)
{
	static const char *const names[][2] = {{"Париж", "Paris"}, {"PARIGI", "Paris"}, {"巴黎", "Paris"}, {"باريس", "Paris"},
	                                       {"lome", "Lomé"},   {"koln", "Köln"},    {"Cologne", "Köln"}, {"科隆", "Köln"},
	                                       {"北京", "Beijing"}, {"Pekin", "Beijing"}, {"القاهرة", "Cairo"}, {"開羅", "Cairo"},
	                                       {"ΑΘΗΝΑ", "Athens"}, {"アテネ", "Athens"}, {"दिल्ली", "Delhi"},
	                                       /* with the word for what it is, and without */
	                                       {"東京", "Tokyo"}, {"東京都", "Tokyo"}, {"北京市", "Beijing"}, {"서울", "Seoul"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct gazetteer_places places = find(*state, names[i][0]);
		if (!places.count)
			fail_msg("%s is not found", names[i][0]);
		assert_string_equal(places.items[0].name, names[i][1]);
	}
	assert_int_equal(find(*state, "Nowhere").count, 0);
	assert_int_equal(find(*state, "").count, 0);
}

static void a_place_has_its_names_and_where_it_lies(void **state)
{
	const struct gazetteer_places places = find(*state, "Paris");
	assert_int_equal(places.count, 2);
	const struct gazetteer_place *first = &places.items[0], *second = &places.items[1];
	assert_string_equal(first->written, "Paris, FR-75");
	assert_string_equal(localized_get(&first->names, "zh"), "巴黎");
	assert_string_equal(localized_get(&first->countries, "zh"), "法国");
	assert_int_equal(first->capital, 1);
	assert_true(first->at.lon == 2.35 && first->at.lat == 48.85 && first->population == 2e6);
	assert_string_equal(second->written, "Paris, US-TX");
	assert_string_equal(localized_any(&second->units, "en"), "Texas");
	assert_int_equal(second->names.count, 0);
	assert_string_equal(find(*state, "Lomé").items[0].written, "Lomé, TG");
}

static void what_stands_behind_a_comma_narrows(void **state)
{
	static const char *const second[] = {"Paris, US-TX", "paris,us",  "Paris, TX", "Paris, Texas", "Paris，得克萨斯州",
	                                     "Paris، 美国",   "Paris, Texas, United States "};
	for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
		struct gazetteer_places places = find(*state, second[i]);
		assert_int_equal(places.count, 1);
		assert_string_equal(places.items[0].written, "Paris, US-TX");
	}
	assert_int_equal(find(*state, "Paris, Mars").count, 0);
	assert_int_equal(find(*state, "Paris, Texas, France").count, 0);
}

static const char *meant(struct opened *opened, const char *name)
{
	const struct gazetteer_place *place =
	        gazetteer_place(opened->gazetteer, &opened->arena, name, no_place, &opened->diag);
	return place ? place->written : NULL;
}

static void clear_winners_are_taken(void **state)
{
	struct opened *opened = *state;
	assert_string_equal(meant(opened, "Paris"), "Paris, FR-75");
	assert_string_equal(meant(opened, "San Jose, CR"), "San José, CR");
	assert_string_equal(meant(opened, "Springfield"), "Springfield, US-TX");
	assert_int_equal(opened->diag.count, 0);
	struct gazetteer_place pair[] = {{.population = 100, .capital = 1}, {.population = 34}};
	const struct gazetteer_places places = {pair, 2};
	assert_null(gazetteer_chosen(&places));
	pair[1].population = 33;
	assert_ptr_equal(gazetteer_chosen(&places), pair);
	pair[0].capital = 2;
	assert_null(gazetteer_chosen(&places));
	pair[1].population = 10;
	assert_ptr_equal(gazetteer_chosen(&places), pair);
	pair[0].population = pair[1].population = 0;
	assert_null(gazetteer_chosen(&places));
	pair[0].is_own = true; /* Bergen, and Mons, which is Bergen in Dutch */
	pair[1].population = 90;
	pair[0].population = 100;
	assert_ptr_equal(gazetteer_chosen(&places), pair);
	pair[1].is_own = true;
	assert_null(gazetteer_chosen(&places));
}

static void assert_last(struct opened *opened, const char *message, const char *hint)
{
	assert_true(opened->diag.count > 0);
	const struct diag_entry *entry = &opened->diag.entries[opened->diag.count - 1];
	assert_int_equal(entry->severity, DIAG_ERROR);
	assert_string_equal(entry->message, message);
	assert_string_equal(entry->hint, hint);
}

static void errors_list_what_may_be_meant(void **state)
{
	static const char at[] = "a place that is not known is written {name: …, at: [longitude, latitude]}";
	struct opened *opened = *state;
	assert_null(meant(opened, "San Jose"));
	assert_last(opened, "2 places are called 'San Jose'",
	            "write 'San Jose, US-CA' (California, United States, 1,000,000), 'San José, CR' (CR, 330,000)");
	assert_null(meant(opened, "Georgetown, Texas"));
	assert_last(opened, "2 places are called 'Georgetown, Texas'",
	            "write {name: Georgetown, at: [-86.00, 33.00]} (Texas, United States, 4,000), {name: Georgetown, at: "
	            "[-87.00, 33.00]} (Texas, United States, 3,000)");
	assert_null(meant(opened, "Paris, Mars"));
	assert_last(opened, "no place called 'Paris, Mars' is known",
	            "there is 'Paris, FR-75' (Paris, France, 2,000,000), 'Paris, US-TX' (Texas, United States, 25,000)");
	assert_null(meant(opened, "Beijin"));
	assert_last(opened, "no place called 'Beijin' is known", arena_printf(&opened->arena, "did you mean 'Beijing'? %s", at));
	assert_null(meant(opened, "Xyzzy"));
	assert_last(opened, "no place called 'Xyzzy' is known", at);
	assert_null(meant(opened, "…"));
	assert_last(opened, "no place called '…' is known", at);
}

/* Of several places one is meant that lies where the map's other places do; that it is, is said. */
static void others_say_in_which_country(void **state)
{
	static const char *there[] = {"Springfield", "San Jose", "Nowhere at all"}, *elsewhere[] = {"Paris", "San Jose"};
	struct opened *opened = *state;
	const struct texts names = {there, 3}, others = {elsewhere, 2};
	gazetteer_among(opened->gazetteer, &names);
	assert_int_equal(opened->diag.count, 0);
	assert_string_equal(meant(opened, "San Jose"), "San Jose, US-CA");
	assert_int_equal(opened->diag.count, 1);
	assert_int_equal(opened->diag.entries[0].severity, DIAG_NOTE);
	assert_string_equal(opened->diag.entries[0].message,
	                    "'San Jose' is taken for 'San Jose, US-CA' (California, United States, 1,000,000), in a country "
	                    "of the other places");
	assert_string_equal(opened->diag.entries[0].hint, "write that, or another of the 2: corridor find San Jose");
	assert_null(meant(opened, "Georgetown, Texas")); /* both lie there */
	gazetteer_among(opened->gazetteer, &others);
	assert_null(meant(opened, "San Jose"));
}

static void areas_by_code_or_name(void **state)
{
	static const struct {
		const char *name, *code;
		bool is_unit;
	} areas[] = {{"FR", "FR", false},      {"fr", "FR", false},     {"fra", "FR", false},    {"France", "FR", false}, {"法国", "FR", false},
	             {"US-TX", "US-TX", true}, {"TEXAS", "US-TX", true}, {"得克萨斯州", "US-TX", true}};
	struct opened *opened = *state;
	struct gazetteer_area area;
	size_t count;
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
		assert_true(gazetteer_area(opened->gazetteer, &opened->arena, areas[i].name, &opened->diag, &area, &count));
		assert_int_equal(count, 1);
		assert_string_equal(area.code, areas[i].code);
		assert_int_equal(area.is_unit, areas[i].is_unit);
	}
	assert_true(area.box.west < -106 && area.box.north > 36);
	assert_true(gazetteer_area(opened->gazetteer, &opened->arena, "Atlantis", &opened->diag, &area, &count));
	assert_int_equal(count, 0);
}

static void a_file_without_the_tables_is_refused(void **state)
{
	struct opened *opened = *state;
	struct gazetteer_places places;
	sqlite3_close(gpkg_create(FOLDER "other.gpkg"));
	struct gazetteer *other = gazetteer_open(FOLDER "other.gpkg", "the gazetteer", no_place, &opened->diag);
	assert_non_null(other);
	assert_false(gazetteer_find(other, &opened->arena, "Paris", &opened->diag, &places));
	assert_int_equal(opened->diag.errors, 1);
	gazetteer_close(other);
	assert_null(gazetteer_open(FOLDER "none.gpkg", "the gazetteer", no_place, &opened->diag));
	assert_int_equal(opened->diag.errors, 2);
	/* positions that are none */
	sqlite3 *database = gpkg_create(FOLDER "odd.gpkg");
	gpkg_run(database, "CREATE TABLE places (id INTEGER PRIMARY KEY, name, country, unit, capital, population, lon_e5, lat_e5);"
	                   "CREATE TABLE place_names (key TEXT, place INTEGER);"
	                   "INSERT INTO places VALUES (1, x'ff00', NULL, NULL, -7, 'many', 99999999, 1), (2, 'A', 'FR', 1, 1, 5, 'x', 9);"
	                   "INSERT INTO place_names VALUES ('a', 1), ('a', 2)");
	sqlite3_close(database);
	other = gazetteer_open(FOLDER "odd.gpkg", "the gazetteer", no_place, &opened->diag);
	assert_true(gazetteer_find(other, &opened->arena, "a", &opened->diag, &places));
	assert_int_equal(places.count, 1);
	assert_string_equal(places.items[0].written, "A, FR");
	gazetteer_close(other);
}

static void populations_in_groups(void **state)
{
	struct opened *opened = *state;
	assert_string_equal(gazetteer_population_text(&opened->arena, 2138551), "2,138,551");
	assert_string_equal(gazetteer_population_text(&opened->arena, 999), "999");
	assert_string_equal(gazetteer_population_text(&opened->arena, 0), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_base, close_base)
	const struct CMUnitTest tests[] = {
	        TEST(names_are_alike_but_for_accents),
	        TEST(keys_have_no_case_accents_or_marks),
	        TEST(names_in_any_language),
	        TEST(a_place_has_its_names_and_where_it_lies),
	        TEST(what_stands_behind_a_comma_narrows),
	        TEST(clear_winners_are_taken),
	        TEST(others_say_in_which_country),
	        TEST(errors_list_what_may_be_meant),
	        TEST(areas_by_code_or_name),
	        TEST(a_file_without_the_tables_is_refused),
	        TEST(populations_in_groups),
	};
	return cmocka_run_group_tests_name("data_gazetteer", tests, NULL, NULL);
}
