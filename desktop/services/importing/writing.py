"""Writes matched drafts: new people whole, known people only where something differs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import (
    EmploymentSpell,
    ExternalId,
    Household,
    Membership,
    Person,
    SurveyAnswer,
    Tag,
)
from desktop.domain.facts import Family, Member, tag_holds
from desktop.domain.partial_date import PartialDate
from desktop.domain.progress import Progress, silent
from desktop.domain.record import NOTHING, Record
from desktop.services.importing.drafts import HOUSEHOLD_TAGS, Draft
from desktop.services.importing.matching import Known, Matched
from desktop.services.importing.newcomers import Newcomers
from desktop.storage.families import REGISTERED
from desktop.storage.writing import Writer

R = TypeVar("R", bound=Record)
MONITORING = "防返贫系统"
_STEP = 200


@dataclass
class Written:
    """What became of the rows, and on which line each record stands."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, int] = field(default_factory=dict)
    households: dict[str, None] = field(default_factory=dict)
    fates: dict[int, str] = field(default_factory=dict)
    elsewhere: dict[int, str] = field(default_factory=dict)


class Scribe:
    """Writes the drafts of one file within one act."""

    def __init__(
        self, writer: Writer, dictionary: Dictionary, known: Known, survey_round: str, day: date
    ) -> None:
        self._writer = writer
        self._dictionary = dictionary
        self._known = known
        self._round = survey_round
        self._day = day
        self._made: dict[tuple[str, str, int], Household] = {}
        self._tagged: set[tuple[str | None, str | None]] = set()
        self._standing: dict[tuple[str, str, int], Family] = {}
        self._born: list[Record] = []
        self.newcomers = Newcomers()
        self.written = Written()

    def write(self, pairs: Sequence[Matched], progress: Progress = silent) -> None:
        """Write every draft that is not refused; each counts as one person."""
        for pair in pairs:
            # Else a newcomer who stands first would begin a household beside the known one.
            if pair.family is not None and not pair.draft.household_no:
                self._standing.setdefault(self._key(pair.draft), pair.family)
        for done, pair in enumerate(pairs):
            if done % _STEP == 0:
                progress(done, len(pairs))
            changed = self._one(pair)
            fate = "added" if pair.member is None else "updated" if changed else "unchanged"
            self.written.counts[fate] += 1
            self.written.fates[pair.draft.line] = fate

    def _one(self, pair: Matched) -> bool:
        draft = pair.draft
        household, changed = self._household(pair)
        self._born = []
        self.written.households[household.id] = None
        self._at(household.id, draft)
        if pair.member is None:
            person = self._new(Person, draft, "person")
            member = Member(person, Membership())
            changed = True
        else:
            member = pair.member
            person, moved = self._same(member.person, draft, "person")
            changed |= moved
        self._at(person.id, draft)
        changed |= self._membership(member, draft, person.id, household.id)
        changed |= self._spell(member, draft, person.id)
        changed |= self._answer(member, draft, person.id)
        changed |= self._tags(member, draft, person.id, household.id)
        changed |= self._numbers(draft, person.id, known=pair.member is not None)
        if pair.member is None:
            self.newcomers.joined(household.id, self._born)
        else:
            self.newcomers.mixed(household.id)
        return changed

    def _at(self, record: str, draft: Draft) -> None:
        self.written.lines.setdefault(record, draft.line)

    # One record of each kind.

    def _new(self, cls: type[R], draft: Draft, entity: str, **more: Any) -> R:
        values = draft.values.get(entity, {}) | more
        # The dictionary's own class may have more fields than the one that is named here.
        declared = cast("type[R]", self._dictionary[cls].cls)
        born = self._writer.bear(declared, **values, unread=draft.unread.get(entity, NOTHING))
        self._born.append(born)
        self._at(born.id, draft)
        return born

    def _same(self, record: R, draft: Draft, entity: str, **more: Any) -> tuple[R, bool]:
        """Set what the draft says differently; a blank cell says nothing."""
        values = {
            name: value
            for name, value in (draft.values.get(entity, {}) | more).items()
            if getattr(record, name) != value or name in record.unread
        }
        texts: dict[str, str | None] = {
            name: text
            for name, text in draft.unread.get(entity, {}).items()
            if record.unread.get(name) != text
        }
        self._at(record.id, draft)
        if not values and not texts:
            return record, False
        return self._writer.update(record, values, unread=texts), True

    @staticmethod
    def _key(draft: Draft) -> tuple[str, str, int]:
        """What the rows of one household share: its number, or that they stand together."""
        village = draft.village.id if draft.village else ""
        return village, draft.household_no, 0 if draft.household_no else draft.standing

    def _household(self, pair: Matched) -> tuple[Household, bool]:
        draft = pair.draft
        village = draft.village.id if draft.village else ""
        number = draft.household_no
        key = self._key(draft)
        found = self._made.get(key)
        if found is not None:
            return found, False
        existing = self._known.households.get((village, number), []) if number else []
        if key in self._standing:
            existing = [self._standing[key]]
        if existing:
            household, changed = self._same(existing[0].household, draft, "household")
        else:
            household, changed = self._new(Household, draft, "household", status="在册"), True
            self.newcomers.found(household)
        self._made[key] = household
        return household, changed

    def _membership(self, member: Member, draft: Draft, person: str, household: str) -> bool:
        if not member.membership.id:
            self._new(
                Membership, draft, "membership",
                person=person, household=household, kind=REGISTERED,
            )  # fmt: skip
            return True
        if self._lives_elsewhere(member, draft):
            # Moving somebody to another village is for a person to decide (domain F11).
            self.written.elsewhere[draft.line] = member.membership.household or ""
            return False
        _, changed = self._same(member.membership, draft, "membership", household=household)
        return changed

    def _lives_elsewhere(self, member: Member, draft: Draft) -> bool:
        family = self._known.families.get(member.membership.household or "")
        village = draft.village.id if draft.village else None
        return family is not None and family.household.village != village

    def _spell(self, member: Member, draft: Draft, person: str) -> bool:
        if not draft.works:
            return False
        now = member.spell_on(self._day)
        employer = draft.get("employment_spell", "employer")
        same_job = now is not None and (employer is None or now.employer in {None, employer})
        if now is not None and same_job:
            kept = draft.values.get("employment_spell", {})
            if draft.get("employment_spell", "kind") == "务工" and now.kind:
                draft.values["employment_spell"] = {**kept, "kind": now.kind}
            _, changed = self._same(now, draft, "employment_spell")
            return changed
        if now is not None:
            ended = PartialDate(self._day.year, self._day.month, about=True)
            self._writer.update(now, {"end": ended}, reason="导入的表里是新的工作")
        self._new(EmploymentSpell, draft, "employment_spell", person=person, round=self._round)
        return True

    def _answer(self, member: Member, draft: Draft, person: str) -> bool:
        said = draft.values.get("survey_answer") or draft.unread.get("survey_answer")
        if not said:
            return False
        answer = self._answer_of(member, person)
        if answer is not None:
            _, changed = self._same(answer, draft, "survey_answer")
            return changed
        self._new(SurveyAnswer, draft, "survey_answer", person=person, round=self._round)
        return True

    def _answer_of(self, member: Member, person: str) -> SurveyAnswer | None:
        """What the person answered in this round, which need not be the latest one."""
        answer = member.answer
        if answer is None or answer.round == self._round:
            return answer
        condition = "t.person = ? AND t.round = ?"
        return next(self._writer.reader.where(SurveyAnswer, condition, [person, self._round]), None)

    def _tags(self, member: Member, draft: Draft, person: str, household: str) -> bool:
        family = self._known.families.get(household)
        changed = False
        for key in draft.tags:
            if key in HOUSEHOLD_TAGS:
                kind = draft.get("tag", "kind") if key == "监测对象" else None
                new = Tag(household=household, tag=key, kind=kind)
                changed |= self._tag(draft, new, family.tags if family else ())
            else:
                changed |= self._tag(draft, Tag(person=person, tag=key), member.tags)
        for word in draft.odd_tags:
            new = Tag(household=household, unread={"tag": word})
            changed |= self._tag(draft, new, family.tags if family else ())
        return changed

    def _tag(self, draft: Draft, new: Tag, held: tuple[Tag, ...]) -> bool:
        key = (new.household or new.person, new.tag or new.unread.get("tag"))
        for tag in held:
            if (tag.tag or tag.unread.get("tag")) == key[1] and tag_holds(tag, self._day):
                self._at(tag.id, draft)
                return False
        if key in self._tagged:
            return False
        self._tagged.add(key)
        born = self._writer.insert(new)
        self._born.append(born)
        self._at(born.id, draft)
        return True

    def _numbers(self, draft: Draft, person: str, *, known: bool) -> bool:
        value = draft.numbers.get("人口编号", "")
        if not value or (known and self._has_number(person, value)):
            return False
        entry = ExternalId(subject=person, system=MONITORING, kind="人口编号", value=value)
        self._writer.insert(entry)
        return True

    def _has_number(self, person: str, value: str) -> bool:
        condition = "t.subject = ? AND t.value = ?"
        return any(self._writer.reader.where(ExternalId, condition, [person, value]))
