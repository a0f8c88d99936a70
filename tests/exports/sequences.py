"""The order of an office file's elements, as the schemas of ISO/IEC 29500-1 have it, for the elements that we write.

An office suite repairs a file whose elements stand in another order, or refuses it.
"""

import io
import zipfile
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

_FILL: Final = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
_EFFECT: Final = "effectLst|effectDag"
_LINE: Final = f"{_FILL} prstDash|custDash round|bevel|miter headEnd tailEnd extLst"
_SHAPE: Final = f"xfrm custGeom|prstGeom {_FILL} ln {_EFFECT} scene3d sp3d extLst"
_RUN: Final = (
    f"ln {_FILL} {_EFFECT} highlight uLnTx|uLn uFillTx|uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst"
)
_PARAGRAPH: Final = (
    "lnSpc spcBef spcAft buClrTx|buClr buSzTx|buSzPct|buSzPts buFontTx|buFont buNone|buAutoNum|buChar|buBlip tabLst "
    "defRPr extLst"
)
_TEXT: Final = "bodyPr lstStyle p"
_SHOWN: Final = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
)
_AXIS: Final = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses|crossesAt"
)
_DRAWN: Final = "sp|grpSp|graphicFrame|cxnSp|pic|contentPart"
_SIDES: Final = "top left|start bottom right|end insideH insideV"

# of an element, or of one in another: the names of its children in their order; those with | between them stand in
# one place
SEQUENCES: Final = {
    # DrawingML charts
    "c:chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr "
                    "txPr externalData printSettings userShapes extLst",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
               "dispBlanksAs showDLblsOverMax extLst",
    "c:plotArea": "layout barChart|scatterChart|lineChart valAx|catAx|dateAx|serAx dTable spPr extLst",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "c:scatterChart": "scatterStyle varyColors ser dLbls axId extLst",
    "c:barChart/c:ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape "
                        "extLst",
    "c:scatterChart/c:ser": "idx order tx spPr marker dPt dLbls trendline errBars xVal yVal smooth extLst",
    "c:dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
    "c:marker": "symbol size spPr extLst",
    "c:dLbls": f"dLbl delete {_SHOWN} showLeaderLines leaderLines extLst",
    "c:dLbl": f"idx delete layout tx {_SHOWN} extLst",
    "c:errBars": "errDir errBarType errValType noEndCap plus minus val spPr extLst",
    "c:catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "c:valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    "c:scaling": "logBase orientation max min extLst",
    "c:title": "tx layout overlay spPr txPr extLst",
    "c:manualLayout": "layoutTarget xMode yMode wMode hMode x y w h extLst",
    "c:numCache": "formatCode ptCount pt extLst",
    "c:numLit": "formatCode ptCount pt extLst",
    "c:strCache": "ptCount pt extLst",
    "c:numRef": "f numCache extLst", "c:strRef": "f strCache extLst",
    "c:spPr": _SHAPE, "c:txPr": _TEXT, "c:rich": _TEXT,
    # DrawingML
    "a:p": "pPr r|br|fld endParaRPr", "a:r": "rPr t", "a:fld": "rPr pPr t",
    "a:pPr": _PARAGRAPH, "a:lvl1pPr": _PARAGRAPH, "a:defPPr": _PARAGRAPH,
    "a:rPr": _RUN, "a:defRPr": _RUN, "a:endParaRPr": _RUN,
    "a:bodyPr": "prstTxWarp noAutofit|normAutofit|spAutoFit scene3d sp3d|flatTx extLst",
    "a:ln": _LINE, "a:lnL": _LINE, "a:lnR": _LINE, "a:lnT": _LINE, "a:lnB": _LINE,
    "a:gradFill": "gsLst lin|path tileRect", "a:xfrm": "off ext chOff chExt",
    "a:tbl": "tblPr tblGrid tr", "a:tblPr": f"{_FILL} {_EFFECT} tableStyle|tableStyleId extLst",
    "a:tc": "txBody tcPr extLst",
    "a:tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILL} headers extLst",
    # PresentationML
    "p:presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags "
                      "embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier "
                      "extLst",
    "p:sld": "cSld clrMapOvr transition timing extLst", "p:cSld": "bg spTree custDataLst controls extLst",
    "p:spTree": f"nvGrpSpPr grpSpPr {_DRAWN} extLst", "p:grpSp": f"nvGrpSpPr grpSpPr {_DRAWN} extLst",
    "p:grpSpPr": f"xfrm {_FILL} {_EFFECT} scene3d extLst",
    "p:sp": "nvSpPr spPr style txBody extLst", "p:nvSpPr": "cNvPr cNvSpPr nvPr",
    "p:cxnSp": "nvCxnSpPr spPr style extLst", "p:pic": "nvPicPr blipFill spPr style extLst",
    "p:graphicFrame": "nvGraphicFramePr xfrm graphic extLst",
    "p:spPr": _SHAPE, "p:txBody": _TEXT, "a:txBody": _TEXT, "p:blipFill": "blip srcRect tile|stretch",
    # WordprocessingML
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
             "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
             "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
             "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
             "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
             "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "w:tbl": "tblPr tblGrid tr", "w:tr": "tblPrEx trPr tc", "w:tc": "tcPr p|tbl",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
               "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
              "headers",
    "w:tblBorders": _SIDES, "w:tcBorders": _SIDES, "w:tblCellMar": _SIDES, "w:tcMar": _SIDES,
    "w:sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
                "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
                "sectPrChange",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
               "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:tblStylePr": "pPr rPr tblPr trPr tcPr",
    "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "w:numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "w:font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic "
              "embedBoldItalic",
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "pic:pic": "nvPicPr blipFill spPr", "pic:blipFill": "blip srcRect tile|stretch", "pic:spPr": _SHAPE,
}  # fmt: skip
SPACES: Final = {
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
}
_PLACES: Final = {
    name: {one: at for at, some in enumerate(order.split()) for one in some.split("|")}
    for name, order in SEQUENCES.items()
}


def faults(package: bytes) -> list[str]:
    """Every element, in any part of an office file, whose children stand in another order or do not belong there."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return [
            f"{part}: {told}"
            for part in parts.namelist()
            if part.endswith(".xml")
            for element in etree.fromstring(parts.read(part)).iter(etree.Element)
            if (told := fault(element))
        ]


def fault(element: etree._Element) -> str:
    """What is wrong with the children of an element; "" where nothing is, or nothing is known of it."""
    if not (places := known(element)):
        return ""
    children = [etree.QName(child).localname for child in element.iterchildren(etree.Element)]
    at = [places.get(child, -1) for child in children]
    return "" if at == sorted(at) and -1 not in at else f"{_called(element)}: {' '.join(children)}"


def known(element: etree._Element) -> dict[str, int]:
    """The places of the children of an element by their names; none where nothing is known of it."""
    name, above = _called(element), element.getparent()
    inside = f"{_called(above)}/{name}" if above is not None else ""
    return _PLACES.get(inside) or _PLACES.get(name) or {}


def _called(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{SPACES.get(name.namespace, '')}:{name.localname}"
