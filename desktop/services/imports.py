"""Taking spreadsheets in: a dry run that shows all, one act a list, and undoing it."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.errors import AppError, Refused
from desktop.domain.progress import Progress, silent
from desktop.services import checks, rounds
from desktop.services.importing import readings, running
from desktop.services.importing.readings import Reading
from desktop.services.importing.report import FileReport
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import backup, batches, undoing

__all__ = ["FileReport", "Reading"]
_GONE = "这一批已经撤销过了"


def preview(
    session: Session,
    path: Path,
    *,
    round_name: str | None = None,
    password: str | None = None,
    columns: tuple[str, ...] = (),
    progress: Progress = silent,
) -> FileReport:
    """What taking a file in would do; nothing is changed."""
    reading = Reading(file=path, round_name=round_name, password=password, columns=columns)
    return preview_read(session, reading, progress=progress)


def preview_read(session: Session, reading: Reading, *, progress: Progress = silent) -> FileReport:
    """The same as a clerk has said that the file is to be read."""
    sheets = readings.lists(reading.file.name, readings.every_sheet(session, reading))
    return running.rehearse(session, reading, sheets, progress)


@verb("import.file", "导入表格", Role.CLERK)
def take_in(
    session: Session,
    *,
    file: Path,
    round_name: str | None = None,
    password: str | None = None,
    columns: tuple[str, ...] = (),
    progress: Progress = silent,
) -> FileReport:
    """Take a spreadsheet in as one act, with a backup of the ledger before it.

    ``columns`` says what its columns are taken as, each ``列=字段``; that is remembered for the
    next table with the same headings.

    Raises:
        AppError: if the file cannot be read as a list of people; nothing was changed then.
    """
    backup.save(session.ledger)
    return take_in_more(session, file=file, round_name=round_name, password=password,
                        columns=columns, progress=progress)  # fmt: skip


def take_in_more(
    session: Session,
    *,
    file: Path,
    round_name: str | None = None,
    password: str | None = None,
    columns: tuple[str, ...] = (),
    progress: Progress = silent,
) -> FileReport:
    """The same for a further file of a command that has saved a backup already."""
    reading = Reading(file=file, round_name=round_name, password=password, columns=columns)
    return take_in_read(session, reading, progress=progress)


def take_in_read(session: Session, reading: Reading, *, progress: Progress = silent) -> FileReport:
    """The same as a clerk has said that it is to be read, cells put right among it."""
    session.need(Role.CLERK)
    report = running.take_in(session, reading, progress)
    checks.refresh(session)
    return report


@verb("import.files", "导入多个表格", Role.CLERK)
def take_in_all(
    session: Session,
    *,
    files: Sequence[Path],
    round_name: str | None = None,
    progress: Progress = silent,
) -> list[FileReport | AppError]:
    """Take several files in after one backup; a file that is refused does not stop the others."""
    wanted = [Reading(file=path, round_name=round_name) for path in files]
    return take_in_each(session, wanted, progress=progress)


def take_in_each(
    session: Session, wanted: Sequence[Reading], *, progress: Progress = silent
) -> list[FileReport | AppError]:
    """The same, each as a clerk has said that it is to be read."""
    backup.save(session.ledger)
    results: list[FileReport | AppError] = []
    for reading in wanted:
        try:
            results.append(take_in_read(session, reading, progress=progress))
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
