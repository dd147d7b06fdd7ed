/* weight MAP [--theme T] [--page P] [--lang L] [--version V] [--new N] [--line N]
 * What a drawn map's reader sees first, measured on the picture of each version. Members that are new, members who joined
 * earlier and all else in their frame each have a visual weight: the mean contrast (WCAG 2.1) of their pixels with bare
 * land, by area. How much of a pixel is a member's is found by drawing the page with those members' marks black and
 * white: what lies over them is not theirs. Exit 0: new members weigh no less than --new (2.5), nor than earlier ones,
 * nor these than all else; and every road and railway stands out by --line (3): from what lies below it, which is drawn
 * without it, or from its casing, and the casing from what lies below. Contrast is a matter of luminance, so that this
 * holds in grey. Places that names, shields and dots cover do not count. What recedes outside the corridor is in another
 * colour, and not judged. */
#include "drawn_picture.h"
#include "render/render.h"
#include "spec/theme.h"

#include <math.h>

#define DPI       144.0
#define PER_POINT (DPI / 72)
#define STEP      1.0 /* points from one place of a line to the next */
#define SQUARE_CM (DPI / 2.54 * DPI / 2.54) /* pixels */
#define ALIKE     0.03 /* of a channel: the line itself is seen */

struct settings {
	struct choice choice;
	double fresh, line;
};

static bool has_class(const struct group *group, const char *start)
{
	return group->class_name && !strncmp(group->class_name, start, strlen(start));
}

typedef void visit_mark(struct path_mark *mark, void *context);

/* Every path of the groups whose class begins so. */
static void visit(struct group *group, const char *class_name, bool inside, visit_mark *visitor, void *context)
{
	inside |= has_class(group, class_name);
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			visit(group->marks[i].group, class_name, inside, visitor, context);
		else if (group->marks[i].type == MARK_PATH && inside)
			visitor(group->marks[i].path, context);
}

static void paint(struct path_mark *mark, void *context)
{
	const struct colour *next = context;
	mark->fill.red = mark->fill.green = mark->fill.blue = next->red;
	mark->stroke.colour.red = mark->stroke.colour.green = mark->stroke.colour.blue = next->red;
}

/* Each channel's share of black that turns white with the marks, in every pixel. */
static unsigned char *find_shares(struct drawn *drawn, const char *class_name)
{
	struct colour black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
	visit(drawn->page.root, class_name, false, paint, &black);
	struct picture dark = draw_picture(&drawn->page, DPI, &drawn->diag);
	visit(drawn->page.root, class_name, false, paint, &white);
	struct picture light = draw_picture(&drawn->page, DPI, &drawn->diag);
	size_t count = (size_t)dark.width * (size_t)dark.height;
	for (size_t i = 0; i < count; i++)
		dark.pixels[i] = (unsigned char)abs(light.pixels[3 * i + 1] - dark.pixels[3 * i + 1]);
	free(light.pixels);
	return dark.pixels;
}

struct weight {
	double area, sum; /* pixels; contrasts by area */
};

static double mean(struct weight weight)
{
	return weight.area > 0 ? weight.sum / weight.area : 0;
}

static void add(struct weight *weight, double share, double contrast)
{
	weight->area += share;
	weight->sum += share * contrast;
}

/* The group that shows the members, cut to its frame. */
static const struct group *find_frame(const struct group *group, const struct group *frame)
{
	frame = group->clipped ? group : frame;
	if (has_class(group, "layer members"))
		return frame;
	const struct group *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++)
		if (group->marks[i].type == MARK_GROUP)
			found = find_frame(group->marks[i].group, frame);
	return found;
}

/* weights[]: new members, earlier ones, all else. The marks lose their colours. */
static void weigh(struct drawn *drawn, const struct map_spec *spec, size_t version, struct weight weights[3])
{
	const struct group *frame = find_frame(drawn->page.root, NULL);
	const unsigned char *shares[64] = {0};
	const struct picture whole = draw_picture(&drawn->page, DPI, &drawn->diag);
	if (!frame || version >= 64)
		exit(2);
	for (size_t i = 0; i <= version; i++)
		if (spec->versions[i].member_count)
			shares[i] = find_shares(drawn, arena_printf(&drawn->arena, "member since-%s", spec->versions[i].id));
	struct box box = frame->clip;
	for (int y = (int)(box.top * PER_POINT) + 1; y < (int)(box.bottom * PER_POINT); y++)
		for (int x = (int)(box.left * PER_POINT) + 1; x < (int)(box.right * PER_POINT); x++) {
			double left = 1, contrast = colour_contrast(colour_at(&whole, x, y),
			                                            spec->theme->colour[COLOUR_GROUND]);
			for (size_t i = 0; i <= version; i++) {
				if (!shares[i])
					continue;
				double share = shares[i][y * whole.width + x] / 255.0;
				add(&weights[i < version], share, contrast);
				left -= share;
			}
			add(&weights[2], fmax(left, 0), contrast);
		}
	for (size_t i = 0; i <= version; i++)
		free((void *)shares[i]);
	free(whole.pixels);
}

static void hide(struct path_mark *mark, void *context)
{
	(void)context;
	mark->stroke.colour.opacity = 0;
}

struct backbone {
	struct picture whole, bare; /* bare: without lines and casings */
	struct colour line, casing;
	double needed, worst;
	size_t places, faults;
	bool is_drawn;
};

