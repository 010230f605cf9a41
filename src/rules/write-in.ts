import type { Candidate, Contest, Sex } from './post.js'

const prefix = 'writeIn:'

export function writeInId(name: string): string {
  return prefix + name
}

/** The name behind a write-in's id; undefined for any other id. */
export function writtenName(id: string): string | undefined {
  return id.startsWith(prefix) ? id.slice(prefix.length) : undefined
}

/**
 * A name as it is compared: names of two characters are often written with a space between (王　伟), which is
 * no part of the name. Spaces beside letters stay.
 */
export function plainName(written: string): string {
  return written.trim().replace(/(?<=[\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu, '')
}

/** Whom the names on a ballot mean. */
export interface WhoIsWho {
  /** The standing that a written name adds to: a candidate of the post by that name, else a write-in's. */
  standingOf(postId: string, written: string): string
  /** The person behind a standing, across posts: a candidate elsewhere who is written in here is that candidate. */
  personOf(standingId: string): string
  sexOf(personId: string): Sex | undefined
}

/**
 * A written name means the one candidate who bears it: writing a candidate's name in the blank instead of
 * marking the printed one is the voter's clear intent (law.md 5.3). Where candidates are namesakes nobody can
 * tell whom it means, so it stands for itself until the committee has decided.
 */
export function whoIsWho(contests: readonly Contest[]): WhoIsWho {
  const byPost = new Map(contests.map((contest) => [contest.id, idsByName(contest.candidates)]))
  const overall = idsByName(contests.flatMap((contest) => contest.candidates))
  const sexes = new Map(contests.flatMap(({ candidates }) => candidates.map(({ id, sex }) => [id, sex])))
  const plainNames = new Map<string, string>()
  const plain = (written: string): string => {
    const known = plainNames.get(written) ?? plainName(written)
    plainNames.set(written, known)
    return known
  }
  return {
    standingOf: (postId, written) => byPost.get(postId)?.get(plain(written)) ?? writeInId(plain(written)),
    personOf: (standingId) => {
      const name = writtenName(standingId)
      return name === undefined ? standingId : (overall.get(name) ?? standingId)
    },
    sexOf: (personId) => sexes.get(personId),
  }
}

/** Candidate ids by name; names that more than one candidate bears are left out. */
function idsByName(candidates: readonly Candidate[]): Map<string, string> {
  const ids = new Map<string, Set<string>>()
  for (const { id, name } of candidates) ids.set(plainName(name), (ids.get(plainName(name)) ?? new Set()).add(id))
  return new Map([...ids].flatMap(([name, bearers]) => (bearers.size === 1 ? [[name, [...bearers].join()]] : [])))
}
