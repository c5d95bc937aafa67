"""The tables inside a package: which there are and their columns, alike for writer and reader."""

from collections.abc import Iterator

from desktop.domain.dictionary import Dictionary, Entity

DESCRIPTOR = "datapackage.json"
ACTS = "acts"
CHANGES = "changes"
POSITIONS = "positions"
OUTCOMES = "outcomes"
SUMS = "sums"

STAYS = frozenset({"account"})
"""Entities that never leave their ledger: whoever could send one could make itself an admin."""

RECORD_TAIL = ("unread", "extra", "born_device", "born_seq", "deleted")
ACT_COLUMNS = ("device", "seq", "hlc", "account", "level", "verb", "label", "origin", "batch",
               "undoes")  # fmt: skip
CHANGE_COLUMNS = ("device", "seq", "n", "entity", "record", "field", "old", "new", "saw", "reason")
POSITION_COLUMNS = ("device", "scope", "upto")
SUM_COLUMNS = ("village", "household", "persons", "sum")
OUTCOME_COLUMNS = ("package", "digest", "state", "households", "persons", "changed_households",
                   "changed_persons", "conflicts", "reason")  # fmt: skip

NUMBERS = frozenset(
    {
        "seq",
        "level",
        "n",
        "upto",
        "households",
        "persons",
        "changed_households",
        "changed_persons",
        "conflicts",
        "born_seq",
        "deleted",
    }
)
"""The whole numbers among the columns that are no declared fields."""


def record_columns(entity: Entity) -> tuple[str, ...]:
    """The columns of an entity's table: id, the declared fields, and what every record has."""
    return ("id", *(field.name for field in entity.fields), *RECORD_TAIL)


def travelling(dictionary: Dictionary) -> Iterator[Entity]:
    """The entities that go into packages."""
    return (entity for entity in dictionary if entity.name not in STAYS)
