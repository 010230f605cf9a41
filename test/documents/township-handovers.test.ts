import t from 'tap'
import * as handover from '../../scripts/walk/handover.js'
import { anElection } from '../helpers/factories.js'
import { textOf } from '../helpers/roll.js'
import { signedIn } from '../helpers/tally.js'
import { aTermDesk } from '../helpers/term.js'

t.test('what is left of the ten days and what the file lacks, community by community', async (t) => {
  const desk = await aTermDesk(t)
  const { house, made, election, officer } = desk
  await anElection(house, made, { communityId: made.communityIds[1], electionDay: '2027-06-14' })
  const page = '/township-handovers'
  const township = await signedIn(house, 'townshipOfficer')
  const seen = async (query = '') => textOf((await township.open(`${page}${query}`)).html)
  t.match(await seen(), /1 个社区已产生新一届居民委员会， ?1 个还没有/)
  t.match(await seen(), /奉中社区 还剩 10 天 最迟5月30日 缺 \d+ 件 未颁发 未报送 5月20日 锦屏街道/)
  for (const place of [
    'handover',
    'handover/hand-over',
    'handover/filing',
    'handover/certificates',
    'documents/file',
  ]) {
    t.match(township.html, `href="/elections/${election.id}/${place}"`, 'one click away')
    t.equal((await township.open(`/elections/${election.id}/${place}`)).status, 200)
    await township.open(page)
  }
  for (const [today, text] of [
    ['2027-05-30', '今天截止'],
    ['2027-05-31', '逾期 1 天'],
  ] as const) {
    await desk.moveTo(today)
    t.match(await seen(), text)
  }
  t.match(await seen(), /1 个已经逾期/)
  t.match(await seen('?show=late'), '奉中社区')

  await handover.handOver(officer, election.id, '2027-05-31')
  t.match(await seen(), /迟 1 天 5月31日已移交/)
  t.match(await seen('?show=open'), '没有这样的社区')
  t.match(await seen('?show=nonsense'), '奉中社区', 'an unknown filter shows everything')
  await handover.issueCertificates(township, election.id)
  t.match(await seen(), '已发 5 份')

  const other = await signedIn(house, 'townshipOfficer-other')
  await other.open(page)
  t.notMatch(other.html, '奉中社区', 'another township’s')
  const bureau = await signedIn(house, 'bureauAuditor')
  await bureau.open(page)
  t.match(bureau.html, '奉中社区')
  for (const name of ['electionOfficer', 'tallyClerk', 'observer']) {
    const visitor = await signedIn(house, name)
    t.equal((await visitor.open(page)).status, 403, name)
  }
})
