/* Link: addresses by their scheme. In: text from map files and data. What is not known to be harmless is refused, so
 * that blanks and control characters before or in a scheme, which browsers skip, let nothing through. */
#include "base/link.h"

#include <string.h>
#include <strings.h>

const char base_link_hint[] = "links begin with https:, http: or mailto:, or are relative";

bool base_link_is_plain(const char *url)
{
	static const char *const schemes[] = {"http", "https", "mailto"};
	size_t scheme = strcspn(url, ":/?#");
	if (url[scheme] != ':')
		return true; /* relative */
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strlen(schemes[i]) == scheme && !strncasecmp(url, schemes[i], scheme))
			return true;
	return false;
}
