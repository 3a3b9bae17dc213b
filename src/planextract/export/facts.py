"""What is to be said of a whole dataset, beside its rows."""

from __future__ import annotations

from planextract.model.plan import Plan


def facts(plan: Plan) -> dict[str, str]:
    """Names and values that tell where the data comes from; only what is known."""
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
