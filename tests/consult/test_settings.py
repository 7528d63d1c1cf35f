"""Settings are read once, and what is unsafe for the public is refused by name."""

import pytest

from consult.settings import Mode, Settings, UnsafeSettingsError

SAFE = {
    "CONSULT_MODE": "production",
    "CONSULT_SECRET_KEY": "x" * 40,
    "CONSULT_SITE_URL": "https://consultations.region.fr",
    "CONSULT_MAIL_URL": "smtp://localhost",
    "CONSULT_CONTACT_EMAIL": "contact@region.fr",
}


def test_nothing_has_to_be_set_on_one_s_own_machine(tmp_path):
    settings = Settings.from_environment({"CONSULT_DATA_DIR": str(tmp_path)})
    assert settings.mode is Mode.LOCAL
    assert settings.database_url == f"sqlite:///{tmp_path}/consult.sqlite3"


def test_the_key_of_a_local_machine_is_made_once_and_kept_to_its_owner(tmp_path):
    settings = Settings.from_environment({"CONSULT_DATA_DIR": str(tmp_path)})
    assert settings.signing_key() == settings.signing_key()
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_safe_settings_open_to_the_public():
    assert Settings.from_environment(SAFE).is_secure


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONSULT_SECRET_KEY", "short"),
        ("CONSULT_SITE_URL", "http://consultations.region.fr"),
        ("CONSULT_DEMO", "1"),
        ("CONSULT_MAIL_URL", ""),
        ("CONSULT_CONTACT_EMAIL", "x@region.example"),
    ],
)
def test_each_unsafe_setting_is_named(name, value):
    with pytest.raises(UnsafeSettingsError, match=name):
        Settings.from_environment({**SAFE, name: value})


def test_the_secret_never_shows_in_a_log():
    assert "x" * 40 not in repr(Settings.from_environment(SAFE))


@pytest.mark.parametrize(
    ("typed", "months"),
    [({}, (36, 1)), ({"CONSULT_INACTIVE_MONTHS": "24"}, (24, 1)), ({"CONSULT_INACTIVE_MONTHS": "0"}, (0, 1))],
)
def test_unused_accounts_are_kept_three_years_unless_one_says_otherwise(typed, months):
    settings = Settings.from_environment(typed)
    assert (settings.inactive_months, settings.inactive_warning_months) == months


@pytest.mark.parametrize("warning", ["0", "36", "40"])
def test_in_production_people_are_told_before_their_account_is_erased(warning):
    with pytest.raises(UnsafeSettingsError, match="CONSULT_INACTIVE_WARNING_MONTHS"):
        Settings.from_environment({**SAFE, "CONSULT_INACTIVE_WARNING_MONTHS": warning})


def test_a_site_that_erases_nothing_needs_no_warning():
    assert Settings.from_environment(
        {**SAFE, "CONSULT_INACTIVE_MONTHS": "0", "CONSULT_INACTIVE_WARNING_MONTHS": "40"}
    ).is_secure
