"""Send mail that is never lost and never sent twice knowingly: a row first, the post after.

`write` adds a message in the transaction of what it tells; the worker posts it. Without a mail
server, messages are files of the data folder, one `.eml` each.
"""

import json
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import unquote, urlsplit

import structlog
from flask import Flask, current_app
from sqlalchemy import Text, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit import clock, jobs, letters
from consult.kit.db import Model, session

SEND, FORGET = "mail.send", "mail.forget"
KEPT = timedelta(days=30)
"""How long a message is kept after it was sent; its page and its files, which say the same, go as it leaves."""
_DAY_SECONDS = 24 * 3600
_TIMEOUT_SECONDS = 20
log = structlog.get_logger()


class OutgoingMail(Model):
    """A message to one person (courriel), kept a while after it was sent as proof; `headers`, `attached` are JSON.

    `recipient` is the person's present address, `left_for` the one it was sent to when they have changed it since.
    """

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    left_for: Mapped[str | None]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[str | None] = mapped_column(Text)
    attached: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    @property
    def address(self) -> str:
        """Return the address it was sent to, or will be."""
        return self.left_for or self.recipient


class Carrier(Protocol):
    """Whatever takes a message away."""

    def carry(self, message: EmailMessage, number: int) -> None:
        """Take the message; raise when it could not be handed over."""
        ...


@dataclass(frozen=True)
class Folder:
    """Write each message to a file, numbered, so that sending twice writes one file."""

    path: Path

    def carry(self, message: EmailMessage, number: int) -> None:
        """Write the message under its number."""
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / f"{number:06d}.eml").write_bytes(bytes(message))
        log.info("mail.written", number=number, subject=message["Subject"])


@dataclass(frozen=True)
class Server:
    """Hand each message to an SMTP server: smtp://user:password@host:port, or smtps://."""

    url: str

    def carry(self, message: EmailMessage, number: int) -> None:  # noqa: ARG002 - the protocol's
        """Send the message; `smtp://` with a user asks for STARTTLS first."""
        address = urlsplit(self.url)
        secure = address.scheme == "smtps"
        connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
        port = address.port or (465 if secure else 25)
        with connect(address.hostname or "127.0.0.1", port, timeout=_TIMEOUT_SECONDS) as server:
            if address.username and not secure:
                server.starttls()
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
            server.send_message(message)


def init_app(app: Flask, url: str, sender: str, data_dir: Path) -> None:
    """Choose how mail leaves, and let the worker know."""
    carrier = Server(url) if url.startswith("smtp") else Folder(data_dir / "mail")
    app.extensions["consult_mail"] = (carrier, sender)
    jobs.handle(app, SEND, "consult.kit.mail:send", urgent=True)
    jobs.handle(app, FORGET, "consult.kit.mail:forget_sent")
    jobs.repeat(app, FORGET, seconds=_DAY_SECONDS)


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with a message (pièce jointe); `kind` is its MIME type with its parameters."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A message to write: to whom, about what, from which template, and what it needs besides."""

    recipient: str
    subject: str
    template: str
    values: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    attached: Sequence[Attachment] = ()


def write(
    recipient: str,
    subject: str,
    template: str,
    *,
    at: datetime,
    attached: Sequence[Attachment] = (),
    **values: Any,  # noqa: ANN401
) -> OutgoingMail:
    """Write a message from `<template>.txt`, with its page and its files, and ask for its sending."""
    mail = compose(Letter(recipient, subject, template, values, attached=attached), at=at)
    session.add(mail)
    session.flush()
    jobs.enqueue(SEND, {"id": mail.id}, at=at)
    return mail


def compose(letter: Letter, *, at: datetime) -> OutgoingMail:
    """Return a letter's row, its words in the language of the moment; nothing is asked of the database."""
    subject = " ".join(str(letter.subject).split())
    words = letters.compose(letter.template, subject, letter.values)
    return OutgoingMail(
        recipient=letter.recipient,
        subject=subject,
        text=words.text,
        html=words.html,
        headers=json.dumps(dict(letter.headers)) if letter.headers else None,
        attached=json.dumps([asdict(one) for one in letter.attached]) if letter.attached else None,
        written_at=at,
    )


