/**
 * What the QR code on a voter card says: election and voter number, in the characters that a scanner types the same
 * under every keyboard layout. No name and no identity number: a lost card tells nothing.
 */
export function voterCode(electionId: number, voterNumber: number): string {
  return `JX-${electionId}-${voterNumber}`
}

/** The voter number of a scanned card of this election; undefined for anything else, a card of elsewhere included. */
export function voterNumberOf(scanned: string, electionId: number): number | undefined {
  const match = /^JX-(\d{1,9})-(\d{1,9})$/i.exec(scanned.normalize('NFKC').trim())
  return match && Number(match[1]) === electionId ? Number(match[2]) : undefined
}
