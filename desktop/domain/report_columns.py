"""The columns that a roster or a filled-in form may have: a list's, and what no field holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain import listing
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import Person
from desktop.domain.id_styles import IdStyle, styled
from desktop.domain.kinds import IdNumber, Kind
from desktop.domain.listing import Choice, Listed
from desktop.domain.tables import Align, Column, Unread, show

NUMBER, BLANK, BIRTH_MONTH = "line.number", "line.blank", "person.birth_month"
HEAD_ID_NO = "household.head_id_no"
TAG = "tag."
"""Before the key of a tag: 是 for who has it."""
HOME, WORK = "area.", "work."
"""Before a level of the place of the household, or of the work."""
_LEVELS = {"province": "省", "city": "市", "county": "县", "township": "乡镇"}
_LINE, _PLACES, _TAGS = "表格", "地区", "特殊标识（是或否）"
_MONTH, _YEAR = 7, 4


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One person in a report.

    Attributes:
        number: 序号.
        listed: the person with the household.
        head: the head of that household.
        tags: the tags that hold for the person or the household.
    """

    number: int
    listed: Listed
    head: Person | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What columns are made on: the fields, how values read, the day, and what is hidden."""

    dictionary: Dictionary
    book: CodeBook
    day: date
    style: IdStyle = IdStyle.PLAIN
    hidden: bool = False


def choices(dictionary: Dictionary, book: CodeBook) -> list[Choice]:
    """Every column that a report can have, those of no field first."""
    return [
        Choice(NUMBER, "序号", _LINE),
        Choice(BLANK, "空白栏", _LINE),
        *listing.choices(dictionary),
        Choice(BIRTH_MONTH, "出生年月", "人员"),
        Choice(HEAD_ID_NO, "户主身份证号", "户"),
        *(Choice(f"{HOME}{level}", name, _PLACES) for level, name in _LEVELS.items()),
        *(Choice(f"{WORK}{level}", f"务工所在{name}", _PLACES) for level, name in _LEVELS.items()),
        *(Choice(f"{TAG}{item.key}", f"是否{item.label}", _TAGS) for item in book.items("tag")),
    ]


def columns(paths: Sequence[str], ground: Ground) -> tuple[Column[ReportLine], ...]:
    """The columns of some paths, in their order.

    Raises:
        KeyError: if there is no such column.
    """
    return tuple(_column(path, ground) for path in paths)


def _column(path: str, ground: Ground) -> Column[ReportLine]:
    own = _own(path, ground)
    if own is not None:
        return own
    (made,) = listing.people_table(
        "", [path], ground.dictionary, ground.book, ground.day, hidden=ground.hidden
    ).columns
    kind = _kind(path, ground.dictionary)
    if isinstance(kind, IdNumber):
        return _styled(made, ground.style)
    return Column(
        made.label, lambda line: made.value(line.listed), made.width_mm, made.align, wrap=made.wrap
    )


def _kind(path: str, dictionary: Dictionary) -> Kind | None:
    try:
        return dictionary.field(path).kind
    except KeyError:
        return None


def _styled(made: Column[Listed], style: IdStyle) -> Column[ReportLine]:
    def value(line: ReportLine) -> object:
        seen = made.value(line.listed)
        text = styled(show(seen), style)
        return Unread(text) if isinstance(seen, Unread) else text

    return Column(made.label, value, made.width_mm, made.align)


def _own(path: str, ground: Ground) -> Column[ReportLine] | None:
    """A column of no one field; None if it is a field's or a list's."""
    if path in _SIMPLE:
        return _SIMPLE[path]
    if path in _FALLBACKS:
        return _fallback(path, ground)
    if path in _MADE:
        return _MADE[path](ground)
    for prefix, made in ((TAG, _tag), (HOME, _home), (WORK, _work)):
        if path.startswith(prefix):
            return made(path.removeprefix(prefix), ground)
    return None


def _tags(ground: Ground) -> Column[ReportLine]:
    book = ground.book
    return Column(
        "特殊标识", lambda line: tuple(book.code_label("tag", key) for key in line.tags), 30.0
    )


def _birth_month(ground: Ground) -> Column[ReportLine]:
    # Of a day that is hidden the year is left, as in lists.
    length = _YEAR if ground.hidden else _MONTH

    def value(line: ReportLine) -> str:
        birth = line.listed.member.person.birth
        return "" if birth is None else str(birth)[:length].rstrip("~")

    return Column("出生年月", value, 18.0, Align.CENTER)


_SIMPLE: dict[str, Column[ReportLine]] = {
    NUMBER: Column("序号", lambda line: line.number, 11.0, Align.CENTER),
    BLANK: Column("", lambda _: "", 20.0),
}
_FALLBACKS = {
    "employment_spell.work_place": "employment_spell.work_area",
    "employment_spell.wage": "employment_spell.wage_band",
}
"""Where nothing was told in words or figures, the region or band is said."""


def _fallback(path: str, ground: Ground) -> Column[ReportLine]:
    table = listing.people_table(
        "", [path, _FALLBACKS[path]], ground.dictionary, ground.book, ground.day
    )
    told, other = table.columns

    def value(line: ReportLine) -> object:
        seen = told.value(line.listed)
        if seen not in {None, ""}:
            return seen
        spell = line.listed.member.spell_on(ground.day)
        if path == "employment_spell.work_place" and spell and spell.work_area:
            return ground.book.places.full_name(spell.work_area)
        return other.value(line.listed)

    return Column(told.label, value, told.width_mm, told.align)


def _head_id(ground: Ground) -> Column[ReportLine]:
    kind = ground.dictionary.field("person.id_no").kind

    def value(line: ReportLine) -> str:
        head = line.head
        text = (head.id_no or head.unread.get("id_no", "")) if head else ""
        if text and ground.hidden:
            text = listing.masked(kind, text)
        return styled(text, ground.style)

    return Column("户主身份证号", value, kind.width_mm)


_MADE: dict[str, Callable[[Ground], Column[ReportLine]]] = {
    listing.TAGS: _tags,
    HEAD_ID_NO: _head_id,
    BIRTH_MONTH: _birth_month,
}


def _tag(key: str, ground: Ground) -> Column[ReportLine]:
    label = f"是否{ground.book.code_label('tag', key)}"
    return Column(label, lambda line: "是" if key in line.tags else "否", 14.0, Align.CENTER)


def _home(level: str, ground: Ground) -> Column[ReportLine]:
    def area(line: ReportLine) -> str | None:
        household = line.listed.household
        return household.village if household else None

    return _place(_LEVELS[level], level, ground.book, area)


def _work(level: str, ground: Ground) -> Column[ReportLine]:
    def area(line: ReportLine) -> str | None:
        spell = line.listed.member.spell_on(ground.day)
        return spell.work_area if spell else None

    return _place(f"务工所在{_LEVELS[level]}", level, ground.book, area)


def _place(
    label: str, level: str, book: CodeBook, area: Callable[[ReportLine], str | None]
) -> Column[ReportLine]:
    def value(line: ReportLine) -> str:
        place = book.places.at(area(line), level)
        return place.name if place else ""

    return Column(label, value, 20.0)
