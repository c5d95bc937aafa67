"""Every verb of the office: importing this module registers them all."""

from desktop.services import (
    accounts,
    archive,
    areas,
    check_entry,
    check_lists,
    check_prints,
    checks,
    conflicts,
    entry,
    household_operations,
    imports,
    joining,
    ledgers,
    lists,
    packages,
    partners,
    person_duplicates,
    person_lists,
    person_merging,
    person_operations,
    presence,
    prints,
    receiving,
    rescue,
    reviewing,
    revisits,
    rounds,
    rows,
    season_reports,
    spells,
    stats,
    tagging,
    templates,
    undo,
    visits,
    waiving,
)
from desktop.services.verbs import REGISTRY, Verb, call

MODULES = (
    accounts,
    archive,
    areas,
    check_entry,
    check_lists,
    check_prints,
    checks,
    conflicts,
    entry,
    household_operations,
    imports,
    joining,
    ledgers,
    lists,
    packages,
    partners,
    person_duplicates,
    person_lists,
    person_merging,
    person_operations,
    presence,
    prints,
    receiving,
    rescue,
    reviewing,
    revisits,
    rounds,
    rows,
    season_reports,
    spells,
    stats,
    tagging,
    templates,
    undo,
    visits,
    waiving,
)
"""The modules that declare verbs; a test holds this list complete."""


def all_verbs() -> list[Verb]:
    """The verbs by name."""
    return sorted(REGISTRY.values(), key=lambda verb: verb.name)


__all__ = ["MODULES", "all_verbs", "call"]
