"""Addresses of decisions, all below their association."""

from django.urls import path

from decisions import views

ASSOCIATION = "associations/<uuid:association_id>"
PROPOSAL = f"{ASSOCIATION}/proposals/<uuid:proposal_id>"

urlpatterns = [
    path(f"{ASSOCIATION}/proposals", views.ProposalsView.as_view()),
    path(PROPOSAL, views.ProposalView.as_view()),
    path(f"{PROPOSAL}/withdraw", views.WithdrawalView.as_view()),
    path(f"{PROPOSAL}/votes", views.VotesView.as_view()),
    path(f"{PROPOSAL}/comments", views.CommentsView.as_view()),
    path(f"{PROPOSAL}/minutes", views.MinutesView.as_view()),
    path(f"{PROPOSAL}/minutes.pdf", views.MinutesPdfView.as_view()),
    path(f"{ASSOCIATION}/proxies", views.ProxiesView.as_view()),
    path(f"{ASSOCIATION}/proxies/<uuid:proxy_id>/revoke", views.ProxyRevocationView.as_view()),
    path(f"{ASSOCIATION}/assemblies", views.AssembliesView.as_view()),
    path(f"{ASSOCIATION}/assemblies/<uuid:assembly_id>/cancel", views.AssemblyCancellationView.as_view()),
    path(f"{ASSOCIATION}/assemblies/<uuid:assembly_id>/calendar", views.AssemblyCalendarView.as_view()),
    path(f"{ASSOCIATION}/assemblies/<uuid:assembly_id>", views.AssemblyView.as_view()),
    path(f"{ASSOCIATION}/calendar-feed", views.CalendarFeedView.as_view()),
    path("calendars/<str:calendar_token>.ics", views.CalendarView.as_view()),
    path(f"{ASSOCIATION}/candidates", views.CandidatesView.as_view()),
    path(f"{ASSOCIATION}/voting-rules", views.VotingRulesView.as_view()),
]
