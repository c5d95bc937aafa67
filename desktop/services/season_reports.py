"""返乡返岗快报: what each village told by telephone beside what was noted of its people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.entities import Area, Presence, SeasonCount
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable
from desktop.domain.seasons import FIGURES, Tally, fridays, year_of
from desktop.domain.tables import Align, Column, Table
from desktop.domain.text import clean
from desktop.services import people, presence
from desktop.services.list_prints import Listing
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

REPORT, WEEKLY = "返乡返岗快报", "返乡返岗周报"
ALL = "合计"
_NEXT_SEASON_FROM = 7
_MOST_WEEKS = 26
_NOTES = (
    "外出务工：在册人员中今年或去年在乡外务工的；累计返乡、累计返岗：本季到截至日期为止曾经返乡、返岗的；其余各项为截至日期当天的状态。",
    "报数为电话报来的数，实名为按人登记算出的数，差＝报数－实名。返岗率＝累计返岗÷累计返乡。",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: the count that was told, if any, and the one computed from people."""

    told: int | None
    counted: int

    @property
    def difference(self) -> int | None:
        """Told less computed; None if nothing was told."""
        return None if self.told is None else self.told - self.counted


@dataclass(frozen=True, slots=True)
class Line:
    """A village at the end of a week, or all villages together, with its figures by key."""

    village: str
    name: str
    figures: Mapping[str, Figure]


def figures() -> tuple[str, ...]:
    """The figures in order."""
    return tuple(FIGURES)


def weeks(session: Session, season: str) -> list[date]:
    """The report weeks of a season, by their last day: from the first thing noted until now.

    Raises:
        Refused: if the text is no season.
    """
    ledger, year = session.ledger, year_of(season)
    noted = [
        record.on.last_day()
        for record in ledger.where(Presence, "t.season = ? AND t.state <> '计划返岗'", [season])
        if record.on is not None
    ]
    told = [
        record.week.last_day()
        for record in ledger.where(SeasonCount, "t.season = ?", [season])
        if record.week is not None
    ]
    begin, end = date(year - 1, _NEXT_SEASON_FROM, 1), date(year, _NEXT_SEASON_FROM - 1, 30)
    today = min(max(session.today(), begin), end)
    inside = [day for day in (*noted, *told) if begin <= day <= end]
    return fridays(min([*inside, today]), max([*told, today]))[-_MOST_WEEKS:]


def board(session: Session, *, season: str, until: date) -> list[Line]:
    """The villages at the end of a week, and all of them together.

    Raises:
        Refused: if the text is no season.
    """
    counted = {tally.village: tally
               for tally in presence.weekly(session, season=season, until=[until])}  # fmt: skip
    told = _told(session, season, until)
    names = {one.place.id: one.place.name for one in people.villages(session, empty=False)}
    nobody = Tally("", until, 0, {}, 0, 0)
    lines = [
        Line(
            village,
            name,
            {
                key: Figure(told.get((village, key)), count(counted.get(village, nobody)))
                for key, count in FIGURES.items()
            },
        )
        for village, name in names.items()
    ]
    return [*lines, _all(lines)]


def _all(lines: Sequence[Line]) -> Line:
    """The sums; where a village told nothing, its people stand in for it."""
    found = {}
    for key in FIGURES:
        cells = [line.figures[key] for line in lines]
        told = [cell.counted if cell.told is None else cell.told for cell in cells]
        is_told = any(cell.told is not None for cell in cells)
        found[key] = Figure(sum(told) if is_told else None, sum(cell.counted for cell in cells))
    return Line("", ALL, found)


def _told(session: Session, season: str, until: date) -> dict[tuple[str, str], int]:
    condition = "t.season = ? AND t.week = ?"
    records = session.ledger.where(SeasonCount, condition, [season, until.isoformat()])
    return {
        (record.village or "", record.figure or ""): record.value
        for record in records
        if record.value is not None
    }


