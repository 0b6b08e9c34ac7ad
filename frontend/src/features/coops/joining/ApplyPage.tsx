import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { meQuery } from '@/api/me'
import type { HowToJoin } from '@/api/memberTypes'
import type { AssociationPublic, Me } from '@/api/types'
import { doorPath, useHere } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Title } from '@/ui/Title'
import { ApplyForm } from './ApplyForm'
import { admissionQuery, associationQuery } from './api'
import styles from './Joining.module.css'

/** «Pedir ingreso»: who may ask is led to the questions, everybody else to what is missing first. */
export default function ApplyPage() {
  const { slug = '' } = useParams()
  const association = useQuery(associationQuery(slug))
  return <Loaded query={association}>{(found) => <Door association={found} />}</Loaded>
}

function Door({ association }: { association: AssociationPublic }) {
  const me = useQuery(meQuery)
  const admission = useQuery(admissionQuery(association.id))
  useLive(['catalog'])
  return (
    <Loaded query={me}>
      {(who) => (
        <Loaded query={admission}>
          {(join) => <Asked me={who} association={association} join={join} />}
        </Loaded>
      )}
    </Loaded>
  )
}

interface Props {
  me: Me
  association: AssociationPublic
  join: HowToJoin
}

function Asked({ me, association, join }: Props) {
  const { t } = useTranslation('joining')
  const here = useHere()
  const name = association.name
  if (!join.takes_applications) {
    return (
      <Said association={association} title={t('apply.closed', { name })} lead={t('apply.closedLead')}>
        <ButtonLink to="/asociaciones">{t('apply.others')}</ButtonLink>
      </Said>
    )
  }
  if (!me.person) {
    return (
      <Said association={association} title={t('apply.title', { name })} lead={t('apply.guest')}>
        <ButtonLink look="go" to={doorPath('registro', here, 'produce')}>
          {t('apply.register')}
        </ButtonLink>
        <ButtonLink to={doorPath('entrar', here)}>{t('apply.signIn')}</ButtonLink>
      </Said>
    )
  }
  if (me.producers.length === 0) {
    return (
      <Said association={association} title={t('apply.title', { name })} lead={t('apply.noProducer')}>
        <ButtonLink look="go" to={`/productor/nuevo?volver=${encodeURIComponent(here)}`}>
          {t('apply.makeProducer')}
        </ButtonLink>
      </Said>
    )
  }
  return <ApplyForm me={me} association={association} join={join} />
}

interface SaidProps {
  association: AssociationPublic
  title: string
  lead: string
  children: React.ReactNode
}

function Said({ association, title, lead, children }: SaidProps) {
  return (
    <StoreFrame
      className={styles.page}
      back={{ to: `/asociaciones/${association.slug}`, label: association.name }}
    >
      <div className="stack stack--2">
        <Title>{title}</Title>
        <p className="lead soft">{lead}</p>
      </div>
      <div className="row row--wrap">{children}</div>
    </StoreFrame>
  )
}
