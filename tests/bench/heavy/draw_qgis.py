"""draw_qgis.py LAND.shp CITIES.shp|- PROJ XMIN YMIN XMAX YMAX OUT.png|svg|pdf - the same for QGIS 3, 1600 x 1200, without its window.

Needs Debian's python3-qgis; run it with QT_QPA_PLATFORM=offscreen. "-": no names. Geometry is simplified as QGIS does by default, to a pixel.
"""
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFillSymbol, QgsMapRendererCustomPainterJob, QgsMapSettings,
                       QgsMarkerSymbol, QgsPalLayerSettings, QgsRectangle, QgsSingleSymbolRenderer, QgsTextBufferSettings,
                       QgsTextFormat, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QMarginsF, QRectF, QSize, QSizeF
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter
from qgis.PyQt.QtSvg import QSvgGenerator

WIDTH, HEIGHT, DPI = 1600, 1200, 96


def land_layer(path):
    layer = QgsVectorLayer(path, "land", "ogr")
    symbol = QgsFillSymbol.createSimple({"color": "#6C7A86", "outline_color": "#1D2A35", "outline_width": "0.5",
                                         "outline_width_unit": "Pixel"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def cities_layer(path):
    layer = QgsVectorLayer(path, "cities", "ogr")
    symbol = QgsMarkerSymbol.createSimple({"name": "circle", "color": "#1D2A35", "outline_color": "#ffffff", "size": "6",
                                           "size_unit": "Pixel", "outline_width": "1", "outline_width_unit": "Pixel"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(1)
    buffer.setSizeUnit(QgsUnitTypes.RenderPixels)
    text = QgsTextFormat()
    text.setFont(QFont("Inter", weight=QFont.Bold))
    text.setSize(11)
    text.setSizeUnit(QgsUnitTypes.RenderPixels)
    text.setColor(QColor("#1D2A35"))
    text.setBuffer(buffer)
    names = QgsPalLayerSettings()
    names.fieldName = "name_en || ' ' || name_zh"
    names.isExpression = True
    names.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)
    return layer


def device(out):
    if out.endswith(".png"):
        image = QImage(WIDTH, HEIGHT, QImage.Format_ARGB32_Premultiplied)
        image.setDotsPerMeterX(round(DPI / 0.0254))
        image.setDotsPerMeterY(round(DPI / 0.0254))
        return image
    if out.endswith(".svg"):
        svg = QSvgGenerator()
        svg.setFileName(out)
        svg.setResolution(DPI)
        svg.setSize(QSize(WIDTH, HEIGHT))
        svg.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
        return svg
    pdf = QPdfWriter(out)
    pdf.setResolution(DPI)
    pdf.setPageSize(QPageSize(QSizeF(WIDTH / DPI, HEIGHT / DPI), QPageSize.Inch))
    pdf.setPageMargins(QMarginsF(0, 0, 0, 0))
    return pdf


def main(land, cities, projection, *rest):
    *frame, out = rest
    settings = QgsMapSettings()
    layers = [land_layer(land)] if cities == "-" else [cities_layer(cities), land_layer(land)]
    for layer in layers:
        if not layer.isValid():
            sys.exit(f"draw_qgis.py: {layer.source()} cannot be read")
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem.fromProj(projection))
    settings.setExtent(QgsRectangle(*map(float, frame)))
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor("#F4F1EB"))
    settings.setFlag(QgsMapSettings.Antialiasing)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization)
    target = device(out)
    if out.endswith(".png"):
        target.fill(QColor("#F4F1EB"))
    painter = QPainter(target)
    painter.setRenderHint(QPainter.Antialiasing)
    if not out.endswith(".png"):
        painter.fillRect(0, 0, WIDTH, HEIGHT, QColor("#F4F1EB"))
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    if out.endswith(".png") and not target.save(out):
        sys.exit(f"draw_qgis.py: {out} cannot be written")


application = QgsApplication([], False)
application.initQgis()
main(*sys.argv[1:])
application.exitQgis()
