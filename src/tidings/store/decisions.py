"""The ledger: every decision with the rules that made it; only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..model import Decision, DecisionCount, DecisionFilter, LedgerEntry, RuleBook, Setting, Verdict
from .database import Database, moment_of, pack, stamp, transaction, unpack

COLUMNS = (
    "decisions.id, decisions.decided_at, decisions.edition, digest, decisions.article_id, decisions.outcome,"
    " decisions.rule, decisions.reason, decisions.quality, decisions.sources, decisions.topics,"
    " before.outcome, before.rule, before.reason,"
    " json_extract(articles.payload, '$.url', '$.headline', '$.source.name', '$.source.domain')"
)
JOINED = (
    "decisions JOIN rule_books ON rule_books.id = decisions.book JOIN articles ON articles.id = decisions.article_row"
    " LEFT JOIN decisions AS before ON before.id = decisions.before_id"
)


def save_decisions(db: Database, decisions: Iterable[Decision], *, book: RuleBook, edition: int, now: datetime) -> int:
    """Add what was decided otherwise than the last time, or for another reason; returns how many."""
    standing = load_standing(db)
    new = [decision for decision in decisions if standing.get(decision.article_id) != decision.verdict.decision]
    with transaction(db):
        number = note_book(db, book, now=now)
        db.executemany(
            "INSERT INTO decisions (article_id, article_row, before_id, decided_at, edition, book, outcome, rule,"
            " reason, quality, sources, topics) VALUES (:article,"
            " (SELECT id FROM articles WHERE article_id = :article AND is_current),"
            " COALESCE((SELECT decision_id FROM standing WHERE article_id = :article), 0),"
            " :now, :edition, :book, :outcome, :rule, :reason, :quality, :sources, :topics)",
            [{**row_of(decision), "now": stamp(now), "edition": edition, "book": number} for decision in new],
        )
    return len(new)


def row_of(decision: Decision) -> dict[str, str | int | float]:
    """A decision as the table wants it."""
    return {
        "article": decision.article_id,
        "outcome": decision.verdict.outcome,
        "rule": decision.verdict.rule,
        "reason": decision.verdict.reason,
        "quality": decision.quality,
        "sources": decision.sources_count,
        "topics": pack(decision.topics),
    }


def load_standing(db: Database) -> dict[str, Verdict]:
    """The last word of the ledger on every article, by id."""
    rows = db.execute(
        "SELECT standing.article_id, outcome, rule, reason FROM standing"
        " JOIN decisions ON decisions.id = standing.decision_id"
    )
    return {key: Verdict(outcome=outcome, rule=rule, reason=reason) for key, outcome, rule, reason in rows}


# ---------------------------------------------------------------- rule books


def note_book(db: Database, book: RuleBook, *, now: datetime) -> int:
    """The row of the rules in force, which is a new one where they are not those of the run before."""
    last = db.execute("SELECT id, digest FROM rule_books WHERE id = (SELECT max(id) FROM rule_books)").fetchone()
    if last and last[1] == book.digest:
        return int(last[0])
    row = db.execute(
        "INSERT INTO rule_books (digest, rules, version, rule_set, since, payload) VALUES (?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        (book.digest, book.rules_version, book.version, book.rule_set, stamp(now), pack(book.settings)),
    ).fetchone()
    return int(row[0])


def load_books(db: Database) -> list[tuple[RuleBook, int]]:
    """The rules that were in force one after another, oldest first, each with the decisions made by them."""
    rows = db.execute(
        "SELECT digest, rules, version, rule_set, since, payload,"
        " (SELECT count(*) FROM decisions WHERE decisions.book = rule_books.id) FROM rule_books ORDER BY id"
    )
    return [
        (
            RuleBook(
                digest=digest,
                rules_version=rules,
                version=version,
                rule_set=rule_set,
                since=moment_of(since),
                settings=unpack(payload, dict[str, Setting]),
            ),
            count,
        )
        for digest, rules, version, rule_set, since, payload, count in rows
    ]


# ---------------------------------------------------------------- reading


def load_decisions(
    db: Database, wanted: DecisionFilter, *, is_newest_first: bool = True, limit: int | None = None
) -> Iterator[LedgerEntry]:
    """The decisions that are wanted, one at a time."""
    where, values = condition_of(wanted)
    order = "DESC" if is_newest_first else "ASC"
    rows = db.execute(
        f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} ORDER BY decisions.id {order} LIMIT :limit",  # noqa: S608  # ours
        values | {"limit": -1 if limit is None else limit},
    )
    return (entry_of(*row) for row in rows)


CONDITIONS = {
    "outcome": "decisions.outcome = :outcome",
    "rule": "decisions.rule = :rule",
    "article_id": "decisions.article_id = :article_id",
    "since": "decisions.decided_at >= :since",
    "until": "decisions.decided_at < :until",
    "is_turn": "before.outcome <> decisions.outcome",
    "topic": "EXISTS (SELECT 1 FROM json_each(decisions.topics) WHERE value = :topic)",
    "source": "EXISTS (SELECT 1 FROM json_each(json_array(json_extract(articles.payload, '$.source.name'),"
    " json_extract(articles.payload, '$.source.id'), json_extract(articles.payload, '$.source.domain')))"
    " WHERE lower(value) = lower(:source))",
}
"""What each field of a filter asks of a row."""


def condition_of(wanted: DecisionFilter) -> tuple[str, dict[str, str | int]]:
    """A filter as a condition, and its values."""
    given = {name: value for name in CONDITIONS if (value := getattr(wanted, name))}
    values = {name: stamp(value) if isinstance(value, datetime) else value for name, value in given.items()}
    return " AND ".join(CONDITIONS[name] for name in given) or "1", values


def entry_of(
    number: int, decided_at: str, edition: int, digest: str, article_id: str, *rest: str | float | int | None
) -> LedgerEntry:
    """A row of ``COLUMNS`` as a value."""
    outcome, rule, reason, quality, sources, topics, was, was_rule, was_reason, told = rest
    url, headline, source, domain = unpack(str(told), tuple[str, str, str, str])
    return LedgerEntry(
        number=number,
        decided_at=moment_of(decided_at),
        edition=edition,
        book=digest,
        decision=Decision(
            article_id=article_id,
            verdict=Verdict(outcome=outcome, rule=str(rule), reason=str(reason)),  # type: ignore[arg-type]  # ours
            quality=float(quality or 0),
            sources_count=int(sources or 0),
            topics=unpack(str(topics), tuple[str, ...]),
        ),
        before=Verdict(outcome=was, rule=str(was_rule), reason=str(was_reason)) if was else None,  # type: ignore[arg-type]
        url=url,
        headline=headline,
        source=source,
        domain=domain,
    )


def count_decisions(db: Database, wanted: DecisionFilter) -> list[DecisionCount]:
    """How often each rule had each outcome, among the decisions that are wanted."""
    where, values = condition_of(wanted)
    rows = db.execute(
        "SELECT decisions.outcome, decisions.rule, count(*), sum(EXISTS (SELECT 1 FROM standing"  # noqa: S608  # ours
        f" WHERE standing.article_id = decisions.article_id AND decision_id = decisions.id)) FROM {JOINED}"
        f" WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2",
        values,
    )
    return [
        DecisionCount(outcome=outcome, rule=rule, decided=decided, standing=standing)
        for outcome, rule, decided, standing in rows
    ]


def load_decided_rules(db: Database) -> list[str]:
    """Every rule that has decided something."""
    return [rule for (rule,) in db.execute("SELECT DISTINCT rule FROM decisions ORDER BY rule")]


def load_decided_topics(db: Database) -> list[str]:
    """Every topic of an article that was decided on."""
    return [topic for (topic,) in db.execute("SELECT DISTINCT value FROM decisions, json_each(topics) ORDER BY value")]


def load_decided_sources(db: Database) -> list[str]:
    """The names and domains of all whose articles were decided on."""
    rows = db.execute(
        "SELECT DISTINCT value FROM decisions JOIN articles ON articles.id = article_row, json_each(json_array("
        "json_extract(payload, '$.source.name'), json_extract(payload, '$.source.domain'))) ORDER BY value"
    )
    return [name for (name,) in rows]
