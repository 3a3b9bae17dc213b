"""Load and strictly validate plans.yaml, the list of plans to keep up to date.

    plans:
      - name: shinonomeno
        source: https://example.jp/plan.pdf     # or a path
        out: data/shinonomeno

Paths are relative to the folder of the YAML file and stay below it, unless `allow_outside` is true.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from planextract.errors import UsageError
from planextract.export.formats import DEFAULT_FORMATS, FORMATS
from planextract.harmless import is_harmful
from planextract.inputs import Options
from planextract.model.record import BodyCode, Licence
from planextract.profiles.yaml_errors import InvalidFile, parse_yaml_as
from planextract.wording.messages import make_message


class _ConfigModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class WorseningLimits(_ConfigModel):
    """Bounds on how much worse than the old data new data may be before they are refused."""

    lost_projects: int = Field(default=0, ge=0, description="projects of the old data missing in the new")
    more_errors: int = Field(default=0, ge=0, description="findings of severity error more than before")
    coverage_drop: float = Field(
        default=0.02, ge=0, le=1, description="drop of the part of the page text that landed in records, of 1"
    )
    field_drop: float = Field(
        default=0.3, ge=0, le=1, description="part by which a field may be filled less often, of 1"
    )
    scale_jump: float = Field(
        default=5.0, ge=1, description="how many times larger or smaller a field's values may become"
    )
    first_coverage: float = Field(
        default=0.5, ge=0, le=1, description="part of the page text that records of a first edition must hold"
    )


class FetchSettings(_ConfigModel):
    """Settings for fetching sources over HTTP."""

    timeout: float = Field(default=30.0, gt=0, description="seconds to wait for the next bytes")
    deadline: float = Field(
        default=600.0, gt=0, description="seconds from name look-up to last byte, retries included"
    )
    retries: int = Field(default=3, ge=0, le=10, description="how often a failed request is tried again")
    backoff: float = Field(
        default=1.0, ge=0, le=60, description="seconds before the second retry, doubled for each after it"
    )
    redirects: int = Field(default=5, ge=0, le=20, description="redirects that are followed")
    max_megabytes: float = Field(default=200.0, gt=0, description="size at which a file is refused")
    allow_hosts: Annotated[tuple[str, ...], Field(strict=False)] = Field(
        default=(), description="hosts in private networks that may be fetched from"
    )

    @property
    def max_bytes(self) -> int:
        return int(self.max_megabytes * 1_000_000)


def is_url(source: str) -> bool:
    """Return whether a source is an address to fetch; any other source is a path."""
    return "://" in source


def _validate_source(source: str) -> str:
    """Return a source that is valid; raise ValueError for an address that can't or must not be fetched."""
    if is_url(source):
        parts = urlsplit(source)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("only http and https addresses with a host can be fetched")
        if parts.username or parts.password:
            raise ValueError("an address can't hold a password: this file is meant to be published")
    return _validate_plain(source)


def _validate_plain(text: str) -> str:
    """Return a path or name; raise ValueError for one with characters that no path has."""
    if is_harmful(text) or "\n" in text:
        raise ValueError("it holds control characters")
    return text


def _validate_folder(out: str) -> str:
    """Return an output folder that has a name; raise ValueError for others, such as `..`."""
    if Path(out).name in ("", ".."):
        raise ValueError("name a folder of its own")
    return _validate_plain(out)


def _validate_format(name: str) -> str:
    if name not in FORMATS:
        raise ValueError(f"{name!r} is not a format; choose from {', '.join(FORMATS)}")
    return name


PlainPath = Annotated[str, AfterValidator(_validate_plain)]


class NamedBody(_ConfigModel):
    """The public body whose plan it is."""

    code: BodyCode | None = None
    name: str | None = None


