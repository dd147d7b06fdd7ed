/* libxml2, opened when an SVG is first written: it brings ICU and its tables. Called as xml()->xmlBufferContent(...). */
#ifndef CORRIDOR_DRAW_XML_LIBRARY_H
#define CORRIDOR_DRAW_XML_LIBRARY_H

#include "base/library.h"

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

/* One name here for each function that is called. */
#define XML_FUNCTIONS(FUNCTION) \
	FUNCTION(xmlBufferContent) \
	FUNCTION(xmlBufferCreate) \
	FUNCTION(xmlBufferFree) \
	FUNCTION(xmlBufferSetAllocationScheme) \
	FUNCTION(xmlFreeTextWriter) \
	FUNCTION(xmlInitParser) \
	FUNCTION(xmlNewTextWriterMemory) \
	FUNCTION(xmlTextWriterEndDocument) \
	FUNCTION(xmlTextWriterEndElement) \
	FUNCTION(xmlTextWriterSetIndent) \
	FUNCTION(xmlTextWriterSetIndentString) \
	FUNCTION(xmlTextWriterStartDocument) \
	FUNCTION(xmlTextWriterStartElement) \
	FUNCTION(xmlTextWriterWriteAttribute) \
	FUNCTION(xmlTextWriterWriteString)

LIBRARY_DECLARE(xml, XML_FUNCTIONS);

#endif
