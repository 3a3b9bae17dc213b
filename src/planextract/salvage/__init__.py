"""Read a plan that survives only as text in a broken reading order, with repeated pages and no positions.

A text whose columns are kept by spaces is read as pages instead, by `read.plain_text`. Every word that a plan
is recognised by comes from the profile, through `profile_words`. The text is read to the same raw plan as
pages are, in this order:

1.  Lines. `read.text_encoding` and `text_lines` read them, `choose_profile` chooses the profile.
    `header_lines` joins years set upright, `overprinted_text` and `split_headings` remove overprint,
    `repeated_blocks` finds pages that occur twice.
2.  Fragments. `lexicon`, `table_lines` (with `run_together_cells`) and `line_recogniser` classify each line;
    `title_continuation`, `neighbours` and `footnote_parts` join lines that only their neighbours explain.
    `salvage_reader` does all this and keeps the coverage.
3.  The plan. `project_captions` reads numbers of projects, `heading_owners` the levels above them,
    `header_periods` the columns.
4.  Attribution of fragments to projects. `project_slots` are the projects; `reading_order` decides whether
    the text keeps their order, `attribution` measures how well a text fits a project. `prose_owners`
    attributes paragraphs and footnotes, `fragment_kinds` and `cell_clusters` the fragments of tables.
5.  Rows. `goal_rows` joins goals and cells, `cell_order` tries every order in which the text may list them,
    `cell_assignment` places cells apart from their row; `table_feet` attributes budgets and departments,
    `unit_names` restores the departments' lines, `relisted_entries` and `relisted_owners` read projects
    listed again. `salvage_tables` does these.
6.  `salvage_text` does all of it and writes the raw plan.

Anything uncertain is left out, with a finding.
"""
