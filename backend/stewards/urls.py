"""Addresses of stewards, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from stewards.views import associations, health, people

PERSON = "stewards/people/<uuid:person_id>"

urlpatterns = [
    path("stewards/overview", health.OverviewView.as_view()),
    path("stewards/parked", health.ParkedView.as_view()),
    path("stewards/parked/redrive", health.RedriveView.as_view()),
    path("stewards/parked/set-aside", health.SetAsideView.as_view()),
    path("stewards/tasks", health.TasksView.as_view()),
    path("stewards/tasks/retry", health.TaskRetryView.as_view()),
    path("stewards/mails", health.FailedMailsView.as_view()),
    path("stewards/mails/hurry", health.MailHurryView.as_view()),
    path("stewards/mails/<uuid:mail_id>/resend", health.MailResendView.as_view()),
    path("stewards/payments", health.FailedPaymentsView.as_view()),
    path("stewards/payments/webhooks/<uuid:webhook_id>/retry", health.WebhookRetryView.as_view()),
    path("stewards/payments/refunds/<uuid:refund_id>/retry", health.RefundRetryView.as_view()),
    path("stewards/people/find", people.PersonFinderView.as_view()),
    path(f"{PERSON}/reset-second-factors", people.SecondFactorsView.as_view()),
    path(f"{PERSON}/block", people.BlockView.as_view()),
    path(f"{PERSON}/unblock", people.UnblockView.as_view()),
    path("stewards/associations/suspend", associations.SuspensionView.as_view()),
    path("stewards/associations/reinstate", associations.ReinstatementView.as_view()),
    path("stewards/acts", people.ActsView.as_view()),
    path("stewards/readings", people.ReadingsView.as_view()),
    path("stewards/readings/<uuid:reading_id>/end", people.ReadingEndView.as_view()),
    path("associations/<uuid:association_id>/looks", people.LooksView.as_view()),
]
