/* ICU's plural rules, opened when a map first counts something in words. Called as plural()->uplrules_close(...). */
#ifndef CORRIDOR_SPEC_PLURAL_LIBRARY_H
#define CORRIDOR_SPEC_PLURAL_LIBRARY_H

#include "base/library.h"

#include <unicode/upluralrules.h>

/* One name here for each function that is called. */
#define PLURAL_FUNCTIONS(FUNCTION) \
	FUNCTION(uplrules_close) \
	FUNCTION(uplrules_open) \
	FUNCTION(uplrules_select)

LIBRARY_DECLARE(plural, PLURAL_FUNCTIONS);

#endif
