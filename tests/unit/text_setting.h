/* Texts set in the fonts that are installed, not in those of the tests. */
#pragma once

#include "text/font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct setting {
	struct arena arena;
	struct diag diag;
	struct text_context *text;
};

static inline int open_setting(void **state)
{
	static const char *const families[] = {"Inter", "Noto Sans CJK SC"}, *const arabic[] = {"Noto Naskh Arabic"},
	                         *const thai[] = {"Noto Sans Thai"}, *const hindi[] = {"Noto Sans Devanagari"},
	                         *const farsi[] = {"Noto Kufi Arabic"};
	struct setting *setting = calloc(1, sizeof *setting);
	*state = setting;
	arena_init(&setting->arena);
	diag_init(&setting->diag);
	setting->text = text_open(families, 2, &setting->diag);
	if (!setting->text)
		return -1;
	text_add_fonts(setting->text, "ar", arabic, 1, &setting->diag);
	text_add_fonts(setting->text, "th", thai, 1, &setting->diag);
	text_add_fonts(setting->text, "hi", hindi, 1, &setting->diag);
	text_add_fonts(setting->text, "fa", farsi, 1, &setting->diag);
	return 0;
}

static inline int close_setting(void **state)
{
	struct setting *setting = *state;
	text_close(setting->text);
	diag_clear(&setting->diag);
	arena_clear(&setting->arena);
	free(setting);
	return 0;
}

static inline struct text_run shape(struct setting *setting, const char *text, const char *language, struct text_style style)
{
	struct text_run run;
	assert_true(text_shape(setting->text, &setting->arena, text, language, &style, no_place, &setting->diag, &run));
	assert_int_equal(setting->diag.count, 0);
	for (size_t i = 0; i < run.glyph_count; i++)
		assert_int_not_equal(run.glyphs[i].id, 0);
	return run;
}

static const struct text_style plain = {.size = 10, .weight = 400},
                               spaced = {.size = 10, .weight = 400, .spacing = 0.5},
                               italic = {.size = 10, .weight = 400, .italic = true};

static inline size_t wrap(struct setting *setting, const char *text, const char *language, double width,
                   struct text_run **lines)
{
	return text_wrap(setting->text, &setting->arena, text, language, &plain, width, no_place, &setting->diag,
	                 lines);
}
