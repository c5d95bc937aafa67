"""上报(对方未装本程序): asked for, written, and its password shown once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.file_names import plain_file_name
from desktop.services import kept_forms, locked_reports, people, report_lines, roster_templates
from desktop.services.locked_reports import LockedReport
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.locked_report_dialog import LockedReportDialog, LockedWish
from desktop.ui.dialogs.told_code_dialog import ToldCodeDialog
from desktop.ui.jobs import in_thread_told

_LEAST = "最少几栏（村、姓名、身份证号、就业状态、务工地点）"


def ask(desk: Desk, parent: QWidget) -> LockedReportDialog:
    """Ask what is to go, and to whom."""
    session = desk.session
    rosters = [
        (f"名册：{one.name}", f"roster:{one.name}") for one in roster_templates.kept(session)
    ]
    forms = [(f"套表：{one.name}", f"form:{one.name}") for one in kept_forms.kept(session)]
    places = [village.place for village in people.villages(session, empty=False)]
    dialog = LockedReportDialog(
        desk.look,
        [(_LEAST, ""), *rosters, *forms],
        [("全部村", None), *((one.name, one.id) for one in places)],
        [("全部人员，或名册、套表自己的筛选", ""),
         *((one, one) for one in report_lines.filter_names(session))],
        parent,
    )  # fmt: skip
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.submitted.connect(partial(_ask_file, desk, parent))
    dialog.open()
    return dialog


def _ask_file(desk: Desk, parent: QWidget, wish: LockedWish) -> None:
    proposal = plain_file_name(f"上报_{wish.roster or wish.form or '就业情况'}_加密", ".xlsx")
    name, _ = QFileDialog.getSaveFileName(parent, "存到哪里", proposal, "Excel 表格 (*.xlsx)")
    if name:
        write(desk, parent, wish, Path(name))


def write(desk: Desk, parent: QWidget, wish: LockedWish, file: Path) -> None:
    """Write the workbook, and show its password."""
    desk.jobs.start(
        parent,
        "正在生成加密表格",
        in_thread_told(
            desk.session, locked_reports.write, file=file, to=wish.to, roster=wish.roster,
            form=wish.form, village=wish.village, chosen=wish.chosen,
        ),
        done=partial(_show, desk, parent, wish),
        failed=partial(messages.show_error, parent),
    )  # fmt: skip


def _show(desk: Desk, parent: QWidget, wish: LockedWish, done: LockedReport) -> None:
    words = (
        f"{done.file.name} 共 {done.rows:,} 人，{len(done.columns)} 栏，"
        f"已存到 {done.file.parent}。\n"
        f"下面是打开密码，只显示这一次，哪里都没有存；请用电话告诉{wish.to}，不要和文件一起发。"
    )
    ToldCodeDialog(desk.look, "加密表格的打开密码", words, done.password, parent).open()
