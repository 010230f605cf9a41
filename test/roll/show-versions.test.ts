import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import t from 'tap'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { findElection } from '../../src/infra/db/scope-queries.js'
import type { ElectionInScope } from '../../src/infra/http/context.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { ok, type Result } from '../../src/lib/result.js'
import { addVoter, correctVoter, type RollWork, takeOffVoter } from '../../src/roll/change-roll.js'
import { compareRolls } from '../../src/roll/compare-rolls.js'
import { makeCorrectedVersion, makeRollVersion } from '../../src/roll/make-version.js'
import { listPostedVoters, listRollVersions, listVotersOfVersion } from '../../src/roll/queries.js'
import { hashOfRoll } from '../../src/roll/roll-hash.js'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { lastEvents } from '../helpers/events.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { startPostgres } from '../helpers/postgres.js'
import { aPostedRoll, deskPerson, madeNumber, textOf } from '../helpers/roll.js'

// A whole PostgreSQL is started here, on a machine that may be busy.
t.setTimeout(120_000)

type Step =
  | { readonly do: 'add'; readonly group: number; readonly household: string }
  | { readonly do: 'remove' | 'correct'; readonly which: number; readonly name: string; readonly household: string }
  | { readonly do: 'version' }

const household = fc.constantFrom('9', '10', '00001', '甲', '𠀀1', '1-101')
const name = fc.constantFrom('王伟', '欧阳𬱖', '李改', '阿依努尔·买买提')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), group: fc.nat(4), household }),
  fc.record({ do: fc.constantFrom('remove' as const, 'correct' as const), which: fc.nat(30), name, household }),
  fc.record({ do: fc.constant('version' as const) }),
)

let serial = 0

async function carryOut(app: TestApp, work: RollWork, one: Step): Promise<void> {
  const done = await inTransaction(app.db, async (trx): Promise<Result<unknown, never>> => {
    if (one.do === 'version') return ok(await makeCorrectedVersion(trx, work, '试验'))
    const why = { reason: 'missed', note: '', document: '' } as const
    if (one.do === 'add') {
      serial += 1
      const identityNumber = { number: `made-${serial}`, bornOn: '1960-01-01', sex: 'female' } as const
      const person = {
        name: '新来',
        nationality: '',
        relationship: '',
        address: '',
        registeredAddress: null,
        telephone: '',
      }
      const none = {
        residingSince: null,
        workingSince: null,
        declaredOn: null,
        declarationWay: null,
        undertakenOn: null,
      }
      const rest = { politicalStatus: '', education: '', registrationClass: 'household', ...none } as const
      const place = { residentsGroup: one.group, householdNumber: one.household }
      return ok(await addVoter(trx, work, { ...person, ...rest, ...place, identityNumber }, why))
    }
    const voters = await listPostedVoters(trx, work.election.id)
    const voter = voters[one.which % voters.length]
    if (!voter || voters.length < 3) return ok(undefined)
    const { version } = await trx
      .selectFrom('voter')
      .select('version')
      .where('id', '=', voter.id)
      .executeTakeFirstOrThrow()
    if (one.do === 'remove')
      return ok(await takeOffVoter(trx, work, { id: voter.id, version }, { ...why, reason: 'died' }))
    const kept = { nationality: '', relationship: '', telephone: '', politicalStatus: '', education: '' }
    const place = {
      address: '',
      registeredAddress: null,
      residentsGroup: 1,
      householdNumber: one.household,
      name: one.name,
      identityNumber: null,
    }
    const correction = { ...kept, ...place }
    return ok(await correctVoter(trx, work, { id: voter.id, version }, correction, { ...why, reason: 'misprint' }))
  })
  if (!done.ok) throw new Error('refused')
}

async function everyVersionIsProven(app: TestApp, work: RollWork): Promise<boolean> {
  const versions = await listRollVersions(app.db, work.election.id)
  for (const { number, hash, voters, electors } of versions) {
    const again = await listVotersOfVersion(app.db, work.election.id, number)
    const isSame = again.length === voters && again.filter(({ isElector }) => isElector).length === electors
    if (hashOfRoll(again) !== hash || !isSame) return false
  }
  return versions.every(({ number }, index) => number === index + 1)
}

async function anyHistory(app: TestApp, runs: number): Promise<void> {
  const house = await aHouse(app, '2027-04-25')
  const { id: first } = await anElection(app, house, { until: 'registerImported', voters: 12, form: 'households' })
  const workOf = async (id: number): Promise<RollWork> => {
    const election = (await findElection(app.db, id)) as ElectionInScope
    return {
      actor: systemActor('2027-04-25T00:00:00Z'),
      election,
      today: '2027-04-25',
      sealer: sealerFor(testSecrets.dataKey),
    }
  }
  const work = await workOf(first)
  await inTransaction(app.db, async (trx) => ok(await makeRollVersion(trx, work, 'posted', [])))
  // The history goes on from run to run, so that later ones undo a long one.
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      for (const one of steps) await carryOut(app, work, one)
      return await everyVersionIsProven(app, work)
    }),
    { numRuns: runs, endOnFailure: true },
  )
}

