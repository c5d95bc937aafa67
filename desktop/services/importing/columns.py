"""What a column of a table may be taken as, for choosing from a list or by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.dictionary import Dictionary
from desktop.domain.errors import Refused
from desktop.domain.text import clean, compact
from desktop.intake.layouts import IGNORED, heading_key
from desktop.intake.matching import HeadingIndex, targets_of
from desktop.intake.targets import BY_TARGET, kept

NOT_TAKEN = "不取用"
_BETWEEN = "="


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a column may be taken as; ``group`` is whose it is."""

    target: str
    label: str
    group: str

    @property
    def words(self) -> str:
        return f"{self.group}·{self.label}" if self.group else self.label


def choices(dictionary: Dictionary) -> list[Choice]:
    """Everything that a column may be taken as; first that it is not."""
    found = [Choice(IGNORED, NOT_TAKEN, "")]
    found += [choice_of(dictionary, target) for target in targets_of(dictionary) if kept(target)]
    # The usual ones stand before the columns that only other people's tables have.
    return sorted(found, key=lambda choice: choice.target in BY_TARGET)


def choice_of(dictionary: Dictionary, target: str) -> Choice:
    """One target in words."""
    virtual = BY_TARGET.get(target)
    if virtual is not None:
        return Choice(target, virtual.label, "")
    field = dictionary.field(target)
    return Choice(target, field.label, dictionary[field.entity].label)


def read_pairs(dictionary: Dictionary, pairs: Iterable[str]) -> dict[str, str]:
    """What was decided on as ``列=字段``, by heading key.

    Raises:
        Refused: if a pair has no field, names none that there is, or two name the same.
    """
    decided: dict[str, str] = {}
    for pair in pairs:
        heading, between, words = pair.rpartition(_BETWEEN)
        if not between or not clean(heading):
            raise Refused(f"“{pair}”写得不对，请写成“表里的列=台账里的栏目”，如“手机号码=联系电话”")
        decided[heading_key(heading)] = _target(dictionary, words)
    check(dictionary, decided)
    return decided


def check(dictionary: Dictionary, decided: Mapping[str, str]) -> None:
    """Refuse to take two columns as the same.

    Raises:
        Refused: with both headings.
    """
    taken: dict[str, str] = {}
    for key, target in decided.items():
        if target and target in taken:
            label = choice_of(dictionary, target).label
            raise Refused(f"“{taken[target]}”和“{key}”都选成了“{label}”，请只留一列")
        taken[target] = key


def _target(dictionary: Dictionary, words: str) -> str:
    text = compact(words)
    if text in {"", NOT_TAKEN, "不取", "不导入"}:
        return IGNORED
    known = {choice.target: choice for choice in choices(dictionary)}
    if text in known:
        return text
    named = next((one.target for one in known.values() if compact(one.words) == text), None)
    hit = HeadingIndex(dictionary).find((text,))
    target = named or (hit.target if hit else "")
    if target not in known or not target:
        raise Refused(f"台账里没有“{words}”这一栏，请写栏目的名称，如“联系电话”，或写“{NOT_TAKEN}”")
    return target
