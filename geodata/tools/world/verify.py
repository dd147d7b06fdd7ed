"""verify.py [WORLD.gpkg] - checks the world base; prints figures; exits 1 on a fault. geodata/tools/verify.py runs it.

Needs Debian packages python3-gdal, python3-shapely and python3-pyproj, which build.sh installs.
"""
import collections
import gzip
import os
import sqlite3
import sys

import pyproj
from osgeo import ogr
from shapely import wkb
from shapely.geometry import Point, Polygon, box
from shapely.ops import unary_union
from shapely.prepared import prep
from shapely.strtree import STRtree
from shapely.validation import explain_validity

ogr.UseExceptions()
TOOLS = os.path.dirname(os.path.abspath(__file__))
FILE = sys.argv[1] if len(sys.argv) > 1 else os.path.join(TOOLS, "../../world/world.gpkg")
DISK_LIMIT, PACKED_LIMIT = 60_000_000, 25_000_000
SEVEN = "en zh fr es ar ru ja".split()
BIG, LEAST_NAMED = 500_000, 0.8
ROWS = {"units_10m": 4709, "countries_50m": 256, "countries_110m": 256, "countries": 249, "unit_labels": 4596,
        "coast_10m": 4855, "coast_50m": 3616, "coast_110m": 365, "borders_10m": 11169, "borders_50m": 411,
        "borders_110m": 367, "lakes_10m": 4971, "lakes_50m": 524, "lakes_110m": 61, "rivers_10m": 2616,
        "rivers_50m": 896, "rivers_110m": 14, "towns_10m": 23371, "towns_50m": 2769, "towns_110m": 278, "waters": 169}
BASE_MAP = os.path.join(TOOLS, "../../../seeds/base/world.yaml")
FILLS = {"10m": "units_10m", "50m": "countries_50m", "110m": "countries_110m"}
LAKES_BEYOND_LAND = 0.01     # of the area of all lakes
LARGEST_LAKES, CHAINS, AS_LONG_AS_A_RIVER = 60, 4, 100      # times a lake is longer than wide: wide rivers lie in the layer, too
TRADITIONAL = set("國東門開閣馬長廣蘭亞歷爾納達喬聖羅維薩魯蘇島灣龍漢陽無齊寧濟鄉縣慶億倫塔爾盧麗雲爾頓諾裡") - set("塔")
KM2_OF_DEGREE = 12364        # of a square degree at the equator
earth = pyproj.Geod(ellps="WGS84")
faults = []


def check(good, text):
    print(("ok    " if good else "FAULT ") + text)
    if not good:
        faults.append(text)


def km2(geometry):
    return abs(earth.geometry_area_perimeter(geometry)[0]) / 1e6


def width_m(ring):
    """What a ring is wide, were it a strip."""
    area, length = earth.geometry_area_perimeter(Polygon(ring))
    return 2 * abs(area) / length if length else 0


def listed(found, most=4):
    return f"{len(found)} {found[:most]}" if found else "none"


# --- the file --------------------------------------------------------------------------------------------

db = sqlite3.connect(f"file:{FILE}?mode=ro", uri=True)
size, packed = os.path.getsize(FILE), len(gzip.compress(open(FILE, "rb").read(), 9))
check(size <= DISK_LIMIT and packed <= PACKED_LIMIT, f"size: {size / 1e6:.2f} MB, packed {packed / 1e6:.2f} MB")
check(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "SQLite finds the database whole")
check(db.execute("PRAGMA application_id").fetchone() == (1196444487,), "it says that it is a GeoPackage")
source = ogr.Open(FILE)
opened = {source.GetLayer(number).GetName() for number in range(source.GetLayerCount())}
check(set(ROWS) <= opened, f"GDAL opens its {len(opened)} layers and tables")


def read(table, *columns):
    """[(shape, column, …)] of a layer."""
    names = "".join(f', "{column}"' for column in columns)
    return [(wkb.loads(row[0][8:]), *row[1:]) for row in db.execute(f"SELECT geom{names} FROM {table} ORDER BY fid")]


layers = {}
for name, expected in ROWS.items():
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")][1:-1]
    layers[name] = read(name)
    rows = len(layers[name])
    boxed = db.execute(f"SELECT count(*) FROM rtree_{name}_geom").fetchone()[0]
    bad = [explain_validity(row[0]) for row in layers[name] if row[0].geom_type != "LineString" and not row[0].is_valid]
    outside = [row[0].bounds for row in layers[name] if not (-180 <= row[0].bounds[0] and row[0].bounds[2] <= 180 and
                                                            -90 <= row[0].bounds[1] and row[0].bounds[3] <= 90)]
    vertices = sum(len(line.coords) for row in layers[name] for line in (
        [ring for part in row[0].geoms for ring in (part.exterior, *part.interiors)] if hasattr(row[0], "geoms") else [row[0]]))
    check(rows == expected and boxed == rows and not bad and not outside,
          f"{name}: {rows} rows, {vertices} vertices, {len(columns)} columns, invalid {listed(bad)}")

