import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { FileField } from '@/ui/FileField'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { MakerField } from '../MakerField'
import { firstMaker, makersOf } from '../makers'
import { TableLines } from './TableLines'
import styles from './Tables.module.css'
import { useTable } from './useTable'

/** Products and lots as tables: taken along, and brought back after a look at what each line would do. */
export default function TablesPage() {
  const { t } = useTranslation('goods')
  const { me, association } = useWorkspace()
  const [chosen, setChosen] = useState<string | null>(null)
  const makers = makersOf(me, association)
  const producerId = firstMaker(makers, association, chosen)
  const mine = `/a/${association.slug}/lotes`
  return (
    <div className={styles.page}>
      <div className="stack stack--2">
        <p>
          <Link to={mine}>{t('tables.back')}</Link>
        </p>
        <Title>{t('tables.title')}</Title>
        <p className="soft">{t('tables.lead')}</p>
      </div>
      <MakerField makers={makers} chosen={producerId} onChoose={setChosen} />
      {producerId && (
        <>
          <Bring key={producerId} producerId={producerId} mine={mine} />
          <Take producerId={producerId} />
        </>
      )}
    </div>
  )
}

function Take({ producerId }: { producerId: string }) {
  const { t } = useTranslation('goods')
  const path = `/api/v1/producers/${producerId}`
  return (
    <section className="stack" aria-labelledby="take">
      <h2 className="name h3" id="take">
        {t('tables.take')}
      </h2>
      <p className="soft">{t('tables.takeLead')}</p>
      <div className="row row--wrap">
        <a className="btn" href={`${path}/products/file`} download>
          <Icon name="download" /> {t('tables.products')}
        </a>
        <a className="btn" href={`${path}/lots/file`} download>
          <Icon name="download" /> {t('tables.lots')}
        </a>
      </div>
    </section>
  )
}

function Bring({ producerId, mine }: { producerId: string; mine: string }) {
  const { t } = useTranslation('goods')
  const navigate = useNavigate()
  const say = useToast()
  const { look, write, looked, part } = useTable(producerId)
  const unread = useProblem(look.error)
  const unwritten = useProblem(write.error)
  const plan = looked?.plan
  const writes = plan ? plan.new + plan.changed : 0
  return (
    <section className="stack" aria-labelledby="bring">
      <h2 className="name h3" id="bring">
        {t('tables.bring')}
      </h2>
      <FileField
        name="table"
        accept=".csv,text/csv,text/plain"
        label={t('tables.file')}
        hint={t('tables.fileHint')}
        error={unread ? unread.detail || unread.title : undefined}
        part={part}
        sending={t(write.isPending ? 'tables.writing' : 'tables.sending')}
        onFile={(file) => {
          write.reset()
          look.mutate(file)
        }}
      />
      {!plan && <Columns />}
      {plan && (
        <>
          <TableLines key={plan.plan} plan={plan} />
          <ErrorSummary message={unwritten} attempt={write.submittedAt} />
          {plan.wrong > 0 ? (
            <Notice kind="bad" role="status">
              {t('tables.mend', { count: plan.wrong })}
            </Notice>
          ) : writes === 0 ? (
            <Notice kind="good" role="status">
              {t('tables.nothing')}
            </Notice>
          ) : (
            <div className="row row--wrap">
              <Button
                look="go"
                busy={write.isPending}
                onClick={() =>
                  looked &&
                  write.mutate(looked, {
                    onSuccess({ kind, made, changed }) {
                      say(t(`tables.done.${kind}`, { count: made + changed }))
                      navigate(mine)
                    },
                  })
                }
              >
                {t(`tables.go.${plan.kind}`, { count: writes })}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}

/** What the first line of a table has to say. */
function Columns() {
  const { t } = useTranslation('goods')
  return (
    <details className={styles.columns}>
      <summary>{t('tables.columns')}</summary>
      <dl className="stack stack--2">
        <dt className="b">{t('tables.products')}</dt>
        <dd>{t('tables.columnsOfProducts')}</dd>
        <dt className="b">{t('tables.lots')}</dt>
        <dd>{t('tables.columnsOfLots')}</dd>
      </dl>
      <p className="small soft">{t('tables.columnsRest')}</p>
    </details>
  )
}
