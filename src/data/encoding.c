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
#include <stdint.h>
#include <string.h>

struct driver {
	unsigned char byte;
	const char *encoding;
};

static const struct driver drivers[] = {
        {0x01, "CP437"},   {0x02, "CP850"},  {0x03, "CP1252"},  {0x08, "CP865"},  {0x09, "CP437"},  {0x0A, "CP850"},
        {0x0B, "CP437"},   {0x0D, "CP437"},  {0x0E, "CP850"},   {0x0F, "CP437"},  {0x10, "CP850"},  {0x11, "CP437"},
        {0x12, "CP850"},   {0x13, "CP932"},  {0x14, "CP850"},   {0x15, "CP437"},  {0x16, "CP850"},  {0x17, "CP865"},
        {0x18, "CP437"},   {0x19, "CP437"},  {0x1A, "CP850"},   {0x1B, "CP437"},  {0x1C, "CP863"},  {0x1D, "CP850"},
        {0x1F, "CP852"},   {0x22, "CP852"},  {0x23, "CP852"},   {0x24, "CP860"},  {0x25, "CP850"},  {0x26, "CP866"},
        {0x37, "CP850"},   {0x40, "CP852"},  {0x4D, "GB18030"}, {0x4E, "CP949"},  {0x4F, "BIG5"},   {0x50, "CP874"},
        {0x57, "CP1252"},  {0x58, "CP1252"}, {0x59, "CP1252"},  {0x64, "CP852"},  {0x65, "CP866"},  {0x66, "CP865"},
        {0x67, "CP861"},   {0x6A, "CP737"},  {0x6B, "CP857"},   {0x6C, "CP863"},  {0x78, "BIG5"},   {0x79, "CP949"},
        {0x7A, "GB18030"}, {0x7B, "CP932"},  {0x7C, "CP874"},   {0x86, "CP737"},  {0x87, "CP852"},  {0x88, "CP857"},
        {0xC8, "CP1250"},  {0xC9, "CP1251"}, {0xCA, "CP1254"},  {0xCB, "CP1253"}, {0xCC, "CP1257"},
};

const char *encoding_of_driver(unsigned char driver)
{
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
		if (drivers[i].byte == driver)
			return drivers[i].encoding;
	return NULL;
}

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
        {"utf8", "UTF-8"},         {"65001", "UTF-8"},         {"unicode", "UTF-8"},  {"gbk", "GB18030"},
        {"936", "GB18030"},        {"gb2312", "GB18030"},      {"euccn", "GB18030"},  {"gb18030", "GB18030"},
        {"54936", "GB18030"},      {"big5", "BIG5"},           {"950", "BIG5"},       {"big5hkscs", "BIG5-HKSCS"},
        {"shiftjis", "CP932"},     {"sjis", "CP932"},          {"eucjp", "EUC-JP"},   {"euckr", "CP949"},
        {"latin1", "ISO-8859-1"},  {"iso88591", "ISO-8859-1"}, {"usascii", "CP1252"}, {"ascii", "CP1252"},
        {"windows1252", "CP1252"}, {"koi8r", "KOI8-R"},        {"utf16", "UTF-16"},   {"utf16le", "UTF-16LE"},
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

const char *encoding_known(struct arena *arena, const char *name)
{
	char plain[32];
	plain_name(name, plain, sizeof plain);
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(plain, aliases[i].name) == 0)
			return aliases[i].encoding;
	const char *encoding = numbered_name(arena, plain);
	return encoding && can_convert(encoding) ? encoding : NULL;
}

/* Bytes that a character with this first byte takes; 0 when none begins so. */
static size_t announced_length(unsigned char first)
{
	return first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
}

bool encoding_looks_utf8(const char *text, size_t length)
{
	size_t tail = 0;
	while (tail < 3 && tail < length && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80)
		tail++;
	if (tail < length) {
		unsigned char first = (unsigned char)text[length - 1 - tail];
		if (first < 0xF5 && announced_length(first) > tail + 1)
			length -= tail + 1;
	}
	return base_utf8_valid(text, length);
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

static size_t add_utf8(const char *text, size_t length, struct buffer *out)
{
	size_t damage = SIZE_MAX, good = 0;
	for (size_t i = 0, taken; i < length; i += taken) {
		base_utf8_decode(text + i, length - i, &taken);
		if (taken > 1 || (unsigned char)text[i] < 0x80)
			continue;
		buffer_add(out, text + good, i - good);
		add_replacement(out, &damage);
		good = i + 1;
	}
	buffer_add(out, text + good, length - good);
	return damage;
}

size_t decoder_add(struct decoder *decoder, const char *text, size_t length, struct buffer *out)
{
	if (!decoder->handle)
		return add_utf8(text, length, out);
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
		buffer_add(out, piece, (size_t)(to - piece));
		if (invalid && !flushed) {
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
