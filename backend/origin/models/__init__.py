"""Names and their proof: seals and their rules, how a certificate was earned, and what is signed about it.

Seals are data (kind, zone, requirements); no rule of any product stands in code. Selling knows of a certificate only by
the Cover that origin keeps for it in the catalog.
"""

from origin.models.certificates import Certificate, CertificateStep, Evidence, Finding, Inspection, OriginCode
from origin.models.credentials import Credential, IssuerKey, StatusList
from origin.models.seals import Seal

__all__ = [
    "Certificate",
    "CertificateStep",
    "Credential",
    "Evidence",
    "Finding",
    "Inspection",
    "IssuerKey",
    "OriginCode",
    "Seal",
    "StatusList",
]
