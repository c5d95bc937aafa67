"""Printing the check list of a village, whose order is frozen so that it can be keyed in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import check_lists as marks
from desktop.domain.entities import SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.progress import Progress, silent
from desktop.envelope.safe_file import written_safely
from desktop.services import check_lists, keying, people, prints
from desktop.services.previews import Preview
from desktop.services.prints import Made
from desktop.services.reporting import NO_GROUP, Scope, scope_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import check_slots

if TYPE_CHECKING:
    from desktop.export.documents.check_list import CheckLine, CheckOccasion
    from desktop.export.pdf.document import Printed

NAME = "check_list"


@verb("check_list.print", "打印入户核对表", Role.CLERK)
def pdf(
    session: Session,
    *,
    survey: str,
    village: str,
    file: Path,
    group: str | None = None,
    progress: Progress = silent,
) -> Made:
    """Print the list of a village, or the pages of one group, to a PDF file.

    Raises:
        Refused: if there is nobody to print, or the round is archived.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    data, printed, label = _made(session, survey, village, group, progress)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "check_list.print", label, file)
    return Made(NAME, file, printed.rows, printed.pages, printed.missing)


@verb("check_list.sheet", "导出入户核对表", Role.CLERK)
def sheet(session: Session, *, survey: str, village: str, file: Path) -> int:
    """Write the list of a village as an .xlsx workbook; how many lines it has.

    Raises:
        Refused: if there is nobody to print, or the round is archived.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    from desktop.export.documents.check_book import write_check_book

    occasion, scope, lines = _ready(session, survey, village, None)
    rows = write_check_book(file, occasion, lines)
    prints.keep_trace(session, "check_list.sheet", f"导出入户核对表（{scope.name}）", file)
    return rows


def preview(
    session: Session,
    *,
    survey: str,
    village: str,
    group: str | None = None,
    progress: Progress = silent,
) -> Preview:
    """The list to look at and to send to a printer; its order is frozen as by printing it."""
    session.need(Role.CLERK)
    data, _, _ = _made(session, survey, village, group, progress)
    return Preview(data)


@verb("check_list.paper", "送打印机打印核对表", Role.CLERK)
def printed_on_paper(session: Session, *, village: str, pages: int) -> None:
    """Log that pages of the list went to a printer."""
    scope = scope_of(session, village)
    with session.ledger.act("check_list.paper", f"打印入户核对表（{scope.name}，{pages}页）"):
        pass


def _made(
    session: Session, survey: str, village: str, group: str | None, progress: Progress
) -> "tuple[bytes, Printed, str]":
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.check_pages import check_list_pdf

    occasion, scope, lines = _ready(session, survey, village, group)
    data, printed = check_list_pdf(occasion, lines, progress)
    return data, printed, f"打印入户核对表（{scope.name}，{printed.pages}页）"


def _ready(
    session: Session, survey: str, village: str, group: str | None
) -> "tuple[CheckOccasion, Scope, list[CheckLine]]":
    from desktop.export.documents.check_list import CheckOccasion

    place = session.ledger.book.places.get(people.village_of(session, village))
    frozen = check_lists.freeze(session, survey=survey, village=village)
    found = keying.held(session, SurveyRound, survey)
    scope = scope_of(session, (place.code or place.name) if place else village)
    lines = [
        line for line in _lines(session, found, scope.place.id)
        if group is None or line.group == (group or NO_GROUP)
    ]  # fmt: skip
    if not lines:
        raise Refused("这个组没有要打印的户，请换一个组")
    day = found.reference_date.last_day() if found.reference_date else session.today()
    occasion = CheckOccasion(
        dictionary=session.ledger.dictionary,
        book=session.ledger.book,
        area=scope.name,
        survey=found.name or "",
        day=day,
        pages=max(one.page for one in frozen),
        mark_of=lambda page: marks.mark(survey, scope.place.code, page),
    )
    return occasion, scope, lines


def _lines(session: Session, survey: SurveyRound, village: str) -> "Iterator[CheckLine]":
    from desktop.export.documents.check_list import CheckLine

    day = survey.reference_date.last_day() if survey.reference_date else session.today()
    slots = check_slots.of_village(session.ledger, survey.id, village)
    for row in check_lists.lines(session, survey.id, slots):
        yield CheckLine(
            page=row.slot.page or 0,
            row=row.number,
            group=row.household.group_name or NO_GROUP,
            household=row.household,
            member=row.member,
            note=row.note,
            begins=row.is_first,
            day=day,
        )
