/* All records of a .shp, and what becomes of damage between them.
 *
 * In: a .shp that was opened. Out: its whole records, with the numbers by which the table counts them. Where the .shx
 * is in order, its order is that of the .shp, which is read from front to back, and any other entry shows on the way:
 * nothing is ever read twice to find out. A .shx in another order (records were written anew) is compared with the .shp
 * first. Why so: one wrong length must not cost the records behind it. They are found again by their numbers, which
 * ascend, and by lengths that agree with their counts. */
#include "data/shapefile/shp.h"

#include <stdlib.h>
#include <string.h>

#define SHORTEST_RECORD (SHP_RECORD_HEADER + 4)

static void report_index(const struct shp_file *shp, struct diag *diag)
{
	diag_warning(diag, SIDE_FILE, shp->place, "delete it: it is then made in memory",
	             "the index beside %s (.shx) is damaged or stale and is not used", shp->name);
}

static int compare_records(const void *a, const void *b)
{
	size_t left = ((const struct shp_record *)a)->offset, right = ((const struct shp_record *)b)->offset;
	return (left > right) - (left < right);
}

static size_t end_of(const struct shp_record *record)
{
	return record->offset + SHP_RECORD_HEADER + record->content;
}

/* Whether a .shx in an order of its own tells of records that are in the .shp, each of them once. One that lists only
 * the first records of the .shp is stale. */
static bool index_agrees(const struct shp_file *shp)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shp_record *records = ARENA_ARRAY(&scratch, shp->indexed, struct shp_record), next;
	bool agrees = shp->indexed > 0, gap = false;
	for (size_t i = 0; agrees && i < shp->indexed; i++)
		agrees = shp_record_read(shp, shp_file_entry_offset(shp, i), &records[i]) &&
		         records[i].content == shp_file_entry_content(shp, i) && records[i].content <= records[i].left;
	if (agrees)
		qsort(records, shp->indexed, sizeof *records, compare_records);
	for (size_t i = 1; agrees && i < shp->indexed; i++) {
		agrees = records[i].offset >= end_of(&records[i - 1]);
		gap = gap || records[i].offset > end_of(&records[i - 1]);
	}
	if (agrees && !gap && shp_record_read(shp, end_of(&records[shp->indexed - 1]), &next))
		agrees = next.fault || !next.is_exact;
	arena_clear(&scratch);
	return agrees;
}

void shp_scan_begin(struct shp_scan *scan, const struct shp_file *shp, struct record_tally *tally, struct diag *diag)
{
	*scan = (struct shp_scan){.shp = shp,
	                          .diag = diag,
	                          .tally = tally,
	                          .offset = SHP_FILE_HEADER,
	                          .compares = shp->is_in_order || shp->is_cut,
	                          .is_numbered = true};
	if (!shp->shx.start || scan->compares)
		return;
	scan->by_index = index_agrees(shp);
	if (!scan->by_index)
		report_index(shp, diag);
}

/* Whether the number in a record's header is the one that comes next: some writers count on over records that they have
 * left out. */
static bool is_next(const struct shp_scan *scan, const struct shp_record *record)
{
	return record->stated == scan->count + 1 ||
	       (scan->previous.number && record->stated == scan->previous.stated + 1);
}

/* Whether the records end there, or the next one begins. */
static bool is_boundary(const struct shp_scan *scan, size_t offset, size_t number)
{
	struct shp_record record;
	return offset == scan->shp->end ||
	       (shp_record_read(scan->shp, offset, &record) && record.stated == number && record.has_type);
}

/* The next record, whose length was put right. */
static void take_mended(const struct shp_scan *scan, struct shp_record *record)
{
	record->is_exact = true;
	record->holds_more = false;
	record->fault = NULL;
	record_tally_mended(scan->tally, &shapefile_bad_length, scan->count + 1);
}

/* A record whose length is wrong, but whose counts tell where it ends, is whole; and so is the last one if only its
 * measures were cut off. */
static void mend_length(const struct shp_scan *scan, struct shp_record *record)
{
	size_t next = scan->count + 2;
	bool is_readable = record->part_count && (!record->fault || record->fault == &shapefile_bad_counts);
	if (!is_readable || (record->is_exact && record->content <= record->left))
		return;
	if (record->content <= record->left && is_boundary(scan, end_of(record), next))
		return;
	size_t content = record->offset + SHP_RECORD_HEADER;
	if (is_boundary(scan, content + record->needed, next))
		record->content = record->needed;
	else if (is_boundary(scan, content + record->most, next))
		record->content = record->most;
	else if (record->content > record->left && is_next(scan, record))
		record->content = record->left;
	else
		return;
	take_mended(scan, record);
}