# --- one topology at each scale -----------------------------------------------------------------------------


def edges_of(shapes):
    """{(from, to): the shapes that have it}, with the interior of every shape on the same side."""
    edges = collections.defaultdict(list)
    for number, item in enumerate(shapes):
        for part in item.geoms:
            for ring in (part.exterior, *part.interiors):
                points = list(ring.coords)
                if ring.is_ccw == (ring is part.exterior):
                    points.reverse()
                for edge in zip(points, points[1:]):
                    edges[edge].append(number)
    return edges


def on_frame(a, b):
    """Edges that a map does not show: along the date line, and to the pole."""
    return (abs(a[0]) > 179.999 and abs(b[0]) > 179.999) or (a[1] < -89.9 and b[1] < -89.9)


def holes_of(edges):
    """Rings of edges that only one shape has, of those inside land: lakes without a unit, or gaps."""
    following = collections.defaultdict(list)
    for a, b in edges:
        if (b, a) not in edges:
            following[a].append(b)
    rings = []
    while following:
        start = next(iter(following))
        ring = [start]
        while ring[-1] in following:
            choices = following[ring[-1]]
            point = choices.pop()
            if not choices:
                del following[ring[-1]]
            ring.append(point)
        rings.append(ring)
    return [ring for ring in rings if len(ring) > 3 and ring[0] == ring[-1] and earth.geometry_area_perimeter(Polygon(ring))[0] > 0]


def line_edges(name):
    return {frozenset(edge) for row in layers[name] for edge in zip(row[0].coords, list(row[0].coords)[1:])}


for scale, name in FILLS.items():
    shapes = [row[0] for row in layers[name]]
    edges = edges_of(shapes)
    twice = [edge for edge, owners in edges.items() if len(owners) > 1]
    check(not twice, f"{name}: edges that two areas have on the same side {listed(twice)}")
    shared = {frozenset(edge) for edge in edges if edge[::-1] in edges}
    shore = {frozenset(edge) for edge in edges if edge[::-1] not in edges and not on_frame(*edge)}
    borders, coast = line_edges(f"borders_{scale}"), line_edges(f"coast_{scale}")
    stray, missing = borders - shared, shore - coast
    if scale == "10m":
        check(shared == borders, f"borders_{scale}: {len(borders)} edges, each shared by two areas; "
                                 f"{len(stray)} are not, {len(shared - borders)} are missing")
    else:
        check(not stray or len(stray) < 0.2 * len(borders), f"borders_{scale}: {len(borders)} edges, {len(borders & shared)} between two countries")
        check(not shared - borders, f"borders_{scale}: edges between countries without a border {len(shared - borders)}")
    check(not missing and not coast - shore, f"coast_{scale}: {len(coast)} edges; {len(missing)} shores are missing, {len(coast - shore)} are none")
    gaps = [(round(width_m(ring)), [round(value, 2) for value in ring[0]]) for ring in holes_of(edges) if width_m(ring) < 100]
    check(not gaps, f"{name}: gaps under 100 m wide {listed(gaps)}")
    slivers = [(round(width_m(part.exterior)), [round(value, 2) for value in part.exterior.coords[0]])
               for item in shapes for part in item.geoms if width_m(part.exterior) < 20]
    check(not slivers, f"{name}: slivers under 20 m wide {listed(slivers)}")
    overlap = (sum(item.area for item in shapes) - unary_union(shapes).area) * KM2_OF_DEGREE
    check(abs(overlap) < 0.01, f"{name}: areas in more than one {overlap:.4f} km2")

# --- water ---------------------------------------------------------------------------------------------

units, codes = [row[0] for row in layers["units_10m"]], [row[0] for row in db.execute("SELECT code FROM units_10m ORDER BY fid")]
ready_units, unit_tree = [prep(item) for item in units], STRtree(units)
unit_number = {id(item): index for index, item in enumerate(units)}


def units_at(point):
    found = [unit_number[id(item)] if hasattr(item, "geom_type") else int(item) for item in unit_tree.query(point)]
    return [index for index in found if ready_units[index].intersects(point)]


def parts(item):
    return [part for part in getattr(item, "geoms", [item]) if part.geom_type == "Polygon" and not part.is_empty]


def near(tree, items, area):
    return [items[item] if not hasattr(item, "geom_type") else item for item in tree.query(area)]


