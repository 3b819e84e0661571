"""Fills an empty library: Kawaguchi's masters, its policy, Japan's public holidays."""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.bare_packages import bare_package
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closing_rule,
    code_label,
    masters_version,
    material_type,
    public_holiday,
)
from services.rules.circulation.closing_rows import rule_from_row, rule_to_row
from services.rules.policy import DEFAULT_POLICY, to_values
from services.rules.vocabulary import BranchKind, LoanClass

HOLIDAY_YEARS = 10

type _Row = dict[str, Any]


async def plant(conn: AsyncConnection, today: date) -> None:
    """Write the masters into empty tables.

    Args:
        conn: an open transaction.
        today: the holidays of ten years before and after it are written.
    """
    data = tomllib.loads(files(__name__).joinpath("kawaguchi.toml").read_text(encoding="utf-8"))
    valid_from: date = data["valid_from"]
    await conn.execute(insert(branch), _branches(data))
    branch_ids = {it.code: it.id for it in await conn.execute(select(branch.c.code, branch.c.id))}
    rows: dict[Table, list[_Row]] = {
        closing_rule: _closing_rules(data, branch_ids, valid_from),
        material_type: _material_types(data),
        code_label: _labels(data),
        circulation_rule: [
            {"name": name, "valid_from": valid_from, "value": value}
            for name, value in to_values(DEFAULT_POLICY).items()
        ],
        public_holiday: _holidays(today.year - HOLIDAY_YEARS, today.year + HOLIDAY_YEARS),
        masters_version: [{"id": 1, "version": 1}],
    }
    for table, values in rows.items():
        await conn.execute(insert(table), values)


def _branches(data: _Row) -> list[_Row]:
    columns = ("code", "name", "short_name")
    return [
        {"position": place, "kind": BranchKind(it["kind"]), **{name: it[name] for name in columns}}
        for place, it in enumerate(data["branch"], start=1)
    ]


def _closing_rules(data: _Row, branch_ids: Mapping[str, int], valid_from: date) -> list[_Row]:
    rows: list[_Row] = []
    for it in data["branch"]:
        for name in it["closing"]:
            given = data["closing"][name]
            kind, details = rule_to_row(rule_from_row(given["kind"], given["details"]))
            row = {
                "branch_id": branch_ids[it["code"]],
                "kind": kind,
                "details": details,
                "valid_from": valid_from,
            }
            rows.append(row)
    return rows


def _material_types(data: _Row) -> list[_Row]:
    return [
        {**it, "loan_class": LoanClass(it["loan_class"]), "position": place}
        for place, it in enumerate(data["material_type"], start=1)
    ]


def _labels(data: _Row) -> list[_Row]:
    return [
        {
            "kind": kind,
            "code": code,
            "label": label,
            "position": place,
            "ends": code in data["ends"].get(kind, ()),
        }
        for kind, labels in data["labels"].items()
        for place, (code, label) in enumerate(labels.items(), start=1)
    ]


def _holidays(first: int, last: int) -> list[_Row]:
    bare_package("holidays.countries")  # which loads all countries: 300 modules and 20 MB
    from holidays.countries.japan import Japan

    japan = Japan(years=range(first, last + 1), language="ja")
    return [{"day": day, "name": name} for day, name in sorted(japan.items())]
