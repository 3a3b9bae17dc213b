"""Collect the metadata of a whole dataset, such as its title, licence and source file."""

from __future__ import annotations

from planextract.model.plan import Plan


def collect_facts(plan: Plan) -> dict[str, str]:
    """Return names and values that describe the data and its source; unknown ones are omitted."""
    named = {
        "title": plan.title,
        "body_code": plan.body.code if plan.body else None,
        "body_name": plan.body.name if plan.body else None,
        "licence": plan.licence,
        "baseline_year": plan.baseline_year,
        "first_fiscal_year": min(plan.fiscal_years, default=None),
        "last_fiscal_year": max(plan.fiscal_years, default=None),
        "source_file": plan.source.file,
        "source_sha256": plan.source.sha256,
        "source_pages": plan.source.pages,
        "profile": plan.source.profile,
        "engine": plan.source.engine,
        "schema_version": plan.schema_version,
    }
    return {name: str(value) for name, value in named.items() if value is not None}
