"""The version on paper: of what the rows say, and of nothing else."""

from datetime import date

import pytest

from desktop.export.documents import DOCUMENTS
from desktop.export.documents.writing import pdf_of
from desktop.export.pdf.page import Paper
from tests.domain import make
from tests.export.documents.occasions import occasion

HOME = [make.family(make.member(who=make.person(name="向家大"), spells=(make.spell(),)))]


def version(families, paper=Paper.A4, name="labour_roster", **given):
    return pdf_of(DOCUMENTS[name], occasion(**given), families, paper)[1].version


@pytest.mark.parametrize("name", ["labour_roster", "household_summary", "transfer_form"])
def test_paper_title_and_day_of_printing_do_not_count(name):
    first = version(HOME, name=name)
    assert first == version(HOME, Paper.A3, name)
    assert first == version(HOME, name=name, area="别处", made_on=date(2026, 7, 9))


def test_one_digit_counts():
    member = HOME[0].members[0]
    dearer = make.member(who=member.person, spells=(make.spell(wage=5001),))
    same = make.member(who=member.person, spells=(make.spell(wage=5000),))
    household = {"household_no": HOME[0].household.household_no}
    assert version([make.family(same, **household)]) == version(HOME)
    assert version([make.family(dearer, **household)]) != version(HOME)
