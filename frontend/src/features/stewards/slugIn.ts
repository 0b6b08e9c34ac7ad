/** `/a/siete-majadas/acopio` or the whole address, pasted: the association's name in it. */
export function slugIn(text: string): string {
  return /\/a(?:sociaciones)?\/([^/?#]+)/.exec(text)?.[1] ?? text.trim()
}
