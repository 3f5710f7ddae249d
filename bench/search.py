"""The newsroom's search over N stories beside PostgreSQL's `ts_rank`. `python -m bench.search [N|--quick]`

Both sides are asked the same and answer the same: the thirty best stories of the agency with their rows and a snippet
of each. The peer searches the same words in a stored, indexed tsvector of accented and folded words.
"""

import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench import corpus
from bench.installation import close_connections
from bench.newsroom import Newsroom, newsroom
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

LIMIT = 30
QUESTIONS_OF_A_KIND = 40
PEER = "PostgreSQL ts_rank"
CHANGES = 10

Question = tuple[str, str]  # words, section ("" for every one)


def questions(kind: str, count: int) -> list[Question]:
    """Return seeded questions of one kind, made of the words that the corpus uses."""
    chance = random.Random(f"câu hỏi {kind}")
    from hoitu.kernel.text import fold

    made: list[Question] = []
    for _ in range(count):
        section = chance.choice(list(corpus.SECTIONS))
        topic = chance.choice(corpus.SECTIONS[section].split("|"))
        place = chance.choice(corpus.PLACES)
        words = {
            "words": f"{topic} {place} ",
            "words without diacritics": fold(f"{place} {topic} "),
            "phrases": f"“{topic}” “{chance.choice(corpus.CLAUSES)}”",
            "beginnings of words": f"{topic} {place[: chance.randint(2, 3)]}",
            "words in one section": f"{chance.choice(corpus.VERBS)} {topic} ",
        }[kind]
        made.append((words, section if kind == "words in one section" else ""))
    return made


KINDS = ("words", "words without diacritics", "phrases", "beginnings of words", "words in one section")