/* Whether a record that lies where the last one ends can be one. */
static bool is_sound(const struct shp_scan *scan, const struct shp_record *record)
{
	bool exact = !scan->previous.number || scan->previous.is_exact;
	return record->content >= 4 && record->content <= record->left &&
	       (scan->is_sure || is_next(scan, record) || (exact && record->has_type));
}

/* Whether there is no doubt that a record with one of the next numbers lies there. */
static bool is_certain(const struct shp_scan *scan, const char *at, size_t offset)
{
	size_t number = big_endian(at), most = scan->count + 1 + (scan->shp->end - offset) / SHORTEST_RECORD;
	struct shp_record record;
	return number > scan->count && number <= most && shp_record_read(scan->shp, offset, &record) && !record.fault &&
	       record.is_exact && record.content <= record.left;
}

/* The next place, from `offset` on, where a record certainly lies; SIZE_MAX if there is none. */
static size_t search(const struct shp_scan *scan, size_t offset)
{
	const struct shp_file *shp = scan->shp;
	while (offset < shp->end && shp->end - offset >= SHORTEST_RECORD) {
		size_t left = shp->end - offset;
		size_t length = left < READ_BUFFER_SIZE ? left : READ_BUFFER_SIZE, i = 0;
		for (; i + SHORTEST_RECORD <= length; i++) {
			/* To look at a record may have moved the buffer. */
			const char *bytes = read_buffer_at(shp->buffer, offset, length);
			if (!bytes)
				return SIZE_MAX;
			if (is_certain(scan, bytes + i, offset + i))
				return offset + i;
		}
		offset += i;
	}
	return SIZE_MAX;
}

/* Counts the records up to this number, from 1, as left out. */
static void lose(struct shp_scan *scan, size_t number, const struct record_fault *fault)
{
	while (scan->count < number)
		record_tally_add(scan->tally, fault, ++scan->count);
}

/* The first of the next entries of the .shx that names a whole record from this place on; false if none does. */
static bool find_entry(struct shp_scan *scan, size_t from, size_t *entry)
{
	const struct shp_file *shp = scan->shp;
	struct shp_record record;
	for (*entry = scan->count; *entry < shp->indexed && !scan->has_useless_index; ++*entry)
		if (shp_file_entry_offset(shp, *entry) >= from &&
		    shp_record_read(shp, shp_file_entry_offset(shp, *entry), &record) && !record.fault &&
		    record.content <= record.left && record.content == shp_file_entry_content(shp, *entry) &&
		    record.stated == *entry + 1)
			return true;
	scan->has_useless_index = true;
	return false;
}

/* Goes on where the .shx says, or where a record is found. False if none lies behind the damage. */
static bool recover(struct shp_scan *scan)
{
	const struct shp_file *shp = scan->shp;
	const struct shp_record *previous = &scan->previous;
	size_t from = scan->offset, entry;
	if (previous->number)
		from = previous->offset + SHP_RECORD_HEADER + (previous->needed ? previous->needed : 4);
	if (find_entry(scan, from, &entry)) {
		lose(scan, entry, &shapefile_damaged);
		scan->offset = shp_file_entry_offset(shp, entry);
		return true;
	}
	struct shp_record record;
	size_t found = search(scan, from);
	if (found == SIZE_MAX || !shp_record_read(shp, found, &record))
		return false;
	lose(scan, record.stated - 1, &shapefile_damaged);
	scan->offset = found;
	return true;
}

/* How many records the .shx or the table lists; 0: nobody knows. */
static size_t expected_count(const struct shp_file *shp)
{
	return shp->indexed ? shp->indexed : shp->rows;
}

/* Whether the records end where the header says, and what lies behind is none of them. */
static bool is_over(const struct shp_scan *scan)
{
	const struct shp_file *shp = scan->shp;
	if (scan->offset >= shp->end || scan->offset != shp->stated)
		return scan->offset >= shp->end;
	size_t expected = expected_count(shp);
	return expected ? scan->count >= expected : !is_boundary(scan, scan->offset, scan->count + 1);
}

/* Takes the length that a .shx in order gives a record, if it is the one after which the next record lies. */
static void trust_index(const struct shp_scan *scan, struct shp_record *record)
{
	const struct shp_file *shp = scan->shp;
	size_t i = scan->count, content = i < shp->indexed ? shp_file_entry_content(shp, i) : record->content;
	if (content == record->content || shp_file_entry_offset(shp, i) != record->offset || content > record->left ||
	    is_boundary(scan, end_of(record), i + 2) ||
	    !is_boundary(scan, record->offset + SHP_RECORD_HEADER + content, i + 2))
		return;
	record->content = content;
	if (record->needed > content || !record->needed)
		return;
	take_mended(scan, record);
}

