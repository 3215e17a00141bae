"""Forms, units and heads of the reference reports against what people read in them."""

import hashlib
import json
import re
import unicodedata
from pathlib import Path

import pytest

from extractors.fields import glossary, header, organisation, performance
from extractors.protocols import ReadOptions
from extractors.readers import plain
from extractors.structure import structure
from schemas.document import MediaType, SourceFile
from schemas.paths import clean_key
from schemas.section import Structured


def read(path: Path) -> Structured:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    source = SourceFile(path.name, digest, len(data), MediaType.TEXT)
    return structure(plain.read(data, source, ReadOptions()))


def plainly(text: object) -> str:
    folded = unicodedata.normalize("NFKC", str(text))
    return re.sub(r"[\s,]+", "", folded).strip("。；;")


def gold(reference: Path, name: str) -> dict[str, set[str]]:
    truth = json.loads((reference / "gold" / f"{name}.gold.json").read_text("utf-8"))
    wanted: dict[str, set[str]] = {}
    for field in truth["fields"]:
        if ".indicators[" in field["path"] or field["path"].startswith("organisation."):
            wanted.setdefault(plainly(field["path"]), set()).add(plainly(field["value"]))
    return wanted


@pytest.mark.parametrize(
    "name", ["000_d3c4ea92907a7ad7", "002_940b60cff23e6bd6", "004_9a34270c806bf6f2"]
)
def test_indicators_and_organisation_of_the_seeds(reference: Path, name: str) -> None:
    document = read(reference / "seeds" / f"{name}.txt")
    found: dict[str, set[str]] = {}
    for made in [*performance.extract(document), *organisation.extract(document)]:
        found.setdefault(plainly(made.path), set()).add(plainly(made.value))
    wanted = gold(reference, name)
    right = [path for path, texts in wanted.items() if texts & found.get(path, set())]
    assert len(right) >= 0.97 * len(wanted), sorted(set(wanted) - set(right))[:20]


def test_glossaries_of_the_seeds_are_whole(reference: Path) -> None:
    for path in sorted((reference / "gold").glob("00*.gold.json")):
        truth = json.loads(path.read_text("utf-8"))
        made = glossary.extract(read(reference / "seeds" / truth["source"]))
        assert {c.path for c in made} == {f"glossary[{clean_key(t)}]" for t in truth["glossary"]}


def test_heads_of_the_seeds(reference: Path) -> None:
    for path in sorted((reference / "gold").glob("00*.gold.json")):
        truth = json.loads(path.read_text("utf-8"))
        stated = {
            f["path"]: str(f["value"]) for f in truth["fields"] if f["path"].startswith("report.")
        }
        made = header.extract(read(reference / "seeds" / truth["source"]))
        found = {c.path: str(c.value) for c in sorted(made, key=lambda c: c.scores.match)}
        assert {p: found.get(p) for p in stated} == stated


def test_reference_templates_of_a_seed_give_no_indicators(reference: Path) -> None:
    made = performance.extract(read(reference / "seeds" / "004_9a34270c806bf6f2.txt"))
    assert not [c for c in made if "任务1" in c.path or "实际完成率" in c.path]
