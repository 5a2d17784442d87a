"""Who works in the sample company, written by hand: nobody here exists."""

from collections import namedtuple

Department = namedtuple("Department", "code name name_zh parent is_branch manager")
Job = namedtuple("Job", "code name name_zh role")
Role = namedtuple("Role", "code name name_zh level")
Employee = namedtuple(
    "Employee", "code name name_zh login job department appraiser hired left access pay trial_end", defaults=[""]
)
Version = namedtuple("Version", "employee date department job appraiser")

COMPANY = [
    ("name", "Qinglan Consumer Goods"),
    ("name_zh", "青岚日用消费品有限公司"),
    ("country", "CN"),
    ("currency", "CNY"),
    ("timezone", "Asia/Shanghai"),
    ("year", "2025"),
    ("password", "sample"),
]

DEPARTMENTS = [
    Department("HQ", "Head Office", "本部", "", "0", "E001"),
    Department("HQ-ADM", "Administration and Finance", "行政财务部", "HQ", "0", "E002"),
    Department("HQ-MKT", "Marketing", "市场部", "HQ", "0", "E005"),
    Department("HQ-CRM", "Customer Relations", "客户关系部", "HQ-MKT", "0", "E008"),
    Department("HQ-KEY", "Key Accounts", "大客户部", "HQ", "0", "E011"),
    Department("HQ-LOG", "Logistics", "物流部", "HQ", "0", "E002"),
    Department("EAST", "East Branch", "东部分公司", "", "1", "E014"),
    Department("EAST-S", "East Sales", "东部销售部", "EAST", "0", "E014"),
    Department("EAST-C", "East Service", "东部客服部", "EAST", "0", "E014"),
    Department("SOUTH", "South Branch", "南部分公司", "", "1", "E023"),
    Department("SOUTH-S", "South Sales", "南部销售部", "SOUTH", "0", "E023"),
    Department("SOUTH-C", "South Service", "南部客服部", "SOUTH", "0", "E023"),
    Department("WEST", "West Branch", "西部分公司", "", "1", "E032"),
    Department("WEST-S", "West Sales", "西部销售部", "WEST", "0", "E032"),
    Department("WEST-C", "West Service", "西部客服部", "WEST", "0", "E032"),
]

# The company's own roles: they have no scorecard, so their people are judged by tasks; ranks go by their levels.
ROLES = [
    Role("own_director", "Director", "总监", "director"),
    Role("own_deputy", "Deputy Director", "副总监", "deputy_director"),
    Role("own_manager", "Manager", "经理", "manager"),
    Role("own_clerk", "Clerk", "职员", "staff"),
]

JOBS = [
    Job("GM", "General Manager", "总经理", ""),
    Job("HRM", "HR Manager", "人力资源经理", "own_manager"),
    Job("HRO", "HR Officer", "人事专员", "own_clerk"),
    Job("ACC", "Accountant", "会计", "own_clerk"),
    Job("MD", "Marketing Director", "市场总监", "own_director"),
    Job("DD", "Deputy Director", "副总监", "own_deputy"),
    Job("LOG", "Logistics Clerk", "物流专员", "own_clerk"),
    Job("MS", "Marketing Supervisor", "市场主管", "role_marketing_supervisor"),
    Job("IS", "Information Supervisor", "信息主管", "role_information_supervisor"),
    Job("CRS", "Customer Relations Supervisor", "客户关系主管", "role_customer_supervisor"),
    Job("SPEC", "Marketing Specialist", "市场专员", "own_clerk"),
    Job("SERV", "Customer Service Specialist", "客服专员", "own_clerk"),
    Job("SS", "Sales Supervisor", "销售主管", "role_sales_supervisor"),
    Job("SALES", "Salesperson", "销售代表", "role_salesperson"),
]

