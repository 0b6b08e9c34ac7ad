import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { Queries } from './queries'

/** A page that reads for the first time, and is told of a change before the answer is there. */
async function toldWhileReading(client: QueryClient): Promise<unknown> {
  const answers: ((answer: string) => void)[] = []
  const observer = new QueryObserver(client, {
    queryKey: ['proposal', '1'],
    queryFn: () => new Promise<string>((answer) => answers.push(answer)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const leave = observer.subscribe(() => undefined)
  const told = client.invalidateQueries({ queryKey: ['proposal'] })
  answers[0]?.('in debate')
  await new Promise((done) => setTimeout(done, 0))
  answers[1]?.('open')
  await told
  const { data } = observer.getCurrentResult()
  leave()
  client.clear()
  return data
}

it('asks again for what was asked for before the change', async () => {
  expect(await toldWhileReading(new Queries())).toBe('open')
})

it('would not, left to the library', async () => {
  expect(await toldWhileReading(new QueryClient())).toBe('in debate')
})
