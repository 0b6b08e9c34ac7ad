import { useTranslation } from 'react-i18next'
import { chooseLanguage, type Language } from './i18n'

const names: Record<Language, string> = { es: 'cambiar a español', en: 'switch to English' }

/** The other language, named in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation()
  const other: Language = i18n.language === 'en' ? 'es' : 'en'
  return (
    <button
      type="button"
      className="iconbtn b"
      lang={other}
      aria-label={`${other.toUpperCase()}, ${names[other]}`}
      onClick={() => void chooseLanguage(other)}
    >
      {other.toUpperCase()}
    </button>
  )
}
