import t from 'tap'
import { anElection } from '../helpers/factories.js'
import { anElectionUntil, issue, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

t.test('the township sees what is issued in its communities and what is no longer so', async (t) => {
  const { made, house, election, officer } = await anElectionUntil(t, 'rollPosted')
  await anElection(made, house, { communityId: house.communityIds[1], electionDay: '2027-06-14' })
  await anElection(made, house, { communityId: house.communityIds[2], electionDay: '2027-06-14' })
  await issue(officer, election.id, 'election-day')
  const township = await signedIn(made, 'townshipOfficer')
  await township.open('/township-papers')
  t.match(textOf(township.html), '2 个社区。已印发的公告都与现在的资料相符')
  await made.db.updateTable('election').set({ contactTelephone: '0574-11111111' }).execute()
  await township.open('/township-papers')
  const text = textOf(township.html)
  t.match(text, '有 1 份已印发的公告与现在的资料不符')
  t.match(text, '奉中社区 第1号 选举日和选举方式公告')
  t.match(text, '0574-11111111')
  t.notMatch(text, '武岭社区', 'another township’s')
  t.match(township.html, `/elections/${election.id}/documents/issued/1/correct`)

  const other = await signedIn(made, 'townshipOfficer-other')
  await other.open('/township-papers')
  t.match(textOf(other.html), '1 个社区')
  t.notMatch(other.html, '奉中社区')
  const bureau = await signedIn(made, 'bureauAuditor')
  await bureau.open('/township-papers')
  t.match(textOf(bureau.html), '3 个社区')
  t.notMatch(bureau.html, '/correct"', 'the bureau looks on')
  await officer.open('/township-papers')
  t.equal(officer.status, 403)
})
