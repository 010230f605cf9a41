import t, { type Test } from 'tap'
import { codeText } from '../../src/documents/paper-code.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'

async function anIssuedPaper(t: Test) {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 5 })
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'election-day')
  const [paper] = await issuedPapers(made, election.id)
  const ask = async (path: string) => {
    const answer = await made.app.inject(path)
    return { status: answer.statusCode, text: textOf(answer.body), headers: answer.headers }
  }
  return { made, election, officer, paper, code: paper?.code ?? '', ask }
}

t.test('anybody with the paper finds that it is genuine and in force', async (t) => {
  const { code, paper, ask } = await anIssuedPaper(t)
  const text = allText(await readPdf(Buffer.from(paper?.content ?? '')))
  t.match(text, codeText(code).replaceAll(' ', ''), 'the code stands on the paper')
  for (const path of [
    `/check/${code}`,
    `/check?number=1&code=${code.toLowerCase()}`,
    `/check?code=${codeText(code).replaceAll(' ', '+')}`,
  ]) {
    const { status, text: page, headers } = await ask(path)
    t.equal(status, 200, path)
    t.match(page, '现在仍然有效')
    t.match(page, '奉中社区选举日和选举方式公告（第1号）')
    t.match(page, '2027年5月20日')
    t.equal(headers['x-robots-tag'], 'noindex')
    t.notMatch(page, /electionOfficer|SHA|0574/, 'nothing beyond what the paper says')
  }
})

t.test('a wrong code, a wrong number and what is no code find nothing', async (t) => {
  const { code, ask } = await anIssuedPaper(t)
  for (const { path, status, says } of [
    { path: '/check', status: 200, says: '公告真伪核对' },
    { path: '/check/0000000000000000', status: 404, says: '查无此件' },
    { path: `/check?number=2&code=${code}`, status: 404, says: '查无此件' },
    { path: '/check/1', status: 422, says: '校验码是 16 位' },
    { path: '/check?number=1', status: 422, says: '校验码是 16 位' },
  ]) {
    const answer = await ask(path)
    t.equal(answer.status, status, path)
    t.match(answer.text, says)
    t.notMatch(answer.text, '第1号')
  }
})

t.test('a paper withdrawn or replaced says so', async (t) => {
  const { made, code, election, officer, ask } = await anIssuedPaper(t)
  await officer.open(`/elections/${election.id}/documents/issued/1/withdraw`)
  await officer.submit({ reason: '选举日写错' })
  const { text } = await ask(`/check/${code}`)
  t.match(text, '已经撤回，不再有效')
  t.notMatch(text, '写错', 'why is for the register')

  await issue(officer, election.id, 'election-day')
  await made.db.updateTable('election').set({ contactTelephone: '0574-11111111' }).execute()
  await issue(officer, election.id, 'election-day')
  const [, second, third] = await issuedPapers(made, election.id)
  t.equal(third?.replaces, second?.id)
  t.match((await ask(`/check/${second?.code}`)).text, '替换为 《奉中社区选举日和选举方式公告（第3号）》')
  t.match((await ask(`/check/${third?.code}`)).text, '现在仍然有效')
})

t.test('who asks too often waits', async (t) => {
  const { code, made, ask } = await anIssuedPaper(t)
  made.clock.now = new Date('2027-05-21T03:00:00Z')
  const answers = []
  for (let i = 0; i < 61; i++) answers.push((await ask('/check/0000000000000000')).status)
  t.strictSame([answers[59], answers[60]], [404, 429])
  t.equal((await ask(`/check/${code}`)).status, 429)
  t.equal((await ask('/check')).status, 200, 'the form is still there')
  made.clock.now = new Date('2027-05-21T03:01:00Z')
  t.equal((await ask(`/check/${code}`)).status, 200)
})

/** Asks so many times from the address of a socket, each time saying by the header for whom. */
async function askAs(
  { app }: TestApp,
  times: number,
  { socket, forwardedFor }: { readonly socket: string; readonly forwardedFor: (n: number) => string },
): Promise<number[]> {
  const answers: number[] = []
  for (let n = 0; n < times; n++) {
    const headers = { 'x-forwarded-for': forwardedFor(n) }
    const { statusCode } = await app.inject({ url: '/check/0000000000000000', remoteAddress: socket, headers })
    answers.push(statusCode)
  }
  return answers
}

t.test('behind a proxy that is named, visitors are told apart; nobody else is believed', async (t) => {
  const someone = (n: number) => `203.0.113.${n}`
  const proxied = await testApp(t, ':memory:', undefined, { trustedProxies: ['10.1.0.0/16'] })
  proxied.clock.now = new Date('2027-05-22T03:00:00Z')
  const many = await askAs(proxied, 70, { socket: '10.1.2.3', forwardedFor: someone })
  t.strictSame(new Set(many), new Set([404]), 'seventy visitors, once each')
  const one = await askAs(proxied, 61, { socket: '10.1.2.3', forwardedFor: () => '198.51.100.7' })
  t.strictSame([one[59], one[60]], [404, 429], 'one visitor, too often')
  const invented = (n: number) => `192.0.2.${n}, 198.51.100.8`
  const forged = await askAs(proxied, 61, { socket: '10.1.2.3', forwardedFor: invented })
  t.equal(forged[60], 429, 'what a visitor wrote before the proxy did is not believed')
  const direct = await askAs(proxied, 61, { socket: '198.51.100.9', forwardedFor: someone })
  t.equal(direct[60], 429, 'nor is a header of somebody who is no proxy')

  const plain = await testApp(t)
  plain.clock.now = new Date('2027-05-22T03:01:00Z')
  const unproxied = await askAs(plain, 61, { socket: '10.1.2.3', forwardedFor: someone })
  t.equal(unproxied[60], 429, 'without the setting the header counts for nothing')
})
