import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest stretch of work between two turns of the event loop, in milliseconds: others are being served too. */
const longestStretch = 8

/** A pause to await between small pieces of work: it lets other requests run whenever the stretch is used up. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < longestStretch) return undefined
    return nextTurn().then(() => {
      since = performance.now()
    })
  }
}
