"""What was said in an archived round stays: no verb changes it but 更正, with its reason."""

from datetime import date

import pytest

from desktop.domain.entities import HouseholdVisit, SurveyAnswer
from desktop.domain.errors import Refused
from desktop.services import archive, catalogue, entry, imports, rounds, rows, spells, undo, visits
from desktop.services.verbs import REGISTRY
from tests.intake.tables import SAMPLES
from tests.services.homes import home

FILE = next(SAMPLES.glob("*gbk*.csv"))
BESIDE = {"check_list.print", "check_list.sheet", "round.cover", "sample.draw", "sample.print"}
"""They show a round, or check on it, and change nothing that was said in it."""
CORRECTS = {"round.correct"}
TEXTS = {
    "cell.set": {"entity": "person", "field": "education", "text": "cz"},
    "check_list.freeze": {},
    "household.status": {"status": "空户", "reason": "外出"},
    "job.end": {},
    "job.start": {},
    "member.add_on_list": {"line": "0", "name": "田三"},
    "round.advance": {},
    "round.asks": {},
    "round.archive": {},
    "round.back": {"reason": "重做"},
    "tag.list": {"text": "低保"},
    "visit.accept": {},
    "visit.again": {},
    "visit.answer": {"field": "job_will", "text": "1"},
    "visit.comment": {"entity": "person", "field": "name", "text": "核对"},
    "visit.mended": {},
    "visit.page_unchanged": {"page": "1"},
    "visit.return": {"reason": "不全"},
    "visit.say": {"field": "note", "text": "无人"},
    "visit.set": {"result": "完成"},
    "visit.unchanged": {},
}


class Closed:
    """A household that was surveyed in a round, which is archived now."""

    def __init__(self, session):
        self.session = session
        self.since = session.ledger.position
        self.household, (self.head, self.son) = home(session, "田大山", "田小山")
        self.job = spells.start_job(session, person=self.head.person.id)
        self.survey = rounds.add(session, name="二季度", reference_date=date(2026, 6, 30))
        visits.set_answer(session, survey=self.survey.id, person=self.head.person.id,
                          field="job_will", text="1")  # fmt: skip
        for verb in ("check_list.freeze", "visit.return"):
            catalogue.call(session, verb, self.values(verb))
        archive.archive(session, survey=self.survey.id)

    def values(self, verb):
        known = {
            "survey": self.survey.id, "household": self.household.id, "spell": self.job.id,
            "person": self.head.person.id, "record": self.head.person.id, "slot": "x",
            "village": self.household.village,
        }  # fmt: skip
        wanted = {parameter.name for parameter in REGISTRY[verb].parameters if parameter.required}
        given = {name: known[name] for name in wanted & set(known)} | TEXTS[verb]
        if verb == "visit.unchanged":
            given["household"] = self.household.id
        return given | {"survey": self.survey.id}

    def said(self):
        data = self.session.ledger.data
        tables = [cls.entity_name for cls in (SurveyAnswer, HouseholdVisit)]
        return [data.all(f"SELECT * FROM {table} ORDER BY id") for table in tables]


@pytest.fixture
def closed(township):
    return Closed(township)


def test_every_verb_that_takes_a_round_is_looked_at():
    catalogue.all_verbs()
    takes = {
        name
        for name, verb in REGISTRY.items()
        if "survey" in {parameter.name for parameter in verb.parameters}
    }
    assert takes == set(TEXTS) | BESIDE | CORRECTS


@pytest.mark.parametrize("verb", sorted(TEXTS))
def test_a_verb_leaves_an_archived_round_alone(closed, verb):
    before, acts = closed.said(), closed.session.ledger.position
    with pytest.raises(Refused, match="归档"):
        catalogue.call(closed.session, verb, closed.values(verb))
    assert closed.said() == before
    assert closed.session.ledger.position == acts


def test_a_cell_of_an_answer_or_visit_is_not_set(closed):
    before = closed.said()
    for cls, field in ((SurveyAnswer, "job_will"), (HouseholdVisit, "note")):
        (record,) = closed.session.ledger.where(cls)
        with pytest.raises(Refused, match="归档"):
            entry.set_cell(closed.session, entity=cls.entity_name, record=record.id, field=field,
                           text="2")  # fmt: skip
    assert closed.said() == before


def test_a_member_with_an_answer_is_not_removed_as_wrongly_keyed(closed):
    before = closed.said()
    with pytest.raises(Refused, match="归档"):
        rows.remove_member(closed.session, membership=closed.head.membership.id, reason="录错")
    assert closed.said() == before
    assert rows.remove_member(closed.session, membership=closed.son.membership.id, reason="录错")


def test_undo_does_not_reach_into_it(closed):
    before = closed.said()
    with pytest.raises(Refused, match="归档"):
        undo.undo(closed.session, since=closed.since)
    assert closed.said() == before


def test_an_import_that_answered_in_it_is_not_undone(township):
    report = imports.take_in_more(township, file=FILE, round_name="一季度")
    survey = rounds.named(township, "一季度")
    people = township.ledger.count("person")
    archive.archive(township, survey=survey.id)
    with pytest.raises(Refused, match="一季度"):
        imports.undo(township, batch=report.batch)
    assert township.ledger.count("person") == people
