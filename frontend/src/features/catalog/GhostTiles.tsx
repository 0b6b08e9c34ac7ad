import { Lines } from '@/ui/Skeleton'

/** Tiles that are on their way. */
export function GhostTiles({ count = 8 }: { count?: number }) {
  return (
    <div className="grid" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name than their place
        <div className="offer" key={index}>
          <div className="offer__pic" />
          <Lines widths={[40, 80, 60]} />
        </div>
      ))}
    </div>
  )
}
