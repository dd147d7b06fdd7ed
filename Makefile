# corridor: `make setup maps` draws all versions into output/, `make setup test` passes all tests.
CC       ?= gcc
PREFIX   ?= /usr/local
BUILD    ?= build
LINKED    = cairo cairo-ft cairo-pdf cairo-svg pangoft2 harfbuzz freetype2 fontconfig yaml-0.1 libpng proj libdeflate libxxhash
# Opened by name when they are needed: src/base/library.h. GEOS is such a one too.
OPENED    = libxml-2.0 icu-i18n imagequant
PACKAGES  = $(LINKED) $(OPENED)
DEBIAN    = gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev libshp-dev libproj-dev libgeos-dev libyaml-dev libxml2-dev \
            libicu-dev libpng-dev libdeflate-dev libimagequant-dev libxxhash-dev fonts-inter fonts-noto-core fonts-noto-cjk
DEBIAN_TEST = strace libcmocka-dev proj-bin librsvg2-bin poppler-utils libxml2-utils pngcheck locales \
              parallel python3 python3-yaml valgrind

# The programs that readers open the maps with; only `make check-clients` needs them.
DEBIAN_CLIENTS = chromium chromium-driver nodejs libreoffice-writer libreoffice-draw inkscape texlive-latex-base pandoc \
                 epubcheck scour w3c-sgml-lib

SANITIZE ?=
# -O2 takes 5 % less time on heavy layers than -O1 and builds half as long again; nobody reads errno after sqrt().
CFLAGS   ?= -O2 -fno-math-errno
WARNINGS  = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
# Asked once, and by a make of its own after `setup`, which may just have installed them.
FOREIGN_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
# The loader looks for every symbol along this order; those of PROJ, GEOS and the largest of what they bring, which
# are named for their place only, are most of 26,000.
BROUGHT   := $(shell ldd $$(pkg-config --variable=libdir proj)/libproj.so 2>/dev/null | \
               grep -oE '^[[:space:]]*lib(stdc\+\+|sqlite3)\.so\.[0-9]+' | sort -u)
# Taken into the program where their archives are installed, as Debian's are: cairo alone brings ten libraries of X11,
# and each library costs a start 0.2 to 0.4 ms. Not with sanitizers: tests/leaks.txt names them as libraries.
ARCHIVES  := $(if $(SANITIZE),,$(shell pkg-config --variable=libdir cairo 2>/dev/null))
TAKEN_IN  := $(foreach name,cairo pixman-1 yaml xxhash shp,$(if $(wildcard $(ARCHIVES)/lib$(name).a),$(name)))
SHARED    := $(filter-out $(TAKEN_IN:%=-l%),$(shell pkg-config --libs $(LINKED) 2>/dev/null) -lshp)
LIBS      := -lm -lc -Wl,--push-state,--no-as-needed $(BROUGHT:%=-l:%) -Wl,--pop-state -lproj \
             $(TAKEN_IN:%=-l:lib%.a) $(SHARED) -lz -lm
ALL_CFLAGS = -std=gnu11 $(CFLAGS) $(WARNINGS) $(SANITIZE) -Isrc $(FOREIGN_CFLAGS)
JOBS      = -j$$(nproc)

