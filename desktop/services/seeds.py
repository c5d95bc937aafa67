"""The lists a new ledger starts with: areas, code items, age policies, rule parameters."""

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.domain.entities import AgePolicy, Area, CodeItem, RuleParameter
from desktop.domain.errors import Refused
from desktop.domain.ids import seed_id
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

AREA_SYSTEM = "NBS-2023"
SEED_DEVICE = "seed"
SEED_VERSION = 1
_COUNTY_DIGITS = 6


def resources() -> Path:
    """The folder of the program's data."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled or Path(__file__).parents[2]) / "resources"


def _born(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "born_device": SEED_DEVICE, "born_seq": SEED_VERSION}


def _area_rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(resources() / "areas" / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def area_id(code: str) -> str:
    """The id of an area, alike on every PC."""
    return seed_id(AREA_SYSTEM, code)


def areas(code: str) -> Iterator[Area]:
    """The whole country down to its counties, and the county of ``code`` down to its villages.

    Raises:
        Refused: if no area has this code.
    """
    known = set()
    for row in _area_rows("china.tsv.gz"):
        known.add(row["code"])
        yield _area(row)
    county = code[:_COUNTY_DIGITS]
    for row in _area_rows("hunan.tsv.gz"):
        if row["code"] not in known and row["code"].startswith(county):
            known.add(row["code"])
            yield _area(row)
    if code not in known:
        raise Refused(f"没有代码为 {code} 的地区，请用统计用区划代码，如 433130110")


def _area(row: dict[str, str]) -> Area:
    return Area(
        **_born({"id": area_id(row["code"])}),
        name=row["name"],
        level=row["level"],
        code=row["code"],
        code_system=AREA_SYSTEM,
        parent=area_id(row["parent"]) if row["parent"] else None,
    )


def _json(path: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def code_items() -> Iterator[CodeItem]:
    """Every item of every code set."""
    for path in sorted((resources() / "codes").glob("*.json")):
        for item in _json(path):
            yield CodeItem(
                **_born({"id": seed_id(f"code:{path.stem}", item["key"])}),
                code_set=path.stem,
                key=item["key"],
                label=item["label"],
                order=item["order"],
                short=bool(item.get("short")),
                aliases=tuple(item.get("aliases") or ()) or None,
                gb=item.get("gb") or None,
                sex=item.get("sex") or None,
                generation=item.get("generation"),
            )


def age_policies() -> Iterator[AgePolicy]:
    """The labour-age policies in use (domain §5)."""
    for item in _json(resources() / "defaults" / "age_policies.json"):
        since = item.pop("effective_from", None)
        yield AgePolicy(
            **_born({"id": seed_id("age_policy", item["key"])}),
            **item,
            effective_from=PartialDate.parse(since) if since else None,
        )


def rule_parameters() -> Iterator[RuleParameter]:
    """The numbers and switches that a county may set (domain §E)."""
    for item in _json(resources() / "defaults" / "rule_parameters.json"):
        yield RuleParameter(
            **_born({"id": seed_id("rule_parameter", item["key"])}),
            key=item["key"],
            label=item["label"],
            value=str(item["value"]),
            unit=item.get("unit") or None,
            note=item.get("note") or None,
        )


def everything(code: str) -> Iterator[Record]:
    """All seeds of a ledger whose office looks after the area of ``code``."""
    yield from areas(code)
    yield from code_items()
    yield from age_policies()
    yield from rule_parameters()
