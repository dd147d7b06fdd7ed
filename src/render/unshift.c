/* Datums of Chinese maps: taking their shift out of data. In: a data entry and what was read of it. Out: WGS 84. */
#include "projection/view.h"
#include "render/check_data.h"

void map_unshift(const struct data_spec *data, struct dataset *dataset, struct diag *diag)
{
	const char *name = data->datum == DATUM_BD09 ? "bd09" : "gcj02";
	size_t count = dataset->point_count;
	size_t outside = (data->datum == DATUM_BD09 ? projection_bd09_to_wgs84
	                                            : projection_gcj02_to_wgs84)(dataset->points, count);
	if (outside && outside == count)
		diag_warning(diag, UNUSED_ENTRY, data->place, "leave datum: out",
		             "%s: datum: %s has no effect: no point lies in mainland China, where it shifts maps",
		             data->shown, name);
	else if (outside)
		diag_note(diag, LEFT_OUT, data->place, NULL,
		          "%s: %zu of %zu points lie outside mainland China, where %s shifts nothing: they stay "
		          "where they are",
		          data->shown, outside, count, name);
}
