import t from 'tap'
import { readWording } from '../../src/documents/wording.js'
import { anElectionUntil, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

const shipped = readWording('election-day')
const adapted = shipped.replace('咨询地点：', '居民如有疑问，可以到现场咨询，地点：')
const page = '/wordings/election-day'

t.test('back to the shipped wording or to an older version, each a version of its own', async (t) => {
  const { made } = await anElectionUntil(t, 'rollPosted')
  const auditor = await signedIn(made, 'bureauAuditor')
  const keep = async (wording: string, reason: string) => {
    await auditor.open(page)
    await auditor.submit({ wording, reason, acknowledged: 'yes' }, page)
    t.match(auditor.html, '已存为第')
  }
  await keep(adapted, '一')
  await auditor.open(`${page}?from=0`)
  t.match(auditor.html, '咨询地点：{{contactPlace}}')
  await keep(shipped, '恢复')
  t.match(auditor.html, '已存为第2版，恢复为出厂措辞')
  await auditor.open(`${page}?from=1`)
  t.match(auditor.html, '可以到现场咨询')
  await keep(adapted, '再用')
  t.match(auditor.html, '已存为第3版，与第1版相同')
  const rows = await made.db
    .selectFrom('paperWording')
    .select(['version', 'wording', 'restoredFrom'])
    .orderBy('id')
    .execute()
  t.strictSame(rows, [
    { version: 1, wording: adapted, restoredFrom: null },
    { version: 2, wording: null, restoredFrom: 0 },
    { version: 3, wording: adapted, restoredFrom: 1 },
  ])
  await auditor.open(`${page}/versions/3`)
  t.match(textOf(auditor.html), '与出厂措辞相比，增删 2 行')
  t.match(
    auditor.html,
    '<ins>居民如有疑问，可以到现场</ins>咨询<ins>，</ins>地点：',
    'what came into the line is marked',
  )
  t.notMatch(auditor.html.split('<table')[1] ?? '', '<del>', 'nothing was taken out of it')
  t.notMatch(auditor.html, '只改标点')
  await keep(shipped.replace('咨询地点：', '咨询地点:'), '标点')
  await auditor.open(`${page}/versions/4`)
  t.match(auditor.html, '咨询地点<del>：</del>')
  t.match(auditor.html, '咨询地点<ins>:</ins>')
  t.match(textOf(auditor.html), '（只改标点）')
  await auditor.open(`${page}/versions/0`)
  t.match(textOf(auditor.html), '随系统提供的措辞')
  for (const missing of [`${page}/versions/9`, `${page}/versions/x`, `${page}?from=9`, '/wordings/no-such']) {
    await auditor.open(missing)
    t.equal(auditor.status, 404, missing)
  }
  await t.rejects(made.db.updateTable('paperWording').set({ reason: 'x' }).execute(), /append-only/)
})
