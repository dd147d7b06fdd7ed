/* Drawing kept labels: groups, order of leader and text, letterspaced glyphs. No fonts needed: runs are made here. */
#include "labels/labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

struct drawing {
	struct arena arena;
	struct glyph glyphs[3];
	uint32_t clusters[3];
	struct glyph_span span;
	struct label_piece piece;
	struct label_form form;
	struct label_request request;
	struct label_place place;
	struct placement placement;
	struct page page;
};

static void drawing_init(struct drawing *drawing)
{
	*drawing = (struct drawing){0};
	arena_init(&drawing->arena);
	page_init(&drawing->page, &drawing->arena, 100, 100);
	for (uint32_t i = 0; i < 3; i++) {
		drawing->glyphs[i] = (struct glyph){i + 1, 5.0 * i, 0};
		drawing->clusters[i] = i;
	}
	drawing->span = (struct glyph_span){.count = 3, .text_end = 3, .clusters = drawing->clusters};
	drawing->piece =
	        (struct label_piece){.offset = {0, 8}, .fill = {0, 0, 0, 1}, .halo = {1, 1, 1, 1}, .halo_width = 1};
	drawing->piece.run = (struct text_run){.text = "Tai",
	                                       .size = 10,
	                                       .spacing = 0.1,
	                                       .width = 15,
	                                       .ascent = 7,
	                                       .descent = 2,
	                                       .glyphs = drawing->glyphs,
	                                       .glyph_count = 3,
	                                       .spans = &drawing->span,
	                                       .span_count = 1};
	drawing->form = (struct label_form){&drawing->piece, 1, 15, 10, 0};
	drawing->request = (struct label_request){.id = "label-tai",
	                                    .class_name = "water",
	                                    .title = "Lake Tai",
	                                    .owner = "tai",
	                                    .forms = &drawing->form,
	                                    .form_count = 1};
	drawing->place = (struct label_place){.form = &drawing->form, .origin = {20, 30}};
	drawing->placement = (struct placement){
	        .request = &drawing->request, .kept = true, .places = &drawing->place, .place_count = 1, .reason = ""};
}

static struct group *draw(struct drawing *drawing)
{
	labels_draw(&drawing->arena, NULL, &drawing->placement, 1, false, (struct colour){0, 0, 0, 1},
	            drawing->page.root);
	return drawing->page.root->mark_count ? drawing->page.root->marks[0].group : NULL;
}

static void group_names_the_feature(void **unused)
{
	(void)unused;
	struct drawing drawing;
	drawing_init(&drawing);
	struct group *group = draw(&drawing);
	assert_string_equal(group->id, "label-tai");
	assert_string_equal(group->class_name, "label water");
	assert_string_equal(group->title, "Lake Tai");
	assert_int_equal(group->attribute_count, 1);
	assert_string_equal(group->attributes[0].name, "for");
	assert_int_equal(group->mark_count, 1);
	assert_true(group->marks[0].text->origin.x == 20 && group->marks[0].text->origin.y == 38);
	assert_true(group->marks[0].text->halo_width == 1);
	arena_clear(&drawing.arena);
}

static void leader_lies_below_its_text(void **unused)
{
	(void)unused;
	struct drawing drawing;
	drawing_init(&drawing);
	drawing.place.has_leader = true;
	drawing.place.leader_from = (struct page_point){5, 5};
	drawing.place.leader_to = (struct page_point){19, 31};
	struct group *group = draw(&drawing);
	assert_int_equal(group->mark_count, 2);
	assert_int_equal(group->marks[0].type, MARK_PATH);
	assert_true(group->marks[0].path->stroke.width == 0.5);
	assert_int_equal(group->marks[1].type, MARK_TEXT);
	arena_clear(&drawing.arena);
}

/* Where the ground is known, the line is dark or light by it, with a wider one of the ground's colour below. */
static void leader_reads_on_its_ground(void **unused)
{
	(void)unused;
	for (int is_dark = 0; is_dark < 2; is_dark++) {
		struct drawing drawing;
		drawing_init(&drawing);
		drawing.place.has_leader = true;
		drawing.place.leader_to = (struct page_point){19, 31};
		drawing.place.contrast = 4.5;
		drawing.place.backdrop = is_dark ? (struct colour){0.1, 0.2, 0.3, 1} : (struct colour){0.9, 0.9, 1, 1};
		struct group *group = draw(&drawing);
		assert_int_equal(group->mark_count, 3);
		const struct stroke *casing = &group->marks[0].path->stroke, *line = &group->marks[1].path->stroke;
		assert_true(colour_equal(casing->colour, drawing.place.backdrop) && casing->width > line->width);
		assert_true(colour_contrast(line->colour, casing->colour) >= 3);
		assert_int_equal(colour_luminance(line->colour) > colour_luminance(casing->colour), is_dark);
		arena_clear(&drawing.arena);
	}
}

