/** What is done to a ballot box before two people, in this order (票箱启封、封存记录). */
export const boxActKinds = ['shownEmpty', 'sealed', 'departed', 'arrived', 'unsealed'] as const

export type BoxActKind = (typeof boxActKinds)[number]

const following: Readonly<Record<BoxActKind, readonly BoxActKind[]>> = {
  shownEmpty: ['sealed'],
  // Where the votes are counted at the station itself the box does not travel.
  sealed: ['departed', 'unsealed'],
  departed: ['arrived'],
  arrived: ['unsealed'],
  unsealed: [],
}

/** What may be done to a box next, by what was done last; nothing to one that was never shown empty. */
export function nextBoxActs(done: readonly BoxActKind[]): readonly BoxActKind[] {
  const last = boxActKinds.filter((kind) => done.includes(kind)).at(-1)
  return last === undefined ? [] : following[last]
}
