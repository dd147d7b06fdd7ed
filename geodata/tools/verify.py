"""verify.py [GEODATA_DIR] - checks the committed geodata; prints figures; exits 1 on a fault.

Needs Debian packages python3-gdal, python3-shapely and python3-pyproj, which build.sh installs.
"""
import csv
import math
import os
import subprocess
import sys

import pyproj
from osgeo import ogr
from shapely import wkb
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import transform, unary_union
from shapely.validation import explain_validity

ogr.UseExceptions()
TOOLS = os.path.dirname(os.path.abspath(__file__))
DATA = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(TOOLS)
METRES = "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.4 +datum=WGS84"
to_metres = pyproj.Transformer.from_crs("EPSG:4326", METRES, always_xy=True).transform
earth = pyproj.Geod(ellps="WGS84")

SIZE_LIMIT = 4_000_000
SEA_MEMBER = 330400              # Jiaxing's polygon takes in a part of Hangzhou Bay
faults = []


def check(good, text):
    print(("ok    " if good else "FAULT ") + text)
    if not good:
        faults.append(text)


def read_layer(name):
    source = ogr.Open(os.path.join(DATA, name))
    layer = source.GetLayer()
    out = []
    for item in layer:
        out.append((item.items(), wkb.loads(bytes(item.GetGeometryRef().ExportToWkb()))))
    return out


def read_csv(name):
    return list(csv.DictReader(open(os.path.join(DATA, name), encoding="utf-8")))


def metres(geometry):
    return transform(to_metres, geometry)


def area_km2(geometry):
    return abs(earth.geometry_area_perimeter(geometry)[0]) / 1e6


def distance_km(a, b):
    return earth.inv(*a, *b)[2] / 1000


# --- files ---------------------------------------------------------------------------------------------

LAYERS = ["admin/prefectures", "admin/districts", "admin/provinces", "osm/borders", "osm/sea", "osm/sea_parts", "osm/wide_rivers",
          "osm/river_courses", "osm/lakes", "osm/shoreline", "gshhg/rivers", "land"]
TABLES = ["cities.csv", "places.csv", "locator.csv", "seas.csv", "g60-expressway.csv", "intercity-railway.csv"]
total = 0
for folder, _, files in os.walk(DATA):
    if os.path.relpath(folder, DATA).split(os.sep)[0] not in ("tools", "world"):
        total += sum(os.path.getsize(os.path.join(folder, file)) for file in files)
check(total < SIZE_LIMIT, f"size without tools and the world base: {total / 1e6:.2f} MB")
for name in LAYERS:
    missing = [suffix for suffix in ("shp", "shx", "dbf", "prj", "cpg") if not os.path.exists(f"{DATA}/{name}.{suffix}")]
    check(not missing, f"{name}: parts complete {missing or ''}")
    check(open(f"{DATA}/{name}.cpg").read().strip() == "UTF-8", f"{name}: UTF-8")

layers = {name: read_layer(name + ".shp") for name in LAYERS}
for name, features in layers.items():
    bad = [explain_validity(geometry) for _, geometry in features if not geometry.is_valid]
    vertices = sum(len(ring) for _, geometry in features for ring in
                   [part.exterior.coords if part.geom_type == "Polygon" else part.coords
                    for part in (geometry.geoms if hasattr(geometry, "geoms") else [geometry])]
                   + [hole.coords for part in (geometry.geoms if hasattr(geometry, "geoms") else [geometry])
                      if part.geom_type == "Polygon" for hole in part.interiors])
    size = sum(os.path.getsize(f"{DATA}/{name}.{suffix}") for suffix in ("shp", "shx", "dbf", "prj", "cpg"))
    check(not bad, f"{name}: {len(features)} records, {vertices} vertices, {size} bytes, valid {bad[:2] or ''}")

# --- units ---------------------------------------------------------------------------------------------

