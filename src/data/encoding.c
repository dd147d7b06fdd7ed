/* Encoding: names of encodings, and conversion to UTF-8 that never fails.
 *
 * In: bytes and a name from the map file, a .cpg, or the language driver byte of a .dbf. Out: valid UTF-8.
 * An invalid byte becomes U+FFFD and is reported by the caller, because a name with a hole in it can be
 * found and repaired, a map that is not drawn cannot.
 * Driver bytes: dBASE and FoxPro tables as listed by Esri, "Codepages for DBF files". */
#include "data/encoding.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

struct driver {
	unsigned char byte;
	const char *encoding;
};

static const struct driver drivers[] = {
        {0x01, "CP437"},  {0x02, "CP850"},  {0x03, "CP1252"},       {0x08, "CP865"},   {0x09, "CP437"},
        {0x0A, "CP850"},  {0x0B, "CP437"},  {0x0D, "CP437"},        {0x0E, "CP850"},   {0x0F, "CP437"},
        {0x10, "CP850"},  {0x11, "CP437"},  {0x12, "CP850"},        {0x13, "CP932"},   {0x14, "CP850"},
        {0x15, "CP437"},  {0x16, "CP850"},  {0x17, "CP865"},        {0x18, "CP437"},   {0x19, "CP437"},
        {0x1A, "CP850"},  {0x1B, "CP437"},  {0x1C, "CP863"},        {0x1D, "CP850"},   {0x1F, "CP852"},
        {0x22, "CP852"},  {0x23, "CP852"},  {0x24, "CP860"},        {0x25, "CP850"},   {0x26, "CP866"},
        {0x37, "CP850"},  {0x40, "CP852"},  {0x4D, "GB18030"},      {0x4E, "CP949"},   {0x4F, "BIG5"},
        {0x50, "CP874"},  {0x57, "CP1252"}, {0x58, "CP1252"},       {0x59, "CP1252"},  {0x64, "CP852"},
        {0x65, "CP866"},  {0x66, "CP865"},  {0x67, "CP861"},        {0x6A, "CP737"},   {0x6B, "CP857"},
        {0x6C, "CP863"},  {0x78, "BIG5"},   {0x79, "CP949"},        {0x7A, "GB18030"}, {0x7B, "CP932"},
        {0x7C, "CP874"},  {0x86, "CP737"},  {0x87, "CP852"},        {0x88, "CP857"},   {0xC8, "CP1250"},
        {0xC9, "CP1251"}, {0xCA, "CP1254"}, {0xCB, "CP1253"},       {0xCC, "CP1257"},  {0x04, "MACINTOSH"},
        {0x7D, "CP1255"}, {0x7E, "CP1256"}, {0x96, "MAC-CYRILLIC"},
};

bool encoding_driver_is_default(unsigned char driver)
{
	return driver == 0x57 || driver == 0x03;
}

struct alias {
	const char *name; /* lower case, letters and digits only */
	const char *encoding;
};

/* GB 18030 holds every character of GBK and GB 2312 at the same bytes. */
static const struct alias aliases[] = {
        {"utf8", "UTF-8"},
        {"65001", "UTF-8"},
        {"unicode", "UTF-8"},
        {"gbk", "GB18030"},
        {"936", "GB18030"},
        {"gb2312", "GB18030"},
        {"euccn", "GB18030"},
        {"gb18030", "GB18030"},
        {"54936", "GB18030"},
        {"big5", "BIG5"},
        {"950", "BIG5"},
        {"big5hkscs", "BIG5-HKSCS"},
        {"shiftjis", "CP932"},
        {"sjis", "CP932"},
        {"eucjp", "EUC-JP"},
        {"euckr", "CP949"},
        {"latin1", "CP1252"},
        {"iso88591", "CP1252"},
        {"88591", "CP1252"},
        {"ansi", "CP1252"},
        {"oem", "CP437"},
        {"iso885911987", "CP1252"},
        {"l1", "CP1252"},
        {"latin2", "ISO-8859-2"},
        {"latin9", "ISO-8859-15"},
        {"utf8mb4", "UTF-8"},
        {"gb231280", "GB18030"},
        {"cngb", "GB18030"},
        {"xsjis", "CP932"},
        {"windows31j", "CP932"},
        {"ksc5601", "CP949"},
        {"ksc56011987", "CP949"},
        {"uhc", "CP949"},
        {"macroman", "MACINTOSH"},
        {"macintosh", "MACINTOSH"},
        {"koi8u", "KOI8-U"},
        {"tis620", "CP874"},
        {"usascii", "CP1252"},
        {"ascii", "CP1252"},
        {"koi8r", "KOI8-R"},
        {"utf16", "UTF-16"},
        {"utf16le", "UTF-16LE"},
        {"utf16be", "UTF-16BE"},
};

/* Lower case letters and digits of a name, without the word that only says whose number follows. */
static void plain_name(const char *name, char *plain, size_t size)
{
	static const char *const prefixes[] = {"ansi", "oem", "cp", "windows", "ibm", "ms", NULL};
	size_t used = 0;
	for (; *name && used + 1 < size; name++) {
		char c = *name >= 'A' && *name <= 'Z' ? (char)(*name + 'a' - 'A') : *name;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			plain[used++] = c;
	}
	plain[used] = '\0';
	for (const char *const *prefix = prefixes; *prefix; prefix++) {
		size_t length = strlen(*prefix);
		if (strncmp(plain, *prefix, length) == 0 && plain[length] >= '0' && plain[length] <= '9')
			memmove(plain, plain + length, used - length + 1);
	}
}

