/** A code that stays on one line: «L-118» is not to be read as «L-» and «118». */
export function unbroken(code: string): string {
  return code.replace(/-/g, '\u2011')
}
