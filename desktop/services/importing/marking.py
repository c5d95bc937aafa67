"""Writes what stands beside people and households: tags, and the numbers of other systems."""

from collections.abc import Iterable
from datetime import date

from desktop.domain.entities import ExternalId, Tag
from desktop.domain.facts import Member, tag_holds
from desktop.domain.record import NOTHING
from desktop.services.importing.drafts import HOUSEHOLD_TAGS, Draft
from desktop.services.importing.matching import Known
from desktop.services.importing.newer import Newer
from desktop.services.importing.settling import Setter

MONITORING = "防返贫系统"
INSURANCE = "金保系统"
_SYSTEMS = {"人口编号": MONITORING, "个人编号": INSURANCE}
_STILL_TAGGED = "表里写“否”，台账里还有这个标识，没有改"
_END_IT = "如果确实已退出，请在台账里填退出日期"
_NO_TAG = "表里没有写是哪一种特殊标识，这一格没有导入"
_NAME_IT = "在表里加一列“特殊标识”再导入"


class Marker:
    """Adds the tags and numbers of drafts that the ledger does not have yet."""

    def __init__(self, setter: Setter, newer: Newer, known: Known, day: date) -> None:
        self._setter = setter
        self._newer = newer
        self._known = known
        self._day = day
        self._tagged: set[tuple[str | None, str | None]] = set()

    def tags(self, draft: Draft, member: Member | None, person: str, household: str) -> bool:
        """Give the tags of a draft; whether any was new or changed."""
        family = self._known.families.get(household)
        shared = family.tags if family else None
        own = member.tags if member else None
        new: list[Tag] = [
            _tag(draft, key, household=household)
            if key in HOUSEHOLD_TAGS
            else _tag(draft, key, person=person)
            for key in draft.tags
        ]
        new += [Tag(household=household, unread={"tag": word}) for word in draft.odd_tags]
        new += [Tag(person=person, unread={"tag": word}) for word in draft.odd_own]
        self._remark(draft, (*(shared or ()), *(own or ())))
        given = [self._give(draft, tag, shared if tag.household else own) for tag in new]
        return any(given)

    def _give(self, draft: Draft, new: Tag, held: tuple[Tag, ...] | None) -> bool:
        """Give a tag, unless it is held; ``held`` is None where the ledger cannot know any."""
        key = (new.household or new.person, new.tag or new.unread.get("tag"))
        for tag in held or ():
            if (tag.tag or tag.unread.get("tag")) == key[1] and tag_holds(tag, self._day):
                return self._again(draft, tag)
        if key in self._tagged:
            return False
        self._tagged.add(key)
        side = "household" if new.household else "person"
        if held is not None and new.tag and self._newer.was_removed(new, side, "tag"):
            self._setter.keep(draft, "tag.tag", new.tag)
            return False
        self._setter.add(new, draft)
        return True

    def _again(self, draft: Draft, tag: Tag) -> bool:
        self._setter.at(tag.id, draft)
        if tag.tag != draft.detailed or (tag.id, tag.tag) in self._tagged:
            return False
        self._tagged.add((tag.id, tag.tag))
        return self._setter.same(tag, draft, "tag")[1]

    def _remark(self, draft: Draft, held: Iterable[Tag]) -> None:
        """Tell of what the row says and no tag can be given or changed by."""
        standing = {tag.tag for tag in held if tag_holds(tag, self._day)}
        for key in draft.denied:
            if key in standing:
                self._setter.remark(draft, "tag.tag", key, _STILL_TAGGED, _END_IT)
        if not draft.detailed:
            for name, said in draft.values.get("tag", {}).items():
                self._setter.remark(draft, f"tag.{name}", said, _NO_TAG, _NAME_IT)

    def numbers(self, draft: Draft, member: Member | None, person: str, household: str) -> bool:
        """Note what other systems call the person and the household; whether any was new."""
        new = [
            ExternalId(subject=person, system=system, kind=kind, value=value)
            for kind, system in _SYSTEMS.items()
            if (value := draft.numbers.get(kind, ""))
            and not (member is not None and self._setter.has_number(person, value))
        ]
        new += self._household_number(household, draft.numbers.get("户编号", ""))
        for entry in new:
            self._setter.add(entry, draft)
        return bool(new)

    def _household_number(self, household: str, value: str) -> list[ExternalId]:
        if not value or (household, value) in self._tagged:
            return []
        self._tagged.add((household, value))
        if household in self._known.families and self._setter.has_number(household, value):
            return []
        return [ExternalId(subject=household, system=MONITORING, kind="户编号", value=value)]


def _tag(draft: Draft, key: str, *, person: str | None = None, household: str | None = None) -> Tag:
    if key != draft.detailed:
        return Tag(person=person, household=household, tag=key)
    told, unread = draft.values.get("tag", {}), draft.unread.get("tag", NOTHING)
    return Tag(person=person, household=household, tag=key, unread=unread, **told)
