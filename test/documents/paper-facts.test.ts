import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { insertCandidates, insertNominee } from '../../src/nomination/queries.js'
import { insertStation, replaceStaff } from '../../src/polling/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { anElectionUntil, issue, issuedPapers, signedIn } from '../helpers/papers.js'

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
      const candidates = order.map((at, index) => {
        const { id = null, name = '', sex = null } = rows[at] ?? {}
        return { postId: election.postIds[0] ?? 0, ballotOrder: index + 1, voterId: id, name, sex, previousVotes: null }
      })
      return ok(await insertCandidates(trx, election.roundId, candidates, systemActor('2027-05-05T00:00:00.000Z')))
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
  t.match(text, '中心投票站、南门投票站还没有登记负责人')
  t.match(text, '还没有登记开箱计票的地点和时间')
  t.match(text, '中心投票站 文化礼堂 第一居民小组、第三居民小组 8:00 14:30 — —')
  t.match(text, '南门投票站 南门路 全部居民小组')
  t.match(text, '地点和时间：文化礼堂，投票结束后开始')
  const staff = await preview('polling-staff')
  t.match(staff, '南门投票站还没有登记工作人员')
  t.match(staff, '中心投票站 监票人 黄喆、周海燕')
  t.match(await preview('ballot-scribes'), '没有登记要求代写的选民')
  t.match(await preview('ballot-validity'), '每一职务所选人数多于应选名额')
  t.match(await preview('committee-change'), '没有登记还没有公告的成员变动')
  t.match(text, '本次投票不设流动票箱')
  await issue(officer, election.id, 'polling-arrangements', '?round=1')
  const [paper] = await issuedPapers(made, election.id)
  t.match(paper, { key: 'polling-arrangements', roundId: election.roundId })
})
