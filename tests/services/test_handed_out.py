"""A village that has a ledger of its own is known as such at its township."""

import pytest

from desktop.services import handed_out, joining, packages, partners
from tests.services.homes import home
from tests.services.offices import PASSPHRASE, TOWNSHIP, around, office

VILLAGE = "桃兴村"


@pytest.fixture
def township(tmp_path):
    session = office(tmp_path, TOWNSHIP)
    yield session
    session.close()


def invite(township, folder, **options):
    return joining.invite(
        township, area=VILLAGE, office="桃兴村村委会", file=folder / "村.ldi", **options
    )


def test_nobody_else_fills_in_a_village_that_was_not_handed_out(township):
    household, _ = home(township, "田大山", village=VILLAGE)
    assert handed_out.listed(township) == []
    assert handed_out.of_village(township, household.village) is None
    assert handed_out.of_village(township, None) is None


def test_it_is_handed_out_from_the_invitation_on(township, tmp_path):
    household, _ = home(township, "田大山", village=VILLAGE)
    given = invite(township, tmp_path)
    one = handed_out.of_village(township, household.village)
    assert (one.office, one.has_joined, str(one)) == ("桃兴村村委会", False, "村里正在填")
    assert one.office in handed_out.warning(one)
    elsewhere, _ = home(township, "向四", village="石牌洞社区")
    assert handed_out.of_village(township, elsewhere.village) is None
    village = joining.join(
        tmp_path / "village", file=given.file, code=given.code, passphrase=PASSPHRASE,
        around=around(tmp_path),
    ).session  # fmt: skip
    sent = packages.send(village, to="石牌镇", folder=tmp_path / "stick")
    packages.receive(township, files=list(sent.files))
    assert handed_out.of_village(township, household.village).has_joined
    # The village itself is not warned of its township.
    assert handed_out.listed(village) == []
    partners.revoke(township, office="桃兴村村委会")
    assert handed_out.listed(township) == []
    village.close()


def test_an_invitation_with_lists_only_hands_out_nothing_yet(township, tmp_path):
    invite(township, tmp_path, snapshot=False)
    assert handed_out.listed(township) == []
