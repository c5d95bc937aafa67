"""What a survey asks of a person: everybody, then by the branch of the status, then the rest."""

from collections.abc import Collection, Iterator

from desktop.domain.asking import Moved
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.kinds import Ask, Ref

_WORK = (
    "employment_spell.work_place",
    "employment_spell.employer",
    "employment_spell.trade",
    "employment_spell.start",
    "employment_spell.wage",
    "employment_spell.export_mode",
    "employment_spell.kind",
)
_BUSINESS = (
    "employment_spell.business_name",
    "employment_spell.work_place",
    "employment_spell.start",
    "employment_spell.wage",
)
_NO_JOB = ("survey_answer.unemployed_reason",)
_WISH = (
    "survey_answer.will_kind",
    "survey_answer.will_area",
    "survey_answer.will_trade",
    "survey_answer.expected_wage",
)
_SCHOOL = ("person.in_school", "person.school", "person.grade")
_BRANCHES: dict[str, tuple[str, ...]] = {
    "转移就业": _WORK,
    "自主创业": _BUSINESS,
    "本地务农": (),
    "暂未就业": _NO_JOB,
    "在校": _SCHOOL,
    "非劳动力": (),
}
_NAMED = frozenset((*_WORK, *_BUSINESS, *_NO_JOB, *_WISH, *_SCHOOL))
_HOME_OF = {"employment_spell": "转移就业", "survey_answer": "暂未就业"}
_NO_WISH = frozenset({"在校", "非劳动力"})
_WISHES = frozenset({"survey_answer.job_will", "survey_answer.train_will"})
_WORKING = frozenset({"转移就业", "自主创业", "本地务农"})
_KEPT = frozenset(
    {"survey_answer.changed", "survey_answer.employment_status", "employment_spell.proof"}
)
"""What the program notes by itself."""


_AS_DECLARED: Moved = {}


def branch(
    dictionary: Dictionary, status: str | None, *, wishes: bool, moved: Moved = _AS_DECLARED
) -> tuple[Field, ...]:
    """The fields to ask of a person of this status; ``wishes`` says that a job is wanted.

    ``moved`` are those that the round asks more or less of than usual.
    """
    paths = [*_BRANCHES.get(status or "", ()), *_declared_for(dictionary, status)]
    if wishes and status not in _NO_WISH:
        paths += _WISH
    asked = [path for path in paths if not _is_spared(moved, path)]
    more = (path for path, ask in moved.items() if ask is Ask.ALWAYS and _concerns(status, path))
    return tuple(dictionary.field(path) for path in dict.fromkeys((*asked, *more)))


def _is_spared(moved: Moved, path: str) -> bool:
    return moved.get(path, Ask.ALWAYS) is not Ask.ALWAYS


def _concerns(status: str | None, path: str) -> bool:
    entity = path.partition(".")[0]
    return status in _WORKING if entity == "employment_spell" else is_asked(status, path)


def _declared_for(dictionary: Dictionary, status: str | None) -> Iterator[str]:
    """Fields that say themselves that they belong to a branch, and are not placed above."""
    for entity, home in _HOME_OF.items():
        if home == status:
            for field in dictionary[entity].fields:
                if field.kind.ask is Ask.BRANCH and field.path not in _NAMED:
                    yield field.path


def rest(
    dictionary: Dictionary,
    status: str | None,
    *,
    shown: Collection[str],
    works: bool = False,
    moved: Moved = _AS_DECLARED,
) -> tuple[Field, ...]:
    """Everything else that can be said of a person, what is asked now and then first."""
    entities = ["person", "survey_answer"]
    if works or status in _WORKING:
        entities.insert(0, "employment_spell")
    found = [
        field
        for name in entities
        for field in dictionary[name].fields
        if not isinstance(field.kind, Ref) and field.path not in _KEPT and field.path not in shown
    ]
    return tuple(
        sorted(found, key=lambda field: moved.get(field.path, field.kind.ask) is Ask.NEVER)
    )


def is_asked(status: str | None, path: str, moved: Moved = _AS_DECLARED) -> bool:
    """Whether a field that is asked of everybody is asked of a person of this status."""
    return not (_is_spared(moved, path) or (status in _NO_WISH and path in _WISHES))