@verb("presence.report", "返乡返岗报数", Role.CLERK)
def report(
    session: Session, *, season: str, village: str, until: date, figure: str, value: str
) -> SeasonCount | None:
    """Note what a village told; an empty value takes back what it had told.

    Args:
        session: who notes it.
        season: such as ``2026春节``.
        village: the id, code or name.
        until: the last day of the week.
        figure: such as 累计返乡.
        value: a whole number as typed.

    Raises:
        Refused: if there is no such season or village, or the value is no number.
        Unreadable: if there is no such figure.
    """
    ledger = session.ledger
    year_of(season)
    found = ledger.get(Area, village)
    place = found.id if found else people.village_of(session, village)
    key = ledger.book.read_code("season_figure", figure)
    number = _number(session, value)
    condition = "t.season = ? AND t.village = ? AND t.week = ? AND t.figure = ?"
    known = list(ledger.where(SeasonCount, condition, [season, place, until.isoformat(), key]))
    with ledger.act("presence.report", f"返乡返岗报数：{key}", always=False) as writer:
        if known:
            return writer.update(known[-1], {"value": number})
        if number is None:
            return None
        return writer.insert(
            SeasonCount(season=season, village=place, week=PartialDate.of(until), figure=key,
                        value=number)
        )  # fmt: skip


def _number(session: Session, text: str) -> int | None:
    if not clean(text):
        return None
    kind = session.ledger.dictionary[SeasonCount].field("value").kind
    try:
        number: int = kind.read(text, session.ledger.book)
    except Unreadable as defect:
        raise Refused(f"报数应填人数：{defect}") from defect
    return number


def board_listing(session: Session, *, season: str, until: date) -> Listing[Line]:
    """The villages and figures of a week, to be printed."""
    *lines, whole = board(session, season=season, until=until)
    columns: list[Column[Line]] = [Column("村", lambda line: line.name, 26.0)]
    for key in FIGURES:
        columns += _of_figure(key)
    return Listing(
        title=REPORT,
        note=f"{season}，截至{until.month}月{until.day}日",
        table=Table(REPORT, tuple(columns)),
        rows=[*lines, whole],
        count=len(lines) + 1,
        unit="人",
        notes=_NOTES,
        signed=True,
        numbered=False,
    )


def _of_figure(key: str) -> Iterator[Column[Line]]:
    yield Column("报数", lambda line: line.figures[key].told, 11.0, Align.RIGHT, key)
    yield Column("实名", lambda line: line.figures[key].counted, 11.0, Align.RIGHT, key)
    yield Column("差", lambda line: line.figures[key].difference or "", 9.0, Align.RIGHT, key)


def weekly_table() -> Table[Tally]:
    """The columns of the cumulative table by week."""
    columns: list[Column[Tally]] = [
        Column("截至", lambda tally: f"{tally.until:%Y-%m-%d}", 24.0),
        *(Column(key, count, 20.0, Align.RIGHT) for key, count in FIGURES.items()),
        Column("返岗率", _percent, 18.0, Align.RIGHT),
    ]
    return Table(WEEKLY, tuple(columns))


def _percent(tally: Tally) -> str:
    return "" if tally.percent_back is None else f"{tally.percent_back:.1f}%"


def weekly_rows(session: Session, *, season: str, village: str = "") -> list[Tally]:
    """A row a week, the latest last, of one village or of all."""
    rows = presence.weekly(session, season=season, until=weeks(session, season), village=village)
    return [row for row in rows if not row.village]


def weekly_listing(session: Session, *, season: str, village: str = "") -> Listing[Tally]:
    """The cumulative table by week, to be printed."""
    rows = weekly_rows(session, season=season, village=village)
    place = session.ledger.book.area_label(village) if village else "全部村"
    return Listing(
        title=WEEKLY,
        note=f"{season}，{place}",
        table=weekly_table(),
        rows=rows,
        count=len(rows),
        unit="人",
        notes=_NOTES,
        signed=True,
    )
