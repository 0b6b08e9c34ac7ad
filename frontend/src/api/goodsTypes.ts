/** The shapes of products, lots and tables by their short names; they come from the server's OpenAPI. */

import type { components } from './schema'

type Schemas = components['schemas']

export type Fact = Schemas['Fact']
export type TableImported = Schemas['TableImported']
export type TableLine = Schemas['TableLine']
export type TablePlan = Schemas['TablePlan']
export type TaxesInside = Schemas['TaxesInside']
