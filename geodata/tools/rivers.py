"""rivers.py GSHHG_DIR SOURCES_DIR WATER_DIR OUT.geojson

River centre lines of GSHHG (World Data Bank II), named by the nearest authored guide line, without what the sea,
wide river and lake polygons already show.
"""
import csv
import json
import sys

import pyproj
from shapely.geometry import LineString, mapping, shape
from shapely.ops import linemerge, transform, unary_union

METRES = "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.4 +datum=WGS84"
to_metres = pyproj.Transformer.from_crs("EPSG:4326", METRES, always_xy=True).transform
to_degrees = pyproj.Transformer.from_crs(METRES, "EPSG:4326", always_xy=True).transform

CLASSES = (1, 2, 3, 4, 8, 9)     # gmt's numbers; 0 is the double line of the Yangtze
CANALS = (8, 9)
STEM_REACH = 3000                # a line this near to a wide river's course for most of its length is that river


def lines_of(geometry):
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    return [part for part in parts if part.geom_type == "LineString" and not part.is_empty]


def merged(lines):
    return lines_of(linemerge(lines)) if len(lines) > 1 else list(lines)


def read_gmt(path):
    current, lines = None, []
    for row in open(path):
        if row.startswith(">"):
            current = []
            lines.append(current)
        elif row.strip():
            current.append(to_metres(*(float(value) for value in row.split()[:2])))
    return [LineString(line) for line in lines if len(line) > 1]


def read_layer(path):
    return [transform(to_metres, shape(item["geometry"])) for item in json.load(open(path, encoding="utf-8"))["features"]]


def pieces(line, length):
    """Cut a line into parts of about this length, so that each can be named by itself."""
    count = max(1, round(line.length / length))
    marks = [line.length * i / count for i in range(count + 1)]
    coordinates = list(line.coords)
    walked = [0.0]
    for a, b in zip(coordinates, coordinates[1:]):
        walked.append(walked[-1] + LineString([a, b]).length)
    out = []
    for start, end in zip(marks, marks[1:]):
        inner = [c for c, w in zip(coordinates, walked) if start + 1 < w < end - 1]
        out.append(LineString([line.interpolate(start).coords[0], *inner, line.interpolate(end).coords[0]]))
    return out


def main(gshhg_dir, sources, water_dir, out):
    guides = []
    for row in csv.DictReader(open(f"{sources}/rivers.csv", encoding="utf-8")):
        points = [to_metres(*map(float, pair.split())) for pair in row["guide"].split(";")]
        guides.append((row, LineString(points)))
    courses = read_layer(f"{water_dir}/river_stems.geojson")
    stems = unary_union([course.buffer(STEM_REACH) for course in courses])
    wet = unary_union([polygon.buffer(0) for name in ("sea", "wide_rivers", "lakes")
                       for polygon in read_layer(f"{water_dir}/{name}.geojson")])

    groups = {}
    for number in CLASSES:
        for line in merged(read_gmt(f"{gshhg_dir}/riv{number}.txt")):
            for piece in pieces(line, 12000):
                if piece.intersection(stems).length > 0.6 * piece.length:
                    continue
                middle = piece.interpolate(0.5, normalized=True)
                fitting = [(middle.distance(guide), row) for row, guide in guides
                           if (row["name_en"] == "Grand Canal") == (number in CANALS)
                           and middle.distance(guide) < 1000 * float(row["reach_km"])]
                if fitting:
                    row = min(fitting, key=lambda pair: pair[0])[1]
                    key = (row["name_en"], row["name_zh"], int(row["rank"]))
                else:
                    key = ("", "", 4 if number in (1, 2, 3) else 5)
                groups.setdefault(key, []).append(piece)

    features = []
    for (name_en, name_zh, rank), parts in sorted(groups.items(), key=lambda item: (item[0][2], item[0][0])):
        dry = unary_union(parts).difference(wet)
        for line in sorted(merged(lines_of(dry)), key=lambda line: (-round(line.length), line.coords[0])):
            if line.length < 3000:
                continue
            features.append({"type": "Feature", "properties": {"name_en": name_en, "name_zh": name_zh, "rank": rank},
                             "geometry": mapping(transform(to_degrees, line.simplify(150)))})
    with open(out, "w", encoding="utf-8") as stream:
        json.dump({"type": "FeatureCollection", "features": features}, stream, ensure_ascii=False)
    named = {}
    for item in features:
        named[item["properties"]["name_en"]] = named.get(item["properties"]["name_en"], 0) + 1
    print("river lines:", named)


if __name__ == "__main__":
    main(*sys.argv[1:])
