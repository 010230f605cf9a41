/** A person's id in the count and among relatives: the voter's, or the name for somebody not on the roll. */
export function personIdOf(voterId: number | null, name: string): string {
  return voterId === null ? `resident-${name}` : String(voterId)
}

/** The voter behind a person's id; null for somebody not on the roll. */
export function voterIdOf(personId: string): number | null {
  return /^\d+$/.test(personId) ? Number(personId) : null
}
