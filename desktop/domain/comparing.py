"""Comparing two lists of people by a key: who stands in both, alike or not, and who in one only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.partial_date import PartialDate

Facts = Mapping[str, object]
"""What is said of a person, by field; what is blank is left out."""
_Groups = Mapping[str, Sequence["Entry"]]


class Key(StrEnum):
    """What two lists know one person by."""

    ID_NO = "身份证号"
    VILLAGE = "姓名+村"
    BIRTH = "姓名+出生年月"
    PHONE = "姓名+电话尾号"

    @property
    def is_sure(self) -> bool:
        """Whether no two people share it."""
        return self is Key.ID_NO


class Fate(StrEnum):
    """What comes of one person of either list."""

    SAME = "一致"
    DIFFERENT = "不同"
    THEIRS = "只在对方"
    OURS = "只在台账"
    UNSURE = "认不准"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person as one side tells of it.

    Attributes:
        at: names it on its side.
        key: what it is known by; empty if the side does not tell, or not readably.
        why: why there is no key.
        expected: whether it is worth telling if only this side has it.
    """

    at: str
    name: str = ""
    key: str = ""
    why: str = ""
    expected: bool = True
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what each side says of it; None where one says nothing."""

    field: str
    theirs: object
    ours: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the result: a person of their list, or one that only ours has.

    Attributes:
        differences: of what the sides say something different.
        gaps: of what one of them says nothing; a blank contradicts nobody.
    """

    fate: Fate
    theirs: Entry | None = None
    ours: Entry | None = None
    differences: tuple[Difference, ...] = ()
    gaps: tuple[Difference, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The lines, theirs in their order and then ours.

    Attributes:
        fields: what was compared: the fields that both sides speak of.
        keyless: how many of ours could not take part, having no key.
    """

    lines: tuple[Line, ...]
    fields: tuple[str, ...]
    keyless: int

    @property
    def counts(self) -> Counter[Fate]:
        """How many lines have which fate."""
        return Counter(line.fate for line in self.lines)


def compare(theirs: Sequence[Entry], ours: Sequence[Entry], *, sure: bool) -> Comparison:
    """Judge every entry of both sides.

    Under a key that is not ``sure``, several people of one side who share it are told apart by a
    person, never by the program; nor is anybody without a key matched by a guess.
    """
    near, far = _by_key(theirs), _by_key(ours)
    fields = _spoken_of(near, far)
    lines = [_judged(one, near, far, fields, sure=sure) for one in theirs]
    lines += _only_ours(ours, near, theirs)
    _hint(lines, {one.name for one in ours if not one.key and one.name})
    return Comparison(
        lines=tuple(lines), fields=fields, keyless=sum(not one.key for one in ours if one.expected)
    )


def fates(theirs: Sequence[Entry], ours: Sequence[Entry], *, sure: bool) -> list[Fate]:
    """The fate of each of their entries; for ours, call it with the sides swapped."""
    near, far = _by_key(theirs), _by_key(ours)
    return [_judged(one, near, far, (), sure=sure).fate for one in theirs]


def differences(theirs: Facts, ours: Facts) -> tuple[Difference, ...]:
    """The fields of which both sides say something, and not the same."""
    return tuple(
        Difference(name, value, ours[name])
        for name, value in theirs.items()
        if name in ours and not alike(value, ours[name])
    )


def gaps(theirs: Facts, ours: Facts, fields: Iterable[str]) -> tuple[Difference, ...]:
    """The fields of which just one side says something."""
    return tuple(
        Difference(name, theirs.get(name), ours.get(name))
        for name in fields
        if (name in theirs) != (name in ours)
    )


def alike(one: object, other: object) -> bool:
    """Whether two values agree: a month agrees with each of its days."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.first_day() <= other.last_day() and other.first_day() <= one.last_day()
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def _by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        if one.key:
            groups.setdefault(one.key, []).append(one)
    return groups


def _spoken_of(near: _Groups, far: _Groups) -> tuple[str, ...]:
    """The fields that both sides fill in for somebody they share."""
    shared = [key for key in near if key in far]
    told = dict.fromkeys(name for key in shared for one in near[key] for name in one.facts)
    held = {name for key in shared for one in far[key] for name in one.facts}
    return tuple(name for name in told if name in held)


def _judged(one: Entry, near: _Groups, far: _Groups, fields: Sequence[str], *, sure: bool) -> Line:
    if not one.key:
        return Line(fate=Fate.UNSURE, theirs=one, why=one.why)
    others = far.get(one.key, ())
    if not others:
        return Line(fate=Fate.THEIRS, theirs=one)
    if not sure and (len(near[one.key]) > 1 or len(others) > 1):
        why = _namesakes(len(near[one.key]), len(others))
        return Line(fate=Fate.UNSURE, theirs=one, ours=others[0], why=why)
    told = [(differences(one.facts, other.facts), other) for other in others]
    found, best = min(told, key=lambda pair: (len(pair[0]), pair[1].at))
    fate = Fate.DIFFERENT if found else Fate.SAME
    again = len(near[one.key])
    why = f"名单里这个号有{again}行" if again > 1 else ""
    left = gaps(one.facts, best.facts, fields)
    return Line(fate=fate, theirs=one, ours=best, differences=found, gaps=left, why=why)


def _namesakes(theirs: int, ours: int) -> str:
    return f"名单里有{theirs}行、台账里有{ours}人都对得上，请用身份证号核对"


def _only_ours(ours: Sequence[Entry], near: _Groups, theirs: Sequence[Entry]) -> Iterator[Line]:
    unread = {one.name for one in theirs if not one.key and one.name}
    for one in ours:
        if one.key and one.expected and one.key not in near:
            why = "名单里有同名的人认不准" if one.name in unread else ""
            yield Line(fate=Fate.OURS, ours=one, why=why)


def _hint(lines: list[Line], keyless: set[str]) -> None:
    """Say where somebody seems to be missing from the ledger, who may only lack a key there."""
    for at, line in enumerate(lines):
        if line.fate is Fate.THEIRS and line.theirs and line.theirs.name in keyless:
            lines[at] = Line(fate=line.fate, theirs=line.theirs, why="台账里有同名的人认不准")
