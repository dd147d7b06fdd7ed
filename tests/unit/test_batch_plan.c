/* A manifest as jobs: how fields multiply, what {names} become, what a job is called; the same from YAML and CSV. */
#include "batch/batch.h"
#include "batch/plan.h"
#include "batch/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct planned {
	struct arena arena;
	struct diag diag;
	struct plan plan;
	char folder[64];
};

static int open_planned(void **state)
{
	struct planned *planned = calloc(1, sizeof *planned);
	arena_init(&planned->arena);
	diag_init(&planned->diag);
	strcpy(planned->folder, "/tmp/corridor-plan-XXXXXX");
	*state = planned;
	return mkdtemp(planned->folder) ? 0 : -1;
}

static int close_planned(void **state)
{
	struct planned *planned = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -r '%s'", planned->folder);
	int removed = system(command);
	diag_clear(&planned->diag);
	arena_clear(&planned->arena);
	free(planned);
	return removed;
}

static const char *write_file(struct planned *planned, const char *name, const char *text)
{
	const char *path = arena_printf(&planned->arena, "%s/%s", planned->folder, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return path;
}

static bool read_plan(struct planned *planned, const char *name, const char *text)
{
	return plan_read(&planned->arena, write_file(planned, name, text), "out", "seeds", 0, 0, &planned->diag, &planned->plan);
}

static struct job job_at(struct planned *planned, size_t index)
{
	struct job job;
	if (!plan_job(&planned->plan, index, &planned->arena, &planned->diag, &job))
		fail_msg("job %zu: %s", index, planned->diag.entries[0].message);
	return job;
}

static void test_all_combinations(void **state)
{
	struct planned *planned = *state;
	assert_true(read_plan(planned, "m.yaml",
	                      "batch: 1\nmap: [a.yaml, maps/b.yaml]\npage: [a4, a3]\ntheme: [day, night]\n"
	                      "language: [en, \"zh,en\"]\nversion: \"2.0\"\n"
	                      "output: \"{map}/{version}-{page}-{theme}-{language}.{format}\"\n"));
	assert_int_equal(planned->plan.count, 16);
	struct job first = job_at(planned, 0), second = job_at(planned, 1), last = job_at(planned, 15);
	assert_string_equal(first.name, "a/2.0-a4-day-en.png");
	assert_string_equal(first.outputs[0], "out/a/2.0-a4-day-en.png");
	assert_string_equal(second.name, "a/2.0-a4-day-zh-en.png");
	assert_string_equal(second.overrides.languages, "zh,en");
	assert_string_equal(last.name, "b/2.0-a3-night-zh-en.png");
	assert_string_equal(last.map, arena_printf(&planned->arena, "%s/maps/b.yaml", planned->folder));
	for (size_t i = 0; i < 16; i++)
		for (size_t k = 0; k < i; k++) {
			struct job one = job_at(planned, i), other = job_at(planned, k);
			assert_string_not_equal(one.name, other.name);
			assert_false(hash_equal(one.options, other.options));
		}
}

static void test_formats_are_one_job(void **state)
{
	struct planned *planned = *state;
	assert_true(read_plan(planned, "m.yaml", "batch: 1\nmap: a.yaml\nformat: [png, svg, svg-cairo]\noutput: x\n"));
	assert_int_equal(planned->plan.count, 1);
	struct job job = job_at(planned, 0);
	assert_int_equal(job.format_count, 3);
	assert_string_equal(job.outputs[0], "out/x.png");
	assert_string_equal(job.outputs[1], "out/x.svg");
	assert_string_equal(job.outputs[2], "out/x-cairo.svg");
}

static void test_items_inherit(void **state)
{
	struct planned *planned = *state;
	assert_true(read_plan(planned, "m.yaml",
	                      "batch: 1\nmap: a.yaml\ndpi: 72\nset: {padding: 4mm}\njobs:\n"
	                      "  - {page: [a4, a3]}\n  - {dpi: 100, set: [{title.en: X}, {furniture: {legend: off}}]}\n"));
	assert_int_equal(planned->plan.count, 4);
	struct job first = job_at(planned, 1), second = job_at(planned, 2), last = job_at(planned, 3);
	assert_string_equal(first.name, "a-a3.png");
	assert_true(first.draw.dpi == 72 && last.draw.dpi == 100);
	assert_int_equal(second.overrides.set_count, 2);
	assert_string_equal(second.overrides.sets[0], "padding=4mm");
	assert_string_equal(second.overrides.sets[1], "title.en=X");
	assert_string_equal(second.name, "a-1.png");
	assert_string_equal(last.overrides.sets[1], "furniture={\"legend\": \"off\"}");
}

/* One sheet for all versions leaves no version to choose. */
static void test_multiples(void **state)
{
	struct planned *planned = *state;
	assert_true(read_plan(planned, "m.yaml",
	                      "batch: 1\nmap: a.yaml\njobs:\n  - {version: [x, y]}\n  - {multiples: yes, page: a3}\n"
	                      "  - {multiples: yes, version: x, output: z}\n"));
	assert_int_equal(planned->plan.count, 4);
	struct job one = job_at(planned, 0), all = job_at(planned, 2), wrong;
	assert_true(!one.multiples && one.version && all.multiples && !all.version);
	assert_string_equal(all.name, "a.png");
	assert_false(plan_job(&planned->plan, 3, &planned->arena, &planned->diag, &wrong));
	assert_int_equal(planned->diag.errors, 1);
	assert_int_equal(planned->diag.entries[0].place.line, 6);
}

static void test_rows(void **state)
{
	struct planned *planned = *state;
	write_file(planned, "rows.csv", "name,west,page\n\"A \"\"quoted\"\" one\",1,a4\n../b,2,\n");
	assert_true(read_plan(planned, "m.yaml",
	                      "batch: 1\nmap: a.yaml\nrows: rows.csv\npage: \"{page}\"\ntheme: [day, night]\n"
	                      "set: {extent: [\"{west}\", 2], title: {en: \"{name} {theme}\"}, subject: \"{page}\"}\n"
	                      "output: \"{row}/{name}-{theme}.png\"\n"));
	assert_int_equal(planned->plan.count, 4);
	struct job first = job_at(planned, 0), last = job_at(planned, 3);
	assert_string_equal(first.overrides.sets[0], "extent=[\"1\", \"2\"]");
	assert_string_equal(first.overrides.sets[1], "title={\"en\": \"A \\\"quoted\\\" one day\"}");
	assert_string_equal(first.overrides.sets[2], "subject=a4");
	assert_string_equal(last.name, "2/..-b-night.png");
	assert_null(last.overrides.page);
	assert_int_equal(last.overrides.set_count, 2); /* an empty cell overrides nothing */
	assert_int_equal(last.place.line, 4 - 1);
}

static void test_csv_is_the_same(void **state)
{
	struct planned *planned = *state;
	assert_true(read_plan(planned, "m.csv",
	                      "map,page,format,set.title.en,output,note\r\na.yaml,a3,\"png,svg\",\"One, two\",x/y,n\r\n"
	                      "b.yaml,,,,z.png,\r\n"));
	assert_int_equal(planned->plan.count, 2);
	struct job first = job_at(planned, 0), second = job_at(planned, 1);
	assert_string_equal(first.name, "x/y.png");
	assert_string_equal(first.outputs[1], "out/x/y.svg");
	assert_string_equal(first.overrides.sets[0], "title.en=One, two");
	assert_int_equal(second.overrides.set_count, 0);
	assert_int_equal(second.place.line, 3);
}

static void test_ten_million_jobs(void **state)
{
	struct planned *planned = *state;
	struct buffer list;
	buffer_init(&list);
	for (int i = 0; i < 50; i++)
		buffer_printf(&list, "%s\"%d\"", i ? ", " : "", i);
	const char *text = arena_printf(&planned->arena,
	                                "batch: 1\nmap: a.yaml\nversion: [%s]\npage: [%s]\ntheme: [%s]\nlanguage: [%s]\n"
	                                "dpi: [100, 150]\n",
	                                list.bytes, list.bytes, list.bytes, list.bytes);
	buffer_clear(&list);
	assert_true(read_plan(planned, "m.yaml", text));
	assert_int_equal(planned->plan.count, 12500000);
	struct job job = job_at(planned, 12499999);
	assert_string_equal(job.name, "a-49-49-49-49-150.png");
}

static void test_shards(void **state)
{
	(void)state;
	size_t counts[7] = {0}, shard, shards;
	char name[32];
	for (int i = 0; i < 7000; i++) {
		snprintf(name, sizeof name, "maps/%d.png", i);
		size_t of = batch_shard_of(hash_text(name), 7);
		assert_in_range(of, 1, 7);
		counts[of - 1]++;
	}
	for (int i = 0; i < 7; i++)
		assert_in_range(counts[i], 850, 1150);
	/* The same on every machine: written down once. */
	assert_int_equal(batch_shard_of(hash_text("maps/1.png"), 1000), 351);
	assert_true(batch_shard_parse("3/8", &shard, &shards) && shard == 3 && shards == 8);
	static const char *const wrong[] = {"", "3", "0/8", "9/8", "a/8", "3/", "/8", "-1/8", "1/8x", "1 /8"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(batch_shard_parse(wrong[i], &shard, &shards));
}

static void test_braces(void **state)
{
	(void)state;
	size_t name, length;
	assert_false(template_next("{en: x} {\"a\": 1} {} {a, b}", 0, &name, &length));
	assert_true(template_next("{en: {b}}", 0, &name, &length) && name == 6 && length == 1);
	assert_true(template_has("x{page}y", "page") && !template_has("x{pages}y", "page"));
}

/* Rows with quotes, commas and line ends in fields, blank lines between, over several windows of the reader. */
static const char *large_table(struct planned *planned, const char *line_end, size_t rows)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "\xEF\xBB\xBF%smap,page,theme,set.title.en,output%s", line_end, line_end);
	for (size_t i = 0; i < rows; i++) {
		buffer_printf(&text, "a.yaml,a%zu,%s,", 3 + i % 2, i % 3 ? "day" : "");
		if (i % 5 == 0)
			buffer_printf(&text, "\"Part \"\"%zu\"\", the first%s\xE5\x8C\xBA\"", i, line_end);
		buffer_printf(&text, ",\"b/%zu-{page}, {row}.png\"%s", i, line_end);
		if (i % 7 == 0)
			buffer_text(&text, line_end);
	}
	const char *copy = arena_text_n(&planned->arena, text.bytes, text.length);
	buffer_clear(&text);
	return copy;
}

