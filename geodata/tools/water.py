"""water.py SEAS.geojson WATERBODIES.geojson GSHHG_DIR SOURCES_DIR OUT_DIR

Sea, wide rivers and lakes as polygons.

The two OpenStreetMap packages are the coarsened 2017 ones: the sea is clean, but the inland waters were cut
along a tile grid and lost the parts smaller than a tile cell, so a river is a string of beads and a lake has
straight edges. A wide river is therefore rebuilt in three steps: a least-cost path that walks through the beads
(water is cheap, land is dear) between authored points gives its true course; a strip of its usual
width along that course closes the gaps; the beads give the real banks. Lakes are closed and rounded, or taken from GSHHG
where OpenStreetMap has none (Taihu).

Everything is computed in a metre grid (the map's own Lambert projection) and written as longitude and latitude.
"""
import csv
import heapq
import json
import math
import sys

import numpy
import pyproj
from osgeo import gdal, ogr, osr
from shapely import wkb
from shapely.geometry import LineString, Point, Polygon, box, mapping, shape
from shapely.geometry.polygon import orient
from shapely.ops import linemerge, transform, unary_union

CLIP = (113.5, 26.4, 124.6, 34.6)
METRES = "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.4 +datum=WGS84"
to_metres = pyproj.Transformer.from_crs("EPSG:4326", METRES, always_xy=True).transform
to_degrees = pyproj.Transformer.from_crs(METRES, "EPSG:4326", always_xy=True).transform

LAND_COST = 12          # a step over land costs as much as twelve over water
CUT_LENGTH = 700        # a shore that runs along a meridian or parallel for longer, in metres, is a cut of the source
CUT_WOBBLE = 30         # by how much such a shore may leave its meridian or parallel, in metres
CUT_SWELL = 0.12        # how far the shore is drawn beyond a cut, as a part of its length
gdal.UseExceptions()


def polygons_of(geometry):
    if geometry.is_empty:
        return []
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    return [part for part in parts if part.geom_type == "Polygon"]


def read_polygons(path):
    collection = json.load(open(path, encoding="utf-8"))
    items = collection.get("features") or collection["geometries"]
    found = []
    for item in items:
        for polygon in polygons_of(shape(item.get("geometry", item))):
            polygon = transform(to_metres, polygon)
            found += polygons_of(polygon if polygon.is_valid else polygon.buffer(0))
    return found


def drop_small_holes(polygon, least_area, least_width=0):
    """Fills islands that are too small or too thin to draw."""
    def is_kept(hole):
        island = Polygon(hole)
        return island.area >= least_area and not island.buffer(-least_width / 2).is_empty
    return Polygon(polygon.exterior, [hole for hole in polygon.interiors if is_kept(hole)])


