"""Every verb that code writes into the trail has words a reader understands."""

import re

from hoitu.audit.verbs import verb_label
from tests.architecture.layers import ROOT

VERB = re.compile(r"verb=f?\"([a-z_]+\.[a-z_]+)\"")


def test_every_recorded_verb_has_words() -> None:
    used = {
        verb
        for path in (ROOT / "hoitu").rglob("*.py")
        if "tests" not in path.parts
        for verb in VERB.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 20
    assert [verb for verb in sorted(used) if verb_label(verb) == verb] == []
