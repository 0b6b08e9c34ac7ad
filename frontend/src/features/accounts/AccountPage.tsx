import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { meQuery } from '@/api/me'
import type { Locale, Me, Person } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { doorPath } from '@/app/doors'
import { chooseLanguage } from '@/app/i18n'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Select } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { Who } from '@/ui/Who'
import styles from './AccountPage.module.css'
import { useSignOut } from './api'

export default function AccountPage() {
  const { t } = useTranslation('accounts')
  const query = useQuery(meQuery)
  const leave = useSignOut()
  const navigate = useNavigate()
  useLive([query.data?.person && `user:${query.data.person.id}`])
  return (
    <StoreFrame className={styles.page}>
      <Title>{t('mine.title')}</Title>
      <Loaded query={query}>
        {(me) =>
          me.person ? (
            <>
              <Associations me={me} />
              <Producers me={me} />
              <section className="stack" aria-labelledby="mine-data">
                <h2 className="name h3" id="mine-data">
                  {t('mine.data')}
                </h2>
                <PersonForm person={me.person} />
              </section>
              <div className={`row row--wrap ${styles.foot}`}>
                <Button
                  busy={leave.isPending}
                  onClick={() =>
                    leave.mutate(undefined, { onSuccess: () => navigate('/', { replace: true }) })
                  }
                >
                  {t('mine.leave')}
                </Button>
              </div>
            </>
          ) : (
            !leave.isSuccess && <Navigate to={doorPath('entrar', '/cuenta')} replace />
          )
        }
      </Loaded>
    </StoreFrame>
  )
}

function Associations({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  return (
    <section className="stack" aria-labelledby="mine-associations">
      <h2 className="name h3" id="mine-associations">
        {t('mine.associations')}
      </h2>
      {me.associations.length === 0 && <p className="soft">{t('mine.noAssociations')}</p>}
      <ul className={styles.list}>
        {me.associations.map((association) => (
          <li key={association.id}>
            <Link to={`/a/${association.slug}`} className="b">
              {association.name}
            </Link>
            {association.status === 'forming' && <span className="small soft">{t('mine.forming')}</span>}
          </li>
        ))}
      </ul>
      <div className="row row--wrap">
        <ButtonLink
          to="/asociaciones/nueva"
          icon="plus"
          look={me.producers.length > 0 && me.associations.length === 0 ? 'go' : undefined}
        >
          {t('mine.found')}
        </ButtonLink>
        <ButtonLink to="/avisos" icon="bell">
          {t('mine.inbox', { count: me.unread })}
        </ButtonLink>
        <ButtonLink to="/mis-pedidos" icon="box">
          {t('mine.orders')}
        </ButtonLink>
      </div>
    </section>
  )
}

function Producers({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  return (
    <section className="stack" aria-labelledby="mine-producers">
      <h2 className="name h3" id="mine-producers">
        {t('mine.producers')}
      </h2>
      <ul className={styles.list}>
        {me.producers.map((producer) => (
          <li key={producer.id}>
            <span className="row row--3">
              <Who>{producer.initials}</Who>
              <span>
                <b>{producer.name}</b>
                <br />
                <span className="small soft">
                  {[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
                </span>
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink to="/productor/nuevo?volver=/cuenta" small icon="plus">
          {me.producers.length === 0 ? t('mine.produce') : t('mine.anotherProducer')}
        </ButtonLink>
      </div>
    </section>
  )
}

function PersonForm({ person }: { person: Person }) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const say = useToast()
  const [name, setName] = useState(person.name)
  const [locale, setLocale] = useState(person.locale)
  const save = useCommand({
    mutationFn: async () => {
      refuse({ name: !name.trim() && t('missing.name') })
      return ask(client.PATCH('/api/v1/me', { body: { name: name.trim(), locale } }))
    },
    async onSuccess(me) {
      queries.setQueryData(meQuery.queryKey, me)
      await chooseLanguage(locale)
      say(t('mine.saved'))
    },
  })
  const message = useProblem(save.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <Field
        name="name"
        label={t('account.name')}
        error={message?.fields.name}
        value={name}
        autoComplete="name"
        maxLength={120}
        onChange={(event) => setName(event.target.value)}
      />
      <Field name="email" label={t('account.email')} value={person.email} readOnly />
      <Select
        name="locale"
        label={t('mine.language')}
        hint={t('mine.languageHint')}
        value={locale}
        onChange={(event) => setLocale(event.target.value as Locale)}
      >
        <option value="es">Español</option>
        <option value="en">English</option>
      </Select>
      <div>
        <Button type="submit" busy={save.isPending}>
          {t('mine.save')}
        </Button>
      </div>
    </form>
  )
}
