"""A condition means one thing for every legal value, and can never do anything but compare."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.expression import ITSELF, Expression, Name
from inspektor.domain.logic import CASE_NAMES
from inspektor.domain.xpath import _parser

NAMES = {
    **CASE_NAMES,
    "q": Name("choice", ("ja", "nej", "vet_ej")),
    "m": Name("multiple", ("a", "b", "c", "vet_ej")),
    "n": Name("number", ("vet_ej",)),
    "d": Name("date", ("vet_ej",)),
    "t": Name("text"),
    "s": Name("text"),
    "and": Name("choice", ("ja", "nej")),
}


def holds(condition: str, **values: object) -> bool:
    return Expression.parse(condition, NAMES).evaluate(values)


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        ("${q} = 'ja'", {"q": "ja"}, True),
        ("${q} = 'ja'", {"q": "nej"}, False),
        ("${q} != 'ja'", {"q": "vet_ej"}, True),
        ('${q} = "ja"', {"q": "ja"}, True),
        ("'ja' = ${q}", {"q": "ja"}, True),
        ("${ q }='ja'", {"q": "ja"}, True),
        ("${and} = 'ja' and ${q} = 'ja'", {"and": "ja", "q": "ja"}, True),
        ("${q} = 'ja' or ${n} = 1 and ${n} = 2", {"q": "ja", "n": 3}, True),
        ("(${q} = 'ja' or ${n} = 1) and ${n} = 2", {"q": "ja", "n": 3}, False),
        ("not(${q} = 'ja')", {"q": "nej"}, True),
        ("not (${q} = 'ja' and ${n} > 1)", {"q": "ja", "n": 2}, False),
        ("${n} >= 3", {"n": 3}, True),
        ("${n} < 2.5", {"n": 2}, True),
        ("${n} > -1", {"n": 0}, True),
        ("-1 > ${n}", {"n": -2}, True),
        ("${n} = 007", {"n": 7}, True),
        ("${fodelsear} < 1990", {"fodelsear": 1989}, True),
        ("${fodelsear} < 1990", {"fodelsear": "1989"}, True),
        ("${d} < '2020-01-01'", {"d": "2019-12-31"}, True),
        ("${d} >= '2019-12-31'", {"d": "2019-12-31"}, True),
        ("${d} < ${beslutsdatum}", {"d": "2019-02-28", "beslutsdatum": "2019-03-01"}, True),
        ("${beslut} = 'delvis avslag'", {"beslut": "delvis avslag"}, True),
        ("${beslut} = 'avslag'", {"beslut": "delvis avslag"}, False),
        ("${t} = 'it''s'", {"t": "it's"}, True),
        ("${t} = ${s}", {"t": "å", "s": "å"}, True),
        ("${t} = ${enhet}", {"t": "Farsta", "enhet": "Farsta"}, True),
        ("${q} = ${barn}", {"q": "nej", "barn": "nej"}, True),
        ("${n} < ${fodelsear}", {"n": 1, "fodelsear": 2}, True),
        ("selected(${m}, 'b')", {"m": "a b"}, True),
        ("selected(${m}, 'c')", {"m": "a b"}, False),
        ("selected(${q}, 'ja')", {"q": "ja"}, True),
        ("${m} = 'vet_ej'", {"m": "vet_ej"}, True),
        ("count-selected(${m}) = 2", {"m": "a b"}, True),
        ("count-selected(${m}) < ${n}", {"m": "a b", "n": 3}, True),
    ],
)
def test_a_condition_compares_as_it_reads(condition: str, values: dict[str, object], expected: bool) -> None:
    assert holds(condition, **values) is expected


@pytest.mark.parametrize(
    "missing", [{}, {"q": "", "m": "", "n": "", "d": "", "t": ""}, {"q": None, "m": None, "n": None}]
)
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("${q} = ''", True),
        ("${q} != ''", False),
        ("${n} = ''", True),
        ("${d} = ''", True),
        ("${m} = ''", True),
        ("${q} = 'ja'", False),
        ("${q} != 'ja'", True),
        ("${n} = 3", False),
        ("${n} != 3", True),
        ("${n} > 3", False),
        ("${n} <= 3", False),
        ("not(${n} > 3)", True),
        ("${n} >= ${fodelsear}", False),
        ("${d} < '2019-01-01'", False),
        ("${d} > '2019-01-01'", False),
        ("selected(${m}, 'a')", False),
        ("count-selected(${m}) = 0", True),
    ],
)
def test_what_has_no_answer_is_empty_and_neither_more_nor_less_than_anything(
    condition: str, expected: bool, missing: dict[str, object]
) -> None:
    assert holds(condition, **missing) is expected


def test_zero_is_an_answer() -> None:
    assert holds("${n} = 0 and ${n} != '' and ${n} < 1", n=0)


@pytest.mark.parametrize(
    "condition", ["${n} > 3", "${n} <= 3", "${n} = 3", "${d} > '2019-01-01'", "${d} < '2019-01-01'"]
)
def test_vet_ej_is_no_number_and_no_date(condition: str) -> None:
    assert not holds(condition, n="vet_ej", d="vet_ej")
    assert holds("${n} = 'vet_ej' and ${n} != '' and count-selected(${m}) = 0", n="vet_ej", m="vet_ej")


def test_a_constraint_speaks_of_the_answer_itself() -> None:
    condition = Expression.parse(". >= 0 and . <= 20", {ITSELF: Name("number")})
    assert [condition.evaluate({ITSELF: value}) for value in (-1, 0, 20, 21)] == [False, True, True, False]


def test_references_are_named_once_in_the_order_they_come() -> None:
    assert Expression.parse("${q} = 'ja' and (${n} = 1 or ${q} = '')", NAMES).references == ("q", "n")


def test_only_the_parts_that_do_not_hold_are_blamed() -> None:
    condition = Expression.parse("${q} = 'ja' and (${n} = 1 or ${t} = 'x') and ${d} != ''", NAMES)
    assert condition.failing({"q": "ja", "n": 2, "t": "y"}) == ("n", "t", "d")
    assert condition.failing({"q": "ja", "n": 1, "d": "2019-01-01"}) == ()


UNLIKE = [
    "${q} = 1",
    "${q} < 'ja'",
    "${q} = 'maybe'",
    "${q} = ${n}",
    "${q} = ${beslut}",
    "${q} = ${q}",
    "${m} = 'a'",
    "${m} = ${q}",
    "${n} = 'tre'",
    "${n} = ${d}",
    "${n} > ''",
    "${d} = 'igår'",
    "${d} > 2019",
    "${d} = ${t}",
    "${d} < '2019-02-30'",
    "${d} < ''",
    "${t} < 'b'",
    "${t} = 1",
    "${t} < ${s}",
    "${fodelsear} = 'ja'",
    "selected(${m}, 'd')",
    "selected(${m}, 1)",
    "selected(${m}, ${q})",
    "selected(${beslut}, 'avslag')",
    "selected(${n}, '1')",
    "selected('a', 'a')",
    "count-selected(${q}) = 1",
    "count-selected(${m}) = ''",
    "count-selected(${m}) = 'a'",
    "count-selected(count-selected(${m})) = 1",
    "count-selected(${m})",
    "not(${q})",
    "${q} and ${n}",
    "(${q} = 'ja') = (${n} = 1)",
    "'a' = 'a'",
    "1",
    "'ja'",
]


@pytest.mark.parametrize("condition", UNLIKE)
def test_unlike_things_are_refused_when_the_condition_is_read(condition: str) -> None:
    with pytest.raises(Problem, match=r"\.$"):
        Expression.parse(condition, NAMES)


DANGEROUS = [
    "__import__('os').system('touch x')",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('1')",
    "open('/etc/passwd')",
    "exec('import os')",
    "${q.__class__} = 'ja'",
    "${__builtins__} = 'ja'",
    "doc('/etc/passwd')",
    "doc-available('/etc/passwd') = 'ja'",
    "unparsed-text('/etc/passwd') = ${q}",
    "collection('/') = ${q}",
    "environment-variable('HOME') = ${q}",
    "document('/etc/passwd')",
    "fn:doc('/etc/passwd')",
    "parse-xml('<a/>')",
    "/",
    "//*",
    "../q = 'ja'",
    "@q = 'ja'",
    "q[1] = 'ja'",
    "child::q = 'ja'",
    "for $x in (1, 2) return $x",
    "if (${q} = 'ja') then 1 else 2",
    "some $x in ${q} satisfies $x = 'ja'",
    "${q} | ${m}",
    "true()",
    "string(${q}) = 'ja'",
    "concat(${q}, 'a') = 'ja'",
    "(: comment :) ${q} = 'ja'",
    "Q{urn:x}f()",
    "${q} instance of xs:string",
    "text()",
    "node()",
    "f'{1}'",
    "${q} = 'ja'; 1",
    "lambda: 1",
    "${q} = 'ja' # comment",
    "`id`",
    "$(id)",
]
_watching: list[str] | None = None


def _hook(event: str, _arguments: object) -> None:
    if _watching is not None and event.partition(".")[0] in (
        "open",
        "os",
        "subprocess",
        "socket",
        "exec",
        "compile",
        "import",
    ):
        _watching.append(event)


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Everything that reaches out of the interpreter meanwhile."""
    global _watching  # noqa: PLW0603  # an audit hook has no other way out
    seen: list[str] = []
    _watching = seen
    try:
        yield seen
    finally:
        _watching = None


