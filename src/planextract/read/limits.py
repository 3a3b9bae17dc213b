"""Bounds on what a file may make the program do. A real plan stays far below each of them."""

OBJECTS_PER_PAGE = 500_000
"""Painting operations on a page."""

GLYPHS_PER_PAGE = 200_000

FORM_DEPTH = 12
"""Nesting of form XObjects; deeper ones are not entered."""

PAGE_SIZE = 20_000
"""Points a side; 14,400 is the limit of PDF 1.7 (ISO 32000-1, annex C)."""

LOOK_SCALE = 1.5
"""Pixels per point when the page is rendered to settle a doubt."""

LOOK_CONTRAST = 24
"""Of 255: a change of colour smaller than this is not seen on paper."""

PICTURE_SIZE = 4000
"""Pixels a side of a page's picture."""
