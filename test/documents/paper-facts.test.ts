import fc from 'fast-check'
import t, { type Test } from 'tap'
import { ok } from '../../src/lib/result.js'
import type { ListedVoter } from '../../src/documents/notices/posted-roll.js'
import { listVotersAsPosted, namesOnWall } from '../../src/documents/notices/posted-roll.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertCandidates, insertNominee } from '../../src/nomination/queries.js'
import { insertStation, replaceStaff } from '../../src/polling/queries.js'
import { insertRollChange } from '../../src/roll/version-queries.js'
import { listPostedVoters, type PostedFields, type RollVoter } from '../../src/roll/queries.js'
import { testApp, type TestApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

const electionDay = '2027-06-14'

async function anElectionUntil(
  t: Test,
  until: 'rollPosted' | 'nomineesPosted' | 'candidatesConfirmed',
  more: object = {},
) {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay, until, voters: 40, ...more })
  const officer = await signedIn(made, 'electionOfficer')
  const preview = async (key: string) => {
    await officer.open(`/elections/${election.id}/documents/${key}/preview`)
    return textOf(officer.html)
  }
  return { made, house, election, officer, preview }
}

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

t.test('a third of the way: more than two thirds of the representatives must vote', async (t) => {
  const { preview } = await anElectionUntil(t, 'rollPosted', { form: 'representatives' })
  t.match(await preview('election-day'), '居民代表超过三分之二参加投票，选举有效')
})

t.test('registration: born by, until, and no more once it is over', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-20', until: 'electionCommitteeFormed' })
  const officer = await signedIn(made, 'electionOfficer')
  const page = `/elections/${election.id}/documents/voter-registration/preview`
  await officer.open(page)
  t.match(officer.html, '2009年6月20日以前（含当日）出生、到选举日年满18周岁')
  t.match(officer.html, '至2027年5月25日止')
  t.match(officer.html, '选民名单最迟于2027年5月31日公布')
  await made.db.updateTable('season').set({ drillToday: '2027-05-26' }).execute()
  await officer.open(page)
  t.match(officer.html, '登记到2027年5月25日为止，现在已过')
})

t.test('the list issued after the day of posting says what that costs', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  await made.db.updateTable('season').set({ drillToday: '2027-05-21' }).execute()
  await officer.open(`/elections/${election.id}/documents/posted-voter-list/issue-paper`)
  t.match(officer.html, '登记的名单公布日是2027年5月20日，今天才印发公告')
  t.match(officer.html, '印作2027年5月25日')
})

t.test('nominees by the strokes of their surnames, without those who failed or withdrew', async (t) => {
  const { made, election, preview } = await anElectionUntil(t, 'nomineesPosted')
  t.match(await preview('nominees'), '现在没有初步候选人')
  await inTransaction(made.db, async (trx) => {
    const postId = election.postIds[0] ?? 0
    for (const [index, voterId] of election.voterIds.slice(0, 4).entries()) {
      const id = await insertNominee(trx, election.id, {
        voterId,
        postId,
        occupation: '退休',
        politicalStatus: '群众',
        education: '高中',
      })
      if (index === 3)
        await trx
          .updateTable('nominee')
          .set({ vetting: 'failed', vettingReason: '材料不全', vettedOn: '2027-05-28' })
          .where('id', '=', id)
          .execute()
    }
    return ok(undefined)
  })
  const text = await preview('nominees')
  t.match(text, '成员初步候选人3名。现按姓氏笔画为序')
  t.match(text, /主任初步候选人（应选1名） .* 王伟 .* 李伟 .* 张伟/)
  t.notMatch(text, '副主任初步候选人', 'a post without nominees has no table')
  t.notMatch(text, '刘伟')
})

