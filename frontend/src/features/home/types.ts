import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Home = Schemas['Home']
export type HomeTask = Schemas['HomeTask']
export type HomeDate = Schemas['HomeDate']
export type TaskKind = HomeTask['kind']
