"""What the list of sessions calls a device."""

import pytest

from consult.accounts.devices import describe


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8.5", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_device_is_named_by_its_browser_and_system(user_agent: str | None, expected: str) -> None:
    assert describe(user_agent) == expected