t.test('whatever was changed since, every version comes out as it was fixed, by its hash', async (t) => {
  const app = await testApp(t)
  await anyHistory(app, 25)
  const versions = await app.db.selectFrom('rollVersion').select('number').execute()
  t.ok(versions.length > 5, `${versions.length} versions`)
})

t.test('and on PostgreSQL', async (t) => {
  const app = await testApp(t, await startPostgres(t))
  await anyHistory(app, 6)
})

t.test('comparing the other way round exchanges who came and who went', async (t) => {
  const line = fc.record({
    voterId: fc.nat(8),
    name,
    sex: fc.constantFrom('male' as const, 'female' as const),
    birthDate: fc.constantFrom('1950-01-01', '1951-01-01'),
    residentsGroup: fc.nat(2),
    groupName: fc.constantFrom('第一居民小组', '东片'),
    householdNumber: household,
    isElector: fc.boolean(),
  })
  const voter = line.map((fields) => ({ ...fields, voterNumber: fields.voterId + 100 }))
  const roll = fc.uniqueArray(voter, { selector: ({ voterId }) => voterId })
  fc.assert(
    fc.property(roll, roll, (a, b) => {
      const [there, back] = [compareRolls(a, b), compareRolls(b, a)]
      t.equal(there.added, back.removed)
      t.equal(there.corrected, back.corrected)
      t.equal(there.unchanged + there.added + there.corrected, b.length)
      t.equal(there.unchanged + there.removed + there.corrected, a.length)
      t.equal(
        there.groups.reduce((sum, group) => sum + group.added, 0),
        there.added,
      )
      t.strictSame(compareRolls(a, a).differences, [])
    }),
    { numRuns: 60 },
  )
})

t.test('versions are made by notice, by hand and by closing, shown, compared and printed', async (t) => {
  const { app, officer, base, today, id, voterIds } = await aPostedRoll(t)
  const pages = `${base}/versions`
  await officer.open(pages)
  t.match(textOf(officer.html), '公布的名单 2027年4月25日 9')
  t.match(textOf(officer.html), 'electionOfficer')
  t.notMatch(officer.html, '形成更正版</button>')

  await today('2027-04-27')
  const add = `${base}/register-voter`
  await officer.open(add)
  const newcomer = { ...deskPerson, identityNumber: madeNumber('1960-03-01', 1), reason: 'missed', note: '' }
  await officer.submit({ ...newcomer, document: '本人参加选举的表示' }, add)
  await officer.open(pages)
  t.match(textOf(officer.html), '有 1 处改动还没有列入版本')
  await officer.submit({ cause: '' }, pages)
  t.match(textOf(officer.html), '请写明为什么形成这一版')
  const second = await app.visitor().signIn('electionOfficer-2', testPassword)
  await second.open(pages)
  await officer.submit({ cause: '异议处理完毕' }, pages)
  t.match(textOf(officer.html), '第 2 版名单已形成')
  t.match((await lastEvents(app, 1))[0], {
    type: 'rollCorrected',
    facts: { version: 2, voters: 10, cause: '异议处理完毕' },
  })
  const made = await app.db.selectFrom('rollVersion').selectAll().where('number', '=', 2).executeTakeFirstOrThrow()
  t.match(made, { kind: 'corrected', madeOn: '2027-04-27', voters: 10 })

  await second.submit({ cause: '我也形成一版' }, pages)
  t.equal(second.status, 422, 'the other officer was faster')
  t.match(textOf(second.html), '不用形成新的版本')

  const change = `${base}/voters/${voterIds[1]}/change`
  await officer.open(change)
  const kept = { ...deskPerson, name: '李改', residentsGroup: '1', householdNumber: '00001', identityNumber: '' }
  await officer.submit({ ...kept, reason: 'misprint', document: '身份证' }, change)
  const remove = `${base}/voters/${voterIds[0]}/remove`
  await officer.open(remove)
  await officer.submit({ reason: 'died', note: '', document: '死亡医学证明' }, remove)
  await officer.open(`${base}/changes`)
  t.match(textOf(officer.html), '依据：死亡医学证明')
  const issue = `/elections/${id}/documents/roll-correction/issue-paper`
  await officer.open(issue)
  await officer.submit({ acknowledged: 'yes' }, issue)
  t.match(textOf(officer.html), '已印发《')
  const third = await app.db.selectFrom('rollVersion').selectAll().where('number', '=', 3).executeTakeFirstOrThrow()
  t.match(third, { kind: 'corrected', voters: 9 })
  t.match(third.cause, '选民名单补正公告')

  await officer.open(`${base}/compare-versions?from=1&to=3`)
  let text = textOf(officer.html)
  t.match(text, '新增 1 人，取消 1 人，更正 1 人，没有变动 7 人')
  t.match(text, '→ 李改')
  await officer.open(`${base}/compare-versions?from=1&to=now&kind=removed`)
  t.match(textOf(officer.html), '共 1 处')
  await officer.open(`${base}/compare-versions?from=3&to=1`)
  t.match(textOf(officer.html), '增减是倒过来算的')
  for (const wrong of ['?from=1&to=9', '?from=x&to=1', '']) {
    await officer.open(`${base}/compare-versions${wrong}`)
    t.equal(officer.status, 404, wrong)
  }
  await officer.open(`${base}/show-version/1`)
  text = textOf(officer.html)
  t.match(text, '与当时一致')
  t.match(text, '共 9 人')
  t.notMatch(text, '李改', 'as it was posted')
  await officer.open(`${base}/show-version/4`)
  t.equal(officer.status, 404)
  await app.db
    .updateTable('voter')
    .set({ name: '偷改' })
    .where('id', '=', voterIds[4] as number)
    .execute()
  await officer.open(`${base}/show-version/1`)
  t.match(textOf(officer.html), '与当时不一致', 'a change behind the back of the house shows')

  const print = async (key: string, values: Record<string, string>) => {
    await officer.open(key === 'roll-version' ? `${base}/show-version/1` : `${base}/compare-versions?from=1&to=3`)
    await officer.submit(values, `/elections/${id}/documents/sheets/${key}/print`)
    return officer
  }
  await print('roll-version', { 'roll-version-version': '1', 'roll-version-group': '' })
  t.equal(officer.status, 200)
  await print('roll-comparison', { 'roll-comparison-earlierVersion': '1', 'roll-comparison-version': '3' })
  t.equal(officer.status, 200)
})

