"""Words that invented townships are made of: names, employers, places, with how common each is."""

from typing import NamedTuple


def weighted(*pairs: tuple[object, int]) -> tuple:
    """Each thing as many times as it is common, so that a random place picks by weight."""
    return tuple(thing for thing, times in pairs for _ in range(times))


def words(text: str) -> tuple[str, ...]:
    """The words of a text; a word that comes twice is twice as common."""
    return tuple(text.split())


SURNAMES = words(
    "彭 彭 彭 向 向 向 田 田 田 张 张 张 李 李 李 王 王 刘 刘 陈 陈 杨 杨 龙 龙 石 石"
    " 吴 吴 贾 覃 黄 黄 周 周 唐 谢 罗 罗 尚 尚 梁 梁 姚 鲁 秦 邓 曾 曹 肖 何 胡 朱 高 林 郭 马 孙"
    " 徐 宋 韩 冯 董 萧 程 蔡 潘 袁 于 余 杜 叶 魏 蒋 米 符 宿 瞿 滕 麻 廖 欧阳 上官 莫 易 满 舒"
)
OLD = {
    "男": words(
        "大明 正清 世贵 德才 光发 昌盛 天佑 国民 长生 金山 茂林 承祖 启发 兴旺 绍武 文才 明德 福生"
        " 顺发 永久 荣华 开国 胜友 代清 心富 官保 先进 廷贵 祖德 万福"
    ),
    "女": words(
        "桂英 秀兰 玉珍 冬梅 菊香 二妹 春秀 金莲 腊梅 翠娥 幺妹 银香 凤英 兰香 水秀 七妹 玉莲 大妹"
        " 桂香 梅香 淑珍 素云 秋菊 满妹 元秀 巧云 召英 顺秀 福英 秀英"
    ),
}
MIDDLE = {
    "男": words(
        "军 勇 强 建国 建军 志刚 伟 斌 辉 明 平 华 林 波 涛 海 飞 云 江 龙 国庆 春生 小平 建平 志明"
        " 晓东 永红 爱民 文武 光明 先军 成 兵 雷 超 庆华 海军 大勇 忠 清"
    ),
    "女": words(
        "丽 芳 红 艳 霞 玲 燕 英 梅 娟 敏 琴 萍 翠 群 小红 春梅 秀丽 爱华 桂花 冬英 丽华 雪梅 海燕"
        " 金凤 小英 彩云 建英 永秀 晓燕 凤兰 莲 菊 平英 慧 兰 莉 玉梅 生秀 月娥"
    ),
}
YOUNG = {
    "男": words(
        "子轩 浩然 俊杰 宇航 博文 嘉豪 子豪 鑫 磊 鹏 帅 俊 杰 一鸣 天宇 梓豪 睿 晨 阳 志豪"
        " 家乐 明轩 思远 泽宇 文博 佳伟 旭东 宏伟 锦程 铭 瑞 洋 恒 奕辰 航"
    ),
    "女": words(
        "梓涵 雨欣 欣怡 思琪 诗涵 佳怡 婷婷 静 雪 颖 倩 蓉 瑶 琳 甜甜 雅婷 梦洁 可馨 语嫣 紫萱 佳琪"
        " 慧敏 心怡 晓雯 嘉欣 子萱 依依 思思 文静 琪 悦 薇 莹 沁怡 乐瑶"
    ),
}
RARE = {
    "男": ("𠮷", "天𠮷", "㭎", "𬭎", "䶮", "子㬎", "𣲗", "宇𬱖", "㸃"),
    "女": ("㛃", "婉㛃", "𡛷", "㺭", "思䶮", "𦱁", "𬞟", "㻎"),
}
"""Given names outside GBK: extension A, and B to F outside the basic plane."""
FAR_NAMES = {
    "男": ("阿木·拉提", "买买提·吐尔逊", "艾力·卡德尔", "吉克·木果", "阿不都热西提·买买提明"),
    "女": (
        "阿依古丽·买买提",
        "古丽娜尔·艾山",
        "阿依·曲木",
        "帕提古丽·阿不力克木",
        "热依拉·吐尔逊江",
    ),
}
ETHNIC = weighted(
    ("土家族", 55), ("苗族", 22), ("汉族", 20), ("侗族", 1), ("瑶族", 1), ("白族", 1)
)  # fmt: skip
FAR_ETHNIC = "维吾尔族"
FAR_PREFIXES = ("433127", "433123", "430822", "422827", "422826", "500241", "520628", "431224")
"""Counties around, where people who married in were registered first."""

