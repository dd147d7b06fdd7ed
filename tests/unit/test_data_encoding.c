/* The text of attribute tables: where its encoding is stated, where the statement is wrong, where there is none. */
#include "data/encoding.h"

#include "data_files.h"

#define FOLDER  "build/test-data-encoding/"
#define GBK     "\xCB\xC9\xBD\xAD"         /* 松江 */
#define UTF8    "\xE6\x9D\xBE\xE6\xB1\x9F" /* 松江 */
#define HOLE    "\xEF\xBF\xBD"
#define LATIN   "Z\xFCrich"
#define LATIN_8 "Z\xC3\xBCrich"

static int setup(void **state)
{
	(void)state;
	data_folder(FOLDER);
	return 0;
}

/* Writes the name into record 2 and reads it back; `said` is a warning that must come, NULL: none may. */
static void check(const char *codepage, const char *encoding, const char *written, const char *read, const char *said)
{
	const char *const names[3] = {"a", written, "c"};
	data_remove(FOLDER "text.cpg");
	data_write_shapefile(FOLDER "text", SHPT_POINT, codepage, names);
	struct reading reading = data_read(&(struct dataset_request){.file = FOLDER "text.shp", .encoding = encoding});
	assert_read(&reading);
	assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[1], "name"), read);
	if (said)
		assert_said(&reading, DIAG_WARNING, said);
	else
		assert_int_equal(reading.diag.warnings, 0);
	data_done(&reading);
}

static void stated_in_the_driver_byte(void **state)
{
	(void)state;
	check("LDID/77", NULL, GBK, UTF8, NULL);                                      /* 0x4D */
	check("LDID/79", NULL, "\xAA\x51\xA6\xBF", UTF8, NULL);                       /* 0x4F, Big5 */
	check("LDID/19", NULL, "\x8F\xBC\x8D\x5D", UTF8, NULL);                       /* 0x13, CP932 */
	check("LDID/78", NULL, "\xBC\xAD\xBF\xEF", "\xEC\x84\x9C\xEC\x9A\xB8", NULL); /* 0x4E, 서울 */
	check("LDID/87", NULL, LATIN, LATIN_8, NULL);
	check("LDID/3", NULL, LATIN, LATIN_8, NULL);
	check("LDID/1", NULL, "Z\x81rich", LATIN_8, NULL);
	check("LDID/2", NULL, "Z\x81rich", LATIN_8, NULL);
	check("LDID/200", NULL, "\x8Cl\xB9sk", "\xC5\x9Al\xC4\x85sk", NULL); /* 0xC8, Śląsk */
	check("LDID/201", NULL, "\xCC\xEE\xF1\xEA\xE2\xE0", "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0", NULL);
}

/* Many writers put 0x57 and then UTF-8. */
static void a_default_driver_byte_does_not_hide_utf8(void **state)
{
	(void)state;
	check("LDID/87", NULL, UTF8, UTF8, NULL);
	check("LDID/77", NULL, "\xC1\xAA\xCD\xA8", "\xE8\x81\x94\xE9\x80\x9A", NULL); /* 联通: looks like UTF-8 */
}

static void stated_in_a_cpg(void **state)
{
	(void)state;
	static const char *const gbk[] = {"GBK", "936", "cp936", "GB2312", "gb18030\r\n", "ANSI 936", "EUC-CN"};
	for (size_t i = 0; i < sizeof gbk / sizeof *gbk; i++)
		check(gbk[i], NULL, GBK, UTF8, NULL);
	check("UTF-8", NULL, UTF8, UTF8, NULL);
	check("65001", NULL, UTF8, UTF8, NULL);
	check("ISO-8859-1", NULL, LATIN, LATIN_8, NULL);
	check("88591", NULL, LATIN, LATIN_8, NULL);
	check("ISO 8859-15", NULL, "\xA4", "\xE2\x82\xAC", NULL);
	check("1252", NULL, "\x80", "\xE2\x82\xAC", NULL);
	check("OEM 437", NULL, "Z\x81rich", LATIN_8, NULL);
}

static void a_cpg_that_says_nothing(void **state)
{
	(void)state;
	check("", NULL, UTF8, UTF8, "names no known encoding");
	check("klingon", NULL, UTF8, UTF8, "names no known encoding");
	const char *const names[3] = {"a", GBK, "c"};
	data_write_shapefile(FOLDER "hidden", SHPT_POINT, "LDID/77", names);
	data_write_text(FOLDER "hidden.cpg", "");
	struct reading reading = data_read_file(FOLDER "hidden.shp");
	assert_read(&reading);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[1], 0), UTF8);
	data_done(&reading);
}

static void stated_nowhere(void **state)
{
	(void)state;
	check(NULL, NULL, UTF8, UTF8, NULL);
	check(NULL, NULL, "plain", "plain", NULL);
	check(NULL, NULL, LATIN, LATIN_8, "read as CP1252");
	check(NULL, NULL, GBK, "\xC3\x8B\xC3\x89\xC2\xBD\xC2\xAD", "encoding: gbk");
}

