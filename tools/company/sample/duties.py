"""What the sample company's departments and jobs answer for: written by hand."""

FUNCTIONS = [
    # department, kind, name, Chinese name, codes of the duties that fulfil it
    ("HQ-MKT", "function", "Know the market and the competitors", "掌握市场与竞争动态", "D01 D04"),
    ("HQ-MKT", "function", "Build the brand", "品牌建设", "D02"),
    ("HQ-MKT", "function", "Bring new products to market", "新品上市", "D03"),
    ("HQ-MKT", "function", "Advise on large tenders", "大型投标支持", ""),
    ("HQ-MKT", "power", "Stop an advertisement that harms the brand", "叫停有损品牌的广告", ""),
    ("HQ-CRM", "function", "Settle complaints", "投诉处理", "D07"),
    ("EAST", "function", "Reach the sales plan of the region", "完成区域销售计划", "D10 D12"),
    ("SOUTH", "function", "Reach the sales plan of the region", "完成区域销售计划", "D10 D12"),
    ("WEST", "function", "Reach the sales plan of the region", "完成区域销售计划", "D10 D12"),
]

DUTIES = [
    # code, job, name, Chinese name, area, frequency, weekday, day, hours, deliverable, standard, Chinese standard
    ("D01", "MS", "Brief on market and competitors", "市场与竞品简报", "intelligence", "weekly", "0", "", "3", "report",
     "On the desks of all branch heads by noon; at least five findings with source", "周一中午前发至各分公司负责人，至少五条并注明来源"),
    ("D02", "MS", "Advertising plan and its cost", "广告计划与费用", "advertising", "quarterly", "", "10", "16", "plan",
     "Spending within 3 % of the budget; effect of the last quarter measured", "费用偏差不超过预算3%，附上季度效果评估"),
    ("D03", "MS", "Launch plan of new products", "新品上市方案", "product", "event", "", "", "24", "plan",
     "Price, channels, training and stock agreed with all departments two weeks ahead", "提前两周与各部门确定价格、渠道、培训与备货"),
    ("D04", "SPEC", "Survey among dealers and shoppers", "经销商与消费者调查", "research", "monthly", "", "20", "12", "report",
     "At least 40 answers from each region, with conclusions", "每个区域至少40份有效问卷，并有结论"),
    ("D05", "SPEC", "Material for promotions", "促销物料", "promotion", "event", "", "", "6", "", "In the shops three days before the start", "活动开始前三天到店"),
    ("D06", "IS", "Back up the customer data and try the copy", "客户数据备份与恢复演练", "information_systems", "weekly", "4", "", "2", "archive",
     "One copy out of the house; restored on a test machine once a month", "异地保存一份，每月在测试机上恢复一次"),
    ("D07", "CRS", "Answer complaints", "投诉处理", "customer_relations", "daily", "", "", "1.5", "",
     "First answer within one working day, settled within five", "一个工作日内首次答复，五个工作日内办结"),
    ("D08", "CRS", "Satisfaction of customers", "客户满意度调查", "customer_relations", "quarterly", "", "20", "10", "report",
     "One in five customers asked; three measures proposed", "抽访五分之一客户，提出三项改进措施"),
    ("D09", "SERV", "Keep customer files complete", "完善客户档案", "customer_relations", "weekly", "2", "", "3", "archive",
     "Name, phone, address and salesperson of every customer with an order", "有订单的客户均具备姓名、电话、地址与业务员"),
    ("D10", "SS", "Sales plan of the team by week", "团队周销售计划", "budget", "weekly", "0", "", "2", "plan",
     "Every member has a number and the customers behind it", "每名成员都有数字及对应客户"),
    ("D11", "SS", "Train the team", "团队培训", "team", "monthly", "", "15", "4", "", "Three hours, with a test at the end", "三小时，课后测验"),
    ("D12", "SALES", "Visit dealers by plan", "按计划拜访经销商", "channel", "daily", "", "", "4", "",
     "Three visits a day, noted the same evening", "每天三家，当晚记录"),
    ("D13", "SALES", "Collect what is due", "催收到期货款", "contracts_orders", "weekly", "3", "", "3", "",
     "No invoice more than 30 days late without a written promise", "逾期超过30天的必须有书面付款承诺"),
    ("D14", "SALES", "Check stock and shelves at dealers", "经销商库存与陈列检查", "channel", "monthly", "", "25", "8", "report",
     "Every dealer once a month, with pictures", "每家每月一次，附照片"),
    ("D15", "MD", "Marketing strategy and budget of the year", "年度营销战略与预算", "budget", "yearly", "", "15", "60", "plan",
     "Agreed by the general manager before the end of November", "11月底前经总经理批准"),
    ("D16", "MD", "Report of the department", "部门月报", "team", "monthly", "", "5", "4", "report",
     "Figures, causes and decisions wanted, on two pages", "两页以内，含数据、原因与待决事项"),
]  # fmt: skip

ASSIGNMENTS = [
    # duty, employee, kind, from
    ("D01", "E007", "deputy", "2025-03-01"),
    ("D07", "E010", "deputy", "2025-03-01"),
    ("D16", "E006", "support", "2025-06-01"),
]

HEADCOUNTS = [
    # job, fewest, most
    ("MS", "1", "1"),
    ("IS", "1", "1"),
    ("CRS", "1", "1"),
    ("SPEC", "2", "3"),
    ("SALES", "22", "30"),
]
