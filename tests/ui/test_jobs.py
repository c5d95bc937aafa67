"""Long work in its own thread."""

import threading

import pytest
from PySide6.QtCore import QObject

from desktop.domain.errors import Cancelled, Refused
from desktop.ui.jobs import Jobs, in_thread, in_thread_told


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


class Owner(QObject):
    """Hears what came of a job, and in which thread."""

    def __init__(self):
        super().__init__()
        self.results, self.errors, self.threads = [], [], []

    def done(self, result):
        self.threads.append(threading.current_thread())
        self.results.append(result)

    def failed(self, error):
        self.errors.append(error)


def test_the_result_comes_in_the_windows_thread(qtbot, jobs):
    owner = Owner()
    jobs.start(owner, "算", lambda _: threading.current_thread(), done=owner.done,
               failed=owner.failed)  # fmt: skip
    qtbot.waitUntil(lambda: bool(owner.results))
    assert owner.results[0] is not threading.main_thread()
    assert owner.threads == [threading.main_thread()]


def test_an_error_is_carried_over(qtbot, jobs):
    owner, error = Owner(), Refused("不行")

    def work(_):
        raise error

    jobs.start(owner, "算", work, done=owner.done, failed=owner.failed)
    qtbot.waitUntil(lambda: bool(owner.errors))
    assert owner.errors == [error]


def test_giving_up_ends_the_work_at_its_next_report(qtbot, jobs):
    owner, begun, go_on = Owner(), threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(10)
        progress(1, 2)

    job = jobs.start(owner, "算", work, done=owner.done, failed=owner.failed)
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(owner.errors))
    assert isinstance(owner.errors[0], Cancelled)
    assert owner.results == []


def test_a_page_that_is_gone_hears_nothing(qtbot, jobs):
    owner, heard = Owner(), []
    go_on = threading.Event()
    jobs.start(owner, "算", lambda _: go_on.wait(10), done=heard.append, failed=heard.append)
    owner.deleteLater()
    del owner
    with qtbot.waitSignal(jobs.ended):
        go_on.set()
    other = Owner()
    jobs.start(other, "算", lambda _: 1, done=other.done, failed=other.failed)
    qtbot.waitUntil(lambda: bool(other.results))
    assert heard in ([], [True])


def test_progress_is_told_to_the_window(qtbot, jobs):
    owner, told = Owner(), []
    jobs.progressed.connect(lambda done, total: told.append((done, total)))

    def work(progress):
        for done in range(1, 1001):
            progress(done, 1000)

    jobs.start(owner, "算", work, done=owner.done, failed=owner.failed)
    qtbot.waitUntil(lambda: bool(owner.results))
    assert told[-1] == (1000, 1000)
    assert len(told) < 500


def test_work_has_a_connection_of_its_own(session):
    seen = []

    def service(own, *, progress=None):
        seen.append((own.ledger.data is session.ledger.data, own.ledger.fact("office_name")))

    in_thread(session, service)(lambda done, total: None)
    in_thread_told(session, service)(lambda done, total: None)
    assert seen == [(False, "石牌镇人社所")] * 2


def test_held_jobs_begin_when_they_may(qtbot):
    owner, jobs = Owner(), Jobs(held=True)
    for number in range(2):
        jobs.start(owner, "", lambda _, n=number: n, done=owner.done, failed=owner.failed)
    begun = []
    jobs.started.connect(begun.append)
    other = Jobs()
    other.start(owner, "", lambda _: "free", done=owner.done, failed=owner.failed)
    qtbot.waitUntil(lambda: owner.results == ["free"])
    assert begun == []
    jobs.begin()
    qtbot.waitUntil(lambda: owner.results == ["free", 0, 1])
    jobs.close()
    other.close()


def test_held_jobs_never_begin_once_closed():
    done = []
    jobs = Jobs(held=True)
    jobs.start(QObject(), "", done.append, done=done.append, failed=done.append)
    jobs.close()
    assert done == []
