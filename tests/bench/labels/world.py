#!/usr/bin/python3
"""Names of the world's towns on one page of 1600 x 1200 pixels, beside MapServer (map2img) and Mapnik (python3-mapnik).

usage: world.py PROGRAM FOLDER TOWNS.csv RUNS [COUNT...]. In: name, lon, lat, population, the most populous first (see towns.mjs).
Out: a table of processor time (user + system of the whole process, median over rounds in which all take turns), peak memory and names
kept. All draw the same dots (3 pt with a halo) and names (Inter 5.8 pt with a halo of 0.8 pt) in Robinson's projection as PNG; the peers
read shapefiles, place the weightiest name first and try their eight places round a dot, corridor reads CSV. Names kept are
counted by corridor's --explain-labels, in Mapnik's grid of feature numbers, in MapServer's SVG by a colour of each name's own.
A program that is not installed, or takes longer than LIMIT seconds (100), is left out, and that is said. Needs ogr2ogr (gdal-bin) and time.
"""
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys

LIMIT = os.environ.get("LIMIT", "100")
WIDTH, HEIGHT = 1600, 1200
FRAME = (-180, -60, 180, 75)
PROJECTION = "+proj=robin +lon_0=0 +datum=WGS84"
FONT = "/usr/share/fonts/opentype/inter/Inter-Regular.otf"
SIZE, HALO, ACROSS, RING = 7.73, 1.07, 4, 6.4  # pixels: 5.8 pt, 0.8 pt, 3 pt, 4.8 pt, as corridor's theme and the map file have them
MARGIN = 1.07   # pixels between two names for Mapnik, 1 for MapServer: without, they set one into the other; corridor keeps 0.8 pt
MEMBER = 310117 # the map file needs one member: the first town

SHEET = """corridor: 1
id: world
title: {{en: World}}
languages: [en]
page: {width}x{height}px
margin: 0mm
type_scale: 1
projection: "{projection}"
data:
  towns: {{file: towns.csv, key: key}}
layers:
  - {{id: towns, kind: marker, data: towns, symbol: dot, size: 3pt, fill: dot, weight_by: population, label_style: town}}
members:
  points: towns
  list:
    songjiang: {{key: "{member}"}}
versions:
  "1": {{year: 2018, members: [songjiang], extent: [{extent}]}}
furniture: {{scale_bar: no, north_arrow: no, graticule: no}}
"""

MAPSERVER_SHEET = """MAP
SIZE {width} {height}
EXTENT {frame}
UNITS METERS
IMAGECOLOR "#F4F1EB"
FONTSET "fonts"
PROJECTION {quoted} END
SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
OUTPUTFORMAT NAME "png24" DRIVER "AGG/PNG" IMAGEMODE RGB END
OUTPUTFORMAT NAME "svg" DRIVER "CAIRO/SVG" MIMETYPE "image/svg+xml" IMAGEMODE RGB EXTENSION "svg" END
LAYER NAME "towns" TYPE POINT STATUS DEFAULT DATA "backward" PROJECTION "proj=longlat" "datum=WGS84" END
CLASS
STYLE SYMBOL "dot" SIZE {ring} COLOR "#ffffff" END
STYLE SYMBOL "dot" SIZE {across} COLOR "#1D2A35" END
LABEL FONT "inter" TEXT "[name]" SIZE {size} COLOR {colour} OUTLINECOLOR "#ffffff" OUTLINEWIDTH 1 POSITION AUTO PARTIALS FALSE MINSIZE 1 BUFFER 1 END
END
END
END
"""

# Dots and names are rules of one layer over records given twice: a grid is drawn of one layer, and needs the dots as obstacles.
MAPNIK_SHEET = """<Map srs="{projection}" background-color="#F4F1EB" font-directory="{fonts}">
<Style name="all"><Rule><Filter>[kind]='dot'</Filter><MarkersSymbolizer width="{ring}" height="{ring}" fill="#ffffff" stroke-width="0" allow-overlap="true"/>
<MarkersSymbolizer width="{across}" height="{across}" fill="#1D2A35" stroke-width="0" allow-overlap="true"/></Rule>
<Rule><Filter>[kind]='name'</Filter><TextSymbolizer face-name="Inter Regular" size="{size}" fill="#5b6873" halo-fill="#ffffff" halo-radius="{halo}"
 placement-type="simple" placements="NE,E,SE,NW,W,SW,N,S" dx="{away}" dy="{away}" margin="{margin}">[name]</TextSymbolizer></Rule></Style>
<Layer name="towns" srs="+proj=longlat +datum=WGS84"><StyleName>all</StyleName>
<Datasource><Parameter name="type">shape</Parameter><Parameter name="file">forward.shp</Parameter></Datasource></Layer>
</Map>
"""

