"""A stick that turns read-only half-way ends in a sentence, and leaves no broken file."""

import shutil
import subprocess

import pytest

from desktop.envelope.safe_file import CannotWrite
from desktop.services import packages, posting
from tests.services.offices import COUNTY, TOWNSHIP, introduce, office, populate


def run(*command) -> bool:
    """Whether a command could be run."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def stick(tmp_path):
    """A small ext4 file system from a file, which can be stopped as a failing stick stops."""
    image, place = tmp_path / "stick.img", tmp_path / "mounted"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(4 * 1024 * 1024)
    made = run("mkfs.ext4", "-q", str(image)) and run("mount", "-o", "loop", str(image), str(place))
    if not made:
        pytest.skip("mounting a file system needs root and a loop device")
    yield place
    run("umount", str(place))


def test_a_stick_that_turns_read_only_while_it_is_written(stick, tmp_path, monkeypatch):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    populate(township, 200)
    copy = shutil.copyfileobj

    def copy_and_stop(source, target, length):
        target.write(source.read(20_000))
        target.flush()
        # As the kernel does when a stick reports errors.
        if not run("mount", "-o", "remount,abort", str(stick)):
            pytest.skip("this kernel does not stop a file system on demand")
        copy(source, target, length)

    monkeypatch.setattr(posting.shutil, "copyfileobj", copy_and_stop)
    with pytest.raises(CannotWrite, match="U盘"):
        packages.send(township, to="龙山县", folder=stick)
    assert not list(stick.glob("*.ldp"))
    (parcel,) = packages.log(township)
    assert (township.ledger.folder / "outbox" / parcel.file).exists()
    township.close()
    county.close()
