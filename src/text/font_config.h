/* Fontconfig's configurations: where fonts lie, and the rules of this system on which to prefer. */
#pragma once

#include <fontconfig/fontconfig.h>

/* The fonts in the places that every system has, without rules, which say what to take for a family that is not there:
 * nothing to maps that find theirs. NULL: the user has said where fonts lie, or fontconfig does not start. */
FcConfig *font_config_plain(void);

/* As the system and the user have it. NULL: fontconfig does not start. */
FcConfig *font_config_full(void);
