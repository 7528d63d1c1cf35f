"""Read the settings from the environment, once, and refuse what would be unsafe in production.

Every setting has a default that works on one machine with nothing installed: SQLite and mail in
a folder. `docs/operate.md` lists the variables.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

_SECRET_LENGTH = 32


class Mode(StrEnum):
    """Where the site runs: on its author's machine, or for the public."""

    LOCAL = "local"
    PRODUCTION = "production"


class UnsafeSettingsError(ValueError):
    """Say every setting that must be changed before the site may serve the public."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator chose. Lengths are in bytes unless said otherwise."""

    mode: Mode = Mode.LOCAL
    demo: bool = False
    data_dir: Path = Path("var")
    database_url: str = ""
    redis_url: str | None = None
    secret_key: str = field(default="", repr=False)
    previous_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    site_url: str = "http://127.0.0.1:8000"
    site_name: str = "Consultations de la région"
    region_name: str = "Région Centre-Val de Loire"
    accent: str = "#1f5f5b"
    contact_email: str = "consultations@region.example"
    mail_url: str = ""
    mail_from: str = "consultations@region.example"
    inactive_months: int = 36
    inactive_warning_months: int = 1
    metrics_token: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_label: str = ""
    oidc_scope: str = "openid profile email"
    oidc_acr: str = ""
    sentence_vectors: bool = False
    max_request_bytes: int = 12 * 1024 * 1024
    testing: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the variables; raises `UnsafeSettingsError` in production when one is unsafe."""
        env = os.environ if environment is None else environment
        data_dir = Path(env.get("CONSULT_DATA_DIR", "var")).resolve()
        defaults = cls()
        settings = cls(
            mode=Mode(env.get("CONSULT_MODE", Mode.LOCAL)),
            demo=env.get("CONSULT_DEMO", "") == "1",
            data_dir=data_dir,
            database_url=env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'consult.sqlite3'}",
            redis_url=env.get("REDIS_URL") or None,
            secret_key=env.get("CONSULT_SECRET_KEY", ""),
            previous_secret_keys=tuple(env.get("CONSULT_PREVIOUS_SECRET_KEYS", "").split()),
            site_url=env.get("CONSULT_SITE_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/"),
            site_name=env.get("CONSULT_SITE_NAME", defaults.site_name),
            region_name=env.get("CONSULT_REGION_NAME", defaults.region_name),
            accent=env.get("CONSULT_ACCENT", defaults.accent),
            contact_email=env.get("CONSULT_CONTACT_EMAIL", defaults.contact_email),
            mail_url=env.get("CONSULT_MAIL_URL", ""),
            mail_from=env.get("CONSULT_MAIL_FROM", defaults.mail_from),
            inactive_months=int(env.get("CONSULT_INACTIVE_MONTHS") or defaults.inactive_months),
            inactive_warning_months=int(
                env.get("CONSULT_INACTIVE_WARNING_MONTHS") or defaults.inactive_warning_months
            ),
            metrics_token=env.get("CONSULT_METRICS_TOKEN", ""),
            oidc_issuer=env.get("CONSULT_OIDC_ISSUER", "").rstrip("/"),
            oidc_client_id=env.get("CONSULT_OIDC_CLIENT_ID", ""),
            oidc_client_secret=env.get("CONSULT_OIDC_CLIENT_SECRET", ""),
            oidc_label=env.get("CONSULT_OIDC_LABEL", ""),
            oidc_scope=env.get("CONSULT_OIDC_SCOPE", defaults.oidc_scope),
            oidc_acr=env.get("CONSULT_OIDC_ACR", ""),
            sentence_vectors=env.get("CONSULT_VECTORS", "1") != "0",
        )
        if settings.mode is Mode.PRODUCTION:
            settings.refuse_unsafe()
        return settings

    @property
    def host(self) -> str:
        """Return the name under which the public reaches the site."""
        return urlsplit(self.site_url).hostname or "127.0.0.1"

    @property
    def is_secure(self) -> bool:
        """Say whether the public reaches the site over HTTPS."""
        return urlsplit(self.site_url).scheme == "https"

    def unsafe(self) -> list[str]:
        """List what must change before the public may come, one sentence each."""
        checks = {
            "donnez 32 caractères au moins à CONSULT_SECRET_KEY": len(self.secret_key) >= _SECRET_LENGTH,
            "donnez à CONSULT_SITE_URL l’adresse publique du site, en https://": self.is_secure,
            "ôtez CONSULT_DEMO : avec elle, n’importe qui entre sous n’importe quel nom": not self.demo,
            "donnez un serveur smtp:// à CONSULT_MAIL_URL": self.mail_url.startswith(("smtp://", "smtps://")),
            "donnez une vraie adresse à CONSULT_CONTACT_EMAIL": not self.contact_email.endswith(".example"),
        }
        checks[
            "laissez à CONSULT_INACTIVE_WARNING_MONTHS au moins un mois, et moins que CONSULT_INACTIVE_MONTHS"
        ] = not self.inactive_months or 1 <= self.inactive_warning_months < self.inactive_months
        if self.oidc_issuer:
            checks["donnez une adresse https:// à CONSULT_OIDC_ISSUER"] = self.oidc_issuer.startswith("https://")
        return [sentence for sentence, holds in checks.items() if not holds]

    def refuse_unsafe(self) -> None:
        """Raise `UnsafeSettingsError` naming every unsafe setting at once."""
        if problems := self.unsafe():
            raise UnsafeSettingsError("; ".join(problems))

    def signing_key(self) -> str:
        """Return the key that signs sessions; on a local machine, made once and kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        kept = self.data_dir / "secret_key"
        if not kept.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48), "utf-8")
        return kept.read_text("utf-8")
