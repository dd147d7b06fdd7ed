/* Runs a fuzz target on every file of the folders (and on the files) given: the corpus as a plain test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0)
		return 0;
	long size = ftell(file);
	rewind(file);
	uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
	size_t length = size > 0 ? fread(bytes, 1, (size_t)size, file) : 0;
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, length);
	free(bytes);
	return 1;
}

static int replay(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, alphasort), done = 0;
	if (count < 0)
		return replay_file(path);
	for (int i = 0; i < count; i++) {
		char inner[4096];
		snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && entries[i]->d_type == DT_REG)
			done += replay_file(inner);
		free(entries[i]);
	}
	free(entries);
	return done;
}

int main(int count, char **arguments)
{
	int done = 0;
	for (int i = 1; i < count; i++)
		done += replay(arguments[i]);
	printf("%d inputs replayed\n", done);
	return done == 0;
}