frame = metres(box(113.6, 26.95, 124.47, 34.1))
sea = unary_union([metres(geometry) for _, geometry in layers["osm/sea"]])
prefectures = {item["adcode"]: (item, geometry) for item, geometry in layers["admin/prefectures"]}
districts = {item["adcode"]: (item, geometry) for item, geometry in layers["admin/districts"]}
cities = read_csv("cities.csv")
for city in cities:
    _, geometry = prefectures[int(city["adcode"])]
    have, published = area_km2(geometry), float(city["area_km2"])
    on_land = metres(geometry).difference(sea).area / 1e6
    off = 100 * (have / published - 1)
    tolerance = 12 if int(city["adcode"]) == SEA_MEMBER else 1
    check(abs(off) < tolerance, f'{city["name_en"]}: {have:.0f} km2, published {published:.0f}, {off:+.2f} % '
                                f'(without sea {on_land:.0f}, {100 * (on_land / published - 1):+.2f} %)')


def overlap_and_gap(units, name):
    shapes = [metres(geometry) for geometry in units]
    overlap = sum(a.intersection(b).area for i, a in enumerate(shapes) for b in shapes[i + 1:]
                  if a.envelope.intersects(b.envelope))
    union = unary_union(shapes)
    parts = union.geoms if hasattr(union, "geoms") else [union]
    # A hole in the sea is a strait between two units; one outside the frame is a unit that the layer does not hold.
    holes = [Polygon(hole) for part in parts for hole in part.interiors]
    gaps = [hole for hole in holes if hole.within(frame) and hole.difference(sea).area > 1000]
    check(not gaps, f"{name}: gaps between units {[round(gap.area) for gap in gaps]} m2")
    return union


whole = overlap_and_gap([geometry for _, geometry in prefectures.values()], "prefectures")
overlap_and_gap([geometry for _, geometry in districts.values()], "districts")
provinces_union = unary_union([metres(geometry) for _, geometry in layers["admin/provinces"]])
check(provinces_union.symmetric_difference(whole).area < 1e4,
      f"provinces cover the prefectures: difference {provinces_union.symmetric_difference(whole).area:.0f} m2")
shanghai = unary_union([metres(prefectures[code][1]) for code in (310000, 310117)])
difference = shanghai.symmetric_difference(unary_union([metres(geometry) for _, geometry in districts.values()])).area
check(difference < 1e4, f"districts cover Shanghai: difference {difference:.0f} m2")
check(metres(prefectures[310117][1]).symmetric_difference(metres(districts[310117][1])).area < 1e4,
      "Songjiang is the same in both layers")

lakes = unary_union([metres(geometry) for _, geometry in layers["osm/lakes"]])
rivers = unary_union([metres(geometry) for _, geometry in layers["osm/wide_rivers"]])
water = unary_union([sea, lakes, rivers])
for code in (330100, 330400, 320500, 340200):     # members at the coast or on the Yangtze: is there bare land off their shore?
    body = metres(prefectures[code][1])
    bare = body.buffer(2500).difference(whole).difference(water).area / 1e6
    check(bare < 60, f'{prefectures[code][0]["name_en"]}: land within 2.5 km outside every unit {bare:.1f} km2')

# --- water and borders ---------------------------------------------------------------------------------

at_sea = sum(metres(geometry).intersection(sea).length for _, geometry in layers["osm/borders"]) / 1000
in_water = sum(metres(geometry).intersection(unary_union([lakes, rivers])).length for _, geometry in layers["osm/borders"]) / 1000
check(at_sea < 0.5 and in_water < 0.5, f"borders: {at_sea:.2f} km at sea, {in_water:.2f} km in lakes and wide rivers")
for rank in (1, 2, 3):
    print(f"      rank {rank}: {sum(metres(g).length for i, g in layers['osm/borders'] if i['rank'] == rank) / 1000:.0f} km")
