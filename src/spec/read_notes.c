/* `notes:` of a map file: texts on the map, each by its id, that say what the sheet has to say.
 * In: id -> {text, at, to, …}. Out: notes, lengths in points. Whether the map holds the places, the view tells. */
#include "spec/map_reader.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define NOTES_MAX   20
#define WIDTH_LEAST (10 * POINTS_PER_MM)
#define WIDTH_MOST  (300 * POINTS_PER_MM)

#define FIELD(name) offsetof(struct note_spec, name)
static const struct option options[] = {
        {"text", OPTION_LOCALIZED, FIELD(text), option_required, "what it says"},
        {"at", OPTION_SECTION, 0, NULL,
         "a corner of the map, a member beside which it stands, or [longitude, latitude]",
         .choices = "corner|text|point"},
        {"offset", OPTION_SECTION, 0, NULL, "from that corner: [4mm, 4mm], 8pt", .choices = "offset"},
        {"to", OPTION_SECTION, 0, NULL, "what it points to: a member, or [longitude, latitude]",
         .choices = "text|point"},
        {"leader", OPTION_CHOICE, FIELD(leader), "line", "from the text to that", .choices = "none|line|arrow"},
        {"width", OPTION_LENGTH, FIELD(width), "45mm", "of its lines at most", WIDTH_LEAST, WIDTH_MOST},
        {"style", OPTION_STYLE, FIELD(style), "fact_text", "its text in the leading language"},
        {"ground", OPTION_CHOICE, FIELD(ground), "halo", "below it: a halo where it is needed, or a plate",
         .choices = "halo|plate"},
        {"show", OPTION_BOOL, FIELD(shown), "yes", "whether it is drawn"},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
        {"source", OPTION_REFERENCE, FIELD(source), NULL, "where it is taken from", .choices = "sources"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which it is your own translation", 1, 8},
};
#undef FIELD
const struct kind note_spec_options = {"note", "an entry of notes:", OPTION_ROWS(options), 0};

static void read_member(struct map_reader *map, const struct node *node, const char *key, struct note_place *out)
{
	const struct map_spec *spec = map->out;
	const char **names = ARENA_ARRAY(map->in.arena, spec->member_count + MAP_CORNERS, const char *);
	size_t count = 0;
	for (size_t i = 0; i < spec->member_count; i++) {
		names[count++] = spec->members[i].id;
		if (!strcmp(spec->members[i].id, node->text))
			*out = (struct note_place){.kind = NOTE_MEMBER, .member = i};
	}
	for (size_t i = 0; i < MAP_CORNERS && !strcmp(key, "at"); i++)
		names[count++] = map_corners[i];
	if (out->kind == NOTE_NOWHERE)
		node_unknown(&map->in, node->place, "place", node->text, names, count);
}

/* A member, or a longitude and a latitude. */
static void read_place(struct map_reader *map, const struct node *node, const char *key, struct note_place *out)
{
	static const struct option pair = {.key = "place", .type = OPTION_NUMBERS, .minimum = -360, .maximum = 360};
	struct numbers numbers;
	if (node->type == NODE_TEXT && !node_is_nothing(node)) {
		read_member(map, node, key, out);
		return;
	}
	if (!options_read_value(&map->in, &pair, node, &numbers))
		return;
	if (numbers.count != 2 || fabs(numbers.values[1]) > 90)
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, "for example [119.4, 32.2]",
		           "%s: expected a longitude and a latitude", key);
	else
		*out = (struct note_place){.kind = NOTE_POINT, .point = {numbers.values[0], numbers.values[1]}};
}

static void read_places(struct map_reader *map, const struct node_entry *entry, struct note_spec *note)
{
	const struct node *at = node_get(entry->value, "at"), *to = node_get(entry->value, "to");
	const struct node *offset = node_get(entry->value, "offset");
	if (!at)
		diag_error(map->in.diag, MISSING_KEY, entry->key_place,
		           "write at: top-left, at: MEMBER or at: [longitude, latitude]",
		           "the note '%s' is told no place", note->id);
	else if (at->type == NODE_TEXT && map_names_corner(at->text))
		map_read_anchor(map, entry->value, false, &note->anchor);
	else
		read_place(map, at, "at", &note->at);
	if (at && offset && !note->anchor.given)
		diag_error(map->in.diag, CONTRADICTION, offset->place, "it is measured from a corner of the map",
		           "the note '%s' has an offset, but stands at no corner", note->id);
	if (to)
		read_place(map, to, "to", &note->to);
	else if (note->at.kind == NOTE_MEMBER)
		note->to = note->at;
}

static void read_note(struct map_reader *map, struct node_entry entry)
{
	struct note_spec *note = &map->out->notes[map->out->note_count++];
	const struct option shown = {.key = entry.key, .type = OPTION_BOOL};
	node_is_id(&map->in, entry.key, entry.key_place, "note");
	*note = (struct note_spec){.shown = true};
	if (entry.value->type == NODE_TEXT && !node_is_nothing(entry.value)) { /* off */
		if (!options_read_value(&map->in, &shown, entry.value, &note->shown) || !note->shown)
			return;
	}
	if (!node_expect(&map->in, entry.value, NODE_MAP, entry.key))
		return;
	options_read(&map->in, &note_spec_options, &entry, true, note);
	note->id = entry.key;
	note->place = entry.key_place;
	options_check_theme(&map->in, &note_spec_options, &entry, map->out->theme, note);
	map_check_translated(map, entry.value, &note->translated, &note->text, NULL);
	read_places(map, &entry, note);
}

void map_read_notes(struct map_reader *map)
{
	const struct node *node = map_section(map, "notes", NODE_MAP, NOTES_MAX);
	map->out->notes = ARENA_ARRAY(map->in.arena, node ? node->count + 1 : 1, struct note_spec);
	for (size_t i = 0; node && i < node->count; i++)
		read_note(map, node->entries[i]);
}
