import t from 'tap'
import { portrait } from '../../scripts/demo/portrait.js'
import { aNominationDesk, eventsOf, hand } from '../helpers/nomination.js'
import { withOrientation } from '../helpers/exif.js'
import { testPassword } from '../helpers/factories.js'

/** The head of a JPEG of a size: all that is read of it. */
function jpeg(width: number, height: number, colours = 3): Buffer {
  const frame = Buffer.from([
    0xff,
    0xc0,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    colours,
    0,
    0,
    0,
  ])
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]), frame, Buffer.alloc(20)])
}

t.test('a photograph is kept sealed, shown to insiders, and every look is recorded', async (t) => {
  const desk = await aNominationDesk(t)
  const { clerk, officer, made } = desk
  const { db } = made
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  const photo = portrait(1, 'male')
  await clerk.open(address)
  await clerk.upload({ field: 'file', fileName: '照片.png', bytes: photo }, {}, `${address}/photo`)
  t.match(clerk.html, '已存入王伟的照片')
  t.match(clerk.html, `src="${address}/photo"`)
  const kept = await db.selectFrom('nomineePhoto').selectAll().executeTakeFirstOrThrow()
  t.equal(kept.mediaType, 'image/png')
  t.notOk(kept.sealedContent.includes('IHDR'), 'nothing of it can be read without the key')
  await officer.open(`${address}/photo`)
  t.ok(officer.response.rawPayload.equals(photo))
  t.equal(officer.response.headers['cache-control'], 'no-store')
  t.match(await eventsOf(db, 'nomineePhotoSeen'), [{ sha256: kept.sha256 }])

  for (const [bytes, said] of [
    [Buffer.alloc(0), '请选择照片'],
    [Buffer.from('GIF89a and so on, at least thirty-three bytes long'), '只能存 JPG 或者 PNG 照片'],
    [Buffer.from([0xff, 0xd8, 0x12, 0x34, 0, 0, 0, 0, 0, 0, 0]), '只能存 JPG 或者 PNG 照片'],
    [jpeg(100, 140), '照片太小'],
    [jpeg(3000, 4200), '照片太大'],
    [jpeg(600, 400), '请用竖的证件照'],
    [withOrientation(jpeg(400, 600), 6), '请用竖的证件照'],
    [jpeg(300, 420, 4), '四色（CMYK）'],
    [Buffer.concat([jpeg(300, 420), Buffer.alloc(2 * 1024 * 1024)]), '照片最大 2 MB'],
  ] as const) {
    await clerk.open(address)
    await clerk.upload({ field: 'file', fileName: '照片.jpg', bytes }, {}, `${address}/photo`)
    t.equal(clerk.status, 422, said)
    t.match(clerk.html, said)
  }
  await clerk.open(address)
  await clerk.upload({ field: 'file', fileName: 'x.txt', bytes: jpeg(300, 420) }, {}, `${address}/photo`)
  t.equal(clerk.status, 200, 'what counts is the content')
  t.match(await db.selectFrom('nomineePhoto').select('mediaType').execute(), [{ mediaType: 'image/jpeg' }])
  await clerk.submit({}, `${address}/photo/remove`)
  t.match(clerk.html, '没有照片')
  await clerk.open(`${address}/photo`)
  t.equal(clerk.status, 404)
  t.equal((await eventsOf(db, 'nomineePhotoRemoved')).length, 1)
})

t.test('not for everybody', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  const address = desk.clerk.url
  for (const [name, look, keep] of [
    ['observer', 403, 403],
    ['checkInClerk', 403, 403],
    ['townshipOfficer', 404, 403],
    ['rollClerk-other', 404, 404],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    t.equal((await visitor.open(`${address}/photo`)).status, look, `${name} looking`)
    await visitor.open('/change-password')
    await visitor.upload({ field: 'file', fileName: 'x.png', bytes: portrait(2, 'female') }, {}, `${address}/photo`)
    t.equal(visitor.status, keep, `${name} keeping`)
  }
})
