import { useFormat } from '@/lib/useFormat'

/** A photograph as the server describes it: WebP files, smallest first, and one JPEG last. */
export interface PhotoFiles {
  width: number
  height: number
  alt_es: string
  alt_en: string
  sources: { url: string; width: number; type: string }[]
}

interface Props {
  photo: PhotoFiles
  /** How wide it is drawn: '72px', '(min-width: 1000px) 25vw, 50vw'. */
  sizes: string
  /** On the screen from the first moment: fetched with the page. */
  eager?: boolean
  /** Beside words that say the same. */
  silent?: boolean
}

/** A photograph in the size that the screen needs; it takes its room before it arrives. */
export function Photo({ photo, sizes, eager = false, silent = false }: Props) {
  const { language } = useFormat()
  const small = photo.sources.filter(({ type }) => type === 'image/webp')
  const plain = photo.sources.find(({ type }) => type === 'image/jpeg') ?? photo.sources[0]
  const alt = language === 'en' ? photo.alt_en || photo.alt_es : photo.alt_es || photo.alt_en
  return (
    <picture className="photo-files">
      <source
        type="image/webp"
        srcSet={small.map(({ url, width }) => `${url} ${width}w`).join(', ')}
        sizes={sizes}
      />
      <img
        className="photo"
        src={plain?.url}
        alt={silent ? '' : alt}
        width={photo.width}
        height={photo.height}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : undefined}
        decoding="async"
      />
    </picture>
  )
}
