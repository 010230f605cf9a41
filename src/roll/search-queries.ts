import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../infra/db/database.js'
import type { Tables } from '../infra/db/tables.js'
import type { VoterSearch } from './voter-search.js'

type Builder = ExpressionBuilder<Tables, 'voter'>
type Condition = (eb: Builder) => Expression<SqlBool>

/** One way to look: its condition, and by what the index is ordered along which it goes. */
interface SearchStep {
  readonly where: Condition
  readonly by: RawBuilder<unknown>
}

/** No text that is kept holds this character, so it ends the range of all that begins with something. */
const afterAll = '\u{10ffff}'

const searchName = sql`voter.search_name`
const fromSecond = sql`substr(voter.search_name, 2)`
const fromThird = sql`substr(voter.search_name, 3)`
const pinyin = sql`voter.pinyin`
const initials = sql`voter.initials`
const address = sql`voter.address`

function begins(by: RawBuilder<unknown>, text: string): SearchStep {
  return { where: () => sql<boolean>`${by} >= ${text} and ${by} < ${text + afterAll}`, by }
}

/** As a range, so that SQLite goes along the index of the column and not along that of the voter numbers. */
function equals(by: RawBuilder<unknown>, value: string | number): SearchStep {
  return { where: () => sql<boolean>`${by} >= ${value} and ${by} <= ${value}`, by }
}

function and({ where, by }: SearchStep, column: 'voter.identityHash', value: string): SearchStep {
  return { where: (eb) => eb.and([where(eb), eb(column, '=', value)]), by }
}

function holds(by: RawBuilder<unknown>, text: string): SearchStep {
  return { where: () => sql<boolean>`${by} like ${`%${text}%`}`, by }
}

/** Names that go on after the third character are few, and have an index of their own. */
function isLongAndHolds(text: string): SearchStep {
  const where = () => sql<boolean>`length(voter.search_name) > 3 and ${searchName} like ${`%${text}%`}`
  return { where, by: searchName }
}

/**
 * The ways to look for what was typed, the closest first: each goes along one index of one election and can stop as
 * soon as there is enough. A range in the order of its index begins with the very name.
 */
export function searchSteps(search: VoterSearch): readonly SearchStep[] {
  switch (search.by) {
    case 'everyone':
    case 'nothing':
      return []
    case 'number':
      return [
        ...(search.voterNumber === null ? [] : [equals(sql`voter.voter_number`, search.voterNumber)]),
        ...(search.tailHash === null ? [] : [equals(sql`voter.identity_tail_hash`, search.tailHash)]),
      ]
    case 'identityNumber':
      // Whole numbers are compared among those that end alike, for which there is an index.
      return [and(equals(sql`voter.identity_tail_hash`, search.tailHash), 'voter.identityHash', search.identityHash)]
    case 'name': {
      const { text } = search
      return [begins(searchName, text), begins(fromSecond, text), begins(fromThird, text), isLongAndHolds(text)]
    }
    case 'pinyin':
      return [
        // Who types initials has typed all there is; who types pinyin goes on.
        equals(initials, search.text),
        begins(pinyin, search.text),
        begins(initials, search.text),
        begins(searchName, search.text),
      ]
    case 'address':
      return [holds(address, search.text)]
  }
}

/**
 * The keys of all voters of an election that a search means: found in the indexes, the rows looked at afterwards.
 * A name of two characters and more may be part of an address here; at a desk, where seconds count, it may not.
 */
export function soughtVoters(db: Db, electionId: number, state: 'registered' | 'removed', search: VoterSearch) {
  const inElection = db
    .selectFrom('voter')
    .select('voter.id')
    .where('voter.electionId', '=', electionId)
    .where('voter.state', '=', state)
  const steps = [...searchSteps(search)]
  if (search.by === 'name' && search.address !== null) steps.push(holds(address, search.address))
  const [first, ...others] = steps.map(({ where }) => inElection.where(where))
  return others.reduce((all, step) => all.union(step), first ?? inElection.where(sql<boolean>`1 = 0`))
}
