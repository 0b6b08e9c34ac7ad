import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { withTexts } from '@/test/texts'
import { ErrorSummary } from './ErrorSummary'
import { Field } from './Field'

const message = { title: 'No se pudo', detail: '', fields: { email: 'Falta este dato.' } }

it('takes the focus, and its links lead to the fields', async () => {
  await withTexts()
  render(
    <>
      <ErrorSummary message={message} />
      <Field name="email" label="Correo" error={message.fields.email} />
    </>,
  )
  const summary = screen.getByRole('alert')
  expect(summary).toHaveFocus()
  await userEvent.click(screen.getByRole('link', { name: 'Falta este dato.' }))
  expect(screen.getByLabelText('Correo')).toHaveFocus()
  expect(screen.getByLabelText('Correo')).toHaveAccessibleDescription('Falta este dato.')
})
