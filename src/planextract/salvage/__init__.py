"""A plan that survives only as text: no positions, reading order broken, pages repeated.

From the text to the same draft that pages are read to, in this order:

1.  Lines. `decode` and `lines` read them, `fit` chooses the profile. `header` sets upright years on a line,
    `strikes` and `scatter` write once what was struck twice, `repeats` finds pages that stand again.
2.  Tables kept by spaces are written out row by row: `aligned`, with `words`, `columns`, `grid`, `spans` and
    `superscripts`.
3.  Pieces. `lexicon`, `table_lines` and `recognise` tell what each line is; `titles`, `neighbours` and
    `notes` put together what only neighbours explain. `reading` does all this and keeps account.
4.  The plan. `bands` reads numbers of projects, `headings` the levels above them, `periods` the columns.
5.  Whose a piece is. `sites` are the projects; `order` tells whether the text keeps their order, `owners`
    what a text is about. `texts` gives away paragraphs and footnotes, `kinds` and `clusters` what stands in
    tables.
6.  Rows. `rows` puts goals and cells together, `turns` in every order that the text may have read them in,
    `arrange` what stands apart; `foot` sees to budgets and departments, `names` to their lines, `relisted`
    and `references` to what stands elsewhere. `tables` does these.
7.  `assemble` does all of it and writes the draft.

What is not certain is left out, with a finding.
"""
