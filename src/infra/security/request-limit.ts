/** How many requests an address may make in a span of time. */
export interface RequestLimit {
  /** Counts a request; false when there were too many. */
  take(address: string, now: Date): boolean
}

/** Addresses kept in mind at most: when there are more, all are forgotten rather than memory filled. */
const mostAddresses = 20_000

/** So many requests of an address in each span of as many seconds; of this process alone. */
export function requestLimit(most: number, seconds: number): RequestLimit {
  const counts = new Map<string, number>()
  let span = 0
  return {
    take(address, now) {
      const current = Math.floor(now.getTime() / (seconds * 1000))
      if (current !== span || counts.size > mostAddresses) counts.clear()
      span = current
      const count = (counts.get(address) ?? 0) + 1
      counts.set(address, count)
      return count <= most
    },
  }
}
