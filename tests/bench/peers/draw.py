"""draw.py MAP.xml OUT.png|svg|pdf WIDTH HEIGHT SCALE WEST SOUTH EAST NORTH - draws a Mapnik map; the window is in the map's projection."""
import sys

import mapnik

for folder in ("/usr/share/fonts/opentype/inter", "/usr/share/fonts/opentype/noto"):
    mapnik.register_fonts(folder)
source, out, width, height, scale, *window = sys.argv[1:]
picture = mapnik.Map(int(width), int(height))
mapnik.load_map(picture, source)
picture.zoom_to_box(mapnik.Box2d(*map(float, window)))
if out.endswith(".png"):
    image = mapnik.Image(int(width), int(height))
    mapnik.render(picture, image, float(scale))
    image.save(out, "png24")
else:
    mapnik.render_to_file(picture, out, out[-3:], float(scale))
