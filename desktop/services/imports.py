"""Taking spreadsheets in: a dry run that shows all, one act a file, and undoing it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.domain.entities import Household, SurveyRound
from desktop.domain.errors import AppError, Refused
from desktop.domain.finding import Severity
from desktop.domain.ids import uuid7
from desktop.domain.progress import Progress, silent
from desktop.intake import targets
from desktop.intake.sheet import IncomingSheet, read_file
from desktop.services import checks, rounds
from desktop.services.importing.collecting import not_collecting
from desktop.services.importing.former import former
from desktop.services.importing.matching import look_up, match
from desktop.services.importing.newer import origin
from desktop.services.importing.report import FileReport, Refusal, Remark, notes, remarks
from desktop.services.importing.row_reader import Reader
from desktop.services.importing.writing import Scribe
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import backup, batches, undoing

_GONE = "这一批已经撤销过了"


def preview(
    session: Session,
    path: Path,
    *,
    round_name: str | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> FileReport:
    """What taking a file in would do; nothing is changed."""
    return _run(session, path, round_name, password, progress, dry=True)


@verb("import.file", "导入表格", Role.CLERK)
def take_in(
    session: Session,
    *,
    file: Path,
    round_name: str | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> FileReport:
    """Take a spreadsheet in as one act, with a backup of the ledger before it.

    Raises:
        AppError: if the file cannot be read as a list of people; nothing was changed then.
    """
    backup.save(session.ledger)
    return take_in_more(session, file=file, round_name=round_name, password=password,
                        progress=progress)  # fmt: skip


def take_in_more(
    session: Session,
    *,
    file: Path,
    round_name: str | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> FileReport:
    """The same for a further file of a command that has saved a backup already."""
    session.need(Role.CLERK)
    report = _run(session, file, round_name, password, progress, dry=False)
    checks.refresh(session)
    return report


def _run(
    session: Session,
    path: Path,
    round_name: str | None,
    password: str | None,
    progress: Progress,
    *,
    dry: bool,
) -> FileReport:
    report = FileReport(path.name)
    with not_collecting():
        for sheet in _sheets(session, path, password):
            _one_sheet(session, path, sheet, round_name, report, progress, dry=dry)
    return report


def _sheets(session: Session, path: Path, password: str | None) -> list[IncomingSheet]:
    sheets = read_file(path, session.ledger.dictionary, password=password)
    people = [sheet for sheet in sheets if sheet.lists_people]
    if not people:
        raise Refused(f"“{path.name}”里没有找到人员名单，表头应有“姓名”一列，请检查后再导入")
    return people


def _one_sheet(
    session: Session,
    path: Path,
    sheet: IncomingSheet,
    round_name: str | None,
    report: FileReport,
    progress: Progress,
    *,
    dry: bool,
) -> None:
    ledger = session.ledger
    day, name = _round_of(session, path, sheet, round_name)
    reader = Reader(ledger.dictionary, ledger.book, ledger.fact("area"), former(ledger, day))
    drafts = list(reader.drafts(sheet))
    progress(0, len(drafts))
    wanted = [draft for draft in drafts if not draft.refused]
    known = look_up(ledger, wanted)
    pairs = match(known, wanted)
    report.rows += len(drafts)
    report.reference_date, report.round = day.isoformat(), name
    report.ignored_columns += sheet.ignored
    refusals = [Refusal(draft.line, draft.refused) for draft in drafts if draft.refused]
    report.refusals += refusals
    report.refused += len(refusals)
    report.fates.update((refusal.line, "refused") for refusal in refusals)
    batch = uuid7()
    with ledger.rehearsal() if dry else ledger.transaction():
        with ledger.act("import.file", f"导入表格 {path.name}", origin=origin(day),
                        batch=batch, always=False) as writer:  # fmt: skip
            survey = _open_round(session, name) or writer.insert(rounds.fresh(name, day))
            scribe = Scribe(writer, ledger.dictionary, known, survey.id, day)
            scribe.write(pairs, progress)
            progress(len(drafts), len(drafts))
            changed = writer.wrote
        _tell(session, sheet, scribe, report)
        if changed and not dry:
            report.batch = batch
            batches.note(ledger, batch, "import", path.name, _digest(path),
                         json.dumps(report.plain(), ensure_ascii=False))  # fmt: skip


def _tell(session: Session, sheet: IncomingSheet, scribe: Scribe, report: FileReport) -> None:
    written = scribe.written
    checks.refresh(session, scribe.newcomers.families())
    counts = written.counts
    report.added += counts["added"]
    report.updated += counts["updated"]
    report.unchanged += counts["unchanged"]
    report.households += len(written.households)
    report.fates.update(written.fates)
    found = list(checks.listed(session, households=list(written.households), with_answered=True))
    ledger = session.ledger
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


@verb("import.files", "导入多个表格", Role.CLERK)
def take_in_all(
    session: Session,
    *,
    files: Sequence[Path],
    round_name: str | None = None,
    progress: Progress = silent,
) -> list[FileReport | AppError]:
    """Take several files in after one backup; a file that is refused does not stop the others."""
    backup.save(session.ledger)
    results: list[FileReport | AppError] = []
    for path in files:
        try:
            results.append(
                take_in_more(session, file=path, round_name=round_name, progress=progress)
            )
        except AppError as error:
            results.append(error)
    return results


@verb("import.undo", "撤销导入", Role.CLERK)
def undo(session: Session, *, batch: str) -> undoing.Undone:
    """Take an import back: what nobody touched since is set back or deleted, the rest is listed.

    Raises:
        Refused: if there is no such batch, or it was taken back already.
    """
    ledger = session.ledger
    entry = batches.find(ledger, batch)
    if entry is None:
        raise Refused(f"没有编号为 {batch} 的导入批次，请在导入记录里查看")
    if entry.undone:
        raise Refused(_GONE)
    closed = batches.closed_rounds(ledger, entry.id, rounds.ARCHIVED)
    if closed:
        raise Refused(f"这一批里有轮次“{closed[0]}”的答案，该轮次已归档，不能撤销；请逐条更正")
    backup.save(ledger)
    with ledger.transaction():
        # Another window may have been quicker.
        if not batches.claim(ledger, entry.id):
            raise Refused(_GONE)
        undone = undoing.undo_batch(ledger, entry.id, f"撤销导入 {entry.label}")
        checks.refresh(session)
    checks.refresh(session)
    return undone


def history(session: Session) -> list[batches.Batch]:
    """The imports so far, newest first."""
    return batches.listed(session.ledger, "import")
