import { ballotKeys, codeReference, type EntryKey, figureKeys } from '../../tally/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'

/** 计票录入按键和代码对照表: one page beside the keyboard, the same that the pages of entry open by `?`. */
export const entryReference = defineSheet<{ readonly copies: number }>({
  key: 'entry-reference',
  title: '计票录入按键和代码对照表',
  use: '放在录入员手边：录计票单、逐张录选票的按键，核对结果的代码和办法。录入页面里按 ? 也能打开。',
  roles: ['electionOfficer', 'tallyClerk', 'townshipOfficer'],
  after: [],
  options: ['paper'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async () => await Promise.resolve({ copies: 1 }),
  count: ({ copies }) => copies,
  blocks: ({ election }) => [
    { kind: 'title', lines: [election, '计票录入按键和代码对照表'] },
    keyTable(),
    codeTable('typist'),
    { kind: 'pageBreak' },
    { kind: 'title', lines: ['计票核对代码对照表（负责人用）'] },
    codeTable('officer'),
  ],
  sample: { copies: 1 },
})

const words = ({ keys }: EntryKey) => keys.join('　')

/** The keys of both ways of typing, a column each way. */
function keyTable(): Block {
  const cells = (key: EntryKey | undefined) => (key ? [words(key), key.meaning] : ['', ''])
  const half = Math.ceil(ballotKeys.length / 2)
  return {
    kind: 'table',
    size: 9,
    columns: [
      { title: '按键', width: 10 },
      { title: '录合计数', width: 19, align: 'left' },
      { title: '按键', width: 7 },
      { title: '逐张录选票', width: 30, align: 'left' },
      { title: '按键', width: 11 },
      { title: '逐张录选票（续）', width: 25, align: 'left' },
    ],
    rows: Array.from({ length: Math.max(figureKeys.length, half) }, (_, row) => [
      ...cells(figureKeys[row]),
      ...cells(ballotKeys[row]),
      ...cells(ballotKeys[half + row]),
    ]),
  }
}

function codeTable(reader: 'typist' | 'officer'): Block {
  return {
    kind: 'table',
    size: 9,
    columns: [
      { title: '代码', width: 5 },
      { title: '什么问题', width: 26, align: 'left' },
      { title: reader === 'typist' ? '录入员怎么办' : '负责人怎么办', width: 48, align: 'left' },
    ],
    rows: codeReference(reader).map(({ number, title, advice }) => [number, title, advice]),
  }
}
