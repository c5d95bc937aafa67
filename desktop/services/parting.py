"""Sealing what is to be sent into as many parts as a mailbox or stick asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.services import posting
from desktop.services.posting import Letter, Posted
from desktop.services.session import Session
from desktop.storage.exchange import Extract

_CLOSE = 0.9
"""How much of a part is planned to be filled: rows are not all of one size."""

Fill = Callable[[Extract], Letter]
"""Makes the letter of what an extract covers."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """How a package is made: who makes it, its letter, how large a file may be, who is told."""

    session: Session
    fill: Fill
    most_bytes: int
    progress: Callable[[int], None]


def seal_all(sealing: Sealing, rows: Extract) -> list[Posted]:
    """Seal everything into one package, or into parts that are cut between acts.

    A single act that is larger than a part is not cut: its part is then larger.

    Raises:
        CannotWrite: if the disk fails; nothing is left then.
    """
    made = _seal(sealing, rows, [rows.after, rows.upto])
    size = _size(made[0])
    if size <= sealing.most_bytes:
        return made
    weights = rows.weights()
    most_rows = sum(weights.values()) * sealing.most_bytes / size * _CLOSE
    while True:
        cuts = cut(weights, most_rows, rows.after, rows.upto)
        _discard(made)
        made = _seal(sealing, rows, cuts)
        largest = max((_size(each) for each in made if _can_be_cut(each, weights)), default=0)
        if largest <= sealing.most_bytes:
            return made
        most_rows = most_rows * sealing.most_bytes / largest * _CLOSE


def cut(weights: Mapping[int, int], most: float, after: int, upto: int) -> list[int]:
    """The positions between which the parts lie: each of at most so many rows, or of one act."""
    cuts, held = [after], 0
    for position, rows in weights.items():
        if held and held + rows > most:
            cuts.append(position - 1)
            held = 0
        held += rows
    return [*cuts, upto]


def _seal(sealing: Sealing, rows: Extract, cuts: list[int]) -> list[Posted]:
    made: list[Posted] = []
    try:
        for letter in _letters(sealing, rows, cuts):
            previous = made[-1].header.digest if made else letter.previous
            letter = replace(letter, previous=previous)
            made.append(posting.seal(sealing.session, letter, sealing.progress))
    except BaseException:
        _discard(made)
        raise
    return made


def _letters(sealing: Sealing, rows: Extract, cuts: list[int]) -> Iterator[Letter]:
    parts = len(cuts) - 1
    for number, (after, upto) in enumerate(pairwise(cuts), start=1):
        yield replace(sealing.fill(rows.part(after, upto)), part=number, parts=parts)


def _can_be_cut(posted: Posted, weights: Mapping[int, int]) -> bool:
    header = posted.header
    return sum(header.after < position <= header.upto for position in weights) > 1


def _size(posted: Posted) -> int:
    return posted.path.stat().st_size


def _discard(made: list[Posted]) -> None:
    for each in made:
        each.path.unlink(missing_ok=True)