doubled = sum(metres(geometry).intersection(water.buffer(-1)).length for _, geometry in layers["gshhg/rivers"]) / 1000
check(doubled < 5, f"river lines inside water polygons: {doubled:.1f} km")
named = {item["name_en"]: geometry for item, geometry in layers["osm/lakes"]}
check(1.0 < area_km2(named["Lake Tai"]) / 2338 < 1.1, f'Lake Tai: {area_km2(named["Lake Tai"]):.0f} km2, one piece '
                                                         f'{named["Lake Tai"].geom_type == "Polygon"}')
yangtze = [geometry for item, geometry in layers["osm/wide_rivers"] if item["name_en"] == "Yangtze River"]
check(len(yangtze) == 1 and yangtze[0].geom_type == "Polygon", "Yangtze: one connected polygon")
mouths = [(item["name_en"], metres(geometry).distance(sea)) for item, geometry in layers["osm/wide_rivers"]]
check(all(gap < 1 for name, gap in mouths if name != "Fuchun River"), f"wide rivers reach the sea: {mouths}")

parts = [metres(geometry) for _, geometry in layers["osm/sea_parts"]]
overlap = sum(a.intersection(b).area for i, a in enumerate(parts) for b in parts[i + 1:]) / 1e6
on_land = sum(part.difference(sea.buffer(70)).area for part in parts) / 1e6
check(overlap < 5, f"sea parts: {overlap:.1f} km2 in two of them, {on_land:.1f} km2 on land (islands under 3 km2)")
off_river = sum(metres(geometry).difference(rivers.union(sea).buffer(200)).length for _, geometry in layers["osm/river_courses"]) / 1000
check(off_river < 5, f"river courses: {off_river:.1f} km outside their water")



def axis_runs(ring, wobble=30):
    """Kilometres of each piece of a ring over one that keeps to a meridian or parallel: where a source was cut along tiles."""
    found = []
    for axis in (0, 1):
        at = 0
        while at + 1 < len(ring):
            metres = 110900 if axis == 1 else 111320 * math.cos(math.radians(ring[at][1]))
            end, low, high = at, ring[at][axis], ring[at][axis]
            while end + 1 < len(ring) and (max(high, ring[end + 1][axis]) - min(low, ring[end + 1][axis])) * metres <= wobble:
                end += 1
                low, high = min(low, ring[end][axis]), max(high, ring[end][axis])
            if end > at and distance_km(ring[at], ring[end]) > 1:
                found.append(round(distance_km(ring[at], ring[end]), 2))
            at = max(end, at + 1)
    return found


cut = {item["name_en"]: runs for item, geometry in layers["osm/lakes"]
       if (runs := [run for ring in [geometry.exterior, *geometry.interiors] for run in axis_runs(list(ring.coords))])}
check(not cut, f"lakes: shores straight along a meridian or parallel for over 1 km {cut or ''}")
huangpu = next(metres(geometry) for item, geometry in layers["osm/wide_rivers"] if item["name_en"] == "Huangpu River")
head = metres(named["Dianshan Lake"])
width = huangpu.intersection(head.buffer(2000)).area / 2000
check(huangpu.distance(head) < 100 and width < 200, f"Huangpu: begins {huangpu.distance(head):.0f} m from Dianshan Lake, {width:.0f} m wide there")

# --- points --------------------------------------------------------------------------------------------


def unit_of(lon, lat, units):
    return [code for code, (_, geometry) in units.items() if geometry.contains(Point(lon, lat))]


for city in cities:
    for kind in ("lon lat", "seat_lon seat_lat"):
        lon, lat = (float(city[key]) for key in kind.split())
        check(unit_of(lon, lat, prefectures) == [int(city["adcode"])], f'{city["name_en"]} ({kind.split()[0]}) in its unit')
        if metres(Point(lon, lat)).distance(water) == 0:
            check(False, f'{city["name_en"]} in water')
places = read_csv("places.csv")
wrong = []
for place in places:
    lon, lat = float(place["lon"]), float(place["lat"])
    if place["unit"]:
        code = int(place["unit"])
        inside = unit_of(lon, lat, prefectures) + unit_of(lon, lat, districts)
        if code not in inside:
            wrong.append((place["name_en"], inside))
    if metres(Point(lon, lat)).distance(water) == 0:
        wrong.append((place["name_en"], "in water"))
