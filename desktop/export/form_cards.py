"""A form that each person has a sheet of: copied with its print settings, and filled by markers."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from desktop.domain.errors import Refused
from desktop.domain.progress import Progress
from desktop.domain.tables import show
from desktop.export.form_package import FormPackage, tag
from desktop.export.form_references import of_sheet
from desktop.export.form_sheet import FormSheet

_MOST_CARDS = 300
_UID = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}uid"


@dataclass(frozen=True, slots=True)
class Card:
    """One person's sheet: its name, and what each marker stands for."""

    title: str
    texts: Mapping[str, object]


def fill_cards(package: FormPackage, sheet: str, cards: Iterable[Card], progress: Progress) -> None:
    """Fill a sheet for the first card, and a copy of it for each of the others.

    Raises:
        Refused: if there are too many, or the sheet has what cannot be copied.
    """
    wanted = list(cards)
    if len(wanted) > _MOST_CARDS:
        raise Refused(
            f"一人一张的表一次最多填{_MOST_CARDS}人，现在有{len(wanted)}人，请分村或分批填"
        )
    model = dict(package.sheets())[sheet]
    parts = [model]
    for card in wanted[1:]:
        part = package.copy_sheet(model, card.title)
        _make_second(package, part)
        _copy_names(package, sheet, card.title)
        parts.append(part)
    for at, (part, card) in enumerate(zip(parts, wanted, strict=True)):
        progress(at, len(wanted))
        replace(FormSheet.of(package, part), card.texts)


def _make_second(package: FormPackage, part: str) -> None:
    """Only one sheet of a book is the chosen one, and names of sheets in code are their own."""
    root = package.edit(part)
    root.attrib.pop(_UID, "")
    for one in root.iterfind(f"{tag('sheetViews')}/{tag('sheetView')}"):
        one.attrib.pop("tabSelected", "")
    for one in root.iterfind(tag("sheetPr")):
        one.attrib.pop("codeName", "")


def _copy_names(package: FormPackage, old: str, new: str) -> None:
    book = package.edit(package.workbook_part)
    names = book.find(tag("definedNames"))
    sheets = [one.get("name") for one in book.iterfind(f"{tag('sheets')}/{tag('sheet')}")]
    if names is None:
        return
    for one in list(names):
        if one.get("localSheetId") == str(sheets.index(old)):
            copied = deepcopy(one)
            copied.set("localSheetId", str(sheets.index(new)))
            copied.text = of_sheet(one.text or "", old, new)
            names.append(copied)


def found(text: str, texts: Mapping[str, object]) -> bool:
    """Whether a text has one of the markers in it."""
    return "{{" in text and any(marker in text for marker in texts)


def replace(sheet: FormSheet, texts: Mapping[str, object]) -> None:
    """Write what markers stand for into every cell that has one."""
    for number in sheet.numbers:
        for cell in list(sheet.cells(number).values()):
            whole = sheet.text(cell)
            if not found(whole, texts) or sheet.has_formula(cell):
                continue
            if whole.strip() in texts:
                sheet.put(cell, texts[whole.strip()])
            else:
                sheet.replace(cell, {marker: show(value) for marker, value in texts.items()})
