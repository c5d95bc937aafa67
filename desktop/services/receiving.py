"""Receiving files: each is admitted, merged, parked or refused, and its sender is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.progress import Progress, silent
from desktop.envelope.header import NeedsNewerProgram
from desktop.envelope.keys import OfficeCard
from desktop.services import checks, merging, receipts
from desktop.services.admission import REFUSALS, Admitted, admit, check
from desktop.services.merging import Merged
from desktop.services.receipts import Outcome
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import backup, mail
from desktop.storage.absorbing import Inconsistent
from desktop.storage.mail import IN, Parcel, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of one file, and of packages that had waited for it.

    ``applied`` counts what was new: records by entity, and ``changes``. One of ``parked`` and
    ``refused`` holds the reason where it was not merged.
    """

    file: Path
    kind: str = ""
    sender: str = ""
    applied: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    parked: str | None = None
    refused: str | None = None
    receipt: Path | None = None
    report: tuple[str, ...] = ()


@verb("package.receive", "接收上报包", Role.REVIEWER)
def receive(
    session: Session,
    *,
    files: Sequence[Path],
    receipts_to: Path | None = None,
    progress: Progress = silent,
) -> list[Received]:
    """Take in packages and receipts, in whatever order they lie there.

    What is refused does not hold up the others. A package whose forerunner is missing waits in the
    inbox and is merged by itself once the gap closes.

    Args:
        session: who receives.
        files: the files, which may lie on a stick.
        receipts_to: where the receipts for the senders are to lie besides the outbox.
        progress: hears of the rows of each package.

    Raises:
        AppError: if the ledger itself cannot be written; files merged before stay merged.
    """
    round_ = _Round(session, progress)
    round_.take_up_waiting()
    for file in files:
        round_.take(Path(file))
    round_.merge_what_fits()
    round_.park_the_rest()
    results = round_.finish(receipts_to)
    checks.refresh(session)
    return results


