"""The editor of any field: what it offers, and whether it may be typed in at all."""

from PySide6.QtWidgets import QWidget

from desktop.domain.dictionary import Field
from desktop.services.roles import Role
from desktop.ui.desk import Desk
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.offers import (
    EMPLOYERS,
    PLACES,
    Offers,
    is_free,
    offers_of,
    takes_several,
)


class Editors:
    """Makes editors for one ledger."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.can_key = desk.session.role >= Role.CLERK

    def make(self, parent: QWidget, field: Field | None) -> CellEditor:
        """An editor for a field; a plain line for none."""
        return self.fit(CellEditor(self._desk.look, parent), field)

    def fit(self, editor: CellEditor, field: Field | None) -> CellEditor:
        """Have an editor offer what a field takes."""
        if field is not None:
            editor.offer(
                self._offers(field), several=takes_several(field.kind), free=is_free(field)
            )
            editor.setAccessibleName(field.label)
        return editor

    def _offers(self, field: Field) -> Offers | None:
        known = self._desk.suggestions
        names = {PLACES: known.places, EMPLOYERS: known.employers}
        return offers_of(field, self._desk.session.ledger.book, names)
