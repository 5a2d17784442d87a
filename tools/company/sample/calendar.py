"""Public holidays and make-up working days of China for 2025 and 2026."""

OVERRIDES = [
    # name, Chinese name, kind, first day, last day
    ("New Year", "元旦", "holiday", "2025-01-01", "2025-01-01"),
    ("Spring Festival", "春节", "holiday", "2025-01-28", "2025-02-04"),
    ("Qingming", "清明节", "holiday", "2025-04-04", "2025-04-06"),
    ("Labour Day", "劳动节", "holiday", "2025-05-01", "2025-05-05"),
    ("Dragon Boat Festival", "端午节", "holiday", "2025-05-31", "2025-06-02"),
    ("National Day and Mid-Autumn", "国庆节、中秋节", "holiday", "2025-10-01", "2025-10-08"),
    ("Make-up for Spring Festival", "春节调休", "working", "2025-01-26", "2025-01-26"),
    ("Make-up for Spring Festival", "春节调休", "working", "2025-02-08", "2025-02-08"),
    ("Make-up for Labour Day", "劳动节调休", "working", "2025-04-27", "2025-04-27"),
    ("Make-up for National Day", "国庆节调休", "working", "2025-09-28", "2025-09-28"),
    ("Make-up for National Day", "国庆节调休", "working", "2025-10-11", "2025-10-11"),
    ("New Year", "元旦", "holiday", "2026-01-01", "2026-01-03"),
    ("Spring Festival", "春节", "holiday", "2026-02-15", "2026-02-23"),
    ("Qingming", "清明节", "holiday", "2026-04-04", "2026-04-06"),
    ("Labour Day", "劳动节", "holiday", "2026-05-01", "2026-05-05"),
    ("Dragon Boat Festival", "端午节", "holiday", "2026-06-19", "2026-06-21"),
    ("Mid-Autumn", "中秋节", "holiday", "2026-09-25", "2026-09-27"),
    ("National Day", "国庆节", "holiday", "2026-10-01", "2026-10-07"),
    ("Make-up for New Year", "元旦调休", "working", "2026-01-04", "2026-01-04"),
    ("Make-up for Spring Festival", "春节调休", "working", "2026-02-14", "2026-02-14"),
    ("Make-up for Spring Festival", "春节调休", "working", "2026-02-28", "2026-02-28"),
    ("Make-up for Labour Day", "劳动节调休", "working", "2026-05-09", "2026-05-09"),
    ("Make-up for National Day", "国庆节调休", "working", "2026-09-20", "2026-09-20"),
    ("Make-up for National Day", "国庆节调休", "working", "2026-10-10", "2026-10-10"),
]
