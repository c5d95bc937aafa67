"""Which target a heading means: by label and alias, exactly or nearly."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop.domain.dictionary import Dictionary
from desktop.domain.kinds import Ref
from desktop.domain.text import compact
from desktop.intake.targets import VIRTUALS, kept

SURE = 0.9
"""From this score on a heading is taken as understood; below it is a guess to be confirmed."""

_OF_A_ROW = frozenset(
    {"household", "membership", "person", "employment_spell", "survey_answer", "tag"}
)
"""The entities that a row of a list of people tells of; a heading of any other would be lost."""
_BRACKETS = re.compile(r"[(\[【〔《<{][^()\[\]【】〔〕《》<>{}]*[)\]】〕》>}]")
_NUMBERING = re.compile(r"^(?:[0-9]{1,2}[.、)]|\([0-9]{1,2}\)|[一二三四五六七八九十]+、)")
_MARKS = re.compile(r"[*＊※★☆#:.;!?_、]+")
_UNDER_A_GROUP = 0.98
_UNMARKED = 0.99
_WITHOUT_BRACKETS = 0.95
_ALIAS_WITHOUT_BRACKETS = 0.02
_NEAR = 0.6
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A target with the score of its fit, from 0 to 1."""

    target: str
    score: float


class HeadingIndex:
    """Every name under which a target is known, looked up without blanks and case.

    ``more`` gives further headings with their targets.
    """

    def __init__(self, dictionary: Dictionary, more: Mapping[str, str] | None = None) -> None:
        # What was decided on stands before what a label or alias says.
        self._known: dict[str, Hit] = {}
        self._hits: dict[tuple[str, ...], Hit | None] = {}
        names = [(target, name) for name, target in (more or {}).items()]
        names += _names(dictionary)
        for target, name in names:
            self._known.setdefault(_key(name), Hit(target, 1.0))
        for target, name in names:
            short = _unmarked(_BRACKETS.sub("", _key(name)))
            if short:
                self._known.setdefault(short, Hit(target, 1.0 - _ALIAS_WITHOUT_BRACKETS))

    def find(self, parts: Sequence[str]) -> Hit | None:
        """What the headings of one column, from the top down, surely mean together."""
        key = tuple(parts)
        if key not in self._hits:
            hits = [hit for text, weight in _readings(key) for hit in self._exact(text, weight)]
            self._hits[key] = max(hits, key=lambda hit: hit.score, default=None)
        return self._hits[key]

    def guess(self, parts: Sequence[str]) -> Hit | None:
        """The nearest target, for a person to confirm; never taken by itself."""
        best: Hit | None = None
        for text, weight in _readings(tuple(parts)):
            for name, known in self._known.items():
                score = _likeness(_unmarked(text), name) * weight
                if score >= _NEAR and (best is None or score > best.score):
                    best = Hit(known.target, min(score, SURE - 0.01))
        return best

    def _exact(self, text: str, weight: float) -> Iterator[Hit]:
        for variant, loss in _variants(text):
            known = self._known.get(variant)
            if known is not None:
                yield Hit(known.target, known.score * weight * loss)
                return


def targets_of(dictionary: Dictionary) -> list[str]:
    """Every target that a column may be given by hand, those of the dictionary in its order."""
    return list(dict.fromkeys(target for target, _ in _names(dictionary)))


def assign(index: HeadingIndex, columns: Sequence[Sequence[str]]) -> list[Hit | None]:
    """The target of each column: each target once, to the best fit, else to the leftmost.

    A target that is not handed on, such as 序号, may stand more than once.
    """
    hits = [index.find(parts) for parts in columns]
    order = sorted(
        (n for n, hit in enumerate(hits) if hit is not None),
        key=lambda n: -(hits[n] or Hit("", 0)).score,
    )
    taken: set[str] = set()
    found: list[Hit | None] = [None] * len(hits)
    for n in order:
        hit = hits[n]
        if hit is not None and (hit.target not in taken or not kept(hit.target)):
            taken.add(hit.target)
            found[n] = hit
    return found


def _names(dictionary: Dictionary) -> Iterator[tuple[str, str]]:
    for virtual in VIRTUALS:
        yield from ((virtual.target, name) for name in (virtual.label, *virtual.aliases))
    fields = [
        field
        for entity in dictionary
        if entity.name in _OF_A_ROW
        for field in entity.fields
        if not isinstance(field.kind, Ref)
    ]
    yield from ((field.path, field.label) for field in fields)
    for field in fields:
        yield from ((field.path, alias) for alias in field.kind.aliases)


def _key(text: str) -> str:
    return compact(text).upper()


def _unmarked(text: str) -> str:
    return _MARKS.sub("", _NUMBERING.sub("", text))


def _variants(text: str) -> Iterator[tuple[str, float]]:
    key = _key(text)
    plain = _unmarked(key)
    yield key, 1.0
    yield plain, _UNMARKED
    yield _unmarked(_BRACKETS.sub("", key)), _WITHOUT_BRACKETS


def _readings(parts: tuple[str, ...]) -> Iterable[tuple[str, float]]:
    """The lowest heading alone, and with the groups above it, as one text each."""
    yield parts[-1], 1.0 if len(parts) == 1 else _UNDER_A_GROUP
    for start in range(len(parts) - 1):
        yield "".join(parts[start:]), 1.0
        if start < len(parts) - 2:
            yield parts[start] + parts[-1], 1.0


def _likeness(text: str, name: str) -> float:
    if not text or len(text) > _LONGEST or len(name) < len("村组"):
        return 0.0
    if name in text or text in name:
        return 0.5 + 0.4 * min(len(text), len(name)) / max(len(text), len(name))
    matcher = SequenceMatcher(None, text, name, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0
