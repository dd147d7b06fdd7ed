#!/usr/bin/python3
"""How many names greedy placers in common use keep on the bench's points: Mapnik (python3-mapnik) and MapServer (map2img).

usage: peers.py FOLDER. In: FOLDER/towns-N.csv as bench_labels --export writes them: x, y (page points, y down), weight, name, the
weightiest first. Out: a line per file; a program that is not installed is left out, and that is said. Both get the same page,
dots, font and text size as the bench, all the eight places round a dot that they know, and the weightiest names first. Names are
counted in what was drawn: in Mapnik's grid of feature numbers, in MapServer's SVG by a colour of each name's own.
"""
import csv
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

WIDTH, HEIGHT = 575, 550           # points: the frame of 203 x 194 mm
RADIUS, SIZE, GAP = 1.3, 7.0, 1.2  # as in towns.h and point_spots.c
MARGIN = 0.8                       # between two names, as in conflicts.c
FONT = "/usr/share/fonts/opentype/inter/Inter-Regular.otf"
PIXELS_PER_SIZE = 96 / 72          # MapServer's SIZE is in points of 1/72 inch on a screen of 96 pixels an inch
FIRST_DOT = 100000

MAPNIK_SHEET = """<Map srs="+proj=merc +a=6378137 +b=6378137 +units=m +no_defs" font-directory="{fonts}">
<Style name="all">
<Rule><Filter>[kind]='dot'</Filter>
<MarkersSymbolizer width="{across}" height="{across}" stroke-width="0" allow-overlap="true"/></Rule>
<Rule><Filter>[kind]='name'</Filter>
<TextSymbolizer face-name="Inter Regular" size="{size}" placement-type="simple" placements="NE,E,SE,NW,W,SW,N,S"
 dx="{away}" dy="{away}" margin="{margin}" wrap-width="0">[name]</TextSymbolizer></Rule>
</Style>
<Layer name="towns" srs="+proj=merc +a=6378137 +b=6378137 +units=m +no_defs"><StyleName>all</StyleName>
<Datasource><Parameter name="type">csv</Parameter><Parameter name="file">{data}</Parameter><Parameter name="quote">"</Parameter></Datasource></Layer></Map>
"""

MAPSERVER_SHEET = """MAP
SIZE {width} {height}
EXTENT 0 0 {width} {height}
UNITS METERS
RESOLUTION 72
DEFRESOLUTION 72
FONTSET "{fonts}"
SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
OUTPUTFORMAT NAME "svg" DRIVER "CAIRO/SVG" MIMETYPE "image/svg+xml" EXTENSION "svg" END
LAYER NAME "towns" TYPE POINT STATUS DEFAULT
PROCESSING "ITEMS=name,colour"
LABELITEM "name"
{features}
CLASS
STYLE SYMBOL "dot" SIZE {across} COLOR 0 0 0 END
LABEL TYPE TRUETYPE FONT "inter" SIZE {size} COLOR [colour] POSITION AUTO OFFSET {away} {away} BUFFER {buffer} PARTIALS FALSE
MINSIZE 1 MAXSIZE 100 END
END
END
END
"""


def read_towns(path):
    with open(path, encoding="utf-8") as file:
        return [(float(row["x"]), float(row["y"]), row["name"]) for row in csv.DictReader(file)]


def kept_by_mapnik(towns, work):
    import mapnik
    data = os.path.join(work, "towns.csv")
    with open(data, "w", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        rows.writerow(["x", "y", "kind", "name", "key"])
        for kind, first in (("dot", FIRST_DOT), ("name", 0)):  # every dot stands before the first name is placed
            for i, (x, y, name) in enumerate(towns):
                rows.writerow(["%.3f" % x, "%.3f" % (HEIGHT - y), kind, name, first + i])
    sheet = mapnik.Map(WIDTH, HEIGHT)
    mapnik.load_map_from_string(sheet, MAPNIK_SHEET.format(
        fonts=os.path.dirname(FONT), across=2 * RADIUS, size=SIZE, away=RADIUS + GAP, margin=MARGIN, data=data))
    sheet.zoom_to_box(mapnik.Box2d(0, 0, WIDTH, HEIGHT))
    grid = mapnik.Grid(WIDTH, HEIGHT, key="key")
    mapnik.render_layer(sheet, grid, layer=0, fields=["key"])
    keys = {int(entry["key"]) for entry in grid.encode("utf", resolution=1)["data"].values()}
    return len([key for key in keys if key < FIRST_DOT])


def own_colour(index):
    return (index % 200 + 20, index // 200 + 20, 99)


def kept_by_mapserver(towns, work):
    with open(os.path.join(work, "fonts"), "w", encoding="utf-8") as file:
        file.write("inter %s\n" % FONT)
    features = []
    for i, (x, y, name) in reversed(list(enumerate(towns))):  # of equal priority, the last is placed first
        features.append('FEATURE POINTS %.3f %.3f END ITEMS "%s;#%02x%02x%02x" END' % (
            (x, HEIGHT - y, name.replace('"', "'")) + own_colour(i)))
    sheet, drawn = os.path.join(work, "towns.map"), os.path.join(work, "towns.svg")
    with open(sheet, "w", encoding="utf-8") as file:
        file.write(MAPSERVER_SHEET.format(
            width=WIDTH, height=HEIGHT, fonts=os.path.join(work, "fonts"), features="\n".join(features),
            across=2 * RADIUS, size=SIZE / PIXELS_PER_SIZE, away=round(RADIUS + GAP), buffer=0))
    subprocess.run(["map2img", "-m", sheet, "-i", "svg", "-o", drawn], check=True, capture_output=True)
    with open(drawn, encoding="utf-8") as file:
        parts = re.findall(r"rgb\(([\d.]+)%, ?([\d.]+)%, ?([\d.]+)%\)", file.read())
    colours = {tuple(round(float(part) * 2.55) for part in colour) for colour in parts}
    return len([i for i in range(len(towns)) if own_colour(i) in colours])


def main():
    files = glob.glob(os.path.join(sys.argv[1], "towns-*.csv"))
    peers = {}
    try:
        import mapnik
        peers["Mapnik %d.%d.%d" % tuple(mapnik.mapnik_version() // n % 100 for n in (100000, 100, 1))] = kept_by_mapnik
    except ImportError:
        print("Mapnik: left out, python3-mapnik is not installed")
    if shutil.which("map2img"):
        version = subprocess.run(["map2img", "-v"], capture_output=True, text=True).stdout.split()[2]
        peers["MapServer " + version] = kept_by_mapserver
    else:
        print("MapServer: left out, mapserver-bin is not installed")
    for path in sorted(files, key=lambda name: int(re.findall(r"\d+", os.path.basename(name))[0])):
        towns = read_towns(path)
        with tempfile.TemporaryDirectory() as work:
            kept = ["%s keeps %d" % (name, count(towns, work)) for name, count in peers.items()]
        print("%6d towns: %s" % (len(towns), ", ".join(kept) or "no peer is installed"))


main()