t.test('once the roll is closed only the eight classes change it, each with its paper', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-05-06')
  const { id, voterIds } = await anElection(app, house, { until: 'rollClosed', voters: 9 })
  const version = { electionId: id, madeOn: '2027-05-03', voters: 9, electors: 9, hash: 'x', madeBy: null } as const
  await app.db
    .insertInto('rollVersion')
    .values({ ...version, number: 1, kind: 'posted' })
    .execute()
  await app.db
    .insertInto('rollVersion')
    .values({ ...version, number: 2, kind: 'closed' })
    .execute()
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  const remove = `/elections/${id}/roll/voters/${voterIds[0]}/remove`
  await officer.open(remove)
  t.notMatch(officer.html, 'value="withdrew"')
  await officer.submit({ reason: 'withdrew', note: '', document: '声明' }, remove)
  t.match(textOf(officer.html), '请选择原因')
  await officer.submit({ reason: 'died', note: '', document: '' }, remove)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '请写明死亡证明')
  await officer.submit({ reason: 'died', note: '', document: '死亡医学证明' }, remove)
  t.match(textOf(officer.html), '已从名单上删除')
  const pages = `/elections/${id}/roll/versions`
  await officer.open(pages)
  await officer.submit({ cause: '死亡一人' }, pages)
  t.match(textOf(officer.html), '确定后更正')

  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(pages)
  t.equal(clerk.status, 200)
  await clerk.submit({ cause: '我也来' }, pages)
  t.equal(clerk.status, 403)
  const observer = await app.visitor().signIn('observer', testPassword)
  await observer.open(pages)
  t.equal(observer.status, 403, 'versions name voters')
  const other = await app.visitor().signIn('electionOfficer-other', testPassword)
  for (const page of [
    pages,
    `/elections/${id}/roll/show-version/1`,
    `/elections/${id}/roll/compare-versions?from=1&to=2`,
  ]) {
    await other.open(page)
    t.equal(other.status, 404, page)
  }
})

t.test('a printed version names everybody as they stood', async (t) => {
  const { app, id } = await aPostedRoll(t)

  const client = await aClient(app, 'electionofficer')
  const answer = await client.post(`/elections/${id}/documents/sheets/roll-version/print`, {
    'roll-version-version': '1',
  })
  t.equal(answer.headers['content-type'], 'application/pdf')
  const text = allText(await readPdf(Buffer.from(answer.rawPayload)))
  for (const voter of await listPostedVoters(app.db, id)) t.match(text, voter.name)
  t.match(text, '第1版，2027年4月25日')
})