class _Round:
    """One command: the files on their way from the stick into the ledger."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self._session = session
        self._data = session.ledger.data
        self._progress = progress
        self._waiting: dict[str, tuple[Path, Admitted]] = {}
        self._results: dict[Path, Received] = {}
        self._outcomes: dict[str, tuple[OfficeCard, dict[str, Outcome]]] = {}
        self._files: dict[Path, str] = {}
        self._orphans: set[str] = set()
        self._is_saved = False

    def take_up_waiting(self) -> None:
        """Packages that were parked before have another chance."""
        inbox = self._session.ledger.folder / "inbox"
        parked = mail.parcels(self._data, "direction = ? AND state = ?", [IN, State.WAITING])
        for stray in {*inbox.iterdir()} - {inbox / parcel.file for parcel in parked}:
            # Left by a command that was cut short; nothing of it was merged.
            stray.unlink(missing_ok=True)
        self._orphans = {parcel.id for parcel in parked if self._is_orphan(parcel)}
        for parcel in parked:
            path = inbox / Path(parcel.file).name
            try:
                self._waiting[parcel.id] = (path, check(self._session, path))
            except REFUSALS as error:
                # The office is no longer trusted, or the file is gone: say so, once.
                path.unlink(missing_ok=True)
                with self._data.transaction():
                    mail.note(self._data, replace(parcel, state=State.RETURNED, file="",
                                                  report=str(error)))  # fmt: skip
                self._results[path] = Received(file=path, kind=parcel.kind, refused=str(error))

    def _is_orphan(self, parcel: Parcel) -> bool:
        """Whether the ledger that made a package has since begun anew, so no gap will be filled."""
        condition = (
            "direction = ? AND office = ? AND scope = ? AND device <> ? AND kind = 'full'"
            " AND state = ? AND at > ?"
        )
        values = [IN, parcel.office, parcel.scope, parcel.device, State.MERGED.value, parcel.at]
        return bool(mail.parcels(self._data, condition, values))

    def take(self, file: Path) -> None:
        """Let one file in, or refuse it."""
        try:
            admitted = admit(self._session, file)
        except REFUSALS as error:
            self._results[file] = Received(file=file, refused=str(error))
            return
        known = mail.parcel(self._data, admitted.header.package_id)
        if known is not None and known.state in {State.MERGED, State.UNDONE}:
            self._pass_over(file, admitted, known)
        elif admitted.header.kind == "receipt":
            self._take_receipt(file, admitted)
        else:
            self._wait(file, admitted)

    def _wait(self, file: Path, admitted: Admitted) -> None:
        name = admitted.header.package_id
        other = self._waiting.get(name)
        if other is not None and other[0].parent != admitted.package.path.parent:
            line = f"与“{other[0].name}”是同一个包"
            self._results[file] = self._result(file, admitted, report=(line,))
        else:
            self._waiting[name] = (file, admitted)

    def _pass_over(self, file: Path, admitted: Admitted, known: Parcel) -> None:
        admitted.package.path.unlink(missing_ok=True)
        if admitted.header.kind != "receipt":
            # The sender may not have had the receipt.
            self._tell(file, admitted, State.MERGED)
        line = "以前已经收过，没有新内容"
        if known.state == State.UNDONE:
            line = "这个包以前收过，后来撤销了；要重新采用，请用“恢复此包”"
        self._results[file] = self._result(file, admitted, report=(line,))

    def _take_receipt(self, file: Path, admitted: Admitted) -> None:
        try:
            lines = tuple(receipts.take(self._session, admitted))
            self._results[file] = self._result(file, admitted, report=lines)
        except REFUSALS as error:
            self._results[file] = self._result(file, admitted, refused=str(error))
        finally:
            admitted.package.path.unlink(missing_ok=True)

    def merge_what_fits(self) -> None:
        """Merge what has no gap before it, until nothing more fits."""
        while fitting := [name for name, each in self._waiting.items() if self._fits(each[1])]:
            first = min(fitting, key=lambda name: self._waiting[name][1].header.after)
            self._merge(*self._waiting.pop(first))

    def _fits(self, admitted: Admitted) -> bool:
        header = admitted.header
        return (
            header.after <= mail.reached(self._data, header.device, admitted.scope)
            or header.package_id in self._orphans
        )

    def _merge(self, file: Path, admitted: Admitted) -> None:
        if not self._is_saved:
            backup.save(self._session.ledger)
            self._is_saved = True
        try:
            done = merging.merge(self._session, admitted, self._progress)
        except (NeedsNewerProgram, Inconsistent) as error:
            self._park(file, admitted, str(error))
        except REFUSALS as error:
            merging.note(self._session, admitted, State.RETURNED, str(error))
            admitted.package.path.unlink(missing_ok=True)
            self._tell(file, admitted, State.RETURNED, reason=str(error))
            self._results[file] = self._result(file, admitted, refused=str(error))
        else:
            admitted.package.path.unlink(missing_ok=True)
            self._tell(file, admitted, State.MERGED, done)
            self._results[file] = self._merged(file, admitted, done)

    def _merged(self, file: Path, admitted: Admitted, done: Merged) -> Received:
        new = done.absorbed
        applied = {name: count for name, count in new.records.items() if count}
        applied |= {"changes": new.changes} if new.changes else {}
        return self._result(
            file, admitted, applied=applied, conflicts=new.conflicts, report=_lines(done)
        )

    def park_the_rest(self) -> None:
        """Keep what has a gap before it, and name the gap."""
        for file, admitted in self._waiting.values():
            self._park(file, admitted, self._gap(admitted))
        self._waiting.clear()

    def _gap(self, admitted: Admitted) -> str:
        header = admitted.header
        first = mail.reached(self._data, header.device, admitted.scope) + 1
        part = f"（这是第{header.part}/{header.parts}份）" if header.parts > 1 else ""
        return (
            f"缺少“{header.sender_name}”第{first}至{header.after}号的内容{part}，先放着等待。"
            "请把前面的包也接收进来，或把回执交给对方、让对方重新上报"
        )

    def _park(self, file: Path, admitted: Admitted, reason: str) -> None:
        merging.note(self._session, admitted, State.WAITING, reason)
        self._tell(file, admitted, State.WAITING, reason=reason)
        self._results[file] = self._result(file, admitted, parked=reason)

    def _tell(
        self,
        file: Path,
        admitted: Admitted,
        state: State,
        done: Merged | None = None,
        reason: str = "",
    ) -> None:
        header = admitted.header
        outcome = Outcome(header.package_id, header.digest, state, reason=reason)
        if done is not None:
            conflicts = done.absorbed.conflicts
            outcome = replace(outcome, affected=done.affected, conflicts=conflicts)
        _, outcomes = self._outcomes.setdefault(header.sender_id, (admitted.sender, {}))
        outcomes[header.package_id] = outcome
        self._files[file] = header.sender_id

    def finish(self, receipts_to: Path | None) -> list[Received]:
        """Write a receipt to each sender; returns what came of each file."""
        written = {
            office: receipts.write(self._session, card, outcomes.values(), receipts_to)
            for office, (card, outcomes) in self._outcomes.items()
        }
        return [
            self._with_receipt(result, written.get(self._files.get(file, "")), receipts_to)
            for file, result in self._results.items()
        ]

    @staticmethod
    def _with_receipt(result: Received, receipt: Path | None, wanted: Path | None) -> Received:
        if receipt is None or wanted is None or receipt.parent == wanted:
            return replace(result, receipt=receipt)
        line = f"回执没能写到“{wanted.name}”，留在发件箱里，请检查U盘后另外拷出"
        return replace(result, receipt=receipt, report=(*result.report, line))

    @staticmethod
    def _result(
        file: Path,
        admitted: Admitted,
        *,
        applied: dict[str, int] | None = None,
        conflicts: int = 0,
        parked: str | None = None,
        refused: str | None = None,
        report: tuple[str, ...] = (),
    ) -> Received:
        return Received(
            file=file,
            kind=admitted.header.kind,
            sender=admitted.sender.name,
            applied=applied or {},
            conflicts=conflicts,
            parked=parked,
            refused=refused,
            report=report,
        )


def _lines(done: Merged) -> tuple[str, ...]:
    lines = [done.summary]
    if conflicts := done.absorbed.conflicts:
        lines.append(f"有{conflicts}处内容双方改得不一样，已先采用一个，请到冲突待办核对")
    return (*lines, *done.remarks)
