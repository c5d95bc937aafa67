"""Every figure of every summary: importing this module registers them all."""

from desktop.domain import (
    destination_figures,
    quality_figures,
    transfer_figures,
    watch_figures,
)
from desktop.domain.indicators import INDICATORS, Indicator, subjects

__all__ = [
    "INDICATORS",
    "Indicator",
    "destination_figures",
    "quality_figures",
    "subjects",
    "transfer_figures",
    "watch_figures",
]
