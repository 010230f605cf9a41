/**
 * What the QR code on a voter card says: election and voter number, in the characters that a scanner types the same
 * under every keyboard layout. No name and no identity number: a lost card tells nothing.
 */
export function voterCode(electionId: number, voterNumber: number): string {
  return `JX-${electionId}-${voterNumber}`
}

/** What a scanned card says, typed by a scanner under whatever input method; undefined for what is no card. */
export function readVoterCode(scanned: string): { electionId: number; voterNumber: number } | undefined {
  const match = /^JX[-\u2012-\u2015](\d{1,9})[-\u2012-\u2015](\d{1,9})$/i.exec(scanned.normalize('NFKC').trim())
  return match ? { electionId: Number(match[1]), voterNumber: Number(match[2]) } : undefined
}
