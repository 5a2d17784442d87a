"""A scale as a picture: its points over its values, as SVG."""

from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 360, 180, 30
SAMPLES = 120


def sample(scale, last, samples=SAMPLES):
    """Return [(value, points)] of a scale from 0 to a last value, both included.

    >>> from engine_of.sales_kpi.scales import Proportional
    >>> sample(Proportional(Decimal(40), None, None), Decimal(2), 2)
    [(Decimal('0'), Decimal('0')), (Decimal('1'), Decimal('40')), (Decimal('2'), Decimal('80'))]
    """
    values = [last * number / samples for number in range(samples + 1)]
    return [(value, scale.points(value)) for value in values]


def to_svg(points, as_percent):
    """Return an SVG of a curve with its axes.

    :param points: [(value, points)], at least two, values rising
    :param as_percent: label the values as per cent
    """
    last = points[-1][0]
    lowest = min(Decimal(0), min(given for _value, given in points))
    highest = max(Decimal(1), max(given for _value, given in points))

    def place(value, given):
        x = MARGIN + (WIDTH - 2 * MARGIN) * value / last
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (given - lowest) / (highest - lowest)
        return f"{x:.1f},{y:.1f}"

    left, _comma, bottom = place(Decimal(0), Decimal(0)).partition(",")
    top = place(Decimal(0), highest).partition(",")[2]
    right = place(last, Decimal(0)).partition(",")[0]
    label = f"{last * 100:.0f} %" if as_percent else f"{last:.0f}"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" style="max-width:100%" role="img">'
        f'<path d="M {left} {top} V {bottom} H {right}" fill="none" stroke="currentColor" stroke-opacity="0.4"/>'
        f'<polyline points="{" ".join(place(*point) for point in points)}" fill="none" stroke="#714B67"'
        f' stroke-width="2"/>'
        f'<text x="{left}" y="{float(top) - 6:.1f}" font-size="11" fill="currentColor">{highest:.0f}</text>'
        f'<text x="{right}" y="{float(bottom) + 16:.1f}" font-size="11" text-anchor="end" fill="currentColor">{label}'
        "</text></svg>"
    )
