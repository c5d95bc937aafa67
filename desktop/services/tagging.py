"""The groups a person belongs to, keyed in as one cell."""

from collections.abc import Collection
from datetime import timedelta

from desktop.domain.choosing import chosen
from desktop.domain.codebook import CodeBook
from desktop.domain.entities import Person, Tag
from desktop.domain.facts import tag_holds
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable, read_list
from desktop.services import answering, checks, keying
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage.writing import Writer

_NO_LONGER = "本轮核实不再是"


@verb("tag.list", "填写特殊标识", Role.CLERK)
def list_tags(session: Session, *, person: str, text: str, survey: str = "") -> tuple[str, ...]:
    """Make a person's groups just those that a text names; the keys that hold now.

    A word that names none is kept as typed. A group that is left out ended before the day that
    counts.

    Raises:
        Refused: if the person is not here, or the round is archived.
    """
    ledger = session.ledger
    with ledger.transaction():
        who = keying.held(session, Person, person)
        keys, words = _read(ledger.book, text)
        with ledger.act("tag.list", "填写特殊标识", always=False) as writer:
            _drop(session, writer, person, keys, words)
            _add(session, writer, person, keys, words)
            if survey and writer.wrote:
                answering.note(session, writer, survey, who)
        checks.refresh(session)
    return keys


def holding(session: Session, person: str) -> list[Tag]:
    """A person's groups as of the day that counts, unread ones among them."""
    day = checks.reference_day(session)
    found = session.ledger.where(Tag, "t.person = ?", [person])
    return [tag for tag in found if tag_holds(tag, day)]


def _read(book: CodeBook, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    keys, words = [], []
    for part in read_list(text):
        try:
            keys.append(chosen(book, "tag", part))
        except Unreadable:
            words.append(part)
    return tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(words))


def _drop(
    session: Session, writer: Writer, person: str, keys: Collection[str], words: Collection[str]
) -> None:
    end = checks.reference_day(session) - timedelta(days=1)
    for tag in holding(session, person):
        if tag.tag in keys or tag.unread.get("tag") in words:
            continue
        if tag.tag is None or (tag.start and tag.start.first_day() > end):
            writer.delete(tag, _NO_LONGER)
        else:
            writer.update(tag, {"end": PartialDate.of(end), "end_reason": _NO_LONGER})


def _add(
    session: Session, writer: Writer, person: str, keys: Collection[str], words: Collection[str]
) -> None:
    held = holding(session, person)
    known = {tag.tag for tag in held} | {tag.unread.get("tag") for tag in held}
    for key in keys:
        if key not in known:
            writer.insert(Tag(person=person, tag=key))
    for word in words:
        if word not in known:
            writer.insert(Tag(person=person, unread={"tag": word}))
