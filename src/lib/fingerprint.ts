/** A hash in groups of four digits, as people compare it with what is printed: 8f31 02ac … */
export function fingerprintGroups(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? ''
}
