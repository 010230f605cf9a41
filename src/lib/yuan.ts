/** A sum of money as people write it, `12,345.6` or `１２３元`, in fen; undefined where it is none. */
export function fenOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,，]|元$/g, '')
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

/** Fen as yuan with two places: 12345.60. */
export function yuanText(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
