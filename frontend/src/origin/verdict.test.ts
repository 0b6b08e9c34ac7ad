import { expect, it } from 'vitest'
import { type Found, type State, together } from './verdict'

const found = (seal: string, state: State): { seal: string; found: Found } => ({
  seal,
  found: { state, differences: [] },
})

it.each<[string, State, { seal: string; found: Found }[]]>([
  ['a renewed certificate beside the one that ended', 'valid', [found('a', 'expired'), found('a', 'valid')]],
  ['two names, one of them withdrawn', 'revoked', [found('a', 'valid'), found('b', 'revoked')]],
  ['a forged one beside any other', 'forged', [found('a', 'valid'), found('a', 'forged')]],
  ['one that could not be asked about', 'unsure', [found('a', 'unsure')]],
  ['none at all', 'cannot', []],
])('judges together %s', (_name, state, all) => expect(together(all).state).toBe(state))
