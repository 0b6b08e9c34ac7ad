const longest = 2000
const light = 700_000
const quality = 0.85

/**
 * A photograph as light as a screen needs it: a telephone's takes minutes over two bars of signal. Where it was
 * taken stays on the telephone, too. What this browser can't read goes as it is; the server decides.
 */
export async function shrunk(file: File): Promise<Blob> {
  if (file.size <= light || typeof createImageBitmap !== 'function') return file
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    const ground = canvas.getContext('2d')
    if (!ground) return file
    ground.fillStyle = 'white'
    ground.fillRect(0, 0, canvas.width, canvas.height)
    ground.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
    return made && made.size < file.size ? made : file
  } catch {
    return file
  }
}
