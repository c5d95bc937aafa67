"""What the cells of a household said before a round, where they say something else now."""

from collections.abc import Iterator, Mapping
from datetime import date

from desktop.domain.dictionary import UNREAD, Field
from desktop.domain.entities import EmploymentSpell, SurveyRound
from desktop.domain.facts import Family, Member
from desktop.domain.record import Record
from desktop.services import answering, checks, household_sheets, keying
from desktop.services.session import Session
from desktop.storage import before, round_counts

Before = Mapping[tuple[str, str], str]
"""What was shown, by record and field; empty if there was nothing."""
_JOB = ("kind", "employer", "work_place", "trade", "start", "wage", "export_mode",
        "business_name", "industry", "region_class")  # fmt: skip


def before_round(session: Session, survey: str, family: Family) -> dict[tuple[str, str], str]:
    """What the household's cells showed before a round, by record and field.

    Tags stand under the person's id and ``tag``.

    Raises:
        Refused: if the round is not here.
    """
    found = keying.held(session, SurveyRound, survey)
    begun = round_counts.stretch(session.ledger, survey, "")[0]
    day = checks.reference_day(session)
    told = dict(_facts(session, family, begun))
    for member in family.members:
        told |= _job(session, member, begun, day)
        told |= _tags(session, member, begun, day)
    return told | _answers(session, found, family)


def _records(family: Family) -> dict[str, Record]:
    found: list[Record] = [family.household]
    for member in family.members:
        found += [member.person, member.membership, *member.spells]
    return {record.id: record for record in found}


def _facts(session: Session, family: Family, begun: int) -> Iterator[tuple[tuple[str, str], str]]:
    records = _records(family)
    ledger = session.ledger
    held = before.held_before(ledger.data, records, begun)
    for record, name in held:
        own = records[record]
        declared = ledger.dictionary[own.entity_name].by_name.get(name.removeprefix(UNREAD))
        if declared is None:
            continue
        unread = held.get((record, UNREAD + declared.name), "")
        was = unread or _shown(session, declared, held.get((record, declared.name), ""))
        if was != _now(session, declared, own):
            yield (record, declared.name), was


def _shown(session: Session, field: Field, wire: str) -> str:
    return field.kind.show(field.kind.decode(wire), session.ledger.book) if wire else ""


def _now(session: Session, field: Field, record: Record | None) -> str:
    if record is None:
        return ""
    shown = field.kind.show(getattr(record, field.name), session.ledger.book)
    return record.unread.get(field.name, "") or shown


def _job(session: Session, member: Member, begun: int, day: date) -> dict[tuple[str, str], str]:
    """A job that began in the round stands beside the one that it ended."""
    ledger, now = session.ledger, member.spell_on(day)
    ids = [spell.id for spell in member.spells]
    fresh = before.born_since(ledger.data, "employment_spell", ids, begun) if ids else set()
    if now is None or now.id not in fresh:
        return {}
    former = [spell for spell in member.spells if spell.id not in fresh and spell.end]
    last = max(former, key=lambda spell: str(spell.end), default=None)
    if last is None:
        return {}
    fields = map(ledger.dictionary[EmploymentSpell].field, _JOB)
    return {
        (now.id, field.name): _now(session, field, last)
        for field in fields
        if _now(session, field, now) != _now(session, field, last)
    }


def _tags(session: Session, member: Member, begun: int, day: date) -> dict[tuple[str, str], str]:
    ledger, ids = session.ledger, [tag.id for tag in member.tags]
    if not ids:
        return {}
    fresh = before.born_since(ledger.data, "tag", ids, begun)
    ended = {
        record
        for (record, field), old in before.held_before(ledger.data, ids, begun).items()
        if field == "end" and not old
    }
    now = set(member.tag_keys(day))
    old = [
        tag.tag
        for tag in member.tags
        if tag.tag and tag.id not in fresh and (tag.tag in now or tag.id in ended)
    ]
    if set(old) == now:
        return {}
    labels = (ledger.book.code_label("tag", key) for key in dict.fromkeys(old))
    return {(member.person.id, "tag"): "、".join(labels)}


def _answers(session: Session, survey: SurveyRound, family: Family) -> dict[tuple[str, str], str]:
    ledger = session.ledger
    people = [member.person.id for member in family.members]
    answers = answering.answers_in(ledger, survey.id, people)
    last = answering.last_answers(ledger, survey, list(answers))
    declared = ledger.dictionary["survey_answer"]
    return {
        (answer.id, name): _now(session, declared.field(name), last[person])
        for person, answer in answers.items()
        if person in last
        for name in household_sheets.differing(session, answer, last[person])
    }
