import { comunaOf } from '@/lib/comunas'

/** The comuna that the address names; what is none of the region is left out. */
export function comunaIn(params: URLSearchParams): string {
  return comunaOf(params.get('comuna') ?? '')?.cut ?? ''
}
