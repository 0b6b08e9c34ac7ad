/** The page of an invitation, from what people paste: the whole link, or only its last part. Null for anything else. */
export function invitationPath(pasted: string): string | null {
  const token = /^(?:\S*\/invitacion\/)?([\w-]{16,200})\/?$/.exec(pasted.trim())?.[1]
  return token ? `/invitacion/${token}` : null
}
