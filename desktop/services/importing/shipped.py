"""The kinds of tables that the program knows from the start."""

from desktop.intake.layouts import Layout

MONITORING_EXPORT = Layout(
    "防返贫系统导出（务工月监测）",
    {
        "本年度务工时间": "employment_spell.months_in_year",
        "本年务工时间(月)": "employment_spell.months_in_year",
        "本年度务工时间(月)": "employment_spell.months_in_year",
        "本年累计务工月数": "employment_spell.months_in_year",
        "累计务工时间(月)": "employment_spell.months_in_year",
    },
    needs=frozenset({"户编号", "人口编号", "证件号码"}),
)
"""What the national system of 防返贫监测 exports, with its header on row 3."""

HAND_MADE = Layout(
    "手工花名册",
    {
        "厂名": "employment_spell.employer",
        "工厂": "employment_spell.employer",
        "在哪里打工": "employment_spell.work_place",
        "打工地点": "employment_spell.work_place",
        "干什么": "employment_spell.trade",
        "做什么": "employment_spell.trade",
        "什么时候去的": "employment_spell.start",
        "一个月多少钱": "employment_spell.wage",
        "会什么手艺": "person.skill_text",
        "手艺": "person.skill_text",
        "想学什么": "survey_answer.train_will",
        "想找什么工作": "survey_answer.will_trade",
        "是否有意愿外出": "survey_answer.job_will",
        "就创业意愿": "survey_answer.job_will",
    },
    needs=frozenset({"姓名"}),
)
"""A list as villages keep it themselves, in their own words."""

SHIPPED = (MONITORING_EXPORT, HAND_MADE)
"""The most telling first: every list of people has the headings of the last."""
