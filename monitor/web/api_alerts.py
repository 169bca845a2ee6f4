"""The JSON API about alerts: how they are delivered, in figures alone."""

from fastapi import APIRouter

from monitor.alerts.words import Via
from monitor.storage import outbox_views
from monitor.web import api_models
from monitor.web.desk import Desk


def add(routes: APIRouter, desk: Desk) -> None:
    """Add the addresses."""

    @routes.get("/deliveries")
    def deliveries() -> api_models.DeliveriesModel:
        """How alerts are delivered."""
        now = desk.now()
        with desk.work.sessions() as session:
            outbox = outbox_views.status(session, now)
        due, last = outbox.oldest_due_at, outbox.last
        return api_models.DeliveriesModel(
            mail_is_set_up=desk.work.post.is_ready(Via.MAIL),
            waiting=outbox.waiting,
            oldest_due_at=due,
            oldest_age_s=(now - due).total_seconds() if due else None,
            sent_24_hours=outbox.sent,
            refused_24_hours=outbox.failed,
            attempts_24_hours=outbox.attempts,
            last_result=last.result if last else None,
            last_reason=last.reason if last else None,
            last_attempt_at=last.ended_at if last else None,
            bounced=outbox.bounced,
            restocks_30_days=outbox.restocks,
            restock_median_s=outbox.restock_median_s,
            restock_p95_s=outbox.restock_p95_s,
            maybe_twice_30_days=outbox.maybe_twice,
        )
