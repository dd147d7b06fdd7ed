/* What shapelib sees instead of paths: a read buffer, through its hooks.
 * Why so: shapelib then opens no file, waits for none, and reads numbers without the locale. */
#include "data/shapefile/memory.h"

#include "base/options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Version 1.6 hands its hooks user data, and was the first to define its version's number. */
#ifdef SHAPELIB_VERSION_NUMBER
#define USER_DATA        , void *user_data
#define IGNORE_USER_DATA (void)user_data
typedef const void *written_bytes;
#else
#define USER_DATA
#define IGNORE_USER_DATA (void)0
typedef void *written_bytes;
#endif

const char *shapefile_memory_name(struct arena *arena, const struct memory_file *file, const char *suffix)
{
	return arena_printf(arena, "%" PRIxPTR "%s", (uintptr_t)file, suffix);
}

static SAFile memory_open(const char *name, const char *access USER_DATA)
{
	IGNORE_USER_DATA;
	(void)access;
	char *suffix;
	struct memory_file *file = (struct memory_file *)(uintptr_t)strtoull(name, &suffix, 16);
	file->at = 0;
	return strcmp(suffix, file->written ? ".qix" : ".dbf") == 0 ? (SAFile)(void *)file : NULL;
}

/* Copies what the file has there; false if it has shrunk meanwhile. */
static bool memory_copy(const struct memory_file *file, void *to, size_t length)
{
	for (size_t done = 0, piece; done < length; done += piece) {
		piece = length - done < READ_BUFFER_SIZE ? length - done : READ_BUFFER_SIZE;
		const char *from = read_buffer_at(file->buffer, file->at + done, piece);
		if (!from)
			return false;
		memcpy((char *)to + done, from, piece);
	}
	return true;
}

static SAOffset memory_read(void *to, SAOffset size, SAOffset count, SAFile handle)
{
	struct memory_file *file = (void *)handle;
	size_t length = file->buffer->length;
	if (size == 0 || file->at >= length)
		return 0;
	SAOffset whole = (length - file->at) / size;
	if (whole > count)
		whole = count;
	if (!memory_copy(file, to, whole * size))
		return 0;
	file->at += whole * size;
	return whole;
}

static SAOffset memory_write(written_bytes from, SAOffset size, SAOffset count, SAFile handle)
{
	struct memory_file *file = (void *)handle;
	if (!file->written)
		return 0;
	buffer_add(file->written, from, size * count);
	return count;
}

static SAOffset memory_seek(SAFile handle, SAOffset offset, int whence)
{
	struct memory_file *file = (void *)handle;
	size_t base = whence == SEEK_CUR ? file->at : whence == SEEK_END ? file->buffer->length : 0;
	file->at = base + offset;
	return 0;
}

static SAOffset memory_tell(SAFile handle)
{
	return ((struct memory_file *)(void *)handle)->at;
}

static int memory_flush(SAFile handle)
{
	(void)handle;
	return 0;
}

static int memory_remove(const char *name USER_DATA)
{
	IGNORE_USER_DATA;
	(void)name;
	return -1;
}

/* Whatever shapelib has to say shows in its results too, and is reported with the record's number. */
static void memory_error(const char *message)
{
	(void)message;
}

static double memory_number(const char *text)
{
	double value;
	return base_number_parse(text, &value) ? value : 0;
}

SAHooks shapefile_memory_hooks(void)
{
	return (SAHooks){
	        .FOpen = memory_open,
	        .FRead = memory_read,
	        .FWrite = memory_write,
	        .FSeek = memory_seek,
	        .FTell = memory_tell,
	        .FFlush = memory_flush,
	        .FClose = memory_flush,
	        .Remove = memory_remove,
	        .Error = memory_error,
	        .Atof = memory_number,
	};
}
