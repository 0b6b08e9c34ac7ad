import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Picture } from '@/api/memberTypes'
import type { PictureOwner } from '@/api/sendPicture'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Photo } from '@/ui/Photo'
import styles from './PhotosField.module.css'
import { PhotoWords } from './PhotoWords'
import { type Sending, usePhotoSending } from './usePhotoSending'

interface Props {
  owner: PictureOwner
  photos: Picture[]
  most: number
  onChange(photos: Picture[]): void
}

/** Photographs: taken or chosen, seen at once, sent while one goes on with the form, tried again without losing it. */
export function PhotosField({ owner, photos, most, onChange }: Props) {
  const { t } = useTranslation('pool')
  const now = useRef(photos)
  now.current = photos
  const { sending, add, again, drop } = usePhotoSending(owner, (picture) =>
    onChange([...now.current.filter(({ id }) => id !== picture.id), picture].slice(-most)),
  )
  const room = most - photos.length - sending.length
  const pick = (files: FileList | null) =>
    add([...(files ?? [])].slice(0, Math.max(room, most === 1 ? 1 : 0)))
  const picker = (camera: boolean) => (
    <span className={`btn ${styles.picker} ${camera ? styles.camera : ''}`}>
      <Icon name={camera ? 'plus' : 'grid'} />
      {t(camera ? 'photo.take' : photos.length > 0 ? 'photo.another' : 'photo.choose')}
      <input
        type="file"
        accept="image/*"
        aria-label={t(camera ? 'photo.take' : 'photo.choose')}
        capture={camera ? 'environment' : undefined}
        multiple={!camera && most > 1}
        onChange={(event) => {
          pick(event.target.files)
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </span>
  )
  return (
    <fieldset className={`stack stack--2 ${styles.field}`}>
      <legend className="field__label">
        {t(most === 1 ? 'photo.one' : 'photo.title')} <span className="soft">{t('optional')}</span>
      </legend>
      {(photos.length > 0 || sending.length > 0) && (
        <ul className={styles.photos}>
          {photos.map((photo, index) => (
            <li key={photo.id} className={styles.photo}>
              <span className={styles.frame}>
                <Photo photo={photo} sizes="128px" eager />
                {index === 0 && photos.length > 1 && <span className={styles.first}>{t('photo.first')}</span>}
              </span>
              <Button
                small
                aria-label={t('photo.removeOne', { number: index + 1 })}
                onClick={() => onChange(photos.filter(({ id }) => id !== photo.id))}
              >
                {t('photo.remove')}
              </Button>
            </li>
          ))}
          {sending.map((one) => (
            <OnTheWay key={one.key} one={one} again={() => void again(one)} drop={() => drop(one.key)} />
          ))}
        </ul>
      )}
      {(room > 0 || most === 1) && (
        <div className={styles.pickers}>
          {picker(true)}
          {picker(false)}
        </div>
      )}
      {photos.map((photo, index) => (
        <PhotoWords
          key={photo.id}
          owner={owner}
          photo={photo}
          number={photos.length > 1 ? index + 1 : null}
          onChange={(changed) => onChange(now.current.map((one) => (one.id === changed.id ? changed : one)))}
        />
      ))}
    </fieldset>
  )
}

function OnTheWay({ one, again, drop }: { one: Sending; again(): void; drop(): void }) {
  const { t } = useTranslation('pool')
  const problem = useProblem(one.error)
  return (
    <li className={styles.photo}>
      <span className={`${styles.frame} ${styles.sending}`}>
        <Seen file={one.file} />
        {!problem && (
          <progress className={styles.progress} max={1} value={one.part} aria-label={t('photo.sending')} />
        )}
      </span>
      {problem ? (
        <>
          <span className={styles.wrong} role="alert">
            {problem.detail}
          </span>
          <Button small onClick={again}>
            {t('photo.again')}
          </Button>
          <Button small look="plain" onClick={drop}>
            {t('photo.remove')}
          </Button>
        </>
      ) : (
        <span className="tiny soft" role="status">
          {t('photo.sending')}
        </span>
      )}
    </li>
  )
}

/** The chosen file, drawn: a page of ours shows no address that isn't the server's. */
function Seen({ file }: { file: File }) {
  const ground = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let gone = false
    const draw = async () => {
      const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
      const canvas = ground.current
      if (!gone && canvas) {
        const scale = 256 / Math.min(bitmap.width, bitmap.height)
        canvas.width = Math.round(bitmap.width * scale)
        canvas.height = Math.round(bitmap.height * scale)
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
      }
      bitmap.close()
    }
    // What can't be drawn here is told by the server's answer.
    draw().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [file])
  return <canvas ref={ground} />
}
