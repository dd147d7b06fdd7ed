"""draw_qgis.py MAP.yaml VERSION OUT.png|svg|pdf … - a whole sheet of a version of seeds/g60.yaml by QGIS 3: map, panel, legend, locator.

Needs Debian's python3-qgis; run it with QT_QPA_PLATFORM=offscreen. A4 landscape; a PNG has 150 dpi.
"""
import os
import sys
import tempfile

import yaml
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsLabelingEngineSettings,
                       QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemMapGrid, QgsLayoutItemMapOverview,
                       QgsLayoutItemPicture, QgsLayoutItemPolyline, QgsLayoutItemScaleBar, QgsLayoutItemShape, QgsLayoutMeasurement,
                       QgsLayoutPoint, QgsLayoutSize, QgsLegendRenderer, QgsLegendStyle, QgsMapClippingRegion, QgsPrintLayout,
                       QgsProject, QgsRectangle, QgsRenderContext, QgsUnitTypes)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPolygonF

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import g60_qgis  # noqa: E402

MM = QgsUnitTypes.LayoutMillimeters
POINT = 25.4 / 72
FRAME = (8, 8, 204, 194)  # left, top, width, height of the map on the page
PANEL = (219, 70)  # left, width
INSET = (12, 154, 62, 44)
PADDING = 11
CRS = "+proj=lcc +lat_1=29.2 +lat_2=31.9 +lat_0=30.5 +lon_0=119 +datum=WGS84 +units=m +no_defs"
LOCATOR_CRS = "+proj=laea +lat_0=30.5 +lon_0=119 +datum=WGS84 +units=m +no_defs"
SVG_FOLDER = "/usr/share/qgis/svg"


