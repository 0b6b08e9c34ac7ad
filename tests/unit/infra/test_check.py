"""The sum at the end of `make test` counts what each tool reported."""

from __future__ import annotations

import pytest

from infra.check.steps import tally


@pytest.mark.parametrize(
    ("said", "code", "counted"),
    [
        ("All checks passed!\n", 0, (1, 0)),
        ("Found 3 errors.\n", 1, (0, 1)),
        ("....\n12 passed in 4.20s\n", 0, (12, 0)),
        ("==== 3 failed, 12 passed, 1 warning, 2 errors in 4.2s ====\n", 1, (12, 5)),
        ("12 passed, 2 skipped in 65.1s (0:01:05)\n", 0, (12, 2)),
        ("12 passed in 4.20s\nthen the process crashed\n", 139, (12, 1)),
        ("no tests ran in 0.01s\n", 5, (0, 1)),
        ("      Tests  1 failed | 40 passed (41)\n", 1, (40, 1)),
        (" Test Files  9 passed (9)\n      Tests  41 passed (41)\n", 0, (41, 0)),
    ],
)
def test_what_tools_report_is_counted(said: str, code: int, counted: tuple[int, int]) -> None:
    assert tally(said, code) == counted
