import t, { type Test } from 'tap'
import { inTransaction, openDatabase, type Trx } from '../../src/infra/db/database.js'
import { isUniqueViolation } from '../../src/infra/db/dialect.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { preparedQuery } from '../../src/infra/db/prepared-query.js'
import { claimForm } from '../../src/infra/http/forms.js'
import { sweepOnce } from '../../src/infra/jobs/sweep.js'
import { ok, refused } from '../../src/lib/result.js'

async function aDatabase(t: Test) {
  const db = openDatabase(':memory:')
  t.teardown(() => db.destroy())
  await migrate(db)
  return db
}

const addTownship = (trx: Trx, code: string) =>
  trx
    .insertInto('township')
    .values({ code, name: `镇${code}`, kind: 'town' })
    .execute()

t.test('a change is carried out whole or not at all', async (t) => {
  const db = await aDatabase(t)
  const count = async () => (await db.selectFrom('township').select('id').execute()).length
  const made = await inTransaction(db, async (trx) => {
    await addTownship(trx, '001')
    return ok('made')
  })
  t.strictSame(made, { ok: true, value: 'made' })
  t.equal(await count(), 1)

  const notMade = await inTransaction(db, async (trx) => {
    await addTownship(trx, '002')
    return refused({ because: 'a rule' })
  })
  t.strictSame(notMade, { ok: false, error: { because: 'a rule' } }, 'a refusal comes back as a value')
  t.equal(await count(), 1, 'and what was written before it is undone')

  await t.rejects(
    inTransaction(db, async (trx) => {
      await addTownship(trx, '003')
      throw new Error('a bug')
    }),
    { message: 'a bug' },
  )
  t.equal(await count(), 1)
})

t.test('a query beside the transaction is an error at once, not a wait for ever', async (t) => {
  const db = await aDatabase(t)
  await t.rejects(
    inTransaction(db, async () => ok(await db.selectFrom('township').select('id').execute())),
    { message: /pass the transaction/ },
  )
  t.strictSame(await db.selectFrom('township').select('id').execute(), [], 'outside it goes on as before')
})

t.test('a prepared query binds its values by name, in a transaction and beside it', async (t) => {
  const found = preparedQuery((db, { code, name }: { code: string; name: string | null }) =>
    db.selectFrom('township').select('id').where('code', '=', code).where('name', '=', name).where('code', '=', code),
  )
  for (const database of ['one', 'another']) {
    t.comment(database)
    const db = await aDatabase(t)
    const made = await inTransaction(db, async (trx) => {
      await addTownship(trx, '001')
      await addTownship(trx, '002')
      return ok(await found(trx, { name: '镇002', code: '002' }))
    })
    t.match(made, { ok: true, value: [{ id: 2 }] })
    t.strictSame(await found(db, { code: '001', name: '镇002' }), [])
    t.strictSame(await found(db, { code: '001', name: null }), [])
    t.match(await found(db, { code: '001', name: '镇001' }), [{ id: 1 }])
    await t.rejects(
      inTransaction(db, async () => ok(await found(db, { code: '001', name: '镇001' }))),
      { message: /pass the transaction/ },
      'and is no way round the guard',
    )
  }
})

t.test('a query that waits outside while a transaction is open is answered after it', async (t) => {
  const db = await aDatabase(t)
  const change = inTransaction(db, async (trx) => {
    await addTownship(trx, '001')
    return ok(undefined)
  })
  const rows = db.selectFrom('township').select('code').execute()
  await change
  t.strictSame(await rows, [{ code: '001' }])
})

t.test('a duplicate is told from every other error', async (t) => {
  const db = await aDatabase(t)
  await db.insertInto('township').values({ code: '001', name: '甲镇', kind: 'town' }).execute()
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    )
  const again = { code: '001', name: '乙镇', kind: 'town' } as const
  t.ok(isUniqueViolation(await errorOf(db.insertInto('township').values(again).execute())))
  const wrongKind = { code: '002', name: '丙', kind: 'county' as 'town' }
  const wrong = await errorOf(db.insertInto('township').values(wrongKind).execute())
  t.ok(wrong)
  t.notOk(isUniqueViolation(wrong))
  t.notOk(isUniqueViolation(null))
  t.notOk(isUniqueViolation(new Error('no code')))
})

t.test('a form is carried out once', async (t) => {
  const db = await aDatabase(t)
  const claim = async (body: unknown) => {
    const claimed = await inTransaction(db, async (trx) => ok(await claimForm(trx, body, '2027-05-20T01:00:00.000Z')))
    return claimed.ok && claimed.value
  }
  const formId = '0b0e8c1e-64a5-4b43-9d5b-4d0d2b1f7a11'
  t.equal(await claim({ formId }), true)
  t.equal(await claim({ formId }), false, 'a double click')
  t.equal(await claim({ formId: formId.replace('0b', '0c') }), true, 'another form')
  t.equal(await claim({}), true, 'a form without a number is taken')
  t.equal(await claim({}), true)
  t.equal(await claim(null), true)
  t.equal(await claim({ formId: 'short' }), true)

  await inTransaction(db, async (trx) => {
    await claimForm(trx, { formId: formId.replace('0b', '0d') }, '2027-05-20T01:00:00.000Z')
    return refused('a rule')
  })
  t.equal(await claim({ formId: formId.replace('0b', '0d') }), true, 'a form that was refused may be sent again')
})

t.test('old forms and sessions are swept away, young ones stay', async (t) => {
  const db = await aDatabase(t)
  const clock = new Date('2027-05-20T01:00:00Z')
  await db
    .insertInto('submittedForm')
    .values([
      { formId: 'three days ago', claimedAt: '2027-05-17T00:59:00.000Z' },
      { formId: 'yesterday', claimedAt: '2027-05-19T01:00:00.000Z' },
    ])
    .execute()
  await db
    .insertInto('session')
    .values([
      { idHash: 'old', accountId: null, content: '{}', expiresAt: '2027-05-20T00:59:59.000Z' },
      { idHash: 'young', accountId: null, content: '{}', expiresAt: '2027-05-20T01:00:01.000Z' },
    ])
    .execute()
  await sweepOnce(db, clock, undefined)
  t.strictSame(await db.selectFrom('submittedForm').select('formId').execute(), [{ formId: 'yesterday' }])
  t.strictSame(await db.selectFrom('session').select('idHash').execute(), [{ idHash: 'young' }])
  await sweepOnce(db, clock, '2027-06-20')
  t.strictSame(await db.selectFrom('submittedForm').select('formId').execute(), [], 'by the day that stands for today')
})
