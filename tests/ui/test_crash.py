"""The crash net."""

import sys
import threading

import pytest

from desktop.ui.crash import CrashNet, told_once


@pytest.fixture
def net(qapp, tmp_path):
    hooks = sys.excepthook, threading.excepthook
    made = CrashNet(tmp_path / "log")
    yield made
    made.close()
    sys.excepthook, threading.excepthook = hooks


def report(net):
    return (net.folder / "error.log").read_text(encoding="utf-8")


def test_a_bug_is_written_down_without_anybodys_name(qtbot, net):
    net.spread()
    try:
        {}["张三丰 433130199001010011"]
    except KeyError as error:
        with qtbot.waitSignal(net.caught):
            net.note(type(error), error.__traceback__)
    assert "KeyError" in report(net)
    assert "张三丰" not in report(net)
    assert "433130199001010011" not in report(net)


def test_a_bug_in_another_thread_is_caught_too(qtbot, net):
    net.spread()
    with qtbot.waitSignal(net.caught):
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
    assert "IndexError" in report(net)


def test_a_fall_is_told_at_the_next_start(net):
    assert not net.spread()
    net.close()
    net.folder.joinpath("fault.log").write_text("Fatal Python error: Segmentation fault")
    again = CrashNet(net.folder)
    assert again.spread()
    again.close()
    assert "Segmentation fault" in report(net)


def test_a_proper_end_leaves_no_sign_of_a_fall(net):
    net.spread()
    net.close()
    assert not CrashNet(net.folder).spread()


def test_it_is_said_once_only():
    said = []
    say = told_once(lambda: said.append(1))
    say()
    say()
    assert said == [1]
