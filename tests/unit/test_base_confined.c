/* Confined: who exchanges a file or a folder for a link between the two steps of opening, resolving the path and opening
 * what it leads to, gets an error. realpath() is the test's own, which makes the exchange when the path is resolved. */
#include "base/confined.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[64], inside[80], outside[80];
static void (*exchange)(void); /* made once, behind the next path that is resolved */

/* Of absolute paths without links, which are all that this test opens. */
char *realpath(const char *restrict path, char *restrict real)
{
	strcpy(real, path);
	if (exchange)
		exchange();
	exchange = NULL;
	return real;
}

static const char *path_of(const char *folder, const char *name)
{
	static char paths[4][PATH_MAX];
	static int next;
	char *path = paths[next++ % 4];
	snprintf(path, PATH_MAX, "%s/%s", folder, name);
	return path;
}

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* inside/file, inside/folder/file and the same outside, where they say so. */
static int make_folders(void **state)
{
	(void)state;
	strcpy(root, "/tmp/corridor-confined-XXXXXX");
	if (!mkdtemp(root))
		return -1;
	strcpy(inside, path_of(root, "inside"));
	strcpy(outside, path_of(root, "outside"));
	for (int i = 0; i < 2; i++) {
		const char *folder = i ? outside : inside, *text = i ? "outside" : "inside";
		mkdir(folder, 0777);
		mkdir(path_of(folder, "folder"), 0777);
		write_text(path_of(folder, "file"), text);
		write_text(path_of(folder, "folder/file"), text);
	}
	return base_confine(inside) ? 0 : -1;
}

static int remove_folders(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -r '%s'", root);
	return system(command);
}

static void link_for(const char *name)
{
	char moved[PATH_MAX];
	snprintf(moved, sizeof moved, "%s-moved", path_of(inside, name));
	assert_int_equal(rename(path_of(inside, name), moved), 0);
	assert_int_equal(symlink(path_of(outside, name), path_of(inside, name)), 0);
}

static void link_file(void)
{
	link_for("file");
}

static void link_folder(void)
{
	link_for("folder");
}

static void link_nothing(void)
{
}

/* What is read of the path when `swap` comes between the two steps; NULL: it cannot be opened. */
static const char *read_during(void (*swap)(void), const char *name)
{
	static char text[16];
	exchange = swap;
	int file = base_open(path_of(inside, name), O_RDONLY);
	if (file < 0)
		return NULL;
	ssize_t got = read(file, text, sizeof text - 1);
	close(file);
	text[got > 0 ? got : 0] = '\0';
	return text;
}

static void test_exchanges(void **state)
{
	(void)state;
	assert_string_equal(read_during(link_nothing, "file"), "inside");
	assert_string_equal(read_during(link_nothing, "folder/file"), "inside");
	assert_null(read_during(link_file, "file"));
	assert_int_equal(errno, BASE_OUTSIDE);
	assert_null(read_during(link_folder, "folder/file"));
	assert_int_equal(errno, BASE_OUTSIDE);
}

/* The folder's descriptor was opened before: that the name of the folder leads elsewhere by now changes nothing. */
static void link_inside(void)
{
	char moved[PATH_MAX];
	snprintf(moved, sizeof moved, "%s-moved", inside);
	assert_int_equal(rename(inside, moved), 0);
	assert_int_equal(symlink(outside, inside), 0);
}

static void test_folder_itself(void **state)
{
	(void)state;
	write_text(path_of(inside, "other"), "inside");
	write_text(path_of(outside, "other"), "outside");
	assert_string_equal(read_during(link_inside, "other"), "inside");
}

static void test_listing(void **state)
{
	(void)state;
	char moved[PATH_MAX];
	snprintf(moved, sizeof moved, "%s-moved", inside);
	assert_int_equal(unlink(inside), 0);
	assert_int_equal(rename(moved, inside), 0);
	assert_int_equal(unlink(path_of(inside, "folder")), 0);
	assert_int_equal(rename(path_of(inside, "folder-moved"), path_of(inside, "folder")), 0);
	exchange = link_folder;
	assert_null(base_open_folder(path_of(inside, "folder")));
	assert_int_equal(errno, BASE_OUTSIDE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_exchanges),
	        cmocka_unit_test(test_folder_itself),
	        cmocka_unit_test(test_listing),
	};
	return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
