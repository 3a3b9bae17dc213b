"""Every column of every table has a label in Japanese and a meaning in both languages."""

from __future__ import annotations

import json
import sqlite3

import pytest

from planextract.export.write import dataset_files
from planextract.model import row_models, table_rows
from planextract.model.fields import list_plain_fields
from planextract.model.plan import EMPTY_PLAN
from planextract.model.row_models import PublishedRow
from planextract.model.table_rows import TableRows
from planextract.model.table_schema import describe_columns
from planextract.wording.columns import find_column_words

TABLES = {
    "projects": row_models.build_project_row_model(tuple(list_plain_fields())),
    "milestones": row_models.MilestoneRow,
    "budgets": row_models.BudgetRow,
    "funding": row_models.FundingRow,
    "classification": row_models.ClassificationRow,
    "extra": row_models.ExtraRow,
    "departments": row_models.DepartmentRow,
    "relisted": row_models.RelistedRow,
    "footnotes": row_models.FootnoteRow,
    "totals": row_models.TotalRow,
    "findings": row_models.FindingRow,
}


def test_no_table_is_forgotten() -> None:
    assert {model.__name__ for model in TABLES.values()} == {
        model.__name__ for model in PublishedRow.__subclasses__()
    }
    assert {table.name for table in table_rows.build_tables(EMPTY_PLAN)} <= TABLES.keys()


@pytest.mark.parametrize("name", TABLES)
def test_no_column_is_blank(name: str) -> None:
    model = TABLES[name]
    for column in describe_columns(TableRows(name, model, [], tuple(model.extensions))):
        assert column.description.strip(), column.name
        assert column.label.strip(), column.name
        assert column.meaning.strip(), column.name
        assert column.label != column.name


def test_a_column_without_words_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        find_column_words("projects", "colour")


def test_the_database_and_the_package_explain_every_column() -> None:
    files = dataset_files(EMPTY_PLAN, ("sqlite", "datapackage"))
    database = sqlite3.connect(":memory:")
    database.deserialize(files["plan.sqlite"])
    explained = database.execute("SELECT * FROM columns").fetchall()
    database.close()
    assert {row[0] for row in explained} == {table.name for table in table_rows.build_tables(EMPTY_PLAN)}
    assert all(all(row) for row in explained)
    resources = json.loads(files["datapackage.json"])["resources"]
    fields = [field for resource in resources for field in resource["schema"]["fields"]]
    assert len(fields) == len(explained)
    assert all(field["title"] and field["description"] and field["descriptionJa"] for field in fields)
