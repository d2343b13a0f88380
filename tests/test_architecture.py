"""The import law: each module may import only what its layer allows; and the house's budgets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/tidings"

WORDS = {
    "model",
    "rules",
    "errors",
    "subscription",
    "figures",
    "reading",
    "genre",
    "imagery",
    "sources",
    "subjects",
    "vectors",
}
HELPERS = {
    "urls",
    "text",
    "dates",
    "markup",
    "chance",
    "credentials",
    "clocks",
    "drawing",
    "tags",
    "tracking",
    "wrappers",
    "forms",
    "sentences",
    "excerpts",
    "trimmings",
    "orderlines",
}
CORE = {
    "config",
    "parse",
    "article",
    "dedupe",
    "cluster",
    "topics",
    "score",
    "decide",
    "compose",
    "render",
    "explain",
    "schedule",
    "websub",
    "discover",
    "health",
    "everyday",
    "page",
    "kinds",
    "registry",
    "pictures",
    "changes",
    "rulebooks",
    "sensitive",
    "secured",
    "identity",
    "corrections",
    "inspector",
    "telling",
    "revising",
    "proof",
}
EDGES = {"fetch", "store", "publish", "serve", "demo", "darkroom", "views", "embed", "theme"}

BELOW = WORDS | HELPERS
MAY_IMPORT = {
    **dict.fromkeys(WORDS, WORDS),
    **dict.fromkeys(HELPERS, BELOW),
    **{name: BELOW | {name} for name in CORE | EDGES},
    "revising": BELOW | {"article"},
    "engine": BELOW | {"store"},
    "push": BELOW | CORE | EDGES,
    "subscribe": BELOW | CORE | EDGES | {"gather", "inquire"},
    "gather": BELOW | CORE | EDGES | {"engine", "push"},
    "pages": BELOW | CORE | EDGES | {"gather"},
    "illustrate": BELOW | CORE | EDGES | {"gather"},
    "safekeeping": BELOW | CORE | EDGES,
    "outputs": BELOW | CORE,
    "printing": BELOW | CORE | EDGES,
    "inquire": BELOW | CORE | EDGES | {"push"},
    "orders": BELOW | CORE | EDGES | {"inquire"},
    "correcting": BELOW | CORE | EDGES | {"correcting", "inquire", "meaning", "reckoning", "regroup"},
    "readership": BELOW | CORE | EDGES,
    "takeover": BELOW | CORE | EDGES | {"engine", "inquire", "takeover"},
    "judging": BELOW | CORE | EDGES | {"inquire"},
    "regroup": BELOW | CORE | EDGES | {"gather"},
    "meaning": BELOW | CORE | EDGES | {"engine", "gather"},
    "reckoning": BELOW | CORE | EDGES | {"meaning"},
    "arranging": BELOW | CORE | EDGES | {"correcting", "judging", "meaning", "regroup"},
    "pipeline": BELOW
    | CORE
    | EDGES
    | {
        "arranging",
        "correcting",
        "engine",
        "gather",
        "illustrate",
        "inquire",
        "judging",
        "meaning",
        "outputs",
        "pages",
        "printing",
        "push",
        "readership",
        "regroup",
        "safekeeping",
        "takeover",
    },
    "inspecting": BELOW | CORE | EDGES | {"correcting", "inquire", "judging", "reckoning"},
    "trial": BELOW | CORE | EDGES | {"inquire", "judging"},
    "cli": BELOW
    | {
        "cli",
        "config",
        "correcting",
        "corrections",
        "demo",
        "explain",
        "health",
        "illustrate",
        "inquire",
        "inspecting",
        "inspector",
        "judging",
        "orders",
        "pipeline",
        "push",
        "regroup",
        "rulebooks",
        "serve",
        "subscribe",
        "trial",
        "everyday",
        "takeover",
        "sensitive",
        "safekeeping",
        "theme",
    },
    "__main__": {"cli"},
}
OUTSIDE_WORLD = {"sqlite3", "aiohttp", "asyncio", "socket", "subprocess", "os", "time", "random", "logging"}
LINES_PER_FILE_MAX = 400
"""Lines of code: blank lines, comments and docstrings apart."""
LINES_PER_FUNCTION_MAX = 70
PARAMETERS_MAX = 7

FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[bool, str]]:
    """(is_ours, top-level name) for every import in a file."""
    here = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((False, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - (node.level - 1)]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((True, (*base, *name.split("."))[0]) for name in names)
        elif isinstance(node, ast.ImportFrom):
            yield False, (node.module or "").split(".")[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    docstring = ast.get_docstring(function, clean=False)
    return (function.end_lineno or 0) - function.lineno + 1 - (docstring.count("\n") + 1 if docstring else 0)


def code_lines(path: Path) -> int:
    """Lines that do something."""
    tree = ast.parse(path.read_text())
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            told |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    lines = enumerate(path.read_text().splitlines(), 1)
    return sum(1 for number, line in lines if number not in told and line.strip() and not line.strip().startswith("#"))


@each_file
def test_imports_point_one_way(path: Path) -> None:
    ours = {name for is_ours, name in imports(path) if is_ours}

    assert ours <= MAY_IMPORT[layer(path)]


@each_file
def test_only_the_edges_touch_the_world(path: Path) -> None:
    theirs = {name for is_ours, name in imports(path) if not is_ours}

    assert layer(path) not in WORDS | HELPERS | CORE or not theirs & (OUTSIDE_WORLD | {"tidings"})


@each_file
def test_only_the_store_speaks_sql(path: Path) -> None:
    assert layer(path) == "store" or "sqlite3" not in {name for _, name in imports(path)}


@each_file
def test_functions_and_files_stay_small(path: Path) -> None:
    too_long = [function.name for function in functions(path) if length(function) > LINES_PER_FUNCTION_MAX]

    assert not too_long
    assert code_lines(path) <= LINES_PER_FILE_MAX


@each_file
def test_functions_take_few_arguments(path: Path) -> None:
    def count(arguments: ast.arguments) -> int:
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return len([argument for argument in named if argument.arg not in ("self", "cls")])

    too_many = [function.name for function in functions(path) if count(function.args) > PARAMETERS_MAX]

    assert not too_many


def test_most_functions_are_short() -> None:
    lengths = sorted(length(function) for path in FILES for function in functions(path))

    assert lengths[len(lengths) // 2] <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30
