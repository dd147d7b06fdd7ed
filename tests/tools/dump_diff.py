"""dump_diff.py EXPECTED.dump.gz ACTUAL.dump [NUMBERS NAMES] - whether two page dumps are the same, or the same but for what libraries decide.

Without tolerances every byte counts. With them, in points: a number may be off by NUMBERS; one of a name on an area (a lake, a province, a
bay), whose place comes from GEOS' search for the largest circle inside, by NAMES; a ring may begin elsewhere and run the other way, as
GEOS' unions do. Words may not differ. Exit 0: the same; what is off is said. 1: they differ, with the differing lines.
"""
import difflib
import gzip
import re
import sys

ON_AREA = re.compile(r" *group #label-(lakes|bay-names|sea-names|province-names)-")

with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
    expected = file.read()
with open(sys.argv[2], encoding="utf-8") as file:
    actual = file.read()
numbers, names = map(float, sys.argv[3:5]) if len(sys.argv) > 3 else (0, 0)


def rings_in_order(path):
    """The path's rings, each from its least corner towards the lesser neighbour; as it is if it has curves."""
    rings = []
    for ring in re.findall(r"M ([^MZ]*) Z", path):
        if "C" in ring:
            return path
        corners = [tuple(map(float, corner.split())) for corner in ring.split(" L ")]
        least = corners.index(min(corners))
        around = corners[least:] + corners[:least]
        rings.append(min(around, around[:1] + around[:0:-1]))
    return " ".join(f"{x} {y}" for ring in sorted(rings) for x, y in ring)


def words(dump):
    """Every word with the tolerance that holds for it."""
    tolerance = numbers
    for line in re.sub(r"\n +(?=[MLCZ] )", " ", dump).splitlines():
        if line.lstrip().startswith("group "):
            tolerance = names if ON_AREA.match(line) else numbers
        said, mark, path = line.partition(" M ")
        for word in said.split() + (rings_in_order(mark + path).split() if path.endswith("Z") else path.split()):
            yield word, tolerance


def distance(one, other):
    """Of two numbers; of words that are not the same: more than any tolerance."""
    try:
        return 0 if one == other else abs(float(one) - float(other))
    except ValueError:
        return float("inf")


def is_near():
    ours, theirs = list(words(actual)), list(words(expected))
    off = [(distance(word, other), tolerance) for (word, _), (other, tolerance) in zip(ours, theirs)]
    if len(ours) != len(theirs) or any(by > tolerance + 1e-9 for by, tolerance in off):
        return False
    print(f"{sum(by > 0 for by, _ in off)} numbers are off, by {max(by for by, _ in off):.2f} at most")
    return True


if expected != actual and not (numbers and is_near()):
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True), "expected", "actual", n=1))
    sys.exit(1)
