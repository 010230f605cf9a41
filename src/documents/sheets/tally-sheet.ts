import { listStations, type Station } from '../../polling/queries.js'
import { listContests, listSheets, type SheetRow } from '../../tally/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow, TallyLine } from '../layout/blocks.js'
import { boxesPerLine } from '../layout/set-tally.js'

interface Facts {
  readonly posts: readonly { readonly title: string; readonly seats: number; readonly people: readonly string[] }[]
  readonly sheets: readonly {
    readonly station: string
    /** 第1捆（共2捆） */
    readonly bundle: string
    readonly pages: number
  }[]
}

/** More of them are written on one page by a caller and a counter than there are rows for; the next page has room again. */
const mostWriteIns = 3

/**
 * 唱票计票单: printed empty for every bundle of a station, with boxes for 正 signs; behind its pages the sums in the order
 * in which they are typed (forms.md A4).
 */
export const tallySheet = defineSheet<Facts>({
  key: 'tally-sheet',
  title: '唱票计票单',
  use: '唱票时画“正”字，一个投票站一捆一份，最后一页照着录入。已经生成计票单的，照生成的捆数印；逐张录选票的捆不用它。字小看不清的印 A3。',
  roles: ['electionOfficer', 'tallyClerk', 'townshipOfficer'],
  after: ['candidatesConfirmed'],
  options: ['station', 'paper'],
  page: { orientation: 'portrait', margins: 'wide' },
  nothing: '没有要唱票计票的捆：还没有设投票站，或者都是逐张录选票。',
  load: async ({ db }, { round }, { station: wanted }) => {
    const stations = (await listStations(db, round.id)).filter(({ number }) => (wanted ?? number) === number)
    const sheets = await listSheets(db, round.id)
    return {
      posts: (await listContests(db, round.id)).map(({ title, seats, candidates }) => ({
        title,
        seats,
        people: candidates.map(({ name }) => name),
      })),
      sheets: stations.flatMap((station) => sheetsOf(station, sheets)),
    }
  },
  count: ({ sheets }) => sheets.length,
  blocks: ({ election, electionDay, posts, sheets }) =>
    sheets.flatMap(({ station, bundle, pages }, i): Block[] => [
      ...Array.from({ length: pages }, (_, page): Block[] => {
        const rows = [placeRow(station, bundle, `第${page + 1}页，共${pages}页`)]
        return [
          ...(i + page > 0 ? [{ kind: 'pageBreak' } as const] : []),
          { kind: 'title', lines: [election, '唱票计票单'] },
          { kind: 'form', columns: 24, rows },
          { kind: 'tally', sections: sectionsOf(posts) },
          { kind: 'form', columns: 30, rows: [pageRow] },
          signers,
        ]
      }).flat(),
      ...sumsPage({ election, electionDay, station, bundle, posts }),
    ]),
  sample: {
    posts: [
      { title: '主任', seats: 1, people: ['王伟', '欧阳玥'] },
      { title: '副主任', seats: 1, people: ['郑𬱖', '周建平'] },
      { title: '委员', seats: 3, people: ['吴桂英', '阿依努尔·买买提', '诸葛志强', '马骉'] },
    ],
    sheets: [{ station: '中心投票站', bundle: '第1捆（共2捆）', pages: 1 }],
  },
})

/** The bundles of a station that are called; before any is made, one. */
function sheetsOf({ id, name, issued, closedAt }: Station, all: readonly SheetRow[]): Facts['sheets'] {
  const own = all.filter(({ stationId }) => stationId === id)
  const called = own.filter(({ mode }) => mode === 'totals')
  const numbers = own.length === 0 ? [1] : called.map(({ number }) => number)
  const ballots = closedAt === null ? 0 : Math.ceil(issued / Math.max(own.length, 1))
  // A candidate may have every ballot of the bundle.
  const pages = Math.max(1, Math.ceil(ballots / (5 * boxesPerLine)))
  const bundle = (number: number) => (own.length > 1 ? `第${number}捆（共${own.length}捆）` : `第${number}捆`)
  return numbers.map((number) => ({ station: name, bundle: bundle(number), pages }))
}

function sectionsOf(posts: Facts['posts']) {
  let number = 0
  return posts.map(({ title, seats, people }) => ({
    title: `${title}　应选${seats}名`,
    lines: [
      ...people.map((name): TallyLine => ({ number: String((number += 1)), name, marks: ['赞成', '反对'] })),
      ...Array.from(
        { length: Math.min(seats, mostWriteIns) },
        (): TallyLine => ({
          number: '另',
          name: '',
          marks: ['另选'],
        }),
      ),
    ],
  }))
}

const label = (text: string, span: number) => ({ text, span, isLabel: true })
const room = (span: number, text = '') => ({ text, span })

function placeRow(station: string, bundle: string, page: string): FormRow {
  return {
    cells: [label('投票站', 3), room(7, station), label('捆', 2), room(5, bundle), label('页', 2), room(5, page)],
  }
}

const pageRow: FormRow = {
  cells: [
    ...[label('本页票数', 4), room(3), label('有效票', 3), room(3), label('无效票', 3), room(3)],
    ...[label('空白票', 3), room(3), label('累计', 2), room(3)],
  ],
}

const signers: Block = { kind: 'signers', labels: ['唱票人', '计票人', '监票人'], perRow: 3 }

interface SumsPage {
  readonly election: string
  readonly electionDay: string
  readonly station: string
  readonly bundle: string
  readonly posts: Facts['posts']
}

/** 汇总: what is typed from it, in the order of the page that it is typed on. */
function sumsPage({ election, electionDay, station, bundle, posts }: SumsPage): Block[] {
  let number = 0
  return [
    { kind: 'pageBreak' },
    { kind: 'title', lines: [election, '唱票计票单汇总'] },
    {
      kind: 'form',
      columns: 30,
      rows: [
        { cells: [label('投票站', 4), room(11, `${station}　${bundle}`), label('投票日', 4), room(11, electionDay)] },
        {
          cells: ['发出选票', '收回选票', '有效票', '无效票', '空白票'].flatMap((text) => [
            label(text, 3 + (text.length - 3)),
            room(3 - (text.length - 3)),
          ]),
        },
      ],
    },
    { kind: 'paragraph', text: '照各页的“累计”填写；录入的人按这一页从上到下录入。' },
    {
      kind: 'table',
      caption: '候选人得票（每人三项合计＝有效票）',
      size: 12,
      columns: [
        ...[
          { title: '职务', width: 8 },
          { title: '序', width: 4 },
          { title: '候选人', width: 14, align: 'name' as const },
        ],
        ...['赞成', '反对', '弃权', '合计'].map((title) => ({ title, width: 8 })),
      ],
      rows: posts.flatMap(({ title, people }) =>
        people.map((name) => [title, String((number += 1)), name, '', '', '', '']),
      ),
    },
    {
      kind: 'table',
      caption: '另选他人（姓名照选票写；同一人写成一行）',
      size: 12,
      columns: [
        { title: '职务', width: 8 },
        { title: '姓名', width: 20 },
        { title: '票数', width: 8 },
      ],
      rows: posts.flatMap(({ title, seats }) =>
        Array.from({ length: Math.min(seats, mostWriteIns) }, () => [title, '', '']),
      ),
    },
    signers,
  ]
}
