"""Takes one file in, or rehearses it: each of its lists in one act, all of them one batch."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.domain.entities import Household, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.finding import Severity
from desktop.domain.ids import uuid7
from desktop.domain.progress import Progress
from desktop.intake import targets
from desktop.intake.sheet import IncomingSheet
from desktop.services import checks, rounds
from desktop.services.importing import readings, words
from desktop.services.importing.collecting import not_collecting
from desktop.services.importing.drafts import Draft
from desktop.services.importing.former import former
from desktop.services.importing.matching import look_up, match
from desktop.services.importing.newer import origin
from desktop.services.importing.readings import Reading
from desktop.services.importing.report import FileReport, Refusal, Remark, changes, notes, remarks
from desktop.services.importing.row_reader import Reader
from desktop.services.importing.writing import Scribe
from desktop.services.session import Session
from desktop.storage import batches, scratch

_SHORT = 2_000
"""So many rows are written in less than a second; a ledger is not copied more quickly."""


def rehearse(
    session: Session, reading: Reading, sheets: list[IncomingSheet], progress: Progress
) -> FileReport:
    """What taking these lists of a file in would do; nothing is changed.

    Long lists are tried on a copy: else whoever keys in beside it would have to wait all the while.
    """
    if sum(len(sheet.rows) for sheet in sheets) <= _SHORT:
        return _run(session, reading, sheets, progress, dry=True)
    with scratch.copied(session.ledger) as copy:
        return _run(replace(session, ledger=copy), reading, sheets, progress, dry=True)


def take_in(session: Session, reading: Reading, progress: Progress) -> FileReport:
    """Take a file in.

    Raises:
        AppError: if it cannot be read as a list of people; nothing was changed then.
    """
    sheets = readings.lists(reading.file.name, readings.every_sheet(session, reading))
    report = _run(session, reading, sheets, progress, dry=False)
    readings.keep_columns(session, reading, sheets)
    return report


def _run(
    session: Session,
    reading: Reading,
    sheets: list[IncomingSheet],
    progress: Progress,
    *,
    dry: bool,
) -> FileReport:
    report = FileReport(reading.file.name)
    batch = "" if dry else uuid7()
    with not_collecting():
        for sheet in sheets:
            _one_sheet(session, reading, sheet, report, progress, batch)
    return report


def _one_sheet(
    session: Session,
    reading: Reading,
    sheet: IncomingSheet,
    report: FileReport,
    progress: Progress,
    batch: str,
) -> None:
    ledger, path = session.ledger, reading.file
    day, name = _round_of(session, path, sheet, reading.round_name)
    reader = Reader(ledger.dictionary, ledger.book, ledger.fact("area"), former(ledger, day))
    drafts = list(reader.drafts(sheet))
    progress(0, len(drafts))
    wanted = [draft for draft in drafts if not draft.refused]
    known = look_up(ledger, wanted)
    pairs = match(known, wanted)
    report.reference_date, report.round = day.isoformat(), name
    _tell_of_rows(sheet, drafts, report)
    with ledger.transaction() if batch else ledger.rehearsal():
        with ledger.act("import.file", f"导入表格 {path.name}", origin=origin(day),
                        batch=batch or None, always=False) as writer:  # fmt: skip
            survey = _open_round(session, name) or writer.insert(rounds.fresh(name, day))
            scribe = Scribe(writer, ledger.dictionary, known, survey.id, day)
            scribe.write(pairs, progress)
            progress(len(drafts), len(drafts))
            changed = writer.wrote
        _tell(session, sheet, scribe, report)
        if changed and batch:
            report.batch = batch
            batches.note(ledger, batch, "import", path.name, _digest(path),
                         json.dumps(report.plain(), ensure_ascii=False))  # fmt: skip


def _tell_of_rows(sheet: IncomingSheet, drafts: list[Draft], report: FileReport) -> None:
    """What can be told before anything is matched: who is refused, which words mean nothing."""
    refusals = [
        Refusal(draft.line, draft.refused, sheet.sheet) for draft in drafts if draft.refused
    ]
    report.rows += len(drafts)
    report.ignored_columns += sheet.ignored
    report.refusals += refusals
    report.refused += len(refusals)
    report.outcomes.update(((sheet.sheet, refusal.line), "refused") for refusal in refusals)
    report.words.update(words.unread(drafts))


def _tell(session: Session, sheet: IncomingSheet, scribe: Scribe, report: FileReport) -> None:
    written, ledger = scribe.written, session.ledger
    checks.refresh(session, scribe.newcomers.families())
    counts = written.counts
    report.added += counts["added"]
    report.updated += counts["updated"]
    report.unchanged += counts["unchanged"]
    report.households += len(written.households)
    report.outcomes.update(((sheet.sheet, line), fate) for line, fate in written.fates.items())
    report.changes.update(changes(sheet, written, ledger.dictionary, ledger.book))
    found = list(checks.listed(session, households=list(written.households), with_answered=True))
    report.findings += remarks(sheet, written, found, ledger.dictionary)
    report.kept += len({entry.line for entry in written.kept})
    report.findings += notes(sheet, written, ledger.dictionary, ledger.book)
    report.findings += [
        _elsewhere(session, sheet, line, household) for line, household in written.elsewhere.items()
    ]


def _elsewhere(session: Session, sheet: IncomingSheet, line: int, household: str) -> Remark:
    """Somebody who stands in another village's household: told, and not moved (rule 2)."""
    known = session.ledger.get(Household, household)
    village = session.ledger.book.area_label(known.village) if known and known.village else ""
    number = (known.household_no or "") if known else ""
    return Remark(
        line=line,
        column=sheet.heading(targets.ID_NO) or sheet.heading(targets.NAME),
        rule=2,
        level=Severity.DOUBT.value,
        value=number,
        message=f"这个人已登记在{village}（户{number}），没有移到本村",
        advice="核对是不是同一个人；确实迁来的请办理迁入",
        household=household,
        sheet=sheet.sheet,
    )


