"""What one row of a spreadsheet says, read field by field; nothing seen is lost."""

from dataclasses import dataclass, field
from typing import Any

from desktop.domain.places import Place

HOUSEHOLD_TAGS = {"脱贫户", "监测对象", "易地搬迁"}
_WORK = ("employer", "work_place", "trade", "wage", "start", "months_in_year", "business_name",
         "income_total")  # fmt: skip


@dataclass(slots=True)
class Draft:
    """One row, read: typed values and unread texts by entity and field.

    Attributes:
        line: the row's line in the file, counted from 1.
        standing: which rows of the sheet stood together as a household.
        village: the village it belongs to; None if it could not be told.
        refused: why the row cannot be taken in; empty if it can.
        odd_tags, odd_own: words for a tag of the household, or the person, that are none.
        denied: the tags that the row says do not apply.
        detailed: the tag that the row's 认定日期 and the like belong to.
        numbers: what other systems call the person and the household, by kind of number.
    """

    line: int
    standing: int
    village: Place | None = None
    refused: str = ""
    head_name: str = ""
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    unread: dict[str, dict[str, str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    odd_tags: list[str] = field(default_factory=list)
    odd_own: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    detailed: str = ""
    numbers: dict[str, str] = field(default_factory=dict)

    def of(self, entity: str) -> dict[str, Any]:
        """The values of an entity, to read or to add to."""
        return self.values.setdefault(entity, {})

    def get(self, entity: str, name: str) -> Any:
        """One value; None if the row does not say."""
        return self.values.get(entity, {}).get(name)

    @property
    def name(self) -> str:
        return self.get("person", "name") or ""

    @property
    def id_no(self) -> str | None:
        value: str | None = self.get("person", "id_no")
        return value

    @property
    def household_no(self) -> str:
        return self.get("household", "household_no") or ""

    @property
    def works(self) -> bool:
        """Whether the row tells of a job."""
        return any(
            name in said
            for said in (self.values.get("employment_spell"), self.unread.get("employment_spell"))
            if said
            for name in _WORK
        )

    @property
    def job(self) -> tuple[str, Any]:
        """The field that tells of the job first, and what it says."""
        spell = self.values.get("employment_spell", {}) | self.unread.get("employment_spell", {})
        name = next(name for name in _WORK if name in spell)
        return f"employment_spell.{name}", spell[name]
