"""Tasks with the assessor's percentages, and behaviour scores, of the sample company."""

from datetime import date

from ..independent.appraisal import BEHAVIOUR_ITEMS
from ..independent.calendar import month_end, months_of, working_days

_TASKS = {
    "HRM": [
        ("Review the staffing plan", "审核人员编制"),
        ("Hold the monthly personnel meeting", "召开月度人事会议"),
        ("Check the payroll file", "核对工资档案"),
        ("Update the personnel rules", "更新人事制度"),
        ("Interview candidates", "面试候选人"),
        ("Prepare the training plan", "制定培训计划"),
        ("Report on absence", "出勤情况报告"),
    ],
    "HRO": [
        ("Keep the attendance records", "登记考勤"),
        ("File the personnel records", "整理人事档案"),
        ("Prepare the onboarding set", "准备入职资料"),
        ("Collect the appraisal sheets", "收集考核表"),
        ("Book the training rooms", "安排培训场地"),
        ("Answer staff questions", "解答员工咨询"),
        ("Renew expiring documents", "办理证件续期"),
    ],
    "ACC": [
        ("Close the month", "月度结账"),
        ("Match the bank statement", "核对银行对账单"),
        ("File the tax return", "纳税申报"),
        ("Remind late customers", "催收逾期货款"),
        ("Check expense claims", "审核报销单"),
        ("Report receivables by branch", "分公司应收账款报告"),
        ("Update the cash forecast", "更新资金预测"),
    ],
    "MD": [
        ("Set the month's marketing plan", "制定月度营销计划"),
        ("Review branch results", "检查分公司业绩"),
        ("Visit a key account", "走访大客户"),
        ("Approve promotion budgets", "审批促销预算"),
        ("Report to the general manager", "向总经理汇报"),
        ("Coach the sales supervisors", "辅导销售主管"),
        ("Review price levels", "检讨价格体系"),
    ],
    "SPEC": [
        ("Write product texts", "撰写产品文案"),
        ("Visit five shops", "走访五家门店"),
        ("Prepare sample kits", "准备样品"),
        ("Collect price tags", "采集价格信息"),
        ("Update the web shop pictures", "更新网店图片"),
        ("Help at the promotion stand", "支援促销台"),
        ("Weekly report", "周报"),
    ],
    "DD": [
        ("Plan the branch's month", "制定分公司月度计划"),
        ("Visit three dealers", "走访三家经销商"),
        ("Check the stock of the branch", "检查分公司库存"),
        ("Hold the weekly meetings", "召开周例会"),
        ("Review the claims of the month", "审核当月索赔"),
        ("Train the new staff", "培训新员工"),
        ("Report to the director", "向总监汇报"),
    ],
    "LOG": [
        ("Ship the orders of the week", "发出本周订单"),
        ("Count a shelf", "盘点货架"),
        ("Book the carriers", "预订承运商"),
        ("Check incoming goods", "验收到货"),
        ("File the delivery notes", "整理送货单"),
        ("Report damaged goods", "上报残损货物"),
        ("Prepare the returns", "办理退回货物"),
    ],
    "SERV": [
        ("Answer customer enquiries", "答复客户咨询"),
        ("Register service feedback", "登记服务反馈"),
        ("Arrange returned goods", "办理退货"),
        ("Call back complaints", "投诉回访"),
        ("Check delivery dates", "核对交货日期"),
        ("Update contact details", "更新联系人资料"),
        ("Monthly service summary", "月度服务小结"),
    ],
}
# How well the people with tasks usually do: percent of a task, and their usual behaviour score x 10.
_TRAITS = {
    "E002": (90, 45),
    "E003": (82, 41),
    "E004": (86, 42),
    "E005": (88, 43),
    "E006": (84, 40),
    "E007": (92, 46),
    "E008": (79, 38),
    "E009": (72, 36),
    "E010": (62, 33),
    "E022": (66, 34),
    "E031": (74, 37),
    "E039": (58, 32),
    "E040": (80, 39),
    "E030": (76, 41),
    "E048": (64, 34),
    "E049": (78, 38),
}
_DEFAULT_TRAIT = (80, 40)
# A task nobody finished: (employee, month).
_UNDONE = {("E010", 4), ("E039", 2), ("E039", 7), ("E009", 8), ("E022", 11)}
_POOR_ATTENDANCE = {("E037", 5), ("E028", 9), ("E018", 6)}


def tasks_of(rng, facts, codes, jobs_on, year):
    """Return task rows without their numbers for those of ``codes`` who are appraised by tasks."""
    rows = []
    for month in months_of(year):
        days = working_days(month, month_end(month), facts.overrides)
        for code in codes:
            person = facts.persons[code]
            job = jobs_on(code, month_end(month))
            if job not in _TASKS or person.start > month or (person.end and person.end < month):
                continue
            rows += _month_tasks(rng, code, job, month, days)
    return rows


def numbered(rows):
    """Return task rows with their numbers."""
    return [(f"TK-{number:04d}", *row) for number, row in enumerate(rows, 1)]


def _month_tasks(rng, code, job, month, days):
    """Return the rows of one person's month: three to seven tasks."""
    count, mean = 3 + rng.randrange(5), _TRAITS.get(code, _DEFAULT_TRAIT)[0]
    rows = []
    for number in range(count):
        name, chinese = _TASKS[job][(number + month.month) % len(_TASKS[job])]
        score = max(0, min(100, mean + rng.randrange(-18, 19)))
        if number == 0 and (code, month.month) in _UNDONE:
            score = 0
        begin = days[rng.randrange(len(days) // 2)]
        deadline = days[len(days) // 2 + rng.randrange(len(days) - len(days) // 2)]
        rows.append((code, name, chinese, begin.isoformat(), deadline.isoformat(), score))
    return rows


def behaviour_of(rng, facts, codes, year):
    """Return behaviour rows for those of ``codes`` who have an appraiser, for each month of employment."""
    rows = []
    for month in months_of(year):
        for code in codes:
            person = facts.persons[code]
            if person.start > month_end(month) or (person.end and person.end < month):
                continue
            if not person.version_on(month_end(month)).appraiser:
                continue
            mean = _TRAITS.get(code, _DEFAULT_TRAIT)[1]
            scores = [_score(rng, mean) for _item in BEHAVIOUR_ITEMS]
            if (code, month.month) in _POOR_ATTENDANCE:
                scores[0], scores[1] = 1, 2
            rows.append((code, month.isoformat()[:7], *scores))
    return rows


def _score(rng, mean):
    """Return one whole score from 1 to 5 around ``mean`` / 10."""
    return max(1, min(5, (mean + rng.randrange(-9, 10) + 5) // 10))


def job_finder(employees, versions):
    """Return a function (code, day) -> job code in force on that day."""
    dated = {row["code"]: [(date.fromisoformat(row["hired"]), row["job"])] for row in employees}
    for row in versions:
        dated[row["employee"]].append((date.fromisoformat(row["date"]), row["job"]))

    def job_on(code, day):
        return [job for first, job in sorted(dated[code]) if first <= day or first == min(dated[code])[0]][-1]

    return job_on
