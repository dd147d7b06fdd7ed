/* The YAML library's complaints in plain words: a table from its texts to ours.
 * Why: "could not find expected ':' while scanning a simple key" helps nobody who writes a map file. The first row
 * that fits counts; what is in no row is passed on in the library's own words. */
#include "spec/yaml_problem.h"

#include <string.h>

struct row {
	const char *words, *context; /* parts of the library's texts */
	bool at_context;             /* the place is where the construct began */
	const char *message, *hint;
	const char *note; /* at the construct's beginning; NULL: none */
};

static const struct row rows[] = {
        {"found a tab character", "", false, "a tab stands where the line is indented", "indent with blanks", NULL},
        {"end of stream", "quoted scalar", true, "the quotation mark that opens here is never closed", NULL, NULL},
        {"document indicator", "quoted scalar", true, "the quotation mark that opens here is never closed", NULL, NULL},
        {"unknown escape", "", false, "unknown escape after '\\' in a text in double quotes",
         "write '\\\\' for a backslash, or use single quotes", NULL},
        {"hexdecimal", "", false, "an escape in a text in double quotes lacks digits", NULL, NULL},
        {"Unicode character escape", "", false, "this escape names no character", NULL, NULL},
        {"expected ',' or '}'", "", false, "expected ',' or '}' here",
         "close with '}'; put a text with special characters in quotes", "the '{' is here"},
        {"expected ',' or ']'", "", false, "expected ',' or ']' here",
         "close with ']'; put a text with special characters in quotes", "the '[' is here"},
        {"could not find expected ':'", "", true, "expected 'key: value'", "a key is followed by a colon and a blank",
         NULL},
        {"did not find expected key", "block mapping", false, "this line does not fit the keys above it",
         "check its indentation, and that the text before it is complete", "the keys it should stand with begin here"},
        {"expected '-' indicator", "", false, "this line does not fit the list above it",
         "check its indentation; every item begins with '- '", "the list begins here"},
        {"mapping values are not allowed", "", false, "a ':' cannot stand here",
         "put a text that contains ': ' in quotes, or check the indentation", NULL},
        {"found unexpected ':'", "", false, "a ':' cannot stand here", "put a text that contains ':' in quotes", NULL},
        {"block sequence entries", "", false, "a list item '- ' cannot begin here",
         "begin the list on a line of its own, or put the text in quotes", NULL},
        {"mapping keys are not allowed", "", false, "a '?' cannot stand here", "put the text in quotes", NULL},
        {"", "scanning an anchor", true, "'&' begins an anchor, which is not read", "put the text in quotes", NULL},
        {"", "scanning an alias", true, "'*' begins an alias, which is not read", "put the text in quotes", NULL},
        {"", "a tag", true, "'!' begins a tag, which is not read", "put the text in quotes", NULL},
        {"undefined tag handle", "", false, "'!' begins a tag, which is not read", "put the text in quotes", NULL},
        {"", "block scalar", true, "after '|' or '>' the text begins on the next line, further in",
         "put a text that begins with '|' or '>' in quotes", NULL},
        {"", "directive", true, "'%' at the beginning of a line is not read", "put the text in quotes", NULL},
        {"directive", "", false, "'%' at the beginning of a line is not read", "put the text in quotes", NULL},
        {"expected node content", "", false, "a value is missing here", NULL, NULL},
        {"<document start>", "", false, "this cannot follow what stands before it", "check the indentation of the line",
         NULL},
};

static const struct row *find_row(const struct yaml_problem *problem)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strstr(problem->words, rows[i].words) && strstr(problem->context, rows[i].context))
			return &rows[i];
	return NULL;
}

static void report_character(struct reader *reader, const struct yaml_problem *problem)
{
	if (problem->character == '\t')
		diag_error(reader->diag, BAD_SYNTAX, problem->place, "indent with blanks",
		           "a tab stands where the line is indented");
	else
		diag_error(reader->diag, BAD_SYNTAX, problem->place, "put the text in quotes",
		           "a text cannot begin with '%c'", problem->character);
}

void yaml_problem_report(struct reader *reader, const struct yaml_problem *problem)
{
	if (strstr(problem->words, "cannot start any token")) {
		report_character(reader, problem);
		return;
	}
	const struct row *row = find_row(problem);
	if (!row) {
		diag_error(reader->diag, BAD_SYNTAX, problem->place, NULL, "this is not YAML: %s", problem->words);
		return;
	}
	diag_error(reader->diag, BAD_SYNTAX, row->at_context ? problem->context_place : problem->place, row->hint, "%s",
	           row->message);
	if (row->note)
		diag_note(reader->diag, BAD_SYNTAX, problem->context_place, NULL, "%s", row->note);
}
