"""From the approval to the reader, through the real processes, with N stories in the archive.

`python -m bench.publish [N|--quick]`. The director approves; measured is when readers get the article from the
public server, and when every page that depends on it (fronts, lists, feeds, sitemaps, day) is baked again. Every page
of the archive is baked and both search indexes are made before.
"""

import statistics
import sys
import time
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx

from bench import corpus
from bench.archive import archive, index, site_of_bench
from bench.installation import set_up
from bench.newsroom import Newsroom, agency_of_bench
from bench.record import Aim, Row, write
from bench.running import installation_up, jobs_waiting
from bench.sizes import Size, asked, p95

STORIES = 30
WARM_UP = 3
REST_SECONDS = 1
LIMIT_SECONDS = 60


def main(size: Size) -> None:
    """Approve stories one after the other and write how long readers and dependent pages waited."""
    with archive(size.count) as home:
        index(home)
        with installation_up(home) as up, set_up(home), httpx.Client(timeout=10) as client:
            filled = Newsroom(home, agency_of_bench())
            first = _stories_so_far(filled)
            count = WARM_UP + (6 if size.is_quick else STORIES)
            waiting = [_at_final(filled, first + number) for number in range(count)]
            seen = []
            for story in waiting:
                _rest()
                seen.append(_publish(filled, story, up.readers, client))
            seen = seen[WARM_UP:]
    readable, clean, pages, steps = (list(values) for values in zip(*seen, strict=True))
    _explain(readable, steps)
    print(
        f"readable: median {statistics.median(readable):.0f} ms; clean: median {statistics.median(clean):.2f} s"
    )
    rows = [
        Row(
            f"approve → article readable, {size.count} stories in the archive, p95",
            round(p95(readable)),
            "ms",
            aim=Aim("<=", 300),
        ),
        Row("approve → every dependent page clean, p95", round(p95(clean), 2), "s", aim=Aim("<=", 2)),
        Row("approve → article readable, median", round(statistics.median(readable)), "ms"),
        Row("pages baked again for one story, median", statistics.median(pages), "pages"),
    ]
    write(size.result("publish"), rows, command=size.command("publish"))


def _stories_so_far(filled: Newsroom) -> int:
    from hoitu.stories.models import Story

    return Story.objects.for_agency(filled.agency_id).count()


def _at_final(filled: Newsroom, number: int) -> Any:
    """Return a new story of the corpus's kind that waits for the director."""
    from hoitu.site.testing import paragraphs
    from hoitu.stories.models import Section, Story, Tag
    from hoitu.stories.operations.create import create_story
    from hoitu.stories.operations.details import ensure_term
    from hoitu.stories.testing import fresh, move

    made = next(corpus.stories(1, seed=3000 + number))
    story_id = create_story(
        actor=filled.actor("reporter"),
        headline=made.headline,
        standfirst=made.standfirst,
        body=paragraphs(*made.paragraphs),
        section_id=ensure_term(Section, filled.agency_id, made.section).pk,
    )
    Story.objects.unscoped(why="bench").get(pk=story_id).tags.set(
        [ensure_term(Tag, filled.agency_id, tag) for tag in made.tags]
    )
    move(filled.actor("reporter"), fresh(story_id), "desk")
    move(filled.actor("editor"), fresh(story_id), "secretary")
    return move(filled.actor("secretary"), fresh(story_id), "final")


def _explain(readable: list[float], steps: list[list[str]]) -> None:
    """Print every sample, and what the workers did in the slowest and in the middle one."""
    print("readable, ms:", " ".join(f"{value:.0f}" for value in readable))
    order = sorted(range(len(readable)), key=readable.__getitem__)
    for name, place in (("middle", order[len(order) // 2]), ("slowest", order[-1])):
        print(f"{name}: {readable[place]:.0f} ms", *steps[place], sep="\n  ")


def _publish(
    filled: Newsroom, story: Any, readers: str, client: httpx.Client
) -> tuple[float, float, int, list[str]]:
    """Approve the story; return milliseconds until it is read, seconds until all is clean, pages, workers' steps."""
    from hoitu.kernel import clock
    from hoitu.site.addresses import article_path
    from hoitu.stories.testing import move

    site = site_of_bench()
    path = article_path(story.section.slug, story.slug, story.pk)
    director = filled.actor("director")
    before, started = clock.now(), time.perf_counter()
    move(director, story, "approved")
    approved = (time.perf_counter() - started) * 1000
    while (answer := client.get(f"{readers}{site.path_prefix}{path}")).status_code != 200:
        if time.perf_counter() - started > LIMIT_SECONDS:
            sys.exit(f"{path} answers {answer.status_code}: {answer.text[:200]}")
        time.sleep(0.005)  # the asking itself takes time from what is measured
    readable = (time.perf_counter() - started) * 1000
    assert story.headline in answer.text
    while not _is_clean(site.pk, story.pk):
        if time.perf_counter() - started > LIMIT_SECONDS:
            sys.exit("pages stay dirty")
        time.sleep(0.02)
    steps = [f"{approved:6.0f} ms  approved", *_steps_since(before)]
    return readable, time.perf_counter() - started, _baked_since(site.pk, before), steps


def _steps_since(at: datetime) -> list[str]:
    """Return one line for each thing that happened to a job, from the events of the queue."""
    from procrastinate.contrib.django.models import ProcrastinateEvent

    events = ProcrastinateEvent.objects.filter(at__gte=at).select_related("job").order_by("at")
    return [
        f"{(event.at - at).total_seconds() * 1000:6.0f} ms  {event.type} {event.job.task_name} {event.job.args}"
        for event in events
    ]


def _rest() -> None:
    """Wait until the search indexes have taken in the story before: a newsroom has minutes between two."""
    while jobs_waiting():
        time.sleep(0.1)
    time.sleep(REST_SECONDS)


def _is_clean(site_id: UUID, story_id: UUID) -> bool:
    from hoitu.site.models import Article, Page

    # The file can be read a moment before the transaction that marks the other pages commits.
    if not Article.objects.unscoped(why="bench").filter(site_id=site_id, story_id=story_id).exists():
        return False
    return not Page.objects.unscoped(why="bench").filter(site_id=site_id, dirty_at__isnull=False).exists()


def _baked_since(site_id: UUID, at: Any) -> int:
    from hoitu.site.models import Page

    return int(Page.objects.unscoped(why="bench").filter(site_id=site_id, baked_at__gte=at).count())


if __name__ == "__main__":
    main(asked(full=100_000, quick=1_000))
