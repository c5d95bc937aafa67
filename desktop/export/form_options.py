"""What the drop-down lists of a form let stand in its columns."""

from collections.abc import Iterable, Iterator

from lxml import etree
from openpyxl.utils import range_boundaries

from desktop.export.form_package import Element, FormPackage, tag
from desktop.export.form_sheet import FormSheet, Strings

_MOST = 5_000


def options(package: FormPackage, part: str, row: int) -> dict[int, tuple[str, ...]]:
    """The choices of each column that has a list in a row."""
    found: dict[int, tuple[str, ...]] = {}
    for places, formula in _lists(package.read(part)):
        columns = list(_columns(places, row))
        if columns:
            choices = _choices(package, part, formula)
            found |= dict.fromkeys(columns, choices) if choices else {}
    return found


def _lists(root: Element) -> Iterator[tuple[str, str]]:
    """The places and the source of each list, also of those that newer programs write."""
    for one in root.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname == "dataValidation":
            if one.get("type") != "list":
                continue
            inner = {etree.QName(part).localname: part for part in one.iter()
                     if isinstance(part.tag, str)}  # fmt: skip
            source = inner.get("f", inner.get("formula1"))
            places = one.get("sqref") or _text(inner.get("sqref"))
            yield places, _text(source)


def _text(part: Element | None) -> str:
    return (part.text or "") if part is not None else ""


def _columns(places: str, row: int) -> Iterator[int]:
    for place in places.split():
        left, top, right, bottom = range_boundaries(place)
        if (top or 1) <= row <= (bottom or row):
            yield from range(left or 1, (right or left or 1) + 1)


def _choices(package: FormPackage, part: str, formula: str) -> tuple[str, ...]:
    if formula.startswith('"'):
        words = formula.strip('"').replace('""', '"').split(",")
        return tuple(word.strip() for word in words if word.strip())
    named = _named(package, formula)
    sheet, _, place = (named or formula).rpartition("!")
    parts = dict(package.sheets())
    source = parts.get(sheet.strip("'").replace("''", "'")) if sheet else part
    if source is None or not place.replace("$", "").replace(":", "").isalnum():
        return ()
    return tuple(_texts(package, source, place))


def _named(package: FormPackage, formula: str) -> str:
    names = package.workbook.iterfind(f"{tag('definedNames')}/{tag('definedName')}")
    return next((one.text or "" for one in names if one.get("name") == formula), "")


def _texts(package: FormPackage, part: str, place: str) -> Iterable[str]:
    try:
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
    except ValueError:
        return
    sheet = FormSheet(package.read(part), Strings(package))
    wanted = range(top or 1, min(bottom or _MOST, (top or 1) + _MOST) + 1)
    for number in sheet.numbers:
        if number in wanted:
            for column, cell in sorted(sheet.cells(number).items()):
                text = sheet.text(cell).strip()
                if (left or 1) <= column <= (right or column) and text:
                    yield text
