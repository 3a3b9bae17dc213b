"""Bounds on what a file may make the program do. A real plan stays far below each of them.

docs/safety.md lists them for people; a test holds it to this module. What passes a bound of the file makes
it unreadable, what passes a bound of a page makes that page unreadable: nothing is left out in silence.
"""

FILE_BYTES = 512 * 2**20
"""Size of the file."""

STREAM_BYTES = 256 * 2**20
"""Size of one stream once it is unpacked. Pictures are unpacked only where a page is rendered, within the
memory limit of the process."""

UNPACKED_BYTES = 2**30
"""Size of all streams together once they are unpacked, pictures left out."""

OBJECTS = 1_000_000
"""Objects of the file, those packed in streams left out."""

PAGES = 10_000
"""Pages of the file."""

PAGE_SIZE = 20_000
"""Points a side; 14,400 is the limit of PDF 1.7 (ISO 32000-1, annex C)."""

FARTHEST = 100_000
"""Points from the page's corner; what is painted farther away counts as painted there."""

OBJECTS_PER_PAGE = 200_000
"""Painting operations on a page, those of its forms included."""

POINTS_PER_PAGE = 500_000
"""Points of the paths on a page, and of the clip path of each object that has one."""

GLYPHS_PER_PAGE = 100_000
"""Characters on a page."""

RULES_PER_PAGE = 10_000
"""Level and plumb lines on a page, which may be those of tables."""

PLACES_PER_TABLE = 100_000
"""Rows times columns of a table; what has more is read as no table."""

FORM_DEPTH = 20
"""Nesting of form XObjects."""

TEXT_LENGTH = 30_000
"""Characters of one value; a cell of a workbook holds 32,767."""

DIGITS = 15
"""Digits of one number; more can't be told apart by what reads JSON numbers as doubles."""

LOOK_SCALE = 1.5
"""Pixels per point when the page is rendered to settle a doubt."""

LOOK_PIXELS = 16_000_000
"""Pixels of such a picture; a larger page is rendered smaller."""

LOOK_CONTRAST = 24
"""Of 255: a change of colour smaller than this is not seen on paper."""

PICTURE_SIZE = 4000
"""Pixels a side of a page's picture."""
