import { longDate } from '../../lib/chinese-text.js'
import { fileSpan } from '../../rules/election-file.js'
import { defineSheet } from '../define-sheet.js'
import { contentRows, electionFile } from '../election-file.js'
import { label, written } from './nominee-block.js'

const page = { orientation: 'portrait', margins: 'wide' } as const
const roles = ['electionOfficer', 'townshipOfficer'] as const

interface Cover {
  readonly span: string
  readonly pieces: number
  readonly pages: number
}

/** 案卷封面 (forms.md A6). */
export const fileCover = defineSheet<Cover>({
  ...{ key: 'file-cover', title: '选举档案封面', use: '案卷封面，起止日期、件数、页数按卷内材料算出。' },
  ...{ roles, after: ['electionOpened'], options: [], page },
  load: async ({ db }, { election }) => {
    const { contents } = await electionFile(db, election)
    const span = fileSpan(contents.map(({ piece }) => piece))
    return {
      span: span ? `${longDate(span.from)}至${longDate(span.until)}` : '',
      pieces: contents.length,
      pages: contents.reduce((sum, { piece }) => sum + piece.pages, 0),
    }
  },
  count: () => 1,
  blocks: ({ community, election, electionCommittee, printedOn, span, pieces, pages }) => [
    { kind: 'title', lines: ['选举档案', election] },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('全宗名称', 3), written(`${community}居民委员会`, 9)], lines: 2 },
        { cells: [label('类目', 3), written('居民委员会换届选举', 9)], lines: 2 },
        { cells: [label('案卷题名', 3), written(`${election}材料`, 9)], lines: 2 },
        { cells: [label('起止日期', 3), written(span, 9)], lines: 2 },
        { cells: [label('保管期限', 3), written('永久', 3), label('归档号', 3), written('', 3)], lines: 2 },
        { cells: [label('件数', 3), written(`${pieces}件`, 3), label('页数', 3), written(`${pages}页`, 3)], lines: 2 },
      ],
    },
    { kind: 'signature', issuer: electionCommittee, date: printedOn },
  ],
  sample: { span: '2027年4月5日至2027年5月30日', pieces: 41, pages: 236 },
})

interface Index {
  readonly rows: readonly (readonly string[])[]
}

/** 卷内目录 (DA/T 22): what is in the file, in order, with the pages that it takes. */
export const fileIndex = defineSheet<Index>({
  ...{ key: 'file-index', title: '卷内目录', use: '按卷内材料的现状打印，放在案卷最前面。' },
  ...{ roles, after: ['electionOpened'], options: [], page },
  load: async ({ db }, { election }) => ({ rows: contentRows(await electionFile(db, election)) }),
  count: ({ rows }) => rows.length,
  blocks: ({ election, rows }) => [
    { kind: 'title', lines: [election, '卷内目录'] },
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: '序号', align: 'right', width: 3 },
        { title: '文号', width: 6 },
        { title: '责任者', align: 'left', width: 9 },
        { title: '题名', align: 'left', width: 15 },
        { title: '日期', width: 8 },
        { title: '页号', width: 6 },
        { title: '备注', align: 'left', width: 7 },
      ],
      rows,
    },
  ],
  sample: {
    rows: [
      ['1', '', '桃源里社区第九届居民选举委员会', '换届选举工作方案、选举办法', '2027年4月5日', '1—6', ''],
      ['2', '第2号', '桃源里社区第九届居民选举委员会', '选举日和选举方式公告', '2027年4月16日', '135—141', ''],
      ['3', '', '桃源里社区第九届居民选举委员会', '选举记录（第1轮）', '', '', '电子数据，指纹1a2b3c4d…'],
      ['4', '奉街选备〔2027〕3号', '云岭街道', '报送备案和审核记录', '2027年5月24日', '', '电子数据'],
    ],
  },
})

interface Notes {
  readonly complete: number
  readonly missing: readonly string[]
  readonly notNeeded: readonly string[]
}

/** 备考表: how the file stands, what is missing and why, signed by who made it and who checked it. */
export const fileNotes = defineSheet<Notes>({
  ...{ key: 'file-notes', title: '卷内备考表', use: '写明本卷情况，立卷人、检查人签名，放在案卷最后面。' },
  ...{ roles, after: ['electionOpened'], options: [], page },
  load: async ({ db }, { election }) => {
    const { lines } = await electionFile(db, election)
    const notNeeded = lines.filter(({ state }) => state === 'notNeeded')
    return {
      complete: lines.filter(({ state }) => state === 'complete').length,
      missing: lines.filter(({ state }) => state === 'missing').map(({ item }) => item.title),
      notNeeded: notNeeded.map(({ item, note }) => `${item.title}（${note}）`),
    }
  },
  count: () => 1,
  blocks: ({ election, printedOn, complete, missing, notNeeded }) => [
    { kind: 'title', lines: [election, '卷内备考表'] },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('齐全的材料'), written(`${complete}项`, 10)] },
        { cells: [label('缺少的材料'), written(missing.length === 0 ? '没有' : missing.join('；'), 10)], lines: 3 },
        { cells: [label('不需要的材料'), written(notNeeded.join('；'), 10)], lines: 3 },
        { cells: [label('本卷情况说明'), written('', 10)], lines: 8 },
        { cells: [label('立卷人'), written('', 4), label('检查人'), written('', 4)], lines: 2 },
        { cells: [label('立卷时间'), written('　　　　年　　月　　日', 4), label('打印日期'), written(printedOn, 4)] },
      ],
    },
  ],
  sample: {
    complete: 41,
    missing: ['换届选举工作总结'],
    notNeeded: ['预选办法公告（没有发生）', '疑难票认定记录（没有疑难票）'],
  },
})
