"""R1 to R7: the sixteen role catalogues hold together, in both languages, and are complete."""

import csv
import re
from collections import Counter

import pytest

from tests.engine.catalogue_facts import (
    AREAS,
    COUNTS,
    CUT,
    DELIVERABLES,
    FOLDER,
    FREQUENCIES,
    HEADER,
    LEVELS,
    LIFE_CYCLE,
    PAIRS,
    PREFIXES,
    SECTIONS,
    STAGES,
)


def read(code):
    with (FOLDER / f"{code}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def rows_of(code):
    lines = read(code)
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@pytest.fixture(scope="module")
def catalogues():
    return {code: rows_of(code) for code in COUNTS}


@pytest.fixture(scope="module")
def rows(catalogues):
    return [(f"{code}:{row['code']}", row) for code, its in catalogues.items() for row in its]


def wrong(rows, is_wrong):
    return [where for where, row in rows if is_wrong(row)]


def has_chinese(text):
    return any("\u2e80" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" for sign in text)


def test_r7_there_are_sixteen_files():
    assert len(COUNTS) == 16
    assert sorted(path.stem for path in FOLDER.glob("*.csv")) == sorted(COUNTS)


@pytest.mark.parametrize("code", COUNTS)
def test_r7_every_file_has_the_same_header_and_full_lines(code):
    lines = read(code)
    assert lines[0] == HEADER
    assert {len(line) for line in lines} == {len(HEADER)}


@pytest.mark.parametrize("code", COUNTS)
def test_r7_nothing_is_missing_and_nothing_too_much(code):
    kinds, roles = COUNTS[code]
    rows = rows_of(code)
    found = Counter(row["row"] for row in rows if row["row"] not in ("role", "duty"))
    assert found == Counter({"catalogue": 1, **kinds})
    duties = Counter(row["role"] for row in rows if row["row"] == "duty")
    assert {row["code"]: duties[row["code"]] for row in rows if row["row"] == "role"} == roles


@pytest.mark.parametrize("code", SECTIONS)
def test_r7_groups_have_their_number_of_rows(code):
    rows = [row for row in rows_of(code) if row["row"] in ("function", "power") and row["section"]]
    assert list(Counter(row["section"] for row in rows).values()) == SECTIONS[code]


@pytest.mark.parametrize("code", COUNTS)
def test_r7_the_place_where_the_text_breaks_off_is_marked(code):
    assert {row["breaks_off"] for row in rows_of(code)} <= {"", "1"}
    assert [row["code"] for row in rows_of(code) if row["breaks_off"]] == CUT.get(code, [])


def test_r7_the_first_row_describes_the_catalogue(catalogues):
    for code, rows in catalogues.items():
        assert (rows[0]["row"], rows[0]["code"]) == ("catalogue", code)
        assert rows[0]["text"]
        assert ("breaks off" in rows[0]["text"], "中断" in rows[0]["text_zh"]) == (code in CUT, code in CUT)


def test_r7_ten_functions_repeat_those_of_the_general_company(catalogues):
    repeated = [row["same_as"] for row in catalogues["general-three-sets"] if row["same_as"].startswith("standard:")]
    assert repeated == [f"standard:f{number:02d}" for number in range(1, 11)]


def test_r7_same_as_leads_to_a_first_row_of_the_same_kind(catalogues, rows):
    by_address = dict(rows)
    for where, row in rows:
        if row["same_as"]:
            target = by_address.get(row["same_as"])
            assert target and target is not row, where
            assert target["row"] == row["row"], where
            assert target["area"] == row["area"], where
            assert not target["same_as"], f"{where}: point to where it stands first"


@pytest.mark.parametrize("code", COUNTS)
def test_r1_codes_are_unique_and_well_formed(code):
    rows = rows_of(code)
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    numbers = Counter()
    for row in rows[1:]:
        kind = row["row"]
        if kind == "role":
            assert re.fullmatch("[a-z]+(_[a-z]+)*", row["code"])
            continue
        before = f"{row['role']}." if kind == "duty" else PREFIXES[kind]
        numbers[before] += 1
        assert row["code"] == f"{before}{numbers[before]:02d}"


@pytest.mark.parametrize("code", COUNTS)
def test_r1_duties_follow_their_role(code):
    role = None
    for row in rows_of(code):
        if row["row"] == "role":
            role = row["code"]
        assert row["role"] == (role if row["row"] == "duty" else ""), row["code"]


def test_r2_every_duty_and_function_has_a_known_area(rows):
    needed = ("duty", "function", "power", "rule")
    assert wrong(rows, lambda row: row["row"] in needed and not row["area"]) == []
    assert wrong(rows, lambda row: row["area"] and row["area"] not in AREAS) == []
    assert {row["area"] for _, row in rows} - {""} == AREAS


def test_r2_deliverables_are_known(rows):
    assert wrong(rows, lambda row: row["deliverable"] and row["deliverable"] not in DELIVERABLES) == []


def test_r2_stages_are_known_and_in_order(rows):
    for where, row in rows:
        stages = row["stages"].split(";") if row["stages"] else []
        assert stages == [stage for stage in STAGES if stage in stages], where


@pytest.mark.parametrize("stage", STAGES)
def test_r2_functions_lead_in_their_stage(catalogues, stage):
    leading = [row["code"] for row in catalogues["general-life-cycle"] if stage in row["stages"].split(";")]
    assert leading == LIFE_CYCLE[stage]
    assert len([row for row in catalogues["nutrition"] if row["stages"] == stage]) == 1


def test_r2_every_duty_of_the_deputy_head_has_a_work_standard(catalogues):
    assert all(row["text"] for row in catalogues["deputy-head"] if row["row"] == "duty")
    standard = catalogues["deputy-head"][2]["text"]
    assert "Three trainings" in standard and "morning meeting every day" in standard


def test_r3_roles_have_a_level_and_nothing_else_has(rows):
    assert wrong(rows, lambda row: (row["row"] == "role") != (row["level"] in LEVELS)) == []
    only_roles = ("level", "reports_to", "reports_to_zh", "at_least", "at_most", "requirements")
    assert wrong(rows, lambda row: row["row"] != "role" and any(row[column] for column in only_roles)) == []


def test_r3_whom_a_role_reports_to_is_there(catalogues):
    for code, rows in catalogues.items():
        roles = {row["code"]: row for row in rows if row["row"] == "role"}
        for role in roles.values():
            above, chinese = role["reports_to"], role["reports_to_zh"]
            # A position outside the catalogue has a title in both languages, one inside it has a code.
            assert has_chinese(chinese) if above and above not in roles else not chinese, (code, role["code"])
            assert above != role["code"]
            seen, above = set(), role["code"]
            while above in roles:
                assert above not in seen, (code, role["code"])
                seen.add(above)
                above = roles[above]["reports_to"]


def test_r3_headcounts(catalogues):
    planned = {
        (code, row["code"]): (row["at_least"], row["at_most"])
        for code, rows in catalogues.items()
        for row in rows
        if row["at_least"] or row["at_most"]
    }
    assert planned == {
        **{("standard", role): ("1", "1") for role in COUNTS["standard"][1]},
        ("training", "marketing_supervisor"): ("1", "1"),
        ("training", "marketing_specialist"): ("4", "6"),
    }


def test_r3_requirements_for_the_chief_marketing_officer(rows):
    demanding = [where for where, row in rows if row["requirements"]]
    assert demanding == ["position-setup:chief_marketing_officer"]


def test_r4_frequencies_are_known(rows):
    assert wrong(rows, lambda row: row["frequency"] and row["frequency"] not in FREQUENCIES) == []


@pytest.mark.parametrize(
    ("where", "frequency", "deliverable"),
    [
        ("home-decoration:r01", "daily", "report"),
        ("home-decoration:r02", "weekly", "report"),
        ("design-decoration:expansion_section.01", "weekly", "report"),
        ("design-decoration:expansion_section.02", "monthly", "report"),
        ("design-decoration:marketing_manager.08", "weekly", "report"),
        ("specialist:marketing_specialist.18", "quarterly", "report"),
        ("telecom-county:marketing_head.01", "yearly", "budget"),
    ],
)
def test_r5_reporting_duties_have_their_rhythm(rows, where, frequency, deliverable):
    row = dict(rows)[where]
    assert (row["frequency"], row["deliverable"]) == (frequency, deliverable)
    assert row["text"]


def test_r6_the_referral_reward_names_its_amounts(catalogues):
    reward = next(row for row in catalogues["training"] if row["code"] == "s05")
    assert "500 to 800" in reward["text"] and "at least 500" in reward["text"]


def test_r7_english_and_chinese_are_both_there(rows):
    assert wrong(rows, lambda row: not row["name"]) == []
    for column in PAIRS:
        assert wrong(rows, lambda row, c=column: bool(row[c]) != bool(row[f"{c}_zh"])) == []
        assert wrong(rows, lambda row, c=column: row[f"{c}_zh"] and not has_chinese(row[f"{c}_zh"])) == []


def test_r7_there_is_no_chinese_in_english_columns(rows):
    english = [column for column in HEADER if not column.endswith("_zh")]
    assert wrong(rows, lambda row: any(has_chinese(row[column]) for column in english)) == []


def test_r7_names_are_short(rows):
    assert wrong(rows, lambda row: len(row["name"]) > 100 or len(row["name_zh"]) > 40) == []


def test_r7_cells_have_no_blanks_around_them_nor_line_breaks(rows):
    assert wrong(rows, lambda row: any(cell != " ".join(cell.split()) for cell in row.values())) == []


@pytest.mark.parametrize("code", COUNTS)
def test_r7_names_within_a_catalogue_differ(code):
    for column in ("name", "name_zh"):
        first = [row for row in rows_of(code) if not row["same_as"].startswith(f"{code}:")]
        repeated = Counter((row["row"], row["role"], row[column]) for row in first)
        assert [what for what, times in repeated.items() if times > 1] == []