_SELLERS = [
    # code, name, Chinese name, department, appraiser, hired, left
    ("E012", "Tang Yuqi", "唐雨琪", "HQ-KEY", "E011", "2021-06-01", ""),
    ("E013", "Xie Wenbo", "谢文博", "HQ-KEY", "E011", "2022-03-14", ""),
    ("E015", "Jiang Haoran", "蒋浩然", "EAST-S", "E014", "2019-09-02", ""),
    ("E016", "Shen Jiaqi", "沈佳琪", "EAST-S", "E014", "2020-04-13", ""),
    ("E017", "Han Zhiyuan", "韩志远", "EAST-S", "E014", "2021-02-22", ""),
    ("E018", "Feng Xiaolu", "冯晓璐", "EAST-S", "E014", "2022-07-04", ""),
    ("E019", "Yuan Shaofeng", "袁少峰", "EAST-S", "E014", "2023-03-06", ""),
    ("E020", "Cai Minna", "蔡敏娜", "EAST-S", "E014", "2025-08-20", ""),
    ("E021", "Deng Liwei", "邓立伟", "EAST-S", "E014", "2023-10-09", ""),
    ("E024", "Lu Qiaoyun", "陆巧云", "SOUTH-S", "E023", "2018-05-07", ""),
    ("E025", "Pan Zhengyu", "潘正宇", "SOUTH-S", "E023", "2020-10-12", ""),
    ("E026", "Du Fangfei", "杜芳菲", "SOUTH-S", "E023", "2021-08-16", ""),
    ("E027", "Wei Jinpeng", "魏金鹏", "SOUTH-S", "E023", "2022-11-21", ""),
    ("E028", "Ye Suqin", "叶素琴", "SOUTH-S", "E023", "2024-02-19", ""),
    ("E029", "Gu Tianyi", "顾天一", "SOUTH-S", "E023", "2025-04-07", ""),
    ("E030", "Fan Ruolin", "范若琳", "SOUTH-S", "E023", "2023-06-12", ""),
    ("E033", "Qin Dawei", "秦大为", "WEST-S", "E032", "2019-03-18", ""),
    ("E034", "Meng Yutong", "孟雨桐", "WEST-S", "E032", "2020-08-03", ""),
    ("E035", "Kong Jiming", "孔继明", "WEST-S", "E032", "2021-11-15", "2025-10-14"),
    ("E036", "Xiong Lanlan", "熊兰兰", "WEST-S", "E032", "2022-09-05", ""),
    ("E037", "Ai Chengyu", "艾承宇", "WEST-S", "E032", "2023-05-08", ""),
    ("E038", "Ren Huimin", "任慧敏", "WEST-S", "E032", "2024-07-01", ""),
]

_OTHERS = [
    # code, name, Chinese name, job, department, appraiser, hired, access group
    ("E001", "Lin Guanghui", "林光辉", "GM", "HQ", "", "2016-01-04", "general_manager"),
    ("E002", "Su Meizhen", "苏美珍", "HRM", "HQ-ADM", "E001", "2017-03-06", "hr_manager"),
    ("E003", "Wan Tingting", "万婷婷", "HRO", "HQ-ADM", "E002", "2020-06-15", "hr_officer"),
    ("E004", "Qiu Yongnian", "邱永年", "ACC", "HQ-ADM", "E001", "2018-09-03", "accountant"),
    ("E005", "Song Yifan", "宋一帆", "MD", "HQ-MKT", "E001", "2017-07-10", "marketing_director"),
    ("E006", "Bai Xuemei", "白雪梅", "MS", "HQ-MKT", "E005", "2019-05-20", "assessor"),
    ("E007", "Hou Jianing", "侯嘉宁", "IS", "HQ-MKT", "E005", "2020-02-24", "assessor"),
    ("E008", "Long Shuhua", "龙淑华", "CRS", "HQ-CRM", "E005", "2018-11-12", "assessor"),
    ("E009", "Shi Zixuan", "石子轩", "SPEC", "HQ-MKT", "E006", "2022-04-11", ""),
    ("E010", "Mao Qingqing", "毛青青", "SERV", "HQ-CRM", "E008", "2023-01-09", ""),
    ("E011", "Cui Hongtao", "崔洪涛", "SS", "HQ-KEY", "E005", "2018-04-16", "sales_manager"),
    ("E014", "Zou Kaiwen", "邹凯文", "SS", "EAST", "E005", "2017-10-16", "sales_manager"),
    ("E022", "Ding Wanru", "丁婉如", "SERV", "EAST-C", "E014", "2021-05-10", ""),
    ("E023", "Yin Lirong", "尹丽蓉", "SS", "SOUTH", "E005", "2018-02-26", "sales_manager"),
    ("E031", "Lei Siyuan", "雷思远", "SERV", "SOUTH-C", "E023", "2022-08-22", ""),
    ("E032", "Hao Zhenbang", "郝振邦", "SS", "WEST", "E005", "2019-01-07", "sales_manager"),
    ("E039", "Jin Peishan", "金佩珊", "SERV", "WEST-C", "E032", "2021-12-06", ""),
    ("E040", "Nie Guoliang", "聂国梁", "SPEC", "HQ-MKT", "E006", "2024-03-11", ""),
]

