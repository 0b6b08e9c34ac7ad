import type { RouteObject } from 'react-router'
import { page } from '@/app/page'

const texts = ['orders']

export const orderRoutes: RouteObject[] = [
  { path: 'canasta', ...page(() => import('./BasketPage'), texts) },
  { path: 'pagar', ...page(() => import('./CheckoutPage'), texts) },
  { path: 'pedido/:id', ...page(() => import('./OrderPage'), texts) },
  { path: 'mis-pedidos', ...page(() => import('./MyOrdersPage'), texts) },
]
