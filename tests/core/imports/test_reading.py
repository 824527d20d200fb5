"""Files as they are: rows come out with their lines, and what is no row comes out with its reason."""

import tracemalloc
from pathlib import Path

import pytest

from kith_core.imports.dialect import guess_format
from kith_core.imports.reading import LONGEST_CELL, Rows
from kith_metadata.faults import ValueFault


def read(tmp_path: Path, content: bytes | str, **chosen):
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    file_format = guess_format(path).format
    with Rows(path, file_format) as rows:
        return rows.headers, list(rows)


def taken(rows):
    return [(row.line, row.cells) for row in rows if row.fault is None]


def refused(rows):
    return [(row.line, row.fault.code) for row in rows if row.fault is not None]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    lines = [["name", "when"], ["a", "10:00:00"], ["b, c; d", "11:00:00"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    headers, rows = read(tmp_path, text)
    assert headers == ["name", "when"]
    assert taken(rows) == [(2, ["a", "10:00:00"]), (3, ["b, c; d", "11:00:00"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_survive_their_encoding(tmp_path, encoding):
    text = "name,city\nJosé,Zürich\nZoë,Plzen\n"
    headers, rows = read(tmp_path, text.encode(encoding))
    assert headers == ["name", "city"]
    assert taken(rows) == [(2, ["José", "Zürich"]), (3, ["Zoë", "Plzen"])]


def test_the_guess_of_an_encoding_is_told(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes("name\nJosé\n".encode("cp1252"))
    guess = guess_format(path)
    assert guess.format.encoding == "cp1252"
    assert "Windows-1252" in guess.notices[0]


def test_a_few_damaged_bytes_cost_their_rows_only(tmp_path):
    content = "name,city\nJosé,Zürich\n".encode() + b"Bad\xff,Bern\n" + "Zoë,Genève\n".encode()
    _, rows = read(tmp_path, content)
    assert [line for line, _ in taken(rows)] == [2, 4]
    assert refused(rows) == [(3, "encoding")]


def test_a_row_of_another_width_is_refused_by_line(tmp_path):
    _, rows = read(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n")
    assert taken(rows) == [(2, ["1", "2", "3"]), (5, ["4", "5", "6"])]
    assert [(row.line, row.fault.found, row.fault.wanted) for row in rows if row.fault] == [
        (3, "2 columns", "3"),
        (4, "4 columns", "3"),
    ]


def test_empty_cells_beyond_the_last_column_are_dropped(tmp_path):
    _, rows = read(tmp_path, "a,b\n1,2,,\n")
    assert taken(rows) == [(2, ["1", "2"])]


def test_empty_lines_are_passed_over_and_lines_keep_their_numbers(tmp_path):
    _, rows = read(tmp_path, "a,b\r\n\r\n1,2\r\n,\r\n\r\n3,4")
    assert taken(rows) == [(3, ["1", "2"]), (6, ["3", "4"])]


def test_a_cell_may_hold_lines_quotes_and_delimiters(tmp_path):
    _, rows = read(tmp_path, 'a,b\n"one\ntwo, ""three""",x\ny,z\n')
    assert taken(rows) == [(2, ['one\ntwo, "three"', "x"]), (4, ["y", "z"])]


def test_a_quote_never_closed_costs_its_own_line_only(tmp_path):
    _, rows = read(tmp_path, 'a,b\n1,"two\n3,4\n5,6\n')
    assert taken(rows) == [(3, ["3", "4"]), (4, ["5", "6"])]
    assert refused(rows) == [(2, "open_quote")]


def test_a_quote_closed_far_below_by_another_slip_costs_the_two_lines(tmp_path):
    lines = ["a,b", '1,"two', *(f"{n},x" for n in range(100)), '3,"four', "5,6"]
    _, rows = read(tmp_path, "\n".join(lines))
    assert len(taken(rows)) == 101
    assert refused(rows) == [(2, "open_quote"), (103, "open_quote")]


def test_text_cut_off_inside_a_quote_is_refused(tmp_path):
    _, rows = read(tmp_path, 'a,b\n1,2\n3,"cut off')
    assert taken(rows) == [(2, ["1", "2"])]
    assert refused(rows) == [(3, "open_quote")]


def test_a_zero_byte_refuses_its_row(tmp_path):
    _, rows = read(tmp_path, "a,b\n1,x\0y\n3,4\n")
    assert taken(rows) == [(3, ["3", "4"])]
    assert refused(rows) == [(2, "nul")]


@pytest.mark.parametrize("wrapped", [False, True])
def test_ten_megabytes_in_a_cell_are_refused_in_little_memory(tmp_path, wrapped):
    cell = "x" * 10_000_000
    path = tmp_path / "file.csv"
    path.write_text(f"a,b\n1,2\n1,{chr(34) + cell + chr(34) if wrapped else cell}\n3,4\n")
    file_format = guess_format(path).format
    tracemalloc.start()
    with Rows(path, file_format) as rows:
        found = [(row.line, row.fault and row.fault.code) for row in rows]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(2, None), (3, "too_long"), (4, None)]
    assert peak < 40_000_000


def test_the_longest_cell_allowed_passes(tmp_path):
    _, rows = read(tmp_path, f"a,b\n1,{'x' * (LONGEST_CELL - 10)}\n")
    assert refused(rows) == []


def test_headers_that_repeat_or_are_empty_get_names_of_their_own(tmp_path):
    headers, _ = read(tmp_path, "name,,name,Column 2\na,b,c,d\n")
    assert headers == ["name", "Column 2", "name (2)", "Column 2 (2)"]


def test_a_file_whose_first_row_is_data_loses_no_row(tmp_path):
    headers, rows = read(tmp_path, "1,2024-01-05,ann@example.org\n2,2024-01-06,bo@example.org\n")
    assert headers == ["Column 1", "Column 2", "Column 3"]
    assert [line for line, _ in taken(rows)] == [1, 2]


def test_the_line_that_spreadsheets_put_first_is_no_row(tmp_path):
    headers, rows = read(tmp_path, "sep=;\nname;city\nAnn;Bern\n")
    assert headers == ["name", "city"]
    assert taken(rows) == [(3, ["Ann", "Bern"])]


def test_single_quotes_can_wrap_cells(tmp_path):
    _, rows = read(tmp_path, "'name','city'\n'Ann, Bo','Bern'\n")
    assert taken(rows) == [(2, ["Ann, Bo", "Bern"])]


def test_an_empty_file_says_what_is_wanted(tmp_path):
    with pytest.raises(ValueFault) as caught:
        read(tmp_path, "")
    assert caught.value.found == "an empty file"
