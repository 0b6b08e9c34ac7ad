import 'i18next'
import type errors from './app/errors/texts/es.json'
import type app from './app/texts/es.json'
import type catalog from './features/catalog/texts/es.json'
import type orders from './features/orders/texts/es.json'
import type ui from './ui/texts/es.json'

// A key that stands in no table does not compile. A new folder of texts gets its line here.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: {
      app: typeof app
      ui: typeof ui
      errors: typeof errors
      catalog: typeof catalog
      orders: typeof orders
    }
  }
}
