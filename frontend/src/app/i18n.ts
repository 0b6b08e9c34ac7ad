import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { speak } from '@/api/client'
import { readStored, tellServer, writeStored } from '@/lib/stored'
import esUi from '@/ui/texts/es.json'
import esErrors from './errors/texts/es.json'
import es from './texts/es.json'

export type Language = 'es' | 'en'
export const languages: Language[] = ['es', 'en']

type Texts = Record<string, unknown>

/** Every `texts/<language>.json`, by the folder that it stands in: `features/catalog/texts/es.json` is `catalog`. */
const files = import.meta.glob<{ default: Texts }>('/src/**/texts/*.json')
const loaders = new Map(
  Object.entries(files).map(([path, load]) => {
    const [, folder, language] = /([^/]+)\/texts\/(\w+)\.json$/.exec(path) ?? []
    return [`${folder}/${language}`, load]
  }),
)

const fromFiles = {
  type: 'backend' as const,
  init: () => undefined,
  async read(language: string, namespace: string) {
    const load = loaders.get(`${namespace}/${language}`)
    if (!load) throw new Error(`No texts for ${namespace} in ${language}`)
    return (await load()).default
  },
}

function preferred(): Language {
  const stored = readStored('language')
  if (stored === 'es' || stored === 'en') return stored
  const first = navigator.languages.find((language) => /^(es|en)\b/.test(language))
  return first?.startsWith('en') ? 'en' : 'es'
}

function apply(language: string): void {
  document.documentElement.lang = language === 'es' ? 'es-CL' : 'en'
  // Whoever puts Minga on her phone finds it there under the name that she reads.
  document.querySelector('link[rel=manifest]')?.setAttribute('href', `/${language}.webmanifest`)
  speak(language)
}

let started: Promise<unknown> = Promise.resolve()

export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', apply)
  started = i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      // Every table is complete in both languages (scripts/texts.mjs), so nothing falls back.
      fallbackLng: false,
      supportedLngs: languages,
      ns: ['app', 'ui', 'errors'],
      defaultNS: 'app',
      // Spanish is what most people read: it comes with the first script, English when it is asked for.
      resources: { es: { app: es, ui: esUi, errors: esErrors } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  await started
  apply(i18next.language)
}

export async function loadTexts(namespaces: string[]): Promise<void> {
  await started
  await i18next.loadNamespaces(namespaces)
}

export async function chooseLanguage(language: Language): Promise<void> {
  writeStored('language', language)
  tellServer('language', language)
  await i18next.changeLanguage(language)
}
