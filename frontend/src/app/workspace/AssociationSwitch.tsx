import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu } from '@base-ui/react/menu'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { MyAssociation } from '@/api/types'
import { Icon } from '@/ui/Icon'
import styles from './AssociationSwitch.module.css'

interface Props {
  associations: MyAssociation[]
  current: MyAssociation
}

/** The association's name; with more than one it opens the list of them. */
export function AssociationSwitch({ associations, current }: Props) {
  const { t } = useTranslation('app')
  return (
    <CSPProvider disableStyleElements>
      <Menu.Root modal={false}>
        <Menu.Trigger className={styles.switch}>
          <span className={`name ${styles.name}`}>{current.name}</span>
          <Icon name="down" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="start" sideOffset={4}>
            <Menu.Popup className={styles.popup}>
              {associations.map((association) => (
                <Menu.Item
                  key={association.id}
                  className={styles.item}
                  render={<Link to={`/a/${association.slug}`} />}
                  aria-current={association.id === current.id ? 'true' : undefined}
                >
                  {association.name}
                </Menu.Item>
              ))}
              <Menu.Item className={styles.item} render={<Link to="/asociaciones/nueva" />}>
                <Icon name="plus" /> {t('place.newAssociation')}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </CSPProvider>
  )
}
