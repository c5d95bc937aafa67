"""The way in: unlocking, making, recovering and restoring a ledger, off the window's thread."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.domain.errors import AppError
from desktop.services import ledgers, surroundings
from desktop.services.ledgers import Made, Surroundings
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.dialogs.unlock_window import UnlockWindow
from desktop.ui.jobs import Jobs
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look

if TYPE_CHECKING:
    # Each of these forms is loaded when it is asked for, which most clerks never do.
    from desktop.ui.dialogs.code_dialog import CodeDialog
    from desktop.ui.dialogs.new_ledger_dialog import Draft, NewLedgerDialog
    from desktop.ui.gate_files import GateFiles


class Gate(QObject):
    """Shows the unlock window until a ledger is open."""

    opened = Signal(object)

    def __init__(
        self, jobs: Jobs, preferences: Preferences, look: Look, around: Surroundings
    ) -> None:
        super().__init__()
        self._jobs, self._preferences, self._look, self._around = jobs, preferences, look, around
        self._files: GateFiles | None = None
        recent = [(preferences.name_of(folder), folder) for folder in preferences.recent]
        self.window = UnlockWindow(look, recent, accounts_of)
        self.window.submitted.connect(self.open_)
        self.window.new_wanted.connect(self.ask_new)
        self.window.code_wanted.connect(self.ask_code)
        self.window.restore_wanted.connect(self.ask_backup)
        self.window.join_wanted.connect(lambda: self.files().ask_join())
        self.window.request_wanted.connect(lambda folder: self.files().ask_request(folder))
        self.window.answer_wanted.connect(lambda folder: self.files().ask_answer(folder))

    def show(self, folder: Path | None = None) -> None:
        """Show the window, with a ledger chosen, or a 发放文件 opened, if one is named."""
        invited = folder is not None and folder.is_file()
        if folder is not None and not invited:
            self.window.choose(folder)
        self.window.show()
        if folder is not None and invited:
            self.files().join(folder)

    def files(self) -> "GateFiles":
        """The ways in by a file of the parent office, loaded when first wanted."""
        if self._files is None:
            from desktop.ui.gate_files import GateFiles

            self._files = GateFiles(self._jobs, self._look, self._around, self.window, self._go_in)
        return self._files

    def open_(self, folder: Path, account: str, passphrase: str) -> None:
        """Try a passphrase."""
        self._jobs.start(
            self,
            "正在打开台账",
            lambda _: ledgers.open_(folder, passphrase, account, self._around),
            done=self._go_in,
            failed=partial(_refuse, self.window),
        )

    def ask_new(self) -> "NewLedgerDialog":
        """Show the form for a new ledger."""
        from desktop.ui.dialogs.new_ledger_dialog import NewLedgerDialog

        dialog = NewLedgerDialog(self._look, self.window)
        dialog.submitted.connect(lambda draft: self._make(dialog, draft))
        dialog.open()
        return dialog

    def _make(self, dialog: "NewLedgerDialog", draft: "Draft") -> None:
        self._jobs.start(
            dialog,
            "正在新建台账",
            lambda _: ledgers.new(
                draft.folder,
                office=draft.office,
                level=draft.level,
                area=draft.area,
                passphrase=draft.passphrase,
                around=self._around,
            ),
            done=lambda made: self._show_code(dialog, draft.office, made),
            failed=partial(_refuse, dialog),
        )

    def _show_code(self, form: "NewLedgerDialog", office: str, made: Made) -> None:
        from desktop.ui.dialogs.recovery_dialog import RecoveryDialog

        form.close()
        dialog = RecoveryDialog(self._look, office, made.recovery_code, self.window)
        dialog.accepted.connect(lambda: self._go_in(made.session))
        dialog.open()

    def ask_code(self, folder: Path | None) -> "CodeDialog | None":
        """Ask for the recovery code of the chosen ledger."""
        from desktop.ui.dialogs.code_dialog import CodeDialog

        if folder is None:
            self.window.say("请先选择台账文件夹")
            return None
        dialog = CodeDialog(self._look, self.window)
        dialog.submitted.connect(lambda code, secret: self._recover(dialog, folder, code, secret))
        dialog.open()
        return dialog

    def _recover(self, dialog: "CodeDialog", folder: Path, code: str, passphrase: str) -> None:
        def done(session: Session) -> None:
            dialog.close()
            self._go_in(session)

        self._jobs.start(
            dialog,
            "正在打开台账",
            lambda _: ledgers.open_with_code(folder, code, passphrase, self._around),
            done=done,
            failed=partial(_refuse, dialog),
        )

    def ask_backup(self) -> None:
        """Ask which backup is restored, and where to."""
        name, _ = QFileDialog.getOpenFileName(self.window, "选择备份文件", "", "台账备份 (*.ldb)")
        if not name:
            return
        parent = QFileDialog.getExistingDirectory(self.window, "恢复到哪个文件夹（会新建一个）")
        if parent:
            self.restore(Path(name), _free(Path(parent)))

    def restore(self, backup: Path, folder: Path) -> None:
        """Lay a backup out as a ledger and choose it."""
        self._jobs.start(
            self,
            "正在恢复备份",
            lambda _: ledgers.restore(backup, folder),
            done=lambda _: self.window.choose(folder),
            failed=lambda error: messages.show_error(self.window, error),
        )

    def _go_in(self, session: Session) -> None:
        self._preferences.opened(session.ledger.folder, surroundings.look(session).office)
        self.window.wait(waiting=False)
        self.window.passphrase.clear()
        self.opened.emit(session)


def accounts_of(folder: Path) -> tuple[str, ...]:
    """The accounts of a ledger folder; none if it is no ledger."""
    try:
        return tuple(ledgers.read_slots(folder).accounts)
    except AppError:
        return ()


def _free(parent: Path) -> Path:
    plain = parent / "劳务台账（恢复）"
    number, folder = 2, plain
    while folder.exists():
        folder, number = plain.with_name(f"{plain.name}{number}"), number + 1
    return folder


def _refuse(window: "UnlockWindow | NewLedgerDialog | CodeDialog", error: Exception) -> None:
    if isinstance(error, AppError):
        window.refuse(str(error))
    else:
        messages.show_error(window, error)
