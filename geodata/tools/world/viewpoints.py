"""Who draws which border: the level and the class of the line between two units, as the base's default and from a viewpoint.

Default: a border between countries of ISO 3166, or between those who hold the units in fact; it is disputed where the two differ, where
one of the two countries does not recognise the other side's unit, or where Natural Earth's lines say so.
From a viewpoint: sources/viewpoints.csv says to whom a unit belongs; the rest is that of its country of ISO 3166, whoever holds it.
"""
import csv

from shapely.geometry import LineString, Point
from shapely.strtree import STRtree

NEAR = 0.06        # degrees between a border here and the same border in the older edition


LEASED = {("KZ", "RU")}        # (country, holder): Baikonur; both agree whose land it is


def held_by(unit):
    return unit["country"] if (unit["country"], unit["holder"]) in LEASED else unit["holder"]


class Borders:
    def __init__(self, units, viewpoints_path, disputed_lines):
        self.units = units
        self.owners = {}
        used = set()
        rows = list(csv.DictReader(open(viewpoints_path, encoding="utf-8")))
        for row in rows:
            for code, unit in units.items():
                if row["unit"] in (code, unit["key"], unit["a3"]):
                    used.add(row["unit"])
                    for viewpoint in row["viewpoints"].split():
                        self.owners[code, viewpoint] = row["owner"]
        missing = {row["unit"] for row in rows} - used
        if missing:
            raise SystemExit(f"{viewpoints_path}: no unit is called {', '.join(sorted(missing))}")
        self.viewpoints = sorted({viewpoint for _, viewpoint in self.owners})
        self.disputed_lines = disputed_lines
        self.tree = STRtree(disputed_lines)

    def _is_near_disputed(self, points):
        line = LineString(points)
        places = [line.interpolate(share, normalized=True) for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
        near = 0
        for place in places:
            found = self.tree.query(place.buffer(NEAR))
            lines = [item if hasattr(item, "geom_type") else self.disputed_lines[item] for item in found]
            near += any(item.distance(place) < NEAR for item in lines)
        return near >= 3

    def classify(self, a, b, points):
        """{"level": 0 between countries or 1 between units, "disputed": 0 or 1, "level_xx": … where a viewpoint sees it otherwise}"""
        a, b = self.units[a], self.units[b]
        countries, holders = a["country"] != b["country"], held_by(a) != held_by(b)
        level = 0 if countries or holders else 1
        disputed = level == 0 and (countries != holders or a["country"] == "" or b["country"] == "" or
                                   b["country"].lower() in a["unrecognised"].split() or
                                   a["country"].lower() in b["unrecognised"].split() or self._is_near_disputed(points))
        out = {"level": level, "disputed": int(disputed)}
        for viewpoint in self.viewpoints:
            owners = [self.owners.get((unit["code"], viewpoint)) for unit in (a, b)]
            first, second = (owner if owner is not None else unit["country"] for owner, unit in zip(owners, (a, b)))
            seen = 0 if first != second else 1
            if owners != [None, None] or seen != level:
                out[f"level_{viewpoint}"] = seen
        return out
