"""套表: somebody else's form chosen, its headings put right, filled, and kept for next month."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.domain.form_plan import FormPlan
from desktop.domain.id_styles import IdStyle
from desktop.services import form_filling, form_plans, kept_forms, people, report_lines
from desktop.services.form_filling import FormFilled
from desktop.services.form_plans import OF_FORM, ONCE, is_pattern
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.combos import combo, refill
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.layout import box, button, column, frame, label, row, with_icon
from desktop.ui.widgets.meanings import Meanings

_KINDS = "Excel 表格 (*.xlsx)"
_HOW = (
    "选上级发来的空表，程序按表头认列；也可以先在单元格里写上 {{姓名}}、{{身份证号}} 这样的标记，"
    "写在一行里的一人一行，写在几行里的一人一张。格式、公式、下拉和打印设置都不变。"
)
_ROWS_HINT = "从这一行开始往下填，行数不够自动加"


class FormsPage(Page):
    """The kept forms at the left; what goes where, and for whom, at the right."""

    shows = frozenset({"household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._data, self._file = b"", ""
        self.plan: FormPlan | None = None
        self.forms = QListWidget()
        self.forms.setAccessibleName("保存的套表")
        self.forms.itemActivated.connect(self._open_item)
        self.forms.itemClicked.connect(self._open_item)
        self.name, self.first = QLineEdit(), QSpinBox()
        self.name.setAccessibleName("名称")
        self.name.setPlaceholderText("起个名字，下月再用")
        self.first.setRange(1, 10_000)
        self.first.setAccessibleName("从第几行填")
        self.first.setToolTip(_ROWS_HINT)
        self.sheet, self.village = combo("工作表", 7), combo("范围", 4)
        self.chosen, self.style_box = combo("筛选", 5), combo("身份证号写法", 4)
        self.style_box.addItems([style.value for style in IdStyle])
        self.sheet.activated.connect(lambda _at: self._look_again())
        for part in (self.village, self.chosen, self.style_box):
            part.activated.connect(lambda _at: self._tell())
        self.meanings = Meanings(self.look)
        self.meanings.changed.connect(self._tell)
        self.note = label("", "quiet", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(
            Empty(self.look, "file", "还没有选空表", _HOW, "选空表…", self.ask_form)
        )
        self.stack.addWidget(box(self._details()))
        lines = row(self._left(), frame(column(self.stack, margin=self.look.px(14))),
                    gap=self.look.px(12))  # fmt: skip
        lines.setStretch(1, 1)
        self.body.addLayout(lines, 1)

    def _left(self) -> QWidget:
        px = self.look.px
        add = with_icon(button("选空表…", self.ask_form, "main", "choose"), "folder", self.look,
                        on_main=True)  # fmt: skip
        self.forget = button("删除", self.ask_forget)
        left = column(label("保存的套表", "heading"), self.forms, add, self.forget,
                      gap=px(6), margin=px(14))  # fmt: skip
        left.setStretch(1, 1)
        side = frame(left)
        side.setFixedWidth(px(236))
        return side

    def _details(self) -> QHBoxLayout:
        px = self.look.px
        self.first_row = box(row(label("从第", "quiet"), self.first, label("行填", "quiet")))
        head = row(label("名称", "quiet"), self.name, label("工作表", "quiet"), self.sheet,
                   self.first_row, gap=px(8))  # fmt: skip
        head.setStretch(1, 1)
        self.keep = with_icon(button("保存，下月再用", self.save), "save", self.look)
        self.fill_button = with_icon(button("填好另存…", self.ask_file, "main", "fill"), "export",
                                     self.look, on_main=True)  # fmt: skip
        whom = row(label("范围", "quiet"), self.village, label("筛选", "quiet"), self.chosen,
                   label("身份证号", "quiet"), self.style_box, gap=px(8))  # fmt: skip
        for at in (1, 3, 5):
            whom.setStretch(at, 1)
        foot = row(None, self.keep, self.fill_button, gap=px(8))
        whole = column(head, whom, self.note, self.meanings, foot, gap=px(10))
        whole.setStretch(3, 1)
        return row(whole)

    def entry(self) -> QWidget:
        return self.forms

    def reload(self) -> None:
        session = self.desk.session
        chosen = self.forms.currentItem()
        name = chosen.text() if chosen is not None else ""
        self.forms.clear()
        for form in kept_forms.kept(session):
            item = QListWidgetItem(form.name, self.forms)
            item.setToolTip(f"{form.file}　{form.plan.sheet}")
            if form.name == name:
                self.forms.setCurrentItem(item)
        self.forget.setEnabled(self.forms.count() > 0)
        places = [village.place for village in people.villages(session, empty=False)]
        refill(self.village, [("全部村", None), *((one.name, one.id) for one in places)])
        names = report_lines.filter_names(session)
        refill(self.chosen, [("全部人员", ""), *((one, one) for one in names)])

    # Choosing a form.

    def ask_form(self) -> None:
        """Ask for a form that somebody sent."""
        name, _ = QFileDialog.getOpenFileName(self, "选上级发来的空表", "", _KINDS)
        if name:
            self.look_at(Path(name))

    def take_files(self, files: list[Path]) -> None:  # type: ignore[override]
        self.look_at(files[0])

    def look_at(self, file: Path) -> None:
        """Show what a form asks for."""
        try:
            data = form_plans.load(file)
            plan = form_plans.propose(self.desk.session, data, file.name)
        except AppError as error:
            messages.show_error(self, error)
            return
        self.forms.setCurrentItem(None)  # type: ignore[call-overload]
        self.name.setText(file.stem[:30])
        self._show(data, file.name, plan)

    def _open_item(self, item: QListWidgetItem) -> None:
        form = kept_forms.find(self.desk.session, item.text())
        if form is not None:
            self.name.setText(form.name)
            self._show(kept_forms.data_of(self.desk.session, form.name), form.file, form.plan)

    def _look_again(self) -> None:
        """The clerk says that another sheet is meant."""
        try:
            plan = form_plans.propose(
                self.desk.session, self._data, self._file, self.sheet.currentText()
            )
        except AppError as error:
            messages.show_error(self, error)
            return
        self._show(self._data, self._file, plan)

    def _show(self, data: bytes, file: str, plan: FormPlan) -> None:
        self._data, self._file, self.plan = data, file, plan
        names = form_plans.sheets_of(data, file)
        refill(self.sheet, [(name, name) for name in names], plan.sheet)
        self.first_row.setVisible(not plan.is_card)
        self.first.setValue(max(plan.first, 1))
        self.style_box.setCurrentText(plan.id_style.value)
        self.chosen.setCurrentIndex(max(self.chosen.findData(plan.chosen), 0))
        self.meanings.show_meanings(self._rows(plan), self._choices())
        self.stack.setCurrentIndex(1)
        self._tell()
        self.name.setFocus()

    @staticmethod
    def _rows(plan: FormPlan) -> list[tuple[str, str]]:
        """The columns that stand for one thing, and the markers."""
        columns = [(one.heading, one.path) for one in plan.columns if not is_pattern(one.path)]
        return columns + [(one.text, one.path) for one in plan.markers]

    def _choices(self) -> list[tuple[str, str]]:
        offered = [(one.label, one.path) for one in report_lines.offered(self.desk.session)]
        return offered + [(name, f"{OF_FORM}{name}") for name in ONCE]

    def _tell(self) -> None:
        empty = sum(not path for path in self.meanings.paths())
        plan = self.plan
        if plan is None:
            return
        way = "一人一张（每人一个工作表）" if plan.is_card else "一人一行"
        left = f"，{empty} 栏不填（橙色），可在右边改" if empty else "，都认出来了"
        self._show_examples()
        self.note.setText(f"{self._file}：{way}，共 {self.meanings.rowCount()} 栏{left}")

    def _show_examples(self) -> None:
        paths = self.meanings.paths()
        found = form_filling.examples(
            self.desk.session, paths, village=self.village.currentData(),
            chosen=self.chosen.currentData() or "", style=IdStyle(self.style_box.currentText()),
        )  # fmt: skip
        self.meanings.show_examples([found.get(path, "") for path in paths])

    def shown_plan(self) -> FormPlan:
        """The form's plan as it stands on the page."""
        if self.plan is None:
            raise LookupError("no form is shown")
        paths = iter(self.meanings.paths())
        columns = tuple(
            one if is_pattern(one.path) else replace(one, path=next(paths))
            for one in self.plan.columns
        )
        markers = tuple(replace(one, path=next(paths)) for one in self.plan.markers)
        return replace(
            self.plan, columns=columns, markers=markers,
            first=self.plan.first and self.first.value(),
            id_style=IdStyle(self.style_box.currentText()),
            chosen=self.chosen.currentData() or "",
        )  # fmt: skip

    # Keeping and filling.

    def save(self) -> None:
        """Keep the form under its name."""
        try:
            form = kept_forms.keep(self.desk.session, name=self.name.text(), file=self._file,
                                   data=self._data, plan=self.shown_plan())  # fmt: skip
        except AppError as error:
            messages.show_error(self, error)
            return
        self.refresh()
        for item in self.forms.findItems(form.name, Qt.MatchFlag.MatchExactly):
            self.forms.setCurrentItem(item)
        self.desk.told.emit(f"已保存“{form.name}”，下月在左边点一下就能再填")

    def ask_forget(self) -> None:
        """Ask before a kept form is dropped."""
        item = self.forms.currentItem()
        if item is not None:
            messages.ask(self, "删除套表", f"删除“{item.text()}”？已经填好的表不受影响。", "删除",
                         partial(self._forget, item.text()))  # fmt: skip

    def _forget(self, name: str) -> None:
        kept_forms.forget(self.desk.session, name=name)
        self.stack.setCurrentIndex(0)
        self.refresh()

    def ask_file(self) -> None:
        """Ask where the filled form is to lie."""
        where = self.village.currentText() if self.village.currentData() else ""
        proposal = plain_file_name("_".join(filter(None, (where, self.name.text()))), ".xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "填好的表存到哪里", proposal, _KINDS)
        if name:
            self.fill(Path(name))

    def fill(self, file: Path) -> None:
        """Fill the form for the chosen village and filter."""
        self.desk.jobs.start(
            self,
            "正在套表",
            in_thread_told(
                self.desk.session, form_filling.fill_with, data=self._data,
                plan=self.shown_plan(), title=self.name.text(), file=file,
                village=self.village.currentData(),
            ),
            done=self._show_filled,
            failed=partial(messages.show_error, self),
        )  # fmt: skip

    def _show_filled(self, done: FormFilled) -> None:
        words = [f"{done.file.name}\n共 {done.count:,} 人，已存到 {done.file.parent}", *done.unfit]
        if done.unknown:
            words.append(f"没有填的栏目：{'、'.join(done.unknown)}")
        messages.tell(self, "填好了", "\n".join(words))
