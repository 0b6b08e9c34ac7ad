"""How the platform is doing, and what stopped: parked events, tasks, letters, payments."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import queries as accounts
from events import parking, reports, tasks
from events.models import ProcessReport
from lib.operations import operation
from lib.views import View, actor, parsed
from orders import queries as orders
from payments import queries as payments
from stewards import queries, services
from stewards.queries.overview import sweep_lines
from stewards.serializers import (
    FailedMailsSerializer,
    FailedPaymentsSerializer,
    OverviewSerializer,
    ParkedSerializer,
    RedrivenSerializer,
    RedriveSerializer,
    RetriedSerializer,
    RetryTasksSerializer,
    SetAsideSerializer,
    TasksSerializer,
)


class OverviewView(View):
    """`/stewards/overview`"""

    @operation("stewards_getOverview", responses=OverviewSerializer)
    def get(self, request: Request) -> Response:
        """Is all well? What needs a hand first, and every figure behind it."""
        return Response(OverviewSerializer(queries.platform_overview()).data, headers={"Cache-Control": "no-store"})


class ParkedView(View):
    """`/stewards/parked`"""

    @operation("stewards_listParked", responses=ParkedSerializer)
    def get(self, request: Request) -> Response:
        """Events that groups set aside, the first of each thing, and their causes."""
        return Response(ParkedSerializer({"causes": parking.causes(), "lines": parking.lines()}).data)


class RedriveView(View):
    """`/stewards/parked/redrive`"""

    @operation("stewards_redrive", request=RedriveSerializer, responses=RedrivenSerializer)
    def post(self, request: Request) -> Response:
        """Handles parked events again, in order; what fails stays parked."""
        asked = dict(parsed(RedriveSerializer, request.data))
        only_first = asked.pop("only_first")
        if "key" in asked:
            worked, left = services.redrive(
                actor=actor(request), group=asked["group"], key=asked["key"], only_first=only_first
            )
        else:
            worked, left = services.redrive_cause(actor=actor(request), **asked)
        return Response({"worked": worked, "left": left})


class SetAsideView(View):
    """`/stewards/parked/set-aside`"""

    @operation("stewards_setAside", request=SetAsideSerializer, responses=ParkedSerializer)
    def post(self, request: Request) -> Response:
        """Has a group do without an event for good, with the reason on record."""
        services.set_aside(actor=actor(request), **parsed(SetAsideSerializer, request.data))
        return Response(ParkedSerializer({"causes": parking.causes(), "lines": parking.lines()}).data)


class TasksView(View):
    """`/stewards/tasks`"""

    @operation("stewards_listTasks", responses=TasksSerializer)
    def get(self, request: Request) -> Response:
        """The queue by kind, the sweeps, and the tasks that failed for good, with why."""
        seen = {
            "queues": tasks.queues(),
            "sweeps": sweep_lines(reports.heard(ProcessReport.Kind.WORKER)),
            "failed": tasks.failed(),
        }
        return Response(TasksSerializer(seen).data)


class TaskRetryView(View):
    """`/stewards/tasks/retry`"""

    @operation("stewards_retryTasks", request=RetryTasksSerializer, responses=RetriedSerializer)
    def post(self, request: Request) -> Response:
        """Gives failed tasks one more try; says how many were failed still."""
        asked = parsed(RetryTasksSerializer, request.data)
        return Response({"retried": services.retry_tasks(actor=actor(request), ids=asked["ids"])})


class FailedMailsView(View):
    """`/stewards/mails`"""

    @operation("stewards_listFailedMails", responses=FailedMailsSerializer)
    def get(self, request: Request) -> Response:
        """Letters that were given up, with the mail server's words; whom they were for shows in part only."""
        seen = {
            "waiting": accounts.waiting_mail(),
            "troubles": accounts.mail_troubles(),
            "failed": accounts.failed_mails(),
        }
        return Response(FailedMailsSerializer(seen).data)


class MailHurryView(View):
    """`/stewards/mails/hurry`"""

    @operation("stewards_hurryMails", request=None, responses=RetriedSerializer)
    def post(self, request: Request) -> Response:
        """Tries at once the letters whose last try failed, instead of at their next turn."""
        return Response({"retried": services.hurry_mails(actor=actor(request))})


class MailResendView(View):
    """`/stewards/mails/{mail_id}/resend`"""

    @operation("stewards_resendMail", request=None, responses={204: None})
    def post(self, request: Request, mail_id: UUID) -> Response:
        """Tries a letter again that was given up."""
        services.resend_mail(actor=actor(request), mail_id=mail_id)
        return Response(status=204)


class FailedPaymentsView(View):
    """`/stewards/payments`"""

    @operation("stewards_listFailedPayments", responses=FailedPaymentsSerializer)
    def get(self, request: Request) -> Response:
        """Webhooks whose handling came to nothing so far, and refunds that the provider refused for good."""
        refunds = payments.failed_refunds()
        numbers = orders.group_numbers({refund.purpose_id for refund in refunds})
        seen = {
            "webhooks": payments.open_webhooks(),
            "refunds": [
                {
                    "id": refund.id,
                    "order": numbers.get(refund.purpose_id),
                    "amount_clp": refund.amount_clp,
                    "reason_key": refund.reason_key,
                    "error": refund.error,
                    "created_at": refund.created_at,
                    "failed_at": refund.failed_at,
                }
                for refund in refunds
            ],
        }
        return Response(FailedPaymentsSerializer(seen).data)


class WebhookRetryView(View):
    """`/stewards/payments/webhooks/{webhook_id}/retry`"""

    @operation("stewards_retryWebhook", request=None, responses={204: None})
    def post(self, request: Request, webhook_id: UUID) -> Response:
        """Fetches now what a webhook is about."""
        services.retry_webhook(actor=actor(request), webhook_id=webhook_id)
        return Response(status=204)


class RefundRetryView(View):
    """`/stewards/payments/refunds/{refund_id}/retry`"""

    @operation("stewards_retryRefund", request=None, responses={204: None})
    def post(self, request: Request, refund_id: UUID) -> Response:
        """Asks the provider anew to give the money back."""
        services.retry_refund(actor=actor(request), refund_id=refund_id)
        return Response(status=204)