MOBILE = words("130 131 133 135 136 137 138 139 150 151 152 155 156 157 158 159 166 173 176 177"
               " 178 180 181 182 183 185 186 187 188 189 191 193 195 198 199")  # fmt: skip


class Employer(NamedTuple):
    """Where people work: ``area`` is a code, or the level of it that lies around the village."""

    name: str
    place: str
    area: str
    industry: str
    nature: str
    trades: tuple[str, ...]
    least: int
    most: int


def _employer(line: str, trades: str, least: int, most: int) -> Employer:
    name, place, area, industry, nature = line.split()
    return Employer(name, place, area, industry, nature, tuple(trades.split()), least, most)


_COMPUTERS = "计算机、通信和其他电子设备制造业"
AWAY = weighted(
    (_employer(f"蓝思科技（长沙）有限公司 湖南省长沙市浏阳市 430181 {_COMPUTERS} 民企",
               "玻璃精加工 贴合工 抛光工 质检员 普工", 4200, 7600), 14),
    (_employer(f"蓝思科技（湘潭）有限公司 湖南省湘潭市岳塘区 430304 {_COMPUTERS} 民企",
               "玻璃精加工 CNC操作工 普工", 4200, 7400), 5),
    (_employer("比亚迪汽车工业有限公司 广东省深圳市坪山区 440310 汽车制造业 民企",
               "装配工 焊工 喷涂工 普工", 4800, 8600), 10),
    (_employer("长沙比亚迪电子有限公司 湖南省长沙市雨花区 430111 电气机械和器材制造业 民企",
               "装配工 质检员 普工", 4300, 7200), 6),
    (_employer(f"富士康科技集团 广东省深圳市龙华区 440309 {_COMPUTERS} 外资企业",
               "电子装配工 质检员 普工", 4500, 7800), 10),
    (_employer(f"立讯精密工业股份有限公司 广东省东莞市 441900 {_COMPUTERS} 民企",
               "电子装配工 包装工 普工", 4300, 7000), 6),
    (_employer("东莞市某制鞋厂 广东省东莞市 441900 皮革、毛皮、羽毛及其制品和制鞋业 民企",
               "制鞋工 缝纫工 普工", 3800, 6500), 6),
    (_employer("浙江义乌某服装厂 浙江省金华市义乌市 330782 纺织服装、服饰业 民企",
               "缝纫工 裁剪工 熨烫工", 4000, 7500), 9),
    (_employer("宁波某注塑厂 浙江省宁波市鄞州区 330212 橡胶和塑料制品业 民企",
               "注塑工 仓库管理员 普工", 4200, 6800), 5),
    (_employer("佛山市某家具厂 广东省佛山市顺德区 440606 家具制造业 民企",
               "木工 喷涂工 包装工", 4500, 8000), 4),
    (_employer("中山市某灯饰厂 广东省中山市 442000 电气机械和器材制造业 民企",
               "装配工 包装工 普工", 3900, 6500), 4),
    (_employer("贵阳某建筑劳务公司 贵州省贵阳市观山湖区 520115 房屋建筑业 民企",
               "钢筋工 砌筑工 架子工 混凝土工 建筑小工", 5000, 9500), 9),
    (_employer("长沙某餐饮管理公司 湖南省长沙市雨花区 430111 餐饮业 民企",
               "中式烹调师 餐厅服务员", 3500, 6800), 6),
    (_employer("长沙某物流公司 湖南省长沙市浏阳市 430181 道路运输业 民企",
               "物流分拣员 汽车驾驶员 快递员", 4200, 8800), 5),
)  # fmt: skip
NEAR = weighted(
    (_employer("县工业园某电子厂 本县 county 计算机、通信和其他电子设备制造业 民企",
               "电子装配工 质检员 普工", 2600, 4500), 5),
    (_employer("县城某超市 本县 county 零售业 个体户", "营业员 仓库管理员", 2000, 3500), 4),
    (_employer("县某建筑工程公司 本县 county 房屋建筑业 民企", "砌筑工 木工", 3500, 6500), 4),
    (_employer("镇上某饭店 本镇 township 餐饮业 个体户", "餐厅服务员 中式烹调师", 1800, 3600), 3),
    (_employer("本地茶叶合作社 本镇 township 农副食品加工业 合作社",
               "茶叶加工工 种植工", 1800, 3200), 3),
)  # fmt: skip
WORKSHOP = _employer("村帮扶车间 本村 village 纺织服装、服饰业 民企", "缝纫工 包装工", 1500, 2800)
WELFARE = _employer(
    "村民委员会 本村 village 基层群众自治组织及其他组织 事业单位", "保洁员 护林员", 800, 1200
)
FREELANCE = _employer("零工 本县 county 居民服务业 个体户", "建筑小工 木工 家政服务员", 1800, 4500)
OWN = weighted(
    (_employer("百货店 本镇 township 零售业 个体户", "营业员", 2500, 8000), 3),
    (_employer("农家乐 本镇 township 餐饮业 个体户", "中式烹调师", 2500, 9000), 2),
    (_employer("黑猪养殖场 本村 village 畜牧业 个体户", "养殖工", 2000, 9500), 2),
    (_employer("百合种植合作社 本村 village 农业 合作社", "种植工", 2500, 9000), 2),
    (_employer("汽修店 本镇 township 机动车、电子产品和日用产品修理业 个体户",
               "汽车维修工", 3000, 9000), 1),
)  # fmt: skip

