"""The pages of the window: what each is called, and where it stands; loaded when first wanted."""

from dataclasses import dataclass
from importlib import import_module

from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Route:
    """One page: its key, title and icon, and ``module:class``."""

    key: str
    title: str
    icon: str
    place: str

    def build(self, desk: Desk) -> Page:
        """Make the page; its module loads only now, so that the window is there sooner."""
        module, _, name = self.place.partition(":")
        made: Page = getattr(import_module(f"desktop.ui.pages.{module}"), name)(desk)
        return made


ROUTES = (
    Route("home", "首页", "home", "home:HomePage"),
    Route("households", "入户调查", "households", "households:HouseholdsPage"),
    Route("people", "人员", "people", "people:PeoplePage"),
    Route("presence", "返乡返岗", "refresh", "presence:PresencePage"),
    Route("findings", "疑点核查", "findings", "findings:FindingsPage"),
    Route("prints", "报表打印", "print", "prints:PrintsPage"),
    Route("exchange", "数据交换", "exchange", "exchange:ExchangePage"),
    Route("settings", "设置", "settings", "settings:SettingsPage"),
)
IMPORTS = Route("imports", "导入表格", "import", "imports:ImportsPage")
"""Reached from 首页 and 数据交换, under which it stands."""
SURVEY = (
    Route("check_list", "按核对表录入", "households", "check_list:CheckListPage"),
    Route("rounds", "轮次", "households", "rounds:RoundsPage"),
    Route("sampling", "抽查", "households", "sampling:SamplingPage"),
)
"""The other pages of 入户调查, beside the households themselves."""
FINDINGS = (
    Route("outside", "外来疑点", "findings", "outside:OutsidePage"),
    Route("comparison", "名单比对", "findings", "comparison:ComparisonPage"),
)
"""The other pages of 疑点核查, beside what the rules found."""
PRINTS = (
    Route("rosters", "名册", "print", "rosters:RostersPage"),
    Route("forms", "套表", "print", "forms:FormsPage"),
    Route("workbooks", "填报工作簿", "print", "workbooks:WorkbooksPage"),
    Route("id_tool", "小工具", "print", "id_tool:IdToolPage"),
)
"""The other pages of 报表打印, beside the documents that every office prints."""
EXCHANGE = (
    Route("conflicts", "冲突待办", "exchange", "conflicts:ConflictsPage"),
    Route("health", "台账体检", "exchange", "health:HealthPage"),
    Route("id_repairs", "修复身份证号", "exchange", "id_repairs:IdRepairsPage"),
)
"""The other pages of 数据交换, beside sending and receiving."""
SETTINGS = (
    Route("areas", "村组", "settings", "areas:AreasPage"),
    Route("parameters", "参数口径", "settings", "parameters:ParametersPage"),
    Route("partners", "往来单位", "settings", "partners:PartnersPage"),
)
"""The other pages of 设置."""
SECTIONS = {
    "households": (("households", "户表"), *((page.key, page.title) for page in SURVEY)),
    "findings": (("findings", "规则核查"), *((page.key, page.title) for page in FINDINGS)),
    "prints": (("prints", "报表"), *((page.key, page.title) for page in PRINTS)),
    "exchange": (("exchange", "收发"), *((page.key, page.title) for page in EXCHANGE)),
    "settings": (("settings", "常用"), *((page.key, page.title) for page in SETTINGS)),
}
UNDER = (
    {IMPORTS.key: "exchange"}
    | {page.key: "households" for page in SURVEY}
    | {page.key: "findings" for page in FINDINGS}
    | {page.key: "prints" for page in PRINTS}
    | {page.key: "exchange" for page in EXCHANGE}
    | {page.key: "settings" for page in SETTINGS}
)
BY_KEY = {
    route.key: route
    for route in (*ROUTES, *SURVEY, *FINDINGS, *PRINTS, *EXCHANGE, *SETTINGS, IMPORTS)
}
