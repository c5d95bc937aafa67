"""Commands that make, keep and verify a ledger."""

from pathlib import Path

import click

from desktop.cli.chinese import Command
from desktop.cli.session import (
    json_flag,
    ledger_folder,
    ledger_options,
    opened,
    passphrase,
    recovery_code,
    say,
    shown_progress,
)
from desktop.cli.values import FILE, FOLDER, LevelOfOffice, NewFile
from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.services import demo as demonstration
from desktop.services import ledgers, stats


@click.command("new", cls=Command, help="新建一个单位的台账，并给出恢复码。")
@ledger_folder
@click.option("--office", required=True, metavar="名称", help="单位名称")
@click.option("--level", required=True, type=LevelOfOffice(), help="单位级别")
@click.option("--area", required=True, metavar="代码",
              help="所辖地区的统计用区划代码，如 433130110")  # fmt: skip
@json_flag
def new(folder: Path, office: str, level: Level, area: str, as_json: bool) -> None:
    if not office.strip():
        raise Refused("单位名称不能为空，请写单位全称，如石牌镇人社所")
    made = ledgers.new(folder, office=office, level=level, area=area,
                       passphrase=passphrase(new=True))  # fmt: skip
    made.session.close()
    result = {
        "folder": folder,
        "office": office,
        "level": level.key,
        "area": area,
        "account": made.session.account,
        "recovery_code": made.recovery_code,
    }
    say(
        as_json,
        result,
        f"已新建台账：{folder}",
        f"登录名：{made.session.account}",
        f"恢复码：{made.recovery_code}",
        "请马上把恢复码抄下或打印，锁进抽屉。密码和恢复码都丢了，数据就再也打不开。",
    )


@click.command(
    "recover",
    cls=Command,
    help="忘记密码时，用打印的恢复码给第一个账户设一个新密码。",
)
@ledger_folder
@json_flag
def recover(folder: Path, as_json: bool) -> None:
    session = ledgers.open_with_code(folder, recovery_code(), passphrase(new=True))
    session.close()
    say(as_json, {"folder": folder, "account": session.account},
        f"已设好新密码，登录名：{session.account}",
        "恢复码仍然有效；如果别人看见过它，请用 do 台账文件夹 account.recovery 换一个",
    )  # fmt: skip


@click.command(
    "demo",
    cls=Command,
    help="用自带的示例走一遍，从导入到回执（密码 demo）。",
)
@click.option("-o", "folder", type=FOLDER, required=True, metavar="文件夹", help="放结果的地方")
@json_flag
def demo(folder: Path, as_json: bool) -> None:
    steps = demonstration.run(folder, say=None if as_json else click.echo)
    say(as_json, {"folder": folder, "steps": steps}, *demonstration.table(steps))


@click.command("backup", cls=Command, help="备份台账：写成一个文件并验证。")
@ledger_options
@click.option("-o", "file", type=NewFile(".ldb"), help="备份文件（默认放在台账的 backups 文件夹）")
@click.option("--overwrite", is_flag=True, help="同名的旧备份可以覆盖")
def backup(
    folder: Path, account: str | None, as_json: bool, file: Path | None, overwrite: bool
) -> None:
    if file is not None and file.exists() and not overwrite:
        raise Refused(f"“{file.name}”已经有了，没有覆盖。请换一个文件名，或加 --overwrite")
    with opened(folder, account) as session:
        path = ledgers.save_backup(session, file=file)
    say(as_json, {"file": path, "bytes": path.stat().st_size}, f"已备份并验证：{path}")


@click.command("restore", cls=Command, help="从备份文件恢复到一个空文件夹，成为一台新设备。")
@click.argument("file", type=FILE, metavar="备份文件")
@ledger_folder
@json_flag
def restore(file: Path, folder: Path, as_json: bool) -> None:
    ledgers.restore(file, folder)
    say(as_json, {"folder": folder}, f"已恢复到 {folder}，用备份时的密码打开")


@click.command("verify", cls=Command, help="检查台账是否完好；有问题时退出码为 1。")
@ledger_options
def verify(folder: Path, account: str | None, as_json: bool) -> int:
    with opened(folder, account) as session, shown_progress("检查"):
        problems = ledgers.verify(session)
    say(as_json, {"sound": not problems, "problems": problems})
    for problem in problems:
        click.echo(problem, err=True)
    if not problems and not as_json:
        click.echo("台账完好")
    return 1 if problems else 0


@click.command("stats", cls=Command, help="台账里有多少：各类记录、疑点、文件大小。")
@ledger_options
def show_stats(folder: Path, account: str | None, as_json: bool) -> None:
    with opened(folder, account) as session:
        numbers = stats.stats(session)
    say(as_json, numbers, *stats.lines(numbers))


COMMANDS = (new, recover, demo, backup, restore, verify, show_stats)
