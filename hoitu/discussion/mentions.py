"""Find whom words name with @, and cut words where they do."""

from collections.abc import Iterable, Sequence

from hoitu.discussion.data import Companion, Run
from hoitu.kernel.text import nfc


def mentioned(words: str, people: Iterable[Companion]) -> tuple[Companion, ...]:
    """Return who is named, each once: at every @ the longest name that stands there whole.

    Two people of one name are both named: telling one too many is better than telling the wrong one.
    """
    known = list(people)
    names = {name for _, name in _places(words, [person.name for person in known])}
    return tuple(person for person in known if nfc(person.name).casefold() in names)


def runs(words: str, names: Iterable[str]) -> tuple[Run, ...]:
    """Cut words into stretches; those that name one of `names` are marked. Joined they are the words."""
    cut: list[Run] = []
    done = 0
    for start, name in _places(words, list(names)):
        end = start + 1 + len(name)
        cut += [Run(words[done:start]), Run(words[start:end], is_mention=True)]
        done = end
    cut.append(Run(words[done:]))
    return tuple(run for run in cut if run.words)


def _places(words: str, names: Sequence[str]) -> list[tuple[int, str]]:
    """Return where a name follows an @, and which. Letters may be large or small; a longer word is no name."""
    wanted = sorted({nfc(name).casefold() for name in names if name.strip()}, key=len, reverse=True)
    found: list[tuple[int, str]] = []
    free = 0
    for at, letter in enumerate(words):
        if letter != "@" or at < free:
            continue
        for name in wanted:
            after = at + 1 + len(name)
            is_whole = after >= len(words) or not words[after].isalnum()
            if words[at + 1 : after].casefold() == name and is_whole:
                found.append((at, name))
                free = after
                break
    return found