/* What is stated may be wrong: text is read rightly, or there is a warning. */
static void stated_wrongly(void **state)
{
	(void)state;
	check("LDID/87", NULL, GBK, "\xC3\x8B\xC3\x89\xC2\xBD\xC2\xAD", "encoding: gbk");
	check("LDID/3", NULL, "\xCC\xEE\xF1\xEA\xE2\xE0", "\xC3\x8C\xC3\xAE\xC3\xB1\xC3\xAA\xC3\xA2\xC3\xA0", "does not look right");
	check("GBK", NULL, UTF8, UTF8, "text.dbf is UTF-8 text, though the .cpg file beside it says GB18030");
	check("ISO-8859-1", NULL, LATIN_8, LATIN_8, "is UTF-8 text");
	check("LDID/1", NULL, LATIN_8, LATIN_8, "is UTF-8 text, though its header says CP437");
	check("UTF-8", NULL, LATIN, "Z" HOLE "rich", "record 2: column name has bytes");
	check("Big5", NULL, "\xC3\xA9", "\xE7\x9F\x87", NULL); /* 矇 in Big5, é in UTF-8: one character is chance */
	check("UTF-16", NULL, LATIN_8, LATIN_8, "names no known encoding");
}

/* "ANSI" is whatever the writer's system had. */
static void stated_vaguely(void **state)
{
	(void)state;
	check("ANSI", NULL, LATIN, LATIN_8, NULL);
	check("ANSI", NULL, UTF8, UTF8, NULL);
	check("ansi", NULL, GBK, "\xC3\x8B\xC3\x89\xC2\xBD\xC2\xAD", "encoding: gbk");
	check("UTF-8", "ansi", LATIN, LATIN_8, NULL);
}

