import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import desktop
from desktop.domain.errors import AppError, Cancelled
from desktop.envelope import safe_file
from desktop.envelope.safe_file import CannotRead, CannotWrite, opened, written_safely


def write(path, data=b"new", **how):
    with written_safely(path, **how) as file:
        file.write(data)


def write_half(path, and_then):
    with written_safely(path) as file:
        file.write(b"half")
        and_then()


def give_up():
    raise Cancelled


def test_the_file_is_there_and_nothing_else(tmp_path):
    write(tmp_path / "a.ldp")
    assert [path.name for path in tmp_path.iterdir()] == ["a.ldp"]
    assert (tmp_path / "a.ldp").read_bytes() == b"new"


def test_giving_up_leaves_the_former_file(tmp_path):
    path = tmp_path / "a.ldp"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_half(path, and_then=give_up)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.ldp", b"old")]


def test_a_medium_that_keeps_something_else_is_found_out(tmp_path):
    def differs(part):
        assert part.read_bytes() == b"new"
        raise AppError("differs")

    with pytest.raises(CannotWrite, match="核对不一致"):
        write(tmp_path / "a.ldp", check=differs)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "空间不足"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有写入权限"),
        (errno.EIO, "可能已拔出或损坏"),
        (errno.EFBIG, "文件太大"),
        (errno.EBUSY, "换一个位置再试"),
    ],
)
def test_each_failure_has_its_sentence(tmp_path, number, sentence):
    with (
        pytest.raises(CannotWrite, match=f"写不了文件“a.ldp”：.*{sentence}"),
        written_safely(tmp_path / "a.ldp"),
    ):
        raise OSError(number, "x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_a_sentence(tmp_path):
    with pytest.raises(CannotWrite, match="文件夹不存在，或U盘已拔出"):
        write(tmp_path / "gone" / "a.ldp")


def test_a_stick_pulled_while_writing_is_a_sentence(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    with pytest.raises(CannotWrite, match="U盘已拔出"):
        write_half(folder / "a.ldp", and_then=lambda: shutil.rmtree(folder))


def test_a_folder_of_that_name_is_a_sentence(tmp_path):
    (tmp_path / "a.ldp").mkdir()
    with pytest.raises(CannotWrite, match="同名的文件夹"):
        write(tmp_path / "a.ldp")
    assert [path.name for path in tmp_path.iterdir()] == ["a.ldp"]


READ_ONLY = """
import os, sys
from pathlib import Path
from desktop.envelope.safe_file import CannotWrite, written_safely
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with written_safely(Path("a.ldp")) as file:
        file.write(b"x")
except CannotWrite as error:
    sys.stdout.buffer.write(str(error).encode())
"""


def test_a_folder_without_the_right_to_write_is_a_sentence(tmp_path):
    # In a process of its own: the super-user, as whom tests may run, may write anywhere.
    tmp_path.chmod(0o555)
    environment = os.environ | {"PYTHONPATH": str(Path(desktop.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert "没有写入权限" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path, monkeypatch):
    real, calls = os.fsync, []

    def fsync(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EINVAL, "not for folders")
        real(descriptor)

    monkeypatch.setattr(safe_file.os, "fsync", fsync)
    write(tmp_path / "a.ldp")
    assert len(calls) == 2


def test_a_folder_that_fails_while_synced_is_a_failure(tmp_path, monkeypatch):
    real, calls = os.fsync, []

    def fsync(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EIO, "broken")
        real(descriptor)

    monkeypatch.setattr(safe_file.os, "fsync", fsync)
    with pytest.raises(CannotWrite, match="读写出错"):
        write(tmp_path / "a.ldp")


def test_reading_what_is_not_there_or_no_file_is_a_sentence(tmp_path):
    for path in (tmp_path / "none.ldp", tmp_path):
        with pytest.raises(CannotRead, match=f"读不了文件“{path.name}”"), opened(path):
            pytest.fail("it opened")
