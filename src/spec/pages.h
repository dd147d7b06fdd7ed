/* Reading `page:` and `width:`. Private to spec/. */
#pragma once

#include "spec/map_spec.h"
#include "spec/node.h"
#include "spec/theme.h"

/* `page` and `width` may be NULL; A4 then. On errors `out` is A4 as well, so that reading goes on. */
void page_spec_read(struct reader *reader, const struct node *page, const struct node *width, struct page_spec *out);

/* `type_scale:`, which may be NULL: the page's own then. A text of the theme that it sets below 5 points is an error.
 */
void page_spec_read_type_scale(struct reader *reader, const struct node *node, const struct theme *theme,
                               struct page_spec *out);
