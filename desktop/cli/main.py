"""The commands put together, and what happens to their errors."""

import sys

import click

from desktop.cli import (
    comparing,
    delivering,
    doing,
    exchanging,
    joining,
    keeping,
    looking,
    making,
    taking,
)
from desktop.cli.chinese import Group, sentence
from desktop.domain.errors import AppError
from desktop.services import crashes

_REFUSED, _USAGE = 1, 2


@click.group(cls=Group)
def commands() -> None:
    """劳务台账：乡镇人社所的劳动力台账。每个命令加 --help 看说明。"""  # noqa: D415


MODULES = (keeping, taking, comparing, looking, making, doing, exchanging, delivering, joining)
for module in MODULES:
    for command in module.COMMANDS:
        commands.add_command(command)


def main() -> None:
    """Run one command; 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""
    try:
        code = commands(prog_name="labour-ledger", standalone_mode=False) or 0
    except click.exceptions.Abort:
        click.echo("已取消", err=True)
        code = _REFUSED
    except click.ClickException as error:
        click.echo(f"用法不对：{sentence(error)}（加 --help 看说明）", err=True)
        code = _USAGE
    except AppError as error:
        click.echo(str(error), err=True)
        code = _REFUSED
    except BaseException as error:
        if not isinstance(error, Exception):
            raise
        click.echo(crashes.report(error), err=True)
        code = _REFUSED
    sys.exit(code if isinstance(code, int) else 0)
