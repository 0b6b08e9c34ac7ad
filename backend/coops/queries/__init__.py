"""What other rooms and the views may ask of producers and associations."""

from coops.queries.access import (
    active_member,
    current_statutes,
    invited_person,
    may_sell,
    members_people,
    owned_alone,
    owned_producers,
    people_of,
    producer,
    producers_of,
    roles_as_asked,
    roles_as_invited,
    roles_for_producer,
    roles_in_association,
)
from coops.queries.cards import AssociationCard, ProducerCard, association_cards, producer_card, producer_cards
from coops.queries.duties import duties
from coops.queries.home import Asked, Belongings, Standing, association_tasks, belongings, questions_to, standings
from coops.queries.mandates import mandates
from coops.queries.members import member, member_rows, members
from coops.queries.pages import (
    directory,
    invitation_page,
    invitations,
    my_associations,
    my_producers,
    own_invitation,
    visible_association,
    workspace,
)
from coops.queries.public import associations_by_comuna, associations_of, producers_by_comuna, public_producers
from coops.queries.statutes import statutes_version, statutes_versions
from coops.territory import Comuna, comuna, comunas

__all__ = [
    "Asked",
    "AssociationCard",
    "Belongings",
    "Comuna",
    "ProducerCard",
    "Standing",
    "active_member",
    "association_cards",
    "association_tasks",
    "associations_by_comuna",
    "associations_of",
    "belongings",
    "comuna",
    "comunas",
    "current_statutes",
    "directory",
    "duties",
    "invitation_page",
    "invitations",
    "invited_person",
    "mandates",
    "may_sell",
    "member",
    "member_rows",
    "members",
    "members_people",
    "my_associations",
    "my_producers",
    "own_invitation",
    "owned_alone",
    "owned_producers",
    "people_of",
    "producer",
    "producer_card",
    "producer_cards",
    "producers_by_comuna",
    "producers_of",
    "public_producers",
    "questions_to",
    "roles_as_asked",
    "roles_as_invited",
    "roles_for_producer",
    "roles_in_association",
    "standings",
    "statutes_version",
    "statutes_versions",
    "visible_association",
    "workspace",
]