# The fills of a scale are the only land there is: what no fill covers is drawn in the sea's colour, so no fill lies over sea when the
# fills have no area twice (above) and each of their outer edges is a coast (above). Lakes are not cut out of the fills; they are drawn
# over them. What is left to prove is that they are drawn later, and where fills and water meet.
order = [line for line in open(BASE_MAP, encoding="utf-8") if line.startswith("  - {")]


def drawn(text):
    return [number for number, line in enumerate(order) if text in line]


fills, water = drawn("fill: land,") + drawn("areas: members"), drawn("fill: lake,")
check(len(fills) == 3 and len(water) == 1 and max(fills) < water[0], "seeds/base: lakes are drawn over land and over the fills of members")
for scale, name in FILLS.items():
    lands, sheets = [row[0] for row in layers[name]], [row[0] for row in layers[f"lakes_{scale}"]]
    twice = (sum(item.area for item in sheets) - unary_union(sheets).area) * KM2_OF_DEGREE
    check(abs(twice) < 0.01, f"lakes_{scale}: water in more than one lake {twice:.4f} km2")
    tree, covered, outside = STRtree(lands), 0, []
    for lake in sheets:
        over = unary_union([item.intersection(lake) for item in near(tree, lands, lake)])
        covered += km2(over)
        # What of a lake no fill covers is sea or a hole in the land: water over water.
        outside.append((round(km2(lake) - km2(over), 1), [round(value, 1) for value in lake.bounds[:2]]))
    beyond = sum(value for value, _ in outside)
    check(beyond < LAKES_BEYOND_LAND * sum(map(km2, sheets)),
          f"lakes_{scale}: {covered:.0f} km2 of lakes lie over fills, {beyond:.0f} km2 beyond them in the sea or a hole, most {max(outside)}")


waters = read("waters", "name", "kind")
lakes = {scale: [row[0] for row in layers[f"lakes_{scale}"]] for scale in FILLS}
on_land = [name for point, name, kind in waters if kind != "lake" and units_at(point)]
check(not on_land, f"waters: names of seas on land {listed(on_land)}")
dry = [name for point, name, kind in waters if kind == "lake" and not any(lake.contains(point) for lake in lakes["10m"])]
check(not dry, f"waters: names of lakes outside their lake {listed(dry)}")
unnamed, seen = [], 0
for lake in sorted(lakes["10m"], key=km2, reverse=True):
    if seen == LARGEST_LAKES:
        break
    if km2(lake) / width_m(max(parts(lake), key=km2).exterior) ** 2 * 1e6 > AS_LONG_AS_A_RIVER:
        continue
    seen += 1
    if not any(lake.contains(point) for point, name, kind in waters if kind == "lake"):
        unnamed.append((round(km2(lake)), [round(value, 1) for value in lake.centroid.coords[0]]))
check(len(unnamed) <= CHAINS, f"waters: of the {LARGEST_LAKES} largest lakes without a name, chains of rivers and lakes in one outline, {listed(unnamed)}")
traditional = [name for table in ("towns_10m", "unit_labels", "countries", "waters") for name, in
               db.execute(f"SELECT name_zh FROM {table} WHERE name_zh <> ''") if set(name) & TRADITIONAL]
check(not traditional, f"name_zh: with characters that are written otherwise in simplified Chinese {listed(traditional)}")
marked = [name for name, in db.execute("SELECT name_en FROM towns_10m WHERE name_en GLOB '*[''`‘ʻʼāīūḩţŏŭ]*' AND country IN "
                                       "('RU', 'UA', 'IN', 'PK', 'IR', 'EG', 'SA', 'IQ', 'KR', 'KP', 'JP')")]
check(not marked, f"towns_10m: English names with marks of transliteration {listed(marked)}")
odd = [name for name, in db.execute("SELECT name_en FROM towns_10m WHERE name_en GLOB '*-s[hi]*' AND country IN ('JP', 'KR') OR name_en LIKE '% Islands City'")
       if name.endswith(("-shi", "-si", "City"))]
check(not odd, f"towns_10m: English names with a word for city {listed(odd)}")
numbered = [(table, column) for table in ("towns_10m", "unit_labels", "countries", "waters")
            for column in [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1].startswith("name")]
            if db.execute(f'SELECT count(*) FROM {table} WHERE "{column}" GLOB \'[0-9]*\' AND NOT "{column}" GLOB \'*[^0-9]*\'').fetchone()[0]]
check(not numbered, f"names that are numbers {listed(numbered)}")
land = sum(map(km2, units)) - sum(map(km2, lakes["10m"]))
check(144.5e6 < land < 146.5e6, f"land without lakes and the ice shelves of Antarctica: {land / 1e6:.2f} million km2")
for scale in ("50m", "110m"):
    areas = {}
    for code, item in zip((row[0] for row in db.execute(f"SELECT country FROM countries_{scale} ORDER BY fid")), layers[f"countries_{scale}"]):
        areas[code] = areas.get(code, 0) + km2(item[0])
    print(f"      {scale}: land {sum(areas.values()) / 1e6:.2f} million km2")

