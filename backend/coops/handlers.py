"""What nobody hears in a handler, and why: the live feed carries it to the screens that show it."""

from coops import events
from events.consumers import unheard

unheard(events.ProducerCreated, because="the producer's own screens hear it through the live feed")
unheard(events.ProducerChanged, because="the screens that show the producer hear it through the live feed")
unheard(events.MandateGiven, because="the person's screens hear it through the live feed")
unheard(events.MandateEnded, because="the person's screens hear it through the live feed")
unheard(events.MandateOffered, because="a letter went with it, and the person's Home asks for the answer")
unheard(events.MandateOfferEnded, because="the owners' screens hear it through the live feed")
unheard(events.AssociationFounded, because="only the founder is there yet, and she did it")
unheard(events.AssociationChanged, because="the screens that show the page hear it through the live feed")
unheard(events.AssociationMakesGoods, because="only those who act for it see it before it has goods in the pool")
unheard(events.StatutesPublished, because="the workspace hears it through the live feed and asks for the new yes")
unheard(events.StatutesAccepted, because="the workspace hears it through the live feed")
unheard(events.InvitationRevoked, because="the board's screens hear it through the live feed")
unheard(events.InvitationDeclined, because="the board's screens hear it through the live feed")
unheard(events.RoleEnded, because="the person's screens hear it through the live feed")
unheard(events.StatutesAdopted, because="the workspace hears it through the live feed and asks for the new yes")
unheard(events.StatutesReviewSet, because="the workspace hears it through the live feed")
unheard(events.AdmissionChanged, because="the screens that show it hear it through the live feed")
unheard(events.ApplicationPutToVote, because="the board's and the applicant's screens hear it through the live feed")
unheard(events.ApplicationWaitsAgain, because="the board's and the applicant's screens hear it through the live feed")
unheard(events.ApplicationClosed, because="the board's and the applicant's screens hear it through the live feed")
unheard(events.RegisterExported, because="it is on record; nothing depends on it")
unheard(events.RutChanged, because="the board's screens hear it through the live feed")
unheard(events.ProducerRutChanged, because="it is on record; nothing depends on it")
