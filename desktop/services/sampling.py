"""抽查: a random sample of the households asked in a round, called and compared (domain F17)."""

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import sampling
from desktop.domain.choosing import chosen
from desktop.domain.entities import Account, HouseholdVisit, SpotCheck, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.envelope.safe_file import written_safely
from desktop.services import answering, keying, people, prints, round_steps
from desktop.services.previews import Preview
from desktop.services.prints import Made
from desktop.services.reporting import NO_GROUP
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

if TYPE_CHECKING:
    from desktop.export.documents.call_sheet import CallLine
    from desktop.export.pdf.document import Printed

NAME = "call_sheet"
AGREES, DIFFERS, MISSED = "一致", "不一致", "联系不上"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: which round and seed, and its checks in the order of the sheet."""

    survey: str
    seed: int
    checks: tuple[SpotCheck, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many had which result; those not called yet are under no word."""
        return Counter(check.result or "" for check in self.checks)

    @property
    def rate(self) -> float | None:
        """一致率: agreeing ones among those who were reached; None before anybody was."""
        counts = self.counts
        reached = counts[AGREES] + counts[DIFFERS]
        return counts[AGREES] / reached if reached else None


@verb("sample.draw", "抽取抽查户", Role.REVIEWER)
def draw(
    session: Session, *, survey: str, percent: int = 5, village: str = "", seed: int = 0
) -> Drawn:
    """Draw households that were asked in a round, so many per cent of every village and group.

    Args:
        session: who draws.
        survey: the round.
        percent: how many of each group; one at least.
        village: the code or name of one village; all of the round's scope without it.
        seed: the seed; a random one without it.

    Raises:
        Refused: if nobody has been asked there yet, or the seed was used before.
    """
    ledger = session.ledger
    if not 1 <= percent <= 100:
        raise Refused("抽查比例应在1%到100%之间")
    found = keying.held(session, SurveyRound, survey)
    strata = _asked(session, found, people.village_of(session, village))
    if not strata:
        raise Refused("本轮还没有调查完成的户，先录入再抽查")
    wanted = seed or secrets.randbelow(sampling.SEEDS - 1) + 1
    if any(one.seed == wanted for one in drawn(session, survey=survey)):
        raise Refused(f"种子 {wanted} 已经抽过一次，请换一个")
    number = 0
    today = PartialDate.of(session.today())
    with ledger.act("sample.draw", f"抽取抽查户（{found.name}，种子{wanted}）") as writer:
        for homes in sampling.draw(strata, percent, wanted).values():
            for family in families.families(ledger, homes):
                number += 1
                writer.insert(
                    SpotCheck(round=survey, household=family.household.id, seed=wanted,
                              village=family.household.village, number=number, drawn_on=today,
                              group_name=family.household.group_name)
                )  # fmt: skip
    return next(one for one in drawn(session, survey=survey) if one.seed == wanted)


def _asked(session: Session, survey: SurveyRound, village: str | None) -> dict[str, list[str]]:
    """The households with a finished visit, by village and group."""
    ledger = session.ledger
    inside = {village} if village else set(round_steps.villages_of(session, survey))
    condition, values = "t.round = ? AND t.result = ?", [survey.id, answering.DONE]
    homes = {visit.household or "" for visit in ledger.where(HouseholdVisit, condition, values)}
    strata: dict[str, list[str]] = {}
    for family in families.families(ledger, sorted(homes)):
        household = family.household
        if household.village in inside and not household.deleted:
            place = ledger.book.places.get(household.village)
            key = f"{place.code if place else ''} {household.group_name or NO_GROUP}"
            strata.setdefault(key, []).append(household.id)
    return strata


def drawn(session: Session, *, survey: str) -> list[Drawn]:
    """The samples of a round, the newest first."""
    found: dict[int, list[SpotCheck]] = {}
    for check in session.ledger.where(SpotCheck, "t.round = ?", [survey], "t.number, t.id"):
        found.setdefault(check.seed or 0, []).append(check)
    samples = [Drawn(survey, seed, tuple(checks)) for seed, checks in found.items()]
    return sorted(samples, key=lambda one: max(check.id for check in one.checks), reverse=True)


