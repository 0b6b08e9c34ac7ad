import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { Pick } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { applicantsQuery } from './api'
import type { Deciding } from './deciding'

interface Props {
  draft: Deciding
  onChange(part: Partial<Deciding>): void
}

/** Which of the producers that wait is to be voted on. */
export function ApplicationChoice({ draft, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const query = useQuery(applicantsQuery(association.id))
  const titleFor = (name: string) => t('new.admitTitle', { name }).slice(0, 160)
  return (
    <Loaded query={query}>
      {(applications) =>
        applications.length === 0 ? (
          <Notice>
            {t('new.noApplications')} <Link to="../solicitudes">{t('new.seeApplications')}</Link>
          </Notice>
        ) : (
          <fieldset className="picks">
            <legend className="sr">{t('new.field.application')}</legend>
            {applications.map(({ id, producer }) => (
              <Pick
                key={id}
                type="radio"
                name="application_id"
                checked={draft.application_id === id}
                onChange={() =>
                  onChange({
                    application_id: id,
                    // A title of the person's own stays; one that names another of them does not.
                    title:
                      draft.title && applications.every((one) => titleFor(one.producer.name) !== draft.title)
                        ? draft.title
                        : titleFor(producer.name),
                  })
                }
                title={producer.name}
                detail={[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
              />
            ))}
          </fieldset>
        )
      }
    </Loaded>
  )
}
