"""Writes what stands beside people and households: tags, and the numbers of other systems."""

from datetime import date

from desktop.domain.entities import ExternalId, Tag
from desktop.domain.facts import Member, tag_holds
from desktop.services.importing.drafts import HOUSEHOLD_TAGS, Draft
from desktop.services.importing.matching import Known
from desktop.services.importing.newer import Newer
from desktop.services.importing.settling import Setter

MONITORING = "防返贫系统"


class Marker:
    """Adds the tags and numbers of drafts that the ledger does not have yet."""

    def __init__(self, setter: Setter, newer: Newer, known: Known, day: date) -> None:
        self._setter = setter
        self._newer = newer
        self._known = known
        self._day = day
        self._tagged: set[tuple[str | None, str | None]] = set()

    def tags(self, draft: Draft, member: Member | None, person: str, household: str) -> bool:
        """Give the tags of a draft; whether any was new."""
        family = self._known.families.get(household)
        shared = family.tags if family else None
        own = member.tags if member else None
        changed = False
        for key in draft.tags:
            if key in HOUSEHOLD_TAGS:
                kind = draft.get("tag", "kind") if key == "监测对象" else None
                changed |= self._tag(draft, Tag(household=household, tag=key, kind=kind), shared)
            else:
                changed |= self._tag(draft, Tag(person=person, tag=key), own)
        for word in draft.odd_tags:
            changed |= self._tag(draft, Tag(household=household, unread={"tag": word}), shared)
        return changed

    def _tag(self, draft: Draft, new: Tag, held: tuple[Tag, ...] | None) -> bool:
        """Give a tag, unless it is held; ``held`` is None where the ledger cannot know any."""
        key = (new.household or new.person, new.tag or new.unread.get("tag"))
        for tag in held or ():
            if (tag.tag or tag.unread.get("tag")) == key[1] and tag_holds(tag, self._day):
                self._setter.at(tag.id, draft)
                return False
        if key in self._tagged:
            return False
        self._tagged.add(key)
        side = "household" if new.household else "person"
        if held is not None and new.tag and self._newer.was_removed(new, side, "tag"):
            self._setter.keep(draft, "tag.tag", new.tag)
            return False
        self._setter.add(new, draft)
        return True

    def numbers(self, draft: Draft, member: Member | None, person: str) -> bool:
        """Note the numbers that another system gave the person; whether any was new."""
        value = draft.numbers.get("人口编号", "")
        if not value or (member is not None and self._setter.has_number(person, value)):
            return False
        entry = ExternalId(subject=person, system=MONITORING, kind="人口编号", value=value)
        self._setter.add(entry, draft)
        return True
