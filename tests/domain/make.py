"""Invented people, households and lists, valid by themselves; a test changes what it is about."""

import json
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.entities import (
    STANDARD,
    AgePolicy,
    CodeItem,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    RuleParameter,
    SurveyAnswer,
    Tag,
)
from desktop.domain.facts import HEAD, Family, Member
from desktop.domain.id_number import check_digit
from desktop.domain.partial_date import PartialDate
from desktop.domain.places import Place, Places
from desktop.domain.rules import Context

RESOURCES = Path(__file__).parents[2] / "resources"
DAY = date(2026, 6, 30)
VILLAGE = "v-pingtou"
OTHER_VILLAGE = "v-taoxing"

_ids = count(1)

_PLACES = (
    Place("p-hunan", "湖南省", "province", "43", ""),
    Place("c-xiangxi", "湘西土家族苗族自治州", "city", "4331", "p-hunan"),
    Place("x-longshan", "龙山县", "county", "433130", "c-xiangxi"),
    Place("t-shipai", "石牌镇", "township", "433130110", "x-longshan"),
    Place("t-other", "茨岩塘镇", "township", "433130112", "x-longshan"),
    Place(VILLAGE, "坪头村", "village", "433130110201", "t-shipai"),
    Place(OTHER_VILLAGE, "桃兴村", "village", "433130110210", "t-shipai"),
    Place("x-yongshun", "永顺县", "county", "433127", "c-xiangxi"),
    Place("c-changsha", "长沙市", "city", "4301", "p-hunan"),
    Place("x-liuyang", "浏阳市", "county", "430181", "c-changsha"),
    Place("p-guangdong", "广东省", "province", "44", ""),
    Place("c-shenzhen", "深圳市", "city", "4403", "p-guangdong"),
)


@cache
def book(**parameters: str) -> CodeBook:
    """The shipped lists with a few places of 湘西; parameters may be set otherwise."""
    items = [
        CodeItem(code_set=path.stem, **_typed(entry))
        for path in sorted((RESOURCES / "codes").glob("*.json"))
        for entry in _load(path)
    ]
    limits = _load(RESOURCES / "defaults" / "rule_parameters.json")
    return CodeBook(
        items,
        lambda: Places(_PLACES),
        [AgePolicy(**entry) for entry in _load(RESOURCES / "defaults" / "age_policies.json")],
        [
            RuleParameter(**entry | {"value": parameters.get(entry["key"], entry["value"])})
            for entry in limits
        ],
    )


def context(**given: Any) -> Context:
    """What the rules are given on the reference day."""
    lists = given.pop("book", None) or book()
    return Context(**{"book": lists, "day": DAY, "dictionary": STANDARD} | given)


def id_no(
    birth: str = "1990-05-04", sex: str = "男", serial: int = 11, area: str = "433130"
) -> str:
    """A valid ID number; ``serial`` counts 0 to 499 among those of a day and sex."""
    order = serial * 2 + (sex == "男")
    body = f"{area}{birth.replace('-', '')}{order:03}"
    return body + check_digit(body)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def person(birth: str = "1990-05-04", sex: str = "男", **fields: Any) -> Person:
    """A healthy adult whose birth, sex and ID number agree; a birth of no day gives no number."""
    number = next(_ids)
    given = {
        "id": f"person-{number}",
        "name": "田大山",
        "id_no": id_no(birth, sex, number % 500) if len(birth) == 10 else None,
        "sex": sex,
        "birth": day(birth),
        "phone": f"138{number:08}",
        "education": "初中",
        "health": "健康",
    }
    return Person(**given | fields)


def spell(**fields: Any) -> EmploymentSpell:
    """Wage work that goes on, with all that the rules ask for."""
    given = {
        "id": f"spell-{next(_ids)}",
        "kind": "务工",
        "employer": "某电子厂",
        "work_place": "广东",
        "start": day("2024-03"),
        "wage": 5000,
    }
    return EmploymentSpell(**given | fields)


def tag(name: str, **fields: Any) -> Tag:
    return Tag(**{"id": f"tag-{next(_ids)}", "tag": name} | fields)


def answer(**fields: Any) -> SurveyAnswer:
    return SurveyAnswer(**{"id": f"answer-{next(_ids)}"} | fields)


def member(relation: str | None = HEAD, who: Person | None = None, **facts: Any) -> Member:
    """A person in a household; ``facts`` are those of :class:`Member`, ``joined`` among them."""
    someone = who or person()
    joined = {
        "id": f"membership-{next(_ids)}",
        "person": someone.id,
        "kind": "户籍",
        "relation": relation,
    }
    return Member(someone, Membership(**joined | facts.pop("joined", {})), **facts)


def family(*members: Member, tags: tuple[Tag, ...] = (), **fields: Any) -> Family:
    """A household of 坪头村; with nobody named, of one head."""
    number = next(_ids)
    given = {
        "id": f"household-{number}",
        "household_no": f"433130110201{number:04}",
        "village": VILLAGE,
    }
    return Family(Household(**given | fields), members or (member(),), tags)


def _load(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def _typed(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"aliases": tuple(entry.get("aliases", ()))}
