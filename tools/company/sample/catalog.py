"""Products, customers and exchange rates of the sample company: invented names."""

PRODUCTS = [
    # code, name, Chinese name, list price per case
    ("P01", "Herbal Hand Soap, case of 24", "草本洗手液（24瓶）", "238.80"),
    ("P02", "Laundry Liquid, case of 6", "洗衣液（6桶）", "186.50"),
    ("P03", "Bamboo Tissue, case of 30", "竹浆抽纸（30包）", "97.35"),
    ("P04", "Green Tea Shampoo, case of 12", "绿茶洗发水（12瓶）", "342.60"),
    ("P05", "Dish Detergent, case of 20", "洗洁精（20瓶）", "129.90"),
    ("P06", "Oat Biscuits, case of 40", "燕麦饼干（40盒）", "276.40"),
    ("P07", "Chrysanthemum Tea, case of 24", "菊花茶饮（24瓶）", "88.75"),
    ("P08", "Toothpaste, case of 48", "牙膏（48支）", "415.20"),
    ("P09", "Rice Crackers, case of 36", "米饼（36袋）", "153.25"),
    ("P10", "Kitchen Towels, case of 16", "厨房纸巾（16卷）", "112.48"),
]

_KINDS = [
    ("Supermarket", "超市"),
    ("Trading", "商贸"),
    ("Chain Stores", "连锁"),
    ("Wholesale", "批发"),
    ("Convenience", "便利店"),
]

_STEMS = {
    "EAST": [
        ("Yonghe", "永禾"),
        ("Lanting", "岚亭"),
        ("Jiangwan", "江湾"),
        ("Baiyu", "白屿"),
        ("Dongli", "东篱"),
        ("Xunfeng", "循风"),
        ("Haiyan", "海晏"),
        ("Ruijing", "瑞景"),
        ("Suyun", "素云"),
        ("Mingze", "明泽"),
        ("Qianfan", "千帆"),
        ("Wutong", "梧同"),
    ],
    "SOUTH": [
        ("Liwan", "荔湾园"),
        ("Nanxi", "南溪"),
        ("Fengji", "凤集"),
        ("Yuelai", "粤来"),
        ("Zhujin", "珠锦"),
        ("Banyan", "榕荫"),
        ("Guanlan", "观岚"),
        ("Haoyun", "皓云"),
        ("Muyang", "沐阳"),
        ("Siji", "四季禾"),
        ("Lianhe", "莲禾"),
        ("Tianle", "天乐坊"),
    ],
    "WEST": [
        ("Shuyun", "蜀云"),
        ("Jinsha", "锦砂"),
        ("Minling", "岷岭"),
        ("Chuanfu", "川福来"),
        ("Longxi", "陇西坊"),
        ("Yuhe", "渝禾"),
        ("Qingcheng", "青澄"),
        ("Baoyuan", "宝源记"),
        ("Hengduan", "衡端"),
        ("Gaoyuan", "高源"),
        ("Heyi", "和逸"),
        ("Luming", "鹿茗"),
    ],
    "HQ": [
        ("Huaxia Unity", "华厦联"),
        ("Zhongtian", "众天汇"),
        ("Wanjia", "万嘉佳"),
        ("Tongda", "通达行"),
        ("Kaiyuan", "开元集"),
        ("Anping", "安平汇"),
    ],
}

EXPORT_CUSTOMERS = [
    ("X01", "Blue Harbour Imports", "蓝港进口"),
    ("X02", "Maple Lane Grocers", "枫巷食品"),
]

# CNY for one USD from the first day of each month (invented, near what was usual).
USD_RATES = [
    "7.3012",
    "7.2846",
    "7.2618",
    "7.2950",
    "7.2415",
    "7.1987",
    "7.1764",
    "7.1820",
    "7.1543",
    "7.1275",
    "7.1108",
    "7.0856",
]


def customers():
    """Return rows (code, name, Chinese name, area) of every customer."""
    rows = []
    for area in sorted(_STEMS):
        for number, (stem, chinese) in enumerate(_STEMS[area]):
            kind, kind_zh = _KINDS[number % len(_KINDS)]
            rows.append((f"{area[0]}{number + 1:02d}", f"{stem} {kind}", f"{chinese}{kind_zh}", area))
    rows += [(code, name, chinese, "EXPORT") for code, name, chinese in EXPORT_CUSTOMERS]
    return rows
