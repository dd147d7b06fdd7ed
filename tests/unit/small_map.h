/* Small maps for tests of what a run says: a map file and a CSV of names, written beside each other and rendered. */
#ifndef CORRIDOR_TESTS_SMALL_MAP_H
#define CORRIDOR_TESTS_SMALL_MAP_H

#include "rendered_map.h"

#define SMALL_MAP SMALL_FOLDER "/map.yaml" /* each test has a folder of its own, since tests run side by side */

/* The job that notes name; NULL: none. */
static const char *small_map_job;

static inline void assert_said(const struct rendered_map *small, const char *const *parts)
{
	for (; *parts; parts++)
		if (!strstr(small->said.bytes, *parts))
			fail_msg("not said: %s\nbut: %s", *parts, small->said.bytes);
}

/* `layers`: lines under `layers:` over the data entries `names` (places.csv) and `member`; `title`: as written. To be
 * cleared. */
static inline void small_map_render(struct rendered_map *small, const char *title, const char *data, const char *layers,
                                    const char *csv)
{
	char text[4000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: small\ntitle: %s\nlanguages: [en, zh]\npage: 160x100mm\nlayout: side\n"
	         "padding: 0\nextent: [110, 20, 125, 29]\n"
	         "data:\n  member: {file: member.csv, key: id}\n  names: {file: places.csv%s}\nlayers:\n%s"
	         "members: {points: member, list: {a: {key: a}}}\nversions:\n  \"1\": {members: [a]}\n",
	         title, data, layers);
	write_file(SMALL_FOLDER "/member.csv", "id,lon,lat\na,124,28.5\n");
	write_file(SMALL_FOLDER "/places.csv", csv);
	render_map_text(small, SMALL_MAP, text, NULL, &(struct render_options){.job = small_map_job}, false);
}

#endif
