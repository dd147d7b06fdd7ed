/* The manual of the map file: docs/map-file.md and docs/corridor-map.5 are docs/map-file.in.md with the tables of options
 * put in, made again here and compared. CORRIDOR_UPDATE=1 writes them anew. Of the source's lines, "@table NAME" stands for
 * a table of map_tables, "@layers", "@elements" and "@frames" for the kinds of the catalogue; the rest is the part of
 * Markdown that to_roff() knows. */
#include "data/dataset.h"
#include "render/render.h"
#include "spec/map_spec.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SOURCE   "docs/map-file.in.md"
#define MARKDOWN "docs/map-file.md"
#define ROFF     "docs/corridor-map.5"

static char *whole_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	char *text = calloc(1, 1 << 18);
	assert_true(fread(text, 1, (1 << 18) - 1, file) < (1 << 18) - 1);
	fclose(file);
	return text;
}

/* A cell of a table: no bar parts it. */
static void add_cell(struct buffer *out, const char *text)
{
	for (; *text; text++)
		buffer_text(out, *text == '|' ? "\\|" : (char[]){*text, 0});
}

static void add_table(struct buffer *out, const struct kind *kind)
{
	if (!kind->option_count)
		return;
	buffer_text(out, "| key | | value | default |\n|---|---|---|---|\n");
	for (const struct option *option = kind->options; option < kind->options + kind->option_count; option++) {
		struct buffer type;
		buffer_init(&type);
		option_value_words(option, &type);
		buffer_text(&type, "");
		buffer_printf(out, "| `%s` | ", option->key);
		add_cell(out, option->help);
		if (option->alias)
			buffer_printf(out, "; `%s` means the same", option->alias);
		buffer_text(out, " | ");
		add_cell(out, type.bytes);
		buffer_text(out, " | ");
		if (option_is_needed(option))
			buffer_text(out, "*required*");
		else if (option->fallback == option_required)
			buffer_text(out, "made from names"); /* complete.c */
		else
			add_cell(out, option->fallback ? option->fallback : "");
		buffer_text(out, " |\n");
		buffer_clear(&type);
	}
}

static void add_kinds(struct buffer *out, const struct kind_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		buffer_printf(out, "%s### `%s`\n\n%s.\n\n", i ? "\n" : "", list->kinds[i]->name, list->kinds[i]->help);
		add_table(out, list->kinds[i]);
	}
}

/* The line's directive put in; or the line itself. */
static void add_line(struct buffer *out, const char *line, bool *tables_used)
{
	const struct catalogue catalogue = map_catalogue();
	if (*line != '@') {
		buffer_printf(out, "%s\n", line);
		return;
	}
	if (!strcmp(line, "@layers"))
		add_kinds(out, &catalogue.layers);
	else if (!strcmp(line, "@elements"))
		add_kinds(out, &catalogue.elements);
	else if (!strcmp(line, "@frames"))
		add_kinds(out, &catalogue.frames);
	else {
		const struct kind *kind = strncmp(line, "@table ", 7) ? NULL : kind_find(&map_tables, line + 7);
		if (!kind)
			fail_msg(SOURCE ": no table is called as in '%s'", line);
		for (size_t i = 0; i < map_tables.count; i++)
			tables_used[i] |= map_tables.kinds[i] == kind;
		add_table(out, kind);
	}
}

/* Markdown of the source with its tables. */
static void make_markdown(struct buffer *out)
{
	bool used[64] = {false};
	char *source = whole_file(SOURCE);
	assert_non_null(source);
	assert_true(map_tables.count <= 64);
	buffer_init(out);
	for (char *line = source, *end; *line; line = end + 1) {
		end = line + strcspn(line, "\n");
		bool last = !*end;
		*end = '\0';
		add_line(out, line, used);
		if (last)
			break;
	}
	free(source);
	for (size_t i = 0; i < map_tables.count; i++)
		if (!used[i])
			fail_msg(SOURCE ": nothing says @table %s", map_tables.kinds[i]->name);
}

static void add_roff_letter(struct buffer *out, const char *at)
{
	if (*at == '\\')
		buffer_text(out, "\\e");
	else if (*at == '-')
		buffer_text(out, "\\-");
	else
		buffer_char(out, *at);
}

/* Text with `code` in bold, *words* in italics and [links](to) as their words. */
static void add_roff_text(struct buffer *out, const char *text, size_t length)
{
	bool code = false, italic = false;
	const char *end = text + length;
	if (length && (*text == '.' || *text == '\''))
		buffer_text(out, "\\&");
	for (; text < end; text++) {
		const char *close = *text == '[' && !code ? strstr(text, "](") : NULL;
		if (close && close < end) {
			add_roff_text(out, text + 1, (size_t)(close - text - 1));
			text = strchr(close, ')');
		} else if (*text == '`') {
			code = !code;
			buffer_text(out, code ? "\\fB" : "\\fR");
		} else if (*text == '*' && !code) {
			italic = !italic;
			buffer_text(out, italic ? "\\fI" : "\\fR");
		} else if (*text == '\\' && text[1] == '|') {
			continue;
		} else {
			add_roff_letter(out, text);
		}
	}
}

