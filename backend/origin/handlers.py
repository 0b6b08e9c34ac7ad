"""What nobody hears in a handler, and why: the live feed carries it to the screens that show it."""

from events.consumers import unheard
from origin import events

unheard(events.SealCreated, because="the screens that show seals hear it through the live feed")
unheard(events.SealChanged, because="the screens that show seals hear it through the live feed")
unheard(events.CertificateWithdrawn, because="the board's and the member's screens hear it through the live feed")
unheard(events.InspectionPlanned, because="the board's and the member's screens hear it through the live feed")
unheard(events.InspectionRecorded, because="the board's and the member's screens hear it through the live feed")
unheard(events.FindingCorrected, because="the board's and the member's screens hear it through the live feed")
unheard(events.EvidenceAdded, because="the board's and the member's screens hear it through the live feed")
unheard(events.UnitsCertified, because="the screens that show the lot hear it through the live feed")
