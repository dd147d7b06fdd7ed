# corridor: `make setup maps` draws all versions into output/, `make setup test` passes all tests.
CC       ?= gcc
PREFIX   ?= /usr/local
BUILD    ?= build
PACKAGES  = cairo cairo-ft cairo-pdf cairo-svg pangoft2 freetype2 fontconfig geos yaml-0.1 libxml-2.0 libpng proj zlib
DEBIAN    = pkg-config libcairo2-dev libpango1.0-dev libshp-dev libproj-dev libgeos-dev libyaml-dev libxml2-dev \
            libpng-dev zlib1g-dev fonts-inter fonts-noto-core fonts-noto-cjk
DEBIAN_TEST = strace libcmocka-dev proj-bin librsvg2-bin poppler-utils libxml2-utils

SANITIZE ?=
CFLAGS   ?= -O2 -g
WARNINGS  = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
FOREIGN   = $(filter-out geos,$(PACKAGES))
ALL_CFLAGS = -std=gnu11 $(CFLAGS) $(WARNINGS) $(SANITIZE) -Isrc $$(pkg-config --cflags $(FOREIGN))
LIBS      = $$(pkg-config --libs $(FOREIGN)) -lgeos_c -lshp -lm

SOURCES   = $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJECTS   = $(SOURCES:src/%.c=$(BUILD)/%.o)
TESTS     = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
PROGRAM   = $(BUILD)/corridor

.PHONY: all setup maps test check-asan check-floors geodata clean help format lint install
all: $(PROGRAM)

help:
	@echo "make setup        install what Debian lacks (apt-get, through sudo when not root)"
	@echo "make              build build/corridor"
	@echo "make maps         draw versions 1.0, 2.0 and 3.0 into output/"
	@echo "make test         build and run all tests; make check-asan: the same with sanitizers"
	@echo "make check-floors check that no room includes one above or beside it"
	@echo "make geodata      remake geodata/ from its source packages (needs Node.js)"
	@echo "make install      PREFIX= DESTDIR="

setup:
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); missing=; \
	for p in $(DEBIAN) $(DEBIAN_TEST); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then $$SUDO apt-get update && \
	DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y --no-install-recommends $$missing; fi

$(BUILD)/%.o: src/%.c
	@pkg-config --exists $(FOREIGN) || { echo "libraries are missing: run 'make setup' (apt-get install $(DEBIAN))"; exit 1; }
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/libcorridor.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $(OBJECTS)

$(PROGRAM): $(BUILD)/main.o $(BUILD)/libcorridor.a
	$(CC) $(SANITIZE) $^ -o $@ $(LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libcorridor.a $(wildcard tests/unit/*.h)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit -Itests $< -o $@ $(BUILD)/libcorridor.a -lcmocka $(LIBS)

check-floors:
	@sh tests/check-floors.sh

maps: output/.drawn
output/.drawn: $(PROGRAM) $(wildcard seeds/*.yaml seeds/*/*.yaml geodata/*.* geodata/*/*.*)
	$(PROGRAM) render seeds/g60.yaml --all -f png,svg,pdf -o output
	@touch $@

$(BUILD)/picture_diff: tests/tools/picture_diff.c $(BUILD)/libcorridor.a
	$(CC) $(ALL_CFLAGS) $< -o $@ $(BUILD)/libcorridor.a $(LIBS)

# Whole maps as one more test program, so that the runner counts it like the others.
$(BUILD)/tests/maps: tests/maps/maps.sh $(PROGRAM) $(BUILD)/picture_diff
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec sh tests/maps/maps.sh %s %s %s\n' $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/maps >$@
	@chmod +x $@

test: $(TESTS) $(BUILD)/tests/maps check-floors
	@sh tests/run-tests.sh $(TESTS) $(BUILD)/tests/maps

check-asan:
	$(MAKE) test BUILD=build/asan CFLAGS="-O1 -g" SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined"

geodata:
	sh geodata/tools/build.sh

install: $(PROGRAM)
	install -D $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/corridor
	mkdir -p $(DESTDIR)$(PREFIX)/share/corridor
	install -Dm644 docs/corridor.1 $(DESTDIR)$(PREFIX)/share/man/man1/corridor.1
	cp -r seeds geodata $(DESTDIR)$(PREFIX)/share/corridor/

lint:
	clang-tidy --quiet $(SOURCES) -- -std=gnu11 -Isrc $$(pkg-config --cflags $(FOREIGN))

format:
	clang-format -i src/*/*.[ch] src/*.[ch]

clean:
	rm -rf build output/*.png output/*.svg output/*.pdf output/.drawn

-include $(OBJECTS:.o=.d)
