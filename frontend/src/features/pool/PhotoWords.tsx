import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Picture } from '@/api/memberTypes'
import type { PictureOwner } from '@/api/sendPicture'
import { useCommand } from '@/api/useCommand'
import { useProblem } from '@/lib/useProblem'
import { Field } from '@/ui/Field'

type Words = 'alt_es' | 'alt_en'

interface Props {
  owner: PictureOwner
  photo: Picture
  /** Which one, where there are several. */
  number: number | null
  onChange(photo: Picture): void
}

/** What is to be seen, for whoever doesn't see it. It is kept as soon as one leaves the field. */
export function PhotoWords({ owner, photo, number, onChange }: Props) {
  const { t } = useTranslation('pool')
  const [typed, setTyped] = useState<Partial<Record<Words, string>>>({})
  const save = useCommand({
    mutationFn: (body: Partial<Record<Words, string>>) =>
      ask(
        owner.kind === 'producers'
          ? client.PATCH('/api/v1/producers/{producer_id}/pictures/{picture_id}', {
              params: { path: { producer_id: owner.id, picture_id: photo.id } },
              body,
            })
          : client.PATCH('/api/v1/associations/{association_id}/pictures/{association_picture_id}', {
              params: { path: { association_id: owner.id, association_picture_id: photo.id } },
              body,
            }),
      ),
    onSuccess: onChange,
  })
  const message = useProblem(save.error)
  const field = (name: Words) => (
    <Field
      name={`${name}-${photo.id}`}
      label={
        <>
          {t(name === 'alt_en' ? 'photo.altEn' : number ? 'photo.altOne' : 'photo.alt', {
            number: number ?? 1,
          })}{' '}
          {name === 'alt_en' && <span className="soft">{t('optional')}</span>}
        </>
      }
      hint={name === 'alt_es' ? t('photo.altHint') : undefined}
      error={
        message
          ? (message.fields[name] ?? (typed[name] === undefined ? undefined : message.detail))
          : undefined
      }
      value={typed[name] ?? photo[name]}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      onBlur={() => {
        const words = typed[name]?.trim()
        if (words !== undefined && words !== photo[name]) save.mutate({ [name]: words })
      }}
    />
  )
  return (
    <>
      {field('alt_es')}
      {photo.alt_es !== '' && field('alt_en')}
    </>
  )
}
