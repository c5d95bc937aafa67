"""Every verb of the office: importing this module registers them all."""

from desktop.services import (
    accounts,
    areas,
    checks,
    imports,
    ledgers,
    lists,
    packages,
    partners,
    prints,
    receiving,
    rounds,
    stats,
    templates,
)
from desktop.services.verbs import REGISTRY, Verb, call

MODULES = (
    accounts,
    areas,
    checks,
    imports,
    ledgers,
    lists,
    packages,
    partners,
    prints,
    receiving,
    rounds,
    stats,
    templates,
)
"""The modules that declare verbs; a test holds this list complete."""


def all_verbs() -> list[Verb]:
    """The verbs by name."""
    return sorted(REGISTRY.values(), key=lambda verb: verb.name)


__all__ = ["MODULES", "all_verbs", "call"]
