"""The cover of a report: what a round comes to, and what is held back by errors."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.entities import SurveyRound
from desktop.envelope.safe_file import written_safely
from desktop.services import keying, prints, round_progress, round_steps
from desktop.services.prints import Made
from desktop.services.roles import Role
from desktop.services.round_steps import Held
from desktop.services.session import Session
from desktop.services.verbs import verb

if TYPE_CHECKING:
    from desktop.export.documents.report_cover import CoverLine

NAME = "report_cover"


@verb("round.cover", "打印上报封面", Role.REVIEWER)
def pdf(session: Session, *, survey: str, file: Path) -> Made:
    """Write the cover of a round to a PDF file, the households with errors listed on it.

    Raises:
        Refused: if the round is not here.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.report_cover import Cover, cover_pdf

    found = keying.held(session, SurveyRound, survey)
    held = round_steps.held_back(session, survey)
    cover = Cover(
        office=session.ledger.fact("office_name"),
        survey=found.name or "",
        step=found.state or "",
        day=found.reference_date.last_day() if found.reference_date else session.today(),
        made_on=session.today(),
    )
    lines = chain(_facts(session, found, held), _held(session, held))
    data, printed = cover_pdf(cover, lines)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "round.cover", f"打印上报封面（{found.name}）", file)
    return Made(NAME, file, sum(len(one.errors) for one in held), printed.pages, printed.missing)


def _facts(session: Session, survey: SurveyRound, held: list[Held]) -> "Iterator[CoverLine]":
    from desktop.export.documents.report_cover import CoverLine

    counts = round_progress.progress(session, survey.id)
    homes, done = sum(one.households for one in counts), sum(one.done for one in counts)
    persons, changed = sum(one.persons for one in counts), sum(one.changed for one in counts)
    answered = sum(one.answered for one in counts)
    for what, message in (
        ("应调查", f"{homes} 户，{persons} 人"),
        ("已调查", f"{done} 户有结果，{answered} 人已答"),
        ("有变化", f"{changed} 人"),
        ("本次上报", f"{homes - len(held)} 户"),
        ("未计入上报", f"{len(held)} 户，{sum(len(one.errors) for one in held)} 处错误"),
    ):
        yield CoverLine(
            group="一、上报情况", number=None, place=what, household_no="", head="", message=message
        )


def _held(session: Session, held: list[Held]) -> "Iterator[CoverLine]":
    from desktop.export.documents.report_cover import CoverLine

    book = session.ledger.book
    number = 0
    for one in held:
        household, head = one.family.household, one.family.head
        place = book.area_label(household.village) if household.village else ""
        for error in one.errors:
            number += 1
            yield CoverLine(
                group="二、因有错误未计入本次上报的户（内容随包带去供核对，改正后补报）",
                number=number,
                place=f"{place}{household.group_name or ''}",
                household_no=household.household_no or "",
                head=(head.person.name or "") if head else "",
                message=error.message,
            )
