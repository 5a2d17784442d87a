"""Tabular sales data: what enters, what is mapped, what is refused, and what is said about it."""

from datetime import date
from decimal import Decimal

import pytest

from tools.company.errors import CompanyError
from tools.company.tabular.book import read_folder

TEAMS = "salesperson,manager,branch\nAnn Lee,Bo Chen,North\nCy Wu,Bo Chen,North\n"
HEADER = "order,salesperson,customer,product,date,amount\n"
GOOD = HEADER + "1,Ann Lee,Shop,Tea,2017-03-01,100\n2,Cy Wu,Shop,Tea,2017-04-02,50.50\n"


def refusals(book):
    return [str(note) for note in book.report.refusals()]


def test_good_file_enters_whole(folder_of):
    book = read_folder(folder_of(teams=TEAMS, sales=GOOD))
    assert [(sale.key, sale.salesperson, sale.day, sale.amount) for sale in book.sales] == [
        ("1", "Ann Lee", date(2017, 3, 1), Decimal(100)),
        ("2", "Cy Wu", date(2017, 4, 2), Decimal("50.50")),
    ]
    assert book.sellers == {"Ann Lee": ("Bo Chen", "North"), "Cy Wu": ("Bo Chen", "North")}
    assert refusals(book) == []


def test_chinese_columns_and_dates(folder_of):
    header = "单号,业务员,经理,分公司,客户,产品,成交日期,金额\n"
    book = read_folder(folder_of(sales=header + "A1,李安,陈波,北方,小店,茶,2017年3月1日,￥1，200.00\n"))
    assert [(sale.salesperson, sale.day, sale.amount) for sale in book.sales] == [
        ("李安", date(2017, 3, 1), Decimal("1200.00"))
    ]
    assert book.sellers == {"李安": ("陈波", "北方")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_that_are_read(folder_of, encoding):
    text = "业务员,日期,金额\n李安,2017-03-01,100\n"
    book = read_folder(folder_of(sales=text.encode(encoding)))
    assert [sale.salesperson for sale in book.sales] == ["李安"]


def test_latin_1_is_refused_in_one_sentence(folder_of):
    text = "salesperson,date,amount\nAnn,2017-03-01,1\nRené Dubé,2017-03-01,100\n"
    with pytest.raises(CompanyError, match=r"sales.csv is neither UTF-8 nor GB18030 \(line 3\): save it as UTF-8"):
        read_folder(folder_of(sales=text.encode("latin-1")))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "3,Ann Lee,Shop,Tea,2017-02-30,10",
            "sales.csv, line 4: '2017-02-30' is no date; the line was not entered",
        ),
        ("3,Ann Lee,Shop,Tea,03/04/2017,10", "line 4: the date '03/04/2017' can be read in two ways"),
        ("3,Ann Lee,Shop,Tea,,10", "line 4: the date is missing"),
        ("3,Ann Lee,Shop,Tea,2017-03-01,-10", "line 4: the amount -10 is negative"),
        ("3,Ann Lee,Shop,Tea,2017-03-01,1.005", "line 4: the amount 1.005 has more than two decimals"),
        ("3,Ann Lee,Shop,Tea,2017-03-01,ten", "line 4: 'ten' is no amount"),
        ("3,Ann Lee,Shop,Tea,2017-03-01,", "line 4: the amount is missing"),
        ("3,Nobody,Shop,Tea,2017-03-01,10", "line 4: the salesperson 'Nobody' is in no team"),
        ("3,,Shop,Tea,2017-03-01,10", "line 4: the salesperson is missing"),
        ("2,Ann Lee,Shop,Tea,2017-03-01,10", "line 4: the key 2 was there before"),
        ("3,Ann Lee", "line 4: the date is missing"),
    ],
)
def test_broken_line_is_said_and_stops_nothing(folder_of, row, reason):
    book = read_folder(folder_of(teams=TEAMS, sales=GOOD + row + "\n5,Cy Wu,Shop,Tea,2017-05-01,7\n"))
    assert [sale.key for sale in book.sales] == ["1", "2", "5"]
    (refusal,) = refusals(book)
    assert reason in refusal
    assert any("1 line not entered" in line for line in book.report.summary())


