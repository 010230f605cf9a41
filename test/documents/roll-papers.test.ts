import fc from 'fast-check'
import t from 'tap'
import { ok } from '../../src/lib/result.js'
import type { ListedVoter } from '../../src/documents/notices/posted-roll.js'
import { listVotersAsPosted, namesOnWall } from '../../src/documents/notices/posted-roll.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertRollChange } from '../../src/roll/version-queries.js'
import { listPostedVoters, type PostedFields, type RollVoter } from '../../src/roll/queries.js'
import type { TestApp } from '../helpers/app.js'
import { anElectionUntil, issue, issuedPapers } from '../helpers/papers.js'

function postedFields(voter: RollVoter): PostedFields {
  const { voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector } = voter
  return { voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector }
}

/** Changes the roll as the roll's own pages do: the row, and the change beside it. */
async function changeRoll(
  { db }: TestApp,
  electionId: number,
  voterNumber: number,
  change: 'removed' | Partial<Pick<PostedFields, 'name' | 'birthDate'>>,
  reason = 'misprint',
): Promise<void> {
  const voter = (await listPostedVoters(db, electionId)).find((each) => each.voterNumber === voterNumber)
  if (!voter) throw new Error('no such voter')
  const before = postedFields(voter)
  const isRemoved = change === 'removed'
  await inTransaction(db, async (trx) => {
    const columns = isRemoved ? { state: 'removed' as const, isElector: 0 } : { name: change.name ?? voter.name }
    await trx.updateTable('voter').set(columns).where('id', '=', voter.id).execute()
    await insertRollChange(trx, {
      electionId,
      voterId: voter.id,
      kind: isRemoved ? 'removed' : 'corrected',
      reason,
      note: '',
      before: JSON.stringify(before),
      after: JSON.stringify(isRemoved ? null : { ...before, ...change }),
      changedOn: '2027-05-22',
      rollVersion: 1,
    })
    return ok(undefined)
  })
}

t.test('the posted list stays as it was posted, whatever is corrected afterwards', async (t) => {
  const { made, election } = await anElectionUntil(t, 'rollPosted')
  const before = await listVotersAsPosted(made.db, election.id)
  t.equal(before.length, 40)
  await changeRoll(made, election.id, 5, { name: '欧阳昪' })
  await changeRoll(made, election.id, 5, { name: '欧阳𬱖' })
  await changeRoll(made, election.id, 9, 'removed', 'died')
  t.equal((await listPostedVoters(made.db, election.id)).length, 39)
  const after = await listVotersAsPosted(made.db, election.id)
  t.strictSame(
    after.map(({ voterNumber, name }) => [voterNumber, name]),
    before.map(({ voterNumber, name }) => [voterNumber, name]),
  )
})

t.test('a notice of correction tells what the wall shows, each change once', async (t) => {
  const { made, election, officer, preview } = await anElectionUntil(t, 'rollPosted')
  t.match(await preview('roll-correction'), '公布的名单没有变动，不用补正')
  await changeRoll(made, election.id, 5, { birthDate: '1951-02-03' })
  t.match(await preview('roll-correction'), '名单没有变动', 'birth dates are not on the wall')
  const [, , , , fifth] = await listPostedVoters(made.db, election.id)
  await changeRoll(made, election.id, fifth?.voterNumber ?? 0, { name: '欧阳昪' })
  await changeRoll(made, election.id, 9, 'removed', 'rightsLost')
  const text = await preview('roll-correction')
  t.match(text, '新增0人次、取消1人次、更正1人次')
  t.match(text, `${fifth?.name} 欧阳昪`, 'before and after')
  t.match(text, '依法核定')
  t.notMatch(text, '剥夺', 'why somebody lost the vote is not for a wall')
  t.match(text, '本社区选民共39人')
  await issue(officer, election.id, 'roll-correction')
  t.match(await preview('roll-correction'), '上次补正以后，名单没有新的变动')
  await changeRoll(made, election.id, 10, 'removed', 'movedAway')
  const second = await preview('roll-correction')
  t.match(second, '取消1人次、更正0人次')
  t.match(second, '迁出或者入伍')
  await issue(officer, election.id, 'roll-correction')
  t.match(await issuedPapers(made, election.id), [
    { noticeNumber: 1, replaces: null },
    { noticeNumber: 2, replaces: null },
  ])
})

