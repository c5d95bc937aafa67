"""The editor of any field: what it offers, and whether it may be typed in at all."""

from PySide6.QtWidgets import QWidget

from desktop.domain.dictionary import Field
from desktop.domain.gazetteer import Gazetteer
from desktop.domain.places import Places
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.offers import is_free, offers_of, takes_several


class Editors:
    """Makes editors for one ledger; the list of places is spelled when it is first asked for."""

    def __init__(self, session: Session, look: Look) -> None:
        self._session, self._look = session, look
        self.can_key = session.role >= Role.CLERK
        self._places: Places | None = None
        self._gazetteer: Gazetteer | None = None

    def make(self, parent: QWidget, field: Field | None) -> CellEditor:
        """An editor for a field; a plain line for none."""
        if field is None:
            return CellEditor(self._look, parent)
        made = CellEditor(
            self._look,
            parent,
            offers_of(field, self._session.ledger.book, self._find),
            several=takes_several(field.kind),
            free=is_free(field),
        )
        made.setAccessibleName(field.label)
        return made

    def _find(self) -> Gazetteer:
        places = self._session.ledger.book.places
        if self._gazetteer is None or places is not self._places:
            self._places = places
            self._gazetteer = Gazetteer(places, self._session.ledger.fact("area"))
        return self._gazetteer
