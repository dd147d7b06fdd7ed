"""write_shapefile.py KIND OUT.shp IN.geojson FIELD[:TYPE]...

Writes one Shapefile with exactly the named fields, in that order, in UTF-8, with a fixed date in the .dbf header so that the
same input gives the same bytes. KIND is polygon or line. TYPE is 6.0 or 9.1 (a number of that width and decimals) or a
text width in bytes (a Chinese character takes three); the default is text of the width that the longest value needs.
A field area_km2 is not read but measured, on the WGS 84 ellipsoid.
"""
import json
import os
import sys

import pyproj
from osgeo import gdal, ogr, osr
from shapely.geometry import shape

gdal.UseExceptions()
ogr.UseExceptions()
FIXED_DATE = "2024-12-26"
EARTH = pyproj.Geod(ellps="WGS84")


def main(kind, out, source, *fields):
    features = json.load(open(source, encoding="utf-8"))["features"]
    stem = os.path.splitext(out)[0]
    for suffix in ("shp", "shx", "dbf", "prj", "cpg"):
        if os.path.exists(f"{stem}.{suffix}"):
            os.remove(f"{stem}.{suffix}")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    data = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(out)
    layer = data.CreateLayer(os.path.basename(stem), reference, {"polygon": ogr.wkbPolygon, "line": ogr.wkbLineString}[kind],
                             ["ENCODING=UTF-8", f"DBF_DATE_LAST_UPDATE={FIXED_DATE}"])
    if any(field.startswith("area_km2:") for field in fields):
        for item in features:
            square_metres, _ = EARTH.geometry_area_perimeter(shape(item["geometry"]))
            item["properties"]["area_km2"] = round(abs(square_metres) / 1e6, 1)
    names = []
    for field in fields:
        name, _, width = field.partition(":")
        names.append(name)
        if "." in width:
            digits, decimals = map(int, width.split("."))
            definition = ogr.FieldDefn(name, ogr.OFTReal if decimals else ogr.OFTInteger)
            definition.SetWidth(digits)
            definition.SetPrecision(decimals)
        else:
            longest = max((len(str(item["properties"][name]).encode()) for item in features), default=1)
            definition = ogr.FieldDefn(name, ogr.OFTString)
            definition.SetWidth(int(width) if width else max(longest, 1))
        layer.CreateField(definition)
    for item in features:
        record = ogr.Feature(layer.GetLayerDefn())
        for name in names:
            record.SetField(name, item["properties"][name])
        record.SetGeometry(ogr.CreateGeometryFromJson(json.dumps(item["geometry"])))
        layer.CreateFeature(record)
    del layer, data
    print(f"{out}: {len(features)} features, {os.path.getsize(out)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
