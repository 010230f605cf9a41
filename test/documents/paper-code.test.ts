import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { codeText, type CodedPaper, paperCode, readCode } from '../../src/documents/paper-code.js'

const sealer = sealerFor('d'.repeat(64))
const paper: CodedPaper = {
  electionId: 1,
  roundId: null,
  key: 'election-day',
  number: '2',
  on: '2027-05-20',
  facts: '{"a":1}',
  wording: '<h1>…</h1>',
  before: 0,
}

t.test('the same paper has the same code, and whatever differs in it gives another', async (t) => {
  const code = paperCode(sealer, paper)
  t.match(code, /^[0-9A-HJKMNP-TV-Z]{16}$/)
  t.equal(paperCode(sealer, { ...paper }), code)
  const others: Partial<CodedPaper>[] = [
    { electionId: 2 },
    { roundId: 1 },
    { key: 'result' },
    { number: '2-1' },
    { number: null },
    { on: '2027-05-21' },
    { facts: '{"a":2}' },
    { wording: '<h1>.</h1>' },
    { before: 1 },
  ]
  const codes = new Set([code, ...others.map((other) => paperCode(sealer, { ...paper, ...other }))])
  t.equal(codes.size, others.length + 1)
  t.not(paperCode(sealerFor('e'.repeat(64)), paper), code, 'nobody without the key can work it out')
})

t.test('a code is read as people type it', async (t) => {
  t.equal(codeText('0123456789ABCDEF'), '0123 4567 89AB CDEF')
  for (const { typed, read } of [
    { typed: '0123 4567 89AB CDEF', read: '0123456789ABCDEF' },
    { typed: ' 0123-4567-89ab-cdef ', read: '0123456789ABCDEF' },
    { typed: '０１２３４５６７８９ＡＢＣＤＥＦ', read: '0123456789ABCDEF' },
    { typed: 'O1l3 4567 89AB CDEF', read: '0113456789ABCDEF' },
    { typed: '0123 4567 89AB CDE', read: undefined },
    { typed: '0123 4567 89AB CDEU', read: undefined },
    { typed: '', read: undefined },
  ]) {
    t.equal(readCode(typed), read, typed)
  }
})
