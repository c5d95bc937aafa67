"""The standing filters of the list of people, each a condition in SQL over person and household."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.ages import AgeLimits
from desktop.domain.kinds import Ask
from desktop.domain.labour import NO_LABOUR, SOLDIER, STUDENT, UNABLE, limits_of
from desktop.storage.ledger import Ledger
from desktop.storage.person_columns import HOLDING, RUNNING, latest

Values = dict[str, object]
HERE = "coalesce(p.status, '') NOT IN ('迁出', '死亡', '出国定居') AND h.id IS NOT NULL"
"""That a person is on the register and has not left."""
KEPT = "kept:"
"""Before the name of people that were picked and kept; a fact of the ledger lists their ids."""
_PICKED = "p.id IN (SELECT j.value FROM meta k, json_each(k.value) j WHERE k.key = :kept)"
_OUT_OF_COUNTY = "('市内县外', '省内市外', '省外', '港澳台', '境外')"
_POOR = "('脱贫户', '监测对象')"
_ADULT = 16
_NOT_LACKING = frozenset({"remark", "phone"})
"""A remark need not be; who has no telephone is asked for by a filter of its own."""
_AT_WORK = f"EXISTS (SELECT 1 FROM employment_spell s WHERE {RUNNING})"  # noqa: S608
_IDLE = f"(p.employment_status = '暂未就业' OR (p.employment_status IS NULL AND NOT {_AT_WORK}))"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a standing filter goes by: the ledger's lists, the day, and the round in hand."""

    ledger: Ledger
    day: date
    survey: str


def condition(key: str, ground: Ground) -> tuple[str, Values]:
    """The condition of a standing filter, with its values.

    Raises:
        KeyError: if there is no such filter.
    """
    if key.startswith(KEPT):
        return _PICKED, {"kept": key}
    return _STANDING[key](ground)


def _willing(ground: Ground) -> tuple[str, Values]:
    labour, values = _labour(ground)
    return f"{HERE} AND {_IDLE} AND {latest('survey_answer', 'job_will')} = 1 AND {labour}", values


def _home_without_work(ground: Ground) -> tuple[str, Values]:
    days = ground.ledger.book.number("return_days")
    left = (
        "EXISTS (SELECT 1 FROM employment_spell s WHERE s.person = p.id AND s.deleted = 0"  # noqa: S608
        f" AND s.region_class IN {_OUT_OF_COUNTY} AND rtrim(s.end, '~') <= :left)"
    )
    working = (
        f"EXISTS (SELECT 1 FROM employment_spell s WHERE {RUNNING}"  # noqa: S608
        " AND coalesce(s.kind, '') <> '务农')"
    )
    stays = f"{latest('presence', 'state')} = '不再外出'"
    status = f"coalesce(p.employment_status, '') NOT IN ('自主创业', '{STUDENT}')"
    labour, values = _labour(ground)
    return (
        f"{HERE} AND ({left} OR {stays}) AND NOT {working} AND {status} AND {labour}",
        {**values, "left": (ground.day - timedelta(days=days)).isoformat()},
    )


def _poor_without_work(ground: Ground) -> tuple[str, Values]:
    labour, values = _labour(ground)
    tagged = " OR ".join(
        f"EXISTS (SELECT 1 FROM tag t WHERE {whose} AND t.tag IN {_POOR} AND {HOLDING})"  # noqa: S608
        for whose in ("t.person = p.id", "t.household = h.id")
    )
    return f"{HERE} AND {_IDLE} AND ({tagged}) AND {labour}", values


def _labour(ground: Ground) -> tuple[str, Values]:
    limits = limits_of(ground.ledger.book.policy())
    ages, values = _of_labour_age(ground.day, limits)
    parts = [ages]
    if limits.exclude_student:
        parts.append(f"p.in_school IS NULL AND coalesce(p.employment_status, '') <> '{STUDENT}'")
    if limits.exclude_soldier:
        parts.append(f"coalesce(p.status, '') <> '{SOLDIER}'")
    if limits.exclude_no_ability:
        unable = ", ".join(f"'{key}'" for key in sorted(UNABLE))
        parts.append(
            f"CASE WHEN p.labour_ability IS NULL THEN coalesce(p.employment_status, '')"
            f" <> '{NO_LABOUR}' ELSE p.labour_ability NOT IN ({unable}) END"
        )
    return " AND ".join(parts), values


