import i18next from 'i18next'
import { startTexts } from '@/app/i18n'

/** The real texts, in Spanish unless another language is asked for. */
export async function withTexts(language: 'es' | 'en' = 'es', namespaces: string[] = []): Promise<void> {
  if (!i18next.isInitialized) await startTexts()
  await i18next.changeLanguage(language)
  await i18next.loadNamespaces(namespaces)
}