def write_all(mails: Sequence[OutgoingMail], *, at: datetime) -> None:
    """Keep these messages in two statements whatever their number; nobody waits for them at a screen."""
    if mails:
        columns = [column.key for column in OutgoingMail.__table__.columns if not column.primary_key]
        rows = [{name: getattr(mail, name) for name in columns} for mail in mails]
        ids = session.scalars(insert(OutgoingMail).returning(OutgoingMail.id), rows)
        jobs.enqueue_all([jobs.Request(SEND, {"id": number}, at, priority=jobs.ORDINARY) for number in ids])


def follow(former: str, present: str) -> None:
    """Keep with someone who changes address what was written to them: what waits goes to the present one."""
    mails = update(OutgoingMail).where(OutgoingMail.recipient == former)
    left = OutgoingMail.sent_at.is_not(None) & OutgoingMail.left_for.is_(None)
    session.execute(mails.where(left).values(left_for=former))
    session.execute(mails.values(recipient=present))


def consider_sent(recipients: Sequence[str], *, before: datetime) -> None:
    """Mark as sent what was written earlier to these people: the past of a demonstration needs no post."""
    waiting = select(OutgoingMail).where(
        OutgoingMail.recipient.in_(recipients), OutgoingMail.sent_at.is_(None), OutgoingMail.written_at < before
    )
    mails = session.scalars(waiting).all()
    for mail in mails:
        mail.sent_at = mail.written_at
    jobs.call_off(SEND, [{"id": mail.id} for mail in mails])


def send(payload: jobs.Payload) -> None:
    """Post one message; called by the worker, again and again until the post takes it."""
    mail = session.get(OutgoingMail, payload["id"])
    if mail is None or mail.sent_at is not None:
        return
    carrier, sender = _post()
    carrier.carry(_message(mail, sender), mail.id)
    mail.sent_at, mail.html, mail.attached = clock.now(), None, None


def sender() -> str:
    """Return the address messages come from."""
    return _post()[1]


def _post() -> tuple[Carrier, str]:
    return cast("tuple[Carrier, str]", current_app.extensions["consult_mail"])


class WholeAddresses(EmailPolicy):
    """Fold headers as usual, but never encode the addresses that mail readers follow by themselves."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a list's header on one line, whatever its length."""
        if name.lower().startswith("list-"):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        if name.lower() == "subject" and not value.isascii():
            # The standard folding drops the space between two encoded words, which readers join (RFC 2047).
            words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {words}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


def count_waiting() -> int:
    """Return how many messages are written and not sent yet."""
    waiting = select(func.count(OutgoingMail.id)).where(OutgoingMail.sent_at.is_(None))
    return session.scalar(waiting) or 0


def forget_sent(_payload: jobs.Payload) -> None:
    """Delete the messages sent long ago, with their words."""
    old = delete(OutgoingMail).where(OutgoingMail.sent_at <= clock.now() - KEPT)
    session.execute(old, execution_options={"synchronize_session": False})


def _message(mail: OutgoingMail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=WholeAddresses())
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<{mail.id}.{int(mail.written_at.timestamp())}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in json.loads(mail.headers or "{}").items():
        message[name] = value
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for one in json.loads(mail.attached or "[]"):
        _attach(message, Attachment(**one))
    return message


def _attach(message: EmailMessage, one: Attachment) -> None:
    """Join a file byte for byte: a calendar's lines end as its own standard asks."""
    kind, *parameters = one.kind.split(";")
    maintype, subtype = kind.split("/")
    named = dict(pair.strip().split("=") for pair in parameters)
    message.add_attachment(
        one.text.encode(),
        maintype=maintype,
        subtype=subtype,
        filename=one.name,
        params={"charset": "utf-8", **named},
    )