check(not wrong, f"places: {len(places)} in their units {wrong or ''}")
check(len({(p["name_en"], p["name_zh"]) for p in places}) == len(places), "places: no name twice")
for row in read_csv("seas.csv"):
    point = metres(Point(float(row["lon"]), float(row["lat"])))
    if row["kind"] != "locator":
        check(sea.contains(point), f'{row["name_en"]} lies in the sea')

# --- routes --------------------------------------------------------------------------------------------


def check_route(name, largest_step, sharpest_turn, ends):
    rows = read_csv(name)
    points = [(float(row["lon"]), float(row["lat"])) for row in rows]
    check([int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1)), f"{name}: numbered 1..{len(rows)}")
    steps = [distance_km(a, b) for a, b in zip(points, points[1:])]
    chainage = sum(steps)
    check(min(steps) > 0.2 and max(steps) < largest_step, f"{name}: {chainage:.0f} km, steps {min(steps):.1f}..{max(steps):.1f} km")
    line = metres(LineString(points))
    check(line.is_simple, f"{name}: no loop")
    sharpest = 0
    for a, b, c in zip(line.coords, line.coords[1:], line.coords[2:]):
        turn = math.degrees(math.atan2(c[1] - b[1], c[0] - b[0]) - math.atan2(b[1] - a[1], b[0] - a[0]))
        sharpest = max(sharpest, abs((turn + 180) % 360 - 180))
    check(sharpest < sharpest_turn, f"{name}: sharpest turn {sharpest:.0f} degrees")
    check((rows[0]["name_en"], rows[-1]["name_en"]) == ends, f"{name}: from {ends[0]} to {ends[1]}")
    check(all((row["kind"] == "waypoint") == (not row["name_en"]) or row["kind"] == "bridge" for row in rows),
          f"{name}: waypoints carry no name")
    check(all(row["rank"] in "123" for row in rows), f"{name}: ranks 1..3")
    unchecked = [row["name_en"] or row["seq"] for row in rows if row["checked_sources"] == "none"]
    check(all(float(row["accuracy_km"]) > 0 for row in rows) and all(bool(row["checked_residual_km"]) != (row["checked_sources"] == "none") for row in rows),
          f"{name}: accuracy stated for every point; {len(unchecked)} unchecked {unchecked}")
    offs = [(float(row["checked_residual_km"]), row["name_en"] or row["seq"]) for row in rows if row["checked_residual_km"]]
    print(f"      recorded residual: {len(offs)} points, largest {max(offs)}")
    return rows


stations = [row for row in check_route("intercity-railway.csv", 25, 90, ("Shanghai Hongqiao", "Hefei South")) if row["kind"] == "station"]
check(len(stations) == 20 and all(float(row["checked_residual_km"]) <= 0.6 for row in stations),
      f"railway: {len(stations)} stations, recorded residual against independent sources at most 0.6 km")
railway = read_csv("intercity-railway.csv")
dates = {(row["stretch"], row["construction_start"], row["opened"]) for row in railway}
check(len(dates) == len({stretch for stretch, _, _ in dates}) and all(start < opened for _, start, opened in dates),
      f"railway: one pair of dates a stretch {sorted(dates, key=lambda item: item[1])}")
check_route("g60-expressway.csv", 25, 60, ("Xinzhuang interchange", "Zhejiang-Jiangxi border"))
for city in cities:
    nearest = min((distance_km((float(city["lon"]), float(city["lat"])), (float(r["lon"]), float(r["lat"]))), r["name_en"]) for r in stations)
    print(f'      {city["name_en"]}: nearest station {nearest[1]} {nearest[0]:.1f} km')

print("the world base:")
world = subprocess.run([sys.executable, "-W", "ignore", os.path.join(TOOLS, "world/verify.py"), os.path.join(DATA, "world/world.gpkg")], check=False)
check(world.returncode == 0, "the world base")

print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
