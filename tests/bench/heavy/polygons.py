"""polygons.py COAST.txt OUT.shp [WEST SOUTH EAST NORTH] - land polygons from what `gmt coast -M -W1` prints.

gmt cuts the shores at the edges of its data bins, each piece with the land on the same side: pieces are joined
end to start until they close, rings that pass 180 degrees are cut there, and Antarctica is closed along the pole. Edges longer than one
degree are split: programs that only project vertices then draw them as bent, within 0.1 pixel here, as those that bend edges. Prints the
number of vertices. Needs Debian packages python3-shapely and python3-gdal.
"""
import sys

from osgeo import ogr, osr
from shapely import wkb
from shapely.affinity import translate
from shapely.geometry import Polygon, box


def read_pieces(path):
    piece = []
    for row in open(path):
        if row[0] == ">":
            if len(piece) > 1:
                yield piece
            piece = []
        else:
            lon, lat = row.split()[:2]
            piece.append((float(lon), float(lat)))
    if len(piece) > 1:
        yield piece


def key(point):
    return round(point[0] % 360 * 5e4) % 18000000, round(point[1] * 5e4)


def rings_of(pieces):
    starts = {}
    for number, piece in enumerate(pieces):
        starts.setdefault(key(piece[0]), []).append(number)
    used = [False] * len(pieces)
    for number, piece in enumerate(pieces):
        if used[number]:
            continue
        used[number] = True
        ring = list(piece)
        while key(ring[-1]) != key(ring[0]):
            following = [n for n in starts.get(key(ring[-1]), []) if not used[n]]
            if not following:
                break
            used[following[0]] = True
            for lon, lat in pieces[following[0]][1:]:
                ring.append((lon + 360 * round((ring[-1][0] - lon) / 360), lat))
        if key(ring[-1]) == key(ring[0]) and len(ring) > 3:
            yield ring


def polygons(ring):
    if abs(ring[-1][0] - ring[0][0]) > 180:      # round the pole
        ring = ring + [(ring[-1][0], -90), (ring[0][0], -90)]
    shape = Polygon(ring)
    west, _, east, _ = shape.bounds
    for turn in (-720, -360, 0, 360, 720):
        if west + turn >= -180 and east + turn <= 180:
            yield translate(shape, turn)
        elif west + turn < 180 and east + turn > -180:
            whole = shape if shape.is_valid else shape.buffer(0)
            part = translate(whole, turn).intersection(box(-180, -90, 180, 90))
            yield from (p for p in getattr(part, "geoms", [part]) if p.geom_type == "Polygon" and not p.is_empty)


def main(source, out, *window):
    window = box(*map(float, window)) if window else None
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    data = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(out)
    layer = data.CreateLayer("land", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger))
    vertices = count = 0
    for ring in rings_of(list(read_pieces(source))):
        for polygon in polygons(ring):
            if window:
                if not polygon.intersects(window):
                    continue
                cut = (polygon if polygon.is_valid else polygon.buffer(0)).intersection(window)
                pieces = [p for p in getattr(cut, "geoms", [cut]) if p.geom_type == "Polygon"]
            else:
                pieces = [polygon]
            for piece in pieces:
                item = ogr.Feature(layer.GetLayerDefn())
                item.SetField("id", count)
                geometry = ogr.CreateGeometryFromWkb(wkb.dumps(piece))
                geometry.Segmentize(1)
                vertices += geometry.GetGeometryRef(0).GetPointCount()
                item.SetGeometry(geometry)
                layer.CreateFeature(item)
                count += 1
    print(f"{out}: {count} polygons, {vertices} vertices")


if __name__ == "__main__":
    main(*sys.argv[1:])
