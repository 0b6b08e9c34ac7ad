"""The database itself keeps associations apart."""

import pytest
from django.db import IntegrityError, connection, transaction

from coops.models import Invitation, StatutesAcceptance
from tests.support import applicants, people


def refused_at_commit():
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    # What was refused stands in this transaction still; the test ends without asking again.
    transaction.set_rollback(True)


@pytest.mark.parametrize(("statutes_of", "membership_of"), [("other", "own"), ("own", "other")])
def test_an_acceptance_joins_rows_of_one_association(cast, stranger, statutes_of, membership_of):
    other = people.forming_association()
    of = {"own": cast, "other": other}
    StatutesAcceptance.objects.create(
        association=cast.association,
        statutes=of[statutes_of].statutes,
        membership=of[membership_of].administrator.membership,
        person=stranger.person,
    )
    refused_at_commit()


def test_an_invitation_is_used_by_a_member_of_its_association(cast):
    other = people.forming_association()
    people.invited(cast)
    invitation = Invitation.objects.filter(association=cast.association, used_at=None).get()
    invitation.membership = other.administrator.membership
    invitation.used_at = invitation.created_at
    invitation.save()
    refused_at_commit()


def test_an_application_is_closed_by_a_member_of_its_association(cast):
    application = applicants.applicant(applicants.takes_applications(cast))
    application.state = "accepted"
    application.closed_at = application.made_at
    application.membership = people.forming_association().administrator.membership
    application.save()
    refused_at_commit()
