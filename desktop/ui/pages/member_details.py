"""What the branch of the member in hand asks: a form under the grid, with the rest one key away."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.domain import branches
from desktop.domain.dictionary import Field
from desktop.domain.facts import Member
from desktop.ui import member_cells, member_columns, notes
from desktop.ui.desk import Desk
from desktop.ui.editors import Editors
from desktop.ui.keeping import Keeper
from desktop.ui.shown import Shown
from desktop.ui.widgets.field_box import FieldBox
from desktop.ui.widgets.field_form import FieldForm
from desktop.ui.widgets.layout import box, button, column, label, row

_ACROSS = 3
_NOTHING = {
    "": "先填就业状态，再问相应的内容",
    "非劳动力": "非劳动力不用再问",
    "本地务农": "有就业意愿的，再问想做什么",
}


class MemberDetails(QWidget):
    """``left`` says that the keys went past the last field (1) or before the first (-1)."""

    left = Signal(int)
    job_wanted = Signal()
    card_wanted = Signal()

    def __init__(self, desk: Desk, keeper: Keeper, editors: Editors, shown: Shown) -> None:
        super().__init__()
        self.desk, self.look, self.keeper, self.shown = desk, desk.look, keeper, shown
        self.member: Member | None = None
        self.shows_all = False
        px = self.look.px
        self.form = FieldForm(
            self.look, editors.make, self._store,
            across=_ACROSS, name_width=72, is_open=editors.can_key,
        )  # fmt: skip
        self.form.left.connect(self.left.emit)
        self.form.entered.connect(self._begin)
        self._who = label("", "heading")
        self._what = label("", "small")
        self.new_job = button("换了工作 Ctrl+J", self.job_wanted.emit, "link")
        self.more = button("更多 F4", self.show_more, "link")
        card = button("卡片 F3", self.card_wanted.emit, "link")
        for one in (self.new_job, self.more, card):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(self._who, self._what, None, self.new_job, self.more, card, gap=px(8))
        inside = column(self.form, None)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(box(inside))
        whole = column(head, self._area, gap=px(2))
        whole.setContentsMargins(px(14), px(4), px(10), 0)
        self.setLayout(whole)

    def show_member(self, shown: Shown, member: Member | None) -> None:
        """Show another member, or the same one as it stands now."""
        former, self.shown, self.member = self.member, shown, member
        self.setVisible(member is not None)
        if member is None:
            return
        if former is None or former.person.id != member.person.id:
            self._area.verticalScrollBar().setValue(0)
        status = member.person.employment_status
        self._who.setText(member.person.name or "没有姓名")
        self.new_job.setVisible(bool(member.spell_on(shown.day)))
        fields = self.fields()
        told = "" if fields else _NOTHING.get(status or "", "没有要再问的")
        self._what.setText("　".join(filter(None, (status, told))))
        book = self.desk.session.ledger.book
        self.form.show_entries(
            [
                notes.entry_of(shown, member, field, notes.text_of(shown, member, field, book))
                for field in fields
            ]
        )

    def fields(self) -> list[Field]:
        """What is asked of the member in hand now; everything after F4."""
        member = self.member
        if member is None:
            return []
        dictionary = self.desk.session.ledger.dictionary
        status = member.person.employment_status
        wishes = bool(member.answer and member.answer.job_will)
        moved = self.shown.moved
        above = set(member_columns.member_paths(dictionary))
        branch = branches.branch(dictionary, status, wishes=wishes, moved=moved)
        asked = [field for field in branch if field.path not in above]
        if self.shows_all:
            paths = {field.path for field in asked} | above
            works = member.spell_on(self.shown.day) is not None
            asked += branches.rest(dictionary, status, shown=paths, works=works, moved=moved)
        return asked

    def show_more(self) -> None:
        """Show everything that can be said of a member, or only what is asked."""
        if not self.settle():
            return
        self.shows_all = not self.shows_all
        self.more.setText("收起 F4" if self.shows_all else "更多 F4")
        self.show_member(self.shown, self.member)
        # Only now, because the boxes that came in have not been laid out yet.
        QTimer.singleShot(0, self._see_focus)

    def _see_focus(self) -> None:
        for one in self.form.boxes:
            if one.editor.hasFocus():
                self._area.ensureWidgetVisible(one)

    def settle(self) -> bool:
        """Store what is being typed; whether nothing is left."""
        return self.form.settle()

    def enter(self, by: int = 1) -> bool:
        """Go to the first field, or the last; whether anything is asked."""
        return self.isVisible() and self.form.focus_end(by)

    def go_to(self, field: Field) -> bool:
        """Go to a field of the member in hand, wherever it is; whether it can be shown."""
        if self.form.box(field.path) is None and not self.shows_all:
            self.show_more()
        found = self.form.box(field.path)
        if found is None:
            return False
        found.setFocus()
        return True

    def current_field(self) -> Field | None:
        """The field that the keyboard is in."""
        for one in self.form.boxes:
            if one.editor.hasFocus() and one.entry is not None:
                return one.entry.field
        return None

    def _begin(self, asked: FieldBox) -> None:
        self._area.ensureWidgetVisible(asked)
        if asked.entry is not None and self.member is not None:
            spot = self._spot(asked.entry.field, self.member)
            asked.editor.saw = member_cells.seen(self.desk.session, spot)

    def _spot(self, field: Field, member: Member) -> member_cells.Spot:
        return member_cells.spot_of(member, field, self.shown.day, self.shown.round)

    def _store(self, asked: FieldBox) -> bool:
        if asked.entry is None or self.member is None:
            return True
        spot = self._spot(asked.entry.field, self.member)
        text, saw, session = asked.editor.text(), asked.editor.saw, self.desk.session
        survey = self.shown.round
        return self.keeper.keep(lambda: member_cells.store(session, spot, text, saw, survey))
