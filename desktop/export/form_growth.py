"""Rows put into a worksheet, with everything in the workbook that speaks of rows moved along."""

from copy import deepcopy

from lxml import etree

from desktop.domain.errors import Refused
from desktop.export.form_package import Element, FormPackage, tag
from desktop.export.form_references import Growth, moved_formula, moved_list, moved_reference
from desktop.export.form_sheet import FormSheet

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FORMULAS = {"formula", "formula1", "formula2", "f"}
_FIXED = {"sheetViews", "sheetData", "mergeCells", "cols"}
_IN_THE_WAY = "模板第{row}行以下有{what}，行数不够时挪不动，请先在模板里多留几行空行"


def grow(package: FormPackage, part: str, name: str, sheet: FormSheet, growth: Growth) -> None:
    """Put rows into a worksheet, which is in a part and has a name.

    Raises:
        Refused: if something below stands in the way that cannot be moved.
    """
    root = package.edit(part)
    _refuse_what_cannot_move(package, part, root, growth)
    sheet.unshare()
    sheet.move_down(growth.first, growth.count)
    _move_merged(root, growth)
    for one in root:
        if etree.QName(one).localname not in _FIXED:
            _move_places(one, growth)
    _move_breaks(root, growth)
    _move_formulas(package, part, name, growth)
    _move_names(package, name, growth)
    _move_neighbours(package, part, name, growth)
    for number in range(growth.first, growth.first + growth.count):
        sheet.add_row(number, growth.model)


def _refuse_what_cannot_move(
    package: FormPackage, part: str, root: Element, growth: Growth
) -> None:
    if root.find(tag("controls")) is not None or root.find(tag("oleObjects")) is not None:
        raise Refused(_IN_THE_WAY.format(row=growth.first, what="按钮等控件"))
    for _, kind, other in package.relations(part):
        what = {"comments": "批注", "pivotTable": "透视表"}.get(kind)
        if what and any(_row_of(place) >= growth.first for place in _places(package.read(other))):
            raise Refused(_IN_THE_WAY.format(row=growth.first, what=what))


def _places(root: Element) -> list[str]:
    return [place for one in root.iter() if (place := one.get("ref"))]


def _row_of(place: str) -> int:
    digits = "".join(filter(str.isdecimal, place.partition(":")[2] or place))
    return int(digits) if digits else 0


def _move_merged(root: Element, growth: Growth) -> None:
    """What is merged in the model row is merged in the new ones too."""
    merged = root.find(tag("mergeCells"))
    if merged is None:
        return
    for one in list(merged):
        place = one.get("ref", "")
        start, _, end = place.partition(":")
        if _row_of(start) == _row_of(end) == growth.model:
            for number in range(growth.first, growth.first + growth.count):
                row = deepcopy(one)
                row.set("ref", place.replace(str(growth.model), str(number)))
                merged.append(row)
        # Alike at both ends: a cell that is merged in the last row does not grow.
        is_one_row = _row_of(start) == _row_of(end)
        parts = (moved_reference(start, growth), moved_reference(end, growth))
        one.set("ref", ":".join(parts) if is_one_row else moved_reference(place, growth))
    merged.set("count", str(len(merged)))


def _move_places(part: Element, growth: Growth) -> None:
    for one in part.iter():
        if not isinstance(one.tag, str):
            continue
        places, place = one.get("sqref"), one.get("ref")
        if places:
            one.set("sqref", moved_list(places, growth))
        if place:
            one.set("ref", moved_reference(place, growth))
        if etree.QName(one).localname == "sqref" and one.text:
            one.text = moved_list(one.text, growth)


def _move_breaks(root: Element, growth: Growth) -> None:
    for one in root.iterfind(f"{tag('rowBreaks')}/{tag('brk')}"):
        one.set("id", str(growth.row(int(one.get("id", "0")) + 1) - 1))


def _move_formulas(package: FormPackage, part: str, name: str, growth: Growth) -> None:
    """Formulas of cells, validations and conditional formats, on every sheet."""
    for _, other in package.sheets():
        here = other == part
        if not here and name not in etree.tostring(package.read(other), encoding="unicode"):
            continue
        for one in package.edit(other).iter():
            if isinstance(one.tag, str) and etree.QName(one).localname in _FORMULAS and one.text:
                one.text = moved_formula(one.text, growth, sheet=name, here=here)
                if here and one.get("ref"):
                    one.set("ref", moved_reference(one.get("ref", ""), growth))


def _move_names(package: FormPackage, name: str, growth: Growth) -> None:
    """Print areas, repeated rows and other names."""
    for one in package.edit(package.workbook_part).iterfind(
        f"{tag('definedNames')}/{tag('definedName')}"
    ):
        if one.text:
            one.text = moved_formula(one.text, growth, sheet=name, here=False)
    chain = next(
        (part for _, kind, part in package.relations(package.workbook_part) if kind == "calcChain"),
        "",
    )
    if chain and package.has(chain):
        package.drop(chain)


def _move_neighbours(package: FormPackage, part: str, name: str, growth: Growth) -> None:
    """Tables and pictures of the sheet, and charts of any sheet that show it."""
    for _, kind, other in package.relations(part):
        if kind == "table":
            _move_places(package.edit(other), growth)
        if kind == "drawing":
            for one in package.edit(other).iter(f"{_DRAWING}row"):
                one.text = str(growth.row(int(one.text or "0") + 1) - 1)
    for chart in package.names():
        if chart.startswith("xl/charts/chart"):
            for one in package.edit(chart).iter(f"{_CHART}f"):
                one.text = moved_formula(one.text or "", growth, sheet=name, here=False)