t.test('candidates as on the ballot; the strokes are claimed only where they hold', async (t) => {
  const { made, election, preview } = await anElectionUntil(t, 'candidatesConfirmed')
  const rows = await made.db.selectFrom('voter').select(['id', 'name', 'sex']).orderBy('id').limit(2).execute()
  const put = async (order: readonly number[]) =>
    await inTransaction(made.db, async (trx) => {
      await trx.deleteFrom('candidate').execute()
      const candidates = order.map((at, index) => {
        const { id = null, name = '', sex = null } = rows[at] ?? {}
        return { postId: election.postIds[0] ?? 0, ballotOrder: index + 1, voterId: id, name, sex, previousVotes: null }
      })
      return ok(await insertCandidates(trx, election.roundId, candidates))
    })
  await put([0, 1])
  t.match(await preview('candidates'), '按姓氏笔画为序公布如下')
  await put([1, 0])
  const byHand = await preview('candidates')
  t.match(byHand, '按选票上的排列次序公布如下')
  t.match(byHand, '正式候选人2名，应选5名（主任1名、副主任1名、委员3名）')
  t.match(byHand, '最迟于2027年6月11日向居民选举委员会书面提出')
})

t.test('polling places with their groups, hours and staff; a place without staff is pointed out', async (t) => {
  const { made, election, officer, preview } = await anElectionUntil(t, 'candidatesConfirmed')
  t.match(await preview('polling-arrangements'), '还没有设置投票站')
  const station = { hasVotingBooth: true, opens: '08:00', closes: '14:30' } as const
  await inTransaction(made.db, async (trx) => {
    const { roundId } = election
    const id = await insertStation(trx, roundId, {
      ...station,
      kind: 'central',
      name: '中心投票站',
      place: '文化礼堂',
      groups: [1, 3],
    })
    await insertStation(trx, roundId, { ...station, kind: 'station', name: '南门投票站', place: '南门路', groups: [] })
    return ok(
      await replaceStaff(trx, id, [
        { function: 'ballotIssuer', name: '何明' },
        { function: 'scrutineer', name: '黄喆' },
        { function: 'scrutineer', name: '周海燕' },
      ]),
    )
  })
  const text = await preview('polling-arrangements')
  t.match(text, '南门投票站还没有登记工作人员')
  t.match(text, '中心投票站 文化礼堂 第一居民小组、第三居民小组 8:00—14:30')
  t.match(text, '南门投票站 南门路 全部居民小组')
  t.match(text, '中心投票站 监票人 黄喆、周海燕')
  t.match(text, '本次投票不设流动票箱')
  await issue(officer, election.id, 'polling-arrangements', '?round=1')
  const [paper] = await issuedPapers(made, election.id)
  t.match(paper, { key: 'polling-arrangements', roundId: election.roundId })
})

t.test('a paper names the local procedure whose figures it rests on', async (t) => {
  const { made, house, election, officer } = await anElectionUntil(t, 'rollPosted')
  const factsOf = async () => {
    await issue(officer, election.id, 'election-day')
    const papers = await issuedPapers(made, election.id)
    const { facts } = await made.db
      .selectFrom('issuedPaper')
      .select('facts')
      .where('id', '=', papers.at(-1)?.id ?? 0)
      .executeTakeFirstOrThrow()
    return JSON.parse(facts) as { ruleSet: string; ruleSetCode: string }
  }
  const plain = '浙江省城市社区居民委员会选举规则（2026年，暂定）第1版'
  t.match(await factsOf(), { ruleSet: plain, ruleSetCode: 'zhejiang-2026/1' })
  await made.db.updateTable('election').set({ settings: '{"runoffDays":7}' }).execute()
  t.match(await factsOf(), {
    ruleSet: `${plain}，并依据本社区选举办法`,
    ruleSetCode: 'zhejiang-2026/1＋本地选举办法',
  })
  const { id: setBy } = await made.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  const row = { seasonId: house.seasonId, electionId: election.id, isForSeason: 0, reason: '会议通过', setBy }
  const document = { documentName: '奉中社区选举办法', documentDate: '2027-04-03', documentNumber: null } as const
  const setAt = '2027-04-05T01:00:00.000Z'
  await made.db
    .insertInto('ruleSetting')
    .values([
      { ...row, ...document, figure: 'runoffDays', value: '7', setAt },
      { ...row, ...document, figure: 'decisionDays', value: '2', setAt },
    ])
    .execute()
  t.match(
    (await factsOf()).ruleSet,
    '，并依据《奉中社区选举办法》（2027年4月3日通过）',
    'once, though two figures rest on it',
  )
})
