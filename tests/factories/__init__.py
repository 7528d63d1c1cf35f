"""Make rows with honest French defaults; give only what the test is about."""

from datetime import UTC, datetime

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