def test_missing_column(folder_of):
    with pytest.raises(CompanyError, match="sales.csv has no column for amount"):
        read_folder(folder_of(sales="salesperson,date\nAnn,2017-03-01\n"))


def test_empty_file_and_no_file(folder_of, tmp_path):
    with pytest.raises(CompanyError, match="no CSV file there has columns"):
        read_folder(tmp_path)
    with pytest.raises(CompanyError, match="sales.csv is empty"):
        read_folder(folder_of(sales=""))


def test_binary_file(folder_of):
    with pytest.raises(CompanyError, match="is not a text file"):
        read_folder(folder_of(sales="salesperson,date,amount\nA\0nn,2017-03-01,1\n"))


def test_same_file_twice_is_read_once(folder_of):
    book = read_folder(folder_of(teams=TEAMS, sales=GOOD, sales_copy=GOOD))
    assert len(book.sales) == 2
    assert "sales_copy.csv is the same file as sales.csv: read once." in book.report.sentences


def test_same_key_in_another_file(folder_of):
    more = HEADER + "2,Cy Wu,Shop,Tea,2017-04-02,50.50\n3,Cy Wu,Shop,Tea,2017-04-03,5\n"
    book = read_folder(folder_of(teams=TEAMS, sales=GOOD, sales_more=more))
    assert [sale.key for sale in book.sales] == ["1", "2", "3"]
    assert "sales_more.csv, line 2: the key 2 was there before; the line was not entered" in refusals(book)


def test_other_spellings_are_mapped_and_said(folder_of):
    products = "product,price\nGTX Pro,4821\n"
    sales = HEADER + "1,Ann Lee ,Shop,GTXPro,2017-03-01,100\n"
    book = read_folder(folder_of(teams=TEAMS, products=products, sales=sales))
    assert (book.sales[0].salesperson, book.sales[0].product) == ("Ann Lee", "GTX Pro")
    notes = [str(note) for note in book.report.notes]
    assert "sales.csv, line 2: product 'GTXPro' read as 'GTX Pro'" in notes
    assert "sales.csv, line 2: salesperson 'Ann Lee ' read as 'Ann Lee'" in notes


def test_only_won_rows_enter(folder_of):
    header = "agent,deal_stage,close_date,close_value\n"
    sales = header + "Ann,Won,2017-03-01,5\nAnn,Lost,2017-03-01,0\nAnn,Engaging,,\n"
    book = read_folder(folder_of(sales=sales))
    assert len(book.sales) == 1 and refusals(book) == []
    assert "sales.csv: 1 rows are Lost, not won: not entered." in book.report.summary()


def test_quotas_of_a_file_and_of_the_second_folder(folder_of, tmp_path_factory):
    folder = folder_of(teams=TEAMS, sales=GOOD)
    extra = tmp_path_factory.mktemp("extra")
    (extra / "quotas.csv").write_text("salesperson,month,amount\nAnn Lee,2017-03,80\nNobody,2017-03,1\n")
    book = read_folder(folder, extra)
    assert book.given_quotas == {("Ann Lee", date(2017, 3, 1)): Decimal(80)}
    assert refusals(book) == ["quotas.csv, line 3: the salesperson 'Nobody' is in no team; the line was not entered"]
    assert book.quotas()["Ann Lee", date(2017, 4, 1)] == Decimal(110)


def test_an_unreadable_file_of_quotas_stops_nothing(folder_of, tmp_path_factory):
    extra = tmp_path_factory.mktemp("extra")
    (extra / "quotas.csv").write_bytes(b"\xff\xfex")
    book = read_folder(folder_of(teams=TEAMS, sales=GOOD), extra)
    assert len(book.sales) == 2
    assert "quotas.csv begins as UTF-16 and is none: save it as UTF-8: not used." in book.report.sentences


def test_blank_lines_before_the_header_keep_line_numbers(folder_of):
    book = read_folder(folder_of(sales="\n\nsalesperson,date,amount\nAnn,2017-03-01,1\nAnn,never,1\n"))
    assert len(book.sales) == 1
    assert refusals(book) == ["sales.csv, line 5: 'never' is no date; the line was not entered"]


def test_semicolons(folder_of):
    book = read_folder(folder_of(sales="salesperson;date;amount\nAnn;2017-03-01;1,200\n"))
    assert book.sales[0].amount == Decimal(1200)