static bool is_alike(struct colour a, struct colour b)
{
	return fabs(a.red - b.red) < ALIKE && fabs(a.green - b.green) < ALIKE && fabs(a.blue - b.blue) < ALIKE;
}

static void judge_place(struct backbone *backbone, struct page_point at)
{
	const struct picture *whole = &backbone->whole;
	int x = (int)(at.x * PER_POINT), y = (int)(at.y * PER_POINT);
	if (x < 0 || y < 0 || x >= whole->width || y >= whole->height ||
	    !is_alike(colour_at(whole, x, y), backbone->line))
		return;
	struct colour below = colour_at(&backbone->bare, x, y);
	double direct = colour_contrast(backbone->line, below);
	double cased = fmin(colour_contrast(backbone->line, backbone->casing), colour_contrast(backbone->casing, below));
	double contrast = fmax(direct, cased);
	backbone->places++;
	backbone->faults += contrast < backbone->needed;
	backbone->worst = fmin(backbone->worst, contrast);
}

static void judge_line(struct path_mark *mark, void *context)
{
	struct backbone *backbone = context;
	struct page_point last = {0};
	if (!is_alike(mark->stroke.colour, backbone->line) || mark->stroke.colour.opacity < 1)
		return;
	backbone->is_drawn = true;
	const struct page_point *point = mark->path.points;
	for (size_t i = 0; i < mark->path.verb_count && mark->path.verbs[i] <= PATH_LINE; i++, last = *point++) {
		if (mark->path.verbs[i] == PATH_MOVE)
			continue;
		double length = hypot(point->x - last.x, point->y - last.y);
		for (double along = 0; along < length; along += STEP)
			judge_place(backbone, (struct page_point){last.x + (point->x - last.x) * along / length,
			                                          last.y + (point->y - last.y) * along / length});
	}
}

static size_t judge_lines(struct drawn *drawn, const struct theme *theme, const char *kind, struct backbone backbone)
{
	theme_colour(theme, "casing", &backbone.casing);
	theme_colour(theme, strrchr(kind, ' ') + 1, &backbone.line);
	visit(drawn->page.root, kind, false, judge_line, &backbone);
	if (!backbone.is_drawn)
		return 0;
	printf("  %s: %zu places, %zu below %.1f, worst %.2f\n", kind, backbone.places, backbone.faults, backbone.needed,
	       backbone.worst);
	return backbone.faults > 0 || backbone.places < 50;
}

static size_t judge_backbones(const struct settings *settings, struct loaded_map *map, size_t version)
{
	static const char *const hidden[] = {"layer expressway", "layer railway", "casings"};
	struct drawn drawn, bare;
	size_t faults = 0;
	open_drawn(map, &(struct render_options){.version = version}, &drawn);
	open_drawn(map, &(struct render_options){.version = version}, &bare);
	for (size_t i = 0; i < 3; i++)
		visit(bare.page.root, hidden[i], false, hide, NULL);
	struct backbone backbone = {.whole = draw_picture(&drawn.page, DPI, &drawn.diag),
	                            .bare = draw_picture(&bare.page, DPI, &bare.diag),
	                            .needed = settings->line,
	                            .worst = INFINITY};
	for (size_t i = 0; i < 2; i++)
		faults += judge_lines(&drawn, map->spec.theme, hidden[i], backbone);
	free(backbone.whole.pixels);
	free(backbone.bare.pixels);
	close_drawn(&drawn);
	close_drawn(&bare);
	return faults;
}

static size_t judge_weights(const struct settings *settings, struct loaded_map *map, size_t version)
{
	struct drawn drawn;
	struct weight weights[3] = {{0}};
	open_drawn(map, &(struct render_options){.version = version}, &drawn);
	weigh(&drawn, &map->spec, version, weights);
	double fresh = mean(weights[0]), earlier = mean(weights[1]), context = mean(weights[2]);
	printf("%s %s: new %.2f on %.0f cm2, earlier %.2f on %.0f cm2, context %.2f\n", map->spec.theme->name,
	       map->spec.versions[version].name, fresh, weights[0].area / SQUARE_CM, earlier, weights[1].area / SQUARE_CM,
	       context);
	close_drawn(&drawn);
	return fresh < settings->fresh || fresh < earlier || (weights[1].area > 0 ? earlier : fresh) < context;
}

static size_t judge(const void *settings, struct loaded_map *map, size_t version)
{
	return judge_weights(settings, map, version) + judge_backbones(settings, map, version);
}

static bool read_arguments(int count, char **arguments, struct settings *out)
{
	*out = (struct settings){.choice.overrides.share_dir = "seeds", .fresh = 2.5, .line = 3};
	for (int i = 1; i < count; i++) {
		const char *name = arguments[i], *value = i + 1 < count ? arguments[i + 1] : "";
		if (!strcmp(name, "--new"))
			out->fresh = atof(value);
		else if (!strcmp(name, "--line"))
			out->line = atof(value);
		else if (!choose(&out->choice, name, value))
			return false;
		i += *name == '-';
	}
	return out->choice.map != NULL;
}

int main(int count, char **arguments)
{
	struct settings settings;
	if (read_arguments(count, arguments, &settings))
		return judge_versions(&settings.choice, judge, &settings);
	fputs("usage: weight MAP [--theme T] [--page P] [--lang L] [--version V] [--new N] [--line N]\n", stderr);
	return 2;
}
