"""Which column is which: English, Chinese, and the names that sales systems export."""

from .text import key_of

ALIASES = {
    "key": (
        "key",
        "id",
        "opportunity id",
        "order",
        "order number",
        "order no",
        "order id",
        "document",
        "deal id",
        "单号",
        "订单号",
        "订单编号",
        "编号",
    ),
    "salesperson": (
        "salesperson",
        "sales person",
        "sales agent",
        "sales rep",
        "seller",
        "agent",
        "employee",
        "销售员",
        "业务员",
        "销售人员",
        "销售代表",
        "员工",
    ),
    "manager": (
        "manager",
        "sales manager",
        "supervisor",
        "team leader",
        "经理",
        "销售经理",
        "主管",
        "销售主管",
        "上级",
    ),
    "branch": ("branch", "regional office", "office", "region", "分公司", "区域", "大区", "办事处"),
    "customer": ("customer", "client", "account", "account name", "客户", "客户名称", "客户名"),
    "product": ("product", "item", "product name", "产品", "产品名称", "商品", "商品名称"),
    "date": (
        "date",
        "close date",
        "invoice date",
        "order date",
        "sales date",
        "日期",
        "成交日期",
        "订单日期",
        "销售日期",
        "开票日期",
    ),
    "amount": (
        "amount",
        "close value",
        "value",
        "sales",
        "revenue",
        "sales amount",
        "金额",
        "销售额",
        "成交金额",
        "销售金额",
    ),
    "stage": ("stage", "deal stage", "status", "阶段", "状态"),
    "opened": ("engage date", "opened", "open date", "跟进日期"),
    "month": ("month", "period", "月份", "月"),
    "quota": ("quota", "target", "plan", "指标", "目标", "计划", "定额", "销售目标"),
    "price": ("price", "sales price", "list price", "单价", "价格", "标价"),
}
WON = frozenset(key_of(text) for text in ("won", "closed won", "closed-won", "win", "赢单", "成交", "已成交"))
_BY_KEY = {key_of(alias): name for name, aliases in ALIASES.items() for alias in aliases}


def columns_of(header):
    """Return {our name: position} of the columns that a header line names; the first of two wins.

    >>> columns_of(["opportunity_id", "Sales Agent", "close_value", "成交日期"])
    {'key': 0, 'salesperson': 1, 'amount': 2, 'date': 3}
    """
    found = {}
    for position, cell in enumerate(header):
        name = _BY_KEY.get(key_of(cell))
        if name and name not in found:
            found[name] = position
    return found


def kind_of(columns):
    """Tell what a file with these columns holds: sales, quotas, teams, products, customers or nothing.

    >>> kind_of({"salesperson", "date", "amount"}), kind_of({"salesperson", "month", "amount"})
    ('sales', 'quotas')
    """
    columns = set(columns)
    if {"salesperson", "month"} <= columns and columns & {"amount", "quota"}:
        return "quotas"
    if {"salesperson", "date", "amount"} <= columns:
        return "sales"
    if "salesperson" in columns and columns & {"manager", "branch"} and not columns & {"date", "amount"}:
        return "teams"
    if "product" in columns and not columns & {"salesperson", "date", "amount"}:
        return "products"
    if "customer" in columns and not columns & {"salesperson", "date", "product"}:
        return "customers"
    return ""


def missing_for_sales(columns):
    """Return the columns that keep a file from being sales data, or nothing if it hardly looks like it."""
    wanted = ("salesperson", "date", "amount")
    lacking = [name for name in wanted if name not in columns]
    return lacking if len(lacking) < len(wanted) - 1 else []
