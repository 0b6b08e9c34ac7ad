import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Insight } from '@/api/memberTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { unitOf } from '@/lib/offerWords'
import { useFormat } from '@/lib/useFormat'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { SplitBar, SplitKey } from '@/ui/ShareBar'
import { Who } from '@/ui/Who'
import { AsTable } from './AsTable'
import styles from './InsightPage.module.css'

interface Side {
  insight: Insight
}

/** Of each product what is sold, set aside and left. */
export function ByProduct({ insight }: Side) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { association } = useWorkspace()
  const { products, other_products: others } = insight
  return (
    <section className="stack" aria-labelledby="products">
      <div className="row row--apart row--base row--wrap">
        <h2 className="name h2" id="products">
          {t('products.title')}
        </h2>
        <SplitKey />
      </div>
      <figure className={styles.figure}>
        <ul className={styles.rows}>
          {products.map((product) => {
            const left = product.free + product.reserved
            const total = left + product.allocated
            const unit = unitOf(product, left, format.language)
            return (
              <li key={product.id}>
                <Link className={styles.label} to={`/a/${association.slug}/acopio/${product.id}`}>
                  {product.name}
                </Link>
                <span className="small r">
                  {left > 0
                    ? t('products.left', { count: left, number: format.count(left), unit })
                    : t('products.soldOut')}
                </span>
                <span className={styles.bar}>
                  <SplitBar
                    colour={3}
                    sold={product.allocated}
                    held={product.reserved}
                    total={total}
                    longest={total}
                  />
                </span>
                {product.uncovered > 0 && (
                  <span className={`small act ${styles.under}`}>
                    {t('products.waits', {
                      count: product.uncovered,
                      number: format.count(product.uncovered),
                    })}
                  </span>
                )}
              </li>
            )
          })}
        </ul>
        <AsTable
          heads={[
            t('products.product'),
            t('products.sold'),
            t('products.held'),
            t('products.free'),
            t('value'),
          ]}
        >
          {products.map((product) => (
            <tr key={product.id}>
              <td>
                {product.name}
                {product.uncovered > 0 && (
                  <span className={`small soft ${styles.below}`}>
                    {t('products.waits', {
                      count: product.uncovered,
                      number: format.count(product.uncovered),
                    })}
                  </span>
                )}
              </td>
              <td className="r">{format.count(product.allocated)}</td>
              <td className="r">{format.count(product.reserved)}</td>
              <td className="r">{format.count(product.free)}</td>
              <td className="r">{format.pesos(product.value_clp)}</td>
            </tr>
          ))}
          {others.count > 0 && (
            <tr>
              <td colSpan={4}>
                {t('products.others', { count: others.count, number: format.count(others.count) })}
              </td>
              <td className="r">{format.pesos(others.value_clp)}</td>
            </tr>
          )}
        </AsTable>
      </figure>
    </section>
  )
}

/** Of each member what her unsold units are worth. */
export function ByMember({ insight }: Side) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { members, other_members: others } = insight
  const most = Math.max(...members.map((member) => member.value_clp), 1)
  const rest = t('members.others', { count: others.count, number: format.count(others.count) })
  return (
    <section className="stack" aria-labelledby="members">
      <h2 className="name h2" id="members">
        {t('members.title')}
      </h2>
      <figure className={styles.figure}>
        <ul className={styles.rows}>
          {members.map((member) => (
            <li key={member.producer_id}>
              <span className={`row row--2 ${styles.label}`}>
                <Who colour={member.mine ? 1 : undefined}>{member.initials}</Who>
                <span>
                  {member.name}{' '}
                  {(member.mine || member.itself) && (
                    <span className="soft small">{t(member.mine ? 'members.you' : 'members.itself')}</span>
                  )}
                </span>
              </span>
              <span className="small r">{format.pesos(member.value_clp)}</span>
              <Bar part={member.value_clp / most} mine={member.mine} />
              {member.uncovered_clp > 0 && (
                <span className={`small act ${styles.under}`}>
                  {t('members.waits', { amount: format.pesos(member.uncovered_clp) })}
                </span>
              )}
            </li>
          ))}
          {others.count > 0 && (
            <li>
              <span className="soft">{rest}</span>
              <span className="small r">{format.pesos(others.value_clp)}</span>
            </li>
          )}
        </ul>
        <AsTable heads={[t('members.who'), t('members.lots'), t('value')]}>
          {members.map((member) => (
            <tr key={member.producer_id}>
              <td>{member.name}</td>
              <td className="r">{format.count(member.lots)}</td>
              <td className="r">{format.pesos(member.value_clp)}</td>
            </tr>
          ))}
          {others.count > 0 && (
            <tr>
              <td colSpan={2}>{rest}</td>
              <td className="r">{format.pesos(others.value_clp)}</td>
            </tr>
          )}
        </AsTable>
      </figure>
    </section>
  )
}

/** From which comunas it comes: the fuller the colour, the more. */
export function ByComuna({ insight }: Side) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { comunas } = insight
  const most = Math.max(...comunas.map((one) => one.value_clp), 1)
  const makers = (count: number): ReactNode => t('comunas.said', { count, number: format.count(count) })
  return (
    <section className="stack" aria-labelledby="comunas">
      <h2 className="name h2" id="comunas">
        {t('comunas.title')}
      </h2>
      <figure className={`${styles.figure} ${styles.places}`}>
        <div>
          <ComunaMap
            cut=""
            name=""
            label={t('comunas.map')}
            parts={new Map(comunas.map((one) => [one.comuna, one.value_clp / most]))}
            width={196}
          />
          <MapCredit />
        </div>
        <div className="stack">
          <ul className={styles.rows}>
            {comunas.map((one) => (
              <li key={one.comuna}>
                <span>
                  {comunaName(one.comuna) || one.comuna}{' '}
                  <span className="soft small">{makers(one.members)}</span>
                </span>
                <span className="small r">{format.pesos(one.value_clp)}</span>
                <Bar part={one.value_clp / most} />
              </li>
            ))}
          </ul>
          <AsTable heads={[t('comunas.comuna'), t('members.lots'), t('value')]}>
            {comunas.map((one) => (
              <tr key={one.comuna}>
                <td>{comunaName(one.comuna) || one.comuna}</td>
                <td className="r">{format.count(one.lots)}</td>
                <td className="r">{format.pesos(one.value_clp)}</td>
              </tr>
            ))}
          </AsTable>
        </div>
      </figure>
    </section>
  )
}

function Bar({ part, mine = false }: { part: number; mine?: boolean }) {
  return (
    <span
      className={styles.bar}
      data-mine={mine || undefined}
      style={{ '--w': part } as CSSProperties}
      aria-hidden="true"
    >
      <i />
    </span>
  )
}
