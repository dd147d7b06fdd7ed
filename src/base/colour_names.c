/* Colours by name, and as CSS writes them in numbers.
 * In: text of any case. Out: sRGB with opacity. Source: CSS Color Module Level 4 (W3C, 2022), sections 6.1 and 5.1. */
#include "base/colour_names.h"

#include "base/buffer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* clang-format off */
const struct colour_name colour_names[] = {
        {"aliceblue", 0xF0F8FF}, {"antiquewhite", 0xFAEBD7}, {"aqua", 0x00FFFF}, {"aquamarine", 0x7FFFD4},
        {"azure", 0xF0FFFF}, {"beige", 0xF5F5DC}, {"bisque", 0xFFE4C4}, {"black", 0x000000},
        {"blanchedalmond", 0xFFEBCD}, {"blue", 0x0000FF}, {"blueviolet", 0x8A2BE2}, {"brown", 0xA52A2A},
        {"burlywood", 0xDEB887}, {"cadetblue", 0x5F9EA0}, {"chartreuse", 0x7FFF00}, {"chocolate", 0xD2691E},
        {"coral", 0xFF7F50}, {"cornflowerblue", 0x6495ED}, {"cornsilk", 0xFFF8DC}, {"crimson", 0xDC143C},
        {"cyan", 0x00FFFF}, {"darkblue", 0x00008B}, {"darkcyan", 0x008B8B}, {"darkgoldenrod", 0xB8860B},
        {"darkgray", 0xA9A9A9}, {"darkgreen", 0x006400}, {"darkgrey", 0xA9A9A9}, {"darkkhaki", 0xBDB76B},
        {"darkmagenta", 0x8B008B}, {"darkolivegreen", 0x556B2F}, {"darkorange", 0xFF8C00}, {"darkorchid", 0x9932CC},
        {"darkred", 0x8B0000}, {"darksalmon", 0xE9967A}, {"darkseagreen", 0x8FBC8F}, {"darkslateblue", 0x483D8B},
        {"darkslategray", 0x2F4F4F}, {"darkslategrey", 0x2F4F4F}, {"darkturquoise", 0x00CED1},
        {"darkviolet", 0x9400D3}, {"deeppink", 0xFF1493}, {"deepskyblue", 0x00BFFF}, {"dimgray", 0x696969},
        {"dimgrey", 0x696969}, {"dodgerblue", 0x1E90FF}, {"firebrick", 0xB22222}, {"floralwhite", 0xFFFAF0},
        {"forestgreen", 0x228B22}, {"fuchsia", 0xFF00FF}, {"gainsboro", 0xDCDCDC}, {"ghostwhite", 0xF8F8FF},
        {"gold", 0xFFD700}, {"goldenrod", 0xDAA520}, {"gray", 0x808080}, {"green", 0x008000},
        {"greenyellow", 0xADFF2F}, {"grey", 0x808080}, {"honeydew", 0xF0FFF0}, {"hotpink", 0xFF69B4},
        {"indianred", 0xCD5C5C}, {"indigo", 0x4B0082}, {"ivory", 0xFFFFF0}, {"khaki", 0xF0E68C},
        {"lavender", 0xE6E6FA}, {"lavenderblush", 0xFFF0F5}, {"lawngreen", 0x7CFC00}, {"lemonchiffon", 0xFFFACD},
        {"lightblue", 0xADD8E6}, {"lightcoral", 0xF08080}, {"lightcyan", 0xE0FFFF},
        {"lightgoldenrodyellow", 0xFAFAD2}, {"lightgray", 0xD3D3D3}, {"lightgreen", 0x90EE90},
        {"lightgrey", 0xD3D3D3}, {"lightpink", 0xFFB6C1}, {"lightsalmon", 0xFFA07A}, {"lightseagreen", 0x20B2AA},
        {"lightskyblue", 0x87CEFA}, {"lightslategray", 0x778899}, {"lightslategrey", 0x778899},
        {"lightsteelblue", 0xB0C4DE}, {"lightyellow", 0xFFFFE0}, {"lime", 0x00FF00}, {"limegreen", 0x32CD32},
        {"linen", 0xFAF0E6}, {"magenta", 0xFF00FF}, {"maroon", 0x800000}, {"mediumaquamarine", 0x66CDAA},
        {"mediumblue", 0x0000CD}, {"mediumorchid", 0xBA55D3}, {"mediumpurple", 0x9370DB},
        {"mediumseagreen", 0x3CB371}, {"mediumslateblue", 0x7B68EE}, {"mediumspringgreen", 0x00FA9A},
        {"mediumturquoise", 0x48D1CC}, {"mediumvioletred", 0xC71585}, {"midnightblue", 0x191970},
        {"mintcream", 0xF5FFFA}, {"mistyrose", 0xFFE4E1}, {"moccasin", 0xFFE4B5}, {"navajowhite", 0xFFDEAD},
        {"navy", 0x000080}, {"oldlace", 0xFDF5E6}, {"olive", 0x808000}, {"olivedrab", 0x6B8E23}, {"orange", 0xFFA500},
        {"orangered", 0xFF4500}, {"orchid", 0xDA70D6}, {"palegoldenrod", 0xEEE8AA}, {"palegreen", 0x98FB98},
        {"paleturquoise", 0xAFEEEE}, {"palevioletred", 0xDB7093}, {"papayawhip", 0xFFEFD5}, {"peachpuff", 0xFFDAB9},
        {"peru", 0xCD853F}, {"pink", 0xFFC0CB}, {"plum", 0xDDA0DD}, {"powderblue", 0xB0E0E6}, {"purple", 0x800080},
        {"rebeccapurple", 0x663399}, {"red", 0xFF0000}, {"rosybrown", 0xBC8F8F}, {"royalblue", 0x4169E1},
        {"saddlebrown", 0x8B4513}, {"salmon", 0xFA8072}, {"sandybrown", 0xF4A460}, {"seagreen", 0x2E8B57},
        {"seashell", 0xFFF5EE}, {"sienna", 0xA0522D}, {"silver", 0xC0C0C0}, {"skyblue", 0x87CEEB},
        {"slateblue", 0x6A5ACD}, {"slategray", 0x708090}, {"slategrey", 0x708090}, {"snow", 0xFFFAFA},
        {"springgreen", 0x00FF7F}, {"steelblue", 0x4682B4}, {"tan", 0xD2B48C}, {"teal", 0x008080},
        {"thistle", 0xD8BFD8}, {"tomato", 0xFF6347}, {"turquoise", 0x40E0D0}, {"violet", 0xEE82EE},
        {"wheat", 0xF5DEB3}, {"white", 0xFFFFFF}, {"whitesmoke", 0xF5F5F5}, {"yellow", 0xFFFF00},
        {"yellowgreen", 0x9ACD32},
};
/* clang-format on */
const size_t colour_name_count = sizeof colour_names / sizeof *colour_names;