t.test('namesakes are told apart, by as little as does it, and nobody else is marked', async (t) => {
  const voter = fc.record({
    name: fc.constantFrom('王伟', '李静', '欧阳𬱖'),
    sex: fc.constantFrom('male' as const, 'female' as const),
    birthDate: fc.constantFrom('1956-01-02', '1956-07-30', '1988-11-11'),
  })
  const property = fc.property(fc.array(voter, { maxLength: 12 }), (people) => {
    const voters = people.map(
      (person, index): ListedVoter => ({
        ...person,
        voterId: index,
        voterNumber: index + 1,
        residentsGroup: 1,
        groupName: '第一居民小组',
        householdNumber: '1',
        isElector: true,
      }),
    )
    const wall = namesOnWall(voters)
    const shown = wall.map(({ name, note }) => `${name}（${note}）`)
    const alone = wall.filter(({ name }) => people.filter((person) => person.name === name).length === 1)
    return (
      new Set(shown).size === people.length &&
      alone.every(({ note }) => note === '') &&
      wall.every(({ note }) => /^(男|女|([男女]，)?\d{4}年生|证号\d+)?$/.test(note))
    )
  })
  t.doesNotThrow(() => fc.assert(property))
})

t.test('namesakes of one group carry the mark that tells all of them apart', async (t) => {
  const listed = (people: string) =>
    people.split(' ').map((person, index): ListedVoter => {
      const [sex, year] = [person.startsWith('女') ? 'female' : 'male', person.slice(1)] as const
      const place = { residentsGroup: 1, groupName: '第一居民小组', householdNumber: '1', isElector: true }
      const who = { name: '王伟', sex, birthDate: `${year}-01-01`, voterId: index, voterNumber: index + 1 } as const
      return { ...who, ...place }
    })
  for (const [people, notes] of [
    ['男1956', ['']],
    ['男1956 女1956', ['男', '女']],
    ['男1956 男1988', ['1956年生', '1988年生']],
    ['男1956 男1988 女1956', ['男，1956年生', '男，1988年生', '女，1956年生']],
    ['男1956 男1956', ['证号1', '证号2']],
    ['男1956 男1956 女1988', ['证号1', '证号2', '证号3']],
  ] as const) {
    t.strictSame(
      namesOnWall(listed(people)).map(({ note }) => note),
      notes,
      people,
    )
  }
})

t.test('one name in two groups needs no mark: each stands under its own heading', async (t) => {
  const { preview, made, election } = await anElectionUntil(t, 'rollPosted')
  const [first = 0, second = 0, third = 0, fourth = 0] = election.voterIds
  const rename = (id: number, change: object) => made.db.updateTable('voter').set(change).where('id', '=', id).execute()
  await rename(first, { name: '田野', sex: 'male', residentsGroup: 1 })
  await rename(fourth, { name: '田野', sex: 'female', residentsGroup: 1 })
  await rename(second, { name: '石青', residentsGroup: 2 })
  await rename(third, { name: '石青', residentsGroup: 3 })
  const text = await preview('posted-voter-list')
  t.match(text, /田野 ?男/)
  t.match(text, /田野 ?女/)
  t.notMatch(text, /石青 ?(男|女|\d|证)/)
})

t.test('under the other forms those who elect are posted with the roll', async (t) => {
  const { preview } = await anElectionUntil(t, 'rollPosted', { form: 'households' })
  const text = await preview('posted-voter-list')
  t.match(text, '本届选举由户代表投票选举，户代表共14人')
  t.match(text, '奉中社区户代表名单')
  t.match(await preview('election-day'), '由本社区每户派代表选举产生（户代表选举）')
  t.match(await preview('election-day'), '户代表过半数参加投票')
})
