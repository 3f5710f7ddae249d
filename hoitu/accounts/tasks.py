"""Daily work on accounts."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from hoitu.accounts.models import SignInGuard
from hoitu.accounts.operations.sign_in import disable_dormant
from hoitu.kernel import clock

FORGET_GUARDS_AFTER = timedelta(days=30)


@app.periodic(cron="20 2 * * *")
@app.task(name="accounts.tidy", queue="reports", pass_context=False)
def tidy(timestamp: int) -> None:
    """Close accounts that nobody uses; forget expired sessions and old wrong tries."""
    disable_dormant()
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    old = SignInGuard.objects.filter(last_failed_at__lt=now - FORGET_GUARDS_AFTER)
    old.exclude(locked_until__gt=now).delete()
