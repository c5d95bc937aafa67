"""However a ledger is copied, carried or restored, no (device, seq) is ever used twice."""

import shutil
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import STANDARD, Person
from desktop.storage import folder as folders
from desktop.storage.ledger import Ledger
from tests.storage.conftest import KEY

PLACES = ("here", "there", "stick")


def work(folder, state):
    """Open the ledger as a PC does, do one act, close it; which act it was."""
    with Ledger.open(folder, KEY, STANDARD, state) as ledger:
        with ledger.act("test", "录入") as writer:
            writer.insert(Person(name="田大山"))
        return ledger.device, ledger.last_seq(ledger.device)


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def test_the_same_ledger_at_the_same_place_stays_one_device(ledger, place, state):
    ledger.settle_device()
    assert len({work(place, state)[0] for _ in range(3)}) == 1


@pytest.mark.parametrize("opened", ["copy", "original"])
def test_of_two_copies_side_by_side_one_goes_on_as_a_new_device(
    ledger, place, state, tmp_path, opened
):
    ledger.close()
    first = work(place, state)
    copy(place, tmp_path / "copy")
    order = [tmp_path / "copy", place] if opened == "copy" else [place, tmp_path / "copy"]
    acts = [first, *(work(folder, state) for folder in order * 2)]
    assert len(set(acts)) == len(acts)
    assert len({device for device, _ in acts}) == 2


def test_an_older_copy_put_in_its_place_is_a_new_device(ledger, place, state, tmp_path):
    ledger.close()
    acts = [work(place, state)]
    copy(place, tmp_path / "older")
    acts.append(work(place, state))
    copy(tmp_path / "older", place)
    acts.append(work(place, state))
    assert len(set(acts)) == 3
    assert acts[2][0] != acts[1][0]


def test_a_ledger_that_is_ahead_of_an_older_state_folder_is_a_new_device(
    ledger, place, state, tmp_path
):
    """As when the user's profile was put back, and the ledger lies on another disk."""
    ledger.close()
    acts = [work(place, state)]
    copy(state, tmp_path / "older")
    acts.append(work(place, state))
    copy(tmp_path / "older", state)
    acts.append(work(place, state))
    assert len(set(acts)) == 3
    assert acts[2][0] != acts[1][0]


def test_a_folder_that_came_out_of_a_backup_is_a_new_device(ledger, place, state):
    ledger.close()
    before = work(place, state)
    (place / folders.RESTORED).touch()
    after = work(place, state)
    assert before[0] != after[0]
    assert not (place / folders.RESTORED).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', "\udc80"])
def test_a_spoiled_state_file_makes_a_new_device_and_no_crash(ledger, place, state, content):
    ledger.close()
    before = work(place, state)
    (state / "devices.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    assert work(place, state)[0] != before[0]


def test_a_spoiled_entry_of_the_state_file_makes_a_new_device(ledger, place, state):
    ledger.close()
    before = work(place, state)
    known = (state / "devices.json").read_text(encoding="utf-8")
    for entry in ("null", "7", "[]", '["x"]'):
        spoiled = known[: known.index("[")] + entry + "}"
        (state / "devices.json").write_text(spoiled, encoding="utf-8")
        assert work(place, state)[0] != before[0]


def test_an_act_that_was_taken_back_does_not_make_a_new_device(ledger, place, state):
    ledger.settle_device()
    first = work(place, state)

    def fail(opened):
        with opened.transaction():
            with opened.act("test", "录入") as writer:
                writer.insert(Person(name="田大山"))
            raise ZeroDivisionError

    with Ledger.open(place, KEY, STANDARD, state) as opened, pytest.raises(ZeroDivisionError):
        fail(opened)
    assert work(place, state) == (first[0], first[1] + 1)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("work"), st.sampled_from(PLACES), st.sampled_from(["pc", "laptop"])),
        st.tuples(st.just("copy"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
        st.tuples(st.just("forget"), st.sampled_from(["pc", "laptop"]), st.none()),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_number_is_used_twice_whatever_is_copied_where(tmp_path_factory, seeded, steps):
    root = tmp_path_factory.mktemp("devices")
    copy(seeded, root / "here")
    acts = []
    for verb, one, other in [("work", "here", "pc"), *steps]:
        if verb == "work" and (root / one).exists():
            acts.append(work(root / one, root / "state" / other))
        elif verb == "copy" and one != other and (root / one).exists():
            copy(root / one, root / other)
        elif verb == "forget":
            shutil.rmtree(root / "state" / one, ignore_errors=True)
    assert [act for act, times in Counter(acts).items() if times > 1] == []


@pytest.fixture
def seeded(ledger, place):
    """The folder of a closed ledger, to be copied."""
    ledger.close()
    return place
