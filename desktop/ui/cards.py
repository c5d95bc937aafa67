"""Opening a person's card over whatever page is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.services import checks, people, timelines
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.doubts import ask_answer as ask_answer
from desktop.ui.widgets.person_card import CardContent


def content_of(desk: Desk, person: str) -> CardContent | None:
    """Everything a card shows of a person; None if the person is gone."""
    session = desk.session
    found = people.member(session, person)
    if found is None:
        return None
    family, member = found
    doubts = [
        finding
        for finding in checks.listed(session, households=[family.household.id])
        if finding.record == person or finding.entity not in {"person", "household"}
    ]
    mine = {person, member.membership.id, *(spell.id for spell in member.spells)}
    return CardContent(
        family=family,
        member=member,
        findings=[finding for finding in doubts if finding.record in mine],
        events=people.events(session, "person", person),
        dictionary=session.ledger.dictionary,
        book=session.ledger.book,
        day=checks.reference_day(session),
        moments=timelines.timeline(session, person),
    )


def open_card(
    desk: Desk, parent: QWidget, person: str, among: Sequence[str] = ()
) -> PersonDialog | None:
    """Open a person's card; ``among`` are the people that page up and down go through."""
    if content_of(desk, person) is None:
        messages.tell(parent, "请注意", "这个人已不在台账里，列表刷新后就看不到了")
        return None
    dialog = PersonDialog(desk.look, among, person, lambda one: content_of(desk, one), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.household_wanted.connect(desk.household_wanted.emit)
    dialog.answer_wanted.connect(lambda finding: ask_answer(desk, dialog, finding, dialog.reload))
    dialog.open()
    return dialog