def main(size: Size) -> None:
    """Build the index, ask both sides, change stories and wait until they are found."""
    with newsroom(size.count) as filled:
        with ThreadPoolExecutor(1) as beside:
            peer = beside.submit(_load_peer, filled, size.count)
            rows = [_built(size)]
            peer.result()
        count = 8 if size.is_quick else QUESTIONS_OF_A_KIND
        secretary = filled.actor("secretary")  # who asks is known before: both sides only search
        everything: list[float] = []
        everything_peer: list[float] = []
        for kind in KINDS:
            first, *asked_now = questions(kind, count + 1)
            _ours(secretary, *first)
            _theirs(filled, *first)
            ours = [_timed(lambda q=q: _ours(secretary, *q)) for q in asked_now]
            theirs = [_timed(lambda q=q: _theirs(filled, *q)) for q in asked_now[: max(8, count // 4)]]
            everything += ours
            everything_peer += theirs
            rows.append(_row(f"{kind}, {size.count} stories, p95", ours, theirs))
        rows.insert(0, _row(f"all kinds together, {size.count} stories, p95", everything, everything_peer))
        client = filled.client()
        client.get("/tim/", {"q": "cà phê"})
        page = [_timed(lambda q=q: client.get("/tim/", {"q": q[0]})) for q in questions("words", count)]
        rows.append(Row("the whole screen with 30 found stories, p95", round(p95(page), 1), "ms"))
        rows.append(_change(filled))
    write(size.result("search"), rows, command=size.command("search"))


def _row(what: str, ours: list[float], theirs: list[float]) -> Row:
    return Row(what, round(p95(ours), 1), "ms", PEER, round(p95(theirs), 1), Aim("<=", 50))


def _timed(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def _built(size: Size) -> Row:
    from hoitu.workspace.search.follow import Follower
    from hoitu.workspace.search.index import folder

    started = time.perf_counter()
    count = Follower(folder()).catch_up()
    assert count >= size.count, count
    rate = count / (time.perf_counter() - started)
    return Row("index made from nothing, the peer's beside it", round(rate), "stories/s")


def _ours(actor: Any, words: str, section: str) -> int:
    from hoitu.stories import api as stories
    from hoitu.stories.models import Section
    from hoitu.workspace.search.index import find

    filters = {}
    if section:
        filters["section"] = str(Section.objects.for_agency(actor.agency).get(name=section).pk)
    found = find(words, agency_id=actor.agency, filters=filters, limit=LIMIT)
    wanted = stories.StoryFilter(story_ids=tuple(one.story_id for one in found.found))
    return len(stories.stories(actor=actor, wanted=wanted, limit=LIMIT))


def _load_peer(filled: Newsroom, count: int) -> None:
    from hoitu.kernel import postgres
    from hoitu.kernel.text import fold
    from hoitu.project import config
    from hoitu.project.databases import cluster_of
    from hoitu.stories.models import Story

    began = time.perf_counter()
    rows = Story.objects.for_agency(filled.agency_id).order_by("first_released_at", "created_at")
    ids = dict(zip(range(count), rows.values_list("pk", "section__name"), strict=False))
    with cluster_of(config.load()).connect(postgres.DATABASE) as peer:
        peer.execute(
            "CREATE TABLE peer (id uuid, section text, head text, body text, folded text, words tsvector)"
        )
        with (
            peer.cursor() as cursor,
            cursor.copy("COPY peer (id, section, head, body, folded) FROM STDIN") as copy,
        ):
            for made in corpus.stories(count):
                body = " ".join((made.standfirst, *made.paragraphs))
                copy.write_row((*ids[made.number], made.headline, body, fold(f"{made.headline} {body}")))
        peer.execute(
            "UPDATE peer SET words = setweight(to_tsvector('simple', head), 'A')"
            " || to_tsvector('simple', body) || to_tsvector('simple', folded)"
        )
        peer.execute("CREATE INDEX ON peer USING gin (words)")
        peer.execute("GRANT SELECT ON peer TO PUBLIC")
        peer.execute("VACUUM ANALYZE peer")
    close_connections()
    print(f"peer's rows and index: {time.perf_counter() - began:.0f} s", flush=True)


def _theirs(filled: Newsroom, words: str, section: str) -> int:
    from django.db import connection

    query = " & ".join(_lexemes(words))
    sql = (
        "SELECT s.id, s.headline, ts_headline('simple', p.body, to_tsquery('simple', %s)) FROM ("
        " SELECT id, body, ts_rank(words, to_tsquery('simple', %s)) AS rank FROM peer"
        " WHERE words @@ to_tsquery('simple', %s) AND (%s = '' OR section = %s)"
        " ORDER BY rank DESC LIMIT %s) p JOIN stories_story s ON s.id = p.id WHERE s.agency_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, query, query, section, section, LIMIT, filled.agency_id])
        return len(cursor.fetchall())


def _lexemes(words: str) -> list[str]:
    from hoitu.kernel.text import search_tokens
    from hoitu.workspace.search.index import PHRASE

    phrases = [" <-> ".join(t.accented for t in search_tokens(part)) for part in PHRASE.findall(words)]
    loose = [token.accented for token in search_tokens(PHRASE.sub(" ", words))]
    if loose and not words.endswith(" "):
        loose[-1] += ":*"
    return [f"({phrase})" for phrase in phrases] + loose


def _change(filled: Newsroom) -> Row:
    """Run the follower as a web process does and measure from the commit to the first search that finds the word."""
    from hoitu.stories.testing import make_story
    from hoitu.workspace.search import follow
    from hoitu.workspace.search.index import find

    follow.start()
    lan: Any = filled.actor("reporter")
    waited: list[float] = []
    for number in range(CHANGES):
        word = f"zxq{number}bench"
        make_story(lan, headline=f"Tin thử {word}")
        started = time.perf_counter()
        while not find(word, agency_id=filled.agency_id).total:
            if time.perf_counter() - started > 30:
                break
            time.sleep(0.01)
        waited.append(time.perf_counter() - started)
    print(f"a change is found after {statistics.median(waited):.2f} s (median)")
    return Row("a changed story is found, p95", round(p95(waited), 2), "s", aim=Aim("<=", 1))


if __name__ == "__main__":
    main(asked(full=100_000, quick=1_000))
