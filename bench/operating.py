"""Raw records of a whole country: agencies with people and registers, and publications of eight years."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.installation import set_up
from bench.kept import home_with

AGENCIES = 778
PEOPLE = 12  # at each agency
FIRST_YEAR, YEARS = 2023, 8  # the years of the national strategy

# Five rows in eight begin a story on the web; the others are the same stories in print, on air, on social platforms.
PUBLICATIONS = """
INSERT INTO strategy_publication (
    id, agency_id, key, root, title, url, platform, medium, is_domestic, subject, provenance,
    published_at, removed_at, confirmed_at, recorded_at, superseded_at
)
SELECT uuidv7(), agency, 'release:' || n, 'story:' || lpad(story::text, 36, '0'),
       'Tin số ' || story || ': hội nghị triển khai nhiệm vụ những tháng cuối năm tại địa phương',
       'https://bao.example/tin/' || n,
       CASE medium WHEN 'web' THEN 'Trang báo' WHEN 'social' THEN 'Zalo' ELSE medium END,
       medium, medium <> 'social' OR mod(story, 3) > 0,
       CASE mod(story, 10) WHEN 0 THEN 'political' WHEN 1 THEN 'essential' ELSE '' END,
       CASE WHEN medium IN ('web', 'social') THEN 'A' ELSE 'D' END,
       at, CASE WHEN mod(story, 500) = 0 THEN at + interval '2 hours' END,
       CASE WHEN mod(story, 97) > 0 THEN at + interval '3 seconds' END, at + interval '5 seconds', NULL
