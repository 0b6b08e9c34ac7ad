"""Addresses of seals, certificates and what is signed about them."""

from django.urls import URLPattern, path

from origin.views import certificates, labels, seals, traceability

ASSOCIATION = "associations/<uuid:association_id>"
CERTIFICATE = f"{ASSOCIATION}/certificates/<uuid:certificate_id>"

urlpatterns: list[URLPattern] = [
    path("seals", seals.SealsView.as_view()),
    path("seals/<slug:seal_slug>", seals.SealView.as_view()),
    path(f"{ASSOCIATION}/seals", seals.OwnSealsView.as_view()),
    path(f"{ASSOCIATION}/seals/<uuid:seal_id>", seals.OwnSealView.as_view()),
    path(f"{ASSOCIATION}/certificates", certificates.CertificatesView.as_view()),
    path(CERTIFICATE, certificates.CertificateView.as_view()),
    path(f"{CERTIFICATE}/withdraw", certificates.CertificateWithdrawalView.as_view()),
    path(f"{CERTIFICATE}/refuse", certificates.CertificateRefusalView.as_view()),
    path(f"{CERTIFICATE}/inspections", certificates.InspectionsView.as_view()),
    path(
        f"{CERTIFICATE}/inspections/<uuid:inspection_id>/result",
        certificates.InspectionResultView.as_view(),
    ),
    path(f"{CERTIFICATE}/findings/<uuid:finding_id>/correct", certificates.FindingCorrectionView.as_view()),
    path(f"{CERTIFICATE}/evidence", certificates.EvidenceView.as_view()),
    path(f"{CERTIFICATE}/evidence/<uuid:evidence_id>/file", certificates.EvidenceFileView.as_view()),
    path(f"{CERTIFICATE}/issue", certificates.IssueView.as_view()),
    path(f"{CERTIFICATE}/suspend", certificates.SuspensionView.as_view()),
    path(f"{CERTIFICATE}/reinstate", certificates.ReinstatementView.as_view()),
    path(f"{CERTIFICATE}/revoke", certificates.RevocationView.as_view()),
    path(f"{CERTIFICATE}/grants", certificates.GrantsView.as_view()),
    path(f"{ASSOCIATION}/lots/<uuid:lot_id>/epcis", traceability.LotEventsView.as_view()),
    path(f"{ASSOCIATION}/lots/<uuid:lot_id>/labels.pdf", labels.LabelsView.as_view()),
]
