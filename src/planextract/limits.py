"""Bounds on the resources that one input file may use; a real plan stays far below each of them.

docs/safety.md lists them for people; a test compares it with this module. A file that exceeds a bound of the
file is unreadable, a page that exceeds a bound of the page is unreadable: nothing is left out in silence.
"""

FILE_BYTES = 512 * 2**20
"""Largest size of the file, in bytes."""

STREAM_BYTES = 256 * 2**20
"""Largest unpacked size of one stream, in bytes.

Pictures are unpacked only where a page is rendered, within the memory limit of the process.
"""

UNPACKED_BYTES = 2**30
"""Largest unpacked size of all streams together, in bytes, pictures left out."""

OBJECTS = 1_000_000
"""Largest number of objects in the file, those packed in object streams left out."""

PAGES = 10_000
"""Largest number of pages in the file."""

PAGE_SIZE = 20_000
"""Largest side of a page, in points; 14,400 is the limit of PDF 1.7 (ISO 32000-1, annex C)."""

MAX_COORDINATE = 100_000
"""Largest coordinate, in points from the top left of the visible page; larger ones are clamped to it."""

OBJECTS_PER_PAGE = 200_000
"""Largest number of painting operations on a page, those of its forms included."""

POINTS_PER_PAGE = 500_000
"""Largest number of points in the paths and clip paths on a page."""

GLYPHS_PER_PAGE = 100_000
"""Largest number of characters on a page."""

RULINGS_PER_PAGE = 10_000
"""Largest number of rulings (horizontal and vertical lines) on a page."""

POSITIONS_PER_TABLE = 100_000
"""Largest number of rows times columns of a table; a larger grid is not read as a table."""

FORM_DEPTH = 20
"""Deepest nesting of form XObjects."""

TEXT_LENGTH = 30_000
"""Largest number of characters in one value; a cell of a workbook holds 32,767."""

DIGITS = 15
"""Largest number of digits in one number; a program that reads JSON numbers as doubles keeps no more."""

RENDER_CHECK_SCALE = 1.5
"""Resolution of the rendering that checks doubtful glyphs and rulings, in pixels per point."""

RENDER_CHECK_PIXELS = 16_000_000
"""Largest number of pixels in a rendering check; a larger page is rendered at a lower resolution."""

RENDER_CHECK_CONTRAST = 24
"""Largest change of a colour channel, on a scale of 255, that is not visible on paper."""

PICTURE_SIZE = 4000
"""Largest side of the picture of a page, in pixels."""

RECOGNITION_PIXELS = 20_000_000
"""Largest number of pixels in which characters are recognised; a larger page is rendered smaller."""
