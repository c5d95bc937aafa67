"""What every rule is given besides the records: lists, limits, and the day that counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of the rules, as the county sets them."""

    wage_least: int
    wage_most: int
    household_size_most: int
    phone_shared_most: int
    age_gap_child: int
    age_gap_parent: int
    age_gap_grandchild: int
    spouses_most: int
    work_age_least: int
    education_junior_age_least: int
    education_senior_age_least: int
    student_age_most: int
    primary_student_age_most: int
    able_age_least: int
    able_age_most: int
    work_months_most: int
    income_work_months_least: int


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the rules know besides the records.

    Attributes:
        day: the reference date of the round; ages and open spells are as of it, never of today.
        areas: by id, the areas that have closed or merged, or whose code nobody can place.
        rounds: the survey round that is running, with any later one: who answered in them is up
            to date; empty when none is running.
        overdue: that round was to be done by now.
    """

    book: CodeBook
    day: date
    dictionary: Dictionary
    areas: Mapping[str, Area] = field(default_factory=dict)
    rounds: frozenset[str] = frozenset()
    overdue: bool = False

    @cached_property
    def limits(self) -> Limits:
        """The rules' parameters, read once."""
        return Limits(**{name: self.book.number(name) for name in Limits.__slots__})
