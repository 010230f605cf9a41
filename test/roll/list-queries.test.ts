import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import t from 'tap'
import { migrate } from '../../src/infra/db/migrate.js'
import type { Tables } from '../../src/infra/db/tables.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { soughtName } from '../../src/lib/variant-characters.js'
import { countFoundVoters, type ListState, listStates, listVoters } from '../../src/roll/list-queries.js'
import { countRoll, listGroups, listPostedVoters, searchVoters } from '../../src/roll/queries.js'
import { countByClass } from '../../src/roll/voter-queries.js'
import { readVoterSearch } from '../../src/roll/voter-search.js'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { startPostgres } from '../helpers/postgres.js'

const sealer = sealerFor(testSecrets.dataKey)
const typed = ['', '王', '秀英', '欧阳修', 'wxy', 'wang', '12', '123X', '长岭路3', '长岭', '330299195001010017', '%']

function filterOf(text: string, state: ListState = 'registered', rest: object = {}) {
  const filter = { search: readVoterSearch(text, sealer), group: undefined, registrationClass: undefined, state }
  return { ...filter, lastBirthWithVote: '1990-01-01', ...rest } as const
}

t.test('every look at a roll of 100,000 in a city of 340,000 goes along an index of that roll', async (t) => {
  const sqlite = new Sqlite(':memory:')
  const asked: CompiledQuery[] = []
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: sqlite }),
    plugins: [new CamelCasePlugin()],
    log: ({ query }) => void asked.push(query),
  })
  t.teardown(() => db.destroy())
  await migrate(db)
  asked.length = 0
  for (const text of typed) {
    await searchVoters(db, sealer, 1, text, 9)
    for (const state of listStates) {
      await countFoundVoters(db, 1, filterOf(text, state))
      await listVoters(db, 1, filterOf(text, state, { group: 3, registrationClass: 'resident' }), 2)
    }
  }
  await listVoters(db, 1, filterOf(''), 1)
  await listPostedVoters(db, 1)
  await listGroups(db, 1)
  await countByClass(db, 1)
  await countRoll(db, 1)
  t.ok(asked.length > 100)
  for (const { sql, parameters } of asked) {
    const plan = sqlite.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[]
    const steps = plan.map(({ detail }) => detail).join('; ')
    t.notMatch(steps, /SCAN (voter|other|objection|roll_group)\b/, `${steps}: ${sql}`)
  }
  const planOf = (compiled: CompiledQuery | undefined) =>
    (sqlite.prepare(`explain query plan ${compiled?.sql}`).all(...(compiled?.parameters ?? [])) as { detail: string }[])
      .map(({ detail }) => detail)
      .join('; ')
  asked.length = 0
  await listVoters(db, 1, filterOf(''), 1)
  t.match(planOf(asked[0]), 'voter_order')
  t.notMatch(planOf(asked[0]), 'TEMP B-TREE', 'the order of lists is that of an index: a page needs no sorting')
  asked.length = 0
  await searchVoters(db, sealer, 1, '秀英', 9)
  t.strictSame(
    asked.map((query) => /INDEX (voter_\w+)/.exec(planOf(query))?.[1]),
    ['voter_search_name', 'voter_name_from_second', 'voter_name_from_third', 'voter_long_name'],
  )
  for (const query of asked) t.notMatch(planOf(query), 'TEMP B-TREE', 'it stops when there are enough')
})

/** The same people in any engine. */
async function aRoll(app: TestApp) {
  const house = await aHouse(app, '2027-04-10')
  const { id, voterIds } = await anElection(app, house, { until: 'registerImported', voters: 60, form: 'households' })
  const names = ['欧阳修远', '黃髙明', '黄高明', '阿依努尔·买买提', '林昇', 'José Li', '王𠮷', '王\ue81e']
  for (const [index, name] of names.entries()) {
    const change = { name, searchName: soughtName(name), pinyin: `wang${index}`, birthDate: '1980-01-01' } as const
    await app.db
      .updateTable('voter')
      .set(index === 7 ? { ...change, state: 'removed', isElector: 0 } : change)
      .where('id', '=', voterIds[index] as number)
      .execute()
  }
  return id
}

async function everythingFound({ db }: TestApp, id: number) {
  const found: Record<string, unknown> = {}
  for (const text of [...typed, '阳修', '远', '黄高', '买买', 'jos', '𠮷', '龴', '林升', 'w', '00']) {
    found[`desk ${text}`] = (await searchVoters(db, sealer, id, text, 9)).map(({ voterNumber }) => voterNumber)
    for (const state of listStates) {
      const filter = filterOf(text, state)
      const listed = await listVoters(db, id, filter, 1)
      const shown = listed.map(({ voterNumber, hasDouble, hasObjection }) => [voterNumber, hasDouble, hasObjection])
      found[`${state} ${text}`] = [await countFoundVoters(db, id, filter), shown]
    }
  }
  return {
    ...found,
    groups: await listGroups(db, id),
    classes: await countByClass(db, id),
    roll: await countRoll(db, id),
  }
}

t.test('PostgreSQL finds and orders as SQLite does', { timeout: 120_000 }, async (t) => {
  const [one, other] = [await testApp(t), await testApp(t, await startPostgres(t))]
  const found = await everythingFound(one, await aRoll(one))
  t.strictSame(await everythingFound(other, await aRoll(other)), found)
  t.match(found, {
    'desk 黄高': [2, 3],
    'desk 阳修': [1],
    'desk 远': [1],
    'desk 买买': [4],
    'desk 林升': [],
    'desk 龴': [],
  })
  t.match(found, { 'toCheck ': [2, [[2, true, false]]], 'removed 龴': [1, [[8, false, false]]], 'elector ': [20] })
})
