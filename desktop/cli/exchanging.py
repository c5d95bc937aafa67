"""Commands that exchange cards, packages and receipts with other offices."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from desktop.cli.chinese import Command, Group
from desktop.cli.session import ledger_options, opened, say, shown_progress
from desktop.cli.values import FILE, FOLDER, NewFile
from desktop.services import package_undo, packages, partners


@click.command("card", cls=Command, help="写出本单位的名片（.ldk），交给要往来的单位。")
@ledger_options
@click.option("-o", "file", type=NewFile(".ldk"), required=True, help="名片文件（.ldk）")
def card(folder: Path, account: str | None, as_json: bool, file: Path) -> None:
    with opened(folder, account) as session:
        partners.write_card(session, file=file)
    say(as_json, {"file": file}, f"已写好名片：{file}")


@click.command("trust", cls=Command, help="信任一个单位的名片，之后可与它收发文件。")
@ledger_options
@click.argument("file", type=FILE, metavar="名片文件")
@click.option("--yes", is_flag=True, help="已核对过指纹，不再询问")
@click.option("--replace", is_flag=True, help="对方换了密钥，已打电话核对过新指纹")
def trust(
    folder: Path, account: str | None, as_json: bool, file: Path, yes: bool, replace: bool
) -> None:
    with opened(folder, account) as session:
        if not as_json:
            for line in partners.shown(session, file):
                click.echo(line)
            if not yes and sys.stdin.isatty():
                click.confirm("打电话与对方核对过指纹，信任它吗？（y 信任，n 不信任）",
                              abort=True, show_default=False, err=True)  # fmt: skip
        trusted = partners.trust(session, file=file, replace=replace)
    say(as_json, trusted, *partners.lines(trusted))


@click.command("send", cls=Command, help="生成发给一个单位的上报包（.ldp）。")
@ledger_options
@click.option("--to", required=True, metavar="单位", help="收件单位（名称或编号）")
@click.option("-o", "target", type=FOLDER, required=True, metavar="文件夹",
              help="放上报包的地方，如U盘")  # fmt: skip
@click.option("--full", is_flag=True, help="全部内容，而不只是上次回执之后的")
@click.option("--village", multiple=True, metavar="村", help="只发这个村（村名或代码），可写多次")
@click.option(
    "--part-size",
    type=click.IntRange(min=1),
    default=packages.PART_SIZE,
    show_default=True,
    help="每份最多多少MB，超过就分成几份",
)
def send(
    folder: Path,
    account: str | None,
    as_json: bool,
    to: str,
    target: Path,
    full: bool,
    village: tuple[str, ...],
    part_size: int,
) -> None:
    with opened(folder, account) as session, shown_progress("打包") as progress:
        sent = packages.send(
            session,
            to=to,
            folder=target,
            full=full,
            village=village,
            part_size=part_size,
            progress=progress,
        )
    say(as_json, {"file": sent.file} | asdict(sent), *packages.sent_lines(sent))


@click.command("receive", cls=Command, help="接收上报包和回执；每个文件都先查验，再并入台账。")
@ledger_options
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="文件…")
@click.option("-o", "target", type=FOLDER, metavar="文件夹", help="另存回执的地方，如U盘")
def receive(
    folder: Path,
    account: str | None,
    as_json: bool,
    files: tuple[Path, ...],
    target: Path | None,
) -> int:
    with opened(folder, account) as session, shown_progress("接收") as progress:
        received = packages.receive(session, files=files, receipts_to=target, progress=progress)
    refused = [entry for entry in received if entry.refused]
    taken = [entry for entry in received if not entry.refused]
    say(as_json, {"files": received}, *packages.received_lines(taken))
    for line in packages.received_lines(refused):
        click.echo(line, err=True)
    return 1 if refused else 0


@click.command("undo-package", cls=Command, help="撤销并入的上报包；不写编号就是最近一个。")
@ledger_options
@click.argument("package", nargs=-1)
@click.option("--restore", is_flag=True, help="恢复撤销过的包")
def undo_package(
    folder: Path, account: str | None, as_json: bool, package: tuple[str, ...], restore: bool
) -> None:
    work = package_undo.restore_package if restore else package_undo.undo_package
    with opened(folder, account) as session:
        done = work(session, package=package)
    say(as_json, done, *package_undo.lines(done))


@click.group("keys", cls=Group, help="单位密钥。")
def keys() -> None:
    """Office keys."""


@keys.command("export", cls=Command, help="导出本单位的 age 密钥，应急时可用 age 命令解包。")
@ledger_options
@click.option("-o", "file", type=FILE, required=True, help="密钥文件，务必锁好")
def export(folder: Path, account: str | None, as_json: bool, file: Path) -> None:
    with opened(folder, account) as session:
        partners.export_identity(session, file=file)
    say(as_json, {"file": file}, f"已导出密钥：{file}。谁有它谁就能解开本单位的上报包，请锁好")


COMMANDS = (card, trust, send, receive, undo_package, keys)