static void assert_same_job(const struct job *a, const struct job *b)
{
	assert_string_equal(a->name, b->name);
	assert_string_equal(a->outputs[0], b->outputs[0]);
	assert_true(hash_equal(a->options, b->options));
	assert_int_equal(a->place.line, b->place.line);
	assert_int_equal(a->place.column, b->place.column);
}

/* The shards' jobs, merged by their lines, are the jobs of the whole, each once. */
static void check_shards(struct planned *planned, const char *path, size_t shards)
{
	struct plan whole;
	assert_true(plan_read(&planned->arena, path, "out", "seeds", 0, 0, &planned->diag, &whole));
	size_t found = 0;
	bool *seen = ARENA_ARRAY(&planned->arena, whole.count, bool);
	for (size_t shard = 1; shard <= shards; shard++) {
		struct plan part;
		struct arena arena;
		arena_init(&arena);
		assert_true(plan_read(&arena, path, "out", "seeds", shard, shards, &planned->diag, &part));
		size_t at = 0;
		for (size_t i = 0; i < part.count; i++) {
			struct job job, same;
			assert_true(plan_job(&part, i, &arena, &planned->diag, &job));
			if (batch_shard_of(hash_text(job.name), shards) != shard)
				continue;
			for (;; at++) {
				assert_true(at < whole.count);
				assert_true(plan_job(&whole, at, &arena, &planned->diag, &same));
				if (!strcmp(job.name, same.name))
					break;
			}
			assert_same_job(&job, &same);
			assert_false(seen[at]);
			seen[at] = true;
			found++;
		}
		arena_clear(&arena);
	}
	assert_int_equal(found, whole.count);
}

