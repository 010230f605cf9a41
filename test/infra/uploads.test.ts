import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import t from 'tap'
import { uploadLimit } from '../../src/infra/http/uploads.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { textOf } from '../helpers/roll.js'

const megabyte = 1024 * 1024
const boundary = 'a-line-that-is-in-no-file'

/** A form with a file of some size, piece by piece as a browser sends it. */
function* formWith(token: string, size: number): Generator<Buffer> {
  const part = (head: string) => Buffer.from(`\r\n--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`)
  yield part('name="file"; filename="名册.csv"\r\nContent-Type: text/csv')
  const piece = Buffer.alloc(64 * 1024, '姓名,公民身份号码\n')
  for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
  yield part('name="_csrf"')
  yield Buffer.from(`${token}\r\n--${boundary}--\r\n`)
}

interface Sent {
  readonly token: string
  readonly cookie: string
  readonly size: number
  /** Whether the browser says beforehand how much it will send; all do, scripts need not. */
  readonly isAnnounced: boolean
}

/** Sends a file over a real connection; answers with the status, the page and by how much memory grew meanwhile. */
async function send(address: string, { token, cookie, size, isAnnounced }: Sent) {
  const beside = [...formWith(token, 0)].reduce((sum, { length }) => sum + length, 0)
  const headers = {
    cookie,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...(isAnnounced ? { 'content-length': String(beside + size) } : {}),
  }
  const held = () => process.memoryUsage().external + process.memoryUsage().heapUsed
  const before = held()
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, held() - before)
  }, 5)
  const sent = request(address, { method: 'POST', headers })
  const answered = new Promise<{ status: number | undefined; html: string }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let html = ''
      response.setEncoding('utf8').on('data', (some: string) => {
        html += some
      })
      response.on('end', () => resolve({ status: response.statusCode, html }))
    })
  })
  await pipeline(Readable.from(formWith(token, size)), sent)
  const answer = await answered
  clearInterval(watch)
  return { ...answer, grownBy: most / megabyte }
}

t.test(
  'a register that is too large is refused with the reason, and leaves neither memory nor rows behind',
  async (t) => {
    const app = await testApp(t)
    const house = await aHouse(app, '2027-04-10')
    const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: '2027-05-20' })
    const { cookie, token } = await aClient(app, 'rollClerk')
    await app.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.app.server.address() as AddressInfo
    const address = `http://127.0.0.1:${port}/elections/${id}/roll/import-register`
    const count = async (table: 'storedFile' | 'storedFilePiece' | 'registerImport' | 'job') =>
      (
        await app.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n

    for (const { size, isAnnounced, because } of [
      { size: 100 * megabyte, isAnnounced: true, because: 'a hundred megabytes' },
      { size: 100 * megabyte, isAnnounced: false, because: 'a hundred megabytes that nobody announced' },
      { size: uploadLimit + 1, isAnnounced: true, because: 'one byte above the limit' },
    ]) {
      const { status, html, grownBy } = await send(address, { token, cookie, size, isAnnounced })
      t.equal(status, 422, because)
      t.match(textOf(html), '文件超过 32 MB，没有收下，也没有存下任何内容', because)
      // What is thrown away is collected now and then only, and this process is the sender as well.
      t.ok(grownBy < 64, `${because}: memory grew by ${Math.round(grownBy)} MB`)
      for (const table of ['storedFile', 'storedFilePiece', 'registerImport', 'job'] as const) {
        t.equal(await count(table), 0, `${because}: nothing in ${table}`)
      }
    }
    const { status } = await send(address, { token, cookie, size: uploadLimit, isAnnounced: true })
    t.equal(status, 303, 'the limit itself is taken in')
    t.equal(await count('registerImport'), 1)
  },
)
