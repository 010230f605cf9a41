import t from 'tap'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import { wordPaper } from '../../src/documents/render-paper.js'
import { wordFile } from '../../src/documents/word-file.js'
import { anElectionUntil, issue, signedIn, textsIn } from '../helpers/papers.js'
import { unzip } from '../helpers/unzip.js'

async function documentOf(bytes: Buffer) {
  const files = await unzip(bytes)
  const read = (path: string) => files.get(path)?.toString('utf8') ?? ''
  const xml = read('word/document.xml')
  const names = [...files.keys()]
  const header = names
    .filter((name) => /^word\/header/.test(name))
    .map(read)
    .join('')
  const footer = names
    .filter((name) => /^word\/footer/.test(name))
    .map(read)
    .join('')
  return { xml, header, footer, text: wordsIn(xml) }
}

function wordsIn(xml: string): string {
  const words = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join('')
  return words
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[\s\u3000]/g, '')
}

t.test('every notice as Word has all its words', async (t) => {
  for (const paper of [...catalogue, ...supplements]) {
    const { blocks } = wordPaper(paper, paper.sample, { number: 4, on: '2027-04-25' })
    const { text, header } = await documentOf(await wordFile(paper.title, '桃源里社区', blocks))
    for (const wanted of textsIn(blocks)) t.ok(text.includes(wanted), `${paper.key}: ${wanted}`)
    t.match(header, '不是印发的原件', paper.key)
  }
})

t.test('page, faces and sizes are those of GB/T 9704', async (t) => {
  const paper = catalogue.find(({ key }) => key === 'committee-members')
  if (!paper) return t.fail()
  const { blocks } = wordPaper(paper, paper.sample, { number: 4, on: '2027-04-25' })
  const { xml, footer } = await documentOf(await wordFile(paper.title, '桃源里社区', blocks))
  t.match(xml, /<w:pgSz w:w="11906" w:h="16838"/)
  t.match(xml, /<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
  for (const { face, size, of } of [
    { face: '方正小标宋简体', size: 44, of: 'the title, 二号' },
    { face: '仿宋_GB2312', size: 32, of: 'the text, 三号' },
    { face: '楷体_GB2312', size: 32, of: 'the number' },
    { face: '黑体', size: 24, of: 'the head of a table' },
    { face: '宋体', size: 24, of: 'names' },
  ]) {
    t.match(xml, new RegExp(`w:eastAsia="${face}"[^>]*/>(?:(?!</w:rPr>).)*<w:sz w:val="${size}"/>`), of)
  }
  t.match(xml, '<w:tblHeader/>', 'the head of a table is repeated')
  t.match(xml, '<w:cantSplit/>', 'and no row is divided')
  t.match(xml, /w:line="579" w:lineRule="exact"/, '22 lines to a page')
  t.match(footer, 'PAGE')
})

t.test('an issued notice and one about to be issued are fetched as Word by those who issue', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  const home = `/elections/${election.id}/documents`
  await officer.open(`${home}/election-day/word`)
  t.equal(officer.status, 200)
  t.match(
    officer.response.headers['content-disposition'],
    encodeURIComponent('非原件-奉中社区选举日和选举方式公告.docx'),
  )
  await issue(officer, election.id, 'election-day')
  await officer.open(`${home}/issued/1/word`)
  const { text } = await documentOf(officer.response.rawPayload)
  t.match(text, '（第1号）')
  t.match(text, '2027年5月20日')
  await officer.open(`${home}/result/word`)
  t.equal(officer.status, 409, 'not before there is something to say')
  for (const role of ['observer', 'rollClerk']) {
    const browser = await signedIn(made, role)
    await browser.open(`${home}/issued/1/word`)
    t.equal(browser.status, 403, role)
  }
})
