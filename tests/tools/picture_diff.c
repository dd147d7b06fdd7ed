/* picture_diff A.png B.png [--out FILE] [--blur R] [--tolerance N] [--max-mean X] [--max-fraction X] [--crop]
 * How far picture B (actual) is from picture A (expected): both on white, after a small box blur, so
 * that the last grain of antialiasing does not count. Prints the mean difference (0..255) and the
 * fraction of pixels that differ by more than the tolerance; exit 0 within the limits, 1 beyond them,
 * 2 when the pictures cannot be compared. --out writes expected | difference | actual. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct picture {
	int width, height;
	unsigned char *pixels; /* RGB */
};

struct settings {
	const char *expected, *actual, *out;
	int blur, tolerance;
	double max_mean, max_fraction;
	int crop;
};

static void *must_have(void *memory)
{
	if (memory == NULL) {
		fputs("picture_diff: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

static struct picture picture_new(int width, int height)
{
	size_t bytes = (size_t)width * (size_t)height * 3;
	return (struct picture){width, height, must_have(malloc(bytes ? bytes : 1))};
}

static unsigned char *pixel_at(const struct picture *picture, int x, int y)
{
	return picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 3;
}

static struct picture picture_read(const char *file)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	if (!png_image_begin_read_from_file(&image, file)) {
		fprintf(stderr, "picture_diff: %s: %s\n", file, image.message);
		exit(2);
	}
	image.format = PNG_FORMAT_RGB;
	struct picture picture = picture_new((int)image.width, (int)image.height);
	png_color white = {255, 255, 255};
	if (!png_image_finish_read(&image, &white, picture.pixels, 0, NULL)) {
		fprintf(stderr, "picture_diff: %s: %s\n", file, image.message);
		exit(2);
	}
	return picture;
}

static struct picture picture_cut(struct picture picture, int width, int height)
{
	struct picture cut = picture_new(width, height);
	for (int y = 0; y < height; y++)
		memcpy(pixel_at(&cut, 0, y), pixel_at(&picture, 0, y), (size_t)width * 3);
	free(picture.pixels);
	return cut;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* One pass of a box blur along x (dx 1) or y (dy 1); the edges average fewer pixels. */
static struct picture blur_along(const struct picture *from, int radius, int dx, int dy)
{
	struct picture to = picture_new(from->width, from->height);
	for (int y = 0; y < from->height; y++) {
		for (int x = 0; x < from->width; x++) {
			int at = dx ? x : y, last = (dx ? from->width : from->height) - 1;
			int first = larger(at - radius, 0), end = smaller(at + radius, last), sum[3] = {0};
			for (int i = first; i <= end; i++) {
				const unsigned char *pixel = pixel_at(from, dx ? i : x, dy ? i : y);
				for (int c = 0; c < 3; c++)
					sum[c] += pixel[c];
			}
			for (int c = 0; c < 3; c++)
				pixel_at(&to, x, y)[c] =
				        (unsigned char)((sum[c] + (end - first + 1) / 2) / (end - first + 1));
		}
	}
	return to;
}

static struct picture picture_blur(const struct picture *from, int radius)
{
	struct picture half = blur_along(from, radius, 1, 0);
	struct picture both = blur_along(&half, radius, 0, 1);
	free(half.pixels);
	return both;
}

/* Largest difference of the three colours. */
static int pixel_difference(const unsigned char *a, const unsigned char *b)
{
	int most = 0;
	for (int c = 0; c < 3; c++)
		most = larger(most, abs(a[c] - b[c]));
	return most;
}

static void compare(const struct picture *a, const struct picture *b, int tolerance, double *mean, double *fraction)
{
	double sum = 0, beyond = 0, count = (double)a->width * a->height;
	for (int y = 0; y < a->height; y++) {
		for (int x = 0; x < a->width; x++) {
			const unsigned char *p = pixel_at(a, x, y), *q = pixel_at(b, x, y);
			sum += (abs(p[0] - q[0]) + abs(p[1] - q[1]) + abs(p[2] - q[2])) / 3.0;
			beyond += pixel_difference(p, q) > tolerance;
		}
	}
	*mean = count > 0 ? sum / count : 0;
	*fraction = count > 0 ? beyond / count : 0;
}

/* Pale grey where equal, black where a little different, red beyond the tolerance. */
static void paint_difference(const struct picture *a, const struct picture *b, int tolerance, struct picture *out,
                             int left)
{
	for (int y = 0; y < a->height; y++) {
		for (int x = 0; x < a->width; x++) {
			int difference = pixel_difference(pixel_at(a, x, y), pixel_at(b, x, y));
			unsigned char *pixel = pixel_at(out, left + x, y);
			unsigned char grey = (unsigned char)larger(245 - 4 * difference, 0);
			pixel[0] = difference > tolerance ? 220 : grey;
			pixel[1] = pixel[2] = difference > tolerance ? 0 : grey;
		}
	}
}

static void place(const struct picture *from, struct picture *out, int left)
{
	for (int y = 0; y < from->height; y++)
		memcpy(pixel_at(out, left, y), pixel_at(from, 0, y), (size_t)from->width * 3);
}

static int picture_write(const struct picture *picture, const char *file)
{
	png_image image = {.version = PNG_IMAGE_VERSION,
	                   .width = (png_uint_32)picture->width,
	                   .height = (png_uint_32)picture->height,
	                   .format = PNG_FORMAT_RGB};
	if (png_image_write_to_file(&image, file, 0, picture->pixels, 0, NULL))
		return 1;
	fprintf(stderr, "picture_diff: %s: %s\n", file, image.message);
	return 0;
}

static int write_triptych(const struct picture *a, const struct picture *b, const struct picture *blurred_a,
                          const struct picture *blurred_b, const struct settings *settings)
{
	const int gap = 4;
	struct picture out = picture_new(a->width * 3 + gap * 2, a->height);
	memset(out.pixels, 64, (size_t)out.width * (size_t)out.height * 3);
	place(a, &out, 0);
	paint_difference(blurred_a, blurred_b, settings->tolerance, &out, a->width + gap);
	place(b, &out, 2 * (a->width + gap));
	int written = picture_write(&out, settings->out);
	free(out.pixels);
	return written;
}

static void usage(void)
{
	fputs("usage: picture_diff A.png B.png [--out FILE] [--blur R] [--tolerance N] [--max-mean X] "
	      "[--max-fraction X] [--crop]\n",
	      stderr);
	exit(2);
}

static double number_after(char **argument)
{
	char *end;
	if (argument[1] == NULL)
		usage();
	double value = strtod(argument[1], &end);
	if (end == argument[1] || *end)
		usage();
	return value;
}

static int read_option(struct settings *settings, char **argument)
{
	if (strcmp(*argument, "--crop") == 0)
		return settings->crop = 1, 0;
	if (strcmp(*argument, "--out") == 0 && argument[1])
		return settings->out = argument[1], 1;
	if (strcmp(*argument, "--blur") == 0)
		return settings->blur = (int)number_after(argument), 1;
	if (strcmp(*argument, "--tolerance") == 0)
		return settings->tolerance = (int)number_after(argument), 1;
	if (strcmp(*argument, "--max-mean") == 0)
		return settings->max_mean = number_after(argument), 1;
	if (strcmp(*argument, "--max-fraction") == 0)
		return settings->max_fraction = number_after(argument), 1;
	usage();
	return 0;
}

static struct settings read_settings(char **arguments)
{
	struct settings settings = {.blur = 1, .tolerance = 32, .max_mean = 1e9, .max_fraction = 1};
	for (char **argument = arguments + 1; *argument; argument++) {
		if ((*argument)[0] == '-')
			argument += read_option(&settings, argument);
		else if (settings.expected == NULL)
			settings.expected = *argument;
		else if (settings.actual == NULL)
			settings.actual = *argument;
		else
			usage();
	}
	if (settings.actual == NULL || settings.blur < 0)
		usage();
	return settings;
}

static void match_sizes(struct picture *a, struct picture *b, int crop)
{
	if (a->width == b->width && a->height == b->height)
		return;
	if (!crop || abs(a->width - b->width) > 1 || abs(a->height - b->height) > 1) {
		fprintf(stderr, "picture_diff: sizes differ: %d x %d and %d x %d\n", a->width, a->height, b->width,
		        b->height);
		exit(2);
	}
	int width = smaller(a->width, b->width), height = smaller(a->height, b->height);
	*a = picture_cut(*a, width, height);
	*b = picture_cut(*b, width, height);
}

int main(int count, char **arguments)
{
	(void)count;
	struct settings settings = read_settings(arguments);
	struct picture a = picture_read(settings.expected), b = picture_read(settings.actual);
	match_sizes(&a, &b, settings.crop);
	struct picture blurred_a = picture_blur(&a, settings.blur), blurred_b = picture_blur(&b, settings.blur);
	double mean, fraction;
	compare(&blurred_a, &blurred_b, settings.tolerance, &mean, &fraction);
	printf("mean %.4f fraction %.6f\n", mean, fraction);
	int written = settings.out ? write_triptych(&a, &b, &blurred_a, &blurred_b, &settings) : 1;
	free(a.pixels);
	free(b.pixels);
	free(blurred_a.pixels);
	free(blurred_b.pixels);
	if (!written)
		return 2;
	return mean > settings.max_mean || fraction > settings.max_fraction;
}