def _of_labour_age(day: date, limits: AgeLimits) -> tuple[str, Values]:
    bounds = {
        "male_old": years_before(day, limits.male_max + 1),
        "male_young": years_before(day, limits.male_min),
        "female_old": years_before(day, limits.female_max + 1),
        "female_young": years_before(day, limits.female_min),
    }
    born = "rtrim(p.birth, '~')"
    return (
        f"((p.sex = '男' AND {born} > :male_old AND {born} <= :male_young)"
        f" OR (p.sex = '女' AND {born} > :female_old AND {born} <= :female_young))",
        dict(bounds),
    )


def years_before(day: date, years: int) -> str:
    """The last birthday of those who are at least so old on a day."""
    return f"{max(day.year - years, 1):04}-{day.month:02}-{day.day:02}"


def _turns_sixteen(ground: Ground) -> tuple[str, Values]:
    return f"{HERE} AND substr(p.birth, 1, 4) = :born", {"born": f"{ground.day.year - _ADULT:04}"}


def _leaves_labour_age(ground: Ground) -> tuple[str, Values]:
    limits, year = limits_of(ground.ledger.book.policy()), ground.day.year
    born = "substr(p.birth, 1, 4)"
    return (
        f"{HERE} AND ((p.sex = '男' AND {born} = :man) OR (p.sex = '女' AND {born} = :woman))",
        {"man": f"{year - limits.male_max - 1:04}", "woman": f"{year - limits.female_max - 1:04}"},
    )


def _not_asked(ground: Ground) -> tuple[str, Values]:
    asked = (
        "EXISTS (SELECT 1 FROM survey_answer q WHERE q.person = p.id AND q.round = :survey"
        " AND q.deleted = 0)"
    )
    return f"{HERE} AND NOT {asked}", {"survey": ground.survey}


def _without_phone(ground: Ground) -> tuple[str, Values]:
    return (
        f"{HERE} AND p.phone IS NULL AND h.phone IS NULL AND rtrim(p.birth, '~') <= :adult",
        {"adult": years_before(ground.day, _ADULT)},
    )


def _without_number(_: Ground) -> tuple[str, Values]:
    return f"{HERE} AND p.id_no IS NULL", {}


def _bad_number(_: Ground) -> tuple[str, Values]:
    return f"{HERE} AND p.id_no IS NULL AND json_extract(p.unread, '$.id_no') IS NOT NULL", {}


def _shared_number(_: Ground) -> tuple[str, Values]:
    other = (
        "EXISTS (SELECT 1 FROM person o WHERE o.id_no = p.id_no AND o.id <> p.id AND o.deleted = 0)"
    )
    return f"{HERE} AND p.id_no IS NOT NULL AND {other}", {}


def _lacking(ground: Ground) -> tuple[str, Values]:
    """Somebody of whom a question that everybody is asked has no answer; children have few."""
    asked = [
        field.name
        for field in ground.ledger.dictionary["person"].fields
        if field.kind.ask is Ask.ALWAYS and field.name not in _NOT_LACKING
    ]
    empty = " OR ".join(f'p."{name}" IS NULL' for name in asked)
    young = "rtrim(p.birth, '~') > :grown"
    return (
        f"{HERE} AND (p.name IS NULL OR p.id_no IS NULL OR m.relation IS NULL"
        f" OR (NOT coalesce({young}, 0) AND ({empty})))",
        {"grown": years_before(ground.day, _ADULT)},
    )


def _homeless(_: Ground) -> tuple[str, Values]:
    return "h.id IS NULL", {}


_STANDING: Mapping[str, Callable[[Ground], tuple[str, Values]]] = {
    "willing": _willing,
    "home_without_work": _home_without_work,
    "poor_without_work": _poor_without_work,
    "turns_sixteen": _turns_sixteen,
    "leaves_labour_age": _leaves_labour_age,
    "not_asked": _not_asked,
    "without_phone": _without_phone,
    "without_number": _without_number,
    "bad_number": _bad_number,
    "shared_number": _shared_number,
    "lacking": _lacking,
    "homeless": _homeless,
}
