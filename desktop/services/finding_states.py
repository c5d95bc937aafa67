"""Findings by their state: open, or answered and why; as a list on screen and on paper."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from desktop.domain.entities import Waiver
from desktop.domain.finding import Finding, Severity
from desktop.domain.rules import answered, answers, value_hash
from desktop.domain.tables import Column, Table
from desktop.services import checks, whereabouts
from desktop.services.list_prints import Listing
from desktop.services.session import Session
from desktop.services.whereabouts import Located
from desktop.storage import findings

TITLE = "疑点清单"
_STEP = 200
Key = tuple[int, str, str, str]


class State(StrEnum):
    """Whether somebody has answered."""

    OPEN = "未处理"
    ANSWERED = "已说明"


def listed(
    session: Session,
    *,
    state: State,
    village: str | None = None,
    rule: int | None = None,
    severity: Severity | None = None,
) -> list[Finding]:
    """The findings of a state, by village and household."""
    if state is State.OPEN:
        return list(checks.listed(session, village=village, rule=rule, severity=severity))
    ledger = session.ledger
    known = answers(ledger.where(Waiver))
    found = findings.listed(ledger, village=village, rule=rule, severity=severity)
    return [finding for finding in found if known and answered(finding, known)]


def reasons(session: Session) -> dict[Key, str]:
    """Why each answered finding stands, in words."""
    book = session.ledger.book
    return {
        (waiver.rule or 0, waiver.record or "", waiver.field or "", waiver.value_hash or ""):
        "，".join(
            part for part in (book.code_label("waiver_reason", waiver.reason or ""), waiver.note)
            if part
        )
        for waiver in session.ledger.where(Waiver)
        if waiver.reason
    }  # fmt: skip


def key_of(finding: Finding) -> Key:
    """What an answer knows a finding by."""
    return (finding.rule, finding.record, finding.field, value_hash(finding.value))


def table(session: Session, *, with_reason: bool = False) -> Table[Located]:
    """The columns of the list of findings, on screen and on paper."""
    ledger = session.ledger
    told = reasons(session) if with_reason else {}

    def village(line: Located) -> str:
        area = line.household.village if line.household else None
        return ledger.book.area_label(area) if area else ""

    def field(line: Located) -> str:
        declared = ledger.dictionary[line.finding.entity].by_name.get(line.finding.field)
        return declared.label if declared else ""

    why: tuple[Column[Located], ...] = (
        Column("说明", lambda line: told.get(key_of(line.finding), ""), 34.0),
    )
    return Table(
        TITLE,
        (
            Column("级别", lambda line: line.finding.severity.value, 15.0),
            Column("村", village, 22.0),
            Column("组", lambda line: line.household.group_name if line.household else "", 14.0),
            Column("户主", lambda line: line.head, 18.0),
            Column("人员", lambda line: line.name, 18.0),
            Column("项目", field, 22.0),
            Column("问题", lambda line: line.finding.message, 84.0),
            *(why if with_reason else ()),
            Column("怎么办", lambda line: line.finding.advice, 60.0),
        ),
    )


def listing_of(
    session: Session,
    *,
    state: State,
    village: str | None = None,
    rule: int | None = None,
    severity: Severity | None = None,
) -> Listing[Located]:
    """The list to be printed, as it is filtered."""
    found = listed(session, state=state, village=village, rule=rule, severity=severity)
    said = [state.value, *([severity.value] if severity else [])]
    said += [session.ledger.book.area_label(village)] if village else ["全部村"]
    said += [f"规则{rule}"] if rule is not None else []
    return Listing(
        title=TITLE,
        note="、".join(said),
        table=table(session, with_reason=state is State.ANSWERED),
        rows=_read(session, found),
        count=len(found),
        unit="条",
    )


def _read(session: Session, found: Sequence[Finding]) -> Iterator[Located]:
    for start in range(0, len(found), _STEP):
        yield from whereabouts.locate(session, found[start : start + _STEP])