# Those on whom the rules at the end of the year show their edges (see tune and year): heads who are ranked against each
# other, and a department that knows long streaks, a demerit and a trial.
_EDGES = [
    # code, name, Chinese name, job, department, appraiser, hired, end of the trial
    ("E041", "Luo Minjie", "罗敏杰", "DD", "EAST", "E005", "2018-06-04", ""),
    ("E042", "Tan Weiqing", "谭维清", "DD", "SOUTH", "E005", "2019-02-11", ""),
    ("E043", "Fu Lanxin", "傅岚欣", "DD", "WEST", "E005", "2020-01-13", ""),
    ("E044", "Zhong Keyan", "钟可妍", "LOG", "HQ-LOG", "E002", "2021-04-06", ""),
    ("E045", "Pei Junhao", "裴俊豪", "LOG", "HQ-LOG", "E002", "2022-05-09", ""),
    ("E046", "Gong Lixin", "龚立新", "LOG", "HQ-LOG", "E002", "2020-09-14", ""),
    ("E047", "Miao Yuehua", "苗月华", "LOG", "HQ-LOG", "E002", "2021-10-18", ""),
    ("E048", "Chai Rongfa", "柴荣发", "LOG", "HQ-LOG", "E002", "2023-02-20", ""),
    ("E049", "Yan Shuqi", "颜书琪", "LOG", "HQ-LOG", "E002", "2025-11-03", "2026-02-02"),
    ("E050", "Bao Xinran", "鲍欣然", "LOG", "HQ-LOG", "E002", "2022-08-01", ""),
]
EDGES = [row[0] for row in _EDGES]

# Later versions of an employee: a move between branches within a month, a move to another job,
# and the change of one seller's appraiser, also within a month.
VERSIONS = [
    Version("E021", "2025-06-16", "WEST-S", "SALES", "E032"),
    Version("E030", "2025-09-01", "HQ-MKT", "SPEC", "E006"),
    Version("E012", "2025-11-12", "HQ-KEY", "SALES", "E005"),
]

# Users who sell without being employees: their documents stand in the unassigned row.
OUTSIDE_USERS = [("agency", "Partner Agency Desk", "代理商柜台")]


SUPERVISORS = ("SS", "MS", "IS", "CRS", "HRM")


def _login(name):
    """Return the login of a person: family name, dot, given name."""
    return name.lower().replace(" ", ".")


def _pay(job):
    """Return the base performance pay of a month; the general manager, whom nobody appraises, has none."""
    return {"GM": "", "MD": "8000", "DD": "6500"}.get(job, "5000" if job in SUPERVISORS else "3000")


def employees():
    """Return every employee, in the order of their codes."""
    people = [
        Employee(
            code, name, chinese, _login(name), "SALES", department, appraiser, hired, left, "salesperson", _pay("SALES")
        )
        for code, name, chinese, department, appraiser, hired, left in _SELLERS
    ]
    people += [
        Employee(code, name, chinese, _login(name), job, department, appraiser, hired, "", access, _pay(job))
        for code, name, chinese, job, department, appraiser, hired, access in _OTHERS
    ]
    people += [
        Employee(code, name, chinese, _login(name), job, department, appraiser, hired, "", "", _pay(job), trial)
        for code, name, chinese, job, department, appraiser, hired, trial in _EDGES
    ]
    return sorted(people)
