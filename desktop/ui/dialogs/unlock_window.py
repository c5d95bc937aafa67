"""The first window: which ledger, which account, and the passphrase."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop.ui.theme import Look, icon_file
from desktop.ui.widgets.layout import box, button, column, fill, frame, label, row

_OTHER = "其他文件夹…"


class UnlockWindow(QWidget):
    """Emits what is wanted; it opens nothing itself.

    ``accounts_of`` names the accounts of a ledger folder, none if it is no ledger.
    """

    submitted = Signal(object, str, str)
    new_wanted = Signal()
    code_wanted = Signal(object)
    restore_wanted = Signal()
    join_wanted = Signal()
    request_wanted = Signal(object)
    answer_wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        recent: Sequence[tuple[str, Path]],
        accounts_of: Callable[[Path], Sequence[str]],
    ) -> None:
        super().__init__()
        self._look, self._accounts_of = look, accounts_of
        self.setWindowTitle("劳务台账")
        self.setWindowIcon(QIcon(str(icon_file())))
        self.folder, self.account, self.passphrase = QComboBox(), QComboBox(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText("密码")
        for words, field in (
            ("台账", self.folder), ("账户", self.account), ("密码", self.passphrase)
        ):  # fmt: skip
            field.setAccessibleName(words)
        self.problem = label("", "problem", wrap=True)
        self.open_button = button("打开台账", self.submit, "main", "open")
        self.passphrase.returnPressed.connect(self.submit)
        self._fill_folders(recent)
        self.folder.activated.connect(self._folder_chosen)
        self._layout()
        self.resize(look.px(900), look.px(560))
        self.passphrase.setFocus()

    def _layout(self) -> None:
        px = self._look.px
        logo = QLabel()
        logo.setPixmap(QIcon(str(icon_file())).pixmap(px(64), px(64)))
        name = label("劳务台账", "title")
        words = label("一户一户摸清，一岗一岗送到", "quiet")
        for part in (logo, name, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ways = self._ways()
        form = column(
            label("台账", "small"), self.folder, 2, label("账户", "small"), self.account, 2,
            label("密码", "small"), self.passphrase, self.problem, 2, self.open_button,
            gap=px(5), margin=px(24),
        )  # fmt: skip
        card = frame(form)
        card.setFixedWidth(px(400))
        middle = column(logo, name, words, px(12), card, px(4), box(ways), gap=px(4))
        outer = QVBoxLayout(self)
        fill(outer, None, row(None, box(middle), None), None)
        hint = label("台账加密存放在本机，没有密码谁也打不开", "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fill(outer, hint)

    def _ways(self) -> QVBoxLayout:
        gap = self._look.px(10)
        new = row(
            None,
            button("用发放文件加入", self.join_wanted.emit, "link", "join"),
            button("新建台账", self.new_wanted.emit, "link", "new"),
            button("从备份恢复", self.restore_wanted.emit, "link", "restore"),
            None,
            gap=gap,
        )
        forgotten = row(
            None,
            button("用恢复码打开", lambda: self.code_wanted.emit(self.chosen()), "link", "code"),
            self._parent_button(),
            None,
            gap=gap,
        )
        return column(new, forgotten, gap=2)

    def _parent_button(self) -> QWidget:
        """Both halves of asking the parent office for help, in one menu."""
        menu = QMenu(self)
        menu.addAction("写一个申请文件给上级…", lambda: self.request_wanted.emit(self.chosen()))
        menu.addAction("已收到上级的答复…", lambda: self.answer_wanted.emit(self.chosen()))
        made = button("忘记密码，请上级帮忙", role="link", name="parent")
        made.setMenu(menu)
        return made

    def _fill_folders(self, recent: Sequence[tuple[str, Path]]) -> None:
        self.folder.clear()
        for name, folder in recent:
            self.folder.addItem(name, folder)
            self.folder.setItemData(
                self.folder.count() - 1, str(folder), Qt.ItemDataRole.ToolTipRole
            )
        self.folder.addItem(_OTHER, None)
        self._show_accounts()

    def _folder_chosen(self, number: int) -> None:
        if self.folder.itemData(number) is None:
            chosen = QFileDialog.getExistingDirectory(self, "选择台账文件夹")
            if chosen:
                self.choose(Path(chosen))
                return
            self.folder.setCurrentIndex(0)
        self._show_accounts()

    def choose(self, folder: Path) -> None:
        """Put a ledger first."""
        at = self.folder.findData(folder)
        if at < 0:
            self.folder.insertItem(0, folder.name, folder)
            at = 0
        self.folder.setCurrentIndex(at)
        self._show_accounts()
        self.passphrase.setFocus()

    def chosen(self) -> Path | None:
        """The chosen ledger, if any."""
        folder: Path | None = self.folder.currentData()
        return folder

    def _show_accounts(self) -> None:
        folder = self.chosen()
        names = self._accounts_of(folder) if folder else ()
        self.account.clear()
        self.account.addItems(list(names))
        if folder and not names:
            self.say("这个文件夹不是台账，请重新选择")
        else:
            self.say("" if folder else "请先选择台账文件夹，或者新建台账")
        for part in (self.account, self.passphrase, self.open_button):
            part.setEnabled(bool(names))

    def submit(self) -> None:
        """Ask for the ledger to be opened."""
        folder = self.chosen()
        if folder is None:
            return
        if not self.passphrase.text():
            self.say("请输入密码")
            self.passphrase.setFocus()
            return
        self.say("")
        self.wait(waiting=True)
        self.submitted.emit(folder, self.account.currentText(), self.passphrase.text())

    def wait(self, *, waiting: bool) -> None:
        """Show that the passphrase is being tried."""
        self.open_button.setEnabled(not waiting)
        self.open_button.setText("正在打开…" if waiting else "打开台账")
        self.passphrase.setReadOnly(waiting)

    def refuse(self, sentence: str) -> None:
        """Say why it could not be opened."""
        self.wait(waiting=False)
        self.say(sentence)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