def _round_of(
    session: Session, path: Path, sheet: IncomingSheet, name: str | None
) -> tuple[date, str]:
    """The reference date and the round.

    The named one, else the sheet's own date; a sheet without a date belongs to the round that is
    running, and counts as of today where none is.
    """
    if name:
        known = rounds.named(session, name)
        if known is not None and known.reference_date is not None:
            return known.reference_date.last_day(), name
    own = sheet.reference_date
    if own is None and name is None:
        before = _taken_before(session, path)
        if before is not None:
            return before
        current = rounds.current(session)
        if current is not None and current.reference_date is not None:
            return current.reference_date.last_day(), current.name or ""
    day = own.last_day() if own is not None else session.today()
    return day, name or _round_as_of(session, day)


def _taken_before(session: Session, path: Path) -> tuple[date, str] | None:
    """The day and round that this very file was taken in for, if it was."""
    batch = batches.of_digest(session.ledger, _digest(path))
    told = json.loads(batch.report) if batch is not None else {}
    if not told.get("reference_date"):
        return None
    return date.fromisoformat(told["reference_date"]), told["round"]


def _round_as_of(session: Session, day: date) -> str:
    """The open round of this reference date, if there is one, else a name for a new one."""
    for survey in rounds.listed(session):
        as_of = survey.reference_date
        if survey.state != rounds.ARCHIVED and as_of is not None and as_of.last_day() == day:
            return survey.name or ""
    return f"{day.year}年{day.month}月{day.day}日导入"


def _open_round(session: Session, name: str) -> SurveyRound | None:
    known = rounds.named(session, name)
    if known is not None and known.state == rounds.ARCHIVED:
        raise Refused(f"轮次“{name}”已归档，不能再导入，请换一个轮次")
    return known


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