static int compare_names(const void *text, const void *row)
{
	return strcasecmp(text, ((const struct colour_name *)row)->name);
}

bool colour_named(const char *text, struct colour *out)
{
	const struct colour_name *found =
	        bsearch(text, colour_names, colour_name_count, sizeof *colour_names, compare_names);
	if (found)
		*out = (struct colour){(found->rgb >> 16) / 255.0, (found->rgb >> 8 & 255) / 255.0,
		                       (found->rgb & 255) / 255.0, 1};
	return found;
}

/* A number, or a share in percent of `whole`, as 0 to 1. */
static bool read_channel(const char *text, size_t length, double whole, double *out)
{
	char number[32];
	bool percent = length && text[length - 1] == '%';
	if (length >= sizeof number)
		return false;
	snprintf(number, sizeof number, "%.*s", (int)(length - percent), text);
	if (!base_number_parse(number, out))
		return false;
	*out /= percent ? 100 : whole;
	return *out >= 0 && *out <= 1;
}

/* An angle as a share of the circle, 0 to 1: 210, 210deg, 3.67rad, 0.58turn, 233grad. */
static bool read_hue(const char *text, size_t length, double *out)
{
	static const struct {
		const char *unit;
		double circle;
	} units[] = {{"grad", 400}, {"turn", 1}, {"rad", 6.283185307179586}, {"deg", 360}, {"", 360}};
	char number[32];
	size_t i = 0, unit = strlen(units[i].unit);
	while (length < unit || strncasecmp(text + length - unit, units[i].unit, unit) != 0)
		unit = strlen(units[++i].unit);
	if (length - unit >= sizeof number)
		return false;
	snprintf(number, sizeof number, "%.*s", (int)(length - unit), text);
	if (!base_number_parse(number, out) || !isfinite(*out))
		return false;
	*out /= units[i].circle;
	*out -= floor(*out);
	return true;
}

/* CSS Color Module Level 4, section 7.1: hue, saturation and lightness, each 0 to 1. */
static struct colour from_hsl(const double hsl[4])
{
	double channels[3], reach = hsl[1] * fmin(hsl[2], 1 - hsl[2]);
	for (int i = 0; i < 3; i++) {
		double at = fmod((i == 0 ? 0 : i == 1 ? 8 : 4) + hsl[0] * 12, 12);
		channels[i] = hsl[2] - reach * fmax(-1, fmin(fmin(at - 3, 9 - at), 1));
	}
	return (struct colour){channels[0], channels[1], channels[2], hsl[3]};
}

bool colour_by_function(const char *text, struct colour *out)
{
	static const char between[] = " ,/";
	double channels[4] = {0, 0, 0, 1};
	size_t count = 0;
	bool is_hsl = !strncasecmp(text, "hsl", 3);
	if (!is_hsl && strncasecmp(text, "rgb", 3) != 0)
		return false;
	text += text[3] == 'a' || text[3] == 'A' ? 4 : 3;
	if (*text++ != '(')
		return false;
	for (text += strspn(text, between); *text && *text != ')'; text += strspn(text, between)) {
		size_t length = strcspn(text, " ,/)");
		double whole = count == 3 ? 1 : is_hsl ? 100 : 255;
		if (count == 4 || !(is_hsl && count == 0 ? read_hue(text, length, &channels[0])
		                                         : read_channel(text, length, whole, &channels[count])))
			return false;
		count++;
		text += length;
	}
	*out = is_hsl ? from_hsl(channels) : (struct colour){channels[0], channels[1], channels[2], channels[3]};
	return count >= 3 && strcmp(text, ")") == 0;
}
