"""Agency borders: a queryset that was never told its agency refuses to answer."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db import models

M = TypeVar("M", bound=models.Model)


class UnscopedQuery(RuntimeError):
    """Raised when rows of agencies are asked for without saying whose. Always a bug in the caller."""


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """Rows that belong to agencies; evaluated only after `for_agency` or `unscoped`."""

    _is_scoped = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._is_scoped = self._is_scoped
        return clone

    def _checked(self) -> Self:
        # Reverse relations (`story.bylines`) start from a row that somebody already found in scope.
        if not (self._is_scoped or "instance" in self._hints):  # type: ignore[attr-defined]
            raise UnscopedQuery(f"{self.model._meta.label}: call for_agency() or unscoped() first")
        return self

    def _fetch_all(self) -> None:
        self._checked()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        return super(ScopedQuerySet, self._checked()).iterator(chunk_size)

    def count(self) -> int:
        return super(ScopedQuerySet, self._checked()).count()

    def exists(self) -> bool:
        return super(ScopedQuerySet, self._checked()).exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super(ScopedQuerySet, self._checked()).aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        return super(ScopedQuerySet, self._checked()).update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        return super(ScopedQuerySet, self._checked()).delete()

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        return super(ScopedQuerySet, self.unscoped(why="rows in hand")).bulk_update(objs, fields, batch_size)

    def for_agency(self, agency_id: UUID) -> Self:
        field = getattr(self.model, "agency_field", "agency")
        return self.unscoped(why="the filter follows").filter(**{field: agency_id})

    def unscoped(self, *, why: str) -> Self:
        """Return every agency's rows. `why` is for the reader of the code: jobs, migrations, counts."""
        assert why
        clone = self._chain()  # type: ignore[attr-defined]
        clone._is_scoped = True
        return clone  # type: ignore[no-any-return]


class ScopedManager(models.Manager[M], Generic[M]):
    """The manager of agency-owned models. `field` names the path to the agency, default "agency"."""

    def __init__(self, field: str = "agency") -> None:
        super().__init__()
        self.field = field

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        super().contribute_to_class(cls, name)
        cls.agency_field = self.field  # type: ignore[attr-defined]

    def get_queryset(self) -> ScopedQuerySet[M]:
        return ScopedQuerySet(self.model, using=self._db)

    def for_agency(self, agency_id: UUID) -> ScopedQuerySet[M]:
        """Return the rows of one agency."""
        return self.get_queryset().for_agency(agency_id)

    def unscoped(self, *, why: str) -> ScopedQuerySet[M]:
        """Return the rows of every agency; say why that is right here."""
        return self.get_queryset().unscoped(why=why)