def rounded(coordinates, passes, closed):
    """Chaikin's corner cutting: turns the straight tile edges into a bank that reads as one."""
    points = list(coordinates)
    for _ in range(passes):
        cut = [] if closed else [points[0]]
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            cut += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1), (0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        cut.append(cut[0] if closed else points[-1])
        points = cut
    return points


def rounded_polygon(polygon, coarse=150, fine=25):
    """Simplify, round, thin out. Keeps islands."""
    polygon = polygon.simplify(coarse)
    out = Polygon(rounded(polygon.exterior.coords, 2, True), [rounded(hole.coords, 2, True) for hole in polygon.interiors])
    out = (out if out.is_valid else out.buffer(0)).simplify(fine)
    return max(polygons_of(out), key=lambda part: part.area)


# --- cuts along meridians and parallels -------------------------------------------------------------------

def cut_from(degrees, metres, start, axis):
    """The last vertex to which the ring keeps to one longitude (axis 0) or latitude (axis 1) from a vertex on."""
    metres_per_degree = 110900 if axis == 1 else 111320 * math.cos(math.radians(degrees[start][1]))
    low = high = degrees[start][axis]
    end = start
    while end + 1 < len(degrees):
        value = degrees[end + 1][axis]
        if (max(high, value) - min(low, value)) * metres_per_degree > CUT_WOBBLE:
            break
        low, high, end = min(low, value), max(high, value), end + 1
    return end if math.dist(metres[start], metres[end]) > CUT_LENGTH else start


def turn(a, b, c):
    """By how much a line turns at b, in radians, without its sign."""
    bend = math.atan2(c[1] - b[1], c[0] - b[0]) - math.atan2(b[1] - a[1], b[0] - a[0])
    return abs((bend + math.pi) % (2 * math.pi) - math.pi)


def swell(a, b):
    """A curve from a to b that leaves and reaches the straight line smoothly, to the right of it."""
    length = math.dist(a, b)
    right = ((b[1] - a[1]) / length, (a[0] - b[0]) / length)
    out = []
    for step in range(1, 12):
        t = step / 12
        off = CUT_SWELL * length * math.sin(math.pi * t) ** 2
        out.append((a[0] + t * (b[0] - a[0]) + off * right[0], a[1] + t * (b[1] - a[1]) + off * right[1]))
    return out


def uncut_ring(ring):
    """Swells the cuts of a ring that has the water to its left."""
    metres = list(ring.coords)[:-1]
    corner = max(range(len(metres)), key=lambda i: turn(metres[i - 1], metres[i], metres[(i + 1) % len(metres)]))
    metres = metres[corner:] + metres[:corner + 1]        # no cut passes through the sharpest corner
    degrees = [to_degrees(*point) for point in metres]
    out, at = [metres[0]], 0
    while at + 1 < len(metres):
        end = max(cut_from(degrees, metres, at, axis) for axis in (0, 1))
        if end > at:
            out += swell(metres[at], metres[end])
        at = max(end, at + 1)
        out.append(metres[at])
    return out


def uncut(polygon):
    """A lake without straight edges where the source was cut along its tile grid: beyond a cut there was more water,
    its true shore is not known; a smooth curve that swells a little beyond the cut takes its place."""
    polygon = orient(polygon)                # outer ring counter-clockwise, islands clockwise: the water lies to the left
    out = Polygon(uncut_ring(polygon.exterior), [uncut_ring(hole) for hole in polygon.interiors])
    out = (out if out.is_valid else out.buffer(0)).simplify(10)
    return max(polygons_of(out), key=lambda part: part.area)


def feature(geometry, **attributes):
    return {"type": "Feature", "properties": attributes, "geometry": mapping(transform(to_degrees, geometry))}


def write(path, features):
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False)


# --- rivers -----------------------------------------------------------------------------------------------

def water_grid(water, bounds, cell):
    """True where a cell's middle is water; row 0 is the north edge."""
    west, south, east, north = bounds
    columns, rows = int((east - west) / cell) + 1, int((north - south) / cell) + 1
    raster = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((west, cell, 0, north, 0, -cell))
    reference = osr.SpatialReference()
    reference.ImportFromProj4(METRES)
    raster.SetProjection(reference.ExportToWkt())
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("water", reference, ogr.wkbPolygon)
    for polygon in water:
        item = ogr.Feature(layer.GetLayerDefn())
        item.SetGeometry(ogr.CreateGeometryFromWkb(wkb.dumps(polygon)))
        layer.CreateFeature(item)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return raster.ReadAsArray().astype(bool)


