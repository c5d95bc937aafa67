"""The command line as a clerk's script runs it: in this process, with its own state folder."""

import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.cli.main import main

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


@dataclass
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run one command line."""
    monkeypatch.setenv("LABOUR_LEDGER_PASSPHRASE", "geheim")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def command(*words, stdin=None):
        monkeypatch.setattr(sys, "argv", ["labour-ledger", *map(str, words)])
        if stdin is not None:
            path = tmp_path / "stdin"
            path.write_text(stdin, encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", path.open(encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(ended.value.code, said.out, said.err)

    return command


@pytest.fixture
def township(run, tmp_path):
    """A new township ledger's folder."""
    folder = tmp_path / "township"
    done = run("new", folder, "--office", "石牌镇人社所", "--level", "township",
               "--area", "433130110", "--json")  # fmt: skip
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def sample():
    """A sample roster by a piece of its name."""
    return lambda piece: next(path for path in SAMPLES.iterdir() if piece in path.name)


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def answered(monkeypatch):
    """Inside, questions at the terminal are answered so."""

    @contextmanager
    def typed(text):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Terminal(f"{text}\n" if text else ""))
            yield

    return typed
