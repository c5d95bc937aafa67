"""What came of the visit to a household: the result, who answered, how and when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.dictionary import Field
from desktop.ui import member_cells
from desktop.ui.columns import cell
from desktop.ui.desk import Desk
from desktop.ui.editors import Editors
from desktop.ui.keeping import Keeper
from desktop.ui.shown import Shown
from desktop.ui.widgets.field_box import Entry, FieldBox
from desktop.ui.widgets.field_form import FieldForm
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.unread import Unread

_ASKED = {
    "result": "结果",
    "method": "方式",
    "respondent": "申报人",
    "respondent_relation": "关系",
    "visited_on": "日期",
}
_UNREAD = "没有认出，请改正"


class VisitBar(QWidget):
    """Hidden while no round goes on."""

    left = Signal(int)

    def __init__(self, desk: Desk, keeper: Keeper, editors: Editors, shown: Shown) -> None:
        super().__init__()
        self.desk, self.keeper, self.shown = desk, keeper, shown
        entity = desk.session.ledger.dictionary["household_visit"]
        self._fields = [entity.field(name) for name in _ASKED]
        self.form = FieldForm(
            desk.look, editors.make, self._store,
            across=len(_ASKED), name_width=42, is_open=editors.can_key, weights=(3, 3, 3, 3, 4),
        )  # fmt: skip
        self.form.left.connect(self.left.emit)
        self.form.entered.connect(self._begin)
        layout = row(self.form)
        px = desk.look.px
        layout.setContentsMargins(px(14), px(2), px(12), px(4))
        self.setLayout(layout)

    def show_visit(self, shown: Shown) -> None:
        """Show what is known of the latest visit of the round."""
        self.shown = shown
        self.setVisible(bool(shown.round and shown.household))
        self.form.show_entries([self._entry(field) for field in self._fields])

    def _entry(self, field: Field) -> Entry:
        text = cell(field, self.shown.visit, self.desk.session.ledger.book)
        bad = isinstance(text, Unread)
        return Entry(
            field=field,
            text=text,
            name=_ASKED[field.name],
            note=_UNREAD if bad else "",
            tone="error" if bad else "",
            mark="error" if bad else "",
        )

    def settle(self) -> bool:
        """Store what is being typed; whether nothing is left."""
        return self.form.settle()

    def go_to(self, name: str) -> bool:
        """Go to a field of the visit; whether it is here."""
        found = self.form.box(f"household_visit.{name}")
        if found is None or not self.isVisible():
            return False
        found.setFocus()
        return True

    def _spot(self, field: Field) -> member_cells.Spot:
        return member_cells.spot_of_visit(self.shown.household, self.shown.visit, field)

    def _begin(self, asked: FieldBox) -> None:
        if asked.entry is not None:
            spot = self._spot(asked.entry.field)
            asked.editor.saw = member_cells.seen(self.desk.session, spot)

    def _store(self, asked: FieldBox) -> bool:
        if asked.entry is None:
            return True
        spot = self._spot(asked.entry.field)
        text, saw, session = asked.editor.text(), asked.editor.saw, self.desk.session
        survey = self.shown.round
        return self.keeper.keep(lambda: member_cells.store(session, spot, text, saw, survey))
