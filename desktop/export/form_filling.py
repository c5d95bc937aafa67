"""Somebody else's workbook filled in: rows of a list, or a sheet for each person.

Only the cells that are filled change; styles, merges, widths, validations, formulas, pictures and
print settings stay in the file as they are, because it is its own parts that are edited.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import range_boundaries

from desktop.domain.errors import Refused
from desktop.domain.form_plan import MARKER
from desktop.domain.progress import Progress, silent
from desktop.domain.tables import show
from desktop.export.form_cards import Card, fill_cards, found, replace
from desktop.export.form_growth import grow
from desktop.export.form_options import options
from desktop.export.form_package import FormPackage, tag
from desktop.export.form_references import Growth
from desktop.export.form_sheet import FormSheet, Strings
from desktop.export.workbook import sheet_name

Values = Mapping[str, object]
"""What a row says, by the keys that the form asks for."""

Fit = Callable[[str, object, Sequence[str]], str | None]
"""Which of a list's choices a value of a key means; None if none does."""

_MOST_ROWS = 100_000
_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where things go.

    Attributes:
        sheet: the worksheet that is filled.
        first: the first row to be filled; 0 for a sheet for each person.
        columns: by column number, a key, or a text with markers for keys.
        keys: what each marker stands for.
        counted: the keys that only number the rows; such numbers may stand in blank rows.
        title: the key that a person's sheet is named after.
    """

    sheet: str
    first: int
    columns: Mapping[int, str]
    keys: Mapping[str, str]
    counted: frozenset[str] = frozenset()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that is no choice of the drop-down list of its cell; it was written all the same."""

    row: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook, how many rows or sheets it has, and what did not fit its lists."""

    data: bytes
    count: int
    unfit: tuple[Unfit, ...]


def fill(
    data: bytes,
    form: Form,
    rows: Iterable[Values],
    *,
    once: Mapping[str, str],
    fit: Fit = lambda _key, _value, _choices: None,
    progress: Progress = silent,
) -> Filled:
    """Fill a workbook; ``once`` are the texts of markers that stand for the whole.

    Raises:
        Refused: if it is no plain .xlsx, or cannot be filled so; the sentence says why.
    """
    package = FormPackage(data)
    parts = dict(package.sheets())
    if form.sheet not in parts:
        raise Refused(f"模板里没有“{form.sheet}”这张表，请重新选模板")
    wanted = list(rows)
    if len(wanted) > _MOST_ROWS:
        raise Refused(f"一次最多填{_MOST_ROWS:,}行，请分村填")
    unfit: list[Unfit] = []
    if form.first:
        unfit = _fill_rows(package, form, wanted, fit, progress)
    elif wanted:
        fill_cards(package, form.sheet, _cards(form, wanted), progress)
    _fill_once(package, once)
    _work_out_anew(package)
    return Filled(package.data(), len(wanted), tuple(unfit))


# A list.


def _fill_rows(
    package: FormPackage, form: Form, rows: Sequence[Values], fit: Fit, progress: Progress
) -> list[Unfit]:
    part = dict(package.sheets())[form.sheet]
    sheet = FormSheet.of(package, part)
    is_marked = any(MARKER.search(key) for key in form.columns.values())
    if not is_marked and not _is_blank(sheet, form.first, form):
        raise Refused(f"“{form.sheet}”第{form.first}行已有内容，请从空行开始填，或先清空再选")
    last = _last_blank(sheet, form)
    _refuse_tall_merges(package, part, form, last)
    choices = options(package, part, form.first)
    missing = form.first + len(rows) - 1 - last
    if missing > 0:
        at = max(last, form.first + 1)
        growth = Growth(model=at - 1, first=at, count=missing, last=last)
        grow(package, part, form.sheet, sheet, growth)
    unfit = []
    for at, values in enumerate(rows):
        if at % _EVERY == 0:
            progress(at, len(rows))
        for column, key in form.columns.items():
            cell = sheet.cell(form.first + at, column, form.first)
            if sheet.has_formula(cell):
                continue
            value = _value(key, values, form.keys)
            fitting = _fitting(key, value, choices.get(column, ()), fit)
            if fitting is None:
                unfit.append(Unfit(form.first + at, key, show(value)))
            sheet.put(cell, value if fitting is None else fitting)
    return unfit


def _last_blank(sheet: FormSheet, form: Form) -> int:
    """The last row that may be filled: above what stands under the list."""
    below = [number for number in sheet.numbers if number > form.first]
    for number in below:
        if not _is_blank(sheet, number, form):
            return number - 1
    return max([form.first, *below])


def _is_blank(sheet: FormSheet, number: int, form: Form) -> bool:
    """Formulas and running numbers may stand in a row that is still to be filled."""
    for column, cell in sheet.cells(number).items():
        text = sheet.text(cell).strip()
        if sheet.has_formula(cell) or not text:
            continue
        key = form.columns.get(column)
        if not text.isdecimal() or (key is not None and key not in form.counted):
            return False
    return True


def _refuse_tall_merges(package: FormPackage, part: str, form: Form, last: int) -> None:
    for one in package.read(part).iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}"):
        left, top, right, bottom = range_boundaries(one.get("ref", "A1"))
        rows = range(form.first, last + 1)
        is_filled = any((left or 1) <= column <= (right or 1) for column in form.columns)
        if top != bottom and is_filled and (top in rows or bottom in rows):
            raise Refused(
                f"“{form.sheet}”第{top}行有上下合并的单元格，一人一行填不下，请先取消合并"
            )


def _value(key: str, values: Values, keys: Mapping[str, str]) -> object:
    """What a key means, or a text with what its markers mean."""
    if key.strip() in keys:
        return values.get(keys[key.strip()], "")
    if MARKER.search(key):
        return MARKER.sub(lambda found: show(values.get(keys.get(found[0], ""), "")), key)
    return values.get(key, "")


def _fitting(key: str, value: object, choices: Sequence[str], fit: Fit) -> object | None:
    text = show(value)
    if not choices or not text or text in choices:
        return value
    return fit(key, value, choices)


def _cards(form: Form, rows: Sequence[Values]) -> Iterator[Card]:
    for number, values in enumerate(rows, start=1):
        title = sheet_name(f"{number} {show(values.get(form.title, ''))}".strip())
        texts = {marker: values.get(key, "") for marker, key in form.keys.items()}
        yield Card(title, texts)


# The whole book.


def _fill_once(package: FormPackage, once: Mapping[str, str]) -> None:
    for _, part in package.sheets():
        looked_at = FormSheet(package.read(part), Strings(package))
        if any(found(looked_at.text(cell), once) for number in looked_at.numbers
               for cell in looked_at.cells(number).values()):  # fmt: skip
            replace(FormSheet.of(package, part), once)


def _work_out_anew(package: FormPackage) -> None:
    """Formulas lose the results that they had, and the book asks to be worked out when opened."""
    for _, part in package.sheets():
        if any(True for _ in package.read(part).iter(tag("f"))):
            FormSheet.of(package, part).forget_results()
    book = package.edit(package.workbook_part)
    settings = book.find(tag("calcPr"))
    if settings is None:
        settings = etree.Element(tag("calcPr"))
        before = [book.find(tag(name)) for name in ("definedNames", "externalReferences", "sheets")]
        next(one for one in before if one is not None).addnext(settings)
    settings.set("fullCalcOnLoad", "1")