static void test_shards_are_the_whole(void **state)
{
	static const char *const line_ends[] = {"\n", "\r\n", "\r"};
	struct planned *planned = *state;
	for (size_t i = 0; i < 3; i++) {
		const char *path = write_file(planned, "large.csv", large_table(planned, line_ends[i], i ? 1000 : 25000));
		check_shards(planned, path, i ? 3 : 4);
	}
	write_file(planned, "rows.csv", "name,dpi\nx,100\ny,\nz,50\n");
	check_shards(planned,
	             write_file(planned, "m.yaml",
	                 "batch: 1\nmap: a.yaml\nrows: rows.csv\npage: [a4, a3]\ntheme: [day, night]\ndpi: \"{dpi}\"\n"
	                 "jobs:\n  - output: \"{name}/{row}-{page}-{theme}.{format}\"\n"
	                 "  - {page: a5, format: [svg, pdf], output: \"{name}-{theme}-{set}.{format}\"}\n"),
	             4);
}

/* A shard holds its own rows only, and says where a row's fault is as the whole does. */
static void test_shard_reads_its_rows(void **state)
{
	struct planned *planned = *state;
	const char *path = write_file(planned, "large.csv", large_table(planned, "\n", 20000));
	assert_true(plan_read(&planned->arena, path, "out", "seeds", 3, 100, &planned->diag, &planned->plan));
	assert_in_range(planned->plan.count, 120, 280);
	assert_true(planned->plan.items[0].table->source.length < 100);
	assert_false(plan_read(&planned->arena, write_file(planned, "short.csv", "map,output\n\na,b.png\n\nc\n"), "out",
	                             "seeds", 1, 2, &planned->diag, &planned->plan));
	struct buffer said;
	buffer_init(&said);
	diag_format(&planned->diag, 0, &said);
	assert_non_null(strstr(said.bytes, "short.csv:5:1: error: 1 fields where the header has 2 [bad-syntax]\n    5 | c\n"));
	buffer_clear(&said);
	assert_false(plan_read(&planned->arena, write_file(planned, "torn.csv", "map,output\na,b.png\nc,\"d.png\n"), "out",
	                             "seeds", 1, 2, &planned->diag, &planned->plan));
	assert_false(plan_read(&planned->arena, write_file(planned, "bad.csv", "map,output\na,\xFF.png\n"), "out", "seeds",
	                             1, 2, &planned->diag, &planned->plan));
	assert_false(plan_read(&planned->arena, write_file(planned, "none.csv", "map,output\n"), "out", "seeds", 1, 2,
	                             &planned->diag, &planned->plan));
	assert_false(plan_read(&planned->arena, write_file(planned, "empty.csv", ""), "out", "seeds", 1, 2,
	                             &planned->diag, &planned->plan));
	assert_int_equal(planned->diag.errors, 5);
}

