"""Which vertices to leave out so that no ring crosses itself once its coordinates lie on the file's grid.

A vertex is left out of everything that has it, so that borders stay shared. Ends of borders, which more than two areas share, stay.
"""
import collections
import re

from shapely.geometry import Point, Polygon
from shapely.validation import explain_validity

from geopackage import rounded

NEAREST = 8


def fault_of(rings):
    """Where a polygon crosses itself; None if it does not."""
    polygon = Polygon(rings[0], rings[1:])
    if polygon.is_valid:
        return None
    return Point(*map(float, re.search(r"\[(\S+) (\S+)\]", explain_validity(polygon)).groups()))


def vertices_left_out(areas):
    """`areas`: polygons, each a list of rings. Returns a set of points of the grid."""
    left_out, owners = set(), collections.Counter()
    polygons = [[ring for ring in map(rounded, rings) if len(ring) > 3] for polygons in areas for rings in polygons]
    for rings in polygons:
        owners.update(point for ring in rings for point in ring[1:])
    for rings in filter(None, polygons):
        while (at := fault_of(without(rings, left_out))) is not None:
            near = sorted((Point(point).distance(at), point) for ring in without(rings, left_out) for point in set(ring) if owners[point] <= 2)
            fixing = [point for _, point in near[:NEAREST] if fault_of(without(rings, left_out | {point})) is None]
            left_out.add(fixing[0] if fixing else near[0][1])
    return left_out


def without(rings, left_out):
    out = []
    for ring in rings:
        kept = [point for point in ring[:-1] if point not in left_out]
        if len(kept) > 2:
            out.append(kept + kept[:1])
    return out