/* Latin-1 has no printable characters where CP1252 has quotes, dashes and the euro, and nobody writes those it has. */
static void latin_1_is_1252(void **state)
{
	(void)state;
	static const char *const names[] = {"ISO-8859-1", "88591", "latin1", "8859_1", "ISO_8859-1:1987", "1252", "ANSI 1252", "windows-1252"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check(names[i], NULL, "C\x9Cur \x96 \x80", "C\xC5\x93ur \xE2\x80\x93 \xE2\x82\xAC", NULL);
	check(NULL, NULL, "C\x9Cur", "C\xC5\x93ur", "read as CP1252");
	check("LDID/87", NULL, "C\x9Cur", "C\xC5\x93ur", NULL);
	check("1252", NULL, "a\x81z", "a" HOLE "z", "record 2");
}

static void names_of_encodings(void **state)
{
	(void)state;
	static const struct {
		const char *name, *written, *read;
	} cases[] = {
	        {"UTF8", UTF8, UTF8},
	        {"utf-8\r\n", UTF8, UTF8},
	        {"\xEF\xBB\xBFUTF-8", UTF8, UTF8},
	        {"\"UTF-8\"", UTF8, UTF8},
	        {"GB18030", GBK, UTF8},
	        {"GB_2312-80", GBK, UTF8},
	        {"MS936", GBK, UTF8},
	        {"LDID/77", GBK, UTF8},
	        {"Big5", "\xAA\x51\xA6\xBF", UTF8},
	        {"950", "\xAA\x51\xA6\xBF", UTF8},
	        {"SJIS", "\x8F\xBC\x8D\x5D", UTF8},
	        {"Shift_JIS", "\x8F\xBC\x8D\x5D", UTF8},
	        {"932", "\x8F\xBC\x8D\x5D", UTF8},
	        {"EUC-JP", "\xBE\xBE\xB9\xBE", UTF8},
	        {"EUC-KR", "\xBC\xAD\xBF\xEF", "\xEC\x84\x9C\xEC\x9A\xB8"},
	        {"ks_c_5601-1987", "\xBC\xAD\xBF\xEF", "\xEC\x84\x9C\xEC\x9A\xB8"},
	        {"949", "\xBC\xAD\xBF\xEF", "\xEC\x84\x9C\xEC\x9A\xB8"},
	        {"OEM 437", "Z\x81rich", LATIN_8},
	        {"IBM850", "Z\x81rich", LATIN_8},
	        {"1250", "\x8Cl\xB9sk", "\xC5\x9Al\xC4\x85sk"},
	        {"Windows-1251", "\xCC", "\xD0\x9C"},
	        {"KOI8-R", "\xED", "\xD0\x9C"},
	        {"8859-2", "\xA6", "\xC5\x9A"},
	        {"latin2", "\xA6", "\xC5\x9A"},
	        {"ISO8859-5", "\xBC", "\xD0\x9C"},
	        {"macintosh", "Z\x9Frich", LATIN_8},
	        {"TIS-620", "\xA1", "\xE0\xB8\x81"},
	        {"1256", "\xC7", "\xD8\xA7"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const rows[3] = {"a", cases[i].written, "c"};
		data_write_shapefile(FOLDER "named", SHPT_POINT, NULL, rows);
		data_write_text(FOLDER "named.cpg", cases[i].name);
		struct reading reading = data_read_file(FOLDER "named.shp");
		assert_read(&reading);
		if (reading.diag.warnings || strcmp(feature_value_at(&reading.dataset, &reading.dataset.features[1], 0), cases[i].read))
			fail_msg("%s is not understood", cases[i].name);
		data_done(&reading);
	}
	static const char *const unknown[] = {"LDID/", "LDID/999", "LDID/0", "8859", "99", "cp", "123456", "utf"};
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		data_write_text(FOLDER "named.cpg", unknown[i]);
		struct reading reading = data_read_file(FOLDER "named.shp");
		assert_read(&reading);
		assert_said(&reading, DIAG_WARNING, "names no known encoding");
		data_done(&reading);
	}
}

static void the_map_file_decides(void **state)
{
	(void)state;
	check("UTF-8", "gbk", GBK, UTF8, NULL);
	check("LDID/87", "GB18030", GBK, UTF8, NULL);
	check("GBK", "utf-8", UTF8, UTF8, NULL);
	assert_refused(&(struct dataset_request){.file = FOLDER "text.shp", .encoding = "klingon"},
	               "unknown text encoding klingon");
}

static void bytes_that_are_no_text(void **state)
{
	(void)state;
	check("UTF-8", NULL,
	      "ab\xFF"
	      "c",
	      "ab" HOLE "c", "text.dbf: record 2: column name has bytes");
	check("UTF-8", NULL, "\xE6\x9D\xBE\xE6\xB1", "\xE6\x9D\xBE" HOLE HOLE, "record 2");
	check("UTF-8", NULL, "caf\xE9", "caf" HOLE, "record 2: column name has bytes");
	check("GBK", NULL,
	      GBK "\xFF"
	          "x",
	      UTF8 HOLE "x", "record 2");
	check("GBK", NULL, GBK "\xCB", UTF8 HOLE, "record 2");
	check("UTF-8", NULL, "a\x01z", "a" HOLE "z", NULL);
	check("UTF-8", NULL, "a\tz", "a z", NULL);
	/* A name cut by the width of its column does not make the table Latin, and has no hole. */
	check(NULL, NULL, UTF8 UTF8 "\xE6\x9D\xBE\xE6", UTF8 UTF8 "\xE6\x9D\xBE", "column name is too narrow");
	check("GBK", NULL, GBK GBK GBK "xyz\xCB", UTF8 UTF8 UTF8 "xyz", "record 2: column name is too narrow");
	/* What has blanks behind it is not cut. */
	check(NULL, NULL, "caf\xE9", "caf\xC3\xA9", "read as CP1252");
	check("LDID/87", NULL, "caf\xE9", "caf\xC3\xA9", NULL);
}

static void names_of_columns(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "columns", SHPT_POINT);
	data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, (const double[]){120}, (const double[]){30});
	SHPClose(shapes);
	DBFHandle table = DBFCreateEx(FOLDER "columns", "LDID/77");
	DBFAddField(table, GBK, FTString, 5, 0);
	DBFWriteStringAttribute(table, 0, 0, "x");
	DBFClose(table);
	struct reading reading = data_read_file(FOLDER "columns.shp");
	assert_read(&reading);
	assert_int_equal(dataset_column(&reading.dataset, UTF8), 0);
	data_done(&reading);
}

/* Long texts cross the pieces in which they are converted. */
static void long_texts(void **state)
{
	(void)state;
	struct buffer in, out;
	struct decoder decoder;
	assert_true(decoder_open(&decoder, "GB18030"));
	for (size_t count = 100; count < 400; count += 7) {
		buffer_init(&in);
		buffer_init(&out);
		for (size_t i = 0; i < count; i++)
			buffer_text(&in, i % 5 ? GBK : "x");
		assert_true(decoder_add(&decoder, in.bytes, in.length, &out) == SIZE_MAX);
		const char *at = out.bytes;
		for (size_t i = 0; i < count; i++) {
			const char *piece = i % 5 ? UTF8 : "x";
			assert_memory_equal(at, piece, strlen(piece));
			at += strlen(piece);
		}
		assert_ptr_equal(at, out.bytes + out.length);
		buffer_clear(&in);
		buffer_clear(&out);
	}
	decoder_close(&decoder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(stated_in_the_driver_byte),
	        cmocka_unit_test(a_default_driver_byte_does_not_hide_utf8),
	        cmocka_unit_test(stated_in_a_cpg),
	        cmocka_unit_test(a_cpg_that_says_nothing),
	        cmocka_unit_test(stated_nowhere),
	        cmocka_unit_test(stated_wrongly),
	        cmocka_unit_test(stated_vaguely),
	        cmocka_unit_test(latin_1_is_1252),
	        cmocka_unit_test(names_of_encodings),
	        cmocka_unit_test(the_map_file_decides),
	        cmocka_unit_test(bytes_that_are_no_text),
	        cmocka_unit_test(names_of_columns),
	        cmocka_unit_test(long_texts),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