def cheapest_path(cost, start, goal):
    """Dijkstra over the eight neighbours; infinite cost marks cells outside the corridor."""
    rows, columns = cost.shape
    best = {start: 0.0}
    came_from = {}
    queue = [(0.0, start)]
    while queue:
        length, here = heapq.heappop(queue)
        if here == goal:
            break
        if length > best[here]:
            continue
        row, column = here
        for d_row in (-1, 0, 1):
            for d_column in (-1, 0, 1):
                there = (row + d_row, column + d_column)
                if there == here or not (0 <= there[0] < rows and 0 <= there[1] < columns):
                    continue
                step = cost[there] * math.hypot(d_row, d_column)
                if length + step < best.get(there, math.inf):
                    best[there] = length + step
                    came_from[there] = here
                    heapq.heappush(queue, (length + step, there))
    path = [goal]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def course_through(water, authored, cell, reach):
    """The line from the first to the last authored point that keeps to the water near the authored line."""
    corridor = authored.buffer(reach)
    bounds = corridor.bounds
    near = [polygon for polygon in water if polygon.intersects(corridor)]
    is_water = water_grid(near, bounds, cell)
    in_corridor = water_grid([corridor], bounds, cell)
    # Water gets cheaper away from its banks, so that the path keeps to mid-channel.
    depth = is_water.astype(float)
    inner = is_water.copy()
    for _ in range(4):
        shrunk = inner.copy()
        shrunk[1:, :] &= inner[:-1, :]
        shrunk[:-1, :] &= inner[1:, :]
        shrunk[:, 1:] &= inner[:, :-1]
        shrunk[:, :-1] &= inner[:, 1:]
        inner = shrunk
        depth += inner
    cost = numpy.where(is_water, 2.0 / (1.0 + depth), LAND_COST)
    cost[~in_corridor] = math.inf

    def cell_of(x, y):
        return int((bounds[3] - y) / cell), int((x - bounds[0]) / cell)

    def middle_of(row, column):
        return bounds[0] + (column + 0.5) * cell, bounds[3] - (row + 0.5) * cell

    path = cheapest_path(cost, cell_of(*authored.coords[0]), cell_of(*authored.coords[-1]))
    line = LineString([middle_of(*step) for step in path]).simplify(1.5 * cell)
    return LineString(rounded(line.coords, 2, False))


def read_river_guides(path):
    rivers = {}
    for row in csv.DictReader(open(path, encoding="utf-8")):
        river = rivers.setdefault(row["reach"], dict(row, points=[]))
        river["points"].append(to_metres(float(row["lon"]), float(row["lat"])))
    return list(rivers.values())


def smoothed_course(line, spacing):
    """A running mean over about five spacings: the path turns only in multiples of 45 degrees."""
    count = max(8, int(line.length / spacing))
    points = [line.interpolate(i / count, normalized=True).coords[0] for i in range(count + 1)]
    mean = [points[0]]
    for i in range(1, count):
        reach = min(2, i, count - i)
        window = points[i - reach:i + reach + 1]
        mean.append((sum(x for x, _ in window) / len(window), sum(y for _, y in window) / len(window)))
    return LineString(rounded(mean + [points[-1]], 1, False))


def tapered_strip(course, half_width, head_half_width):
    """A strip along the course, which narrows evenly from its mouth, the first point, to its head."""
    if head_half_width == half_width:
        return course.buffer(half_width)
    points = list(course.coords)
    ends = [course.project(Point(point)) / course.length for point in points]
    widths = [half_width + (head_half_width - half_width) * end for end in ends]
    discs = [Point(point).buffer(width) for point, width in zip(points, widths)]
    return unary_union([unary_union(pair).convex_hull for pair in zip(discs, discs[1:])])


def river_polygon(river, water, standing_water):
    half_width = float(river["half_width_m"])
    cell = float(river["cell_m"])
    authored = LineString(river["points"])
    course = smoothed_course(course_through(water, authored, cell, float(river["corridor_m"])), 4 * cell)
    strip = tapered_strip(course, half_width, float(river["head_half_width_m"] or half_width))
    if river["beads"] == "yes":
        # Beads that touch the strip are the river itself; what merely lies near is a pond.
        near = course.buffer(float(river["bank_m"]))
        beads = [bead.intersection(near) for bead in water if bead.intersects(strip) and bead.area > 3e5]
        body = unary_union(beads + [strip])
        open_ = 0.95 * half_width              # takes off stubs and side channels narrower than the strip
        body = body.buffer(half_width).buffer(-half_width - open_).buffer(open_)
        body = unary_union([body, course.buffer(0.85 * half_width)])
        body = max(polygons_of(body), key=lambda part: part.area)
        body = rounded_polygon(drop_small_holes(body, 12 * half_width ** 2), coarse=half_width / 3)
    else:
        body = strip.simplify(10)
    body = body.difference(standing_water.buffer(-60))    # runs a little into it, so that no seam shows
    return course, max(polygons_of(body), key=lambda part: part.area)


