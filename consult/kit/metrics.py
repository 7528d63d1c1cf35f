"""Let each room say in numbers how it goes, for whoever watches the site; no number is about a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from consult.kit.registries import Registry

CONTENT_TYPE = CONTENT_TYPE_LATEST


@dataclass(frozen=True)
class Gauge:
    """One number of the moment; its name says its unit when it has one (`consult_oldest_job_seconds`)."""

    name: str
    about: str
    value: float


Source = Callable[[], Iterable[Gauge]]
_sources: Registry[Source] = Registry("metrics")


def add(app: Flask, source: Source) -> None:
    """Register a function that reads a room's numbers, inside a unit of work that only reads."""
    _sources.add(app, source)


def written() -> bytes:
    """Return every room's numbers in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Collector([gauge for source in _sources for gauge in source()]))
    return generate_latest(registry)


class _Collector:
    """Hand numbers already read to the library that writes them."""

    def __init__(self, gauges: list[Gauge]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield a family for each number."""
        for gauge in self._gauges:
            yield GaugeMetricFamily(gauge.name, gauge.about, value=gauge.value)
