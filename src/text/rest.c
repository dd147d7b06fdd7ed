/* Resting: every size of a font is a face of its own that maps the whole file, and the pages of a large font that one
 * worker has looked at add up for each of them: with four themes in three languages 36 mappings of one file, 110 MB and
 * growing with every rare letter, though memory holds each page once. A limit or an accounting by resident size sees
 * the sum. In: contexts that nobody draws with at the moment. Out: their files' pages are given back; the next glyph
 * maps what it needs again, from the page cache. Only files that a context has opened as fonts are touched: nobody
 * writes to those. */
#include "text/context.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static bool is_font_of(const struct text_context *context, const char *path)
{
	for (const struct open_face *face = context->faces; face; face = face->next)
		if (!strcmp(face->face.file, path))
			return true;
	return false;
}

/* A line of /proc/self/maps: "from-to r--p offset device inode path". */
static void rest_mapping(struct text_context *const *contexts, size_t count, char *line)
{
	unsigned long from, to;
	char access[5];
	int path = 0;
	if (sscanf(line, "%lx-%lx %4s %*s %*s %*s %n", &from, &to, access, &path) != 3 || !path ||
	    strcmp(access, "r--p") != 0)
		return;
	line[strcspn(line, "\n")] = '\0';
	for (size_t i = 0; i < count; i++)
		if (is_font_of(contexts[i], line + path)) {
			madvise((void *)from, to - from, MADV_DONTNEED); /* refused: they stay */
			return;
		}
}

void text_rest(struct text_context *const *contexts, size_t count)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[4500];
	while (maps && fgets(line, sizeof line, maps))
		rest_mapping(contexts, count, line);
	if (maps)
		fclose(maps);
}
