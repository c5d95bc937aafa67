"""Words of other people's tables that are no choice of ours, and which choice they may mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import CodeItem
from desktop.domain.errors import Refused
from desktop.domain.kinds import Code, Words
from desktop.domain.text import clean, compact
from desktop.services import lists
from desktop.services.importing.drafts import Draft
from desktop.services.session import Session

_LONGEST = 20
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A text that means no choice of a field.

    Attributes:
        path: the field; ``label`` is what a clerk calls it.
        text: what stands in the table.
        count: in how many rows.
        guess: the key of the likeliest choice; empty if none is like it.
    """

    path: str
    label: str
    text: str
    count: int
    guess: str = ""


def unread(drafts: Iterable[Draft]) -> Iterator[tuple[str, str]]:
    """The field and text of each cell that could not be read."""
    for draft in drafts:
        for entity, texts in draft.unread.items():
            for name, text in texts.items():
                yield f"{entity}.{name}", text


def unknown(session: Session, counted: Mapping[tuple[str, str], int]) -> list[Word]:
    """Of the texts that could not be read those that a choice could be given for, by how often."""
    dictionary = session.ledger.dictionary
    found = [
        Word(path, dictionary.field(path).label, text, count, _guess(session, path, text))
        for (path, text), count in counted.items()
        if code_set_of(dictionary, path) and 0 < len(clean(text)) <= _LONGEST
    ]
    return sorted(found, key=lambda word: (-word.count, word.path, word.text))


def code_set_of(dictionary: Dictionary, path: str) -> str:
    """The code set of a field that takes one choice; empty for any other."""
    kind = dictionary.field(path).kind
    return kind.code_set if isinstance(kind, Code) and not isinstance(kind, Words) else ""


def items(session: Session, path: str) -> list[CodeItem]:
    """The choices of a field."""
    return session.ledger.book.items(code_set_of(session.ledger.dictionary, path))


def learn(session: Session, *, path: str, text: str, key: str) -> CodeItem:
    """From now on read a text as a choice, in every table.

    Raises:
        Refused: if the field has no such choice, the text means another one, or the account may
            not say what words mean.
    """
    code_set = code_set_of(session.ledger.dictionary, path)
    if not code_set:
        raise Refused(f"“{session.ledger.dictionary.field(path).label}”没有可选项，不用记写法")
    return lists.add_alias(session, code_set=code_set, key=key, alias=text)


def _guess(session: Session, path: str, text: str) -> str:
    names = {
        compact(name): item.key or ""
        for item in items(session, path)
        for name in (item.label, *(item.aliases or ()))
        if name
    }
    said = compact(text)
    inside = [name for name in names if name in said or said in name]
    near = inside or get_close_matches(said, names, n=1, cutoff=_LIKE)
    return names[max(near, key=len)] if near else ""
