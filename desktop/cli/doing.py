"""Commands that do any verb of the office by its name."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from desktop.cli.chinese import Command
from desktop.cli.session import json_flag, ledger_folder, opened, plain, say, say_json
from desktop.domain.errors import AppError, Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.roster_template import RosterTemplate
from desktop.services import catalogue, dumps, runs
from desktop.services.session import Session
from desktop.services.verbs import Parameter, reads

_STANDARD_INPUT = "-"
_TYPES = {
    str: "文字",
    RosterTemplate: "名册文件的内容",
    int: "整数",
    bool: "是/否",
    Path: "文件",
    PartialDate: "日期",
    date: "日期",
    tuple[str, ...]: "文字、文字",
    Sequence[Path]: "文件",
}
"""What each type of parameter that can be typed is called."""


@click.command("verbs", cls=Command, help="全部操作，及其参数和所需角色。")
@json_flag
def list_verbs(as_json: bool) -> None:
    known: list[dict[str, Any]] = [
        {
            "name": verb.name,
            "label": verb.label,
            "role": verb.role.key,
            "parameters": [
                {"name": p.name, "type": getattr(p.type, "__name__", str(p.type)),
                 "required": p.required}
                for p in verb.parameters
            ],
        }
        for verb in catalogue.all_verbs()
    ]  # fmt: skip
    lines = [
        f"{verb.name}  {verb.label}（{verb.role.key}）  "
        + " ".join(_usage(parameter) for parameter in verb.parameters if reads(parameter))
        for verb in catalogue.all_verbs()
    ]
    say(as_json, {"verbs": known}, *lines)


def _usage(parameter: Parameter) -> str:
    text = f"{parameter.name}={_TYPES[parameter.type]}"
    return text if parameter.required else f"[{text}]"


@click.command(
    "do",
    cls=Command,
    short_help="按名称做一个操作：操作 名称=值 …；操作及参数用 verbs 查看。",
    help="按名称做一个操作：操作 名称=值 …；操作及参数用 verbs 查看。"
    "用 --json 给出多行参数时，默认合成一次操作，有一行不成就一行也不写。",
)
@ledger_folder
@click.argument("verb", metavar="操作")
@click.argument("pairs", nargs=-1, metavar="[名称=值]…")
@click.option("--account", metavar="登录名", help="默认第一个账户")
@click.option(
    "--json", "source", metavar="文件", help="读参数的文件（- 为标准输入），一行一个 JSON 对象"
)
@click.option("--each", is_flag=True, help="每行各做一次操作，做到不成的一行为止")
def do(
    folder: Path,
    verb: str,
    pairs: tuple[str, ...],
    account: str | None,
    source: str | None,
    each: bool,
) -> None:
    given = dict(map(_pair, pairs))
    lines = None if source is None else list(_lines(source, given))
    if lines == []:
        raise Refused("没有读到参数，请一行写一个 JSON 对象")
    with opened(folder, account) as session:
        if lines is None:
            _tell(session, runs.one(session, verb, given))
            return
        run = runs.as_many_acts if each else runs.as_one_act
        for result in run(session, verb, lines):
            _tell(session, result)


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise Refused(f"参数“{text}”应写成 名称=值")
    return key, value


def _lines(source: str, given: dict[str, str]) -> Iterator[runs.Line]:
    """Every line that is not blank, with its number; all are read before anything is done."""
    for number, line in enumerate(_text(source).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, given | json.loads(line)
        except (ValueError, TypeError) as error:
            raise Refused(
                f'第{number}行不是一个 JSON 对象，请写成 {{"名称": "值"}}；没有写入任何内容'
            ) from error


def _text(source: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if source == _STANDARD_INPUT else Path(source).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("参数不是 UTF-8 编码的文本，请另存为 UTF-8 再试") from error
    except OSError as error:
        raise Refused(f"读不了文件“{source}”，请核对文件名；从标准输入读请写 --json -") from error


def _tell(session: Session, result: Any) -> None:
    if isinstance(result, list):
        told = [str(entry) if isinstance(entry, AppError) else plain(entry) for entry in result]
        say_json({"result": told})
    else:
        say_json({"result": dumps.plain(session, result)})


COMMANDS = (list_verbs, do)