/* "88592", "iso885915", "1251": names with a rule instead of a row; NULL for others. */
static const char *numbered_name(struct arena *arena, const char *plain)
{
	const char *digits = strncmp(plain, "iso", 3) == 0 ? plain + 3 : plain;
	size_t length = strlen(digits);
	if (length == 0 || strspn(digits, "0123456789") != length)
		return NULL;
	if (strncmp(digits, "8859", 4) == 0 && (length == 5 || length == 6))
		return arena_printf(arena, "ISO-8859-%s", digits + 4);
	return length == 3 || length == 4 ? arena_printf(arena, "CP%s", digits) : NULL;
}

static bool can_convert(const char *encoding)
{
	struct decoder decoder;
	if (!decoder_open(&decoder, encoding))
		return false;
	decoder_close(&decoder);
	return true;
}

const char *encoding_of_driver(unsigned char driver)
{
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
		if (drivers[i].byte == driver)
			return can_convert(drivers[i].encoding) ? drivers[i].encoding : NULL;
	return NULL;
}

/* 0, which is no driver, for what is not the number of one. */
static unsigned char driver_number(const char *digits)
{
	unsigned number = 0;
	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9' || number > 25)
			return 0;
		number = 10 * number + (unsigned)(*digits - '0');
	}
	return number <= UCHAR_MAX ? (unsigned char)number : 0;
}

const char *encoding_known(struct arena *arena, const char *name)
{
	char plain[32];
	plain_name(name, plain, sizeof plain);
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(plain, aliases[i].name) == 0)
			return aliases[i].encoding;
	if (strncmp(plain, "ldid", 4) == 0)
		return encoding_of_driver(driver_number(plain + 4));
	const char *encoding = numbered_name(arena, plain);
	return encoding && can_convert(encoding) ? encoding : NULL;
}

bool encoding_is_vague(const char *name)
{
	char plain[32];
	plain_name(name, plain, sizeof plain);
	return strcmp(plain, "ansi") == 0 || strcmp(plain, "oem") == 0;
}

bool encoding_is_wide(const char *encoding)
{
	static const char *const wide[] = {"UTF-", "GB", "BIG5", "EUC-", "CP932", "CP949", NULL};
	for (const char *const *prefix = wide; *prefix; prefix++)
		if (strncmp(encoding, *prefix, strlen(*prefix)) == 0)
			return true;
	return false;
}

bool decoder_open(struct decoder *decoder, const char *encoding)
{
	decoder->handle = NULL;
	if (strcmp(encoding, "UTF-8") == 0)
		return true;
	iconv_t handle = iconv_open("UTF-8", encoding);
	if (handle == (iconv_t)-1)
		return false;
	decoder->handle = handle;
	return true;
}

void decoder_close(struct decoder *decoder)
{
	if (decoder->handle)
		iconv_close(decoder->handle);
	decoder->handle = NULL;
}

static const char replacement[] = "\xEF\xBF\xBD";

static void add_replacement(struct buffer *out, size_t *damage)
{
	if (*damage == SIZE_MAX)
		*damage = out->length;
	buffer_text(out, replacement);
}

/* Whether a character beyond ASCII begins at the first byte and goes on to the last one, where it is not whole. */
static bool is_cut_utf8(const char *text, size_t length)
{
	unsigned char first = (unsigned char)*text;
	size_t announced = first >= 0xF5 || first < 0xC2 ? 0 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	size_t i = 1;
	while (i < length && ((unsigned char)text[i] & 0xC0) == 0x80)
		i++;
	return i == length && length < announced;
}

static size_t add_utf8(struct decoder *decoder, const char *text, size_t length, struct buffer *out)
{
	size_t damage = SIZE_MAX, good = 0;
	for (size_t i = 0, taken; i < length; i += taken) {
		base_utf8_decode(text + i, length - i, &taken);
		if (taken > 1 || (unsigned char)text[i] < 0x80)
			continue;
		buffer_add(out, text + good, i - good);
		if (decoder->whole == SIZE_MAX && is_cut_utf8(text + i, length - i))
			decoder->whole = out->length;
		add_replacement(out, &damage);
		good = i + 1;
	}
	buffer_add(out, text + good, length - good);
	return damage;
}

size_t decoder_add(struct decoder *decoder, const char *text, size_t length, struct buffer *out)
{
	decoder->whole = SIZE_MAX;
	if (!decoder->handle)
		return add_utf8(decoder, text, length, out);
	size_t damage = SIZE_MAX;
	char *from = (char *)text; /* iconv() reads it only */
	iconv(decoder->handle, NULL, NULL, NULL, NULL);
	bool flushed = false;
	while (!flushed) {
		char piece[512], *to = piece;
		size_t room = sizeof piece;
		/* Some encodings hold a character back for what may follow it. */
		flushed = length == 0;
		size_t result = iconv(decoder->handle, flushed ? NULL : &from, flushed ? NULL : &length, &to, &room);
		bool invalid = result == (size_t)-1 && errno != E2BIG;
		bool is_cut = result == (size_t)-1 && errno == EINVAL && decoder->whole == SIZE_MAX;
		buffer_add(out, piece, (size_t)(to - piece));
		if (invalid && !flushed) {
			if (is_cut)
				decoder->whole = out->length;
			add_replacement(out, &damage);
			from++;
			length--;
			iconv(decoder->handle, NULL, NULL, NULL, NULL);
		}
	}
	return damage;
}

const char *data_value_text(struct arena *arena, const char *text, size_t length)
{
	return length ? base_utf8_clean(arena, text, length) : "";
}
