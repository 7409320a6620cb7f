"""Words in a row that two texts share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.words import longest_run

words = st.lists(st.sampled_from("abc"), max_size=9)


@given(words, words)
def test_the_longest_run_is_the_longest_stretch_of_one_in_the_other(
    a: list[str], b: list[str]
) -> None:
    stretches = [a[i:j] for i in range(len(a)) for j in range(i + 1, len(a) + 1)]
    inside = [
        len(run) for run in stretches if any(b[k : k + len(run)] == run for k in range(len(b)))
    ]
    assert longest_run(a, b) == max(inside, default=0)
