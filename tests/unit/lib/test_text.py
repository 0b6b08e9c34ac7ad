"""What people may type, and what is refused."""

import time

import pytest

from lib.text import TextRefused, clean_email, clean_line, clean_prose, initials


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Elsa   Rivera ", "Elsa Rivera"),
        ("Elsa\nRivera\t", "Elsa Rivera"),
        ("Jose\u0301 Mun\u0303oz", "José Muñoz"),
        ("Ñ", "Ñ"),
        ("Quesos O'Higgins & Cía. — 3ª", "Quesos O'Higgins & Cía. — 3ª"),
        ("<b>Elsa</b>", "<b>Elsa</b>"),
        ("x" * 120, "x" * 120),
    ],
)
def test_a_line_is_normalised(typed, kept):
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "blank"),
        (" \n ", "blank"),
        ("x" * 121, "max_length"),
        ("x" * 5_000, "max_length"),
        ("e" + "\u0301" * 10_000, "max_length"),
        ("e" + "\u0301" * 50, "too_many_marks"),
        ("Elsa\u202eariviR", "hidden_characters"),
        ("Elsa\u200fRivera", "hidden_characters"),
        ("Elsa\u200bRivera", "hidden_characters"),
        ("Elsa\ufeff", "hidden_characters"),
        ("Elsa\x00Rivera", "hidden_characters"),
        ("Elsa\x1b[31m", "hidden_characters"),
        ("Elsa\ud800", "hidden_characters"),
        ("\u3164\u3164", "hidden_characters"),
        ("···", "no_letters"),
    ],
)
def test_a_line_is_refused_by_a_stable_code(typed, code):
    with pytest.raises(TextRefused) as refused:
        clean_line(typed)
    assert refused.value.code == code
    assert str(refused.value.message)


def test_prose_keeps_its_lines():
    assert clean_prose(" Uno \r\n\r\n\r\n\r\n dos\ttres \n", max_length=100) == "Uno\n\ndos tres"


@pytest.mark.parametrize("typed", ["a\u202eb", "a\x00b", "a\x08b"])
def test_prose_hides_nothing(typed):
    with pytest.raises(TextRefused):
        clean_prose(typed, max_length=100)


def test_a_long_text_is_refused_before_work_is_done_on_it():
    started = time.perf_counter()
    with pytest.raises(TextRefused):
        clean_prose("a" + "\u0301\u0316" * 5_000_000, max_length=20_000)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Elsa.Rivera+minga@Example.CL ", "elsa.rivera+minga@example.cl"),
        ("elsa@quesería.cl", "elsa@xn--quesera-dza.cl"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "elsa",
        "elsa@",
        "@example.cl",
        "elsa@example",
        "elsa@exa mple.cl",
        "elsa\n@example.cl",
        "elsa@example.cl\nbcc:all@example.cl",
        "joſe@example.cl",
        "\u212aelsa@example.cl",
        "josé@example.cl",
        "a" * 250 + "@example.cl",
        "elsa@" + "a" * 64 + ".cl",
        "elsa@\u202eexample.cl",
        "elsa\x00@example.cl",
        "a@b@example.cl",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(TextRefused) as refused:
        clean_email(typed)
    assert refused.value.code == "invalid_email"


@pytest.mark.parametrize(
    ("name", "short"),
    [("Elsa Rivera", "ER"), ("elsa", "E"), ("Quesería La Cabra Feliz", "QF"), ("···", "?"), ("ñandú", "Ñ")],
)
def test_initials(name, short):
    assert initials(name) == short
