import t from 'tap'
import { codeText } from '../../src/documents/paper-code.js'
import { anElectionUntil, issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

t.test('the register has every paper in order, with what became of it', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  const page = `/elections/${election.id}/documents/register`
  await officer.open(page)
  t.match(officer.html, '还没有印发文书')
  for (const key of ['committee-members', 'election-day', 'posted-voter-list']) await issue(officer, election.id, key)
  await made.db.updateTable('election').set({ contactTelephone: '0574-11111111' }).execute()
  await issue(officer, election.id, 'election-day')
  await officer.open(`/elections/${election.id}/documents/issued/1/withdraw`)
  await officer.submit({ reason: '漏了一人' })
  const text = textOf(officer.html)
  t.match(text, '共印发 4 份，有效 2 份')
  t.match(text, /第1号 .*已撤回 漏了一人.*第2号 .*已被第4号替换.*第3号 .*有效.*第4号 .*有效/)
  const [first] = await issuedPapers(made, election.id)
  t.match(text, codeText(first?.code ?? '?'))

  const observer = await signedIn(made, 'observer')
  await observer.open(page)
  t.match(observer.html, 'issued/2"')
  t.notMatch(observer.html, 'issued/3"', 'a list of voters is not for observers')
  t.notMatch(observer.html, 'withdraw')
})
