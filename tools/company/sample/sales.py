"""Orders, invoices, credit notes and receipts of the sample company."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ..independent.calendar import month_end, months_of, working_days
from . import catalog

SEASON = (96, 72, 98, 100, 104, 108, 92, 96, 112, 100, 122, 114)
# How well each area sells in each month, in percent of the quota.
MARKET = {
    "HQ": (96, 80, 95, 98, 100, 104, 92, 95, 103, 96, 108, 104),
    "EAST": (101, 84, 97, 104, 106, 103, 95, 99, 108, 101, 112, 109),
    "SOUTH": (88, 70, 86, 91, 97, 93, 82, 90, 99, 87, 104, 96),
    "WEST": (72, 58, 76, 84, 80, 88, 66, 78, 85, 62, 94, 90),
}
# Base quota of a month in thousands, and how the person sells against the market, in percent.
SELLERS = {
    "E011": (40, 100),
    "E012": (150, 104),
    "E013": (130, 92),
    "E014": (45, 108),
    "E015": (140, 118),
    "E016": (120, 106),
    "E017": (110, 97),
    "E018": (95, 88),
    "E019": (90, 103),
    "E020": (60, 90),
    "E021": (85, 101),
    "E023": (45, 100),
    "E024": (130, 112),
    "E025": (115, 100),
    "E026": (105, 95),
    "E027": (95, 82),
    "E028": (80, 108),
    "E029": (60, 92),
    "E030": (85, 96),
    "E032": (40, 98),
    "E033": (120, 110),
    "E034": (105, 98),
    "E035": (95, 84),
    "E036": (90, 104),
    "E037": (85, 93),
    "E038": (70, 107),
}
# (seller, month): the completion that this month is made for, whatever the market did.
STARRING = {
    ("E016", 11): 163,
    ("E024", 4): 158,
    ("E027", 3): 60,
    ("E034", 9): 61,
    ("E017", 7): 52,
    ("E036", 12): 128,
    ("E013", 2): 55,
    ("E015", 10): 142,
    ("E037", 5): 44,
    ("E038", 6): 101,
}
NO_QUOTA = {("E018", 5)}
NO_EMPLOYEE = 10
NO_SALESPERSON = 8


def quota_of(code, month):
    """Return the quota of a seller in a month (1-12), to the full thousand."""
    base, _skill = SELLERS[code]
    return (base * SEASON[month - 1] + 50) // 100 * 1000


class SalesBook:
    """Grows the document tables, with one random generator for everything."""

    def __init__(self, rng, year, people, overrides):
        self.rng, self.year, self.people = rng, year, people
        self.overrides = overrides
        self.orders, self.lines, self.invoices, self.credits, self.receipts = [], [], [], [], []
        self.customers = {}
        for code, _name, _chinese, area in catalog.customers():
            self.customers.setdefault(area, []).append(code)

    def fill(self):
        """Make every document of the year."""
        for first in months_of(self.year):
            days = working_days(first, month_end(first), self.overrides)
            for code in sorted(SELLERS):
                self.seller_month(code, first, days)
        self.outsiders()
        self.loose_orders()
        self.settle()

    def seller_month(self, code, first, days):
        """Make the invoices of one seller's month so that they come near the wanted completion."""
        person, version = self.people[code], self.people[code].version_on(days[-1])
        days = [day for day in days if person.start <= day and (person.end is None or day <= person.end)]
        selling = version.role in ("role_salesperson", "role_sales_supervisor")
        if not days or not selling:
            return
        area = version.branch or "HQ"
        _base, skill = SELLERS[code]
        percent = MARKET[area][first.month - 1] * skill // 100 + self.rng.randrange(-16, 17)
        percent = STARRING.get((code, first.month), percent)
        target = quota_of(code, first.month) * percent // 100 * len(days) // max(len(days), 15)
        count = 1 + self.rng.randrange(2) if SELLERS[code][0] <= 45 else 2 + self.rng.randrange(4)
        weights = [3 + self.rng.randrange(8) for _number in range(count)]
        login = self.people_login(code)
        for weight in weights:
            share = target * weight // sum(weights)
            export = code in ("E012", "E013") and self.rng.randrange(7) == 0
            self.sold(login, "EXPORT" if export else area, share, days[self.rng.randrange(len(days))], person.start)

    def people_login(self, code):
        """Return the login of an employee."""
        return self.people[code].name.lower().replace(" ", ".")

    def sold(self, login, area, amount, day, since):
        """Make one confirmed order of about ``amount`` and its invoice on ``day``."""
        ordered = max(day - timedelta(days=self.rng.randrange(0, 24)), since)
        order = self.order(login, area, amount, ordered, "confirmed")
        numbers = [row[1] for row in self.lines if row[0] == order[0]] if self.lines else []
        later = day + timedelta(days=11 + self.rng.randrange(30))
        if len(numbers) > 1 and self.rng.randrange(12) == 0 and later.year == self.year:
            self.invoice(order, numbers[:1], day, "posted")
            self.invoice(order, numbers[1:], later, "posted")
        else:
            self.invoice(order, numbers, day, "posted")

    def order(self, login, area, amount, day, state):
        """Make one order with one to three lines worth about ``amount`` yuan."""
        pool = self.customers[area]
        currency = "USD" if area == "EXPORT" else "CNY"
        number = f"SO-{len(self.orders) + 1:04d}"
        order = (number, pool[self.rng.randrange(len(pool))], login, day.isoformat(), state, currency)
        self.orders.append(order)
        count = 1 + (self.rng.randrange(10) + self.rng.randrange(10)) // 7
        first = self.rng.randrange(len(catalog.PRODUCTS))
        for line in range(1, count + 1):
            product = catalog.PRODUCTS[(first + 3 * line) % len(catalog.PRODUCTS)]
            price = Decimal(product[3]) * (92 + self.rng.randrange(9)) / 100
            tax = "13" if currency == "CNY" and int(order[1][1:]) % 3 else "0"
            quantity = max(1, int(Decimal(amount) / count / price))
            price = price / Decimal("7.2") if currency == "USD" else price
            price = price.quantize(Decimal("0.01"), ROUND_HALF_UP)
            self.lines.append((number, str(line), product[0], str(quantity), str(price), tax))
        return order

    def invoice(self, order, numbers, day, state, salesperson=None):
        """Make one invoice for lines of an order."""
        number = f"IN-{len(self.invoices) + 1:04d}"
        due = day + timedelta(days=30)
        login = order[2] if salesperson is None else salesperson
        self.invoices.append((number, order[0], " ".join(numbers), login, day.isoformat(), due.isoformat(), state))

    def some_day(self, month):
        """Return a working day of a month (1-12)."""
        first = date(self.year, month, 1)
        days = working_days(first, month_end(first), self.overrides)
        return days[self.rng.randrange(len(days))]

    def outsiders(self):
        """Sales of a user who is no employee, and sales that name nobody."""
        for number in range(NO_EMPLOYEE + NO_SALESPERSON):
            login = "agency" if number < NO_EMPLOYEE else ""
            amount = 6000 + 500 * self.rng.randrange(30)
            area = ("EAST", "SOUTH", "WEST")[number % 3]
            day = self.some_day(1 + number * 2 % 12)
            self.sold(login, area, amount, day, date(self.year - 1, 12, 1))

    def loose_orders(self):
        """Orders never invoiced, drafts, cancelled ones; draft and cancelled invoices."""
        kinds = [("confirmed", "")] * 34 + [("draft", "")] * 14 + [("cancelled", "")] * 12
        kinds += [("confirmed", "draft")] * 6 + [("confirmed", "cancelled")] * 5
        for order_state, invoice_state in kinds:
            code = sorted(SELLERS)[self.rng.randrange(len(SELLERS))]
            day = self.some_day(1 + self.rng.randrange(12))
            person = self.people[code]
            if day < person.start or (person.end and day > person.end):
                continue
            area = person.version_on(day).branch or "HQ"
            order = self.order(self.people_login(code), area, 8000 + 1000 * self.rng.randrange(25), day, order_state)
            if invoice_state:
                numbers = [row[1] for row in self.lines if row[0] == order[0]]
                self.invoice(order, numbers, day, invoice_state)

    def settle(self):
        """Credit some of the posted invoices and let customers pay others."""
        lines = {(row[0], row[1]): row for row in self.lines}
        for invoice in self.invoices:
            if invoice[6] != "posted":
                continue
            chosen = [lines[invoice[1], number] for number in invoice[2].split()]
            day, draw = date.fromisoformat(invoice[4]), self.rng.randrange(100)
            if draw < 5:
                self.credit(invoice, chosen, day, whole=draw < 2)
            elif draw < 88:
                self.receive(invoice, chosen, day, draw)

    def credit(self, invoice, chosen, day, whole):
        """Make a full or a partial credit note some weeks after the invoice."""
        day += timedelta(days=4 + self.rng.randrange(40))
        if day.year != self.year:
            return
        number = f"CN-{len({row[0] for row in self.credits}) + 1:03d}"
        for line in chosen if whole else chosen[:1]:
            quantity = int(line[3]) if whole else max(1, int(line[3]) * (10 + self.rng.randrange(40)) // 100)
            self.credits.append((number, invoice[0], day.isoformat(), line[1], str(quantity)))

    def receive(self, invoice, chosen, day, draw):
        """Make the receipts of one invoice: in time, late, or in part."""
        total = sum((taxed(line) for line in chosen), Decimal(0))
        wait = self.rng.randrange(3, 30) if draw < 66 else self.rng.randrange(31, 75)
        if draw % 8 == 7:
            part = (total * (30 + self.rng.randrange(45)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            self.receipt(invoice, day + timedelta(days=wait), part)
            if draw % 16 == 7:
                self.receipt(invoice, day + timedelta(days=wait + 20), total - part)
        else:
            self.receipt(invoice, day + timedelta(days=wait), total)

    def receipt(self, invoice, day, amount):
        """Record one receipt."""
        self.receipts.append((f"RC-{len(self.receipts) + 1:04d}", invoice[0], day.isoformat(), str(amount)))


def taxed(line):
    """Return the amount of an order line with its tax, each rounded to cents."""
    cent = Decimal("0.01")
    net = (Decimal(line[3]) * Decimal(line[4])).quantize(cent, ROUND_HALF_UP)
    return net + (net * Decimal(line[5]) / 100).quantize(cent, ROUND_HALF_UP)
