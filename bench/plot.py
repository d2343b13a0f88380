"""A small line chart as SVG, the same bytes for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 36, 48
COLOURS = ("#1b6ca8", "#c8553d", "#5b8c5a", "#7d5ba6")

Points = Sequence[tuple[float, float]]


def line_chart(title: str, x_name: str, y_name: str, lines: Mapping[str, Points]) -> str:
    """Lines over a logarithmic x axis and a y axis from zero; it reads on light and dark pages."""
    xs = sorted({x for points in lines.values() for x, _ in points})
    top = nice_ceiling(max(y for points in lines.values() for _, y in points))
    low, high = math.log(xs[0]), math.log(xs[-1])

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log(x) - low) / ((high - low) or 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)

    label = f'role="img" aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {label} fill="#808080">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff" fill-opacity="0.92" rx="6"/>',
        text(LEFT, 22, title, weight="bold", colour="#222222"),
    ]
    for step in range(5):
        value = top * step / 4
        _, y = place(xs[0], value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d8d8d8"/>')
        parts.append(text(LEFT - 8, y + 4, f"{value:g}", anchor="end"))
    parts += [text(place(x, 0)[0], HEIGHT - BOTTOM + 18, f"{x:,.0f}", anchor="middle") for x in xs]
    parts.append(text(LEFT, HEIGHT - 10, f"{x_name} (logarithmic) · {y_name}"))
    for (name, points), colour in zip(lines.items(), COLOURS, strict=False):
        parts += drawn(name, [place(x, y) for x, y in points], colour)
    return "\n".join([*parts, "</svg>", ""])


def drawn(name: str, places: Points, colour: str) -> list[str]:
    """One line with its points and, at its end, its name."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
    end_x, end_y = places[-1]
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    return [line, *dots, text(end_x + 8, end_y + 4, name, colour=colour)]


def text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = "", weight: str = "") -> str:
    """Words at a place."""
    more = (f' fill="{colour}"' if colour else "") + (f' font-weight="{weight}"' if weight else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def nice_ceiling(value: float) -> float:
    """The next 1, 2, 4 or 8 times a power of ten: quarters of it are easy to read."""
    power = 10.0 ** math.floor(math.log10(value or 1))
    return next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value)
