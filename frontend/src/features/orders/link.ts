/**
 * A guest reads an order by a signed token. It comes in the address's fragment, which no server logs,
 * and is kept for this tab, because the way back from the payment page may lose it.
 */
export function linkOf(orderId: string, hash: string): string | null {
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('link')
  if (given) keepLink(orderId, given)
  return given ?? keptLink(orderId)
}

export function keepLink(orderId: string, token: string): void {
  try {
    sessionStorage.setItem(`minga.link.${orderId}`, token)
  } catch {
    // The token stays in the address.
  }
}

function keptLink(orderId: string): string | null {
  try {
    return sessionStorage.getItem(`minga.link.${orderId}`)
  } catch {
    return null
  }
}

/** The address of an order's page, with the token where there is one. */
export function orderAddress(orderId: string, token: string | null): string {
  return `/pedido/${orderId}${token ? `#link=${encodeURIComponent(token)}` : ''}`
}