@pytest.mark.parametrize("condition", DANGEROUS)
def test_a_condition_can_never_run_code_or_read_anything(condition: str) -> None:
    assert holds("${q} = 'ja'", q="ja")  # everything needed is imported by now
    with watched() as seen, pytest.raises(Problem):
        Expression.parse(condition, NAMES)
    assert seen == []


def test_the_watch_sees_what_it_should() -> None:
    with watched() as seen:
        eval("1")  # noqa: S307  # what no condition may ever do
    assert seen


def test_the_parser_knows_no_symbol_beyond_the_few() -> None:
    special = {symbol for symbol in _parser().symbol_table if symbol.startswith("(") and len(symbol) > 1}
    assert set(_parser().symbol_table) - special == {
        *("=", "!=", "<", "<=", ">", ">=", "(", ")", ",", "$", "-"),
        *("and", "or", "not", "selected", "count-selected"),
    }


LEGAL: dict[str, st.SearchStrategy[object]] = {
    "q": st.sampled_from(["ja", "nej", "vet_ej", "", None]),
    "m": st.sampled_from(["a", "a b", "a b c", "vet_ej", "", None]),
    "n": st.one_of(st.integers(-(10**15), 10**15), st.sampled_from(["vet_ej", "", None])),
    "d": st.one_of(st.dates().map(str), st.sampled_from(["vet_ej", "", None])),
    "t": st.one_of(st.text(), st.none()),
    "s": st.text(),
}
FRAGMENTS = [
    "${q}",
    "${m}",
    "${n}",
    "${d}",
    "${t}",
    "'ja'",
    "'a'",
    "''",
    "'2019-01-01'",
    "1",
    "-2.5",
    "=",
    "!=",
    "<",
    ">=",
]
FRAGMENTS += ["and", "or", "not(", "(", ")", "selected(", "count-selected(", ",", "$", "/", "[", "lambda", "'"]


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join) | st.text(max_size=40), st.fixed_dictionaries(LEGAL)
)
def test_whatever_is_written_is_refused_or_then_holds_or_not(condition: str, values: dict[str, object]) -> None:
    try:
        read = Expression.parse(condition, NAMES)
    except Problem:
        return
    assert read.evaluate(values) in (True, False)


