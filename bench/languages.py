"""Stories across languages: made-up reports of ten events in four languages, some of one theme and different events.

    python bench/languages.py      what each embedder makes of them, and what the multilingual one gets wrong

Nothing labelled is at hand in several languages, so this is small and our own: it shows whether languages are joined
at all, and without joining what is only alike.  No weight was learned from it, and no bar chosen on it.
"""

from __future__ import annotations

from pathlib import Path

from adapters import stories
from story_data import Item, Labelled
from story_scores import pairwise
from tidings.demo.measure import bcubed

FILE = Path(__file__).with_name("languages.tsv")
MORNING = 1_770_278_400
"""5 February 2026, 8:00 UTC."""
WITHIN_S = 36_000
"""All of them come out within ten hours, in an order that has nothing to do with events."""
STEP_S = 2_220


def languages() -> Labelled:
    """The reports with their events."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    items: list[Item] = [
        {
            "text": headline,
            "summary": summary,
            "language": language,
            "time": MORNING + number * STEP_S % WITHIN_S,
            "url": f"https://{language}.example/{number}",
            "source": f"{language}{number % 3}",
        }
        for number, (_, language, headline, summary) in enumerate(rows)
    ]
    return Labelled(items, [event for event, *_ in rows])


def main() -> None:
    """What each embedder makes of them."""
    labelled = languages()
    for embedder in ("multilingual", "minilm", "static", "none"):
        found = stories(labelled.items, embedder)
        precision, recall, f1 = bcubed(found, labelled.gold)
        pairs = "pairs P {:.3f} R {:.3f}".format(*pairwise(found, labelled.gold))
        print(f"{embedder:<13} BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {pairs}, {len(set(found))} stories")
    found = stories(labelled.items, "multilingual")
    for story in sorted(set(found)):
        print(", ".join(str(item["text"]) for item, one in zip(labelled.items, found, strict=True) if one == story))


if __name__ == "__main__":
    main()
