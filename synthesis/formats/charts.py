"""Charts as our own SVG: three bars on one scale, their numbers written beside them as text."""

from html import escape

from synthesis.composer.document import Bar, ProposalBlock

COLOURS = {"for": "#17695c", "mixed": "#7d5a0c", "against": "#a03a2a"}
FONT = "Libertinus Serif"
_WIDTH, _LINE, _LABEL, _FULL, _THICK = 420, 17, 54, 240, 9


def vote_bars(block: ProposalBlock) -> str:
    """Draw the votes of a proposal; the title and description say the same in words."""
    lines = [_line(index * _LINE, bar) for index, bar in enumerate(block.bars)]
    height = _LINE * len(block.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}"><title>{escape(block.title)}</title><desc>{escape(block.bars_description)}</desc>'
        + "".join(lines)
        + "</svg>"
    )


def _line(top: int, bar: Bar) -> str:
    text = f'font-family="{FONT}" font-size="11.5" y="{top + 12}"'
    drawn = max(0.75, round(_FULL * bar.width, 2)) if bar.width else 0
    return (
        f'<text x="0" {text}>{escape(bar.label)}</text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{_FULL}" height="{_THICK}" fill="#efeae0"/>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{drawn}" height="{_THICK}" fill="{COLOURS[bar.position]}"/>'
        f'<text x="{_LABEL + _FULL + 8}" {text}>{escape(bar.count)} · {escape(bar.share)}</text>'
    )