class PlanSource(_ConfigModel):
    """One plan: where it is published, how it is read and where its data go."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
    source: Annotated[str, Field(min_length=1), AfterValidator(_validate_source)]
    out: Annotated[str, AfterValidator(_validate_folder)]
    engine: str = "pdfium"
    profile: PlainPath | None = None
    vocabulary: PlainPath | None = None
    corrections: PlainPath | None = Field(default=None, description="a corrections.yaml saved from a report")
    include_hidden: bool = False
    formats: Annotated[
        tuple[Annotated[str, AfterValidator(_validate_format)], ...], Field(strict=False, min_length=1)
    ] = Field(default=DEFAULT_FORMATS, description="json is always written too")
    report: bool = Field(default=False, description="write report.html too")
    keep_source: bool = Field(
        default=True, description="keep the fetched file beside the data, unless it is large"
    )
    body: NamedBody | None = None
    licence: Licence | None = None
    password_env: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        description="environment variable that holds the password of an encrypted file",
    )
    limits: WorseningLimits | None = Field(default=None, description="instead of the file's limits")


class UpdateConfig(_ConfigModel):
    """A whole plans.yaml."""

    limits: WorseningLimits = WorseningLimits()
    fetch: FetchSettings = FetchSettings()
    allow_outside: bool = Field(default=False, description="paths may lead out of this file's folder")
    plans: Annotated[tuple[PlanSource, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def _check_unique_plans(self) -> Self:
        """Raise ValueError where two plans share a name or an output folder."""
        for field in ("name", "out"):
            counts = Counter(os.path.normpath(getattr(plan, field)) for plan in self.plans)
            for value, count in counts.items():
                if count > 1:
                    raise ValueError(f"plans: {count} of them have the {field} {value}")
        return self


class UpdateJob(BaseModel):
    """A plan to update, with its paths resolved and its limits chosen."""

    model_config = ConfigDict(frozen=True)

    name: str
    source: str = Field(description="as the YAML file has it")
    location: str = Field(description="the same address, or the path from where the program runs")
    out: Path
    options: Options
    formats: tuple[str, ...]
    report: bool
    keep_source: bool
    limits: WorseningLimits
    fetch: FetchSettings


def load_config(path: Path) -> list[UpdateJob]:
    """Return the jobs that a YAML file lists, in its order.

    Raises UsageError when it can't be read or is not valid; the message locates every mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            make_message("There is no {path} that can be read.", path=path),
            "Name a YAML file, or make one with `planextract init`.",
        ) from error
    try:
        config = parse_yaml_as(UpdateConfig, text)
    except InvalidFile as error:
        raise UsageError(
            make_message("{path} is not valid: {mistakes}.", path=path, mistakes=error),
            "Correct it and try again.",
        ) from error
    folder = path.parent
    if not config.allow_outside:
        _require_inside(config, folder, path)
    return [_build_job(plan, config, folder) for plan in config.plans]


def _require_inside(config: UpdateConfig, folder: Path, path: Path) -> None:
    """Raise UsageError for a path that leads out of the folder of the YAML file."""
    root = folder.resolve()
    for plan in config.plans:
        for field in ("source", "out", "profile", "vocabulary", "corrections"):
            value = getattr(plan, field)
            if value is None or (field == "source" and is_url(value)):
                continue
            if not (folder / value).resolve().is_relative_to(root):
                raise UsageError(
                    make_message(
                        "{path}: {field} of {name} leads out of the folder of this file: {value}.",
                        path=path,
                        field=field,
                        name=plan.name,
                        value=value,
                    ),
                    "Put it below that folder, or set allow_outside: true there.",
                )


def _build_job(plan: PlanSource, config: UpdateConfig, folder: Path) -> UpdateJob:
    body = plan.body or NamedBody()
    return UpdateJob(
        name=plan.name,
        source=plan.source,
        location=plan.source if is_url(plan.source) else str(folder / plan.source),
        out=folder / plan.out,
        options=Options(
            engine=plan.engine,
            password=_read_password(plan),
            profile=_resolve_profile_name(plan.profile, folder) if plan.profile else None,
            vocabulary=_resolve_profile_name(plan.vocabulary, folder) if plan.vocabulary else None,
            include_hidden=plan.include_hidden,
            body_code=body.code,
            body_name=body.name,
            licence=plan.licence,
            corrections=str(folder / plan.corrections) if plan.corrections else None,
        ),
        formats=tuple(dict.fromkeys(("json", *plan.formats))),
        report=plan.report,
        keep_source=plan.keep_source,
        limits=plan.limits or config.limits,
        fetch=config.fetch,
    )


def _read_password(plan: PlanSource) -> str | None:
    """Return the password of a plan's file from the environment, since plans.yaml is published.

    Raises UsageError when the variable is not set.
    """
    if plan.password_env is None:
        return None
    password = os.environ.get(plan.password_env)
    if password is None:
        raise UsageError(
            make_message(
                "The environment variable {variable} with the password of {name} is not set.",
                variable=plan.password_env,
                name=plan.name,
            ),
            "Set it, in a workflow from a secret.",
        )
    return password


def _resolve_profile_name(name: str, folder: Path) -> str:
    """Return the name of a shipped profile unchanged, the path of a YAML file resolved against `folder`."""
    return str(folder / name) if name.endswith((".yaml", ".yml")) else name
