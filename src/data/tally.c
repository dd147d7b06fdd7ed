/* Tally: counts of faulty records, and the one message that they make. In: faults and numbers of records, in the file's
 * order. Out: a warning with kinds, counts and first places; an error if no record is left. */
#include "data/tally.h"

void record_tally_add(struct record_tally *tally, const struct record_fault *fault, size_t number)
{
	size_t i = 0;
	while (i < tally->kind_count && tally->kinds[i].fault != fault)
		i++;
	if (i == RECORD_TALLY_FAULTS)
		BUG("more kinds of faults than a tally holds");
	struct record_kind_tally *kind = &tally->kinds[i];
	if (i == tally->kind_count) {
		*kind = (struct record_kind_tally){.fault = fault, .first = number};
		tally->kind_count++;
	}
	kind->count++;
	tally->left_out++;
}

static const char *record_word(const struct record_tally *tally)
{
	return tally->record ? tally->record : "record";
}

/* "2 cut short (first: record 17), 1 with a coordinate that is not finite (record 40)" */
static void add_kinds(const struct record_tally *tally, struct buffer *text)
{
	const char *place = tally->place ? tally->place : record_word(tally);
	for (size_t i = 0; i < tally->kind_count; i++) {
		const struct record_kind_tally *kind = &tally->kinds[i];
		buffer_printf(text, "%s%zu %s (%s%s %zu)", i ? ", " : "", kind->count, kind->fault->words,
		              kind->count > 1 ? "first: " : "", place, kind->first);
	}
}

/* The hint of the commonest kind that has one. */
static const char *hint_of(const struct record_tally *tally)
{
	const struct record_kind_tally *best = NULL;
	for (size_t i = 0; i < tally->kind_count; i++)
		if (tally->kinds[i].fault->hint && (!best || tally->kinds[i].count > best->count))
			best = &tally->kinds[i];
	return best ? best->fault->hint : NULL;
}

/* "none of its 120 records can be drawn", "3 of 120 records are left out" */
static void add_counts(const struct record_tally *tally, size_t total, struct buffer *text)
{
	const char *record = record_word(tally);
	if (tally->left_out == total && total == 1)
		buffer_printf(text, "its only %s cannot be drawn", record);
	else if (tally->left_out == total)
		buffer_printf(text, "none of its %zu %ss can be drawn", total, record);
	else if (total)
		buffer_printf(text, "%zu of %zu %ss", tally->left_out, total, record);
	else
		buffer_printf(text, "%zu %s%s", tally->left_out, record, tally->left_out == 1 ? "" : "s");
	if (tally->left_out != total)
		buffer_text(text, tally->left_out == 1 ? " is left out" : " are left out");
}

bool record_tally_report(const struct record_tally *tally, const char *file, size_t total, struct place place,
                         struct diag *diag)
{
	if (!tally->left_out)
		return true;
	bool some_left = tally->left_out != total;
	struct buffer text;
	buffer_init(&text);
	add_counts(tally, total, &text);
	buffer_text(&text, ": ");
	add_kinds(tally, &text);
	if (some_left)
		diag_warning(diag, LEFT_OUT, place, hint_of(tally), "%s: %s", file, text.bytes);
	else
		diag_error(diag, DAMAGED_FILE, place, hint_of(tally), "%s: %s", file, text.bytes);
	buffer_clear(&text);
	return some_left;
}