COMPARISONS: list[tuple[str, Callable[[object, object], bool]]] = [
    ("<", lambda left, right: left < right),  # type: ignore[operator]
    ("<=", lambda left, right: left <= right),  # type: ignore[operator]
    (">", lambda left, right: left > right),  # type: ignore[operator]
    (">=", lambda left, right: left >= right),  # type: ignore[operator]
    ("=", lambda left, right: left == right),
    ("!=", lambda left, right: left != right),
]


@given(st.sampled_from(COMPARISONS), st.dates(), st.dates())
def test_dates_compare_as_dates(
    comparison: tuple[str, Callable[[object, object], bool]], one: object, other: object
) -> None:
    sign, compare = comparison
    assert holds(f"${{d}} {sign} '{other}'", d=str(one)) is compare(one, other)


@given(st.sampled_from(COMPARISONS), st.integers(), st.integers())
def test_whole_numbers_compare_as_numbers(
    comparison: tuple[str, Callable[[object, object], bool]], one: object, other: object
) -> None:
    sign, compare = comparison
    assert holds(f"${{n}} {sign} {other}", n=one) is compare(one, other)


@given(st.text(), st.text())
def test_texts_are_equal_when_they_are_the_same(one: str, other: str) -> None:
    assert holds("${t} = ${s}", t=one, s=other) is (one == other)
    assert holds("${t} = ${s}", t=one, s=one)
