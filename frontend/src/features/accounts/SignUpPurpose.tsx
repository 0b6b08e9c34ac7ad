import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { doorPath, type Purpose } from '@/app/doors'
import { Field, Pick } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'

const purposes: Purpose[] = ['produce', 'buy', 'invited']

interface Props {
  purpose: string
  link: string
  /** The link leads to an invitation. */
  invited: boolean
  /** She wanted to go on without it. */
  asked: boolean
  back: string | null
  onChange(part: { purpose?: string; link?: string }): void
}

export function SignUpPurpose({ purpose, link, invited, asked, back, onChange }: Props) {
  const { t } = useTranslation('accounts')
  const wrong = !invited && (asked || link.trim() !== '')
  return (
    <>
      <div className="stack stack--2">
        <Title>{t('purpose.title')}</Title>
        <p className="soft">
          {t('purpose.have')} <Link to={doorPath('entrar', back)}>{t('purpose.signIn')}</Link>
        </p>
      </div>
      <fieldset className="picks">
        <legend className="sr">{t('purpose.title')}</legend>
        {purposes.map((one) => (
          <Pick
            key={one}
            type="radio"
            name="purpose"
            value={one}
            checked={purpose === one}
            onChange={() => onChange({ purpose: one })}
            title={t(`purpose.${one}`)}
            detail={t(`purpose.${one}Detail`)}
          />
        ))}
      </fieldset>
      {purpose === 'invited' && (
        <>
          <Field
            name="link"
            label={t('purpose.link')}
            hint={t('purpose.linkHint')}
            error={wrong ? t('purpose.linkWrong') : undefined}
            value={link}
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => onChange({ link: event.target.value })}
          />
          {!invited && !wrong && <Notice>{t('purpose.noLink')}</Notice>}
        </>
      )}
    </>
  )
}