static void spacing_moves_glyphs_and_is_told_in_em(void **unused)
{
	(void)unused;
	struct drawing drawing;
	drawing_init(&drawing);
	drawing.place.spacing = 4;
	struct text_run *run = &draw(&drawing)->marks[0].text->run;
	assert_true(run->glyphs[0].x == 0 && run->glyphs[1].x == 9 && run->glyphs[2].x == 18);
	assert_true(run->width == 23);
	assert_float_equal(run->spacing, 0.5, 1e-12);
	/* The request's own run stays as it was. */
	assert_true(drawing.glyphs[2].x == 10);
	arena_clear(&drawing.arena);
}

/* Letters stand on the arc that the block's middle line has become, each turned as the arc is there. */
static void a_bent_name_is_drawn_letter_by_letter(void **unused)
{
	(void)unused;
	for (int from_right = 0; from_right < 2; from_right++) {
		struct drawing drawing;
		drawing_init(&drawing);
		drawing.place.bend = 0.05; /* round 20 points below the middle line's middle, which is at 27.5, 35 */
		drawing.span.right_to_left = from_right;
		for (uint32_t i = 0; i < 3; i++)
			drawing.clusters[i] = from_right ? 2 - i : i;
		struct group *group = draw(&drawing);
		assert_int_equal(group->mark_count, 3);
		for (int i = 0; i < 3; i++) {
			const struct text_mark *mark = group->marks[i].text;
			double half = i == 2 ? 2.5 : 2; /* without the style's spacing of 1 */
			double angle = (5 * i + half - 7.5) * 0.05, radius = 20 - 3; /* the baseline is 3 points nearer */
			double x = mark->origin.x + half * cos(mark->angle), y = mark->origin.y + half * sin(mark->angle);
			assert_float_equal(mark->angle, angle, 1e-12);
			assert_float_equal(x, 27.5 + radius * sin(angle), 1e-9);
			assert_float_equal(y, 55 - radius * cos(angle), 1e-9);
			assert_int_equal(mark->run.glyph_count, 1);
			assert_int_equal(mark->run.glyphs[0].id, i + 1);
			assert_true(mark->run.text[0] == "Tai"[from_right ? 2 - i : i] && !mark->run.text[1]);
		}
		arena_clear(&drawing.arena);
	}
}

/* As far as the block has room: the foot of a row is 15 points from the middle of the bend, the block's middle 20. */
static void letters_on_the_inner_side_of_a_bend_are_set_apart(void **unused)
{
	(void)unused;
	for (int has_room = 0; has_room < 2; has_room++) {
		struct drawing drawing;
		drawing_init(&drawing);
		drawing.place.bend = 0.05;
		drawing.piece.run.ink = (struct box){0, -7, 15, 2};
		drawing.piece.offset.x = has_room ? 15 : 0;
		drawing.form.width = has_room ? 45 : 15;
		struct group *group = draw(&drawing);
		assert_int_equal(group->mark_count, 3);
		double turn = group->marks[2].text->angle - group->marks[0].text->angle;
		assert_float_equal(turn, 10.5 * 0.05 * (has_room ? 20.0 / 15 : 1), 1e-3);
		arena_clear(&drawing.arena);
	}
}

static void dropped_labels_leave_no_trace(void **unused)
{
	(void)unused;
	struct drawing drawing;
	drawing_init(&drawing);
	drawing.placement.kept = false;
	assert_null(draw(&drawing));
	arena_clear(&drawing.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(group_names_the_feature),
	        cmocka_unit_test(leader_lies_below_its_text),
	        cmocka_unit_test(leader_reads_on_its_ground),
	        cmocka_unit_test(spacing_moves_glyphs_and_is_told_in_em),
	        cmocka_unit_test(a_bent_name_is_drawn_letter_by_letter),
	        cmocka_unit_test(letters_on_the_inner_side_of_a_bend_are_set_apart),
	        cmocka_unit_test(dropped_labels_leave_no_trace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
