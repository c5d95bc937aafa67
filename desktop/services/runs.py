"""A verb done over several lines of parameters: as one act, or as many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.codebook import CodeBook, NotAChoice
from desktop.domain.errors import AppError, Refused
from desktop.services import catalogue
from desktop.services.session import Session
from desktop.services.verbs import REGISTRY

Line = tuple[int, Mapping[str, Any]]
"""A line's number, as the clerk counts them, and its parameters."""

_MORE_THAN_RECORDS = frozenset(
    {"account", "export", "import", "keys", "ledger", "package", "partner", "print", "undo"}
)
"""Families of verbs that write files, keys or whole batches, which one act cannot take back."""
_MOST_SHOWN = 60


def one(session: Session, name: str, parameters: Mapping[str, Any]) -> Any:
    """Do a verb once; a bad choice is refused with the choices there are.

    Raises:
        AppError: as the verb refuses.
    """
    try:
        return catalogue.call(session, name, dict(parameters))
    except NotAChoice as error:
        listed = choices(session.ledger.book, error.code_set)
        raise Refused(f"{error}，可以填：{listed}") from error


def as_one_act(session: Session, name: str, lines: Sequence[Line]) -> list[Any]:
    """Do a verb for each line, all in one act: all of them, or none.

    Raises:
        Refused: with the number of the line that cannot be done.
    """
    if len(lines) > 1 and name.partition(".")[0] in _MORE_THAN_RECORDS:
        raise Refused(f"“{name}”不能把{len(lines)}行合成一次操作，请加 --each 逐行做")
    if len(lines) < 2 or name not in REGISTRY:
        return list(_done(session, name, lines, "，没有写入任何内容"))
    with session.ledger.as_one(name, f"{REGISTRY[name].label}（{len(lines)}项）"):
        return list(_done(session, name, lines, "，没有写入任何内容"))


def as_many_acts(session: Session, name: str, lines: Sequence[Line]) -> Iterator[Any]:
    """Do a verb for each line, each an act of its own; those before a refused line stay done.

    Raises:
        Refused: with the number of the line that cannot be done.
    """
    yield from _done(session, name, lines, "，前面的行已经写入")


def _done(session: Session, name: str, lines: Iterable[Line], outcome: str) -> Iterator[Any]:
    for number, parameters in lines:
        try:
            yield one(session, name, parameters)
        except AppError as error:
            raise Refused(f"第{number}行：{error}{outcome}") from error


def choices(book: CodeBook, code_set: str) -> str:
    """The items of a code set as a sentence lists them, with the key where it reads otherwise."""
    items = book.items(code_set)
    shown = items if len(items) <= _MOST_SHOWN else book.items(code_set, short=True)
    names = [
        f"{item.label}（{item.key}）" if item.label and item.label != item.key else f"{item.key}"
        for item in shown[:_MOST_SHOWN]
    ]
    return "、".join(names) + (f"等{len(items)}个" if len(items) > len(names) else "")
