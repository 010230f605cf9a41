import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import {
  insertKinship,
  insertNominee,
  kinshipRow,
  listCandidates,
  updateNominee,
} from '../../src/nomination/queries.js'
import { aByElection } from '../helpers/by-election.js'
import { aTermDesk, resigns } from '../helpers/term.js'

const withdrawal = { reason: 'withdrew', isWritten: 'yes', document: '放弃候选人资格申请第1号' }

t.test(
  'who was left out of a by-election is looked at again before following: a recall, a relative in office',
  async (t) => {
    const desk = await aTermDesk(t)
    const { house, officer, term } = desk
    await resigns(desk, 1)
    const election = await aByElection(desk, [41, 42])
    const [postId = 0] = election.postIds
    const [ahead, relative] = [election.voterIds[4] ?? 0, election.voterIds[45] ?? 0]
    await inTransaction(house.db, async (trx) => {
      for (const voterId of [ahead, relative]) {
        const facts = { voterId, postId, occupation: '社区工作者', politicalStatus: '群众', education: '高中' }
        const id = await insertNominee(trx, election.id, facts)
        await updateNominee(trx, { id, version: 1 }, { vetting: 'passed', consentedOn: '2027-07-05' })
      }
      await insertKinship(trx, {
        ...{ electionId: election.id, ...kinshipRow(String(relative), String(election.voterIds[2]), 'sibling') },
        ...{ note: '户口簿', declaredBy: 1, declaredAt: '2027-07-05T00:00:00.000Z' },
      })
      return ok(undefined)
    })
    await desk.moveTo('2027-07-13')
    const home = `/elections/${election.id}/nomination`
    const [first] = await listCandidates(house.db, election.roundId)
    const action = `${home}/candidates/${first?.id}/record-drop-out`
    const drop = { ...withdrawal, on: '2027-07-13', step: 'review' }
    await officer.open(action)
    await officer.submit(drop, action)
    t.match(officer.html, /依次递补：.*（0人）、.*（0人）/, 'both of equal votes')
    t.match(officer.html, '当选主任的，委员职务从宣布之日起出缺')
    t.match(officer.html, /与在任的副主任.*是近亲属（兄弟姐妹）/)

    await officer.open(`${term}/members/${await desk.key(3)}/file-recall`)
    await officer.submit({
      ...{ filedOn: '2027-07-13', reasons: '公章使用不登记。', signatories: '21\n22\n23\n24\n25\n26\n27\n28' },
      ...{ entitled: '80', entitledSource: '派出所户籍人口统计' },
    })
    t.match(officer.html, '罢免要求已受理')
    await officer.open(action)
    await officer.submit(drop, action)
    t.match(officer.html, /不能递补：.*罢免要求于2027年7月13日提出，还没有结束/)
    t.notMatch(officer.html, /依次递补：.*、/, 'the other one alone')
    await officer.submit({ step: 'confirm' }, action)
    t.strictSame(
      (await listCandidates(house.db, election.roundId)).map(({ voterId }) => voterId).sort(),
      [relative, election.voterIds[41]].sort(),
    )
  },
)
