"""Codes of local public bodies, and how a plan comes to bear one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.api import Options, parse
from planextract.errors import UsageError
from planextract.families.profile_loader import load_profile
from planextract.japanese.body_codes import compute_check_digit, validate_body_code
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.publisher import resolve_publisher

SAMPLES = Path(__file__).parents[2] / "samples"


# as published in the list of 総務省
@pytest.mark.parametrize("code", ["011002", "131016", "131202", "141003", "271004", "400009", "472018"])
def test_published_codes(code: str) -> None:
    assert validate_body_code(code) == code


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(0, 4), st.integers(1, 9))
def test_a_slip_of_one_digit_is_noticed_where_the_digit_can_tell(digits: str, place: int, by: int) -> None:
    slipped = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    if compute_check_digit(slipped) == compute_check_digit(digits):
        # 10 and 0 share a check digit, so two remainders of the eleven look alike
        weighted = [
            sum(int(d) * w for d, w in zip(x, (6, 5, 4, 3, 2), strict=True)) % 11 for x in (digits, slipped)
        ]
        assert {*weighted} == {0, 10} or {*weighted} == {1}
    else:
        with pytest.raises(ValueError, match="check digit"):
            validate_body_code(slipped + compute_check_digit(digits))


@pytest.mark.parametrize("code", ["", "13120", "1312020", "１３１２０２", "13120X", "131203"])
def test_refused(code: str) -> None:
    with pytest.raises(ValueError, match="digit"):
        validate_body_code(code)


def test_option_is_checked() -> None:
    with pytest.raises(UsageError, match="13120 takes 2"):
        parse(SAMPLES / "shinonomeno.pdf", Options(body_code="131203"))
    with pytest.raises(UsageError, match="licence"):
        parse(SAMPLES / "shinonomeno.pdf", Options(licence="as you like"))


def test_options_go_before_the_profile(tmp_path: Path) -> None:
    shipped = read_profile_text("ward")
    path = tmp_path / "own.yaml"
    path.write_text(shipped + 'body: {code: "131202", name: 東雲野区}\nlicence: CC-BY-4.0\n', "utf-8")
    profile = load_profile(path)
    told = resolve_publisher(profile, None, None, None)
    assert (told["body"].code, told["body"].name, told["licence"]) == ("131202", "東雲野区", "CC-BY-4.0")
    told = resolve_publisher(profile, "131016", None, None)
    assert (told["body"].code, told["body"].name) == ("131016", "東雲野区")
    path.write_text(shipped + "body: {code: 131203}\n", "utf-8")
    with pytest.raises(UsageError, match=r"body\.code"):
        load_profile(path)


def test_nothing_named_nothing_written() -> None:
    assert "body" not in parse(SAMPLES / "shinonomeno.pdf").model_dump()
