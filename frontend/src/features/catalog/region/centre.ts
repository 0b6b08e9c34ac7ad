/** The centre of gravity of an outline: where its figure stands on the map. */
export function centre(path: string): { x: number; y: number } {
  const numbers = [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number)
  const points = Array.from({ length: numbers.length / 2 }, (_, index) => ({
    x: numbers[2 * index] ?? 0,
    y: numbers[2 * index + 1] ?? 0,
  }))
  let [area, x, y] = [0, 0, 0]
  points.forEach((point, index) => {
    const next = points[(index + 1) % points.length] ?? point
    const cross = point.x * next.y - next.x * point.y
    area += cross
    x += (point.x + next.x) * cross
    y += (point.y + next.y) * cross
  })
  return { x: x / (3 * area), y: y / (3 * area) }
}