# --- label points -----------------------------------------------------------------------------------------

astray = [code for point, code in read("unit_labels", "code") if code not in [codes[index] for index in units_at(point)]]
check(not astray, f"unit_labels: outside their unit {listed(astray)}")
astray = []
countries = collections.defaultdict(list)
for code, row in zip((row[0] for row in db.execute("SELECT country FROM countries_50m ORDER BY fid")), layers["countries_50m"]):
    countries[code].append(row[0])
big_lakes = [lake for lake in lakes["50m"] if km2(lake) > 5000]
for point, code, west, south, east, north in read("countries", "country", "west", "south", "east", "north"):
    if not any(item.contains(point) for item in countries[code]) or any(lake.contains(point) for lake in big_lakes) or \
            not box(west, south, east, north).contains(point):
        astray.append(code)
check(not astray, f"countries: label points outside their country or extent, or in a lake {listed(astray)}")

# --- names ---------------------------------------------------------------------------------------------

big = db.execute("SELECT count(*) FROM towns_10m WHERE population > ?", (BIG,)).fetchone()[0]
for language in SEVEN:
    named = db.execute(f"SELECT count(*) FROM towns_10m WHERE population > ? AND name_{language} <> ''", (BIG,)).fetchone()[0]
    check(named >= LEAST_NAMED * big, f"towns of over {BIG}: {named} of {big} named in {language}")
    for layer, least in (("countries", 249), ("unit_labels", 4580)):
        named = db.execute(f"SELECT count(*) FROM {layer} WHERE name_{language} <> ''").fetchone()[0]
        check(named >= least, f"{layer}: {named} named in {language}")
for table, key, owner in (("place_names", "abidjan", "places"), ("country_names", "cote divoire", "countries"), ("unit_names", "bayern", "unit_labels")):
    rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    check(db.execute(f"SELECT count(*) FROM {table} WHERE key = ?", (key,)).fetchone()[0] > 0, f"{table}: {rows} names, {key} among them")
for key, name in (("nur sultan", "Astana"), ("port elizabeth", "Gqeberha"), ("kazan", "Kazan"), ("阿尔及尔", "Algiers"), ("阿爾及爾", "Algiers")):
    found = db.execute("SELECT name FROM place_names JOIN places ON id = place WHERE key = ? ORDER BY id LIMIT 1", (key,)).fetchone()
    check(found == (name,), f"place_names: {key} is {found and found[0]}")
for iso in ("CI-01", "FR-75", "PH-MNL", "US-TX", "CN-SH", "DE-BY"):
    check(db.execute("SELECT count(*) FROM unit_labels WHERE iso = ?", (iso,)).fetchone()[0] > 0, f"unit_labels: {iso}")
lost = db.execute("SELECT count(*) FROM places WHERE unit IS NULL").fetchone()[0]
check(lost < 100, f"places: {db.execute('SELECT count(*) FROM places').fetchone()[0]}, {lost} in no unit")
wrong = []
for (point, country, population) in read("towns_10m", "country", "population"):
    inside = units_at(point)
    if inside and country not in {db.execute("SELECT country FROM units_10m WHERE fid = ?", (index + 1,)).fetchone()[0] for index in inside}:
        wrong.append((population, country))
check(len(wrong) < 120, f"towns_10m: {len(wrong)} in a unit of another country, the largest {listed(sorted(wrong, reverse=True))}")

# --- who draws which border ----------------------------------------------------------------------------------

for scale in FILLS:
    kinds = db.execute(f"SELECT level, disputed, count(*) FROM borders_{scale} GROUP BY level, disputed").fetchall()
    viewpoints = [row[1] for row in db.execute(f"PRAGMA table_info(borders_{scale})") if row[1].startswith("level_")]
    silent = [name for name in viewpoints if not db.execute(f"SELECT count(*) FROM borders_{scale} WHERE {name} IS NOT NULL").fetchone()[0]]
    check(not silent and all(level == 0 or not disputed for level, disputed, _ in kinds),
          f"borders_{scale}: level, disputed, rows {kinds}; viewpoints that nothing is said of {listed(silent)}")
unknown = db.execute("SELECT count(*) FROM viewpoints WHERE code NOT IN (SELECT code FROM unit_labels)").fetchone()[0]
check(not unknown, f"viewpoints: {db.execute('SELECT count(*) FROM viewpoints').fetchone()[0]} rows, units unknown {unknown}")

print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
