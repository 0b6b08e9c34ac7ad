import type { LiveTable } from '@/live/table'

const readings = () => [{ key: ['looks'] }, { key: ['stewards', 'readings'] }, { key: ['me'] }]

export const live: LiveTable = {
  'stewards.reading_began': readings,
  'stewards.reading_ended': readings,
}
