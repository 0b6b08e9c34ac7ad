import { StoreFrame } from '@/app/StoreFrame'
import { Title } from '@/ui/Title'

export default function CatalogPage() {
  return (
    <StoreFrame>
      <Title>Minga</Title>
    </StoreFrame>
  )
}
