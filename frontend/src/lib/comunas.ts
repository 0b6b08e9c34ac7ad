export interface Comuna {
  /** CUT code, the only key */
  cut: string
  name: string
  province: 'Elqui' | 'Limarí' | 'Choapa'
  /** Height of its main town, in metres above the sea, rounded */
  metres: number
}

/** The fifteen comunas of the Coquimbo Region, from the sea up. */
export const comunas: Comuna[] = [
  { cut: '04203', name: 'Los Vilos', province: 'Choapa', metres: 10 },
  { cut: '04102', name: 'Coquimbo', province: 'Elqui', metres: 20 },
  { cut: '04101', name: 'La Serena', province: 'Elqui', metres: 30 },
  { cut: '04304', name: 'Punitaqui', province: 'Limarí', metres: 220 },
  { cut: '04301', name: 'Ovalle', province: 'Limarí', metres: 240 },
  { cut: '04202', name: 'Canela', province: 'Choapa', metres: 290 },
  { cut: '04201', name: 'Illapel', province: 'Choapa', metres: 310 },
  { cut: '04303', name: 'Monte Patria', province: 'Limarí', metres: 430 },
  { cut: '04204', name: 'Salamanca', province: 'Choapa', metres: 510 },
  { cut: '04104', name: 'La Higuera', province: 'Elqui', metres: 580 },
  { cut: '04106', name: 'Vicuña', province: 'Elqui', metres: 610 },
  { cut: '04302', name: 'Combarbalá', province: 'Limarí', metres: 900 },
  { cut: '04105', name: 'Paihuano', province: 'Elqui', metres: 1000 },
  { cut: '04103', name: 'Andacollo', province: 'Elqui', metres: 1050 },
  { cut: '04305', name: 'Río Hurtado', province: 'Limarí', metres: 1250 },
]

const byCut = new Map(comunas.map((comuna) => [comuna.cut, comuna]))

export function comunaOf(cut: string): Comuna | undefined {
  return byCut.get(cut)
}

export function comunaName(cut: string): string {
  return byCut.get(cut)?.name ?? ''
}

/** For lists to choose from: by name, as Spanish sorts. */
export const comunasByName: Comuna[] = [...comunas].sort((a, b) => a.name.localeCompare(b.name, 'es'))
