import t from 'tap'
import { eventsSince, lastSequence } from '../helpers/roll.js'
import { anElectionUntil, issue, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

t.test('a posted sheet is photographed, kept encrypted and seen with a trace', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  await issue(officer, election.id, 'election-day')
  const postings = `/elections/${election.id}/documents/postings`
  await officer.open(postings)
  const form = {
    papers: '1',
    places: '社区公告栏、西门',
    postedOn: '2027-05-20',
    postedTime: '9:30',
    postedBy: '林美芳',
  }
  await officer.submit(form, postings)
  t.match(textOf(officer.html), '还有 2 张没有照片')
  t.match(officer.html, 'capture="environment"', 'the camera of a telephone')
  const sequence = await lastSequence(made)
  const add = async (bytes: Buffer) =>
    await officer.upload({ field: 'file', fileName: 'IMG_1.jpg', bytes }, {}, `${postings}/1/photos`)
  await add(Buffer.from('<svg/>'))
  t.equal(officer.status, 422)
  t.match(officer.html, '只能存 JPG、PNG 照片')
  await add(Buffer.alloc(0))
  t.match(officer.html, '请拍照，或者选择照片')
  await add(png)
  t.equal(officer.status, 200)
  t.match(textOf(officer.html), '已存入照片：第1号，社区公告栏。')
  t.match(textOf(officer.html), '还有 1 张没有照片', 'and on to the next')
  await officer.upload({ field: 'file', fileName: 'IMG_1.jpg', bytes: png }, {}, `${postings}/2/photos`)
  t.match(textOf(officer.html), '挂着的公告都有照片，共 2 张')
  const kept = await made.db.selectFrom('postingPhoto').selectAll().execute()
  t.equal(kept.length, 2)
  t.notOk(kept[0]?.sealedContent.includes(png.subarray(0, 16)), 'sealed')

  await officer.open(`${postings}/1/photos/${kept[0]?.id}`)
  t.equal(officer.response.headers['content-type'], 'image/png')
  t.ok(officer.response.rawPayload.equals(png))
  await officer.open(`${postings}/2/photos/${kept[0]?.id}`)
  t.equal(officer.status, 404, 'not under another posting')
  t.strictSame(await eventsSince(made, sequence), ['postingPhotoAdded', 'postingPhotoAdded', 'postingPhotoSeen'])
  for (const role of ['observer', 'tallyClerk']) {
    const browser = await signedIn(made, role)
    await browser.open(`${postings}/1/photos/${kept[0]?.id}`)
    t.equal(browser.status, 403, role)
  }
})