EDUCATION = (
    (30, weighted(("初中", 30), ("高中", 15), ("中专", 22), ("大专", 20), ("大学本科", 13))),
    (50, weighted(("小学", 8), ("初中", 55), ("高中", 15), ("中专", 11), ("大专", 11))),
    (70, weighted(("文盲或半文盲", 3), ("小学", 36), ("初中", 49), ("高中", 10), ("中专", 2))),
    (200, weighted(("文盲或半文盲", 30), ("小学", 55), ("初中", 13), ("高中", 2))),
)  # fmt: skip
"""Up to which age (exclusive) people out of school left it with what."""
SCHOOL_YEARS = {
    **dict.fromkeys(range(3), "学龄前儿童"),
    **dict.fromkeys(range(3, 6), "学前教育"),
    **dict.fromkeys(range(6, 12), "小学"),
    12: "七年级",
    13: "八年级",
    14: "九年级",
    15: "普通高中一年级",
    16: "普通高中二年级",
    17: "普通高中三年级",
}
VOCATIONAL_YEARS = {15: "中职一年级", 16: "中职二年级", 17: "中职三年级"}
COLLEGE_YEARS = {18: "本科一年级", 19: "本科二年级", 20: "本科三年级", 21: "本科四年级"}
JUNIOR_COLLEGE_YEARS = {18: "高职高专一年级", 19: "高职高专二年级", 20: "高职高专三年级"}

DISABILITIES = (
    ("视力", "1"),
    ("听力", "2"),
    ("言语", "3"),
    ("肢体", "4"),
    ("智力", "5"),
    ("精神", "6"),
)
GRADES = (("一级", "1"), ("二级", "2"), ("三级", "3"), ("四级", "4"))
REASONS = weighted(
    ("照顾家庭", 40), ("无合适工作", 25), ("无技能", 15), ("健康原因", 8), ("年龄大", 10)
)  # fmt: skip
WILL_TRADES = (
    "普工",
    "缝纫工",
    "装配工",
    "保洁员",
    "家政服务员",
    "餐厅服务员",
    "建筑小工",
    "电商运营",
)
TRAIN_WILLS = (
    "电工",
    "焊工",
    "育婴员",
    "家政服务员",
    "中式烹饪",
    "叉车司机",
    "电商",
    "农业实用技术",
)
WILL_AREAS = ("本乡镇", "本县", "本省", "省外", "都可以")
MODES = weighted(
    ("自发", 60), ("亲友介绍", 20), ("企业招收", 10), ("政府组织", 8), ("中介", 2)
)  # fmt: skip
MONITORED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
