# A thin front for meson: `make` builds build/arguendo, `make test` runs everything CI runs.

DEMO_CASE := examples/contested-title/title.case
DEMO_LITERAL := title(azerbaijan, nk)
GOLDEN := tests/golden/run.py
FUZZ_SECONDS := 60
ORACLE_COUNT := 40000

RELEASE := -Doptimization=3 -Ddebug=false
CHECKED := -Dtests=true --werror
SANITIZED := --buildtype=debugoptimized -Dalloc_debug=true -Db_sanitize=address,undefined -Db_lundef=false

.PHONY: all demo test test-gcc test-asan oracle fuzz bench format bless clean setup-demo setup-test
.DELETE_ON_ERROR:

all: build/build.ninja
	ninja -C build

demo: setup-demo
	@$(MAKE) --no-print-directory all
	build/arguendo status $(DEMO_CASE)
	build/arguendo why $(DEMO_CASE) '$(DEMO_LITERAL)'

test: test-gcc test-asan

# Everything as released, the layers and the layout.
test-gcc: setup-test
	@$(MAKE) --no-print-directory build-gcc/build.ninja
	ninja -C build-gcc
	meson test -C build-gcc --no-rebuild --print-errorlogs

# The same suite under AddressSanitizer and UndefinedBehaviorSanitizer, with fewer random comparisons.
test-asan: setup-test
	@$(MAKE) --no-print-directory build-asan/build.ninja
	ninja -C build-asan
	meson test -C build-asan --no-rebuild --print-errorlogs --no-suite style

# The random comparisons alone, many more of them, half of them with seeds that the date decides; ARGUENDO_SEED=N repeats those of a day.
oracle: setup-test
	@$(MAKE) --no-print-directory build-oracle/build.ninja
	ninja -C build-oracle
	ARGUENDO_SEED=$${ARGUENDO_SEED:-$$(date +%y%m%d)} meson test -C build-oracle --no-rebuild --print-errorlogs --suite oracle \
	    --timeout-multiplier 20

# Random bytes, random cases from the grammar, and random slips, with another seed each day
fuzz: build-fuzz/build.ninja build-gcc/build.ninja
	ninja -C build-fuzz
	ninja -C build-gcc
	tests/grammar/test_grammar.py --arguendo build-gcc/arguendo --same-tree build-gcc/tests/same_tree --count 5000 \
	    --seed $$(date +%Y%m%d)
	tests/mistakes/scatter.py --arguendo build-gcc/arguendo --count 2000 --least 0.85 --seed $$(date +%Y%m%d)
	@set -e; for f in build-fuzz/tests/fuzz_*; do \
	    [ -f "$$f" ] && [ -x "$$f" ] || continue; \
	    corpus=build-fuzz/corpus/$${f##*/}; mkdir -p "$$corpus"; \
	    echo "$${f##*/}: $(FUZZ_SECONDS) s"; \
	    "$$f" -max_total_time=$(FUZZ_SECONDS) -timeout=10 -artifact_prefix="$$corpus-" "$$corpus" examples; \
	done

# Time and memory on generated theories, beside clingo; everything up to four million: bench/run.py
bench: setup-test
	@$(MAKE) --no-print-directory all
	bench/run.py --quick

format:
	tools/check-format --fix

bless: all
	$(GOLDEN) --arguendo build/arguendo --bless
	tests/docs/test_tutorial.py --arguendo build/arguendo --bless
	tests/docs/test_worked.py --arguendo build/arguendo --bless

clean:
	rm -rf build build-gcc build-asan build-oracle build-fuzz

# Installs what is missing on Debian 12; one apt-get at a time, also under -j.
setup-demo:
	@tools/setup demo
setup-test: setup-demo
	@tools/setup test

# Changed options start a build tree afresh; changed meson.build files are ninja's business.
build/build.ninja: Makefile
	rm -rf build && meson setup build $(RELEASE)
build-gcc/build.ninja: Makefile
	rm -rf build-gcc && CC=gcc meson setup build-gcc $(RELEASE) $(CHECKED)
build-asan/build.ninja: Makefile
	rm -rf build-asan && CC=clang meson setup build-asan $(SANITIZED) $(CHECKED) -Doracle_count=300
build-oracle/build.ninja: Makefile
	rm -rf build-oracle && CC=gcc meson setup build-oracle $(RELEASE) $(CHECKED) -Doracle_count=$(ORACLE_COUNT)
build-fuzz/build.ninja: Makefile
	rm -rf build-fuzz && CC=clang meson setup build-fuzz $(SANITIZED) -Dfuzz=true
