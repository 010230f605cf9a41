import t from 'tap'
import { fileContents, fileItems, fileLines, type FilePiece, fileSpan } from '../../src/rules/election-file.js'

const piece = (key: string, change: Partial<FilePiece> = {}): FilePiece => ({
  ...{ key, number: '', by: '选举委员会', on: '2027-05-20', pages: 1, note: '' },
  ...change,
})

t.test('every item has a key of its own, and more of them than the 47 of the model', async (t) => {
  t.equal(new Set(fileItems.map(({ key }) => key)).size, fileItems.length)
  t.ok(fileItems.length >= 47)
})

t.test('complete, missing, or not needed', async (t) => {
  const lines = fileLines([piece('plan'), piece('result'), piece('result')], [{ key: 'withdrawals', note: '无人退出' }])
  const line = (key: string) => lines.find(({ item }) => item.key === key)
  t.match(line('plan'), { state: 'complete', pieces: [{ key: 'plan' }] })
  t.equal(line('result')?.pieces.length, 2, 'one of each vote')
  t.match(line('withdrawals'), { state: 'notNeeded', note: '无人退出' })
  t.match(line('runoff'), { state: 'notNeeded', note: '没有发生' }, 'a notice on a condition')
  t.match(line('proxy-letters'), { state: 'missing' }, 'of a paper somebody has to say so')
  t.match(line('candidates'), { state: 'missing' }, 'always needed')
  t.equal(lines.length, fileItems.length)
})

t.test('the contents are numbered through, and their pages count on', async (t) => {
  const lines = fileLines(
    [
      piece('plan', { pages: 4 }),
      piece('election-day', { title: '选举日公告（第1号）' }),
      piece('filing', { pages: 0 }),
      piece('summary', { pages: 2 }),
    ],
    [],
  )
  t.strictSame(
    fileContents(lines).map(({ number, title, pages }) => `${number} ${title} ${pages}`),
    ['1 换届选举工作方案、选举办法 1—4', '2 选举日公告（第1号） 5', '3 报送备案和审核记录 ', '4 换届选举工作总结 6—7'],
  )
})

t.test('the file spans the days of its pieces', async (t) => {
  t.equal(fileSpan([piece('plan', { on: null })]), undefined)
  t.strictSame(fileSpan([piece('plan', { on: '2027-04-01' }), piece('result'), piece('summary', { on: null })]), {
    from: '2027-04-01',
    until: '2027-05-20',
  })
})

t.test('what there is only in part is missing, and what lacks is said', async (t) => {
  const lacking = [{ key: 'sealed-ballots', note: '第一次投票：有效票30张还没有封存。' }]
  const line = fileLines([piece('sealed-ballots')], [], lacking).find(({ item }) => item.key === 'sealed-ballots')
  t.match(line, { state: 'missing', note: '第一次投票：有效票30张还没有封存。', pieces: { length: 1 } })
  const whole = fileLines([piece('sealed-ballots')], []).find(({ item }) => item.key === 'sealed-ballots')
  t.match(whole, { state: 'complete', note: '' })
})
