"""What every command shares: opening the ledger, and saying results as text or JSON."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress as Bar

from desktop.cli.values import FOLDER
from desktop.domain.progress import Progress
from desktop.services import clocks, ledgers
from desktop.services.session import Session

F = TypeVar("F", bound=Callable[..., Any])
PASSPHRASE = "LABOUR_LEDGER_PASSPHRASE"  # noqa: S105
RECOVERY_CODE = "LABOUR_LEDGER_RECOVERY_CODE"
ledger_folder = click.argument("folder", type=FOLDER, metavar="台账文件夹")
json_flag = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")


def ledger_options(function: F) -> F:
    """The arguments of every command that opens a ledger: FOLDER, --account and --json."""
    wrapped = json_flag(function)
    wrapped = click.option("--account", metavar="登录名", help="默认第一个账户")(wrapped)
    return ledger_folder(wrapped)


def passphrase(*, new: bool = False) -> str:
    """The passphrase, from the environment or asked for."""
    known = os.environ.get(PASSPHRASE)
    if known is not None:
        return known
    asked: str = click.prompt(
        "新密码" if new else "密码",
        hide_input=True,
        confirmation_prompt="再输一遍" if new else False,
        err=True,
    )
    return asked


def recovery_code() -> str:
    """The printed recovery code, from the environment or asked for."""
    known = os.environ.get(RECOVERY_CODE)
    if known is not None:
        return known
    asked: str = click.prompt("恢复码", err=True)
    return asked


@contextmanager
def opened(folder: Path, account: str | None) -> Iterator[Session]:
    """The session of a ledger, closed afterwards."""
    session = ledgers.open_(folder, passphrase(), account)
    try:
        warning = clocks.at_start(session)
        if warning:
            click.echo(warning, err=True)
        yield session
    finally:
        session.close()


@contextmanager
def shown_progress(title: str) -> Iterator[Progress]:
    """A progress bar on stderr, where that is a terminal."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def plain(value: Any) -> Any:
    """A result as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        own = getattr(value, "plain", None)
        return own() if own else plain(asdict(value))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(entry) for entry in value]
    return value if isinstance(value, bool | int | float | None) else str(value)


def say_json(value: Any) -> None:
    """One JSON object, on one line, on stdout."""
    click.echo(json.dumps(plain(value), ensure_ascii=False))


def say(as_json: bool, value: Any, *lines: str) -> None:
    """The result: as JSON, or as lines for a person."""
    if as_json:
        say_json(value)
        return
    for line in lines:
        click.echo(line)
