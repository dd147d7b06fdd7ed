/* Fuzz target: CSV. The first byte says how the text is asked for: bit 0 as a line, bit 1 a line per value of the
 * column "part", bits 2 and 3 the encoding. The rest is the text. Corpus: tests/fuzz/corpus/csv/. */
#include "data/csv/csv.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {NULL, "gbk", "utf-16", "utf-8"};
	if (size == 0)
		return 0;
	struct fuzz_reading reading;
	fuzz_reading_begin(&reading, "fuzz.csv");
	reading.request.as_line = data[0] & 1;
	reading.request.line_by = data[0] & 2 ? "part" : NULL;
	reading.request.encoding = encodings[data[0] >> 2 & 3];
	struct bytes text = {(const char *)data + 1, size - 1};
	bool good = csv_read_bytes(&reading.arena, text, &reading.request, &reading.diag, &reading.dataset);
	return fuzz_reading_end(&reading, good, true);
}
