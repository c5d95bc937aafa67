"""One worksheet of a form: its rows and cells in place, their texts, and writing into them."""

from copy import deepcopy
from datetime import date
from functools import cached_property

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter

from desktop.domain.errors import Refused
from desktop.export.form_package import Element, FormPackage, tag
from desktop.export.workbook_cells import is_number, shortened

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZERO_DAY = date(1899, 12, 30)
_CHINESE_DATES = frozenset({*range(27, 37), *range(50, 59)})
_TEXT = "@"


class Strings:
    """The shared texts and the number formats of a workbook."""

    def __init__(self, package: FormPackage) -> None:
        self._package = package

    def _part(self, kind: str) -> Element | None:
        relations = self._package.relations(self._package.workbook_part)
        part = next((part for _, name, part in relations if name == kind), "")
        return self._package.read(part) if part and self._package.has(part) else None

    @cached_property
    def items(self) -> list[Element]:
        """The shared texts, each with its runs."""
        part = self._part("sharedStrings")
        return [] if part is None else part.findall(tag("si"))

    @cached_property
    def _formats(self) -> list[str]:
        part = self._part("styles")
        if part is None:
            return []
        own = {
            one.get("numFmtId"): one.get("formatCode", "")
            for one in part.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
        }
        found = []
        for one in part.iterfind(f"{tag('cellXfs')}/{tag('xf')}"):
            number = one.get("numFmtId", "0")
            shown = "yyyy" if int(number) in _CHINESE_DATES else BUILTIN_FORMATS.get(int(number))
            found.append(own.get(number) or shown or "")
        return found

    def format_of(self, cell: Element) -> str:
        """The number format of a cell."""
        at = int(cell.get("s", "0"))
        return self._formats[at] if at < len(self._formats) else ""


