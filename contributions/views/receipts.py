"""Give a receipt of each text to whoever wrote it, and let anyone check one."""

from flask import Blueprint, Response, render_template, request, url_for

from consult.kit.addresses import external_url
from consult.kit.permissions import public, requires
from contributions.addresses import contribution_url
from contributions.models import Contribution
from contributions.personal_data import KINDS
from contributions.queries import receipts as found
from contributions.receipts import SCISSORS, Receipt, receipt_of
from contributions.rules import Permission
from contributions.views.loading import contribution_at

blueprint = Blueprint("receipts", __name__)


@blueprint.get("/contributions/<int:contribution_id>/recu")
@requires(Permission.SEE_RECEIPT, on=contribution_at)
def show(text: Contribution) -> str:
    """Show the receipt of one's text as a document to print."""
    receipt = receipt_of(text)
    return render_template("contributions/receipt.html", **_told(text, receipt))


@blueprint.get("/contributions/<int:contribution_id>/recu.txt")
@requires(Permission.SEE_RECEIPT, on=contribution_at)
def download(text: Contribution) -> Response:
    """Hand over the same receipt as a file, which ends with exactly what was hashed."""
    receipt = receipt_of(text)
    head = render_template("contributions/receipt.txt", **_told(text, receipt))
    answer = Response(f"{head.rstrip()}\n{SCISSORS}\n{receipt.content}", mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="recu-{receipt.reference}.txt"'
    return answer


def _told(text: Contribution, receipt: Receipt) -> dict[str, object]:
    return {
        "text": text,
        "receipt": receipt,
        "kind": KINDS[text.kind],
        "command": f"sed '1,/^{SCISSORS}$/d' recu-{receipt.reference}.txt | sha256sum",
        "check_url": external_url("receipts.check", numero=receipt.reference, empreinte=receipt.digest),
        "text_url": contribution_url(text),
        "file_url": url_for("receipts.download", contribution_id=text.id),
    }


@blueprint.get("/verifier-un-recu")
@public
def check() -> str:
    """Say whether a receipt is ours and what it speaks of; nothing of whoever wrote the text."""
    reference, digest = request.args.get("numero", ""), request.args.get("empreinte", "")
    checked = found.check(reference, digest) if reference or digest else None
    return render_template(
        "contributions/check_receipt.html",
        reference=reference[:20],
        digest=digest[:80],
        asked=bool(reference or digest),
        checked=checked,
        kind=KINDS[checked.text.kind] if checked else "",
        text_url=contribution_url(checked.text) if checked and checked.text.is_public else "",
    )
