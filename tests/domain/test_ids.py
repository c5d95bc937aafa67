import threading
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.ids import IdSequence, device_id, seed_id, uuid7


def test_ids_are_uuids_of_version_7():
    made = uuid.UUID(uuid7())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_the_time_stands_in_front():
    assert uuid.UUID(IdSequence(lambda: 1_700_000_000_123)()).int >> 80 == 1_700_000_000_123


def test_ids_rise_through_many_in_one_millisecond():
    sequence = IdSequence(lambda: 1_700_000_000_000)
    made = [sequence() for _ in range(10_000)]
    assert made == sorted(set(made))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(1, 2**44), min_size=2, max_size=60))
def test_ids_rise_whatever_the_clock_does(times):
    clock = iter(times)
    sequence = IdSequence(lambda: next(clock))
    made = [sequence() for _ in times]
    assert made == sorted(set(made))


def test_threads_never_get_the_same_id():
    made = []

    def work():
        made.extend([uuid7() for _ in range(2000)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000


def test_a_seed_has_the_same_id_everywhere():
    assert seed_id("area", "433130105") == "885f1f78-5e7b-5d08-8329-19e6c2c4c6bd"
    assert seed_id("area", "433130105") != seed_id("area", "433130106")
    assert seed_id("a", "bc") != seed_id("ab", "c")


def test_device_ids_are_short_and_without_confusing_letters():
    made = {device_id() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 10 and not set(one) & set("ILOU") for one in made)
    assert all(one.isalnum() and one == one.upper() for one in made)