class FormSheet:
    """A worksheet whose cells can be found and written; everything else in it stays."""

    def __init__(self, root: Element, strings: Strings) -> None:
        self.root = root
        self._strings = strings
        data = root.find(tag("sheetData"))
        if data is None:
            raise Refused("模板的工作表是空的，请检查模板")
        self._data = data
        self._rows: dict[int, tuple[Element, dict[int, Element]]] = {}
        self._set_in_order()

    @classmethod
    def of(cls, package: FormPackage, part: str) -> "FormSheet":
        """A worksheet of a workbook, to be written to."""
        return cls(package.edit(part), Strings(package))

    def _set_in_order(self) -> None:
        """Give every row and cell its place, which a file may leave out."""
        number = 0
        for row in self._data.iterfind(tag("row")):
            number = int(row.get("r", number + 1))
            row.set("r", str(number))
            row.attrib.pop("spans", "")
            column, cells = 0, dict[int, Element]()
            for cell in row.iterfind(tag("c")):
                if cell.get("r"):
                    column = _column(cell)
                else:
                    column += 1
                    cell.set("r", f"{get_column_letter(column)}{number}")
                cells[column] = cell
            self._rows[number] = (row, cells)

    @property
    def numbers(self) -> list[int]:
        """The rows that the file has, from the top."""
        return sorted(self._rows)

    def cells(self, number: int) -> dict[int, Element]:
        """The cells that a row has, by their columns counted from 1."""
        return self._rows[number][1] if number in self._rows else {}

    def text(self, cell: Element) -> str:
        """What a cell says, without its formula."""
        return "".join(part.text or "" for part in self._texts(cell)) or (
            "" if cell.get("t") == "s" else cell.findtext(tag("v"), "")
        )

    def _texts(self, cell: Element) -> list[Element]:
        item = self._item(cell)
        if item is None:
            return []
        # A reading aid over the characters is no part of the text.
        return [
            part
            for part in item.iter(tag("t"))
            if (above := part.getparent()) is not None and above.tag != tag("rPh")
        ]

    def _item(self, cell: Element) -> Element | None:
        if cell.get("t") == "s":
            at = int(cell.findtext(tag("v"), "-1"))
            return self._strings.items[at] if 0 <= at < len(self._strings.items) else None
        return cell.find(tag("is"))

    def has_formula(self, cell: Element) -> bool:
        return cell.find(tag("f")) is not None

    def cell(self, number: int, column: int, like: int) -> Element:
        """A cell, made with the looks of the same column in row ``like`` if it is not there."""
        row, cells = self._row(number, like)
        if column in cells:
            return cells[column]
        made = etree.Element(tag("c"), {"r": f"{get_column_letter(column)}{number}"})
        style = self._style(column, like)
        if style:
            made.set("s", style)
        behind = min((place for place in cells if place > column), default=0)
        if behind:
            cells[behind].addprevious(made)
        else:
            row.append(made)
        cells[column] = made
        return made

    def _style(self, column: int, like: int) -> str:
        cell = self.cells(like).get(column)
        if cell is not None:
            return cell.get("s", "")
        for one in self.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
                return one.get("style", "")
        return ""

    def _row(self, number: int, like: int) -> tuple[Element, dict[int, Element]]:
        if number not in self._rows:
            self.add_row(number, like)
        return self._rows[number]

    def add_row(self, number: int, like: int) -> None:
        """Put in a row with the looks and formulas of another, where there is none."""
        model = self._rows.get(like)
        row = self._copied(model[0], number) if model else etree.Element(tag("row"))
        row.set("r", str(number))
        if number - 1 in self._rows:
            self._rows[number - 1][0].addnext(row)
        elif below := [n for n in self._rows if n > number]:
            self._rows[min(below)][0].addprevious(row)
        else:
            self._data.append(row)
        self._rows[number] = (row, {_column(cell): cell for cell in row.iterfind(tag("c"))})

    def _copied(self, model: Element, number: int) -> Element:
        """A row with the looks and formulas of another, and nothing else that stands in it."""
        made = deepcopy(model)
        made.set("r", str(number))
        for cell in made.iterfind(tag("c")):
            origin = cell.get("r", "A1")
            place = f"{origin.rstrip('0123456789')}{number}"
            formula = cell.find(tag("f"))
            text = formula.text if formula is not None else None
            _empty(cell)
            cell.set("r", place)
            if text and formula is not None and formula.get("t") is None:
                moved = Translator(f"={text}", origin=origin).translate_formula(place)
                etree.SubElement(cell, tag("f")).text = str(moved)[1:]
        return made

    def move_down(self, first: int, count: int) -> None:
        """Number the rows from one on anew, so that so many fit in before it."""
        for number in sorted((n for n in self._rows if n >= first), reverse=True):
            row, cells = self._rows.pop(number)
            row.set("r", str(number + count))
            for column, cell in cells.items():
                cell.set("r", f"{get_column_letter(column)}{number + count}")
            self._rows[number + count] = (row, cells)

    def unshare(self) -> None:
        """Give each cell the formula that it shares with others, as a formula of its own."""
        masters: dict[str, tuple[str, str]] = {}
        for cell in self._data.iter(tag("c")):
            formula = cell.find(tag("f"))
            if formula is None or formula.get("t") != "shared":
                continue
            place, group = cell.get("r", ""), formula.get("si", "")
            if formula.text:
                masters.setdefault(group, (formula.text, place))
            text, origin = masters.get(group, ("", place))
            moved = Translator(f"={text}", origin=origin).translate_formula(place)
            formula.attrib.clear()
            formula.text = str(moved)[1:]

    def put(self, cell: Element, value: object) -> None:
        """Write a value; its format decides whether a number or a day stays one."""
        shown = self._strings.format_of(cell)
        _empty(cell)
        if isinstance(value, date) and is_date_format(shown):
            etree.SubElement(cell, tag("v")).text = str((value - _ZERO_DAY).days)
        elif is_number(value) and shown != _TEXT:
            etree.SubElement(cell, tag("v")).text = str(value)
        elif value not in {None, ""}:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.text = shortened(str(value))
            text.set(_SPACE, "preserve")

    def replace(self, cell: Element, texts: dict[str, str]) -> None:
        """Write other texts in place of some in a cell, keeping how its words look."""
        item = self._item(cell)
        if item is None:
            return
        made = etree.Element(tag("is"))
        made.extend(deepcopy(part) for part in item)
        parts = list(made.iter(tag("t")))
        whole = "".join(part.text or "" for part in parts)
        if any(old in whole and not any(old in (part.text or "") for part in parts)
               for old in texts):  # fmt: skip
            # A marker in several looks takes the first of them.
            parts[0].text = whole
            for part in parts[1:]:
                part.text = ""
        for part in parts:
            for old, new in texts.items():
                part.text = (part.text or "").replace(old, new)
            part.set(_SPACE, "preserve")
        _empty(cell)
        cell.set("t", "inlineStr")
        cell.append(made)

    def forget_results(self) -> None:
        """Drop the results that formulas had, so that they are worked out anew."""
        for cell in self._data.iter(tag("c")):
            result = cell.find(tag("v"))
            if result is not None and cell.find(tag("f")) is not None:
                cell.remove(result)
                cell.attrib.pop("t", "")


def _column(cell: Element) -> int:
    return column_index_from_string(cell.get("r", "A1").rstrip("0123456789"))


def _empty(cell: Element) -> None:
    cell.attrib.pop("t", "")
    for part in list(cell):
        cell.remove(part)