@verb("sample.result", "登记抽查结果", Role.CLERK)
def set_result(session: Session, *, check: str, result: str, note: str = "") -> SpotCheck:
    """Say what came of a call; an empty result takes it back.

    Raises:
        Refused: if the check is not here.
        Unreadable: if there is no such result.
    """
    ledger = session.ledger
    found = keying.held(session, SpotCheck, check)
    key = chosen(ledger.book, "spot_result", result) if clean(result) else None
    account = next(ledger.where(Account, "t.login = ?", [session.account]), None)
    said = {
        "result": key,
        "note": clean(note) or None,
        "checked_on": PartialDate.of(session.today()) if key else None,
        "checker": ((account.name if account else None) or session.account) if key else None,
    }
    with ledger.act("sample.result", "登记抽查结果", always=False) as writer:
        return writer.update(found, said)


def in_families(session: Session, checks: Sequence[SpotCheck]) -> list[tuple[SpotCheck, Family]]:
    """The checks with their households, as they stand now."""
    ids = [check.household or "" for check in checks]
    known = {one.household.id: one for one in families.families(session.ledger, ids)}
    return [(one, known[one.household or ""]) for one in checks if one.household in known]


@verb("sample.print", "打印抽查电话核对表", Role.REVIEWER)
def pdf(session: Session, *, survey: str, seed: int, file: Path) -> Made:
    """Write the call sheet of a sample to a PDF file.

    Raises:
        Refused: if there is no such sample.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    data, printed = _made(session, survey, seed)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "sample.print", f"打印抽查电话核对表（种子{seed}）", file)
    return Made(NAME, file, printed.rows, printed.pages, printed.missing)


def preview(session: Session, *, survey: str, seed: int) -> Preview:
    """The call sheet in memory, to be looked at and sent to a printer."""
    data, _ = _made(session, survey, seed)
    return Preview(data)


def _made(session: Session, survey: str, seed: int) -> "tuple[bytes, Printed]":
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.call_sheet import CallSheet, call_sheet_pdf

    found = keying.held(session, SurveyRound, survey)
    sample = next((one for one in drawn(session, survey=survey) if one.seed == seed), None)
    if sample is None:
        raise Refused(f"没有种子为 {seed} 的抽查，请先抽取")
    sheet = CallSheet(
        office=session.ledger.fact("office_name"),
        survey=found.name or "",
        seed=seed,
        made_on=session.today(),
        rate=sample.rate,
        reached=sample.counts[AGREES] + sample.counts[DIFFERS],
    )
    return call_sheet_pdf(sheet, _lines(session, sample))


def _lines(session: Session, sample: Drawn) -> "Iterator[CallLine]":
    from desktop.export.documents.call_sheet import CallLine

    book = session.ledger.book
    for check, family in in_families(session, sample.checks):
        household, head = family.household, family.head
        place = book.area_label(household.village) if household.village else ""
        phone = household.phone or (head.person.phone if head else None) or ""
        yield CallLine(
            number=check.number or 0,
            place=f"{place}{household.group_name or ''}",
            household_no=household.household_no or "",
            head=(head.person.name or "") if head else "",
            phone=phone or next((m.person.phone for m in family.members if m.person.phone), ""),
            told="；".join(told(session, family)),
            result=check.result or "",
            note=check.note or "",
        )


def told(session: Session, family: Family) -> Iterator[str]:
    """What was keyed in of each member, to be compared on the telephone."""
    day = session.today()
    book, dictionary = session.ledger.book, session.ledger.dictionary
    status = dictionary.field("person.employment_status").kind
    present = dictionary.field("survey_answer.present").kind
    for member in family.members:
        spell = member.spell_on(day)
        parts = (
            status.show(member.person.employment_status, book),
            present.show(member.answer.present, book) if member.answer else "",
            (spell.work_place or "") if spell else "",
            (spell.employer or "") if spell else "",
        )
        yield f"{member.person.name or ''}：{'，'.join(filter(None, parts)) or '未填'}"
