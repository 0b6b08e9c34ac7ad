import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { pointAt } from '@/lib/heights'
import { withTexts } from '@/test/texts'
import { Button } from './Button'
import { Seal } from './Seal'
import { ShareBar } from './ShareBar'
import { Stepper } from './Stepper'
import { initialsOf } from './Who'

beforeEach(() => withTexts())

function Counted({ max = 5 }: { max?: number }) {
  const [units, setUnits] = useState(1)
  return <Stepper value={units} max={max} label="quesos" onChange={setUnits} />
}

it('steps within its bounds, by tap and by typing', async () => {
  render(<Counted />)
  const field = screen.getByRole('textbox', { name: 'quesos' })
  expect(screen.getByRole('button', { name: 'Uno menos' })).toBeDisabled()
  await userEvent.click(screen.getByRole('button', { name: 'Uno más' }))
  expect(field).toHaveValue('2')
  await userEvent.clear(field)
  await userEvent.type(field, '12')
  expect(field).toHaveValue('5')
  expect(screen.getByRole('button', { name: 'Uno más' })).toBeDisabled()
})

it('tells the shares in words as well', () => {
  const shares = [
    { id: '1', name: 'Nelson', initials: 'NA', units: 25, percent: 25 },
    { id: '2', name: 'Rosa', initials: 'RT', units: 75, percent: 75 },
    { id: '3', name: 'Nadie', initials: 'N', units: 0, percent: 0 },
  ]
  render(<ShareBar shares={shares} />)
  expect(screen.getByRole('img')).toHaveAccessibleName('Parte de cada uno: Rosa 75\u00a0% y Nelson 25\u00a0%')
})

it('gives each kind of name its own shape', () => {
  const { container } = render(
    <>
      <Seal kind="law">D.O. Pisco</Seal>
      <Seal kind="register" pending>
        Sello en preparación
      </Seal>
      <Seal kind="own">Certificado propio</Seal>
    </>,
  )
  const shapes = [...container.querySelectorAll('.seal')].map((seal) => seal.className)
  expect(new Set(shapes).size).toBe(3)
})

it('keeps the focus on a busy button and does nothing', async () => {
  let done = 0
  render(
    <Button
      busy
      onClick={() => {
        done += 1
      }}
    >
      Pagar
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Pagar' })
  await userEvent.click(button)
  expect(done).toBe(0)
  expect(button).toHaveFocus()
})

it('puts a height on the land, higher further inland', () => {
  const heights = [10, 240, 610, 1000, 1250, 3000]
  const places = heights.map((metres) => pointAt(metres).x)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

it('takes initials from the first and the last word', () => {
  expect(initialsOf('Rosa María Tabilo')).toBe('RT')
  expect(initialsOf('  Ñusta ')).toBe('Ñ')
  expect(initialsOf('')).toBe('')
})
