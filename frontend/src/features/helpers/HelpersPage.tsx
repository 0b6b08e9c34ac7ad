import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { Button, ButtonLink } from '@/ui/Button'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { Acts } from './Acts'
import { doneQuery, helpersQuery } from './api'
import { Consent } from './Consent'
import { ContactDialog } from './ContactDialog'
import { EndHelp } from './EndHelp'
import { OwnerDialog } from './OwnerDialog'
import styles from './page.module.css'
import type { Helper } from './words'

type Asked = { what: 'end' | 'contact' | 'owner'; helper: Helper }

/** The board's side: which members let somebody act for them, and everything that was done so. */
export default function HelpersPage() {
  const { t } = useTranslation('helpers')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(helpersQuery(association.id))
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const of = (what: Asked['what']) => (asked?.what === what ? asked.helper : null)
  return (
    <div className={styles.page}>
      <div className="stack stack--2">
        <Title>{t('board.title')}</Title>
        <p className="soft">{t('board.lead')}</p>
      </div>
      <div className="row row--wrap">
        <ButtonLink look="go" icon="plus" to="nombrar">
          {t('board.name')}
        </ButtonLink>
        <ButtonLink to="nombrar?papel=1">{t('board.paper')}</ButtonLink>
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap(({ results }) => results)
          if (all.length === 0) return <p className="soft">{t('board.none')}</p>
          return (
            <ul className={styles.list}>
              {all.map((helper) => (
                <Consent key={helper.id} helper={helper} onEnd={() => setAsked({ what: 'end', helper })}>
                  <ButtonLink small to={`nombrar?renovar=${helper.id}`}>
                    {t('board.renew')}
                    <Of helper={helper} />
                  </ButtonLink>
                  <Button small onClick={() => setAsked({ what: 'contact', helper })}>
                    {t('board.contact')}
                    <Of helper={helper} />
                  </Button>
                  {!helper.member.owned && (
                    <Button small onClick={() => setAsked({ what: 'owner', helper })}>
                      {helper.member.owner_asked ? t('board.ownerAgain') : t('board.owner')}
                      <Of helper={helper} />
                    </Button>
                  )}
                </Consent>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <More query={query}>{t('more')}</More>
      <section className="stack" aria-labelledby="done">
        <h2 className="name h3" id="done">
          {t('board.done')}
        </h2>
        <Acts query={doneQuery(association.id)} empty={t('board.nothing')} whole />
      </section>
      <EndHelp helper={of('end')} by="board" onClose={close} />
      <ContactDialog helper={of('contact')} onClose={close} />
      <OwnerDialog helper={of('owner')} onClose={close} />
    </div>
  )
}

/** Tells the buttons of the rows apart for whoever hears them. */
function Of({ helper: { helper_name, helper_email, member } }: { helper: Helper }) {
  const { t } = useTranslation('helpers')
  return (
    <span className="sr">
      : {t('consent.who', { name: helper_name ?? helper_email ?? '', member: member.name })}
    </span>
  )
}
