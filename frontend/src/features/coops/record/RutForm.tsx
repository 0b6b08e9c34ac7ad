import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { producerRutQuery, rutQuery } from './api'

interface FormProps {
  kept: string
  hint: string
  missing?: string
  send(rut: string): Promise<{ rut: string }>
  onKept(answer: { rut: string }): void
}

/** The association's tax number, for its board. */
export function AssociationRut({ associationId, asked }: { associationId: string; asked: boolean }) {
  const { t } = useTranslation('record')
  const queries = useQueryClient()
  const query = rutQuery(associationId)
  const found = useQuery(query)
  return (
    <Rut
      found={found}
      hint={t('rut.hint')}
      missing={asked ? t('rut.missing') : undefined}
      send={(typed) =>
        ask(
          client.PUT('/api/v1/associations/{association_id}/rut', {
            params: { path: { association_id: associationId } },
            body: { rut: typed },
          }),
        )
      }
      onKept={(answer) => queries.setQueryData(query.queryKey, answer)}
    />
  )
}

/** A producer's tax number, for its owners. */
export function ProducerRut({ producerId }: { producerId: string }) {
  const { t } = useTranslation('record')
  const queries = useQueryClient()
  const query = producerRutQuery(producerId)
  const found = useQuery(query)
  return (
    <Rut
      found={found}
      hint={t('rut.producerHint')}
      send={(typed) =>
        ask(
          client.PUT('/api/v1/producers/{producer_id}/rut', {
            params: { path: { producer_id: producerId } },
            body: { rut: typed },
          }),
        )
      }
      onKept={(answer) => queries.setQueryData(query.queryKey, answer)}
    />
  )
}

function Rut({ found, ...form }: Omit<FormProps, 'kept'> & { found: UseQueryResult<{ rut: string }> }) {
  const { t } = useTranslation('record')
  return (
    <section className="stack" aria-labelledby="rut-title">
      <h2 className="name h3" id="rut-title">
        {t('rut.title')}
      </h2>
      <Loaded query={found}>{({ rut }) => <Form kept={rut} {...form} />}</Loaded>
    </section>
  )
}

function Form({ kept, hint, missing, send, onKept }: FormProps) {
  const { t } = useTranslation('record')
  const say = useToast()
  const [typed, setTyped] = useState(kept)
  const write = useCommand({
    mutationFn: () => send(typed.trim()),
    onSuccess(answer) {
      setTyped(answer.rut)
      onKept(answer)
      say(t(answer.rut ? 'rut.done' : 'rut.gone'))
    },
  })
  const message = useProblem(write.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        write.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={write.submittedAt} />
      {missing && !kept && <p>{missing}</p>}
      <Field
        name="rut"
        label={t('rut.label')}
        hint={hint}
        error={message?.fields.rut}
        value={typed}
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div>
        <Button type="submit" busy={write.isPending}>
          {t('rut.save')}
        </Button>
      </div>
    </form>
  )
}
