import type { RecordKind, RecordNames } from './log-name-queries.js'

/** Facts of events that are the number of a record, and of what kind. */
const kindOfFact: Readonly<Record<string, RecordKind>> = {
  accountId: 'account',
  typist: 'account',
  voterId: 'voter',
  principalId: 'voter',
  proxyId: 'voter',
  otherId: 'voter',
  between: 'voter',
  nomineeId: 'nominee',
  nomineeIds: 'nominee',
  candidateId: 'candidate',
  sheetId: 'sheet',
  stationId: 'station',
  paperId: 'paper',
  replaces: 'paper',
  supplements: 'paper',
  grantId: 'grant',
  objectionId: 'objection',
  importId: 'register',
  communityId: 'community',
  townshipId: 'township',
  directTownships: 'township',
  postId: 'post',
  roundId: 'round',
  recallId: 'recall',
  byElectionId: 'election',
  keptElectionId: 'election',
}

/** The same name means something else there: a paper of nomination, and the election that a roll was taken from. */
const otherwise: Readonly<Record<string, Readonly<Record<string, RecordKind | null>>>> = {
  nominationReceived: { paperId: null },
  rollTakenOver: { from: 'election' },
}

export function recordKindOf(type: string, fact: string): RecordKind | undefined {
  const other = otherwise[type]?.[fact]
  return other === null ? undefined : (other ?? kindOfFact[fact])
}

/** `12` or, where somebody could be named by words as well, `"12"`. */
export function recordId(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}

/** Every record that events name, to ask for their names at once. */
export function recordsNamed(
  events: readonly { readonly type: string; readonly content: string }[],
): ReadonlyMap<RecordKind, ReadonlySet<number>> {
  const wanted = new Map<RecordKind, Set<number>>()
  for (const { type, content } of events) collect(type, '', JSON.parse(content) as unknown, wanted)
  return wanted
}

function collect(type: string, fact: string, value: unknown, wanted: Map<RecordKind, Set<number>>): void {
  if (Array.isArray(value)) return value.forEach((item) => collect(type, fact, item, wanted))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).forEach(([name, inner]) => collect(type, name, inner, wanted))
  }
  const kind = recordKindOf(type, fact)
  const id = kind && recordId(value)
  if (kind === undefined || id === undefined) return
  wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id))
}

/** The page of a record, by its kind: where it has one that shows it alone, or among others. */
const pages: Partial<Readonly<Record<RecordKind, string>>> = {
  voter: '/elections/:electionId/roll/voters/:voterId',
  nominee: '/elections/:electionId/nomination/nominees/:nomineeId',
  candidate: '/elections/:electionId/nomination/candidates',
  sheet: '/elections/:electionId/tally/progress',
  station: '/elections/:electionId/polling',
  paper: '/elections/:electionId/documents/issued/:paperId',
  grant: '/elections/:electionId/polling/proxies/:grantId',
  objection: '/elections/:electionId/roll/objections/:objectionId',
  register: '/elections/:electionId/roll/imports/:importId',
  post: '/elections/:electionId/plan',
  round: '/elections/:electionId/tally',
  recall: '/elections/:electionId/term/recalls/:recallId',
  election: '/elections/:electionId',
}

/** What a number stands for in words, with the address of its page where the reader may open it. */
export interface RecordInWords {
  readonly text: string
  readonly href: string
}

/** Gives the numbers in events their names. `mayOpen` says of a route whether the reader may. */
export function namingOf(names: RecordNames, mayOpen: (route: string) => boolean) {
  return (type: string, fact: string, value: unknown): RecordInWords | undefined => {
    const kind = recordKindOf(type, fact)
    const id = kind && recordId(value)
    const record = kind && id !== undefined ? names.get(kind)?.[id] : undefined
    if (kind === undefined || record === undefined) return undefined
    const page = pages[kind]
    if (page === undefined || record.electionId === null || !mayOpen(page)) return { text: record.text, href: '' }
    const href = page.replace(':electionId', String(record.electionId)).replace(/:\w+$/, String(id))
    return { text: record.text, href }
  }
}

export type Naming = ReturnType<typeof namingOf>