FROM (
    SELECT n, story, agencies[1 + mod(story * 7919, %(agencies)s)] AS agency,
           CASE WHEN is_first THEN 'web'
               ELSE (ARRAY['social', 'print', 'social', 'radio', 'tv'])[1 + mod(story, 5)] END AS medium,
           %(start)s::timestamptz + story * (%(span)s::interval / %(stories)s)
               + mod(n, 5) * interval '1 minute' AS at
    FROM (
        SELECT n, n * 5 / 8 AS story, n * 5 / 8 > (n - 1) * 5 / 8 AS is_first
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    ) AS rows
    CROSS JOIN (
        SELECT array_agg(id ORDER BY name) AS agencies FROM accounts_organisation WHERE kind = 'press_agency'
    ) AS country
) AS made
"""


@contextmanager
def country(rows: int) -> Iterator[None]:
    """Run with that many publications, on the last noon of the last year; they are kept between runs."""
    with home_with("bench.operating", rows) as home, set_up(home):
        from hoitu.kernel import clock

        noon = datetime(FIRST_YEAR + YEARS - 1, 12, 31, 12, tzinfo=clock.VIETNAM)
        with clock.frozen(noon):
            yield


def year_ends() -> list[datetime]:
    """Return the end of each year."""
    from hoitu.strategy.api import until_of

    return [until_of(year) for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)]


def fill(rows: int, home: Path) -> None:
    """Make the country in a new data folder."""
    home.mkdir()
    with set_up(home, is_new=True):
        _country()
        _registers()
        _publications(rows)


def owner() -> Any:
    """Return a connection that may touch tables, as migrations have it."""
    import psycopg
    from django.conf import settings

    database = settings.DATABASES["default"] | settings.DATABASE_OWNER
    return psycopg.connect(
        host=database["HOST"], port=database["PORT"] or None, dbname=database["NAME"],
        user=database["USER"], password=database["PASSWORD"] or None, autocommit=True,
    )  # fmt: skip


def _country() -> None:
    """Make the ministry with the national plan, and the agencies with provinces and licences."""
    from hoitu.accounts import api as accounts
    from hoitu.accounts.models import Organisation, OrganisationLink
    from hoitu.accounts.testing import make_person
    from hoitu.registers.models import Licence
    from hoitu.strategy.testing import make_body, make_plan

    ministry = make_body("Bộ Văn hóa, Thể thao và Du lịch", "ministry")
    make_person(ministry, permissions=("strategy.read", "strategy.manage"))
    make_plan("cong-van-2691-vpubnd-nvk", owner=ministry, scope="all")

    keys = [one.key for one in accounts.provinces().values() if not one.sample]
    rows = [
        Organisation(
            kind="press_agency",
            name=f"Cơ quan báo chí số {n:03}",
            slug=f"co-quan-{n}",
            province=keys[n % len(keys)],
        )
        for n in range(AGENCIES)
    ]
    Organisation.objects.bulk_create(rows)
    OrganisationLink.objects.bulk_create(
        OrganisationLink(from_organisation=row, to_organisation=ministry, kind="state_management")
        for row in rows
    )
    licences = [
        Licence(
            agency=row, product="online", name=row.name, number=str(n), issuer="Bộ", issued_on=date(2018, 1, 1),
            is_magazine=n % 2 == 0,
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip
    Licence.objects.bulk_create(licences)


def _registers() -> None:
    """Give every agency people who learned, a system that is assessed, a decision on autonomy."""
    from hoitu.accounts.models import Membership, Organisation, Person
    from hoitu.registers import models

    began = datetime(FIRST_YEAR, 4, 10, 8, tzinfo=UTC)
    agencies = list(Organisation.objects.filter(kind="press_agency").order_by("name"))
    people = [
        Person(email=f"nguoi{n}@bao.example", full_name=f"Người {n}") for n in range(len(agencies) * PEOPLE)
    ]
    Person.objects.bulk_create(people, batch_size=2000)
    by_agency = {agency: people[n * PEOPLE : (n + 1) * PEOPLE] for n, agency in enumerate(agencies)}
    titles = ("editor_in_chief", "editor", "reporter", "reporter", "accountant")
    Membership.objects.bulk_create(
        [
            Membership(
                agency=agency, person=person, titles=[titles[n % len(titles)]],
                active_from=began - timedelta(days=200),
            )
            for agency, own in by_agency.items()
            for n, person in enumerate(own)
        ],
        batch_size=2000,
    )  # fmt: skip
    made: dict[Any, list[Any]] = {}
    for number, (agency, own) in enumerate(by_agency.items()):
        for row in _rows_of(models, agency, own, number, began):
            made.setdefault(type(row), []).append(row)
    for kind, rows in made.items():  # in the order of their making: what is referred to comes first
        kind.objects.bulk_create(rows, batch_size=2000)


def _rows_of(models: Any, agency: Any, people: list[Any], number: int, began: datetime) -> Iterator[Any]:
    """Yield an agency's rows: a course each year, its sessions and who was there; a system, assessed each year."""
    yield models.AutonomyDecision(
        agency=agency, number=f"{number}/QĐ", issuer="Bộ", decided_on=began.date(), degree="partial",
        valid_from=date(FIRST_YEAR, 1, 1), valid_until=date(FIRST_YEAR + number % 9, 6, 1),
        own_revenue_vnd=1_000_000 + number, recurrent_cost_vnd=2_000_000,
    )  # fmt: skip
    system = models.InfoSystem(
        agency=agency, code="HT", name="Trang báo", owner="Báo", plan_state="fully", plan_done_on=began.date()
    )
    yield system
    yield models.LevelDossier(
        agency=agency, system=system, code="HS", level=2 + number % 3, state="approved", decision="1/QĐ",
        decided_on=began.date(),
    )  # fmt: skip
    for year in range(YEARS):
        day = began + timedelta(days=365 * year + number % 100)
        yield models.Assessment(agency=agency, system=system, code=f"BB{year}", assessed_on=day.date())
        course = models.Course(
            agency=agency, code=f"K{year}", name=f"Khóa {year}", is_digital=True, starts_on=day.date()
        )
        yield course
        session = models.Session(
            agency=agency, course=course, code=f"B{year}", starts_at=day, ends_at=day + timedelta(hours=3)
        )
        yield session
        for person in people[year % 3 :: 3]:
            yield models.Attendance(agency=agency, session=session, person=person)


def _publications(rows: int) -> None:
    """Store the rows and then index them: one by one the indexes would cost ten times as much as the rows."""
    with owner() as connection:
        table = "tablename = 'strategy_publication'"
        found = connection.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE {table} AND indexname NOT LIKE '%_pkey'"
        ).fetchall()
        for name, _words in found:
            connection.execute(f'DROP INDEX "{name}"')
        step = 500_000
        for first in range(1, rows + 1, step):
            values = {
                "first": first,
                "last": min(rows, first + step - 1),
                "agencies": AGENCIES,
                "start": f"{FIRST_YEAR}-01-01",
                "span": f"{YEARS} years",
                "stories": rows * 5 // 8 + 1,
            }
            connection.execute(PUBLICATIONS, values)
        for _name, words in found:
            connection.execute(words)
        connection.execute("VACUUM ANALYZE strategy_publication")


if __name__ == "__main__":
    fill(int(sys.argv[1]), Path(sys.argv[2]))
