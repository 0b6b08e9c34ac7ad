/** By the region's clock: mornings until noon, afternoons until eight. */
export function greeting(now: Date): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone: 'America/Santiago', hour: 'numeric', hourCycle: 'h23' }).format(
      now,
    ),
  )
  if (hour >= 5 && hour < 12) return 'morning'
  return hour >= 12 && hour < 20 ? 'afternoon' : 'evening'
}
