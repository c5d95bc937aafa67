"""数据交换: partners, sending, receiving, and the log of packages."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.domain.levels import Level
from desktop.domain.tables import Column, Table
from desktop.services import packages, partners, reminders, sending_down, surroundings
from desktop.services.packages import Received, Sent
from desktop.services.roles import Role
from desktop.services.sending_down import SentDown
from desktop.ui import locked_sending, messages, stick_search
from desktop.ui.desk import Desk
from desktop.ui.dialogs.results_dialog import ResultsDialog
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.exchange_log import ExchangeLog
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_NOBODY = "请先在“设置 - 往来单位”里添加对方单位，再生成上报包。"
_EJECT = "拔 U 盘前，请先在系统里点“弹出”或“安全删除硬件”。"
_PACKAGES = "上报包和回执 (*.ldp);;所有文件 (*)"
PARTNERS: Table[Any] = Table(
    "往来单位",
    (
        Column("单位", lambda card: card.name, 40.0),
        Column("级别", lambda card: Level.of(card.level).label, 14.0),
    ),
)


class ExchangePage(Page):
    """What a clerk does with a stick or a mailbox."""

    shows = frozenset({"act", "package"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.partners = Grid(TableModel(PARTNERS, self), self.look)
        stick = button("从U盘查找", role="link", name="stick")
        stick_search.menu(desk, self, stick, self.receive)
        self.history = ExchangeLog(desk, stick)
        self.history.changed.connect(self.refresh)
        self.log = self.history.grid
        self.owed = label("", "problem", wrap=True)
        self.body.addLayout(row(*self._actions(), gap=self.look.px(12)))
        self.body.addWidget(self.owed)
        self.body.addLayout(self._lists(), 1)

    def _actions(self) -> list[QWidget]:
        return [
            self._action("import", "导入表格", "各村的 Excel、WPS 表格", "导入…",
                         lambda: self.desk.page_wanted.emit("imports")),
            self._action("send", "生成上报包", "给上级，或发给下级", "生成…", self.ask_send),
            self._action("inbox", "接收文件", "别人发来的包和回执", "选择…", self.choose_files),
        ]  # fmt: skip

    def _action(self, icon: str, title: str, words: str, action: str, do: Any) -> QWidget:
        made = with_icon(button(action, do, "main", f"do-{icon}"), icon, self.look, on_main=True)
        made.setAccessibleName(title)
        line = row(column(label(title, "heading"), label(words, "small"), gap=2), None, made)
        line.setContentsMargins(*[self.look.px(16)] * 4)
        return frame(line)

    def _lists(self) -> Any:
        px = self.look.px
        wanted = partial(self.desk.page_wanted.emit, "partners")
        more = button("添加往来单位…", wanted, name="partners")
        head = row(label("往来单位", "heading"), None)
        head.setContentsMargins(px(14), px(10), px(14), 0)
        self.down = button("下发给全部下级", name="send-down")
        choices = QMenu(self.down)
        choices.addAction("各自的全部新内容…", partial(self.ask_send_down, lists_only=False))
        choices.addAction(
            "只发代码和参数（不带人员）…", partial(self.ask_send_down, lists_only=True)
        )
        self.down.setMenu(choices)
        self.down.setEnabled(self.desk.session.role >= Role.REVIEWER)
        locked = button(
            "对方未装本程序？上报加密表格…", partial(locked_sending.ask, self.desk, self), "link",
            "send-locked",
        )  # fmt: skip
        foot = column(row(locked, None), row(more, None, self.down), gap=px(4))
        foot.setContentsMargins(px(10), 0, px(10), px(10))
        left = frame(column(head, self.partners, foot, gap=px(6), margin=1))
        lists = row(left, self.history, gap=px(12))
        lists.setStretch(0, 2)
        lists.setStretch(1, 3)
        return lists

    def entry(self) -> QWidget:
        return self.log

    def reload(self) -> None:
        session = self.desk.session
        known = partners.partners(session)
        self.partners.table.set_rows(list(known))
        self.history.reload()
        self.down.setVisible(bool(sending_down.below(session)))
        owed = reminders.unanswered(session)
        self.owed.setText("\n".join(map(str, owed)))
        self.owed.setVisible(bool(owed))
        if known and not self.partners.currentIndex().isValid():
            self.partners.go_to(self._upper(known))

    def _upper(self, known: Sequence[Any]) -> int:
        level = surroundings.look(self.desk.session).level
        above = [at for at, card in enumerate(known) if Level.of(card.level) > level]
        return above[0] if above else 0

    def ask_send(self) -> None:
        """Ask where the package for the chosen office is to lie."""
        card: Any = self.partners.current_row()
        if card is None:
            messages.tell(self, "还没有往来单位", _NOBODY)
            return
        folder = QFileDialog.getExistingDirectory(self, f"给“{card.name}”的包放到哪里（如 U 盘）")
        if folder:
            self.send(card.office_id, Path(folder))

    def send(self, office: str, folder: Path) -> None:
        """Make a package for an office."""
        self.desk.jobs.start(
            self,
            "正在生成上报包",
            in_thread_told(self.desk.session, packages.send, to=office, folder=folder),
            done=self._show_sent,
            failed=partial(messages.show_error, self),
        )

    def _show_sent(self, sent: Sent) -> None:
        self.refresh()
        names = "\n".join(file.name for file in sent.files)
        parts = f"，分成 {len(sent.files)} 份，请全部交给对方" if len(sent.files) > 1 else ""
        messages.tell(
            self,
            "上报包已生成",
            f"{names}\n给 {sent.header.receiver_name}，共 {sent.rows:,} 行{parts}，"
            f"已写到 {sent.file.parent} 并核对无误。\n"
            f"请把它交给对方；收到回执后状态变为“已合并”。\n{_EJECT}",
        )

    def ask_send_down(self, *, lists_only: bool) -> None:
        """Ask where the packages for all offices below are to lie."""
        folder = QFileDialog.getExistingDirectory(self, "给下级的包放到哪里（如 U 盘）")
        if folder:
            self.send_down(Path(folder), lists_only=lists_only)

    def send_down(self, folder: Path, *, lists_only: bool) -> None:
        """Make a package for each office below."""
        work = in_thread_told(
            self.desk.session, sending_down.send_down, folder=folder, lists_only=lists_only
        )
        self.desk.jobs.start(
            self, "正在生成下发的包", work,
            done=self._show_sent_down, failed=partial(messages.show_error, self),
        )  # fmt: skip

    def _show_sent_down(self, done: SentDown) -> None:
        self.refresh()
        results = [
            (sent.header.receiver_name, "good", "已生成", "、".join(f.name for f in sent.files))
            for sent in done.sent
        ]
        results += [(name, "faint", "不用发", "上次回执以后没有新内容") for name in done.up_to_date]
        ResultsDialog(self.look, "下发结果", results, self).open()

    def choose_files(self) -> None:
        """Choose packages and receipts that came in."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择收到的包和回执", "", _PACKAGES)
        if names:
            self.receive([Path(name) for name in names])

    def take_files(self, files: Sequence[Path]) -> None:
        self.receive(files)

    def receive(self, files: Sequence[Path], beside: Path | None = None) -> None:
        """Take in packages and receipts; receipts for the senders are put beside the files."""
        self.desk.jobs.start(
            self,
            "正在接收文件",
            in_thread_told(
                self.desk.session,
                packages.receive,
                files=list(files),
                receipts_to=beside or files[0].parent,
            ),
            done=self._show_received,
            failed=partial(messages.show_error, self),
        )

    def _show_received(self, received: list[Received]) -> None:
        self.refresh()
        results = [(result.file.name, *_outcome(result)) for result in received]
        ResultsDialog(self.look, "接收结果", results, self).open()


def _outcome(result: Received) -> tuple[str, str, str]:
    """A tone, a word and a sentence for what came of a file."""
    if result.refused:
        return "error", "没有接收", result.refused
    if result.parked:
        return "doubt", "等待", result.parked
    lines = [f"来自 {result.sender}", *result.report]
    if result.receipt:
        lines.append(f"回执：{result.receipt.name}，请交给对方")
    return "good", "已接收", "；".join(lines)
