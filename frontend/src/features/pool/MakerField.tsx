import { useTranslation } from 'react-i18next'
import { Select } from '@/ui/Field'
import type { Maker } from './makers'

interface Props {
  makers: Maker[]
  chosen: string
  onChoose(id: string): void
}

/** Whose it is, where there is more than one answer; with a word on whose money it is. */
export function MakerField({ makers, chosen, onChoose }: Props) {
  const { t } = useTranslation('pool')
  if (makers.length < 2) return null
  const itself = makers.some((maker) => maker.id === chosen && maker.itself)
  return (
    <Select
      name="producer"
      label={t('lot.producer')}
      hint={itself ? t('itself.money') : undefined}
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
    >
      {makers.map((maker) => (
        <option key={maker.id} value={maker.id}>
          {maker.itself ? t('itself.option', { name: maker.name }) : maker.name}
        </option>
      ))}
    </Select>
  )
}
