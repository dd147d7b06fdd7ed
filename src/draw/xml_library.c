/* libxml2, opened by its name; see xml_library.h. */
#include "draw/xml_library.h"

#include <pthread.h>

static struct xml_functions xml_table;
static pthread_once_t xml_opened = PTHREAD_ONCE_INIT;

static void open_xml(void)
{
#define XML_ENTRY(name) LIBRARY_ENTRY(xml_functions, name)
	static const struct library_entry entries[] = {XML_FUNCTIONS(XML_ENTRY)};
#undef XML_ENTRY
	library_open("libxml2.so.2", "libxml2", entries, sizeof entries / sizeof *entries, &xml_table);
}

const struct xml_functions *xml(void)
{
	pthread_once(&xml_opened, open_xml);
	return &xml_table;
}
