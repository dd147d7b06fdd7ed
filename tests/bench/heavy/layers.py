"""layers.py LAND.shp BORDERS.shp TOWNS.csv WEST SOUTH EAST NORTH - the other layers of a map as maps are really made, beside the land.

Writes sea, lakes, rivers, country, province, roads, towns and names (.shp) into this folder: the sea is the window without the land; lakes, rivers
and borders of countries are what `gmt coast` has; borders of provinces come from BORDERS; roads join each town to its four nearest by
a line that bends at random, with a fixed seed. Prints the number of vertices of each. Needs Debian packages gmt-gshhg-full, python3-shapely and
python3-gdal.
"""
import csv
import os
import random
import subprocess
import sys

from osgeo import ogr, osr
from shapely import wkb
from shapely.geometry import LineString, Point, box
from shapely.ops import polygonize, unary_union

land_path, borders_path, towns_path = sys.argv[1:4]
west, south, east, north = map(float, sys.argv[4:8])
NAMES = 100  # the largest towns, which TOWNS begins with
window = box(west, south, east, north)
driver = ogr.GetDriverByName("ESRI Shapefile")


def read(path):
    source = ogr.Open(path)
    return [wkb.loads(bytes(item.GetGeometryRef().ExportToWkb())) for item in source.GetLayer()]


def parts(shape, kind):
    return [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == kind and not part.is_empty]


def vertices(shape):
    if shape.geom_type == "Polygon":
        return len(shape.exterior.coords) + sum(len(ring.coords) for ring in shape.interiors)
    return len(shape.coords)


def write(name, kind, shapes, fields=()):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    if os.path.exists(f"{name}.shp"):
        driver.DeleteDataSource(f"{name}.shp")
    data = driver.CreateDataSource(f"{name}.shp")
    layer = data.CreateLayer(name, reference, kind, ["ENCODING=UTF-8"])
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger))
    for field, form in fields:
        layer.CreateField(ogr.FieldDefn(field, form))
    for number, (shape, *values) in enumerate(shapes):
        item = ogr.Feature(layer.GetLayerDefn())
        item.SetField("id", number)
        for (field, _), value in zip(fields, values):
            item.SetField(field, value)
        geometry = ogr.CreateGeometryFromWkb(wkb.dumps(shape))
        geometry.Segmentize(1)  # as polygons.py does
        item.SetGeometry(geometry)
        layer.CreateFeature(item)
    print(f"{name}.shp: {len(shapes)} records, {sum(vertices(shape) for shape, *_ in shapes)} vertices")


def gmt_lines(*options):
    printed = subprocess.run(["gmt", "coast", f"-R{west}/{east}/{south}/{north}", "-M", *options], check=True,
                             capture_output=True, text=True).stdout
    for piece in printed.split(">")[1:]:
        points = [tuple(map(float, row.split()[:2])) for row in piece.splitlines()[1:] if row and row[0] != "#"]
        if len(points) > 1:
            yield LineString(points)


def lines(shapes):
    return [(part,) for shape in shapes for part in parts(shape.intersection(window), "LineString")]


def bent(start, end, chance):
    """From one town to the other, a vertex every 250 m or so."""
    count = max(8, int(Point(start).distance(Point(end)) * 400))
    dx, dy, off, points = end[0] - start[0], end[1] - start[1], 0, [start]
    for i in range(1, count):
        off = 0.95 * off + chance.gauss(0, 0.006)
        share = i / count
        aside = off * 4 * share * (1 - share)
        points.append((start[0] + dx * share - dy * aside, start[1] + dy * share + dx * aside))
    return LineString(points + [end])


def roads(towns):
    chance = random.Random(19)
    joined = set()
    for town in towns:
        nearest = sorted(towns, key=lambda other: (other[0] - town[0]) ** 2 + (other[1] - town[1]) ** 2)[1:5]
        joined.update(tuple(sorted((town, other))) for other in nearest)
    return [(bent(start, end, chance),) for start, end in sorted(joined)]


land = read(land_path)
write("sea", ogr.wkbPolygon, [(part,) for part in parts(window.difference(unary_union([s.buffer(0) for s in land])), "Polygon")])
shores = list(gmt_lines("-W2", "-Df", "-A5/2/2"))
write("lakes", ogr.wkbPolygon, [(shape,) for shape in polygonize(unary_union(shores))])
write("rivers", ogr.wkbLineString, lines(gmt_lines("-Ia", "-Df")))
write("country", ogr.wkbLineString, lines(gmt_lines("-N1", "-Df")))
write("province", ogr.wkbLineString, lines(part for shape in read(borders_path) for part in parts(shape, "LineString")))
with open(towns_path, encoding="utf-8") as file:
    rows = [(float(row["lon"]), float(row["lat"]), row["name"], int(row["population"])) for row in csv.DictReader(file)]
write("roads", ogr.wkbLineString, roads(sorted({row[:2] for row in rows})))
towns = [(Point(lon, lat), name, population) for lon, lat, name, population in rows]
fields = [("name", ogr.OFTString), ("population", ogr.OFTInteger)]
write("towns", ogr.wkbPoint, towns, fields)
write("names", ogr.wkbPoint, towns[:NAMES], fields)
with open(towns_path, encoding="utf-8") as file, open("names.csv", "w", encoding="utf-8") as out:
    out.writelines(file.readlines()[:NAMES + 1])
