import 'i18next'
import type errors from './app/errors/texts/es.json'
import type app from './app/texts/es.json'
import type workspace from './app/workspace/texts/es.json'
import type accounts from './features/accounts/texts/es.json'
import type region from './features/catalog/region/texts/es.json'
import type catalog from './features/catalog/texts/es.json'
import type joining from './features/coops/joining/texts/es.json'
import type record from './features/coops/record/texts/es.json'
import type coops from './features/coops/texts/es.json'
import type decisions from './features/decisions/texts/es.json'
import type helpers from './features/helpers/texts/es.json'
import type home from './features/home/texts/es.json'
import type notifications from './features/notifications/texts/es.json'
import type orders from './features/orders/texts/es.json'
import type lot from './features/origin/lot/texts/es.json'
import type origin from './features/origin/texts/es.json'
import type goods from './features/pool/goods/texts/es.json'
import type insight from './features/pool/insight/texts/es.json'
import type required from './features/pool/required/texts/es.json'
import type pool from './features/pool/texts/es.json'
import type sales from './features/sales/texts/es.json'
import type stewards from './features/stewards/texts/es.json'
import type line from './line/texts/es.json'
import type ui from './ui/texts/es.json'

// A key that stands in no table does not compile. A new folder of texts gets its line here.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: {
      app: typeof app
      ui: typeof ui
      line: typeof line
      errors: typeof errors
      catalog: typeof catalog
      region: typeof region
      orders: typeof orders
      workspace: typeof workspace
      accounts: typeof accounts
      coops: typeof coops
      joining: typeof joining
      helpers: typeof helpers
      goods: typeof goods
      home: typeof home
      insight: typeof insight
      decisions: typeof decisions
      notifications: typeof notifications
      origin: typeof origin
      lot: typeof lot
      pool: typeof pool
      record: typeof record
      required: typeof required
      sales: typeof sales
      stewards: typeof stewards
    }
  }
}