# --- lakes ------------------------------------------------------------------------------------------------

def gshhg_rings(path):
    """gmt cuts its output at the edges of its data bins: join the pieces, keep what closes."""
    lines, current = [], None
    for row in open(path):
        if row.startswith(">"):
            current = []
            lines.append(current)
        elif row.strip():
            current.append(tuple(float(value) for value in row.split()[:2]))
    merged = linemerge(unary_union([LineString(line) for line in lines if len(line) > 1]))
    rings = merged.geoms if hasattr(merged, "geoms") else [merged]
    closed = [ring for ring in rings if len(ring.coords) > 3
              and Point(ring.coords[0]).distance(Point(ring.coords[-1])) < 0.02]
    found = [part for ring in closed for part in polygons_of(Polygon(ring.coords).buffer(0))]
    return [transform(to_metres, polygon) for polygon in found]


def osm_lake(point, water, not_here):
    """The largest body near the point after closing the tile cuts."""
    nearby = [polygon for polygon in water if polygon.distance(point) < 30000]
    body = unary_union(nearby).difference(not_here)
    body = body.buffer(450).buffer(-950).buffer(500)
    parts = [part for part in polygons_of(body) if part.distance(point) < 3000]
    if not parts:
        return None
    largest = drop_small_holes(max(parts, key=lambda part: part.area), 1.2e6)
    return rounded_polygon(uncut(largest.simplify(20)), coarse=120)


def shoreline(sea, rivers, frame):
    """The outline of sea and rivers taken together: no line across a river mouth, none along the cut box."""
    inside = frame.buffer(-400)
    features = []
    for kind, own in (("river", [river.buffer(5) for river in rivers]), ("sea", [sea])):
        other = sea if kind == "river" else unary_union([river.buffer(5) for river in rivers])
        line = unary_union([polygon.boundary for polygon in own]).difference(other).intersection(inside)
        parts = line.geoms if hasattr(line, "geoms") else [line]
        merged = linemerge([part for part in parts if part.geom_type == "LineString"])
        merged = merged.geoms if hasattr(merged, "geoms") else [merged]
        features += [feature(part.simplify(10), kind=kind) for part in merged if part.length > 300]
    return features


def named_sea(path, sea):
    """The named parts of the sea: what of it lies inside authored outlines, the earlier ones first."""
    features, rest = [], drop_islands(sea, 3e6)
    for row in csv.DictReader(open(path, encoding="utf-8")):
        outline = Polygon([to_metres(*map(float, pair.split())) for pair in row["outline"].split(";")])
        part = max(polygons_of(rest.intersection(outline)), key=lambda piece: piece.area)
        rest = rest.difference(outline)
        print(f'{row["name_en"]}: {part.area / 1e6:.0f} km2')
        features.append(feature(part.simplify(60), name_en=row["name_en"], name_zh=row["name_zh"], kind=row["kind"]))
    return features


def drop_islands(sea, least_area):
    return unary_union([drop_small_holes(part, least_area) for part in polygons_of(sea)])


def authored_lake(path, name_en):
    points = [to_metres(float(row["lon"]), float(row["lat"]))
              for row in csv.DictReader(open(path, encoding="utf-8")) if row["name_en"] == name_en]
    return Polygon(rounded(points + points[:1], 3, True)).simplify(15)


