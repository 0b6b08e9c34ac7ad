import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { dropDrafts, useDraft } from './useDraft'

beforeEach(() => window.localStorage.clear())

const open = () => renderHook(() => useDraft('lot', { name: '', units: '', sold: false }))

it('keeps what was typed over a reload, until it is done', () => {
  const first = open()
  act(() => first.result.current[1]({ name: 'Queso' }))
  first.unmount()
  const second = open()
  expect(second.result.current[0]).toEqual({ name: 'Queso', units: '', sold: false })
  act(() => second.result.current[2]())
  expect(open().result.current[0].name).toBe('')
})

it('takes over only what the form still asks for', () => {
  window.localStorage.setItem('minga.draft.lot', JSON.stringify({ name: 7, units: '12', gone: 'x' }))
  expect(open().result.current[0]).toEqual({ name: '', units: '12', sold: false })
  window.localStorage.setItem('minga.draft.lot', 'not json')
  expect(open().result.current[0].units).toBe('')
})

it('forgets all drafts when somebody signs out', () => {
  const form = open()
  act(() => form.result.current[1]({ name: 'Queso' }))
  dropDrafts()
  expect(open().result.current[0].name).toBe('')
})
