"""The rules of the office: what a county would send a table back for, and what to do about it."""

from desktop.domain.rules import (
    contact,
    family,
    freshness,
    identity,
    school,
    spells,
    tags,
    unread,
    wishes,
    work,
)
from desktop.domain.rules.context import Context, Limits
from desktop.domain.rules.engine import RuleLine, check_family, check_group, describe
from desktop.domain.rules.groups import Occupant, group_keys, occupants
from desktop.domain.rules.registry import Scope
from desktop.domain.rules.waivers import answer, answered, answers, value_hash

SUBJECTS = (contact, family, freshness, identity, school, spells, tags, unread, wishes, work)
"""The modules of the catalogue: importing them registers their rules."""

__all__ = [
    "SUBJECTS",
    "Context",
    "Limits",
    "Occupant",
    "RuleLine",
    "Scope",
    "answer",
    "answered",
    "answers",
    "check_family",
    "check_group",
    "describe",
    "group_keys",
    "occupants",
    "value_hash",
]