def main(seas_path, waterbodies_path, gshhg_dir, sources, out):
    frame = transform(to_metres, box(*CLIP))
    water = polygons_of(unary_union(read_polygons(waterbodies_path)))
    sea = unary_union(read_polygons(seas_path))
    # Takes off jetties and dock slits, which would be drawn as a comb of spikes: first water, then land narrower than this.
    sea = sea.buffer(-180).buffer(180 + 120).buffer(-120).intersection(frame)
    sea_parts = sorted((drop_small_holes(part, 1e5, 200).simplify(40) for part in polygons_of(sea) if part.area > 2e6),
                       key=lambda part: -part.area)
    sea = unary_union(sea_parts)
    write(f"{out}/sea.geojson", [
        feature(part, name_en="East China Sea" if rank == 0 else "", name_zh="东海" if rank == 0 else "", kind="sea") for rank, part in enumerate(sea_parts)])
    print(f"sea: {[round(part.area / 1e6) for part in sea_parts]} km2")

    standing_water = sea.union(authored_lake(f"{sources}/lake_outlines.csv", "Dianshan Lake"))    # where the Huangpu begins
    courses, stems, bodies = [], [], {}
    for river in read_river_guides(f"{sources}/rivers_wide.csv"):
        course, polygon = river_polygon(river, water, standing_water)
        names = (river["name_en"], river["name_zh"])
        stems.append(feature(course.simplify(60), name_en=names[0], name_zh=names[1]))
        if not river["head_half_width_m"]:           # the head of a river has names of its own
            courses.append(stems[-1])
        bodies.setdefault(names, []).append(polygon)
    rivers, river_features = [], []
    for (name_en, name_zh), parts in bodies.items():
        polygon = unary_union(parts)
        if rivers:                                   # two named reaches must not overlap
            polygon = polygon.difference(unary_union(rivers))
        polygon = max(polygons_of(polygon), key=lambda part: part.area)
        rivers.append(polygon)
        river_features.append(feature(polygon, name_en=name_en, name_zh=name_zh, kind="river"))
        print(f"{name_en}: {polygon.area / 1e6:.0f} km2")
    write(f"{out}/wide_rivers.geojson", river_features)
    write(f"{out}/river_courses.geojson", courses)
    write(f"{out}/river_stems.geojson", stems)
    write(f"{out}/sea_parts.geojson", named_sea(f"{sources}/sea_parts.csv", sea))
    write(f"{out}/shoreline.geojson", shoreline(sea, rivers, frame))

    not_lake = unary_union(rivers + [sea]).buffer(300)
    ringed = gshhg_rings(f"{gshhg_dir}/lakes2.txt")
    islands = unary_union(gshhg_rings(f"{gshhg_dir}/lakes3.txt"))
    lake_features = []
    for row in csv.DictReader(open(f"{sources}/lakes.csv", encoding="utf-8")):
        point = Point(to_metres(float(row["lon"]), float(row["lat"])))
        if row["outline"] == "authored":
            polygon = authored_lake(f"{sources}/lake_outlines.csv", row["name_en"])
        elif row["outline"] == "osm":
            polygon = osm_lake(point, water, not_lake)
        else:
            near = [ring for ring in ringed if ring.distance(point) < 2500]
            polygon = max(near, key=lambda ring: ring.area).difference(islands) if near else None
            if polygon is not None:
                polygon = max(polygons_of(polygon), key=lambda part: part.area)
        if polygon is None:
            print("no outline for", row["name_en"])
            continue
        if polygon.geom_type == "Polygon":
            for _ in range(3):                       # a curve may touch a meridian for a while again
                polygon = uncut(polygon)
            area = polygon.area / 1e6
            published = f' of {row["published_km2"]}' if row["published_km2"] else ""
            print(f'{row["name_en"]}: {area:.0f}{published} km2 ({row["outline"]})')
            lake_features.append(feature(polygon, name_en=row["name_en"], name_zh=row["name_zh"], kind="lake",
                                         source={"osm": "OpenStreetMap", "gshhg": "GSHHG", "authored": "authored"}[row["outline"]]))
    write(f"{out}/lakes.geojson", lake_features)


if __name__ == "__main__":
    main(*sys.argv[1:])
