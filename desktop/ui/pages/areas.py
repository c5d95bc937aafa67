"""村组: the office's own list of villages and groups, added, renamed, merged and closed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Align, Column, Table
from desktop.services import areas
from desktop.services.areas import GroupLine, VillageLine
from desktop.services.roles import Role
from desktop.ui.desk import Desk
from desktop.ui.dialogs import area_forms
from desktop.ui.dialogs.operation_dialog import OperationDialog
from desktop.ui.dialogs.operation_form import Answers, Form
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

VILLAGES: Table[VillageLine] = Table(
    "村",
    (
        Column("村", lambda line: line.area.name, 34.0),
        Column("代码", lambda line: line.area.code, 32.0),
        Column("组", lambda line: len(line.groups) or "", 12.0, Align.RIGHT),
        Column("户", lambda line: line.households or "", 14.0, Align.RIGHT),
        Column("人", lambda line: line.persons or "", 14.0, Align.RIGHT),
        Column("状态", lambda line: line.state, 42.0),
    ),
)
GROUPS: Table[GroupLine] = Table(
    "组",
    (
        Column("组", lambda line: line.name or "（未填组）", 34.0),
        Column("户", lambda line: line.households or "", 14.0, Align.RIGHT),
        Column("人", lambda line: line.persons or "", 14.0, Align.RIGHT),
    ),
)
_IN_USE = "在用"


class AreasPage(Page):
    """Villages at the left, the groups of the one in hand at the right."""

    shows = frozenset({"area", "household", "membership"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.villages = Grid(TableModel(VILLAGES, self, tone=_tone), self.look)
        self.groups = Grid(TableModel(GROUPS, self), self.look)
        self.groups.stretch(0)
        self.villages.looked_at.connect(self._show_groups)
        self.title = label("", "heading")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(
            self._side(
                label("村（社区）", "heading"),
                self.villages,
                (
                    ("新增村…", self.add_village),
                    ("改名…", self.rename_village),
                    ("并入另一村…", self.merge_village),
                    ("停用…", self.close_village),
                ),
            )
        )
        split.addWidget(self._side(self.title, self.groups, (
            ("新增组…", self.add_group), ("改名或并组…", self.rename_group),
            ("停用…", self.close_group),
        )))  # fmt: skip
        split.setSizes([self.look.px(720), self.look.px(420)])
        split.setHandleWidth(self.look.px(10))
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        hint = "改名、并村、停用都写日期，以前的名称和记录仍在；村的代码不变。"
        self.body.addWidget(label(hint, "small", wrap=True))

    def _side(
        self, title: QWidget, grid: Grid, acts: tuple[tuple[str, Callable[[], object]], ...]
    ) -> QWidget:
        made = [button(words, do) for words, do in acts]
        for part in made:
            part.setEnabled(self.desk.session.role >= Role.REVIEWER)
        margin = self.look.px(10)
        head, foot = row(title), row(*made, None)
        for line in (head, foot):
            line.setContentsMargins(margin, self.look.px(8), margin, self.look.px(6))
        return frame(column(head, grid, foot, gap=0, margin=1))

    def entry(self) -> QWidget:
        return self.villages

    def reload(self) -> None:
        lines = areas.listed(self.desk.session)
        kept = self.village
        at = next((n for n, line in enumerate(lines) if kept and line.area.id == kept.area.id), 0)
        self.villages.table.set_rows(lines)
        self.villages.go_to(at)
        self._show_groups(lines[at] if lines else None)

    def _show_groups(self, line: object) -> None:
        found = line if isinstance(line, VillageLine) else None
        self.groups.table.set_rows(list(found.groups) if found else [])
        self.groups.go_to(0)
        self.title.setText(f"{found.area.name}的组" if found else "组")

    @property
    def village(self) -> VillageLine | None:
        """The village in hand."""
        line = self.villages.current_row()
        return line if isinstance(line, VillageLine) else None

    @property
    def group(self) -> GroupLine | None:
        """The group in hand."""
        line = self.groups.current_row()
        return line if isinstance(line, GroupLine) else None

    def _ask(self, form: Form, do: Callable[[Answers], object]) -> None:
        session = self.desk.session
        dialog = OperationDialog(
            self.look, form, session.today().isoformat(), lambda _text: (), self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def submit(said: Answers) -> None:
            try:
                with session.at_once():
                    do(said)
            except AppError as error:
                dialog.refuse(str(error))
                return
            dialog.close()
            self.desk.told.emit(f"已办理：{form.title}")

        dialog.submitted.connect(submit)
        dialog.open()

    def add_village(self) -> None:
        """Ask for the name of a new village."""
        add = partial(areas.add_village, self.desk.session)
        self._ask(area_forms.new_village(), lambda said: add(name=said["name"]))

    def rename_village(self) -> None:
        """Ask for another name of the village in hand."""
        line = self.village
        if line is not None:
            rename = partial(areas.rename_village, self.desk.session, village=line.area.id)
            self._ask(
                area_forms.other_name(line.area.name or ""), lambda said: rename(name=said["name"])
            )

    def merge_village(self) -> None:
        """Ask into which village the one in hand is merged."""
        line = self.village
        if line is None:
            return
        others = tuple(
            (one.area.id, one.area.name or "")
            for one in self.villages.table.rows
            if one.state == _IN_USE and one.area.id != line.area.id
        )
        merge = partial(areas.merge_village, self.desk.session, village=line.area.id)
        self._ask(
            area_forms.merged(line.area.name or "", line.households, others),
            lambda said: merge(into=said["into"], on=_day(said)),
        )

    def close_village(self) -> None:
        """Ask from which day on the village in hand is not used any more."""
        line = self.village
        if line is not None:
            close = partial(areas.close_village, self.desk.session, village=line.area.id)
            self._ask(area_forms.closed(line.area.name or ""), lambda said: close(on=_day(said)))

    def add_group(self) -> None:
        """Ask for the name of a new group of the village in hand."""
        line = self.village
        if line is not None:
            add = partial(areas.add_group, self.desk.session, village=line.area.id)
            self._ask(
                area_forms.new_group(line.area.name or ""), lambda said: add(name=said["name"])
            )

    def rename_group(self) -> None:
        """Ask for another name of the group in hand; a name in use merges the two."""
        line = self.group
        if line is None:
            return
        names = [one.name for one in self.groups.table.rows if one.name != line.name]
        rename = partial(
            areas.rename_group, self.desk.session, village=line.village, group=line.name
        )
        self._ask(
            area_forms.other_group(line.name, line.households, names),
            lambda said: rename(name=said["name"]),
        )

    def close_group(self) -> None:
        """Ask from which day on the group in hand is not used any more."""
        line = self.group
        if line is not None:
            close = partial(
                areas.close_group, self.desk.session, village=line.village, group=line.name
            )
            self._ask(area_forms.closed(line.name), lambda said: close(on=_day(said)))


def _day(said: Answers) -> date | None:
    return said.on.last_day() if said.on else None


def _tone(line: VillageLine, shown: Column[VillageLine]) -> str:
    if shown.label == "状态":
        return PILL + ("good" if line.state == _IN_USE else "faint")
    return "" if line.state == _IN_USE else "faint"
