/* Confined: where files may be read while maps of strangers are drawn (--confine). It holds for the whole process, and
 * is set before anything else is read. */
#pragma once

#include <dirent.h>
#include <stdbool.h>

/* Adds a folder; from the first on, base_open() and base_open_folder() reach nothing outside those that were added,
 * whatever "..", absolute paths and symbolic links say. False with errno when it is no folder that can be opened. */
bool base_confine(const char *folder);
bool base_is_confined(void);
/* The errno of what lies outside, and of links that lead nowhere: whether there is anything must not be told apart. */
#define BASE_OUTSIDE EXDEV

/* As open(), for reading: `flags` holds O_RDONLY and no O_CREAT. -1 with errno. */
int base_open(const char *path, int flags);
/* As opendir(). NULL with errno. */
DIR *base_open_folder(const char *path);
/* Whether there is a file or folder of that name, within the folders that were added. False with errno. */
bool base_exists(const char *path);
/* The path without links and "..", into `real` of PATH_MAX bytes, for libraries that open files by themselves: to be
 * opened without following a link. False with errno where it leads outside, or nowhere. */
bool base_real_path(const char *path, char *real);
/* For messages: a value from a data file as it may be quoted; confined, the files may be somebody else's, and it is
 * "…". */
const char *base_quotable(const char *value);
