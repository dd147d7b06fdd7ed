/* The map's scale in words, in figures and as a warning: what it is in the frame's middle, and how far it departs from
 * that over the frame.
 * In: a version's view. Out: a sentence in the leading language, JSON, a warning.
 * Why so: a reader measures with one scale. Up to two percent that is as good as paper and ruler; beyond, the author
 * should know, and choose. Smallest and largest are over all places of the frame and all directions at each. */
#include "furniture/furniture.h"
#include "render/render.h"

#include <math.h>
#include <string.h>

bool map_scale_read(const struct loaded_map *map, size_t version, bool bare, struct diag *diag, struct map_scale *out)
{
	struct arena arena;
	arena_init(&arena);
	struct view *view = map_view(map, version, bare, &arena, diag);
	if (view) {
		struct page_point middle = box_middle(view_frame(view));
		*out = (struct map_scale){.denominator = view_scale_at(view, middle) / map->spec.page.type_scale};
		out->has_middle = view_inverse(view, middle, &out->middle);
		out->bounds = view_bounds(view);
		view_scale_range(view, &out->smallest, &out->largest);
		view_describe(view, &out->projection);
		view_close(view);
	}
	arena_clear(&arena);
	return view != NULL;
}

static double variation(const struct map_scale *scale)
{
	return (scale->largest - scale->smallest) * 100;
}

/* Half a percent needs a decimal, half the world none. */
static const char *percent_text(const struct map_scale *scale, char *out)
{
	return base_number_text(out, variation(scale), variation(scale) < 10 ? 1 : 0);
}

char *map_scale_words(const struct loaded_map *map, const struct map_scale *scale, struct arena *arena)
{
	const struct messages *words = map->messages[0];
	const char *middle = furniture_ratio_text(arena, words, scale->denominator);
	const char *largest = furniture_ratio_text(arena, words, scale->denominator / scale->largest);
	const char *smallest = furniture_ratio_text(arena, words, scale->denominator / scale->smallest);
	if (!strcmp(largest, smallest)) { /* to the figures that are written: rounded up, it is a promise */
		const char *percent = messages_number(arena, words, fmax(ceil(variation(scale) * 10) / 10, 0.1), 1);
		return messages_fill(arena, words, "describe_scale_even", "scale", middle, "percent", percent,
		                     (char *)NULL);
	}
	return messages_fill(arena, words, "describe_scale", "scale", middle, "percent",
	                     messages_number(arena, words, variation(scale), variation(scale) < 10 ? 1 : 0), "largest",
	                     largest, "smallest", smallest, (char *)NULL);
}

void map_scale_warn(const struct loaded_map *map, size_t version, const struct map_scale *scale, struct diag *diag)
{
	if (variation(scale) <= SCALE_VARIATION_NOTICED * 100)
		return;
	const char *given = map->spec.projection;
	bool fitted = !given || !strcmp(given, "auto");
	char percent[48], smallest[48], largest[48];
	diag_warning(diag, SCALE_VARIES, map->spec.projection_place,
	             fitted ? "auto is fitted to the region already: take a smaller extent, or state the scale bar's "
	                      "latitude with furniture.scale_bar.latitude"
	                    : "projection: auto fits one to the region; a smaller extent varies less",
	             "the scale%s%s varies by %s %% over the frame: %s to %s of that in its middle",
	             map->spec.has_versions ? " of version " : "", map->spec.versions[version].name,
	             percent_text(scale, percent), base_number_text(smallest, scale->smallest, 3),
	             base_number_text(largest, scale->largest, 3));
}

void map_scale_figures(const struct map_scale *scale, struct buffer *out)
{
	buffer_number_after(out, "{\"denominator\": ", scale->denominator, 0);
	if (scale->has_middle) {
		buffer_number_after(out, ", \"lon\": ", scale->middle.lon, 6);
		buffer_number_after(out, ", \"lat\": ", scale->middle.lat, 6);
	}
	buffer_number_after(out, ", \"smallest\": ", scale->smallest, 6);
	buffer_number_after(out, ", \"largest\": ", scale->largest, 6);
	buffer_number_after(out, ", \"variation_percent\": ", variation(scale), 3);
	buffer_text(out, "}");
}
