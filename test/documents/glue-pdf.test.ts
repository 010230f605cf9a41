import t from 'tap'
import { catalogue } from '../../src/documents/catalogue.js'
import { gluePdfs, type GlueOptions } from '../../src/documents/layout/glue-pdf.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { allText, readPdf } from '../helpers/pdf.js'

async function samples(keys: readonly string[]) {
  const parts = []
  for (const key of keys) {
    const paper = catalogue.find((each) => each.key === key)
    if (!paper) throw new Error(key)
    const set = await setPaper(paper, paper.sample, { number: 4, on: '2027-04-25', sample: true })
    if (!set.ok) throw new Error(key)
    parts.push({ title: paper.title, bytes: set.value.bytes })
  }
  return parts
}

async function glued(parts: readonly { title: string; bytes: Buffer }[], options: GlueOptions): Promise<Buffer> {
  const chunks: Buffer[] = []
  const each = async function* () {
    yield* parts
  }
  for await (const chunk of gluePdfs(each(), options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

t.test('glued pages say and show what the pages of the parts do', async (t) => {
  const parts = await samples(catalogue.map(({ key }) => key))
  const whole = await readPdf(await glued(parts, { isDuplex: false, copies: 1 }))
  const alone = await Promise.all(parts.map(async ({ bytes }) => await readPdf(bytes)))
  t.equal(
    whole.pages.length,
    alone.reduce((sum, { pages }) => sum + pages.length, 0),
  )
  t.equal(allText(whole), alone.map(allText).join('\n'))
  t.strictSame(
    whole.pages.map(({ width, height }) => [width, height]),
    alone.flatMap(({ pages }) => pages.map(({ width, height }) => [width, height])),
  )
  t.ok(whole.fonts.every(({ isEmbedded }) => isEmbedded))
})

t.test('on both sides of the paper every part begins on a front, every copy too', async (t) => {
  const parts = await samples(['election-return', 'nominees', 'committee-members'])
  const counts = await Promise.all(parts.map(async ({ bytes }) => (await readPdf(bytes)).pages.length))
  const bytes = await glued(parts, { isDuplex: true, copies: 2 })
  const { pages } = await readPdf(bytes)
  t.equal(
    pages.length,
    counts.reduce((sum, count) => sum + 2 * (count + (count % 2)), 0),
  )
  t.ok(bytes.equals(await glued(parts, { isDuplex: true, copies: 2 })), 'the same parts, the same bytes')
})
