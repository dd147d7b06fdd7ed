/* The solver against another one: CBC (coinor-cbc), which gets the same problems as integer programmes. What the solver
 * calls proved costs the same; its bound is never above, its cost never below. Skipped where CBC is not installed.
 * In: random problems from a seed, and real towns with all their candidates. */
#include "solver_random.h"

#include "bench/labels/towns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER "build/test-solver"

static void needs_cbc(void)
{
	if (system("command -v cbc >/dev/null 2>&1") == 0)
		return;
	print_message("cbc is not installed (apt-get install coinor-cbc): the solver is not compared with it\n");
	skip();
}

/* State a or any state of the other variable that excludes it: at most one. One row for each such pair of a state and a
 * variable says all that the pairs do. */
static void write_exclusions(const struct problem *problem, FILE *file)
{
	for (uint32_t state = 0; state < problem_state_count(problem); state++)
		for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++) {
			uint32_t rival = problem->rivals[k];
			bool begins = k == problem->row[state] ||
			              problem->variable[problem->rivals[k - 1]] != problem->variable[rival];
			bool ends = k + 1 == problem->row[state + 1] ||
			            problem->variable[problem->rivals[k + 1]] != problem->variable[rival];
			if (begins)
				fprintf(file, " x%u", state);
			fprintf(file, " + x%u%s", rival, ends ? " <= 1\n" : "\n");
		}
}

/* As a programme in the LP format. */
static void write_problem(const struct problem *problem, const char *path)
{
	mkdir("build", 0777);
	mkdir(FOLDER, 0777);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("Minimize\n cost:", file);
	for (uint32_t state = 0; state < problem_state_count(problem); state++)
		fprintf(file, "%s %.17g x%u\n", state ? " +" : "", problem->costs[state], state);
	fputs("Subject To\n", file);
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		for (uint32_t state = problem->first[i]; state < problem->first[i + 1]; state++)
			fprintf(file, "%s x%u\n", state > problem->first[i] ? " +" : "", state);
		fputs(" = 1\n", file);
	}
	write_exclusions(problem, file);
	fputs("Binary\n", file);
	for (uint32_t state = 0; state < problem_state_count(problem); state++)
		fprintf(file, " x%u\n", state);
	fputs("End\n", file);
	assert_int_equal(fclose(file), 0);
}

/* The least cost, by CBC. The problem is linked. */
static double solve_with_cbc(const struct problem *problem)
{
	double optimum = NAN;
	write_problem(problem, FOLDER "/problem.lp");
	assert_int_equal(system("cbc " FOLDER "/problem.lp ratioGap 0 allowableGap 0 solve solu " FOLDER
	                        "/solution >" FOLDER "/log 2>&1"),
	                 0);
	FILE *file = fopen(FOLDER "/solution", "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "Optimal - objective value %lf", &optimum), 1);
	fclose(file);
	return optimum;
}

/* Whether the solver proved what it found. CBC prints eight places. */
static bool compare(struct problem *problem, const char *name)
{
	struct solution found;
	solver_solve(problem, solver_usual_work(problem), &found);
	double optimum = solve_with_cbc(problem);
	bool proved = found.bound == found.cost;
	print_message("%s: cost %.6f, bound %.6f, by CBC %.6f\n", name, found.cost, found.bound, optimum);
	assert_true(found.bound <= optimum + 1e-6 && found.cost >= optimum - 1e-6);
	assert_true(!proved || fabs(found.cost - optimum) < 1e-6);
	return proved;
}

static void random_problems_cost_the_same(void **unused)
{
	(void)unused;
	needs_cbc();
	int proved = 0;
	for (uint64_t round = 0; round < 24; round++) {
		struct arena arena;
		uint64_t seed = 1234 + round;
		char name[40];
		arena_init(&arena);
		snprintf(name, sizeof name, "seed %llu", (unsigned long long)seed);
		struct instance made = round % 3 == 0   ? random_names(&arena, &seed, 100, 80)
		                       : round % 3 == 1 ? random_names(&arena, &seed, 40, 36)
		                                        : random_instance(&arena, &seed, 16, 8, 0.2);
		proved += compare(made.problem, name);
		arena_clear(&arena);
	}
	print_message("%d of 24 proved\n", proved);
	assert_true(proved >= 20);
}

static void towns_cost_the_same(void **unused)
{
	(void)unused;
	static const char *const families[] = {"Inter"};
	needs_cbc();
	for (size_t count = 50; count <= 100; count += 50) {
		struct arena arena;
		struct diag diag;
		struct towns towns = {0};
		char name[40];
		arena_init(&arena);
		diag_init(&diag);
		struct text_context *text = text_open(families, 1, &diag);
		assert_non_null(text);
		assert_true(towns_read(&arena, text, "tests/bench/labels/east-china.csv", count, &diag, &towns));
		snprintf(name, sizeof name, "%zu towns", count);
		assert_true(compare(towns_problem(&arena, &towns, NULL), name));
		text_close(text);
		diag_clear(&diag);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(random_problems_cost_the_same),
	        cmocka_unit_test(towns_cost_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