SOURCES   = $(filter-out src/main.c,$(wildcard src/*/*.c))
# These rooms are compiled as one unit each: starting the compiler takes half as long as compiling a file. The private
# names of such a room must differ; in the others every kind has an `options` of its own.
ONE_UNIT  = base geometry text page data spec projection render command
SINGLE    = $(foreach room,scene labels furniture draw batch,$(wildcard src/$(room)/*.c))
OBJECTS   = $(ONE_UNIT:%=$(BUILD)/%.room.o) $(SINGLE:src/%.c=$(BUILD)/%.o)
TESTS     = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
PROGRAM   = $(BUILD)/corridor

.PHONY: check-kubernetes setup-clients check-clients examples bench bench-growth bench-batch bench-labels bench-labels-growth bench-peers contact-sheet pictures run-tests all setup maps test check-asan check-floors geodata clean help format lint install
all: $(PROGRAM)

help:
	@echo "make setup        install what Debian lacks (apt-get, through sudo when not root)"
	@echo "make              build build/corridor"
	@echo "make maps         draw versions 1.0, 2.0 and 3.0 into output/"
	@echo "make test         build and run all tests; make check-asan: the same with sanitizers"
	@echo "make bench-batch  threads, processes and workers compared"
	@echo "make bench        heavy layers beside MapServer, Mapnik, QGIS and GMT; make bench-peers: the 3.0 map by three"
	@echo "make bench-growth time and memory by vertices and by names"
	@echo "make bench-labels figures of the label placer on real towns; bench-labels-growth: up to 10,000 names"
	@echo "make examples     a web page with the three versions inline: output/examples/embed.html"
	@echo "make setup-clients check-clients  open the maps in Chromium, LibreOffice, Inkscape, LaTeX, EPUB"
	@echo "make check-kubernetes  the batch tests, with the Job of docs/scale/ against Kubernetes' schema (npm)"
	@echo "make check-floors check that no room includes one above or beside it"
	@echo "make contact-sheet  draw themes x pages x languages x versions onto sheets to look at"
	@echo "make geodata      remake geodata/ from its source packages (needs Node.js)"
	@echo "make install      PREFIX= DESTDIR="

setup: INSTALL = $(DEBIAN) $(DEBIAN_TEST)
setup-clients: INSTALL = $(DEBIAN_CLIENTS)
setup setup-clients:
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); missing=; \
	for p in $(INSTALL); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then $$SUDO apt-get update && \
	DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y --no-install-recommends $$missing; fi

# Checked and made once, not by every compilation: a recipe of one plain command needs no shell.
$(BUILD)/ready: Makefile
	@printf '#include <shapefil.h>\n#include <geos_c.h>\n' | $(CC) -E -x c - >/dev/null 2>&1 && [ -n '$(FOREIGN_CFLAGS)' ] || \
	{ echo "libraries are missing: run 'make setup', which installs with apt-get:"; echo "  $(DEBIAN)"; exit 1; }
	@mkdir -p $(sort $(dir $(OBJECTS))) $(BUILD)/tests
	@touch $@

$(BUILD)/%.o: src/%.c | $(BUILD)/ready
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/%.room.c: $(BUILD)/ready src/%
	@printf '#include "%s"\n' $(patsubst src/%,%,$(sort $(wildcard src/$*/*.c))) >$@

$(BUILD)/%.room.o: $(BUILD)/%.room.c
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

.SECONDARY:

$(BUILD)/libcorridor.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $(OBJECTS)

# What the program needs itself is loaded before what its libraries need: so these, in the place of theirs.
OFFLINE   = $(addprefix $(BUILD)/lib/corridor/,libcurl-gnutls.so.4 libtiff.so.6)
$(BUILD)/lib/corridor/libcurl-gnutls.so.4: src/offline/curl.c src/offline/curl.map
$(BUILD)/lib/corridor/libtiff.so.6: src/offline/tiff.c src/offline/tiff.map
$(OFFLINE): | $(BUILD)/ready
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARNINGS) -shared -fPIC $(filter %.c,$^) -o $@ -Wl,-soname,$(@F) -Wl,--version-script=$(filter %.map,$^)

