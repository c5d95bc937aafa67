"""The ways in by a file of the parent office: joining by 发放文件, and help with a passphrase."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.services import joining, rescue
from desktop.services.joining import Offer
from desktop.services.ledgers import Made, Surroundings
from desktop.services.rescue import Asked
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.dialogs.code_dialog import Asking, CodeDialog
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from desktop.ui.dialogs.unlock_window import UnlockWindow
from desktop.ui.jobs import Jobs
from desktop.ui.theme import Look

_INVITATIONS = "发放文件 (*.ldi);;所有文件 (*)"
_REQUESTS = "找回密码申请 (*.ldq)"
_ANSWERS = "找回密码答复 (*.lda);;所有文件 (*)"
_NO_LEDGER = "请先选择台账文件夹"


class GateFiles(QObject):
    """What the gate does with files from above; ``go_in`` is called with what was opened."""

    def __init__(
        self,
        jobs: Jobs,
        look: Look,
        around: Surroundings,
        window: UnlockWindow,
        go_in: Callable[[Session], object],
    ) -> None:
        super().__init__(window)
        self._jobs, self._look, self._around = jobs, look, around
        self._window, self._go_in = window, go_in

    def ask_join(self) -> None:
        """Choose a 发放文件."""
        name, _ = QFileDialog.getOpenFileName(self._window, "选择发放文件", "", _INVITATIONS)
        if name:
            self.join(Path(name))

    def join(self, file: Path) -> CodeDialog | None:
        """Ask for the code of a 发放文件 and a passphrase; None if it is none."""
        try:
            offer = joining.look(file)
        except AppError as error:
            messages.show_error(self._window, error)
            return None
        folder = place_for(offer.office_name)
        hint = (f"{offer.parent_name}给“{offer.office_name}”开通的台账。口令请向对方打电话要；"
                f"密码自己定。台账将放在 {folder}")  # fmt: skip
        asking = Asking("用发放文件加入", hint, "口令", "加入")
        dialog = CodeDialog(self._look, self._window, asking)
        dialog.submitted.connect(
            lambda code, secret: self._join(dialog, offer, file, folder, code, secret)
        )
        dialog.open()
        return dialog

    def _join(
        self, dialog: CodeDialog, offer: Offer, file: Path, folder: Path, code: str, secret: str
    ) -> None:
        def done(made: Made) -> None:
            dialog.close()
            kept = RecoveryDialog(self._look, offer.office_name, made.recovery_code, self._window)
            kept.accepted.connect(lambda: self._go_in(made.session))
            kept.open()

        self._jobs.start(
            dialog,
            "正在加入",
            lambda _: joining.join(
                folder, file=file, code=code, passphrase=secret, around=self._around
            ),
            done=done,
            failed=partial(_refuse, dialog),
        )

    def ask_request(self, folder: Path | None) -> None:
        """Ask what this office is called, for a request to the parent."""
        if folder is None:
            self._window.say(_NO_LEDGER)
            return
        words = "请写本单位名称，上级看到申请时好认。申请文件里没有密码，也没有任何人的资料。"
        dialog = NameDialog(self._look, "请上级找回密码", words, "下一步", parent=self._window)
        dialog.submitted.connect(lambda office: self._choose_request(dialog, folder, office))
        dialog.open()

    def _choose_request(self, dialog: NameDialog, folder: Path, office: str) -> None:
        dialog.close()
        proposal = plain_file_name(f"{office}_找回密码申请", ".ldq")
        name, _ = QFileDialog.getSaveFileName(self._window, "申请存到哪里", proposal, _REQUESTS)
        if name:
            self.request(folder, Path(name), office)

    def request(self, folder: Path, file: Path, office: str) -> Asked | None:
        """Write a request for the parent office."""
        try:
            asked = rescue.ask(folder, file=file, office=office)
        except AppError as error:
            messages.show_error(self._window, error)
            return None
        words = (f"{file.name} 已写好，请交给上级单位，并打电话说：申请编号 {asked.mark}。\n"
                 "收到答复文件和口令后，再回到这里选“已收到上级的答复”。")  # fmt: skip
        messages.tell(self._window, "申请已写好", words)
        return asked

    def ask_answer(self, folder: Path | None) -> None:
        """Choose the parent's answer."""
        if folder is None:
            self._window.say(_NO_LEDGER)
            return
        name, _ = QFileDialog.getOpenFileName(self._window, "选择上级的答复文件", "", _ANSWERS)
        if name:
            self.answer(folder, Path(name))

    def answer(self, folder: Path, file: Path) -> CodeDialog:
        """Ask for the code of the parent's answer and a new passphrase."""
        asking = Asking("上级已答复", "口令请向上级单位打电话要。", "口令")
        dialog = CodeDialog(self._look, self._window, asking)
        dialog.submitted.connect(
            lambda code, secret: self._redeem(dialog, folder, file, code, secret)
        )
        dialog.open()
        return dialog

    def _redeem(self, dialog: CodeDialog, folder: Path, file: Path, code: str, secret: str) -> None:
        def done(session: Session) -> None:
            dialog.close()
            self._go_in(session)

        self._jobs.start(
            dialog,
            "正在打开台账",
            lambda _: rescue.redeem(
                folder, file=file, code=code, passphrase=secret, around=self._around
            ),
            done=done,
            failed=partial(_refuse, dialog),
        )


def place_for(office: str) -> Path:
    """A folder for an office's ledger that is not there yet."""
    parent = Path(platformdirs.user_documents_dir()) / "劳务台账"
    plain = parent / plain_file_name(office, "")
    number, folder = 2, plain
    while folder.exists():
        folder, number = plain.with_name(f"{plain.name}{number}"), number + 1
    return folder


def _refuse(dialog: CodeDialog, error: Exception) -> None:
    if isinstance(error, AppError):
        dialog.refuse(str(error))
    else:
        messages.show_error(dialog, error)