DRAW_MAPNIK = """
import mapnik
sheet = mapnik.Map(%d, %d)
mapnik.load_map(sheet, "mapnik.xml")
sheet.zoom_to_box(mapnik.Box2d(*%r))
mapnik.render_to_file(sheet, "mapnik.png", "png")
"""

COUNT_MAPNIK = """
import mapnik
sheet = mapnik.Map(%d, %d)
mapnik.load_map(sheet, "mapnik.xml")
sheet.zoom_to_box(mapnik.Box2d(*%r))
grid = mapnik.Grid(%d, %d, key="key")
mapnik.render_layer(sheet, grid, layer=0, fields=["key"])
keys = {int(entry["key"]) for entry in grid.encode("utf", resolution=1)["data"].values()}
print(len([key for key in keys if key >= 0]))
"""


def own_colour(index):
    return (index % 200 + 20, index // 200 % 200 + 20, index // 40000 + 20)


def projected_frame():
    """The page's box in the projection's metres: FRAME in its middle, as high as the page asks for."""
    points = "\n".join("%g %g" % point for point in ((FRAME[0], 0), (FRAME[2], 0), (0, FRAME[1]), (0, FRAME[3])))
    lines = subprocess.run(["cs2cs", "-f", "%.3f", "+proj=longlat +datum=WGS84", "+to", *PROJECTION.split()], input=points,
                           capture_output=True, text=True, check=True).stdout.splitlines()
    at = [tuple(float(number) for number in line.split()[:2]) for line in lines]
    left, right, bottom, top = at[0][0], at[1][0], at[2][1], at[3][1]
    half = max((right - left) / WIDTH, (top - bottom) / HEIGHT) / 2
    x, y = (left + right) / 2, (bottom + top) / 2
    return (x - half * WIDTH, y - half * HEIGHT, x + half * WIDTH, y + half * HEIGHT)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_towns(path, rows, kinds=("name",)):
    """A record per kind and town; a dot's key is less than 0."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", "kind", "name", "lon", "lat", "population", "colour"])
        for kind in kinds:
            for index, row in rows:
                key = -1 - index if kind == "dot" else index or MEMBER
                writer.writerow([key, kind, row["name"], row["lon"], row["lat"], row["population"], "#%02x%02x%02x" % own_colour(index)])


def write_shapes(name, rows, kinds=("name",)):
    write_towns(name + ".csv", rows, kinds)
    subprocess.run(["ogr2ogr", "-overwrite", "-lco", "ENCODING=UTF-8", "-oo", "AUTODETECT_TYPE=YES", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs",
                    "EPSG:4326", name + ".shp", name + ".csv"], check=True, capture_output=True)


def prepare(rows):
    write_towns("towns.csv", rows)
    write_shapes("forward", rows, ("dot", "name"))
    write_shapes("backward", rows[::-1])  # of equal priority, MapServer places the last first
    write("fonts", "inter %s\n" % FONT)
    frame = projected_frame()
    page = {"width": WIDTH, "height": HEIGHT, "projection": PROJECTION}
    write("map.yaml", SHEET.format(extent="%g, %g, %g, %g" % FRAME, member=MEMBER, **page))
    quoted = " ".join('"%s"' % word[1:] for word in PROJECTION.split())
    for name, colour in (("map", '"#5b6873"'), ("counted", "[colour]")):
        write(name + ".map", MAPSERVER_SHEET.format(frame="%.3f %.3f %.3f %.3f" % frame, quoted=quoted, across=ACROSS, ring=RING, size=SIZE * 72 / 96,
                                                    colour=colour, **page))
    write("mapnik.xml", MAPNIK_SHEET.format(fonts=os.path.dirname(FONT), size=SIZE, across=ACROSS, ring=RING, halo=HALO, away=RING / 2 + 1.6, margin=MARGIN, **page))
    write("draw_mapnik.py", DRAW_MAPNIK % (WIDTH, HEIGHT, frame))
    write("count_mapnik.py", COUNT_MAPNIK % (WIDTH, HEIGHT, frame, WIDTH, HEIGHT))


def kept_by_corridor(program):
    told = subprocess.run([program, "render", "map.yaml", "--bare", "--dpi", "96", "-f", "png", "-o", "kept.png", "--explain-labels"],
                          capture_output=True, text=True, check=True).stdout
    return len(re.findall(r"^kept", told, re.MULTILINE))


def kept_by_mapserver(count):
    subprocess.run(["map2img", "-m", "counted.map", "-i", "svg", "-o", "counted.svg"], check=True, capture_output=True)
    with open("counted.svg", encoding="utf-8") as file:
        parts = set(re.findall(r"rgb\(([\d.]+)%, ?([\d.]+)%, ?([\d.]+)%\)", file.read()))
    colours = {tuple(round(float(part) * 2.55) for part in colour) for colour in parts}
    return len([i for i in range(count) if own_colour(i) in colours])


def kept_by_mapnik():
    return int(subprocess.run(["/usr/bin/python3", "count_mapnik.py"], capture_output=True, text=True, check=True).stdout)


def programs(program, count):
    known = {"corridor": ([program, "render", "map.yaml", "--bare", "--dpi", "96", "-f", "png", "-o", "corridor.png"], lambda: kept_by_corridor(program))}
    if shutil.which("map2img"):
        known["MapServer"] = (["map2img", "-m", "map.map", "-i", "png24", "-o", "mapserver.png"], lambda: kept_by_mapserver(count))
    else:
        print("MapServer is left out: apt-get install mapserver-bin", file=sys.stderr)
    if subprocess.run(["/usr/bin/python3", "-c", "import mapnik"], capture_output=True).returncode == 0:
        known["Mapnik"] = (["/usr/bin/python3", "draw_mapnik.py"], kept_by_mapnik)
    else:
        print("Mapnik is left out: apt-get install python3-mapnik", file=sys.stderr)
    return known


def run(command):
    """Processor seconds and peak MB of the process, or None after LIMIT seconds; time(1) starts it, for a child of Python has Python's peak at
    least."""
    process = subprocess.Popen(["/usr/bin/time", "-f", "%M", "-o", "memory", "timeout", LIMIT, *command], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) == 124:
        return None
    if status != 0:
        sys.exit("ended with %d: %s" % (status, " ".join(command)))
    with open("memory", encoding="utf-8") as file:
        return usage.ru_utime + usage.ru_stime, int(file.read()) / 1024


def main():
    program, folder, towns = (os.path.abspath(path) for path in sys.argv[1:4])
    runs, counts = int(sys.argv[4]), [int(count) for count in sys.argv[5:]] or [100, 1000, 10000, 100000]
    with open(towns, encoding="utf-8") as file:
        rows = list(enumerate(csv.DictReader(file)))
    print("| names wanted | program | processor time | peak memory | names kept |\n|---|---|---|---|---|")
    for count in counts:
        if count > len(rows):
            sys.exit("%s holds %d towns only" % (towns, len(rows)))
        os.makedirs(os.path.join(folder, str(count)), exist_ok=True)
        os.chdir(os.path.join(folder, str(count)))
        prepare(rows[:count])
        known = programs(program, count)
        taken = {name: [] for name in known}
        for _ in range(runs):
            for name in list(known):
                figures = run(known[name][0])
                if figures:
                    taken[name].append(figures)
                else:
                    print("%s is left out of %d names: more than %s s" % (name, count, LIMIT), file=sys.stderr)
                    del known[name]
        for name, (_, kept) in known.items():
            seconds = statistics.median(pair[0] for pair in taken[name])
            print("| %s | %s | %.2f s | %.0f MB | %d |" % (format(count, ","), name, seconds, max(pair[1] for pair in taken[name]), kept()), flush=True)


main()
