const board = ['administrator', 'president', 'secretary']

/** Offices that write offers and put them on sale. The server decides; this only hides what it would refuse. */
export function onBoard(roles: string[]): boolean {
  return roles.some((role) => board.includes(role))
}