static void compare_with_index(struct shp_scan *scan, const struct shp_record *record)
{
	const struct shp_file *shp = scan->shp;
	size_t i = record->number - 1;
	if (i < shp->indexed && shp_file_entry_offset(shp, i) == record->offset &&
	    (shp_file_entry_content(shp, i) == record->content || (shp->is_cut && record->content == record->left)))
		return;
	scan->compares = false;
	report_index(shp, scan->diag);
}

/* Where bytes are missing in the file, a number that is higher than the next one tells of records that are. */
static void count_gap(struct shp_scan *scan, const struct shp_record *record)
{
	const struct shp_file *shp = scan->shp;
	if (shp->stated > shp->end && scan->is_numbered && record->stated > scan->count + 1 &&
	    record->stated <= expected_count(shp))
		lose(scan, record->stated - 1, &shapefile_damaged);
	scan->is_numbered = scan->is_numbered && record->stated == scan->count + 1;
}

/* The next record by place. False at the end. */
static bool next_in_file(struct shp_scan *scan, struct shp_record *out)
{
	while (!is_over(scan)) {
		if (scan->compares)
			shp_file_expect(scan->shp, scan->count);
		bool there = shp_record_read(scan->shp, scan->offset, out);
		if (there && scan->compares)
			trust_index(scan, out);
		if (there)
			mend_length(scan, out);
		if (!there || !is_sound(scan, out)) {
			if (!recover(scan))
				return false;
			scan->is_sure = true;
			continue;
		}
		scan->is_sure = false;
		count_gap(scan, out);
		out->number = scan->count + 1;
		if (scan->compares)
			compare_with_index(scan, out);
		scan->offset = end_of(out);
		return true;
	}
	return false;
}

static bool next_by_index(const struct shp_scan *scan, struct shp_record *out)
{
	const struct shp_file *shp = scan->shp;
	if (scan->count >= shp->indexed)
		return false;
	bool there = shp_record_read(shp, shp_file_entry_offset(shp, scan->count), out);
	out->number = scan->count + 1;
	if (!there)
		out->fault = &shapefile_damaged;
	return true;
}

bool shp_scan_next(struct shp_scan *scan, struct shp_record *out)
{
	while (scan->by_index ? next_by_index(scan, out) : next_in_file(scan, out)) {
		scan->count++;
		scan->previous = *out;
		if (!out->fault && !out->is_exact && out->holds_more)
			record_tally_mended(scan->tally, &shapefile_spare_bytes, out->number);
		if (!out->fault)
			return true;
		record_tally_add(scan->tally, out->fault, out->number);
	}
	return false;
}

/* Counts what is missing at the end: a record that was cut, what cannot be told, and the rest of what the .shx lists.
 */
static void count_rest(struct shp_scan *scan)
{
	const struct shp_file *shp = scan->shp;
	struct shp_record record;
	size_t before = scan->count;
	bool is_cut = shp->stated > shp->end;
	if (scan->offset == shp->stated)
		return;
	if (shp_record_read(shp, scan->offset, &record))
		lose(scan, before + 1,
		     record.has_type && record.content > record.left ? &shapefile_cut_short : &shapefile_damaged);
	else if (is_cut && shp->end > scan->offset)
		lose(scan, before + 1, &shapefile_cut_short);
	if (is_cut || scan->count > before)
		lose(scan, expected_count(shp), is_cut ? &shapefile_cut_short : &shapefile_damaged);
}

void shp_scan_end(struct shp_scan *scan)
{
	const struct shp_file *shp = scan->shp;
	size_t before = scan->count, length = shp->buffer->length;
	read_buffer_expect(shp->buffer, 0);
	if (scan->by_index)
		return;
	count_rest(scan);
	if (scan->count > before)
		return;
	if (scan->offset < length)
		diag_warning(scan->diag, SIDE_FILE, shp->place, NULL,
		             "%s is longer than its records: the last %zu bytes are ignored", shp->name,
		             length - scan->offset);
	else if (shp->stated != length && !scan->tally->left_out && !scan->tally->mended)
		diag_warning(scan->diag, SIDE_FILE, shp->place, NULL,
		             "the header of %s gives a wrong length: the file has %zu bytes, not %zu", shp->name,
		             length, shp->stated);
}