/* A row whose job cannot be named belongs to every shard, so that each reports it. */
static void test_fault_belongs_to_every_shard(void **state)
{
	struct planned *planned = *state;
	const char *path = write_file(planned, "bad.csv", "map,format,output\na.yaml,png,x.png\na.yaml,pgn,y.png\n");
	for (size_t shard = 1; shard <= 5; shard++) {
		struct job job;
		size_t errors = planned->diag.errors;
		assert_true(plan_read(&planned->arena, path, "out", "seeds", shard, 5, &planned->diag,
		                            &planned->plan));
		assert_true(planned->plan.count >= 1);
		assert_false(plan_job(&planned->plan, planned->plan.count - 1, &planned->arena, &planned->diag, &job));
		assert_int_equal(planned->diag.errors, errors + 1);
		assert_int_equal(planned->diag.entries[planned->diag.count - 1].place.line, 3);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_all_combinations, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_formats_are_one_job, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_items_inherit, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_multiples, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_rows, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_csv_is_the_same, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_ten_million_jobs, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_shards_are_the_whole, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_shard_reads_its_rows, open_planned, close_planned),
	        cmocka_unit_test_setup_teardown(test_fault_belongs_to_every_shard, open_planned, close_planned),
	        cmocka_unit_test(test_shards),
	        cmocka_unit_test(test_braces),
	};
	return cmocka_run_group_tests_name("batch_plan", tests, NULL, NULL);
}
