"""The check list of a round (入户核对表): which line of which page is whose, and its letters."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

ROWS = 21
"""Lines on a page: as many as leave room for handwriting on A4 landscape."""
BLANKS = 2
"""Lines left blank under each household, for people who have come to it."""
BLANK = "-"
LETTERS: tuple[tuple[str, str], ...] = (
    ("A", "person.name"),
    ("B", "membership.relation"),
    ("C", "person.id_no"),
    ("D", "person.phone"),
    ("E", "person.education"),
    ("F", "person.health"),
    ("G", "person.labour_ability"),
    ("H", "person.employment_status"),
    ("J", "survey_answer.present"),
    ("K", "employment_spell.work_place"),
    ("L", "employment_spell.employer"),
    ("M", "employment_spell.trade"),
    ("N", "employment_spell.wage"),
    ("P", "survey_answer.job_will"),
    ("Q", "survey_answer.train_will"),
    ("R", "household_visit.result"),
)
"""What each column is called by a clerk who keys it in; I and O would be read as digits."""
_FAMILY = "32"
_MARK_LENGTH = 21
_CODE = 12
_CHECK = 1000


class Home(NamedTuple):
    """A household to be put on the list; a new group begins a new page."""

    household: str
    group: str
    people: tuple[str, ...]


class Slot(NamedTuple):
    """Lines that follow each other on one page; ``people`` are ids, or BLANK for a blank line."""

    household: str
    page: int
    row: int
    people: tuple[str, ...]


class Mark(NamedTuple):
    """What the code on a printed page says: the page, of which village and round."""

    village_code: str
    check: int
    page: int


def lay_out(homes: Iterable[Home], first_page: int = 1, rows: int = ROWS) -> Iterator[Slot]:
    """Put households on pages, none parted by the end of a page that one page can hold."""
    page, free, group = first_page, rows, None
    for home in homes:
        lines = (*home.people, *[BLANK] * BLANKS)
        turned = group is not None and group != home.group
        if free < rows and (turned or free < min(len(lines), rows)):
            page, free = page + 1, rows
        group = home.group
        for start in range(0, len(lines), rows):
            part = lines[start : start + rows]
            if free < len(part):
                page, free = page + 1, rows
            yield Slot(home.household, page, rows - free + 1, part)
            free -= len(part)


def fill_blanks(people: Sequence[str], newcomers: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Put newcomers on the blank lines of a household, in order; and how many found a place."""
    left, filled = list(newcomers), list[str]()
    count = len(left)
    for held in people:
        filled.append(left.pop(0) if held == BLANK and left else held)
    return tuple(filled), count - len(left)


def mark(survey: str, village_code: str, page: int) -> str:
    """The code of a page: digits only, so that a scanner types it under any input method."""
    return f"{_FAMILY}{village_code:0>{_CODE}}{_check(survey):03}{page:04}"


def read_mark(text: str) -> Mark | None:
    """What a scanned code says; None if it is none."""
    digits = text.strip()
    if len(digits) != _MARK_LENGTH or not digits.isdecimal() or not digits.startswith(_FAMILY):
        return None
    code, check, page = digits[2:14], digits[14:17], digits[17:]
    return Mark(code, int(check), int(page))


def is_of_round(read: Mark, survey: str) -> bool:
    """Whether a scanned page may belong to a round."""
    return read.check == _check(survey)


def _check(survey: str) -> int:
    return int(survey.replace("-", "")[-8:] or "0", 16) % _CHECK
