"""What we say, said in the words of the drop-down lists of somebody else's form."""

from collections.abc import Sequence

from desktop.domain.dictionary import Field
from desktop.domain.kinds import Code, Flag
from desktop.domain.reading import Unreadable, read_flag
from desktop.domain.report_columns import TAG
from desktop.domain.tables import show
from desktop.services.session import Session


class Fitting:
    """Says what we say in the words of a form's drop-down lists."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def choose(self, key: str, value: object, choices: Sequence[str]) -> str | None:
        """The one choice that means the same; None if none or several may."""
        text = show(value)
        found = [choice for choice in choices if self._means_the_same(key, text, choice)]
        if not found:
            found = [choice for choice in choices if text in choice or choice in text]
        return found[0] if len(found) == 1 else None

    def _means_the_same(self, key: str, text: str, choice: str) -> bool:
        field = self._field(key)
        if key.startswith(TAG) or (field is not None and isinstance(field.kind, Flag)):
            return _flag(text) is not None and _flag(text) == _flag(choice)
        if field is None or not isinstance(field.kind, Code):
            return False
        meant = self._session.ledger.book.means(field.kind.code_set, text)
        return meant is not None and meant == self._session.ledger.book.means(
            field.kind.code_set, choice
        )

    def _field(self, key: str) -> Field | None:
        entity, _, name = key.partition(".")
        dictionary = self._session.ledger.dictionary
        return dictionary[entity].by_name.get(name) if entity in dictionary else None


def _flag(text: str) -> bool | None:
    try:
        return read_flag(text)
    except Unreadable:
        return None
