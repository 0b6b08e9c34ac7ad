/** «1,2 MB», «340 kB»: how heavy a file is before somebody pays for it. */
export function fileSize(language: string, bytes: number): string {
  const large = bytes >= 1_000_000
  return new Intl.NumberFormat(language === 'es' ? 'es-CL' : language, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  }).format(large ? bytes / 1_000_000 : Math.max(1, bytes / 1_000))
}
