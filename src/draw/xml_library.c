/* libxml2, by the name that Debian 12 gives it; see xml_library.h. */
#include "draw/xml_library.h"

LIBRARY_DEFINE(xml, XML_FUNCTIONS, "libxml2.so.2", "libxml2");
