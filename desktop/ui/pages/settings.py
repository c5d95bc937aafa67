"""设置: look, accounts, backups, keys, and what this program is."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import accounts, handover, ledgers, partners, surroundings
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.account_dialog import AccountDialog, NewAccount
from desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from desktop.ui.dialogs.results_dialog import ResultsDialog
from desktop.ui.jobs import in_thread
from desktop.ui.page_printing import open_pages
from desktop.ui.pages.page import Page
from desktop.ui.version import version
from desktop.ui.widgets.facts_grid import FactsGrid
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, button, clear, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

ACCOUNTS: Table[Any] = Table(
    "账户",
    (
        Column("登录名", lambda account: account.login, 26.0),
        Column("姓名", lambda account: account.name, 22.0),
        Column("权限", lambda account: account.role, 18.0),
        Column("状态", lambda account: "已停用" if account.disabled else "在用", 16.0),
    ),
)


class SettingsPage(Page):
    """Each card one subject."""

    shows = frozenset({"account", "act"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.accounts = Grid(TableModel(ACCOUNTS, self), self.look)
        self.accounts.setFixedHeight(self.look.px(38) + 3 * self.look.row)
        self.backups, self.about = column(), column()
        sheet = QVBoxLayout()
        sheet.setContentsMargins(0, 0, self.look.px(6), 0)
        sheet.setSpacing(self.look.px(12))
        top = row(self._appearance(), self._backup(), gap=self.look.px(12))
        top.setStretch(0, 1)
        top.setStretch(1, 1)
        sheet.addLayout(top)
        sheet.addWidget(self._accounts())
        sheet.addWidget(self._card("本单位与本机", box(self.about)))
        sheet.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(box(sheet))
        self.body.addWidget(area, 1)

    def _card(self, title: str, *parts: QWidget) -> QWidget:
        inside = column(label(title, "heading"), *parts, gap=self.look.px(10))
        inside.setContentsMargins(*[self.look.px(18)] * 4)
        return frame(inside)

    def _appearance(self) -> QWidget:
        self.big = QCheckBox("大字（看得更清楚）")
        self.dark = QCheckBox("深色（夜里不刺眼）")
        self.big.setChecked(self.look.big)
        self.dark.setChecked(self.look.dark)
        self.big.clicked.connect(self._change_look)
        self.dark.clicked.connect(self._change_look)
        keys = "Ctrl+K 搜索　Ctrl+1～8 换页　F5 刷新　回车 打开　Esc 关闭"
        return self._card("外观", self.big, self.dark, label(keys, "small", wrap=True))

    def _change_look(self) -> None:
        look = replace(self.look, big=self.big.isChecked(), dark=self.dark.isChecked())
        self.desk.look_wanted.emit(look)

    def _backup(self) -> QWidget:
        now = button("立即备份", self.back_up, "main", "backup")
        other = button("备份到 U 盘…", self.ask_where)
        check = button("检查台账", self.verify)
        hint = "每次关闭、导入和合并前都会自动备份。要恢复时，在登录窗口点“从备份恢复”。"
        return self._card(
            "备份", box(self.backups), box(row(now, other, check, None)),
            label(hint, "small", wrap=True),
        )  # fmt: skip

    def _accounts(self) -> QWidget:
        add = button("新增账户…", self.ask_account)
        stop = button("停用选中的账户…", self.ask_disable)
        code = button("更换恢复码…", self.ask_code)
        leave = button("打印交接清单…", self.print_handover)
        for part in (add, stop, code, leave):
            part.setEnabled(self.desk.session.role >= Role.ADMIN)
        change = button("修改我的密码…", self.ask_passphrase)
        return self._card("账户", self.accounts, box(row(change, add, stop, code, None, leave)))

    def reload(self) -> None:
        self.accounts.table.set_rows(accounts.listed(self.desk.session))
        last = surroundings.last_backup(self.desk.session)
        clear(self.backups)
        words = f"上次备份：{last:%Y-%m-%d %H:%M}" if last else "还没有备份"
        self.backups.addWidget(label(words))
        clear(self.about)
        self.about.addWidget(FactsGrid(self.look, self._facts()))

    def _facts(self) -> list[tuple[str, str]]:
        session = self.desk.session
        around = surroundings.look(session)
        card = partners.own_card(session)
        return [
            ("单位", around.office),
            ("级别", around.level.label),
            ("地区代码", card.area_code),
            ("单位指纹", card.fingerprint),
            ("登录账户", f"{around.account}（{around.role}）"),
            ("程序版本", version()),
            ("台账位置", str(around.folder)),
        ]

    def back_up(self, file: Path | None = None) -> None:
        """Write a verified backup."""
        self.desk.jobs.start(
            self,
            "正在备份",
            in_thread(self.desk.session, ledgers.save_backup, file=file),
            done=self._show_backup,
            failed=partial(messages.show_error, self),
        )

    def _show_backup(self, file: Path) -> None:
        self.refresh()
        messages.tell(self, "备份完成", f"已备份并核对无误：\n{file}")

    def ask_where(self) -> None:
        """Ask where a backup is to lie."""
        name, _ = QFileDialog.getSaveFileName(
            self, "备份到哪里", "劳务台账备份.ldb", "台账备份 (*.ldb)"
        )
        if name:
            self.back_up(Path(name))

    def verify(self) -> None:
        """Check the whole ledger."""
        self.desk.jobs.start(
            self,
            "正在检查台账",
            in_thread(self.desk.session, ledgers.verify),
            done=self._show_verified,
            failed=partial(messages.show_error, self),
        )

    def _show_verified(self, problems: list[str]) -> None:
        if not problems:
            messages.tell(self, "检查台账", "台账完好，没有发现问题。")
            return
        results = [("", "error", "问题", problem) for problem in problems]
        ResultsDialog(self.look, "检查台账", results, self).open()

    def ask_account(self) -> None:
        """Show the form for a new account."""
        dialog = AccountDialog(self.look, [role.key for role in Role], self)
        dialog.submitted.connect(lambda new: self._add(dialog, new))
        dialog.open()

    def _add(self, dialog: AccountDialog, new: NewAccount) -> None:
        try:
            accounts.add(self.desk.session, login=new.login, passphrase=new.passphrase,
                         role=new.role, name=new.name or None)  # fmt: skip
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        self.desk.told.emit(f"已新增账户“{new.login}”")

    def ask_disable(self) -> None:
        """Ask whether the chosen account is stopped."""
        account: Any = self.accounts.current_row()
        if account is None:
            messages.tell(self, "停用账户", "请先选中一个账户")
            return
        words = f"停用后“{account.login}”不能再登录，做过的事仍记在他名下。"
        messages.ask(self, "停用账户", words, "停用", lambda: self._disable(account.login))

    def _disable(self, login: str) -> None:
        try:
            accounts.disable(self.desk.session, login=login)
        except AppError as error:
            messages.show_error(self, error)

    def print_handover(self) -> None:
        """Show what is handed over when a clerk leaves."""
        open_pages(self.desk, self, "交接清单", handover.in_memory, handover.pdf)

    def ask_passphrase(self) -> None:
        """Show the form for another passphrase."""
        dialog = PassphraseDialog(self.look, self)
        dialog.submitted.connect(lambda old, new: self._change_passphrase(dialog, old, new))
        dialog.open()

    def _change_passphrase(self, dialog: PassphraseDialog, old: str, new: str) -> None:
        try:
            accounts.change_passphrase(self.desk.session, old=old, new=new)
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        self.desk.told.emit("密码已修改")

    def ask_code(self) -> None:
        """Ask whether there shall be another recovery code."""
        words = "换了以后，以前抄下或打印的恢复码就不能用了。"
        messages.ask(self, "更换恢复码", words, "更换", self._new_code)

    def _new_code(self) -> None:
        try:
            code = accounts.new_recovery_code(self.desk.session)
        except AppError as error:
            messages.show_error(self, error)
            return
        office = surroundings.look(self.desk.session).office
        RecoveryDialog(self.look, office, code, self).open()
