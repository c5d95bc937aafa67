"""Rosters made from what an office keeps: on paper, as PDF or as a workbook."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop.domain.kinds import Code
from desktop.domain.progress import Progress, silent
from desktop.domain.report_columns import NUMBER, ReportLine, columns
from desktop.domain.roster_template import (
    A_HOUSEHOLD,
    BY_GROUP,
    BY_VILLAGE,
    NO_GROUPS,
    RosterTemplate,
)
from desktop.domain.tables import Table, show
from desktop.services import list_prints, person_lists, report_lines
from desktop.services.list_prints import Listing, Make
from desktop.services.roles import Role
from desktop.services.roster_templates import named
from desktop.services.session import Session
from desktop.services.verbs import verb

_NOT_FILLED = "（未填）"
_LAST = "~"


@verb("roster.make", "按模板出名册", Role.READER)
def make(
    session: Session,
    *,
    name: str,
    file: Path,
    village: str | None = None,
    chosen: str = "",
    paper: str = "",
    progress: Progress = silent,
) -> int:
    """Write a kept roster as .pdf or .xlsx, by the file's name; how many rows it has.

    Args:
        session: who asks.
        name: the roster's name.
        file: where to.
        village: the code or name of a village; all without it.
        chosen: the name of another filter than its own.
        paper: A4 or A3; its own without it.
        progress: told how many rows are done.

    Raises:
        AppError: if something named is not there, or the file cannot be written.
    """
    template = named(session, name)
    if chosen:
        template = replace(template, chosen=chosen)
    return list_prints.write(
        session,
        maker(template, village),
        file=file,
        paper=paper or template.paper,
        progress=progress,
    )


def maker(template: RosterTemplate, village: str | None = None) -> Make:
    """What reads the roster anew for whoever prints it."""
    return partial(listing_of, template=template, village=village)


def listing_of(
    session: Session, *, template: RosterTemplate, village: str | None = None
) -> Listing[ReportLine]:
    """A roster to be printed.

    Raises:
        Refused: if its filter or the village is not there.
    """
    wanted = report_lines.wanted(session, village=village, chosen=template.chosen)
    ids = person_lists.person_ids(
        session, wanted, order=template.order, descending=template.descending
    )
    if template.rows == A_HOUSEHOLD:
        ids = report_lines.heads_of(session, ids)
    heading = _heading(session, template)
    if heading and (template.order or template.group != BY_VILLAGE):
        ids = _gathered(session, ids, template)
    return Listing(
        title=template.heading,
        note=person_lists.words(session, wanted),
        table=_table(session, template),
        rows=report_lines.lines(session, ids),
        count=len(ids),
        unit="户" if template.rows == A_HOUSEHOLD else "人",
        signed=template.signed,
        group=heading,
    )


def _table(session: Session, template: RosterTemplate) -> Table[ReportLine]:
    ground = report_lines.ground(session, template.id_style)
    # Every list is numbered by itself, from 1 in each of its groups.
    wanted = [one for one in template.columns if one.path != NUMBER]
    made = columns([one.path for one in wanted], ground)
    titled = [
        replace(column, label=one.title or column.label)
        for one, column in zip(wanted, made, strict=True)
    ]
    return Table(template.heading, tuple(titled))


Heading = Callable[[ReportLine], str]


def _heading(session: Session, template: RosterTemplate) -> Heading | None:
    """The words over a row's group; None if the rows are not gathered."""
    if template.group == NO_GROUPS:
        return None
    paths = [BY_VILLAGE, BY_GROUP] if template.group == BY_GROUP else [template.group]
    parts = columns(paths, report_lines.ground(session, template.id_style))

    def words(line: ReportLine) -> str:
        return " ".join(filter(None, (show(part.value(line)) for part in parts))) or _NOT_FILLED

    return words


def _gathered(session: Session, ids: list[str], template: RosterTemplate) -> list[str]:
    """The same people, those of one group together, the groups in order."""
    found: dict[tuple[str, int, str], list[str]] = {}
    for line in report_lines.lines(session, ids):
        place = _place(session, line, template)
        found.setdefault(place, []).append(line.listed.member.person.id)
    return [person for place in sorted(found) for person in found[place]]


def _place(session: Session, line: ReportLine, template: RosterTemplate) -> tuple[str, int, str]:
    """Where a row's group stands: villages by code, groups by number, codes as they are listed."""
    book, household = session.ledger.book, line.listed.household
    if template.group in {BY_VILLAGE, BY_GROUP}:
        village = book.places.get(household.village) if household else None
        group = household.group_name if household and template.group == BY_GROUP else ""
        digits = "".join(filter(str.isdecimal, group or ""))
        return village.code if village else _LAST, int(digits or 0), group or ""
    (column,) = columns([template.group], report_lines.ground(session))
    words = show(column.value(line))
    return "" if words else _LAST, _rank(session, template.group, words), words


def _rank(session: Session, path: str, words: str) -> int:
    entity, _, name = path.partition(".")
    dictionary = session.ledger.dictionary
    field = dictionary[entity].by_name.get(name) if entity in dictionary else None
    if field is None or not isinstance(field.kind, Code):
        return 0
    labels = [item.label for item in session.ledger.book.items(field.kind.code_set)]
    return labels.index(words) if words in labels else len(labels)
