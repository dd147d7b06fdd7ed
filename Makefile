# corridor: `make setup maps` draws all versions into output/, `make setup test` passes all tests. `make help` lists the rest.
PREFIX  ?= /usr/local
BUILD   ?= build
CFLAGS  ?= -O2
SANITIZE ?=
V       ?= 0

# What the program is linked with, by the names of pkg-config; and what Debian calls it.
PACKAGES = proj shapelib geos yaml-0.1 yajl sqlite3 expat icu-i18n libxxhash cairo cairo-ft cairo-pdf cairo-svg pangoft2 harfbuzz freetype2 \
           fontconfig libpng zlib libdeflate imagequant
DEBIAN   = gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev libshp-dev libproj-dev libgeos-dev libyaml-dev libyajl-dev libexpat1-dev \
           libsqlite3-dev libicu-dev libpng-dev libdeflate-dev libimagequant-dev libxxhash-dev fonts-inter fonts-noto-core fonts-noto-cjk
DEBIAN_TEST    = strace libcmocka-dev libxml2-dev proj-bin librsvg2-bin poppler-utils libxml2-utils pngcheck locales parallel python3 \
                 python3-yaml coinor-cbc
# The programs that readers open the maps with; only `make check-clients` needs them.
DEBIAN_CLIENTS = chromium chromium-driver nodejs libreoffice-writer libreoffice-draw libreoffice-impress inkscape texlive-latex-base pandoc \
                 epubcheck scour w3c-sgml-lib zsh fish

