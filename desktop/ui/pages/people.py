"""人员: everybody in one list, with filters, sorting, copying."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.domain.tables import Column, Table
from desktop.services import checks, people, person_lists
from desktop.services.person_lists import Listed, Wanted
from desktop.ui import cards
from desktop.ui.columns import field_column, record_of, tags_column
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel

_PAUSE_MS = 250
_FIELDS = (
    "person.name", "person.sex", "person.birth", "person.id_no", "household.village",
    "household.group_name", "membership.relation", "person.education",
    "person.employment_status", "employment_spell.work_place", "employment_spell.employer",
    "employment_spell.wage", "person.phone", "person.labour_ability", "person.health",
    "person.remark",
)  # fmt: skip
_ANY_AGE = -1
_CHOICES = (("就业状态", "employment_status"), ("性别", "sex"))


def listed_table(desk: Desk) -> Table[Listed]:
    """The columns of the list of people."""
    ledger = desk.session.ledger
    day = checks.reference_day(desk.session)

    def record(listed: Listed, entity: str) -> Any:
        if entity == "household":
            return listed.household
        return record_of(listed.member, entity, day)

    columns: list[Column[Listed]] = []
    for path in _FIELDS:
        field = ledger.dictionary.field(path)
        columns.append(field_column(field, partial(record, entity=field.entity), ledger.book))
    tags = tags_column(ledger.book, day)
    columns.append(Column(tags.label, lambda one: tags.value(one.member), tags.width_mm))
    return Table("人员列表", tuple(columns))


class PeoplePage(Page):
    """Filters above, the list below; Enter opens the card."""

    shows = frozenset({"household", "person", "membership", "tag", "employment_spell"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._order, self._descending = "", False
        model = TableModel(listed_table(desk), self)
        model.sort_wanted.connect(self._sort)
        self.grid = Grid(model, self.look, desk.preferences)
        self.grid.opened.connect(self._open)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.count = label("", "quiet")
        self._make_filters()
        self.body.addLayout(self._filter_row())
        self.body.addWidget(frame(column(self.grid, margin=1)), 1)

    def _make_filters(self) -> None:
        self.text = QLineEdit()
        self.text.setPlaceholderText("姓名、证件号、电话、备注里的字")
        self.text.setMinimumWidth(self.look.px(120))
        self.text.setAccessibleName("筛选文字")
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._pause.start)
        self.village = self._combo("全部村")
        self.codes = {name: self._combo(title) for title, name in _CHOICES}
        self.least, self.most = self._age("岁起"), self._age("岁止")

    def _combo(self, everything: str) -> QComboBox:
        combo = QComboBox()
        combo.addItem(everything, None)
        combo.setAccessibleName(everything)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(5)
        combo.view().setMinimumWidth(self.look.px(150))
        combo.currentIndexChanged.connect(lambda _index: self.search())
        return combo

    def _age(self, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(_ANY_AGE, 120)
        box.setValue(_ANY_AGE)
        box.setSpecialValueText("不限")
        box.setFixedWidth(58)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setAccessibleName(f"年龄{name}")
        box.valueChanged.connect(lambda _value: self._pause.start())
        return box

    def _filter_row(self) -> Any:
        self.clear = button("清除筛选", self.clear_filters, "link")
        copy = with_icon(button("复制", self._copy), "copy", self.look)
        copy.setToolTip("选中的行复制到剪贴板，可直接粘贴到表格（Ctrl+C）")
        line = row(
            self.text, self.village, *self.codes.values(), label("年龄", "quiet"), self.least,
            label("至", "quiet"), self.most, self.clear, None, self.count, copy,
        )  # fmt: skip
        line.setStretch(0, 3)
        return line

    def entry(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        self._fill_choices()
        self.search()

    def _fill_choices(self) -> None:
        if self.village.count() > 1:
            return
        book = self.desk.session.ledger.book
        villages = people.villages(self.desk.session, empty=False)
        self._add(self.village, [(village.place.name, village.place.id) for village in villages])
        declared = self.desk.session.ledger.dictionary["person"]
        for name, combo in self.codes.items():
            items = book.items(getattr(declared.field(name).kind, "code_set", ""))
            self._add(combo, [(item.label or "", item.key or "") for item in items])

    def _add(self, combo: QComboBox, entries: list[tuple[str, str]]) -> None:
        combo.blockSignals(True)
        for words, key in entries:
            combo.addItem(words, key)
        combo.blockSignals(False)

    def wanted(self) -> Wanted:
        """What the filters say."""
        chosen = ((name, combo.currentData()) for name, combo in self.codes.items())
        ages = tuple(None if box.value() == _ANY_AGE else box.value()
                     for box in (self.least, self.most))  # fmt: skip
        return Wanted(
            village=self.village.currentData(),
            ages=(ages[0], ages[1]),
            day=checks.reference_day(self.desk.session),
            text=self.text.text().strip(),
            codes=tuple((name, key) for name, key in chosen if key),
        )

    def search(self) -> None:
        """List the people that the filters let through."""
        self._pause.stop()
        session = self.desk.session
        ids = person_lists.person_ids(
            session, self.wanted(), order=self._order, descending=self._descending
        )
        self.grid.table.set_rows(
            PagedRows(ids, lambda wanted: person_lists.people(session, wanted))
        )
        plain = Wanted(day=checks.reference_day(session))
        self.clear.setVisible(self.wanted() != plain)
        self.count.setText(f"{len(ids):,} 人")

    def _sort(self, number: int, order: Qt.SortOrder) -> None:
        path = _FIELDS[number] if number < len(_FIELDS) else ""
        entity, _, name = path.partition(".")
        self._order = name if entity == "person" else ""
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.search()

    def clear_filters(self) -> None:
        """Show everybody again."""
        for combo in (self.village, *self.codes.values()):
            combo.setCurrentIndex(0)
        for box in (self.least, self.most):
            box.setValue(_ANY_AGE)
        self.text.clear()
        self.search()

    def _copy(self) -> None:
        if not self.grid.chosen_rows():
            self.grid.selectAll()
        self.grid.copy()
        self.desk.told.emit("已复制，可粘贴到表格")

    def _open(self, listed: object) -> None:
        if isinstance(listed, Listed):
            cards.open_card(self.desk, self, listed.member.person.id)
