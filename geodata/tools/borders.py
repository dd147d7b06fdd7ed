"""borders.py BORDERS.geojson WATER_DIR OUT.geojson

Keeps the parts of the borders that lie on land. A border in a wide river or a lake follows the middle of the water and is left
out too: the water itself shows it, and a line weaving from bank to bank only adds clutter.
"""
import json
import sys

import pyproj
from shapely.geometry import mapping, shape
from shapely.ops import linemerge, transform, unary_union

METRES = "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.4 +datum=WGS84"
to_metres = pyproj.Transformer.from_crs("EPSG:4326", METRES, always_xy=True).transform
to_degrees = pyproj.Transformer.from_crs(METRES, "EPSG:4326", always_xy=True).transform

# Within this distance of a bank a border that runs along the water counts as being in it (metres).
MARGIN = {"sea": 250, "wide_rivers": 300, "lakes": 500}
# A piece shorter than this that no longer meets another border is a leftover between two bends of the bank.
LEAST_STUB = {1: 4000, 2: 4000, 3: 1500}


def lines_of(geometry):
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    return [part for part in parts if part.geom_type == "LineString" and part.length > 0]


def joined(geometry):
    lines = lines_of(geometry)
    return lines_of(linemerge(lines)) if len(lines) > 1 else lines


def main(borders_path, water_dir, out):
    water, wet = {}, []
    for name, margin in MARGIN.items():
        shapes = [transform(to_metres, shape(item["geometry"])).buffer(0)
                  for item in json.load(open(f"{water_dir}/{name}.geojson", encoding="utf-8"))["features"]]
        water[name] = unary_union(shapes)
        wet.append(water[name].buffer(margin))
    bare, wide = unary_union(list(water.values())), unary_union(wet)

    by_rank = {}
    for item in json.load(open(borders_path, encoding="utf-8"))["features"]:
        line = transform(to_metres, shape(item["geometry"]))
        by_rank.setdefault(item["properties"]["rank"], []).append(line)
    features = []
    everything = {rank: unary_union(lines) for rank, lines in by_rank.items()}
    for rank, lines in sorted(everything.items()):
        higher = unary_union([geometry for other, geometry in everything.items() if other < rank])
        for line in joined(lines.difference(bare)):
            # What only grazes the bank for its whole length goes; a border that comes to the bank keeps its last metres.
            off_bank = line.difference(wide).length
            if off_bank < 0.35 * line.length or off_bank < 700:
                continue
            if line.length < LEAST_STUB[rank] and line.distance(bare) < 1 and not line.touches(higher):
                continue
            features.append({"type": "Feature", "properties": {"rank": rank},
                             "geometry": mapping(transform(to_degrees, line))})
    for item in features:
        item["geometry"]["coordinates"] = [[round(x, 5), round(y, 5)] for x, y in item["geometry"]["coordinates"]]
    with open(out, "w", encoding="utf-8") as stream:
        json.dump({"type": "FeatureCollection", "features": features}, stream)
    print("borders:", {rank: sum(item["properties"]["rank"] == rank for item in features) for rank in everything})


if __name__ == "__main__":
    main(*sys.argv[1:])
