/** The id that a part of an address names; 0, which no row has, when it is none (too long for the database, not digits). */
export function addressId(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}
