"""A browser whose session has opened a draft, without the pages that lead there: for drills that do it thousands of times."""

import time

from django.test import Client

from referrals.middleware import OPENED, SENDER, SINCE
from referrals.models import Draft


def enter_with(client: Client, *opened: Draft) -> Client:
    """The client, signed in as the sender of these drafts and with each of them open."""
    session = client.session
    session[SENDER], session[SINCE] = opened[0].sender_email, int(time.time())
    session[OPENED] = {str(one.pk): one.number_serial for one in opened}
    session.save()
    return client
