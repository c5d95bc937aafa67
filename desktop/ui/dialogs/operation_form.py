"""What an operation asks: one small vocabulary for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from desktop.domain.partial_date import PartialDate

Options = tuple[tuple[str, str], ...]
"""Key and words of each choice."""


class Part(Enum):
    """How a question is put."""

    ONE = auto()
    SEVERAL = auto()
    HOUSEHOLD = auto()
    PERSON = auto()
    RELATION = auto()
    WORDS = auto()
    TICK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        options: what can be chosen; of a relation what is offered.
        among: the name of the question with several answers, among which this one chooses.
        needed: whether there must be an answer.
        hint: what stands in an empty field.
    """

    name: str
    label: str
    part: Part
    options: Options = ()
    among: str = ""
    needed: bool = True
    hint: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: the reason, the day, and an answer a question.

    Attributes:
        words: how each answer reads.
    """

    reason: str
    on: PartialDate | None
    said: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def read(self, name: str) -> str:
        """How an answer reads; a blank where there is none yet."""
        return self.words.get(name) or "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole form.

    Attributes:
        yes: what the button says will be done.
        about: what is said above the questions.
        reasons: the preset reasons.
        say: the sentence that tells beforehand what will happen.
        with_reason: whether a reason is asked.
        with_day: whether a day is asked.
    """

    title: str
    yes: str
    about: str
    questions: tuple[Question, ...]
    reasons: tuple[str, ...] = ()
    say: Callable[[Answers], str]
    with_reason: bool = True
    with_day: bool = True
