"""Run the jobs of a dataset on Ray, on this machine or on a cluster.

Ray shares the jobs out; each file is still read in a process that Ray's process starts, with the deadline and
the memory limit of the guard. Nothing of Ray is imported unless a runner is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from planextract.batch.build_dataset import DatasetJob, Runner
from planextract.batch.manifest import ManifestRow
from planextract.batch.pool import JobPool, JobResult, Report
from planextract.errors import PlanextractError
from planextract.export.extras import import_library
from planextract.isolation.guard import Guard
from planextract.wording.messages import make_message


class _RayReader:
    """An actor that reads one file after another in a process of its own."""

    def __init__(self, function: Callable[[DatasetJob, Report], ManifestRow], guard: Guard) -> None:
        self._pool: JobPool[DatasetJob] = JobPool(function, guard)

    def read_file(self, job: DatasetJob) -> JobResult[DatasetJob]:
        """Return the result of a job."""
        return next(self._pool.run(iter([job]), 1))


def make_ray_runner(address: str | None) -> Runner:
    """Return a runner on the cluster at an address, or on this machine where it is None.

    Raises UsageError when Ray is not installed, PlanextractError when the cluster does not answer.
    """
    ray = import_library("ray", "ray")
    try:
        ray.init(address=address, log_to_driver=False, include_dashboard=False, ignore_reinit_error=True)
    except Exception as error:  # Ray raises many kinds
        raise PlanextractError(
            make_message("Ray can't be reached ({name}: {error}).", name=type(error).__name__, error=error),
            "Check --ray-address.",
        ) from error

    def run_on_ray(
        function: Callable[[DatasetJob, Report], ManifestRow],
        jobs: Iterator[DatasetJob],
        guard: Guard,
        processes: int,
    ) -> Iterator[JobResult[DatasetJob]]:
        if guard.jobs is None and processes > 1:
            processes = max(1, int(ray.cluster_resources().get("CPU", processes)))
        reader: Any = ray.remote(num_cpus=1)(_RayReader)
        actors = [reader.remote(function, guard) for _ in range(processes)]
        pool = import_library("ray.util", "ray").ActorPool(actors)
        # Of the jobs, only as many as there are actors are in flight, which bounds the memory.
        for job in jobs:
            if not pool.has_free():
                yield pool.get_next_unordered()
            pool.submit(lambda actor, value: actor.read_file.remote(value), job)
        while pool.has_next():
            yield pool.get_next_unordered()
        for actor in actors:
            ray.kill(actor)

    return run_on_ray