class Sheet:
    """A page of a print layout; y runs down the panel in millimetres."""

    def __init__(self, project, theme):
        self.layout, self.theme, self.y = QgsPrintLayout(project), theme, 0.0
        self.layout.initializeDefaults()
        self.layout.renderContext().setDpi(150)

    def place(self, item, left, top, width, height):
        item.attemptMove(QgsLayoutPoint(left, top, MM))
        item.attemptResize(QgsLayoutSize(width, height, MM))
        self.layout.addLayoutItem(item)
        return item

    def text(self, words, style, left, top, width, align=Qt.AlignLeft):
        """Sets wrapped words; returns the height that they take."""
        font = self.theme.font(style)
        measure = QFont(font)
        measure.setPointSizeF(font.pointSizeF() * 20)  # QFontMetrics rounds to pixels
        size = QFontMetricsF(measure).boundingRect(QRectF(0, 0, width / POINT * 20 * 96 / 72, 1e6), Qt.TextWordWrap, words)
        height = size.height() / 20 * 72 / 96 * POINT
        label = QgsLayoutItemLabel(self.layout)
        label.setText(words)
        label.setFont(font)
        label.setFontColor(QColor(self.theme.colour(self.theme.styles[style]["colour"])))
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(align)
        self.label = self.place(label, left, top, width, height + 1)
        return height

    def rule(self, top, colour, width):
        line = QgsLayoutItemPolyline(QPolygonF([QPointF(PANEL[0], top), QPointF(PANEL[0] + PANEL[1], top)]), self.layout)
        line.setSymbol(g60_qgis.stroke(self.theme.colour(colour), width))
        self.layout.addLayoutItem(line)

    def circle(self, x, y, size, colour):
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Ellipse)
        shape.setSymbol(g60_qgis.fill(colour))
        self.place(shape, x - size / 2, y - size / 2, size, size)

    def clip(self, item, left, top, width, height):
        """Cuts the features of a map at its frame: QGIS's SVG has no clip paths, so they would run on over the page."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Rectangle)
        shape.setSymbol(g60_qgis.fill("#00000000"))
        self.place(shape, left, top, width, height)
        settings = item.itemClippingSettings()
        settings.setSourceItem(shape)
        settings.setFeatureClippingType(QgsMapClippingRegion.FeatureClippingType.ClipToIntersection)
        settings.setEnabled(True)


def window(shape, frame, padding):
    """The extent of a frame that shows a shape of longitudes and latitudes whole, with a margin."""
    project = QgsProject.instance()
    ground = QgsGeometry(shape)
    ground.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project))
    box = ground.boundingBox()
    scale = max(box.width() / (frame[2] - 2 * padding), box.height() / (frame[3] - 2 * padding))
    centre = box.center()
    return QgsRectangle(centre.x() - scale * frame[2] / 2, centre.y() - scale * frame[3] / 2,
                        centre.x() + scale * frame[2] / 2, centre.y() + scale * frame[3] / 2)


def main_map(sheet, content):
    item = QgsLayoutItemMap(sheet.layout)
    sheet.place(item, *FRAME)
    item.setLayers(content.visible)
    item.setKeepLayerSet(True)
    item.setExtent(window(content.union, FRAME, PADDING))
    item.setBackgroundColor(QColor(sheet.theme.colour("land")))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(sheet.theme.colour("neatline")))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.8 * POINT, MM))
    sheet.clip(item, *FRAME)
    item.setLabelMargin(QgsLayoutMeasurement(2, MM))
    grid = QgsLayoutItemMapGrid("degrees", item)
    grid.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    grid.setIntervalX(1)
    grid.setIntervalY(1)
    grid.setStyle(QgsLayoutItemMapGrid.FrameAnnotationsOnly)  # a grid of the layout would lie over the names: the lines are a layer
    grid.setAnnotationEnabled(True)
    grid.setAnnotationFormat(QgsLayoutItemMapGrid.DecimalWithSuffix)
    grid.setAnnotationPrecision(0)
    grid.setAnnotationFrameDistance(0.8)
    grid.setAnnotationTextFormat(sheet.theme.format("graticule"))
    grid.setAnnotationDisplay(QgsLayoutItemMapGrid.HideAll, QgsLayoutItemMapGrid.Top)
    grid.setAnnotationDisplay(QgsLayoutItemMapGrid.HideAll, QgsLayoutItemMapGrid.Right)
    grid.setAnnotationDirection(QgsLayoutItemMapGrid.Vertical, QgsLayoutItemMapGrid.Left)
    grid.setAnnotationDisplay(QgsLayoutItemMapGrid.LatitudeOnly, QgsLayoutItemMapGrid.Left)
    grid.setAnnotationDisplay(QgsLayoutItemMapGrid.LongitudeOnly, QgsLayoutItemMapGrid.Bottom)
    item.grids().addGrid(grid)
    return item


def map_furniture(sheet, map_item):
    bar = QgsLayoutItemScaleBar(sheet.layout)
    bar.setLinkedMap(map_item)
    bar.setStyle("Single Box")
    bar.setUnits(QgsUnitTypes.DistanceKilometers)
    bar.setMapUnitsPerScaleBarUnit(1)
    bar.setUnitLabel("km")
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setUnitsPerSegment(50)
    bar.setHeight(1.4)
    bar.setLabelBarSpace(1)
    bar.setTextFormat(sheet.theme.format("scale"))
    bar.setFillSymbol(g60_qgis.fill(sheet.theme.colour("ink")))
    bar.setLineSymbol(g60_qgis.stroke(sheet.theme.colour("ink"), 0.4))
    bar.update()
    sheet.place(bar, FRAME[0] + 72, FRAME[1] + FRAME[3] - 11, 50, 9)
    north = QgsLayoutItemPicture(sheet.layout)
    north.setPicturePath(f"{SVG_FOLDER}/arrows/NorthArrow_04.svg")
    north.setSvgFillColor(QColor(sheet.theme.colour("ink")))
    north.setLinkedMap(map_item)
    north.setNorthMode(QgsLayoutItemPicture.TrueNorth)
    sheet.place(north, FRAME[0] + FRAME[2] - 12, FRAME[1] + FRAME[3] - 15, 8, 11)
    for item in (bar, north):
        map_item.addLabelBlockingItem(item)


def inset(sheet, content, map_item):
    """The district where it began, larger; its box is drawn on the main map."""
    left, top, width, height = INSET
    item = QgsLayoutItemMap(sheet.layout)
    sheet.place(item, *INSET)
    item.setLayers(content.near)
    item.setKeepLayerSet(True)
    district = next(feature.geometry() for feature in content.members.getFeatures("level = 'district'"))
    item.setExtent(window(district, INSET, 2))
    item.setBackgroundColor(QColor(sheet.theme.colour("land")))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(sheet.theme.colour("ink")))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.5 * POINT, MM))
    sheet.clip(item, *INSET)
    overview = QgsLayoutItemMapOverview("inset", map_item)
    overview.setLinkedMap(item)
    overview.setFrameSymbol(g60_qgis.fill("#00000000", sheet.theme.colour("ink"), 0.5))
    map_item.overviews().addOverview(overview)
    map_item.addLabelBlockingItem(item)
    sheet.text(f"Songjiang 松江  1 : {round(item.scale(), -4):,.0f}".replace(",", " "), "legend_title", left, top - 4, width)
    map_item.addLabelBlockingItem(sheet.label)


def heading(sheet, said, version):
    left, width = PANEL
    step = said["versions"][version]
    sheet.text(said["title"]["en"], "title", left, 8, width)
    sheet.text(said["title"]["zh"], "title_second", left, 14.6, width)
    sheet.rule(22.6, "title_rule", 1)
    sheet.text(version, "badge", left, 25.6, 22)
    top = 26.6 + sheet.text(step["tagline"]["en"], "tagline", left + 22.4, 26.6, width - 22.4)
    sheet.text(f"{step['tagline']['zh']} · {step['year']}年", "tagline_second", left + 22.4, top + 0.6, width - 22.4)


def timeline(sheet, content):
    left, width, y, total = PANEL[0] + 2, PANEL[1], 43, 0
    steps = list(content.said["versions"])
    pitch = (width - 16) / (len(steps) - 1)
    line = QgsLayoutItemPolyline(QPolygonF([QPointF(left, y), QPointF(left + pitch * (len(steps) - 1), y)]), sheet.layout)
    line.setSymbol(g60_qgis.stroke(sheet.theme.colour("timeline"), 1))
    sheet.layout.addLayoutItem(line)
    for index, step in enumerate(steps):
        said, now = content.said["versions"][step], step == content.version
        new = len(said["members"])
        total += new
        sheet.circle(left + index * pitch, y, 3.8 if now else 2.6, content.class_colour(step))
        plus = f"  +{new}" if index else ""
        members = f"{total} member" + ("s" if total > 1 else "")
        sheet.text(f"{step}{plus}\n{said['year']}\n{members}", "timeline_now" if now else "timeline", left + index * pitch - 2, y + 3, 18)


def facts(sheet, content):
    left, width = PANEL
    sheet.y = 57.5
    for fact in content.said["facts"]:
        if content.version not in fact.get("versions", [content.version]):
            continue
        indent = 15 if "figure" in fact else 0
        if indent:
            sheet.text(fact["figure"], "fact_figure", left, sheet.y - 1.4, indent)
        for language in ("en", "zh"):
            sheet.y += sheet.text(fact["text"][language], "fact_text", left + indent, sheet.y, width - indent)
        sheet.y += 1.4
    sheet.rule(sheet.y + 0.4, "rule", 0.5)
    sheet.y += 2.2


def legend(sheet, content, map_item):
    item = QgsLayoutItemLegend(sheet.layout)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.clear()
    for layer in content.legend:
        node = root.addLayer(layer)
        if layer in content.untitled:
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Hidden)
    item.setTitle("Legend 图例")
    item.setWrapString("|")
    item.setLinkedMap(map_item)
    for part, style in ((QgsLegendStyle.Title, "legend_title"), (QgsLegendStyle.Subgroup, "legend_text"), (QgsLegendStyle.SymbolLabel, "legend_text")):
        item.setStyleFont(part, sheet.theme.font(style))
    item.setFontColor(QColor(sheet.theme.colour("ink")))
    item.setBoxSpace(0)
    item.setSymbolWidth(10)
    item.setSymbolHeight(3)
    item.setStyleMargin(QgsLegendStyle.SymbolLabel, QgsLegendStyle.Left, 2.4)
    item.setStyleMargin(QgsLegendStyle.Symbol, QgsLegendStyle.Top, 1.3)
    item.setStyleMargin(QgsLegendStyle.Subgroup, QgsLegendStyle.Top, 1.6)
    item.setStyleMargin(QgsLegendStyle.Title, QgsLegendStyle.Bottom, 0.8)
    item.setLineSpacing(0.2)
    sheet.place(item, PANEL[0], sheet.y, PANEL[1], 60)
    item.adjustBoxSize()
    sheet.y += item.rect().height()


def locator(sheet, content, map_item):
    layers = content.locator()
    item = QgsLayoutItemMap(sheet.layout)
    size, left = 31, PANEL[0] + PANEL[1] - 31
    sheet.place(item, left, 186 - size, size, size)
    item.setCrs(QgsCoordinateReferenceSystem.fromProj(LOCATOR_CRS))
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.setExtent(QgsRectangle(-1.6e6, -1.5e6, 1.6e6, 1.7e6))
    item.setBackgroundColor(QColor(sheet.theme.colour("locator_sea")))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(sheet.theme.colour("neatline")))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, MM))
    sheet.clip(item, left, 186 - size, size, size)
    overview = item.overview()
    overview.setLinkedMap(map_item)
    colour = QColor(sheet.theme.colour("locator_frame"))
    colour.setAlpha(40)
    overview.setFrameSymbol(g60_qgis.fill(colour.name(QColor.HexArgb), sheet.theme.colour("locator_frame"), 1))
    sheet.text("Location 位置", "locator", left, 186 - size - 4, size)
    return layers


def credits(sheet, content, map_item):
    scale = round(map_item.scale(), -5)
    words = [f"1 : {scale:,.0f}. Lambert conformal conic, 29.2° / 31.9°.".replace(",", " ")]
    for source in content.said["sources"].values():
        words.append(source["text"]["en"] if "text" in source else f"{source['of']['en']}: {source['kind']['en']} “{source['title']}”, {source['year']}.")
    sheet.text(" ".join(words), "credits", PANEL[0], 191, PANEL[1])


def export(sheet, out):
    exporter = QgsLayoutExporter(sheet.layout)
    if out.endswith(".png"):
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 150
        result = exporter.exportToImage(out, settings)
    elif out.endswith(".svg"):
        settings = QgsLayoutExporter.SvgExportSettings()
        settings.forceVectorOutput = True
        settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
        result = exporter.exportToSvg(out, settings)
    else:
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.forceVectorOutput = True
        settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
        result = exporter.exportToPdf(out, settings)
    if result != QgsLayoutExporter.Success:
        sys.exit(f"draw_qgis.py: {out} cannot be written")


def engine(project):
    settings = QgsLabelingEngineSettings()
    settings.setPlacementVersion(QgsLabelingEngineSettings.PlacementEngineVersion2)
    settings.setMaximumLineCandidatesPerCm(20)
    settings.setMaximumPolygonCandidatesPerCmSquared(40)
    settings.setFlag(QgsLabelingEngineSettings.UsePartialCandidates, False)
    settings.setDefaultTextRenderFormat(QgsRenderContext.TextFormatAlwaysText)
    project.setLabelingEngineSettings(settings)


def main(map_file, version, *outs):
    with open(map_file, encoding="utf-8") as file:
        said = yaml.safe_load(file)
    with open(os.path.join(os.path.dirname(map_file), "themes", said["theme"] + ".yaml"), encoding="utf-8") as file:
        theme = g60_qgis.Theme(yaml.safe_load(file))
    QFont.insertSubstitutions("Inter", ["Noto Sans CJK SC"])
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem.fromProj(CRS))
    project.setEllipsoid("EPSG:7030")
    engine(project)
    content = g60_qgis.Map(map_file, said, theme, version)
    project.addMapLayers({*content.visible, *content.near}, False)
    sheet = Sheet(project, theme)
    map_item = main_map(sheet, content)
    map_furniture(sheet, map_item)
    inset(sheet, content, map_item)
    heading(sheet, said, version)
    timeline(sheet, content)
    facts(sheet, content)
    legend(sheet, content, map_item)
    project.addMapLayers(locator(sheet, content, map_item), False)
    credits(sheet, content, map_item)
    for out in outs:
        export(sheet, out)


with tempfile.TemporaryDirectory() as profile:
    application = QgsApplication([], True, profile)
    application.initQgis()
    main(*sys.argv[1:])
    application.exitQgis()
