"""Check codes of local public bodies (全国地方公共団体コード): five digits and a check digit.

A code is text, not a number: the codes of Hokkaidō to Tochigi begin with 0.
"""

from __future__ import annotations

import re

_DIGIT_WEIGHTS = (6, 5, 4, 3, 2)
_CODE_PATTERN = re.compile(r"[0-9]{6}")


def compute_check_digit(digits: str) -> str:
    """Return the check digit that follows the five digits of a code.

    The digits are weighted 6, 5, 4, 3, 2 and summed; the remainder of the sum by 11 is taken from 11 and
    the last digit of the difference is the check digit.

    >>> compute_check_digit("13120"), compute_check_digit("01100")
    ('2', '2')
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits, _DIGIT_WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def validate_body_code(code: str) -> str:
    """Return the code unchanged if it is valid.

    Raises ValueError when it is not six digits or its check digit is wrong.

    >>> validate_body_code("131202")
    '131202'
    """
    if not _CODE_PATTERN.fullmatch(code):
        raise ValueError(f"{code!r} is no 全国地方公共団体コード: that is six digits, such as 131202")
    right = compute_check_digit(code[:5])
    if code[5] != right:
        raise ValueError(f"the check digit of {code} is wrong: {code[:5]} takes {right}")
    return code
