"""lakes.py LAKES.txt ISLANDS.txt TODAY.geojson OUT.geojson

Lakes of GSHHG as polygons. GMT writes shores cut along the lines of a grid; here the pieces are joined and closed.
In: what `gmt coast -M` writes of levels 2 (lakes) and 3 (islands in lakes). Out: polygons of at least 8 km2 with `km2`.
The Caspian Sea is left out, since the countries' outlines have it. The Aral Sea and Lake Chad, which GSHHG shows as they were in
the 1960s, are Natural Earth's, from TODAY.geojson.
"""
import json
import sys

import pyproj
from shapely.geometry import LineString, Polygon, box, mapping, shape
from shapely.ops import linemerge
from shapely.strtree import STRtree

LEAST_KM2, CASPIAN_KM2 = 8, 300000
SHRUNKEN = ((57, 43, 62, 47.5), (12, 12, 16, 14.5))
EARTH = pyproj.Geod(ellps="WGS84")


def rings_of(path):
    """The closed shores of a file, as polygons. Pieces meet at equal coordinates on the lines of the grid."""
    pieces, piece = [], []
    for line in open(path, encoding="ascii"):
        if line.startswith(">"):
            pieces.append(piece)
            piece = []
        else:
            lon, lat = map(float, line.split())
            piece.append((round(lon, 6), round(lat, 6)))
    pieces = [LineString(piece) for piece in pieces + [piece] if len(piece) > 1]
    merged = linemerge(pieces)
    rings, left = [], 0
    for line in getattr(merged, "geoms", [merged]):
        if line.is_ring and len(line.coords) > 3:
            rings.append(Polygon(line.coords))
        else:
            left += 1
    if left > len(rings) / 100:
        raise SystemExit(f"{path}: {left} shores do not close")
    return [ring if ring.is_valid else ring.buffer(0) for ring in rings]


def km2(polygon):
    return abs(EARTH.geometry_area_perimeter(polygon)[0]) / 1e6


def is_shrunken(lake):
    return any(box(*bounds).contains(lake.representative_point()) for bounds in SHRUNKEN)


def main(lakes_path, islands_path, today_path, out):
    islands = [island for island in rings_of(islands_path) if km2(island) >= 0.5]
    tree = STRtree(islands)
    features = []
    for lake in rings_of(lakes_path):
        if not LEAST_KM2 <= km2(lake) < CASPIAN_KM2 or is_shrunken(lake):
            continue
        near = [islands[found] if isinstance(found, int) or hasattr(found, "dtype") else found for found in tree.query(lake)]
        for island in near:
            if island.representative_point().within(lake):
                lake = lake.difference(island)
        features.append({"type": "Feature", "properties": {"km2": round(km2(lake), 1)}, "geometry": mapping(lake)})
    for feature in json.load(open(today_path, encoding="utf-8"))["features"]:
        lake = shape(feature["geometry"])
        if is_shrunken(lake):
            features.append({"type": "Feature", "properties": {"km2": round(km2(lake), 1)}, "geometry": mapping(lake)})
    features.sort(key=lambda feature: -feature["properties"]["km2"])
    json.dump({"type": "FeatureCollection", "features": features}, open(out, "w", encoding="utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
