"""Mail is a row first, and posted once."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header

from aiosmtpd.controller import Controller
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kit import jobs, mail
from consult.kit.db import database, session
from tests.factories import NOW
from tests.processes import free_port


class Inbox:
    """Keep what an SMTP client hands over."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's own name
        self.messages.append(envelope.content)
        return "250 OK"


def write_one() -> None:
    with database().unit_of_work() as opened:
        write_one_in(opened)


def write_one_in(opened: Session) -> None:
    row = mail.OutgoingMail(recipient="ana@exemple.fr", subject="Été", text="Bonjour à vous.", written_at=NOW)
    opened.add(row)
    opened.flush()
    jobs.enqueue(mail.SEND, {"id": row.id}, at=NOW)


def test_without_a_server_a_message_is_a_file_of_the_data_folder(app, settings):
    with app.app_context():
        write_one()
        jobs.run_due()
    (kept,) = (settings.data_dir / "mail").glob("*.eml")
    message = message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == ("ana@exemple.fr", "Été")
    assert "Bonjour à vous." in message.get_content()


def test_a_long_subject_keeps_its_spaces_however_it_is_read():
    title = "« Faire toute démarche à l’agence numérique régionale, près des pylônes » n’est plus visible"
    policies = mail.WholeAddresses(), mail.WholeAddresses(linesep="\r\n", max_line_length=40)
    for subject in (f"{title} : {title}", title, "Ordinary words, on and on, " * 6 + "end"):
        for folded in policies:
            raw = b"".join(
                [folded.fold_binary("Subject", folded.header_store_parse("Subject", subject)[1]), b"\r\n"]
            )
            old = message_from_bytes(raw, policy=policy.compat32)["Subject"]
            assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject
            assert str(make_header(decode_header(old.replace("\r\n", "").replace("\n", "")))) == subject


def test_a_file_goes_with_a_message_byte_for_byte_and_is_kept_no_longer(app, settings):
    kept = mail.Attachment("séance.ics", "text/calendar; method=PUBLISH", "BEGIN:VCALENDAR\r\nNAME:Été\r\n")
    with app.app_context():
        with database().unit_of_work():
            letter = mail.Letter(
                "ana@exemple.fr", "Séance", "accounts/mail/reset", {"name": "Ana", "url": ""}, attached=[kept]
            )
            mail.write_all([mail.compose(letter, at=NOW)], at=NOW)
        jobs.run_due()
        with database().unit_of_work():
            assert session.scalars(select(mail.OutgoingMail.attached)).one() is None
    (posted,) = (settings.data_dir / "mail").glob("*.eml")
    (joined,) = message_from_bytes(posted.read_bytes(), policy=policy.default).iter_attachments()
    assert (joined.get_filename(), joined.get_content_type()) == (kept.name, "text/calendar")
    assert (joined["Content-Type"].params["method"], joined.get_payload(decode=True)) == (
        "PUBLISH",
        kept.text.encode(),
    )


def test_a_message_already_sent_is_not_sent_again(app, settings):
    with app.app_context():
        write_one()
        jobs.run_due()
        with database().unit_of_work():
            number = session.scalars(select(mail.OutgoingMail.id)).one()
            (settings.data_dir / "mail" / f"{number:06d}.eml").unlink()
            mail.send({"id": number})
    assert list((settings.data_dir / "mail").glob("*.eml")) == []


def test_a_server_is_handed_the_message(app):
    inbox = Inbox()
    port = free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        app.extensions["consult_mail"] = (mail.Server(f"smtp://127.0.0.1:{port}"), "consult@region.example")
        with app.app_context():
            write_one()
            jobs.run_due()
    finally:
        server.stop()
    assert b"ana@exemple.fr" in inbox.messages[0]


def test_a_server_that_does_not_answer_loses_nothing(app):
    app.extensions["consult_mail"] = (mail.Server("smtp://127.0.0.1:1"), "consult@region.example")
    with app.app_context():
        write_one()
        jobs.run_due()
        with database().unit_of_work(writes=False):
            assert session.scalars(select(jobs.Job.attempts).where(jobs.Job.kind == mail.SEND)).one() == 1


def test_what_is_considered_sent_is_not_posted(app, settings):
    with app.app_context():
        write_one()
        with database().unit_of_work():
            mail.consider_sent(["autre@exemple.fr"], before=NOW + timedelta(days=1))
            mail.consider_sent(["ana@exemple.fr"], before=NOW)
            assert session.scalars(select(mail.OutgoingMail.sent_at)).one() is None
            mail.consider_sent(["ana@exemple.fr"], before=NOW + timedelta(days=1))
        jobs.run_due(NOW)
        with database().unit_of_work(writes=False):
            assert session.scalars(select(mail.OutgoingMail.sent_at)).one() == NOW
    assert not (settings.data_dir / "mail").exists()


def test_the_page_of_a_message_is_not_kept_once_it_left(app):
    with app.app_context(), database().unit_of_work() as opened:
        row = mail.OutgoingMail(recipient="a@exemple.fr", subject="x", text="Bon", html="<p>Bon", written_at=NOW)
        opened.add(row)
        opened.flush()
        mail.send({"id": row.id})
        assert (row.text, row.html) == ("Bon", None)


def test_a_message_is_forgotten_a_month_after_it_left_and_not_before_it_did(app):
    with app.app_context(), database().unit_of_work() as opened:
        for number, sent_at in enumerate((NOW - mail.KEPT, NOW - mail.KEPT + timedelta(seconds=1), None)):
            opened.add(
                mail.OutgoingMail(
                    recipient="a@exemple.fr",
                    subject=str(number),
                    text="Bonjour",
                    written_at=NOW - timedelta(days=99),
                    sent_at=sent_at,
                )
            )
        opened.flush()
        mail.forget_sent({})
        assert list(opened.scalars(select(mail.OutgoingMail.subject).order_by(mail.OutgoingMail.id))) == ["1", "2"]


def test_mail_that_left_keeps_its_address_and_mail_that_waits_goes_to_the_present_one(unit):
    unit.add_all(
        mail.OutgoingMail(recipient="avant@exemple.fr", subject=one, text="", written_at=NOW, sent_at=sent)
        for one, sent in (("partie", NOW), ("en attente", None))
    )
    mail.follow("avant@exemple.fr", "ensuite@exemple.fr")
    mail.follow("ensuite@exemple.fr", "maintenant@exemple.fr")
    unit.expire_all()
    kept = {one.subject: (one.address, one.recipient) for one in unit.scalars(select(mail.OutgoingMail))}
    assert kept == {
        "partie": ("avant@exemple.fr", "maintenant@exemple.fr"),
        "en attente": ("maintenant@exemple.fr", "maintenant@exemple.fr"),
    }


def test_what_someone_waits_for_goes_before_what_is_written_to_everybody(app):
    with app.app_context(), database().unit_of_work() as opened:
        digest = mail.OutgoingMail(recipient="b@exemple.fr", subject="Les nouvelles", text="…", written_at=NOW)
        mail.write_all([digest], at=NOW)
        write_one_in(opened)
        jobs.enqueue("accounts.send_link", {}, at=NOW)
        jobs.enqueue("search.index", {"id": 1}, at=NOW)
        order = opened.scalars(select(jobs.Job).order_by(jobs.Job.priority, jobs.Job.id))
        assert [(one.kind, one.priority) for one in order] == [
            (mail.SEND, jobs.URGENT),
            ("accounts.send_link", jobs.URGENT),
            (mail.SEND, jobs.ORDINARY),
            ("search.index", jobs.ORDINARY),
        ]
