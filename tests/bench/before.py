"""before.py BEFORE AFTER [RUNS] - how much processor time this tree's program takes to that of the tree BEFORE, row by row.

Each row is a command that both programs run in turn, each in its own tree with its own seeds; MAP.yaml arguments after RUNS add a heavy view
each. Seconds are user + system of the process and all it waited for; the ratio is the median over the pairs. No limit is asserted.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

before, after = (os.path.abspath(folder) for folder in sys.argv[1:3])
runs = int(sys.argv[3]) if len(sys.argv) > 3 else 21
views = sys.argv[4:]
out = tempfile.mkdtemp()

SHEET = ["render", "seeds/g60.yaml", "--version", "3.0"]
ROWS = [("3.0 sheet, PNG", [*SHEET, "-f", "png", "-o", f"{out}/sheet.png"]),
        ("3.0 sheet, SVG", [*SHEET, "-f", "svg", "-o", f"{out}/sheet.svg"]),
        ("region, PNG and SVG", ["render", "tests/batch/region.yaml", "-f", "png,svg", "-o", out])]
ROWS += [(f"{os.path.splitext(os.path.basename(view))[0]}, PNG",
          ["render", os.path.abspath(view), "--bare", "--dpi", "96", "-f", "png", "-o", f"{out}/view.png"]) for view in views]
BATCH = ["batch", "tests/batch/thousand.yaml", "--shard", "1/10", "-o", f"{out}/batch"]


def run(tree, arguments):
    """Processor seconds and seconds on the clock."""
    process = subprocess.Popen([f"{tree}/build/corridor", *arguments], cwd=tree, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    start = time.monotonic()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{tree}: {' '.join(arguments)}: ended with {status}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start


def batch(tree, arguments):
    shutil.rmtree(f"{out}/batch", ignore_errors=True)
    return run(tree, arguments)


def pairs(work, arguments, count):
    """A warm-up of both, then pairs in turn: which goes first changes with every pair."""
    for tree in (before, after):
        work(tree, arguments)
    for number in range(count):
        order = (before, after) if number % 2 else (after, before)
        taken = {tree: work(tree, arguments) for tree in order}
        yield taken[before], taken[after]


def row(title, work, arguments, count):
    measured = list(pairs(work, arguments, count))
    old = statistics.median(pair[0][0] for pair in measured)
    new = statistics.median(pair[1][0] for pair in measured)
    ratio = statistics.median(pair[1][0] / pair[0][0] for pair in measured)
    print(f"| {title} | {old:.3f} s | {new:.3f} s | {ratio:.2f} |", flush=True)
    return statistics.median(pair[0][1] / pair[1][1] for pair in measured)


print("| user + system, median | before | after | after : before |\n|---|---|---|---|")
for title, arguments in ROWS:
    row(title, run, arguments, runs)
speed = row("108 maps in a batch", batch, BATCH, max(3, runs // 4))
print(f"\nMaps a second of the batch, after : before: {speed:.2f}")
shutil.rmtree(out)
