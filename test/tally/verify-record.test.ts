import fc from 'fast-check'
import t from 'tap'
import { hashOfLink } from '../../src/infra/audit-log/event-hash.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { aDeclaredElection, type Draft, tampered } from '../helpers/record.js'

type Vote = Draft['votes'][number]
const vote = (record: Draft, index = 0) => record.votes[index] as Vote
const sheet = (record: Draft, index = 0) => vote(record, index).sheets[0] as Vote['sheets'][number]
const paths = (record: unknown) => verifyRecord(record).map(({ path }) => path)

/** Writes both entries of a sheet alike: a vote moved from being against the first candidate to being for. */
function moveAVote(record: Draft): void {
  for (const { entered } of sheet(record).entries) {
    const row = entered.posts[0]?.candidates[0]
    if (!row) throw new Error('no candidate')
    row.for += 1
    row.against -= 1
  }
}

/** Every link and thread made anew over whatever the events now are, as somebody with the whole chain would. */
function rechain(record: Draft): void {
  let last: Draft['events'][number] | undefined
  for (const event of record.events) {
    event.previousInElection = last?.hash ?? null
    event.sequence = last ? last.sequence + 1 : event.sequence
    event.previousHash = last?.hash ?? event.previousHash
    event.hash = hashOfLink({ ...event, electionId: record.election.id })
    last = event
  }
}

const changes: Readonly<Record<string, { readonly change: (record: Draft) => void; readonly place: RegExp }>> = {
  'a vote in a sheet': { change: moveAVote, place: /^votes\[0\]\.outcome\.posts\[0\]\.standings\[0\]\.for$/ },
  'a vote in one of the entries': {
    change: (record) => {
      const [, second] = sheet(record).entries
      second.entered.validBallots += 1
    },
    place: /^votes\[0\]\.sheets\[0\]\.entries$/,
  },
  'a sheet left out': { change: (record) => vote(record).sheets.pop(), place: /^votes\[0\]\.stations\[0\]$/ },
  'a sheet of another station': {
    change: (record) => {
      sheet(record).stationId = 99
    },
    place: /^votes\[0\]\.sheets\[0\]\.stationId$/,
  },
  'one person who typed both times': {
    change: (record) => {
      sheet(record).entries[1].by = sheet(record).entries[0].by
    },
    place: /^votes\[0\]\.sheets\[0\]\.entries\[1\]\.by$/,
  },
  'a candidate’s name': {
    change: (record) => {
      const candidate = vote(record).posts[0]?.candidates[0]
      if (candidate) candidate.name = '别人'
    },
    place: /^votes\[0\]\.outcome\.posts\[0\]\..*name$/,
  },
  'the name of one elected': {
    change: (record) => {
      const person = record.result.elected[0]
      if (person) person.name = '别人'
    },
    place: /^result\.elected\[0\]$/,
  },
  'somebody elected left out': { change: (record) => record.result.elected.pop(), place: /^result\.elected$/ },
  'an outcome': {
    change: (record) => {
      vote(record).outcome.posts[0]?.elected.pop()
    },
    place: /^votes\[0\]\.outcome\.posts\[0\]\.elected\[0\]$/,
  },
  'a sentence of the explanation': {
    change: (record) => {
      vote(record).outcome.explanation[0] += '。'
    },
    place: /^votes\[0\]\.outcome\.explanation\[0\]$/,
  },
  'the number registered': {
    change: (record) => {
      vote(record).registered -= 1
    },
    place: /^votes\[0\]\.registered$/,
  },
  'ballots handed out': {
    change: (record) => {
      const station = vote(record).stations[0]
      if (station) station.issued -= 1
    },
    place: /^votes\[0\]\.stations$/,
  },
  'an account of ballots that does not balance': {
    change: (record) => {
      const station = vote(record).stations[0]
      if (station) station.spoiled = 3
    },
    place: /^votes\[0\]\.stations\[0\]$/,
  },
  'the rule set': {
    change: (record) => {
      record.rules.id = 'national-2026'
    },
    place: /^rules\./,
  },
  'a rule set nobody knows': {
    change: (record) => {
      record.rules.id = 'nowhere-2026'
    },
    place: /^rules\.id$/,
  },
  'the version of the rule set': {
    change: (record) => {
      record.rules.version += 1
    },
    place: /^rules\.version$/,
  },
  'a figure of the rules': {
    change: (record) => {
      const share = record.rules.figures['winningShare']
      if (share) share.value = { num: 1, den: 3 }
    },
    place: /^rules\.figures\.winningShare\.value\.den$/,
  },
  'a setting that the law does not leave open': {
    change: (record) => {
      record.rules.settings['winningShare'] = { num: 1, den: 3 }
    },
    place: /^rules\.settings\.winningShare$/,
  },
  'the roll’s hash': {
    change: (record) => {
      const version = record.roll.versions[1]
      if (version) version.hash = 'f'.repeat(64)
    },
    place: /^roll\.versions\[1\]\.hash$/,
  },
  'a milestone': { change: (record) => record.milestones.pop(), place: /^milestones$/ },
  'who declared': {
    change: (record) => {
      vote(record).result.declaredBy = vote(record).result.proposedBy
    },
    place: /^votes\[0\]\.result\.declaredBy$/,
  },
  'a later vote of another kind': {
    change: (record) => {
      vote(record, 1).kind = 'tieBreak'
    },
    place: /^votes\[1\]\.kind$/,
  },
  'more seats in the later vote': {
    change: (record) => {
      const post = vote(record, 1).posts[0]
      if (post) post.seats += 1
    },
    place: /^votes\[1\]\.posts\[0\]\.seats$/,
  },
  'the later vote left out': { change: (record) => record.votes.pop(), place: /^votes/ },
  'an event removed': { change: (record) => record.events.splice(17, 1), place: /^events\[17\]\.previousInElection$/ },
  'events in another order': {
    change: (record) => record.events.splice(17, 2, ...record.events.slice(17, 19).reverse()),
    place: /^events\[17\]/,
  },
  'an event added': {
    change: (record) => record.events.splice(17, 0, ...record.events.slice(3, 4)),
    place: /^events\[17\]/,
  },
  'the time of an event': {
    change: (record) => {
      const event = record.events[20]
      if (event) event.at = '2027-05-20T01:00:00.000Z'
    },
    place: /^events\[20\]\.hash$/,
  },
  'what an open event says': {
    change: (record) => {
      const event = record.events.at(-1)
      if (event?.opened) event.opened.content = event.opened.content.replace('"none"', '"rerun"')
    },
    place: /^events\[\d+\]\.opened$/,
  },
  'an open event shut': {
    change: (record) => {
      delete record.events.at(-1)?.opened
    },
    place: /^events\[\d+\]\.opened$/,
  },
  'check-ins removed and the whole chain made anew': {
    change: (record) => {
      record.events.splice(
        record.events.findIndex(({ type }) => type === 'voterCheckedIn'),
        1,
      )
      rechain(record)
    },
    place: /^votes$/,
  },
}

