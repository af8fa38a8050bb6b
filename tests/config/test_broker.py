"""A worker whose broker goes away while a task is at work: it may connect anew and does not end."""

import logging
from pathlib import Path

import pytest
from kombu import Consumer, Message, Queue

from config.celery import app
from devtools.valkey import Valkey

QUEUE = Queue("work", routing_key="work")


def test_a_worker_outlives_a_broker_that_goes_while_a_task_is_at_work(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    broker = Valkey(tmp_path / "v", tmp_path / "valkey.log", throwaway=True)
    broker.start()
    taken: list[Message] = []
    try:
        connection = app.connection_for_read(f"redis+socket://{broker.socket}?virtual_host=0")
        Consumer(connection, [QUEUE], on_message=taken.append).consume()
        connection.Producer().publish({}, routing_key=QUEUE.name)
        connection.drain_events(timeout=10)
    finally:
        broker.stop()
        broker.remove()
    # A worker that loses its connection lets go of it, now and then before the channel is closed; the task ends after that.
    channel, connection.transport.client = connection.default_channel, None
    connection.maybe_close_channel(channel)
    taken[0].ack_log_error(logging.getLogger("worker"), connection.connection_errors)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]
    assert len(said) == 1
    assert said[0].startswith(f"Couldn't ack '{taken[0].delivery_tag}'")
