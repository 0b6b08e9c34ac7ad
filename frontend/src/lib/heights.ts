/** The land from the sea to the Andes: distance and height as drawn, in the box of 440 × 146. */
export const outline: [number, number][] = [
  [0, 136],
  [59.2, 136],
  [81.2, 128.9],
  [126.9, 125],
  [165.8, 118.3],
  [196.3, 120.9],
  [226.8, 112.2],
  [253.8, 113.6],
  [286, 101.6],
  [314.8, 103.8],
  [341.8, 90.3],
  [363.8, 93.2],
  [385.8, 73.2],
  [401.1, 76.2],
  [416.3, 50.4],
  [426.5, 55.3],
  [440, 29.4],
]
export const seaLevel = 136
/** Metres of height per unit of the drawing. The drawing compresses the high mountains. */
const metresPerUnit = 26.7

export function pointAt(metres: number): { x: number; y: number } {
  const y = Math.max(30, Math.min(seaLevel - 2, seaLevel - metres / metresPerUnit))
  for (let index = outline.length - 1; index > 0; index -= 1) {
    const [right, low] = outline[index] as [number, number]
    const [left, high] = outline[index - 1] as [number, number]
    if (y >= Math.min(low, high) && y <= Math.max(low, high) && low !== high) {
      return { x: left + ((y - high) / (low - high)) * (right - left), y }
    }
  }
  return { x: 62, y: 135 }
}
