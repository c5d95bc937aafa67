"""填报工作簿: for a village that fills in a spreadsheet, blank or with what is known."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop.domain.file_names import plain_file_name
from desktop.services import people, templates
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.combos import combo, refill
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon

_HOW = (
    "村里没有装本程序、或想用 Excel 填的，用填报工作簿：有下拉选项，身份证号不会变成科学计数，"
    "表头锁住不会改坏。填好后在“导入表格”里导回来，列自动认出，不用再选；没改的不算更新，改了哪格就更新哪格。"
)
_KNOWN = "带上现有内容（村里只改变动的；文件里有个人信息，请当面拷贝）"


class WorkbooksPage(Page):
    """One workbook for a village, or one for each of them."""

    shows = frozenset({"household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        px = self.look.px
        self.village = combo("范围", 10)
        self.filled = QCheckBox(_KNOWN)
        one = button("导出这一份…", self.ask_file, "main", "one")
        each = button("各村各一份…", self.ask_folder, name="each")
        inside = column(
            label("填报工作簿", "heading"),
            label(_HOW, "quiet", wrap=True),
            row(label("范围", "quiet"), self.village, None),
            self.filled,
            row(with_icon(one, "export", self.look, on_main=True),
                with_icon(each, "folder", self.look), None),
            gap=px(12), margin=px(20),
        )  # fmt: skip
        self.body.addWidget(frame(inside))
        self.body.addStretch(1)

    def entry(self) -> QWidget:
        return self.village

    def reload(self) -> None:
        places = [village.place for village in people.villages(self.desk.session)]
        entries = [(one.name, one.code or one.name) for one in places]
        refill(self.village, [("全部村（一份）", None), *entries])

    def ask_file(self) -> None:
        """Ask where the workbook is to lie."""
        where = self.village.currentText() if self.village.currentData() else ""
        proposal = plain_file_name(f"{where}填报工作簿", ".xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, "Excel 表格 (*.xlsx)")
        if name:
            self.write(Path(name))

    def write(self, file: Path) -> None:
        """Write one workbook."""
        self.desk.jobs.start(
            self,
            "正在生成填报工作簿",
            in_thread_told(
                self.desk.session, templates.write, file=file,
                village=self.village.currentData(), filled=self.filled.isChecked(),
            ),
            done=lambda _columns: messages.tell(
                self, "已保存", f"{file.name}\n已存到 {file.parent}"
            ),
            failed=partial(messages.show_error, self),
        )  # fmt: skip

    def ask_folder(self) -> None:
        """Ask for the folder that takes a workbook for each village."""
        folder = QFileDialog.getExistingDirectory(self, "各村的填报工作簿放到哪里（如 U 盘）")
        if folder:
            self.write_each(Path(folder))

    def write_each(self, folder: Path) -> None:
        """Write a workbook for each village."""

        def tell(files: list[Path]) -> None:
            messages.tell(self, "已保存", f"{len(files)} 个村，每村一份，已存到 {folder}")

        self.desk.jobs.start(
            self,
            "正在生成各村的填报工作簿",
            in_thread_told(
                self.desk.session, templates.write_each, folder=folder,
                filled=self.filled.isChecked(),
            ),
            done=tell,
            failed=partial(messages.show_error, self),
        )  # fmt: skip
