/* Tally: the records of a file that are left out, by what is wrong with them. Every format counts with it, so that one
 * bad record is not a bad file: what is whole is drawn, and the rest is one warning. */
#pragma once

#include "base/diag.h"

/* A kind of fault. A format's kinds are static and compared by address. */
struct record_fault {
	const char *words; /* that follow a count, for one record and for many: "cut short", "without coordinates" */
	const char *hint;  /* what the author may do about it; NULL: nothing */
	bool is_empty;     /* the record is whole, but has nothing to draw: a file of such records alone is no error */
};

#define RECORD_TALLY_FAULTS 32

struct record_tally {
	const char *record;      /* what the file calls one, "row"; NULL: "record" */
	const char *place;       /* what its number counts, "line"; NULL: as `record` */
	size_t line;             /* in the file, of the record that is counted next; 0: nobody knows */
	size_t left_out, mended; /* of all kinds */
	size_t kind_count;
	struct record_kind_tally {
		const struct record_fault *fault;
		bool is_mended;
		size_t count, first, line; /* first: the number of the first record with the fault; its line */
	} kinds[RECORD_TALLY_FAULTS];
};

/* Counts a record that is left out. */
void record_tally_add(struct record_tally *tally, const struct record_fault *fault, size_t number);
/* Counts a record that is drawn, after something wrong with it was put right. */
void record_tally_mended(struct record_tally *tally, const struct record_fault *fault, size_t number);
/* Reports what was counted in one warning: "towns.shp: 3 of 120 records are left out: 2 cut short (first: record 17),
 * 1 with a coordinate that is not finite (record 40); 1 is mended: 1 with a wrong length (record 5)". `total`: all
 * records of the file, 0 if nobody knows. If all are left out, and not all of them are empty, it is an error,
 * and the result false. */
bool record_tally_report(const struct record_tally *tally, const char *file, size_t total, struct place place,
                         struct diag *diag);
