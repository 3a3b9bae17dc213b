"""Load and strictly validate plans.yaml, the list of plans to keep up to date.

    plans:
      - name: shinonomeno
        source: https://example.jp/plan.pdf     # or a path
        out: data/shinonomeno

Paths are relative to the folder of the YAML file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from planextract.errors import UsageError
from planextract.inputs import Options
from planextract.profiles.yaml_errors import UniqueKeyLoader
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


class FetchSettings(_ConfigModel):
    """Settings for fetching sources over HTTP."""

    timeout: float = Field(default=30.0, gt=0, description="seconds to wait for the next bytes")
    deadline: float = Field(default=600.0, gt=0, description="seconds that one download may take in all")
    retries: int = Field(default=3, ge=0, le=10, description="how often a failed request is tried again")
    backoff: float = Field(
        default=1.0, ge=0, le=60, description="seconds before the second retry, doubled for each after it"
    )
    redirects: int = Field(default=5, ge=0, le=20, description="redirects that are followed")
    max_megabytes: float = Field(default=200.0, gt=0, description="size at which a file is refused")

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
    return source


def _validate_folder(out: str) -> str:
    """Return an output folder that has a name; raise ValueError for others, such as `..`."""
    if Path(out).name in ("", ".."):
        raise ValueError("name a folder of its own: it is replaced as a whole")
    return out


class PlanSource(_ConfigModel):
    """One plan: where it is published, how it is read and where its data go."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    source: Annotated[str, Field(min_length=1), AfterValidator(_validate_source)]
    out: Annotated[str, AfterValidator(_validate_folder)]
    engine: str = "pdfium"
    profile: str | None = None
    vocabulary: str | None = None
    include_hidden: bool = False
    limits: WorseningLimits | None = Field(default=None, description="instead of the file's limits")


class UpdateConfig(_ConfigModel):
    """A whole plans.yaml."""

    limits: WorseningLimits = WorseningLimits()
    fetch: FetchSettings = FetchSettings()
    plans: Annotated[tuple[PlanSource, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def _check_unique_plans(self) -> Self:
        """Raise ValueError where two plans share a name or an output folder."""
        for field in ("name", "out"):
            counts = Counter(str(Path(getattr(plan, field))) for plan in self.plans)
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
    limits: WorseningLimits
    fetch: FetchSettings


def load_config(path: Path) -> list[UpdateJob]:
    """Return the jobs that a YAML file lists, in its order.

    Raises UsageError when it can't be read or is not valid; the message locates every mistake.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            make_message("There is no {path} that can be read.", path=path), "Name a YAML file."
        ) from error
    except yaml.YAMLError as error:
        raise UsageError(
            make_message("{path} is not YAML: {error}.", path=path, error=error), "Mend it and try again."
        ) from error
    try:
        config = UpdateConfig.model_validate(data)
    except ValidationError as error:
        mistakes = "; ".join(_describe_mistake(one["loc"], one["msg"]) for one in error.errors())
        raise UsageError(
            make_message("{path} is not valid: {mistakes}.", path=path, mistakes=mistakes),
            "Mend it and try again.",
        ) from error
    return [_build_job(plan, config, path.parent) for plan in config.plans]


def _build_job(plan: PlanSource, config: UpdateConfig, folder: Path) -> UpdateJob:
    return UpdateJob(
        name=plan.name,
        source=plan.source,
        location=plan.source if is_url(plan.source) else str(folder / plan.source),
        out=folder / plan.out,
        options=Options(
            engine=plan.engine,
            profile=_resolve_profile_name(plan.profile, folder) if plan.profile else None,
            vocabulary=_resolve_profile_name(plan.vocabulary, folder) if plan.vocabulary else None,
            include_hidden=plan.include_hidden,
        ),
        limits=plan.limits or config.limits,
        fetch=config.fetch,
    )


def _resolve_profile_name(name: str, folder: Path) -> str:
    """Return the name of a shipped profile unchanged, the path of a YAML file resolved against `folder`."""
    return str(folder / name) if name.endswith((".yaml", ".yml")) else name


def _describe_mistake(place: tuple[int | str, ...], message: str) -> str:
    """Return a mistake with its location: `plans[0].limits.coverage_drop: Input should be …`."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    return f"{path or 'the file'}: {message}"
