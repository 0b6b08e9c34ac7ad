import type { Language } from '@/lib/format'

const locales: Record<Language, string> = { es: 'es-CL', en: 'en' }

/** How long, as people say it: `45 segundos`, `12 minutos`, `3 horas`, `2 días`. */
export function duration(seconds: number, language: Language): string {
  const [value, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 90 * 60
        ? [seconds / 60, 'minute']
        : seconds < 48 * 3600
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day']
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.max(0, Math.round(value)))
}
