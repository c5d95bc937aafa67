"""Writes matched drafts: new people whole, known people only where something differs."""

from collections.abc import Sequence
from datetime import date

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
    SurveyAnswer,
)
from desktop.domain.facts import Family, Member
from desktop.domain.partial_date import PartialDate
from desktop.domain.progress import Progress, silent
from desktop.services.importing.drafts import Draft
from desktop.services.importing.marking import Marker
from desktop.services.importing.matching import Known, Matched
from desktop.services.importing.newcomers import Newcomers
from desktop.services.importing.newer import Newer
from desktop.services.importing.settling import Setter, Written
from desktop.storage.families import REGISTERED
from desktop.storage.writing import Writer

_STEP = 200
_NOWHERE = Membership()
_AT_WORK = frozenset({None, "转移就业", "自主创业"})


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
        self._standing: dict[tuple[str, str, int], Family] = {}
        self.newcomers = Newcomers()
        self.written = Written()
        self._newer = Newer(writer.reader, day)
        self._setter = Setter(writer, dictionary, self._newer, self.written)
        self._marker = Marker(self._setter, self._newer, known, day)

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
        self._setter.finish(self.newcomers.records())

    def _one(self, pair: Matched) -> bool:
        draft = pair.draft
        household, changed = self._household(pair)
        born = self._setter.start()
        self.written.households[household.id] = None
        self._setter.at(household.id, draft)
        if pair.member is None:
            person = self._setter.new(Person, draft, "person")
            member = Member(person, _NOWHERE)
            changed = True
        else:
            member = pair.member
            person, moved = self._setter.same(member.person, draft, "person")
            changed |= moved
        changed |= self._membership(member, draft, person.id, household.id)
        changed |= self._spell(member, draft, person.id)
        changed |= self._answer(member, draft, person.id)
        changed |= self._marker.tags(draft, pair.member, person.id, household.id)
        changed |= self._marker.numbers(draft, pair.member, person.id, household.id)
        if pair.member is None:
            self.newcomers.joined(household.id, born)
        else:
            self.newcomers.mixed(household.id)
        return changed

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
            household, changed = self._setter.same(existing[0].household, draft, "household")
        else:
            household, changed = (
                self._setter.new(Household, draft, "household", status="在册"),
                True,
            )
            self.newcomers.found(household)
        self._made[key] = household
        return household, changed

    def _membership(self, member: Member, draft: Draft, person: str, household: str) -> bool:
        if not member.membership.id:
            return self._join(draft, person, household, known=member.membership.person is not None)
        if self._lives_elsewhere(member, draft):
            # Moving somebody to another village is for a person to decide (domain F11).
            self.written.elsewhere[draft.line] = member.membership.household or ""
            return False
        _, changed = self._setter.same(member.membership, draft, "membership", household=household)
        return changed

    def _join(self, draft: Draft, person: str, household: str, *, known: bool) -> bool:
        joined = Membership(person=person, household=household, kind=REGISTERED)
        if known and self._newer.was_removed(joined, "person", "household"):
            self._setter.keep(draft, "membership.relation", draft.get("membership", "relation"))
            return False
        self._setter.new(Membership, draft, "membership",
                  person=person, household=household, kind=REGISTERED)  # fmt: skip
        return True

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
            _, changed = self._setter.same(now, draft, "employment_spell")
            return changed
        if self._is_at_work_since(member, now, employer):
            self._setter.keep(draft, *draft.job)
            return False
        if now is not None:
            ended = PartialDate(self._day.year, self._day.month, about=True)
            self._writer.update(now, {"end": ended}, reason="导入的表里是新的工作")
        self._setter.new(
            EmploymentSpell, draft, "employment_spell", person=person, round=self._round
        )
        return True

    def _is_at_work_since(
        self, member: Member, now: EmploymentSpell | None, employer: str | None
    ) -> bool:
        """Whether the ledger knows from a later day what became of the person's work."""
        newer, person = self._newer, member.person
        if now is not None and (newer.knows(now, "employer") or newer.knows(now, "end")):
            return True
        if person.employment_status not in _AT_WORK and newer.knows(person, "employment_status"):
            return True
        return any(
            newer.is_born_later(spell) or (spell.employer == employer and newer.knows(spell, "end"))
            for spell in member.spells
        )

    def _answer(self, member: Member, draft: Draft, person: str) -> bool:
        said = draft.values.get("survey_answer") or draft.unread.get("survey_answer")
        if not said:
            return False
        answer = self._answer_of(member, person)
        if answer is not None:
            _, changed = self._setter.same(answer, draft, "survey_answer")
            return changed
        self._setter.new(SurveyAnswer, draft, "survey_answer", person=person, round=self._round)
        return True

    def _answer_of(self, member: Member, person: str) -> SurveyAnswer | None:
        """What the person answered in this round, which need not be the latest one."""
        answer = member.answer
        if answer is None or answer.round == self._round:
            return answer
        condition = "t.person = ? AND t.round = ?"
        return next(self._writer.reader.where(SurveyAnswer, condition, [person, self._round]), None)
