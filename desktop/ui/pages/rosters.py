"""名册: rosters put together once, kept by name, made for a village or a filter, and shared."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desktop.domain import listing
from desktop.domain.errors import AppError
from desktop.domain.id_styles import IdStyle
from desktop.domain.report_columns import NUMBER
from desktop.domain.roster_template import (
    A_HOUSEHOLD,
    A_PERSON,
    BY_GROUP,
    BY_VILLAGE,
    RosterColumn,
    RosterTemplate,
    checked,
)
from desktop.domain.tables import Column, Table
from desktop.services import people, report_lines, roster_templates, rosters
from desktop.ui import list_printing, messages, roster_sharing
from desktop.ui.desk import Desk
from desktop.ui.dialogs.columns_dialog import ColumnsDialog
from desktop.ui.pages.page import Page
from desktop.ui.widgets.combos import combo, refill
from desktop.ui.widgets.editable_grid import EditableGrid, EditableModel
from desktop.ui.widgets.layout import box, button, column, frame, label, row, with_icon

_FIRST = ("person.name", "person.sex", listing.AGE, "person.id_no", "household.village",
          "person.employment_status", "person.phone")  # fmt: skip
_GROUPS = (("不分组", ""), ("每村一页（表）", BY_VILLAGE), ("每村每组一页（表）", BY_GROUP),
           ("按就业状态", "person.employment_status"), ("按文化程度", "person.education"),
           ("按性别", "person.sex"))  # fmt: skip
_ROWS = (("一人一行", A_PERSON), ("一户一行（户主）", A_HOUSEHOLD))


class RostersPage(Page):
    """The kept rosters at the left; what the chosen one is made of at the right."""

    shows = frozenset({"household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.columns: list[RosterColumn] = [RosterColumn(path) for path in _FIRST]
        self._labels: dict[str, str] = {}
        self.rosters = QListWidget()
        self.rosters.setAccessibleName("名册模板")
        for heard in (self.rosters.itemActivated, self.rosters.itemClicked):
            heard.connect(self._open_item)
        self.name, self.title = QLineEdit(), QLineEdit()
        self.rows, self.chosen, self.group = combo("行", 4), combo("筛选", 4), combo("分组", 4)
        self.order, self.style_box = combo("排序", 3), combo("身份证号写法", 4)
        self.paper, self.village = combo("纸张", 3), combo("范围")
        self.descending, self.signed = QCheckBox("倒序"), QCheckBox("表下有签字栏")
        table: Table[RosterColumn] = Table(
            "名册栏目",
            (
                Column("栏目", lambda one: self._labels.get(one.path, one.path), 60.0),
                Column("表头写成（空着就用左边的）", lambda one: one.title, 60.0),
            ),
        )
        self.grid = EditableGrid(EditableModel(table, self._text, self._store), self.look)
        self._offer()
        lines = row(self._left(), self._right(), gap=self.look.px(12))
        lines.setStretch(1, 1)
        self.body.addLayout(lines, 1)
        self.start_anew()

    def _left(self) -> QWidget:
        px = self.look.px
        add = with_icon(button("新建", self.start_anew), "plus", self.look)
        share = with_icon(button("分享…", self.ask_share), "send", self.look)
        take = with_icon(
            button("读入…", partial(roster_sharing.ask_take, self, self.take)), "inbox", self.look
        )
        share.setToolTip("存成一个小文件发给别的单位，里面没有人员")
        self.forget = button("删除", self.ask_forget)
        left = column(label("名册模板", "heading"), self.rosters, row(add, self.forget),
                      row(share, take), gap=px(6), margin=px(14))  # fmt: skip
        left.setStretch(1, 1)
        side = frame(left)
        side.setFixedWidth(px(236))
        return side

    def _right(self) -> QWidget:
        px = self.look.px
        lay = QGridLayout()
        lay.setHorizontalSpacing(px(8))
        lay.setVerticalSpacing(px(8))
        named: Sequence[tuple[str, QWidget]] = (
            ("名称", self.name), ("标题", self.title), ("每行", self.rows),
            ("筛选", self.chosen), ("分组", self.group), ("身份证号", self.style_box),
            ("排序", box(row(self.order, self.descending))), ("纸张", self.paper),
            ("", self.signed),
        )  # fmt: skip
        for at, (words, part) in enumerate(named):
            lay.addWidget(label(words, "quiet"), at // 3, 2 * (at % 3))
            lay.addWidget(part, at // 3, 2 * (at % 3) + 1)
            lay.setColumnStretch(2 * (at % 3) + 1, 1)
            if words:
                part.setAccessibleName(words)
        choose = with_icon(
            button("选栏目…", self.ask_columns, name="columns"), "columns", self.look
        )
        hint = label("右边一格可以直接打字，改成这张表要的栏名", "quiet")
        head = row(label("栏目", "heading"), hint, None, choose)
        show = with_icon(button("预览、打印、导出…", self.look_at, "main", "look"), "print",
                         self.look, on_main=True)  # fmt: skip
        keep = with_icon(button("保存模板", self.save), "save", self.look)
        foot = row(label("范围", "quiet"), self.village, None, keep, show)
        whole = column(lay, head, self.grid, foot, gap=px(10), margin=px(14))
        whole.setStretch(2, 1)
        return frame(whole)

    def _offer(self) -> None:
        for part, entries in (
            (self.rows, _ROWS), (self.group, _GROUPS),
            (self.style_box, [(style.value, style) for style in IdStyle]),
            (self.paper, [("A4", "A4"), ("A3", "A3")]),
        ):  # fmt: skip
            refill(part, entries)
        self.name.setPlaceholderText("存下来用的名字")
        self.title.setPlaceholderText("印在表上的标题，空着就用名称")

    def entry(self) -> QWidget:
        return self.rosters

    def reload(self) -> None:
        session = self.desk.session
        offered = report_lines.offered(session)
        self._labels = {choice.path: choice.label for choice in offered}
        here = self.rosters.currentItem()
        name = here.text() if here is not None else ""
        self.rosters.clear()
        for template in roster_templates.kept(session):
            item = QListWidgetItem(template.name, self.rosters)
            if template.name == name:
                self.rosters.setCurrentItem(item)
        self.forget.setEnabled(self.rosters.count() > 0)
        places = [village.place for village in people.villages(session, empty=False)]
        refill(self.village, [("全部村", None), *((one.name, one.id) for one in places)])
        names = report_lines.filter_names(session)
        refill(self.chosen, [("全部人员", ""), *((one, one) for one in names)])
        self._show_columns()

    # One roster.

    def start_anew(self) -> None:
        """Show an empty roster with the usual columns."""
        self.rosters.setCurrentItem(None)  # type: ignore[call-overload]
        self.show_template(
            RosterTemplate(name="", columns=tuple(RosterColumn(path) for path in _FIRST))
        )
        self.name.setFocus()

    def _open_item(self, item: QListWidgetItem) -> None:
        self.show_template(roster_templates.named(self.desk.session, item.text()))

    def show_template(self, template: RosterTemplate) -> None:
        """Show what a roster is made of."""
        self.name.setText(template.name)
        self.title.setText(template.title)
        self.columns = list(template.columns)
        self._show_columns()
        for part, value in (
            (self.rows, template.rows), (self.chosen, template.chosen),
            (self.group, template.group), (self.order, template.order),
            (self.style_box, template.id_style), (self.paper, template.paper),
        ):  # fmt: skip
            part.setCurrentIndex(max(part.findData(value), 0))
        self.descending.setChecked(template.descending)
        self.signed.setChecked(template.signed)

    def shown(self) -> RosterTemplate:
        """The roster as it stands on the page."""
        return RosterTemplate(
            name=self.name.text(),
            title=self.title.text().strip(),
            rows=self.rows.currentData(),
            columns=tuple(self.columns),
            chosen=self.chosen.currentData() or "",
            group=self.group.currentData(),
            order=self.order.currentData() or "",
            descending=self.descending.isChecked(),
            id_style=IdStyle(self.style_box.currentData()),
            paper=self.paper.currentData(),
            signed=self.signed.isChecked(),
        )

    def _show_columns(self) -> None:
        self.grid.table.set_rows(list(self.columns))
        sortable = {choice.path for choice in listing.choices(self.desk.session.ledger.dictionary)}
        paths = [one.path for one in self.columns if one.path in sortable]
        entries = [(self._labels.get(path, path), path) for path in paths]
        refill(self.order, [("村、户", ""), *entries])

    def _text(self, one: RosterColumn, at: int) -> str | None:
        return one.title if at == 1 else None

    def _store(self, one: RosterColumn, _at: int, text: str) -> bool:
        at = self.columns.index(one)
        self.columns[at] = replace(one, title=text.strip())
        self.grid.table.replace_row(at, self.columns[at])
        return True

    def ask_columns(self) -> None:
        """Ask which columns it has, in which order."""
        offered = [one for one in report_lines.offered(self.desk.session) if one.path != NUMBER]
        chosen = [one.path for one in self.columns]
        dialog = ColumnsDialog(self.look, offered, chosen, _FIRST, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self.choose_columns)
        dialog.open()

    def choose_columns(self, paths: Sequence[str]) -> None:
        """Have these columns; those that were there keep their headings."""
        titles = {one.path: one.title for one in self.columns}
        self.columns = [RosterColumn(path, titles.get(path, "")) for path in paths]
        self._show_columns()

    # Keeping, sharing, making.

    def save(self) -> None:
        """Keep the roster under its name."""
        try:
            template = roster_templates.keep(self.desk.session, template=self.shown())
        except AppError as error:
            messages.show_error(self, error)
            return
        self._show_kept(template.name)
        self.desk.told.emit(f"已保存“{template.name}”")

    def _show_kept(self, name: str) -> None:
        self.refresh()
        for item in self.rosters.findItems(name, Qt.MatchFlag.MatchExactly):
            self.rosters.setCurrentItem(item)
            self._open_item(item)

    def ask_forget(self) -> None:
        """Ask before a roster is dropped."""
        item = self.rosters.currentItem()
        if item is not None:
            messages.ask(self, "删除名册模板", f"删除“{item.text()}”？", "删除",
                         partial(self._forget, item.text()))  # fmt: skip

    def _forget(self, name: str) -> None:
        roster_templates.forget(self.desk.session, name=name)
        self.refresh()
        self.start_anew()

    def ask_share(self) -> None:
        """Ask where the small file is to lie."""
        item = self.rosters.currentItem()
        if item is None:
            self.desk.told.emit("先在左边选一个保存过的名册")
        else:
            roster_sharing.ask_share(self.desk, self, item.text())

    def take(self, file: Path) -> None:
        """Keep a roster that somebody shared."""
        name = roster_sharing.take(self.desk, self, file)
        if name:
            self._show_kept(name)

    def look_at(self) -> None:
        """Show the roster page by page; from there it is printed or saved."""
        template = self.shown()
        try:
            template = checked(replace(template, name=template.name or "名册"))
        except AppError as error:
            messages.show_error(self, error)
            return
        make = rosters.maker(template, self.village.currentData())
        list_printing.open_print(self.desk, self, template.heading, make, template.paper)
