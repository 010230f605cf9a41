import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aDesk, eventsSince, lastSequence, madeNumber } from '../helpers/roll.js'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function aProof(t: Parameters<typeof aDesk>[0]) {
  const desk = await aDesk(t, [madeNumber('1960-03-01', 1), madeNumber('1961-03-01', 2)])
  const [page, other] = desk.addresses.map((address) => `${address}/evidence`) as [string, string]
  const add = async (bytes: Buffer, title = '居住证', fileName = '照片.jpg') => {
    await desk.clerk.open(page)
    await desk.clerk.upload({ field: 'file', fileName, bytes }, { title }, page)
  }
  return { ...desk, page, other, add }
}

t.test('a photograph is kept encrypted, seen with a trace, and taken away again', async (t) => {
  const { app, clerk, page, other, add } = await aProof(t)
  const sequence = await lastSequence(app)
  await add(png)
  t.match(clerk.html, '居住证')
  t.match(clerk.html, '照片（PNG）', 'what it is by its bytes, not by its name')
  await add(png)
  const kept = await app.db.selectFrom('evidence').selectAll().execute()
  t.equal(kept.length, 1, 'the same file twice is kept once')
  t.notOk(kept[0]?.sealedContent.includes(png.subarray(0, 16)), 'sealed')
  const id = kept[0]?.id
  await clerk.open(`${page}/${id}`)
  t.equal(clerk.status, 200)
  await clerk.open(`${other}/${id}`)
  t.equal(clerk.status, 404, 'not under another voter')
  await clerk.open(page)
  await clerk.submit({}, `${page}/${id}/remove`)
  t.match(clerk.html, '还没有存入材料')
  t.strictSame(await eventsSince(app, sequence), ['evidenceAdded', 'evidenceSeen', 'evidenceRemoved'])
})

t.test('what is no photograph is refused in words, and the title stays', async (t) => {
  const { app, clerk, add } = await aProof(t)
  for (const { bytes, message, because } of [
    { bytes: Buffer.from('<script>alert(1)</script>'), message: '只能存 JPG、PNG', because: 'a page called .jpg' },
    { bytes: Buffer.from('MZ'.padEnd(4000, '\u0000')), message: '只能存 JPG、PNG', because: 'a program called .jpg' },
    { bytes: Buffer.alloc(0), message: '请选择照片', because: 'nothing' },
    { bytes: Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), message: '最大 5 MB', because: 'too large' },
  ]) {
    await add(bytes, '工作证明')
    t.equal(clerk.status, 422, because)
    t.match(clerk.html, message, because)
    t.match(clerk.html, 'value="工作证明"', because)
  }
  await add(png, '')
  t.match(clerk.html, '请写明是什么材料')
  t.equal((await app.db.selectFrom('evidence').select('id').execute()).length, 0)
})

t.test('who decides and who is asked in a dispute may look, nobody else', async (t) => {
  const { app, page, add } = await aProof(t)
  await add(png)
  for (const { name, status } of [
    { name: 'townshipOfficer', status: 200 },
    { name: 'electionOfficer', status: 200 },
    { name: 'tallyClerk', status: 403 },
    { name: 'observer', status: 403 },
    { name: 'bureauAuditor', status: 403 },
    { name: 'rollClerk-other', status: 404 },
  ]) {
    const visitor = await app.visitor().signIn(name, testPassword)
    await visitor.open(page)
    t.equal(visitor.status, status, name)
    if (status === 200) t.equal(visitor.html.includes('存入一份'), name === 'electionOfficer', name)
  }
})