# src/base/system_linux.c, or system_posix.c, which does the same with POSIX alone: SYSTEM=posix.
SYSTEM  ?= $(if $(filter Linux,$(shell uname -s)),linux,posix)
SOURCES := $(filter-out src/base/system_%,$(sort $(wildcard src/*/*.c src/*/*/*.c))) $(wildcard src/base/system_$(SYSTEM).c)
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/%.o)
PROGRAM  = $(BUILD)/corridor
LIBRARY  = $(BUILD)/libcorridor.a
TESTS    = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))

PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
WARNINGS   = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-missing-field-initializers
# No fused multiply-add, which some processors have and some have not: the same bytes everywhere. Nobody reads errno after sqrt().
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 $(CFLAGS) -ffp-contract=off -fno-math-errno $(WARNINGS) $(SANITIZE) -Isrc $(PACKAGE_CFLAGS)
LIBS       = $(PACKAGE_LIBS) -lm
JOBS       = -j$$(getconf _NPROCESSORS_ONLN)
SAY        = @$(if $(filter 0,$(V)),printf '%-4s %s\n' $(1) '$(2)';,)
RUN        = $(if $(filter 0,$(V)),@,)

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' Makefile)
.SECONDARY:
all: $(PROGRAM)

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 28

setup: ## installs with apt-get what the program needs; beside `test` also what the tests need
setup: $(if $(filter test run-tests check-asan coverage,$(MAKECMDGOALS)),setup-test)
	@PACKAGES="$(PACKAGES)" sh tests/tools/setup.sh $(DEBIAN)
setup-test: ## what the tests need
	@PACKAGES="$(PACKAGES)" sh tests/tools/setup.sh $(DEBIAN) $(DEBIAN_TEST)
setup-clients: ## the programs of `make check-clients`
	@sh tests/tools/setup.sh $(DEBIAN_CLIENTS)

$(BUILD)/ready: Makefile
	@pkg-config --version >/dev/null 2>&1 || { echo "pkg-config is missing: run 'make setup'"; exit 1; }
	@pkg-config --print-errors --exists $(PACKAGES) || { echo "libraries are missing: run 'make setup', or install what is named above with its headers"; exit 1; }
	@mkdir -p $(BUILD)/tests && touch $@

$(BUILD)/%.o: src/%.c | $(BUILD)/ready
	$(call SAY,CC,$<)
	@mkdir -p $(@D)
	$(RUN)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@
$(LIBRARY): $(OBJECTS)
	$(call SAY,AR,$@)
	$(RUN)rm -f $@ && $(AR) rcs $@ $(OBJECTS)
$(PROGRAM): $(BUILD)/main.o $(LIBRARY)
	$(call SAY,LD,$@)
	$(RUN)$(CC) $(SANITIZE) $^ -o $@ $(LIBS)
$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY) $(wildcard tests/unit/*.h)
	$(call SAY,CC,$<)
	$(RUN)$(CC) $(ALL_CFLAGS) -O1 -Itests/unit -Itests $< -o $@ $(LIBRARY) -lcmocka $(LIBS) $$(pkg-config --cflags --libs libxml-2.0)
# The tools of the tests and the benchmarks.
TOOLS = $(addprefix $(BUILD)/,picture_diff contrast weight contact_sheet bench_labels bench_growth bench_workers reference)
vpath %.c tests/tools tests/bench/labels tests/bench/batch tests/bench/heavy
$(TOOLS): $(BUILD)/%: %.c $(LIBRARY) $(wildcard tests/bench/labels/*.h tests/tools/*.h)
	$(call SAY,CC,$<)
	$(RUN)$(CC) $(ALL_CFLAGS) $< -o $@ $(LIBRARY) -pthread $(LIBS)

# A picture that is missing or older than what it is made of is drawn again.
SHEETS     = 1.0 2.0 3.0 evolution
DRAWN_FROM = $(PROGRAM) $(wildcard seeds/* seeds/*/*.yaml geodata/*.* geodata/*/*.*)
PICTURES   = $(foreach sheet,$(SHEETS),$(addprefix output/g60-$(sheet),.png .svg .pdf))
maps: ## draws versions 1.0, 2.0 and 3.0, and all side by side, into output/
	@$(MAKE) --no-print-directory $(JOBS) pictures
pictures: $(PICTURES)
	@printf '%s\n' $(PICTURES)
output/g60-%.png output/g60-%.svg output/g60-%.pdf: $(DRAWN_FROM)
	$(call SAY,DRAW,output/g60-$*)
	$(RUN)$(PROGRAM) render seeds/g60.yaml $(if $(filter evolution,$*),--multiples,--version $*) -f png,svg,pdf -o output

# Whole maps and batches are test programs like the others. THOUSAND=all draws all 1,080 maps of tests/batch/thousand.yaml.
TEST_SCRIPT = @printf '\#!/bin/sh\nexec sh %s\n' '$(1)' >$@ && chmod +x $@
$(BUILD)/tests/maps: tests/maps/maps.sh $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/contrast $(BUILD)/weight
	$(call TEST_SCRIPT,$< $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/maps)
$(BUILD)/tests/batch: tests/batch/batch.sh tests/batch/slurm.sh tests/batch/kubernetes.sh $(PROGRAM)
	$(call TEST_SCRIPT,$< $(PROGRAM) $(BUILD)/test-batch)
$(BUILD)/tests/install $(BUILD)/tests/docs: $(BUILD)/tests/%: tests/%.sh $(PROGRAM)
	$(call TEST_SCRIPT,$< $(PROGRAM) $(BUILD)/test-$*)

test: ## builds and runs all tests
	@$(MAKE) --no-print-directory $(JOBS) run-tests
# Maps and batches first, since they take longest.
ALL_TESTS = $(BUILD)/tests/maps $(BUILD)/tests/batch $(BUILD)/tests/docs $(TESTS) $(BUILD)/tests/install
run-tests: $(ALL_TESTS) check-floors
	@sh tests/run-tests.sh $(ALL_TESTS)
check-posix: ## all tests but the maps, with what POSIX alone allows (SYSTEM=posix)
	@$(MAKE) --no-print-directory $(JOBS) run-tests BUILD=build/posix SYSTEM=posix ALL_TESTS='$$(BUILD)/tests/batch $$(TESTS)'
check-clang: ## the unit tests, built with clang
	@$(MAKE) --no-print-directory $(JOBS) run-tests BUILD=build/clang CC=clang ALL_TESTS='$$(TESTS)'
check-asan: ## the same with sanitizers
	@$(MAKE) test BUILD=build/asan CFLAGS="-O1 -g" SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
coverage: ## the tests, then the share of lines that they ran, by room (gcov)
	@rm -f $$(find build/coverage -name '*.gcda' 2>/dev/null)
	@$(MAKE) test BUILD=build/coverage CFLAGS="-O0 -g" SANITIZE="--coverage -fprofile-update=atomic"
	@sh tests/tools/coverage.sh build/coverage
check-floors: $(LIBRARY) ## rooms, doors, circles: docs/ARCHITECTURE.md
	@sh tests/check-floors.sh $(BUILD)
check-symbols: $(PROGRAM) ## global names are ours alone
	@sh tests/check-symbols.sh $(BUILD)
check-clients: $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/tests/test_spec_schema ## opens the maps in Chromium, LibreOffice, Inkscape, LaTeX, EPUB
	@sh tests/clients/clients.sh $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/clients
# The Job of docs/scale/ against Kubernetes' own schema; the rest of the test is in `make test` too.
check-kubernetes: $(BUILD)/tests/batch ## the batch tests, with the Job of docs/scale/ against Kubernetes' schema (npm)
	npm install --no-audit --no-fund --prefix $(BUILD)/kubernetes kubernetes-models@4.5.1
	NODE_PATH=$(BUILD)/kubernetes/node_modules $(BUILD)/tests/batch
docs: $(PROGRAM) ## draws the pictures of the documents from their own map files
	@sh tests/docs.sh $(PROGRAM) $(BUILD)/docs --draw
contact-sheet: $(PROGRAM) $(BUILD)/contact_sheet ## themes x pages x languages x versions to look at: some minutes
	@sh tests/maps/contact_sheet.sh $(PROGRAM) $(BUILD)/contact_sheet $(BUILD)/contact
gallery: $(PROGRAM) ## draws the maps of seeds/gallery/ into output/gallery/
	$(PROGRAM) batch seeds/gallery/batch.yaml -o output/gallery
examples: $(PROGRAM) ## a web page with the three versions inline: output/examples/embed.html
	@mkdir -p output/examples
	$(PROGRAM) render seeds/g60.yaml --all -f svg -o output/examples
	sh docs/embed/make-page.sh docs/embed/page.html output/examples >output/examples/embed.html
	@echo "output/examples/embed.html"

bench: $(PROGRAM) $(BUILD)/picture_diff $(BUILD)/reference ## heavy layers beside MapServer, Mapnik, QGIS and GMT; RUNS=1 is quick
	@sh tests/bench/heavy.sh
bench-before: $(PROGRAM) ## processor time beside that of the program of another commit: BEFORE=
	@sh tests/bench/before.sh $(BEFORE)
bench-growth: $(PROGRAM) ## time and memory by the number of vertices and of names
	@sh tests/bench/growth.sh
bench-peers: $(PROGRAM) ## the 3.0 map by corridor, MapServer and Mapnik; QGIS: tests/bench/peers/beside.sh
	@sh tests/bench/peers/run.sh
bench-batch: $(BUILD)/bench_workers ## threads, processes and workers compared; MAP= MAPS= WORKERS=
	$(BUILD)/bench_workers $(or $(MAP),tests/batch/region.yaml) $(or $(MAPS),100) $(or $(WORKERS),2)
TOWNS   = tests/bench/labels/east-china.csv
COUNTS  = 50 100 150 200 300 500
bench-labels: $(BUILD)/bench_labels ## the label placer on real towns, then Mapnik and MapServer; TOWNS= COUNTS=
	$(BUILD)/bench_labels $(TOWNS) $(COUNTS)
	@rm -rf $(BUILD)/peers && mkdir -p $(BUILD)/peers && $(BUILD)/bench_labels --export $(BUILD)/peers $(TOWNS) $(COUNTS)
	/usr/bin/python3 tests/bench/labels/peers.py $(BUILD)/peers
GROWTH  = 10 100 1000 10000
bench-labels-growth: $(BUILD)/bench_growth ## the same up to 10,000 names
	for how in spread dense lakes; do $(BUILD)/bench_growth $(TOWNS) $$how $(GROWTH) || exit 1; done
bench-labels-world: $(PROGRAM) ## whole pages of the world's towns beside MapServer and Mapnik: TOWNS= RUNS=
	/usr/bin/python3 tests/bench/labels/world.py $(PROGRAM) $(BUILD)/labels-world $(TOWNS) $(or $(RUNS),5)

geodata: ## remakes geodata/ from its source packages (needs Node.js)
	bash geodata/tools/build.sh
SHARE   = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash:bash-completion/completions/corridor zsh:zsh/site-functions/_corridor fish:fish/vendor_completions.d/corridor.fish
install: $(PROGRAM) ## PREFIX= DESTDIR=
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/corridor $(SHARE)/man/man1 $(SHARE)/man/man5
	install $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/corridor
	for page in corridor.1 corridor-map.5; do install -m644 docs/$$page $(SHARE)/man/man$${page##*.}/$$page || exit 1; done
	cp -R seeds geodata $(SHARE)/corridor/
	$(PROGRAM) schema -o $(SHARE)/corridor/map.schema.json
	for shell in $(COMPLETIONS); do $(PROGRAM) completion $${shell%%:*} -o $(SHARE)/$${shell#*:} || exit 1; done
uninstall: ## takes away what `make install` put there
	rm -rf $(DESTDIR)$(PREFIX)/bin/corridor $(addprefix $(SHARE)/,corridor man/man1/corridor.1 man/man5/corridor-map.5 $(foreach one,$(COMPLETIONS),$(lastword $(subst :, ,$(one)))))
lint: ## clang-tidy
	clang-tidy --quiet $(SOURCES) -- -std=c11 -D_XOPEN_SOURCE=700 -Isrc $(PACKAGE_CFLAGS)
format: ## clang-format
	clang-format -i $(SOURCES) $(wildcard src/*.c src/*/*.h src/*/*/*.h)
clean:
	rm -rf build output/*.png output/*.svg output/*.pdf output/examples output/gallery

-include $(OBJECTS:.o=.d) $(BUILD)/main.d
