"""window.py PROJ WEST SOUTH EAST NORTH WIDTH HEIGHT - the frame in metres: "xmin ymin xmax ymax".

The box of degrees as corridor fits it into a frame of that shape: sampled along its edges (a box round the globe: in a grid), projected,
centred. heavy.sh gives it to the peers as their extent. Needs Debian's python3-pyproj.
"""
import sys

import pyproj

projection = sys.argv[1]
west, south, east, north, width, height = map(float, sys.argv[2:])
if east - west >= 360:
    points = [(west + i / 2, south + (north - south) * k / 16) for i in range(721) for k in range(17)]
else:
    steps = [i / 15 for i in range(16)]
    points = [(west + (east - west) * t, lat) for t in steps for lat in (south, north)]
    points += [(lon, south + (north - south) * t) for t in steps for lon in (west, east)]
xs, ys = pyproj.Proj(projection)(*zip(*points))
metres = max((max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
print(*(f"{value:.3f}" for value in
        (x - metres * width / 2, y - metres * height / 2, x + metres * width / 2, y + metres * height / 2)))
