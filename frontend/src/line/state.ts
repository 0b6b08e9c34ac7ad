/** What the first script needs to know of the queue; the queue itself comes when somebody is signed in. */
import type { Command } from './command'

const none: Command[] = []

let mine = none
let read = false
const listeners = new Set<() => void>()
const enders = new Set<(command: Command) => void>()

/** The person's commands as they were last read. */
export const commandsNow = () => mine

/** Whether they were read at all: before, nobody knows whether something waits. */
export const areCommandsRead = () => read

export function showCommands(found: Command[]): void {
  if (read && found.length === 0 && mine.length === 0) return
  read = true
  mine = found.length > 0 ? found : none
  for (const listener of listeners) listener()
}

export function onCommands(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellEnd(command: Command): void {
  for (const ender of enders) ender(command)
}

export function onCommandEnd(ender: (command: Command) => void): () => void {
  enders.add(ender)
  return () => enders.delete(ender)
}
