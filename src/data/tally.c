/* Tally: counts of faulty records, and the one message that they make. In: faults and numbers of records, in the file's
 * order. Out: a warning with kinds, counts and first places; an error if no record is left. */
#include "data/tally.h"

static void count(struct record_tally *tally, const struct record_fault *fault, bool is_mended, size_t number)
{
	size_t i = 0;
	while (i < tally->kind_count && tally->kinds[i].fault != fault)
		i++;
	if (i == RECORD_TALLY_FAULTS)
		BUG("more kinds of faults than a tally holds");
	struct record_kind_tally *kind = &tally->kinds[i];
	if (i == tally->kind_count) {
		*kind = (struct record_kind_tally){
		        .fault = fault, .is_mended = is_mended, .first = number, .line = tally->line};
		tally->kind_count++;
	}
	kind->count++;
}

void record_tally_add(struct record_tally *tally, const struct record_fault *fault, size_t number)
{
	count(tally, fault, false, number);
	tally->left_out++;
}

void record_tally_mended(struct record_tally *tally, const struct record_fault *fault, size_t number)
{
	count(tally, fault, true, number);
	tally->mended++;
}

static const char *record_word(const struct record_tally *tally)
{
	return tally->record ? tally->record : "record";
}

/* ": 2 cut short (first: record 17), 1 with a coordinate that is not finite (record 40)" */
static void add_kinds(const struct record_tally *tally, bool mended, struct buffer *text)
{
	const char *place = tally->place ? tally->place : record_word(tally), *before = ": ";
	for (size_t i = 0; i < tally->kind_count; i++) {
		const struct record_kind_tally *kind = &tally->kinds[i];
		if (kind->is_mended != mended)
			continue;
		buffer_printf(text, "%s%zu %s (%s%s %zu", before, kind->count, kind->fault->words,
		              kind->count > 1 ? "first: " : "", place, kind->first);
		if (kind->line > 1) /* a file may be one line */
			buffer_printf(text, ", line %zu", kind->line);
		buffer_char(text, ')');
		before = ", ";
	}
}

/* Whether some record that is left out is damaged, not just empty. */
static bool has_damage(const struct record_tally *tally)
{
	for (size_t i = 0; i < tally->kind_count; i++)
		if (!tally->kinds[i].is_mended && !tally->kinds[i].fault->is_empty)
			return true;
	return false;
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

/* "3 of 120 records" */
static void add_share(const struct record_tally *tally, size_t count, size_t total, struct buffer *text)
{
	const char *record = record_word(tally);
	if (total)
		buffer_printf(text, "%zu of %zu %s%s", count, total, record, total == 1 ? "" : "s");
	else
		buffer_printf(text, "%zu %s%s", count, record, count == 1 ? "" : "s");
}

/* "none of its 120 records can be drawn", "3 of 120 records are left out" */
static void add_left_out(const struct record_tally *tally, size_t total, struct buffer *text)
{
	if (tally->left_out == total && total == 1) {
		buffer_printf(text, "its only %s cannot be drawn", record_word(tally));
	} else if (tally->left_out == total) {
		buffer_printf(text, "none of its %zu %ss can be drawn", total, record_word(tally));
	} else {
		add_share(tally, tally->left_out, total, text);
		buffer_text(text, tally->left_out == 1 ? " is left out" : " are left out");
	}
	add_kinds(tally, false, text);
}

/* "1 of 120 records is mended", or "1 is mended" after those that are left out. */
static void add_mended(const struct record_tally *tally, size_t total, struct buffer *text)
{
	if (tally->left_out)
		buffer_printf(text, "; %zu", tally->mended);
	else
		add_share(tally, tally->mended, total, text);
	buffer_text(text, tally->mended == 1 ? " is mended" : " are mended");
	add_kinds(tally, true, text);
}

bool record_tally_report(const struct record_tally *tally, const char *file, size_t total, struct place place,
                         struct diag *diag)
{
	if (!tally->left_out && !tally->mended)
		return true;
	bool some_left = !tally->left_out || tally->left_out != total;
	struct buffer text;
	buffer_init(&text);
	if (tally->left_out)
		add_left_out(tally, total, &text);
	if (tally->mended && some_left)
		add_mended(tally, total, &text);
	if (some_left || !has_damage(tally))
		diag_warning(diag, LEFT_OUT, place, hint_of(tally), "%s: %s", file, text.bytes);
	else
		diag_error(diag, DAMAGED_FILE, place, hint_of(tally), "%s: %s", file, text.bytes);
	buffer_clear(&text);
	return some_left || !has_damage(tally);
}
