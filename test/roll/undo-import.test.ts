import { sql } from 'kysely'
import t from 'tap'
import { voterReferences } from '../../src/roll/undo-queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { csv, eventsSince, lastSequence, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,性别,出生日期,居民小组,户号,与户主关系,住址,备注'
const line = (name: string, n: number, group = '1') =>
  `${name},${madeNumber('1960-03-01', n)},男,1960-03-01,${group},${n},户主,,`

async function aCommittedRegister(t: Parameters<typeof testApp>[0]) {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const import_ = async (fileName: string, ...lines: string[]) => {
    await uploadRegister(clerk, id, fileName, csv(header, ...lines))
    const review = clerk.url
    await clerk.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
    return review
  }
  const review = await import_('名册.csv', line('王伟', 1), line('李明', 3, '东片'), line('张强', 5))
  const numbers = async () =>
    (await app.db.selectFrom('voter').select('voterNumber').orderBy('voterNumber').execute()).map(
      (voter) => voter.voterNumber,
    )
  return { app, id, clerk, review, importRegister: import_, numbers }
}

t.test('an import is taken back whole, as if it had never been', async (t) => {
  const { app, id, clerk, review, importRegister, numbers } = await aCommittedRegister(t)
  t.strictSame(await numbers(), [1, 2, 3])
  const second = await importRegister('补充.csv', line('赵远', 7))
  await clerk.open(review)
  t.match(clerk.html, `href="${review}/undo"`)
  await clerk.open(`${review}/undo`)
  t.match(textOf(clerk.html), /列入的 3 人全部从选民名单上撤下/)
  const sequence = await lastSequence(app)
  await clerk.submit({}, `${review}/undo`)
  t.match(textOf(clerk.html), '导入已撤销，3 人已从名单上撤下')
  t.equal(clerk.url, review, 'and stands for review again')
  t.match(textOf(clerk.html), '可以列入 3 人')
  t.strictSame(await numbers(), [4], 'the other register is untouched')
  t.strictSame(await eventsSince(app, sequence), ['registerUndone'])
  t.strictSame(await app.db.selectFrom('rollGroup').select('name').execute(), [], 'a group that nobody is in')

  await clerk.open(`${second}/undo`)
  await clerk.submit({}, `${second}/undo`)
  const milestones = await app.db.selectFrom('milestone').select('name').where('electionId', '=', id).execute()
  t.notOk(
    milestones.some(({ name }) => name === 'registerImported'),
    'with the last one the stage is taken back',
  )
  await clerk.open(review)
  await clerk.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
  t.match(textOf(clerk.html), '已列入 3 人')
  t.strictSame(await numbers(), [1, 2, 3], 'numbers that nobody was told are given again')
})

t.test('a second click takes nothing back twice', async (t) => {
  const { app, clerk, review, numbers } = await aCommittedRegister(t)
  const sequence = await lastSequence(app)
  await clerk.open(`${review}/undo`)
  await Promise.all([clerk.post(`${review}/undo`, {}), clerk.post(`${review}/undo`, {})])
  t.strictSame(await eventsSince(app, sequence), ['registerUndone'])
  t.strictSame(await numbers(), [])
  await clerk.open(`${review}/undo`)
  t.equal(clerk.url, review, 'there is nothing to undo any more')
})

t.test('not while something rests on it', async (t) => {
  const { app, id, clerk, review, numbers } = await aCommittedRegister(t)
  const voter = await app.db.selectFrom('voter').select('id').orderBy('id').executeTakeFirstOrThrow()
  const rows: [message: RegExp, change: () => Promise<unknown>, back: () => Promise<unknown>][] = [
    [
      /1 人的资料后来改过/,
      () => app.db.updateTable('voter').set({ version: 2 }).where('id', '=', voter.id).execute(),
      () => app.db.updateTable('voter').set({ version: 1 }).execute(),
    ],
    [
      /1 人后来从名单上删除/,
      () =>
        app.db
          .updateTable('voter')
          .set({ version: 2, state: 'removed', isElector: 0 })
          .where('id', '=', voter.id)
          .execute(),
      () => app.db.updateTable('voter').set({ version: 1, state: 'registered' }).execute(),
    ],
    [
      /名单更正中用到了由它列入的人（1 处）/,
      () =>
        app.db
          .insertInto('rollChange')
          .values({
            electionId: id,
            voterId: voter.id,
            kind: 'added',
            reason: 'x',
            before: 'null',
            after: 'null',
            changedOn: '2027-04-10',
            rollVersion: 1,
          })
          .execute(),
      () => app.db.deleteFrom('rollChange').execute(),
    ],
    [
      /选民名单已于.*公布，不能再撤销导入/,
      () =>
        app.db
          .insertInto('milestone')
          .values({ electionId: id, name: 'rollPosted', reachedOn: '2027-04-20', round: 0 })
          .execute(),
      () => app.db.deleteFrom('milestone').where('name', '=', 'rollPosted').execute(),
    ],
  ]
  for (const [message, change, back] of rows) {
    await clerk.open(`${review}/undo`)
    await change()
    await clerk.submit({}, `${review}/undo`)
    t.equal(clerk.status, 422, String(message))
    t.match(textOf(clerk.html), message)
    t.equal((await numbers()).length, 3, String(message))
    await clerk.open(`${review}/undo`)
    t.match(textOf(clerk.html), '现在不能撤销')
    t.notMatch(clerk.html, '<button class="btn btn-danger">')
    await back()
  }
})

t.test('every column that refers to a voter is asked, but for what goes with the voter', async (t) => {
  const { db } = await testApp(t, ':memory:')
  const { rows } = await sql<{ name: string; column: string }>`
    select m.name, f."from" as "column" from sqlite_master m join pragma_foreign_key_list(m.name) f
    where m.type = 'table' and f."table" = 'voter' and f.on_delete <> 'CASCADE'`.execute(db)
  const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  t.strictSame(
    rows.map(({ name, column }) => `${name}.${column}`).sort(),
    voterReferences.map(({ table, column }) => `${snakeCase(table)}.${snakeCase(column)}`).sort(),
  )
})
