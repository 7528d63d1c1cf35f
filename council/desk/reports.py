"""The secretariat's desk of a council's yearly reports, and their public pages."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, public, requires
from consult.kit.text.markdown import stored
from council.forms.sittings import MinutesForm
from council.models import Council, YearlyReport
from council.operations.reports import draft_report, publish_report, write_report
from council.papers import Paper, write_paper
from council.queries.councils import council_at
from council.queries.reports import published_reports, report_of
from council.queries.sittings import day_of, held_in_year
from council.rules import Permission

blueprint = Blueprint("report_desk", __name__)
Page = str | Reply | tuple[str, int]
_OLDEST = 2000
_SHOWN = 5


@blueprint.get("/secretariat/conseils/<slug>/bilans")
@requires(Permission.MANAGE_COUNCILS)
def listing(slug: str) -> str:
    """Show the last years of a council, each with its report."""
    council, this_year = council_at(slug), day_of(clock.now()).year
    years = [year for year in range(this_year, this_year - _SHOWN, -1) if year >= council.created_at.year]
    rows = [(year, held_in_year(council, year), report_of(council, year)) for year in years]
    return render_template("council/reports/list.html", council=council, rows=rows)


@blueprint.route("/secretariat/conseils/<slug>/bilans/<int:year>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCILS)
def write(slug: str, year: int) -> Page:
    """Show a year's report as its records draft it or as someone edited it, and keep what is made of it."""
    council, at = _council(slug, year), clock.now()
    report = report_of(council, year)
    source = report.source if report else draft_report(council, year, day_of(at))
    form = MinutesForm(data={"source": source, "version": str(report.version if report else 0)})
    if form.validate_on_submit():
        try:
            write_report(present_actor(), council, year, form.source.data, version=form.read, at=at)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le bilan est enregistré."), "success")
            return redirect(url_for(".write", slug=slug, year=year))
    page = render_template("council/reports/write.html", council=council, year=year, report=report, form=form)
    return page, 422 if form.is_submitted() else 200


def _council(slug: str, year: int) -> Council:
    """Return the council of an address; raise `NotFound` for a year nobody lives in."""
    if not _OLDEST <= year <= day_of(clock.now()).year:
        raise NotFound
    return council_at(slug)


@blueprint.post("/secretariat/conseils/<slug>/bilans/<int:year>/publication")
@requires(Permission.MANAGE_COUNCILS)
def publish(slug: str, year: int) -> Reply:
    """Show the report to everyone."""
    publish_report(present_actor(), _council(slug, year), year, at=clock.now())
    flash(_("Le bilan est publié."), "success")
    return redirect(url_for(".show", slug=slug, year=year))


@blueprint.get("/secretariat/conseils/<slug>/bilans/<int:year>.<kind>")
@requires(Permission.MANAGE_COUNCILS)
def draft_as_file(slug: str, year: int, kind: str) -> Response:
    """Give the report as it stands as a file."""
    council, at = _council(slug, year), clock.now()
    report = report_of(council, year)
    source = report.source if report else draft_report(council, year, day_of(at))
    return write_paper(_paper(council, year, source, report), kind).response()


def _paper(council: Council, year: int, source: str, report: YearlyReport | None) -> Paper:
    written_at = report.edited_at if report and report.edited_at else clock.now()
    title, subtitle = _("Bilan de l’année %(year)s", year=year), _("Synthèse des travaux du conseil")
    return Paper(f"bilan-{council.slug}-{year}", council, title, subtitle, source, written_at)


# --- what everyone reads --------------------------------------------------------------------


@blueprint.get("/conseils/<slug>/bilans")
@public
def public_listing(slug: str) -> str:
    """Show the reports a council published."""
    council = council_at(slug)
    return render_template("council/reports/public_list.html", council=council, reports=published_reports(council))


@blueprint.get("/conseils/<slug>/bilans/<int:year>")
@public
def show(slug: str, year: int) -> str:
    """Show a year's report."""
    council = council_at(slug)
    report = _published(council, year)
    return render_template("council/reports/show.html", council=council, report=report, text=stored(report.html))


@blueprint.get("/conseils/<slug>/bilans/<int:year>.<kind>")
@public
def as_file(slug: str, year: int, kind: str) -> Response:
    """Give a year's report as a file."""
    council = council_at(slug)
    report = _published(council, year)
    return write_paper(_paper(council, year, report.source, report), kind).response()


def _published(council: Council, year: int) -> YearlyReport:
    report = report_of(council, year)
    if report is None or report.published_at is None:
        raise NotFound
    return report
