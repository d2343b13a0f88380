"""Pages: every tag is whole and closed, every link leads somewhere, and what a page must say of itself is there.

One pass of one expression finds the tags.  It knows HTML as far as themes may use it: end tags that may be left out,
attributes without quotes, drawings inside.  A ``<`` that begins nothing is a fault: text has it escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .links import Release, candidates

ATTRIBUTES: Final = r"""(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+"""
TAG = re.compile(
    rf"""<(?:
      (?P<name>(?!(?:script|style|textarea|title)\b)[a-z][a-z0-9-]*+)(?P<attributes>{ATTRIBUTES})\s*+(?P<slash>/?)>
      (?P<leaf>[^<]*+</(?P=name)\s*+>)?+
    | /(?P<end>[a-z][a-z0-9-]*+)\s*+>
    | (?P<raw>script|style|textarea|title)(?P<given>{ATTRIBUTES})\s*+>(?P<text>.*?)</(?P=raw)\s*+>
    | !--.*?-->
    | !doctype\s+html\s*+>
    | (?P<stray>)
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""A start tag, with the whole element where only text is in it (leaf); an end tag; an element whose text is raw; a
comment; the document type; or (stray) a sign that begins none of them.
"""
ATTRIBUTE = re.compile(r"""\s++([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""")
"""One attribute whole, so that nothing inside another's value is taken for one."""
LINKING: Final = frozenset({"href", "src", "srcset", "poster", "action"})
LANGUAGE = re.compile(r"""\slang\s*=\s*["']?[A-Za-z]{2,8}\b""", re.IGNORECASE)
VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
MAY_STAY_OPEN: Final = frozenset(
    "body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split()
)
"""Their end tags may be left out."""
FAULTS_PER_PAGE_MAX: Final = 20
"""One tag left open may make a hundred faults of those after it."""
SHOWN_CHARS: Final = 40
"""Of what is no whole tag."""
FOREIGN: Final = frozenset({"svg", "math"})
"""Inside them a slash closes an element."""
DESCRIBED = re.compile(r"""<meta\s+name=["']?description["']?\s+content=(?:"\s*[^"\s]|'\s*[^'\s])""", re.IGNORECASE)
CANONICAL = re.compile(r"""<link\s+rel=["']?canonical["']?\s""", re.IGNORECASE)
UNLISTED = re.compile(r"""<meta\s+name=["']?robots["']?\s+content=["']?[^"'>]*noindex""", re.IGNORECASE)


@dataclass(slots=True)
class Walk:
    """What is known of a page while its tags go by."""

    path: str
    release: Release
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Where in the text, and what."""
    open: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    places: list[tuple[int, str]] = field(default_factory=list)
    """Links to places on this page."""
    has_title: bool = False
    has_heading: bool = False
    has_language: bool = False

    def note(self, at: int, name: str, attributes: str) -> None:
        """What a start tag says."""
        low = attributes.lower()
        if "href" in low or "src" in low or "id" in low or "poster" in low or "action" in low:
            self.read(at, attributes)
        if name == "html":
            self.has_language = bool(LANGUAGE.search(attributes))

    def enter_oddly(self, at: int, name: str, *, is_closed: bool) -> None:
        """A start tag that ends with a slash, or one of an empty element that is closed all the same."""
        if name not in VOID and name not in FOREIGN and FOREIGN.isdisjoint(self.open):
            self.faults.append((at, f"<{name}/> does not close itself; write <{name}></{name}>"))
        elif is_closed:
            self.faults.append((at, f"</{name}> closes nothing"))

    def read(self, at: int, attributes: str) -> None:
        """The attributes that lead somewhere, or that something leads to."""
        for name, quoted, single, bare in ATTRIBUTE.findall(attributes):
            value, kind = quoted or single or bare, name.lower()
            if kind == "id":
                if value in self.ids:
                    self.faults.append((at, f"the id {value!r} is there twice"))
                self.ids.add(value)
            elif kind not in LINKING:
                continue
            elif kind == "href" and value.startswith("#") and len(value) > 1:
                self.places.append((at, value[1:]))
            else:
                links = candidates(value) if kind == "srcset" else (value,)
                troubles = [self.release.trouble_with(link, self.path) for link in links]
                self.faults += [(at, trouble) for trouble in troubles if trouble]

    def leave(self, at: int, name: str) -> None:
        """An end tag."""
        stack = self.open
        while stack and stack[-1] != name and stack[-1] in MAY_STAY_OPEN and name in stack:
            stack.pop()
        if stack and stack[-1] == name:
            stack.pop()
        elif name not in stack:
            self.faults.append((at, f"</{name}> closes nothing"))
        else:
            self.faults.append((at, f"</{name}> where <{stack[-1]}> is open"))
            del stack[stack.index(name) :]

    def meet(self, at: int, tag: re.Match[str]) -> None:
        """A tag whose text is raw, a comment, or no whole tag."""
        if tag["raw"]:
            self.read(at, tag["given"])
            if tag["raw"].lower() == "title" and FOREIGN.isdisjoint(self.open):
                self.has_title = self.has_title or bool(tag["text"].strip())
        elif tag["stray"] is not None:
            self.faults.append((at, f"this is no whole tag: {tag.string[at : at + SHOWN_CHARS]!r}"))


def page_faults(path: str, text: str, release: Release) -> Iterator[tuple[int, str]]:
    """What is wrong with a page: (line, what)."""
    walk = Walk(path, release)
    stack = walk.open
    for tag in TAG.finditer(text):
        name, attributes, slash, leaf, end = tag.group(1, 2, 3, 4, 5)
        if name:
            name = name.lower()
            if attributes:
                walk.note(tag.start(), name, attributes)
            if name == "h1":
                walk.has_heading = True
            if slash or (leaf and name in VOID):
                walk.enter_oddly(tag.start(), name, is_closed=bool(leaf))
            elif not leaf and name not in VOID:
                stack.append(name)
        elif end:
            if stack and stack[-1] == end:
                stack.pop()
            else:
                walk.leave(tag.start(), end.lower())
        else:
            walk.meet(tag.start(), tag)
    walk.faults += [
        (at, f"the link '#{place}' leads nowhere on this page") for at, place in walk.places if place not in walk.ids
    ]
    yield from ((text.count("\n", 0, at) + 1, what) for at, what in walk.faults[:FAULTS_PER_PAGE_MAX])
    unclosed = [name for name in walk.open if name not in MAY_STAY_OPEN]
    if unclosed:
        yield 0, f"<{unclosed[-1]}> is never closed"
    yield from ((0, what) for what in lacking(walk, text))


def lacking(walk: Walk, text: str) -> Iterator[str]:
    """What a page must say of itself and does not."""
    if not walk.has_language:
        yield "<html> says no language"
    if not walk.has_title:
        yield "it has no title"
    if not walk.has_heading:
        yield "it has no <h1>"
    if not DESCRIBED.search(text):
        yield "it has no description"
    if walk.release.home and not CANONICAL.search(text) and not UNLISTED.search(text):
        yield "it does not say its address (canonical)"