static void add_roff_line(struct buffer *out, const char *before, const char *text)
{
	buffer_text(out, before);
	add_roff_text(out, text, strlen(text));
	buffer_char(out, '\n');
}

/* "| `key` | help | value | default |" as a tagged paragraph. */
static void add_roff_row(struct buffer *out, char *row)
{
	char *cells[4] = {0};
	int count = 0;
	for (char *at = row + 2; count < 4 && *at; count++) {
		char *bar = strstr(at, "| "), *end = bar ? bar : at + strlen(at) - 1;
		cells[count] = at;
		at = bar ? bar + 2 : end;
		while (end > cells[count] && end[-1] == ' ')
			end--;
		*end = '\0';
	}
	if (count < 4 || cells[0][0] != '`') /* the head */
		return;
	add_roff_line(out, ".TP\n", cells[0]);
	add_roff_line(out, "", cells[1]);
	if (*cells[2] || *cells[3]) {
		buffer_text(out, "(");
		add_roff_text(out, cells[2], strlen(cells[2]));
		buffer_text(out, *cells[2] && *cells[3] ? "; " : "");
		bool required = !strcmp(cells[3], "*required*");
		buffer_text(out, *cells[3] && !required ? "default: " : "");
		add_roff_text(out, cells[3], strlen(cells[3]));
		buffer_text(out, ")\n");
	}
}

/* The same for man(1). */
static void make_roff(const char *markdown, struct buffer *out)
{
	struct buffer copy;
	buffer_init(&copy);
	buffer_init(out);
	buffer_text(&copy, markdown);
	bool code = false, table = false;
	buffer_text(out, ".TH CORRIDOR\\-MAP 5 \"\" corridor \"File formats\"\n.SH NAME\ncorridor\\-map \\- the map file of "
	                 "corridor(1)\n.SH DESCRIPTION\n");
	char *line = copy.bytes, *next;
	line += strcspn(line, "\n") + 1; /* the title */
	for (; *line; line = next) {
		size_t length = strcspn(line, "\n");
		next = line + length + (line[length] == '\n');
		line[length] = '\0';
		bool was_table = table;
		table = *line == '|';
		if (!code && !strncmp(line, "<!--", 4)) /* what tests/docs.sh does with the block below */
			continue;
		if (!strncmp(line, "```", 3)) {
			code = !code;
			buffer_text(out, code ? ".PP\n.nf\n" : ".fi\n");
		} else if (code)
			add_roff_line(out, *line == '.' ? "\\&" : "", line);
		else if (table)
			add_roff_row(out, line);
		else if (!strncmp(line, "### ", 4))
			add_roff_line(out, ".SS ", line + 4);
		else if (!strncmp(line, "## ", 3))
			add_roff_line(out, ".SH ", line + 3);
		else if (!strncmp(line, "- ", 2))
			add_roff_line(out, ".IP \\(bu 2\n", line + 2);
		else if (*line || was_table)
			add_roff_line(out, *line ? "" : ".PP", line + strspn(line, " "));
		else
			buffer_text(out, *next && !strchr("#|-<", *next) && strncmp(next, "```", 3) ? ".PP\n" : "");
	}
	buffer_clear(&copy);
}

static void compare(const char *path, const struct buffer *made)
{
	if (getenv("CORRIDOR_UPDATE")) {
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(made->bytes, 1, made->length, file), made->length);
		fclose(file);
	}
	char *there = whole_file(path);
	if (!there || strcmp(there, made->bytes) != 0)
		fail_msg("%s is not what the tables of options say: make it again with CORRIDOR_UPDATE=1", path);
	free(there);
}

static void the_manual_is_what_the_tables_say(void **state)
{
	(void)state;
	struct buffer markdown, roff;
	make_markdown(&markdown);
	compare(MARKDOWN, &markdown);
	make_roff(markdown.bytes, &roff);
	compare(ROFF, &roff);
	buffer_clear(&markdown);
	buffer_clear(&roff);
}

/* Keys that code of its own reads, node_get(…, "key"), are in the manual as well. */
static void keys_read_by_code_are_in_the_manual(void **state)
{
	(void)state;
	char *manual = whole_file(MARKDOWN), path[300], wanted[100];
	size_t found = 0;
	DIR *folder = opendir("src/spec");
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		bool of_map = !strncmp(entry->d_name, "read_", 5);
		snprintf(path, sizeof path, "src/spec/%s", entry->d_name);
		char *code = of_map ? whole_file(path) : NULL;
		for (char *at = code; at && (at = strstr(at, "node_get(")) != NULL; at++) {
			char key[50];
			if (sscanf(at, "node_get(%*[^,\"], \"%49[a-z_]\")", key) != 1)
				continue;
			snprintf(wanted, sizeof wanted, "`%s`", key);
			found++;
			if (!strstr(manual, wanted))
				fail_msg("%s reads '%s', of which " MARKDOWN " says nothing", path, key);
		}
		free(code);
	}
	closedir(folder);
	free(manual);
	assert_true(found > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_manual_is_what_the_tables_say),
	        cmocka_unit_test(keys_read_by_code_are_in_the_manual),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
