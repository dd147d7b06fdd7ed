/* libtiff for a program that reads no grids: what PROJ calls of it, and it opens nothing.
 *
 * PROJ is linked to libtiff, to read grids for shifts between datums, of which corridor asks for none
 * (projection/transform.c); libtiff brings six libraries of picture formats. Where this one is not found beside the
 * program, the system's is. */
#include <stddef.h>
#include <stdint.h>

typedef void (*extender)(void *tiff);

void *TIFFClientOpen(const char *name, const char *mode, void *file, void *read, void *write, void *seek, void *close,
                     void *size, void *map, void *unmap);
void TIFFClose(void *tiff);
uint64_t TIFFCurrentDirOffset(void *tiff);
int TIFFGetField(void *tiff, uint32_t tag, ...);
int TIFFIsCODECConfigured(uint16_t scheme);
int TIFFIsTiled(void *tiff);
int TIFFMergeFieldInfo(void *tiff, const void *fields, uint32_t count);
int TIFFReadDirectory(void *tiff);
int64_t TIFFReadEncodedStrip(void *tiff, uint32_t strip, void *buffer, int64_t size);
int64_t TIFFReadEncodedTile(void *tiff, uint32_t tile, void *buffer, int64_t size);
int TIFFSetSubDirectory(void *tiff, uint64_t offset);
extender TIFFSetTagExtender(extender wanted);
uint64_t TIFFStripSize64(void *tiff);
uint64_t TIFFTileSize64(void *tiff);

/* Everything else is asked of what this has opened. */
void *TIFFClientOpen(const char *name, const char *mode, void *file, void *read, void *write, void *seek, void *close,
                     void *size, void *map, void *unmap)
{
	(void)name, (void)mode, (void)file, (void)read, (void)write, (void)seek, (void)close, (void)size, (void)map;
	(void)unmap;
	return NULL;
}

void TIFFClose(void *tiff)
{
	(void)tiff;
}

uint64_t TIFFCurrentDirOffset(void *tiff)
{
	(void)tiff;
	return 0;
}

int TIFFGetField(void *tiff, uint32_t tag, ...)
{
	(void)tiff, (void)tag;
	return 0;
}

int TIFFIsCODECConfigured(uint16_t scheme)
{
	(void)scheme;
	return 0;
}

int TIFFIsTiled(void *tiff)
{
	(void)tiff;
	return 0;
}

int TIFFMergeFieldInfo(void *tiff, const void *fields, uint32_t count)
{
	(void)tiff, (void)fields, (void)count;
	return -1;
}

int TIFFReadDirectory(void *tiff)
{
	(void)tiff;
	return 0;
}

int64_t TIFFReadEncodedStrip(void *tiff, uint32_t strip, void *buffer, int64_t size)
{
	(void)tiff, (void)strip, (void)buffer, (void)size;
	return -1;
}

int64_t TIFFReadEncodedTile(void *tiff, uint32_t tile, void *buffer, int64_t size)
{
	(void)tiff, (void)tile, (void)buffer, (void)size;
	return -1;
}

int TIFFSetSubDirectory(void *tiff, uint64_t offset)
{
	(void)tiff, (void)offset;
	return 0;
}

extender TIFFSetTagExtender(extender wanted)
{
	(void)wanted;
	return NULL;
}

uint64_t TIFFStripSize64(void *tiff)
{
	(void)tiff;
	return 0;
}

uint64_t TIFFTileSize64(void *tiff)
{
	(void)tiff;
	return 0;
}
