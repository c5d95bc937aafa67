"""What the lists of the import page show: the files looked at, and the imports so far."""

import json
from datetime import datetime
from typing import Any

from desktop.domain.tables import Align, Column, Table
from desktop.services.incoming import Looked
from desktop.ui.widgets.cells import PILL

READY = "可导入"
_STATES = {READY: "good", "已导入": "good", "没有变化": "faint", "不能导入": "error"}


def _count(name: str) -> Any:
    return lambda looked: getattr(looked.report, name) if looked.report else ""


def state_of(looked: Looked) -> str:
    """How far a file is."""
    report = looked.report
    if report is None:
        return "不能导入"
    if report.batch:
        return "已导入"
    return READY if report.added or report.updated else "没有变化"


FILES: Table[Looked] = Table(
    "待导入的文件",
    (
        Column("文件", lambda looked: looked.path.name, 66.0),
        Column("状态", state_of, 22.0),
        Column("行", _count("rows"), 14.0, Align.RIGHT),
        Column("户", _count("households"), 14.0, Align.RIGHT),
        Column("新增", _count("added"), 15.0, Align.RIGHT),
        Column("更新", _count("updated"), 15.0, Align.RIGHT),
        Column("未变", _count("unchanged"), 15.0, Align.RIGHT),
        Column("拒收", _count("refused"), 15.0, Align.RIGHT),
        Column("错误", _count("errors"), 15.0, Align.RIGHT),
        Column("说明", lambda looked: looked.refused or _about(looked), 60.0),
    ),
)
HISTORY: Table[Any] = Table(
    "导入记录",
    (
        Column("时间", lambda batch: _local(batch.at), 34.0),
        Column("文件", lambda batch: batch.label, 66.0),
        Column("结果", lambda batch: "已撤销" if batch.undone else "已导入", 20.0),
        Column("新增", lambda batch: _told(batch, "added"), 15.0, Align.RIGHT),
        Column("更新", lambda batch: _told(batch, "updated"), 15.0, Align.RIGHT),
        Column("拒收", lambda batch: _told(batch, "refused"), 15.0, Align.RIGHT),
        Column("轮次", lambda batch: _told(batch, "round"), 50.0),
    ),
)


def _about(looked: Looked) -> str:
    report = looked.report
    if report is None:
        return ""
    ignored = f"，{len(report.ignored_columns)} 列没有认出" if report.ignored_columns else ""
    layout = f"，认作“{looked.layout}”" if looked.layout else ""
    return f"时点 {report.reference_date}{ignored}{layout}"


def file_tone(looked: Looked, shown: Column[Looked]) -> str:
    if shown.label == "状态":
        return PILL + _STATES[state_of(looked)]
    counted = {"错误": "errors", "拒收": "refused"}.get(shown.label, "")
    bad = getattr(looked.report, counted, 0) or (shown.label == "说明" and looked.refused)
    return "error" if bad else ""


def history_tone(batch: Any, shown: Column[Any]) -> str:
    return PILL + ("faint" if batch.undone else "good") if shown.label == "结果" else ""


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def _told(batch: Any, name: str) -> object:
    return json.loads(batch.report or "{}").get(name, "")
