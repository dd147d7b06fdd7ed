/* Kept views: a few slots, the least recently taken given up first; in each a table of shapes by feature, kind and
 * tolerance. In: requests for views. Out: views, and copies of shapes, so that no map can alter another's.
 * Shapes are kept only of data that is a store's own, whose features stay where they are until
 * scene_kept_views_forget(). */
#include "scene/kept.h"

#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

#define VIEWS_MAX 4 /* the map's and its locator's, of this job and the one before */

struct kept_shapes {
	struct kept_views *owner;
	struct hash request;
	struct view *view; /* NULL: the slot is free */
	struct scale_bounds scale_bounds;
	struct arena arena;
	struct hash_table table; /* struct polylines by feature, kind and tolerance */
	size_t bytes, users;
	unsigned long last; /* when it was taken */
};

struct kept_views {
	struct kept_shapes slots[VIEWS_MAX];
	size_t bytes_limit;
	unsigned long clock;
	bool again;
};

struct kept_views *scene_kept_views_open(size_t bytes_limit)
{
	struct kept_views *views = calloc(1, sizeof *views);
	if (!views)
		BUG("out of memory");
	views->bytes_limit = bytes_limit;
	return views;
}

static void clear_slot(struct kept_shapes *slot)
{
	if (!slot->view)
		return;
	view_close(slot->view);
	arena_clear(&slot->arena);
	*slot = (struct kept_shapes){0};
}

void scene_kept_views_forget(struct kept_views *views)
{
	for (size_t i = 0; i < VIEWS_MAX; i++) {
		if (views->slots[i].users)
			BUG("a view is forgotten while a map is drawn with it");
		clear_slot(&views->slots[i]);
	}
}

void scene_kept_views_close(struct kept_views *views)
{
	if (!views)
		return;
	scene_kept_views_forget(views);
	free(views);
}

void scene_kept_views_expect(struct kept_views *views, bool again)
{
	views->again = again;
}

size_t scene_kept_views_bytes(const struct kept_views *views)
{
	size_t bytes = 0;
	for (size_t i = 0; i < VIEWS_MAX; i++)
		bytes += views->slots[i].bytes;
	return bytes;
}

static struct hash hash_request(const struct view_request *request)
{
	const double numbers[] = {request->frame.left,   request->frame.top, request->frame.right,
	                          request->frame.bottom, request->padding,   request->scale};
	struct hash projection = hash_text(request->projection ? request->projection : "auto");
	struct hash page = hash_join(projection, hash_bytes(numbers, sizeof numbers));
	return hash_join(page, hash_bytes(request->points, request->point_count * sizeof *request->points));
}

static struct kept_shapes *find_slot(struct kept_views *views, struct hash request)
{
	for (size_t i = 0; i < VIEWS_MAX; i++)
		if (views->slots[i].view && hash_equal(views->slots[i].request, request))
			return &views->slots[i];
	return NULL;
}

/* A free slot, or that of the view which has not been asked for longest; NULL: all are being drawn with. */
static struct kept_shapes *make_room(struct kept_views *views)
{
	struct kept_shapes *oldest = NULL;
	for (size_t i = 0; i < VIEWS_MAX; i++) {
		struct kept_shapes *slot = &views->slots[i];
		if (!slot->view)
			return slot;
		if (!slot->users && (!oldest || slot->last < oldest->last))
			oldest = slot;
	}
	if (oldest)
		clear_slot(oldest);
	return oldest;
}

bool view_take(struct kept_views *views, const struct view_request *request, struct diag *diag, struct taken_view *out)
{
	size_t said = diag->count;
	struct hash hash = views ? hash_request(request) : (struct hash){0};
	struct kept_shapes *slot = views ? find_slot(views, hash) : NULL;
	if (!slot) {
		*out = (struct taken_view){.view = view_open(request, diag)};
		if (!out->view)
			return false;
		view_find_scale_bounds(out->view, &out->scale_bounds);
		/* What was reported for it is to be reported for every map. */
		if (!views || !views->again || diag->count > said || !(slot = make_room(views)))
			return true;
		*slot = (struct kept_shapes){
		        .owner = views, .request = hash, .view = out->view, .scale_bounds = out->scale_bounds};
		arena_init(&slot->arena);
		hash_table_init(&slot->table, &slot->arena, sizeof(struct polylines));
	}
	slot->last = ++views->clock;
	slot->users++;
	*out = (struct taken_view){slot->view, slot->scale_bounds, slot};
	return true;
}

void view_give_back(struct taken_view *taken)
{
	if (taken->shapes)
		taken->shapes->users--;
	else
		view_close(taken->view);
	*taken = (struct taken_view){0};
}

/* The numbers themselves: features are even addresses. */
static struct hash shape_key(const struct feature *feature, enum shape_kind kind, double detail)
{
	struct hash key = {.high = (uintptr_t)feature | kind};
	memcpy(&key.low, &detail, sizeof key.low);
	return key;
}

/* The shapes of the input's view and this data; NULL when there are none. A scene with a view of its own (a locator)
 * may have been copied from another's. */
static struct kept_shapes *shapes_of(const struct scene_input *input, const struct dataset *dataset)
{
	struct kept_shapes *shapes = input->shapes;
	return shapes && shapes->view == input->view && input->scale_bounds && dataset->borrowed ? shapes : NULL;
}

bool scene_shapes_recall(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, enum shape_kind kind, struct polylines *out)
{
	const struct kept_shapes *shapes = shapes_of(input, dataset);
	const struct polylines *lines =
	        shapes ? hash_table_find(&shapes->table, shape_key(feature, kind, input->detail)) : NULL;
	for (size_t i = 0; lines && i < lines->count; i++)
		polylines_add_copy(arena, out, lines->items[i]);
	return lines;
}

void scene_shapes_keep(const struct scene_input *input, const struct dataset *dataset, const struct feature *feature,
                       enum shape_kind kind, const struct polylines *list, struct shapes_mark mark)
{
	struct kept_shapes *shapes = shapes_of(input, dataset);
	if (!shapes || !shapes->owner->again || input->diag->count > mark.said)
		return;
	size_t bytes = shapes->table.stride;
	for (size_t i = mark.first; i < list->count; i++)
		bytes += sizeof(struct polyline) + list->items[i].count * sizeof(struct page_point);
	if (scene_kept_views_bytes(shapes->owner) + bytes > shapes->owner->bytes_limit)
		return;
	bool is_new;
	struct polylines *lines = hash_table_add(&shapes->table, shape_key(feature, kind, input->detail), &is_new);
	if (!is_new)
		return;
	for (size_t i = mark.first; i < list->count; i++)
		polylines_add_copy(&shapes->arena, lines, list->items[i]);
	shapes->bytes += bytes;
}
