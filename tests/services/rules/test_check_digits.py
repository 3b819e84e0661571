import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.check_digits import CHECK_DIGIT_METHODS, check_digit_fits


@pytest.mark.parametrize(
    ("method", "number"),
    [
        # 4901234567894 is the usual example of a JAN code; 79927398713 that of Luhn; a modulus 11 by hand:
        # 3·2 + 2·3 + 1·4 = 16, 11 - 5 = 6; the seventh weight is 2 again.
        # Remainders of 0 and 1 both want a 0: 4·2 + 1·3 = 11, 6·2 = 12.
        # That JAN code fits with the weights 3 and 1 in each other's place, too; the second one doesn't.
        ("modulus10-weight3", "4901234567894"),
        ("modulus10-weight3", "4006381333931"),
        ("luhn", "79927398713"),
        ("luhn", "59"),
        ("modulus11", "1236"),
        ("modulus11", "140"),
        ("modulus11", "60"),
        ("modulus11", "00000019"),
        ("modulus11", "10000009"),
        ("modulus7", "100000014"),
    ],
)
def test_check_digits(method: str, number: str) -> None:
    assert check_digit_fits(number, method)
    for wrong in set("0123456789") - {number[-1]}:
        assert not check_digit_fits(number[:-1] + wrong, method)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_without_a_method_every_number_fits(number: str) -> None:
    assert check_digit_fits(number, None)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.sampled_from(sorted(CHECK_DIGIT_METHODS)))
def test_each_method_wants_exactly_one_digit(digits: str, method: str) -> None:
    assert sum(check_digit_fits(digits + check, method) for check in "0123456789") == 1


@pytest.mark.parametrize("number", ["AB00123", "AB-00123", "1234567A"])
def test_no_method_counts_letters_so_that_such_a_number_is_never_warned_of(number: str) -> None:
    assert all(check_digit_fits(number, method) for method in (None, *CHECK_DIGIT_METHODS))


def test_hyphens_do_not_count() -> None:
    assert check_digit_fits("7992739871-3", "luhn")
    assert not check_digit_fits("7992739871-4", "luhn")


def test_an_unknown_method_is_told() -> None:
    with pytest.raises(ValueError, match="no check digit method"):
        check_digit_fits("123456789", "guess")
