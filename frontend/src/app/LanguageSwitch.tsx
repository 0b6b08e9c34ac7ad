import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { meQuery, useMe } from '@/api/me'
import { chooseLanguage, type Language } from './i18n'

const names: Record<Language, string> = { es: 'cambiar a español', en: 'switch to English' }

/** The other language, named in that language. A person's choice is kept with her, for her mail too. */
export function LanguageSwitch() {
  const { i18n } = useTranslation()
  const queries = useQueryClient()
  const person = useMe()?.person
  const keep = useMutation({
    mutationFn: (locale: Language) => ask(client.PATCH('/api/v1/me', { body: { locale } })),
    onSuccess: (me) => queries.setQueryData(meQuery.queryKey, me),
    // Some answers hold words of the server's, in the language before.
    onSettled: () => void queries.invalidateQueries(),
  })
  const other: Language = i18n.language === 'en' ? 'es' : 'en'
  return (
    <button
      type="button"
      className="iconbtn b"
      lang={other}
      aria-label={`${other.toUpperCase()}, ${names[other]}`}
      onClick={() => {
        void chooseLanguage(other)
        if (person) keep.mutate(other)
        else void queries.invalidateQueries()
      }}
    >
      {other.toUpperCase()}
    </button>
  )
}
