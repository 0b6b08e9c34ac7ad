import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { PushDevices } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { devicesQuery } from './api'
import { ability, Declined, ownDigest, subscribe, unsubscribe } from './push'
import styles from './SettingsPage.module.css'

/** What this browser can do; asked again after each change. */
const browserQuery = {
  queryKey: ['pushBrowser'],
  queryFn: async () => ({ can: await ability(), digest: await ownDigest() }),
}

/** On which screens notices are shown, beginning with this one. The browser is asked by a tap only. */
export function Devices() {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const say = useToast()
  const queries = useQueryClient()
  const query = useQuery(devicesQuery)
  const browser = useQuery(browserQuery).data
  const [asking, setAsking] = useState(false)
  const again = (devices: PushDevices) => {
    queries.setQueryData(devicesQuery.queryKey, devices)
    return queries.invalidateQueries({ queryKey: browserQuery.queryKey })
  }
  const add = useCommand({
    mutationFn: async (key: string) => {
      const body = await subscribe(key)
      return ask(client.POST('/api/v1/push/devices', { body }))
    },
    async onSuccess(devices) {
      await again(devices)
      say(t('devices.added'))
    },
    async onError(error) {
      if (!(error instanceof Declined)) await unsubscribe()
      await queries.invalidateQueries({ queryKey: browserQuery.queryKey })
    },
    onSettled: () => setAsking(false),
  })
  const remove = useCommand({
    mutationFn: async ({ id, own }: { id: string; own: boolean }) => {
      const path = { push_device_id: id }
      const devices = await ask(client.DELETE('/api/v1/push/devices/{push_device_id}', { params: { path } }))
      if (own) await unsubscribe()
      return devices
    },
    async onSuccess(devices) {
      await again(devices)
      say(t('devices.removed'))
    },
  })
  const declined = add.error instanceof Declined
  const message = useProblem(remove.error ?? (declined ? null : add.error))
  return (
    <Loaded query={query}>
      {({ public_key: key, devices }) => {
        const here = devices.some(({ endpoint_digest: digest }) => digest === browser?.digest)
        return (
          <div className="stack">
            {message && (
              <Notice kind="bad" role="alert">
                {message.detail}
              </Notice>
            )}
            {declined && <Notice role="alert">{t('devices.declined')}</Notice>}
            {!key && <p className="soft">{t('devices.off')}</p>}
            {key && !here && browser && browser.can !== 'ready' && (
              <p className="soft">{t(`devices.${browser.can}`)}</p>
            )}
            {key && !here && browser?.can === 'ready' && (
              <div>
                <Button icon="bell" onClick={() => setAsking(true)}>
                  {t('devices.here')}
                </Button>
              </div>
            )}
            {devices.length > 0 && (
              <ul className={styles.devices}>
                {devices.map((device) => {
                  const own = device.endpoint_digest === browser?.digest
                  return (
                    <li key={device.id}>
                      <span className="grow">
                        <b>{device.called}</b>
                        {own && <> · {t('devices.this')}</>}
                        <br />
                        <span className="small soft">
                          {t('devices.since', { day: format.onDay(device.created_at) })}
                        </span>
                      </span>
                      <Button
                        small
                        aria-label={t('devices.removeNamed', { name: device.called })}
                        busy={remove.isPending && remove.variables?.id === device.id}
                        onClick={() => remove.mutate({ id: device.id, own })}
                      >
                        {t('devices.remove')}
                      </Button>
                    </li>
                  )
                })}
              </ul>
            )}
            <Dialog
              open={asking}
              onClose={() => setAsking(false)}
              title={t('devices.askTitle')}
              actions={
                <>
                  <Button look="plain" onClick={() => setAsking(false)}>
                    {t('devices.notNow')}
                  </Button>
                  <Button look="go" busy={add.isPending} onClick={() => key && add.mutate(key)}>
                    {t('devices.allow')}
                  </Button>
                </>
              }
            >
              <p>{t('devices.askWhat')}</p>
              <p className="soft">{t('devices.askHow')}</p>
            </Dialog>
          </div>
        )
      }}
    </Loaded>
  )
}
