import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { chooseTheme, useTheme } from './theme'

export function ThemeSwitch() {
  const { t } = useTranslation('app')
  const theme = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <Button small look="plain" icon={other === 'dark' ? 'moon' : 'sun'} onClick={() => chooseTheme(other)}>
      {t(`theme.${other}`)}
    </Button>
  )
}
