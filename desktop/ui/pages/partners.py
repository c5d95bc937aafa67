"""往来单位: whose packages are believed, setting up the offices below, helping with passphrases."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.domain.levels import Level
from desktop.domain.tables import Column, Table
from desktop.services import devices, joining, partners, rescue, surroundings
from desktop.services.devices import Device, Standing
from desktop.services.joining import Given
from desktop.services.rescue import Answered
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.invite_dialog import InviteDialog, Wish
from desktop.ui.dialogs.results_dialog import ResultsDialog
from desktop.ui.dialogs.told_code_dialog import ToldCodeDialog
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

T = TypeVar("T")
_CARDS = "单位名片 (*.ldk);;所有文件 (*)"
_INVITATIONS = "发放文件 (*.ldi)"
_REQUESTS = "找回密码申请 (*.ldq);;所有文件 (*)"
_ANSWERS = "找回密码答复 (*.lda)"

_TONES = {Standing.HERE: "good", Standing.IN_USE: "good", Standing.REVOKED: "error"}

PARTNERS: Table[Any] = Table(
    "往来单位",
    (
        Column("单位", lambda card: card.name, 46.0),
        Column("级别", lambda card: Level.of(card.level).label, 14.0),
        Column("地区代码", lambda card: card.area_code, 30.0),
        Column("指纹", lambda card: card.fingerprint, 66.0),
    ),
)
INVITED: Table[Any] = Table(
    "发放文件",
    (
        Column("给谁", lambda one: one["name"], 46.0),
        Column("制作", lambda one: _day(one["made_at"]), 30.0),
        Column("加入", lambda one: _day(one["used_at"]) or "还没有收到第一个上报包", 60.0),
    ),
)


class PartnersPage(Page):
    """Two lists: the offices, and the invitations given out."""

    shows = frozenset({"act"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        px = self.look.px
        self.partners = Grid(TableModel(PARTNERS, self), self.look)
        self.invited = Grid(TableModel(INVITED, self), self.look)
        below = desk.session.ledger.level > Level.VILLAGE
        self._admin: list[QWidget] = []
        give = self._button("制作发放文件…", self.ask_invite, "invite", "main")
        answer = self._button("帮下级找回密码…", self.ask_rescue, "rescue")
        card = button("导出本单位名片…", self.ask_card, name="card")
        trust = self._button("信任新单位…", self.choose_card, "trust")
        revoke = self._button("不再信任…", self.ask_revoke, "revoke")
        used = button("用过的电脑…", self.show_devices, name="devices")
        head = row(label("往来单位", "heading"), None, trust, card, used, revoke)
        upper = column(head, self.partners, gap=px(8), margin=px(14))
        self.body.addWidget(frame(upper), 3)
        head = row(label("给下级单位开通", "heading"), None, give, answer)
        lower = frame(column(head, self.invited, gap=px(8), margin=px(14)))
        lower.setVisible(below)
        self.body.addWidget(lower, 2)

    def _button(self, words: str, do: Callable[[], object], name: str, role: str = "") -> QWidget:
        made = button(words, do, role, name)
        made.setEnabled(self.desk.session.role >= Role.ADMIN)
        return made

    def entry(self) -> QWidget:
        return self.partners

    def reload(self) -> None:
        self.partners.table.set_rows(list(partners.partners(self.desk.session)))
        self.invited.table.set_rows(list(joining.invited(self.desk.session)))
        self.partners.go_to(0)

    def ask_invite(self) -> None:
        """Ask for whom a 发放文件 is."""
        session = self.desk.session
        offices = [(card.office_id, card.name) for card in partners.partners(session)
                   if Level.of(card.level) < session.ledger.level]  # fmt: skip
        dialog = InviteDialog(self.look, joining.places_below(session), offices, self)
        dialog.submitted.connect(self._choose_place)
        dialog.open()

    def _choose_place(self, wish: Wish) -> None:
        proposal = plain_file_name(f"{wish.office}_发放文件", ".ldi")
        name, _ = QFileDialog.getSaveFileName(self, "发放文件存到哪里", proposal, _INVITATIONS)
        if name:
            self.invite(wish, Path(name))

    def invite(self, wish: Wish, file: Path) -> None:
        """Write a 发放文件 and show its code."""
        work = in_thread(
            self.desk.session, joining.invite, area=wish.area, office=wish.office, file=file,
            snapshot=wish.snapshot, replaces=wish.replaces,
        )  # fmt: skip
        self._work("正在制作发放文件", work, self._show_given)

    def _show_given(self, given: Given) -> None:
        self.refresh()
        words = (
            f"文件 {given.file.name} 已写好，用 U 盘交给{given.offer.office_name}。"
            "下面的口令请打电话告诉对方；关闭后不再显示，忘了就重做一个。"
        )
        ToldCodeDialog(self.look, "发放文件的口令", words, given.code, self).open()

    def ask_rescue(self) -> None:
        """Choose the request of an office that forgot its passphrase, and where the answer goes."""
        name, _ = QFileDialog.getOpenFileName(self, "选择下级的找回密码申请", "", _REQUESTS)
        if not name:
            return
        proposal = str(Path(name).with_name(f"{Path(name).stem}_答复.lda"))
        to, _ = QFileDialog.getSaveFileName(self, "答复存到哪里", proposal, _ANSWERS)
        if to:
            self.rescue(Path(name), Path(to))

    def rescue(self, request: Path, file: Path) -> None:
        """Answer a request, and show the code of the answer."""
        work = in_thread(self.desk.session, rescue.answer, request=request, file=file)
        self._work("正在答复", work, self._show_answer)

    def _show_answer(self, answered: Answered) -> None:
        words = (
            f"“{answered.office_name}”的申请，编号 {answered.mark}。请先打电话核对对方报的编号"
            f"也是 {answered.mark}，再把下面的口令告诉对方，把 {answered.file.name} 交给对方。"
        )
        ToldCodeDialog(self.look, "找回密码的口令", words, answered.code, self).open()

    def choose_card(self) -> None:
        """Choose the card of an office, and show it before it is trusted."""
        name, _ = QFileDialog.getOpenFileName(self, "选择对方的单位名片", "", _CARDS)
        if name:
            self.ask_trust(Path(name))

    def ask_trust(self, file: Path) -> None:
        """Show a card, to be compared by telephone, before it is trusted."""
        try:
            lines = partners.shown(self.desk.session, file)
        except AppError as error:
            messages.show_error(self, error)
            return
        words = "\n".join(lines) + "\n\n请先打电话和对方核对指纹，一样再信任。"
        messages.ask(self, "信任新单位", words, "核对过了，信任", partial(self.trust, file))

    def trust(self, file: Path) -> None:
        """Trust the office of a card."""
        self._try(partial(partners.trust, self.desk.session, file=file),
                  lambda trusted: self.desk.told.emit(f"已信任“{trusted.card.name}”"))  # fmt: skip

    def show_devices(self) -> None:
        """Show the ledgers that were heard, and which of them were replaced."""
        results = [
            (one.office_name, _TONES.get(one.standing, ""), one.standing.value, _heard(one))
            for one in devices.listed(self.desk.session)
        ]
        ResultsDialog(self.look, "用过的电脑", results, self).open()

    def ask_revoke(self) -> None:
        """Ask whether the chosen office is believed no more."""
        card: Any = self.partners.current_row()
        if card is None:
            messages.tell(self, "不再信任", "请先选中一个单位")
            return
        words = (f"“{card.name}”的电脑丢了或被别人用了，才需要这样做。"
                 "以后它发来的包不再接收，已经合并的内容不变。")  # fmt: skip
        messages.ask(self, "不再信任", words, "不再信任", partial(self.revoke, card.office_id))

    def revoke(self, office: str) -> None:
        """Stop believing an office."""
        self._try(partial(partners.revoke, self.desk.session, office=office), lambda _card: None)

    def ask_card(self) -> None:
        """Ask where our own card is to lie."""
        office = surroundings.look(self.desk.session).office
        proposal = plain_file_name(office, ".ldk")
        name, _ = QFileDialog.getSaveFileName(self, "导出本单位名片", proposal, _CARDS)
        if name:
            self.write_card(Path(name))

    def write_card(self, file: Path) -> None:
        """Write our own card."""
        self._try(
            partial(partners.write_card, self.desk.session, file=file),
            lambda card: messages.tell(
                self, "名片已导出",
                f"{file.name} 可以交给任何单位，里面没有个人信息。\n指纹：{card.fingerprint}",
            ),
        )  # fmt: skip

    def _work(self, title: str, work: Any, done: Callable[[Any], object]) -> None:
        self.desk.jobs.start(self, title, work, done=done,
                             failed=partial(messages.show_error, self))  # fmt: skip

    def _try(self, do: Callable[[], T], done: Callable[[T], object]) -> None:
        try:
            result = do()
        except AppError as error:
            messages.show_error(self, error)
            return
        self.refresh()
        done(result)


def _heard(one: Device) -> str:
    return (
        f"最近收到 {_day(one.last_heard)}，共 {one.packages} 个包" if one.last_heard else "就是这台"
    )


def _day(at: str | None) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
