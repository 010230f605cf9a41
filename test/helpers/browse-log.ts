import type { Test } from 'tap'
import type { Db } from '../../src/infra/db/database.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import { eventAreas } from '../../src/oversight/event-text.js'
import { type LogFilter, listSequences } from '../../src/oversight/log-queries.js'
import { type LogSubject, subjectKinds, type SubjectKindName } from '../../src/oversight/log-subjects.js'

const perPage = 13

/** Every event that is looked for, page by page as the pages of the log ask for them. */
async function browsed(db: Db, filter: LogFilter): Promise<number[]> {
  const all: number[] = []
  for (let before: number | undefined; ; before = all.at(-1)) {
    const page = await listSequences(db, filter, before, perPage)
    all.push(...page)
    if (page.length < perPage) return all
  }
}

type Facts = Readonly<Record<string, unknown>>

/** The same by looking at every event one after another. */
async function byHand(db: Db, filter: LogFilter): Promise<number[]> {
  const events = await db.selectFrom('auditEvent').selectAll().orderBy('sequence', 'desc').execute()
  const seals = await db.selectFrom('rowSeal').select(['tableName', 'rowKey', 'sequence']).execute()
  const { electionId, person, types, from, until, subject } = filter
  const isAbout = (sequence: number, type: string, facts: Facts) => {
    if (!subject) return true
    const { table, facts: names } = subjectKinds[subject.kind]
    const named = names.filter(({ types: kinds }) => kinds.length === 0 || kinds.includes(type))
    if (named.some(({ name }) => facts[name] === subject.id)) return true
    const isSealed = seals.some(
      (seal) => seal.sequence === sequence && seal.tableName === table && seal.rowKey === String(subject.id),
    )
    return isSealed && names.every(({ name }) => typeof facts[name] !== 'number')
  }
  return events
    .filter((event) => electionId === undefined || event.electionId === electionId)
    .filter(({ type }) => types === undefined || types.includes(type))
    .filter(({ at }) => (from === undefined || at >= from) && (until === undefined || at < until))
    .filter(
      ({ accountId, accountName }) =>
        person === undefined ||
        (accountId === null ? accountName === person.nameWithoutAccount : person.accountIds.includes(accountId)),
    )
    .filter(({ sequence, type, content }) => isAbout(sequence, type, JSON.parse(content) as Facts))
    .map(({ sequence }) => sequence)
}

/** Of each kind one that there is. */
async function subjectsOf(db: Db, electionId: number): Promise<readonly LogSubject[]> {
  const subjects: LogSubject[] = []
  for (const kind of Object.keys(subjectKinds) as SubjectKindName[]) {
    const [row] = await rawQuery<{ id: number | null }>(db, `select min(id) as id from ${subjectKinds[kind].table}`)
    if (row?.id) subjects.push({ kind, id: row.id, electionId, name: '' })
  }
  return subjects
}

/** Holds what every filter finds, alone and together, against looking at every event by hand. */
export async function browsesAsByHand(t: Test, db: Db, electionId: number): Promise<void> {
  const at = await db.selectFrom('auditEvent').select(['at', 'accountId']).orderBy('sequence').execute()
  const { at: middle = '' } = at[Math.floor(at.length / 2)] ?? {}
  const person = {
    accountIds: [at.findLast(({ accountId }) => accountId !== null)?.accountId ?? 0],
    nameWithoutAccount: null,
  }
  const everything: LogFilter = {
    ...{ electionId: undefined, person: undefined, types: undefined },
    ...{ from: undefined, until: undefined, subject: undefined },
  }
  const areas = eventAreas.map(({ types }) => ({ types: types.map(([type]) => type) }))
  const spans = [{ from: middle }, { until: middle }, { from: middle, until: `${middle.slice(0, 10)}T23:59:59.999Z` }]
  const subjects = (await subjectsOf(db, electionId)).map((subject) => ({ subject, electionId }))
  const narrowed: readonly Partial<LogFilter>[] = [
    ...[{}, { electionId }, { person }, { electionId, person }, { types: ['voterCheckedIn'] }],
    { person: { accountIds: [], nameWithoutAccount: '系统' } },
    { person: { ...person, nameWithoutAccount: '系统' }, electionId },
    { types: ['never'], electionId },
    ...areas,
    ...areas.map((own) => ({ ...own, electionId })),
    ...spans,
    ...spans.map((span) => ({ ...span, electionId, person, types: ['voterCheckedIn', 'signedIn'] })),
    ...subjects,
    ...subjects.map((own) => ({ ...own, from: middle })),
    ...subjects.map((own) => ({ ...own, person, types: areas.flatMap(({ types }) => types) })),
  ]
  let found = 0
  for (const own of narrowed) {
    const filter = { ...everything, ...own }
    const wanted = await byHand(db, filter)
    t.strictSame(await browsed(db, filter), wanted, `${wanted.length} for ${JSON.stringify(own).slice(0, 120)}`)
    if (wanted.length > 0) found += 1
  }
  t.ok(subjects.length >= 5, `${subjects.length} kinds of things to be asked about`)
  t.ok(found > narrowed.length / 2, `${found} of ${narrowed.length} filters find something`)
}
