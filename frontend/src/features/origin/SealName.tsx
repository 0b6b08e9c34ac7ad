import type { SealCard } from '@/api/originTypes'
import { useFormat } from '@/lib/useFormat'
import { Seal } from '@/ui/Seal'
import { shapeOf } from '@/ui/seals'

type Named = Pick<SealCard, 'kind' | 'status' | 'name_es' | 'name_en'>

/** A name in its shape: solid by law, toothed in the register (dashed until it is there), a tag where it is one's own. */
export function SealName({ seal }: { seal: Named }) {
  const format = useFormat()
  return (
    <Seal kind={shapeOf(seal.kind)} pending={seal.kind !== 'law' && seal.status !== 'registered'}>
      {format.language === 'en' ? seal.name_en : seal.name_es}
    </Seal>
  )
}
