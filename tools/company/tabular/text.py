"""From bytes to text, and from text to dates and amounts. What cannot be told is refused."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DATE_ORDERS = (
    re.compile(r"^(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:[ T].*)?$"),
    re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"),
)
_DAY_FIRST_OR_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")


class Unreadable(ValueError):
    """A value or a file that cannot be read, with the reason as its text."""


def decode(data):
    """Return (text, encoding) of a file's bytes: UTF-8, UTF-16 with its mark, or GB18030.

    >>> decode("业务员".encode("gb18030"))[1], decode("é".encode("utf-8-sig"))[1]
    ('GB18030', 'UTF-8')
    """
    if data[:2] in _UTF16:
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise Unreadable("begins as UTF-16 and is none: save it as UTF-8") from None
    try:
        text, encoding = data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        text, encoding = _decode_chinese(data, error.start), "GB18030"
    if "\0" in text:
        raise Unreadable("is not a text file")
    return text, encoding


def _decode_chinese(data, offset):
    """Decode GB18030 where the bytes look like Chinese text; else refuse.

    In real GB text the second byte of a pair is high as well; in Latin-1 a single accented
    letter stands between plain ones and would silently become a Chinese character.
    """
    line = data.count(b"\n", 0, offset) + 1
    refusal = Unreadable(f"is neither UTF-8 nor GB18030 (line {line}): save it as UTF-8")
    pairs = high = position = 0
    while position < len(data):
        if data[position] < 0x80:
            position += 1
            continue
        following = data[position + 1 : position + 2]
        pairs += 1
        high += bool(following) and following[0] >= 0x80
        position += 2
    if high * 10 < pairs * 9:
        raise refusal
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise refusal from None


def clean(value):
    """Trim a cell: blanks of any width at both ends."""
    return (value or "").strip().strip("\u3000\u00a0\ufeff").strip()


def key_of(text):
    """Return what two spellings of one name have in common.

    >>> key_of("GTXPro") == key_of("GTX Pro ") == key_of("gtx-pro")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-./]+", "", folded)


def read_date(text):
    """Read a date, year first; day and month in another order only where there is one reading.

    >>> [str(read_date(text)) for text in ("2017/3/1", "2017年3月1日", "20170301", "31/12/2017")]
    ['2017-03-01', '2017-03-01', '2017-03-01', '2017-12-31']
    """
    text = unicodedata.normalize("NFKC", clean(text))
    if not text:
        raise Unreadable("the date is missing")
    try:
        for pattern in _DATE_ORDERS:
            found = pattern.match(text)
            if found:
                return date(*(int(found[part]) for part in "ymd"))
        found = _DAY_FIRST_OR_MONTH_FIRST.match(text)
        if found:
            first, second, year = map(int, found.groups())
            if first <= 12 and second <= 12 and first != second:
                raise Unreadable(f"the date {text!r} can be read in two ways: write it as 2017-03-31")
            return date(year, second, first) if first > 12 or first == second else date(year, first, second)
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
    raise Unreadable(f"{text!r} is no date")


def read_month(text):
    """Read a month, or any day of it, and return its first day.

    >>> str(read_month("2017-03")), str(read_month("2017年3月"))
    ('2017-03-01', '2017-03-01')
    """
    found = re.match(r"^(\d{4})[-/.年]?(\d{1,2})月?$", clean(text))
    if found and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return read_date(text).replace(day=1)


def read_amount(text):
    """Read an amount of money; currency signs and thousands separators may stand in it.

    >>> [str(read_amount(text)) for text in ("1,054.50", "￥300", "1 200")]
    ['1054.50', '300', '1200']
    """
    raw = unicodedata.normalize("NFKC", clean(text))
    if not raw:
        raise Unreadable("the amount is missing")
    plain = re.sub(r"^(?:CNY|USD|EUR|RMB|[¥$€£])|元$|(?<=\d)[ ,'](?=\d{3}(?:\D|$))", "", raw).strip()
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain) and not re.fullmatch(r"\(.*\)", plain):
        raise Unreadable(f"{raw!r} is no amount")
    try:
        amount = -Decimal(plain[1:-1]) if plain.startswith("(") else Decimal(plain)
    except InvalidOperation:
        raise Unreadable(f"{raw!r} is no amount") from None
    if amount != amount.quantize(Decimal("0.01")):
        raise Unreadable(f"the amount {raw} has more than two decimals")
    if amount < 0:
        raise Unreadable(f"the amount {raw} is negative")
    return amount
