import type { BasketLine, Seller } from '@/api/types'

export interface SellerLines {
  association: Seller
  lines: BasketLine[]
  total: number
}

/** One payment may be several orders: the lines by who sells them, in the order in which they were put in. */
export function byAssociation(lines: BasketLine[]): SellerLines[] {
  const sellers = new Map<string, SellerLines>()
  for (const line of lines) {
    const { association } = line.offer
    const seller = sellers.get(association.id) ?? { association, lines: [], total: 0 }
    seller.lines.push(line)
    seller.total += line.total_clp
    sellers.set(association.id, seller)
  }
  return [...sellers.values()]
}