t.test('a record that was tampered with is refused, and the place is named', async (t) => {
  const { record } = await aDeclaredElection(t, 'runoff', 'allVoters', 200)
  t.strictSame(verifyRecord(record), [])

  await t.test('even by somebody who seals it anew', async (t) => {
    for (const [what, { change, place }] of Object.entries(changes)) {
      const faults = paths(tampered(record, change))
      t.ok(
        faults.some((path) => place.test(path)),
        `${what}: ${faults.slice(0, 6).join(' ')}`,
      )
    }
  })

  await t.test('any single change, anywhere', async (t) => {
    const all = leavesOf(record)
    t.ok(all.length > 3000)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: all.length - 1 }), (index) => {
        const leaf = all[index] as readonly (string | number)[]
        const draft = structuredClone(record) as unknown as Draft
        alter(draft, leaf)
        const faults = paths(draft)
        return faults.some((path) => isNear(path, leaf))
      }),
      { numRuns: 80 },
    )
    t.pass('is found, and its section named')
  })

  await t.test('whatever is sealed anew, nothing makes it fall over', async (t) => {
    const all = leavesOf(record)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: all.length - 1 }), { minLength: 1, maxLength: 4 }), (indexes) => {
        const changed = tampered(record, (draft) => {
          for (const index of indexes) alter(draft, all[index] as readonly (string | number)[])
        })
        return Array.isArray(verifyRecord(changed))
      }),
      { numRuns: 40 },
    )
    t.pass('it answers')
  })
})

t.test('what is no record is refused with the place', async (t) => {
  t.same(paths(null), ['文件'])
  t.ok(paths({ format: { name: 'juxuan-election-record', version: 2 }, more: 1 }).includes('format.version'))
  t.ok(paths({ more: 1 }).includes('more'))
})

/** The path of every value in a record that holds no other. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => leavesOf(inner, [...path, index]))
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

/** Another value of the same sort. */
function alter(record: unknown, path: readonly (string | number)[]): void {
  const last = path.at(-1) as string
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], record)
  const holder = parent as Record<string, unknown>
  const value = holder[last]
  if (typeof value === 'number') holder[last] = value + 1
  else if (typeof value === 'boolean') holder[last] = !value
  else if (typeof value === 'string') holder[last] = /^[0-9a-f]{64}$/.test(value) ? 'e'.repeat(64) : `${value}x`
  else holder[last] = 'x'
}

/** Whether a fault names the leaf itself, something around it, or the section that it is in. */
function isNear(path: string, leaf: readonly (string | number)[]): boolean {
  const text = leaf.reduce<string>((at, key) => {
    if (typeof key === 'number') return `${at}[${key}]`
    return at === '' ? key : `${at}.${key}`
  }, '')
  const inSeal = text.replace(/^seal\.sections\./, '')
  return inSeal === path || inSeal.startsWith(`${path}.`) || inSeal.startsWith(`${path}[`)
}