$(PROGRAM): $(BUILD)/main.o $(BUILD)/libcorridor.a $(OFFLINE)
	$(CC) $(SANITIZE) $(BUILD)/main.o $(BUILD)/libcorridor.a -o $@ -Wl,--no-as-needed $(OFFLINE) -Wl,--as-needed \
		'-Wl,-rpath,$$ORIGIN/lib/corridor:$$ORIGIN/../lib/corridor' $(LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libcorridor.a $(wildcard tests/unit/*.h)
	$(CC) $(ALL_CFLAGS) -O1 -Itests/unit -Itests $< -o $@ $(BUILD)/libcorridor.a -lcmocka $(LIBS) -lgeos_c -lxml2

check-floors:
	@sh tests/check-floors.sh

# The versions are drawn beside each other; a picture that is missing or older than what it is made of is drawn again.
VERSIONS  = 1.0 2.0 3.0
DRAWN_FROM = $(PROGRAM) $(wildcard seeds/* seeds/*/*.yaml geodata/*.* geodata/*/*.*)
PICTURES  = $(foreach version,$(VERSIONS),$(addprefix output/g60-$(version),.png .svg .pdf))
maps:
	@$(MAKE) --no-print-directory $(JOBS) pictures
pictures: $(PICTURES)
output/g60-%.png output/g60-%.svg output/g60-%.pdf: $(DRAWN_FROM)
	$(PROGRAM) render seeds/g60.yaml --version $* -f png,svg,pdf -o output

$(BUILD)/picture_diff $(BUILD)/contrast: $(BUILD)/%: tests/tools/%.c $(BUILD)/libcorridor.a
	$(CC) $(ALL_CFLAGS) $< -o $@ $(BUILD)/libcorridor.a $(LIBS)

$(BUILD)/contact_sheet: tests/tools/contact_sheet.c | $(BUILD)/ready
	$(CC) $(ALL_CFLAGS) $< -o $@ $(LIBS)

# All themes, pages, languages and versions to look at, 288 maps: some minutes.
contact-sheet: $(PROGRAM) $(BUILD)/contact_sheet
	@sh tests/maps/contact_sheet.sh $(PROGRAM) $(BUILD)/contact_sheet $(BUILD)/contact

# Whole maps as one more test program, so that the runner counts it like the others.
$(BUILD)/tests/maps: tests/maps/maps.sh $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/contrast
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec sh tests/maps/maps.sh %s %s %s\n' $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/maps >$@
	@chmod +x $@

# Batches likewise; THOUSAND=all draws all 1,080 maps of tests/batch/thousand.yaml.
$(BUILD)/tests/batch: tests/batch/batch.sh tests/batch/slurm.sh tests/batch/kubernetes.sh $(PROGRAM)
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec sh tests/batch/batch.sh %s %s\n' $(PROGRAM) $(BUILD)/batch >$@
	@chmod +x $@

# Instructions and allocations likewise; those of a build with sanitizers say nothing.
PERFORMANCE = $(if $(SANITIZE),,$(BUILD)/tests/perf)
$(BUILD)/tests/perf: $(wildcard tests/perf/*) $(PROGRAM)
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec sh tests/perf/perf.sh %s %s\n' $(PROGRAM) $(BUILD)/perf >$@
	@chmod +x $@

test:
	@$(MAKE) --no-print-directory $(JOBS) run-tests
run-tests: $(TESTS) $(BUILD)/tests/maps $(BUILD)/tests/batch $(PERFORMANCE) check-floors
	@rm -f $(BUILD)/tests/*.status
	@sh tests/run-tests.sh $(PERFORMANCE) $(BUILD)/tests/maps $(BUILD)/tests/batch $(TESTS)

# Figures of the label placer; TOWNS= and COUNTS= choose others. Then what Mapnik and MapServer keep, where Debian's
# python3-mapnik and mapserver-bin are installed.
TOWNS     = tests/bench/labels/east-china.csv
COUNTS    = 50 100 150 200 300 500
$(BUILD)/bench_labels $(BUILD)/bench_growth: $(BUILD)/%: tests/bench/labels/%.c tests/bench/labels/towns.h $(BUILD)/libcorridor.a
	$(CC) $(ALL_CFLAGS) $< -o $@ $(BUILD)/libcorridor.a $(LIBS)
# Threads, processes and workers against each other: MAP= MAPS= WORKERS=
$(BUILD)/bench_workers: tests/bench/batch/bench_workers.c $(BUILD)/libcorridor.a
	$(CC) $(ALL_CFLAGS) $< -o $@ $(BUILD)/libcorridor.a -pthread $(LIBS)
MAP      = tests/batch/region.yaml
MAPS     = 100
WORKERS  = 2
bench-batch: $(BUILD)/bench_workers
	$(BUILD)/bench_workers $(MAP) $(MAPS) $(WORKERS)

bench-labels: $(BUILD)/bench_labels
	$(BUILD)/bench_labels $(TOWNS) $(COUNTS)
	@rm -rf $(BUILD)/peers && mkdir -p $(BUILD)/peers
	@$(BUILD)/bench_labels --export $(BUILD)/peers $(TOWNS) $(COUNTS)
	/usr/bin/python3 tests/bench/labels/peers.py $(BUILD)/peers

# How the placer grows: the towns repeated, as dense as one sheet or all on one.
GROWTH    = 10 100 1000 10000
bench-labels-growth: $(BUILD)/bench_growth
	$(BUILD)/bench_growth $(TOWNS) spread $(GROWTH)
	$(BUILD)/bench_growth $(TOWNS) dense $(GROWTH)
	$(BUILD)/bench_growth $(TOWNS) lakes $(GROWTH)

# The maps in the browser, the office, TeX and an e-book, and every command of docs/embedding.md.
check-clients: $(PROGRAM) $(BUILD)/picture_diff
	@sh tests/clients/clients.sh $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/clients

# The Job of docs/scale/ against Kubernetes' own schema, which npm has; the rest of the test is in `make test` too.
KUBERNETES_MODELS = kubernetes-models@4.5.1
$(BUILD)/kubernetes/node_modules/kubernetes-models/package.json:
	npm install --no-audit --no-fund --prefix $(BUILD)/kubernetes $(KUBERNETES_MODELS)
check-kubernetes: $(BUILD)/tests/batch $(BUILD)/kubernetes/node_modules/kubernetes-models/package.json
	NODE_PATH=$(BUILD)/kubernetes/node_modules $(BUILD)/tests/batch

# A web page with the three versions inline, to look at and to take apart.
examples: $(PROGRAM)
	@mkdir -p output/examples
	$(PROGRAM) render seeds/g60.yaml --all -f svg -o output/examples
	sh docs/embed/make-page.sh docs/embed/page.html output/examples >output/examples/embed.html
	@echo "output/examples/embed.html"

# Ratios to MapServer, Mapnik, QGIS and GMT: tables in build/heavy and build/peers. RUNS=1 for a quick run. Needs the Debian packages named in the scripts.
bench: $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/reference
	@sh tests/bench/heavy.sh
# Time and memory by the number of vertices and of names: build/heavy/growth.md.
bench-growth: $(PROGRAM)
	@sh tests/bench/growth.sh
# Draws land from every vertex, for `make bench`.
$(BUILD)/reference: tests/bench/heavy/reference.c | $(BUILD)/ready
	$(CC) $(ALL_CFLAGS) $< -o $@ $(LIBS)
bench-peers: $(PROGRAM)
	@sh tests/bench/peers/run.sh

check-asan:
	$(MAKE) test BUILD=build/asan CFLAGS="-O1 -g" SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined"

geodata:
	sh geodata/tools/build.sh

install: $(PROGRAM)
	install -D $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/corridor
	install -d $(DESTDIR)$(PREFIX)/lib/corridor
	install -m644 $(OFFLINE) $(DESTDIR)$(PREFIX)/lib/corridor
	mkdir -p $(DESTDIR)$(PREFIX)/share/corridor
	install -Dm644 docs/corridor.1 $(DESTDIR)$(PREFIX)/share/man/man1/corridor.1
	cp -r seeds geodata $(DESTDIR)$(PREFIX)/share/corridor/

lint:
	clang-tidy --quiet $(SOURCES) -- -std=gnu11 -Isrc $(FOREIGN_CFLAGS)

format:
	clang-format -i src/*/*.[ch] src/*.[ch]

clean:
	rm -rf build output/*.png output/*.svg output/*.pdf output/examples

-include $(OBJECTS:.o=.d)
