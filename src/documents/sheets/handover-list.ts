import { yuanText } from '../../lib/yuan.js'
import { longDate } from '../../lib/chinese-text.js'
import { handoverCategories, handoverCategoryText } from '../../rules/handover.js'
import { findHandover, type HandoverItem, listHandoverItems } from '../../handover/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'

interface Facts {
  readonly rows: readonly (readonly string[])[]
  readonly sum: string
  readonly where: string
}

/** 工作移交清单: every thing handed over under its heading, signed by the three (forms.md A4). */
export const handoverList = defineSheet<Facts>({
  key: 'handover-list',
  title: '工作移交清单',
  use: '逐项清点后打印，一式三份，移交人、接收人、监交人签字。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['resultDeclared'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }) => {
    const items = await listHandoverItems(db, election.id)
    const done = await findHandover(db, election.id)
    return {
      rows: handoverCategories.flatMap((category) => rowsOf(items.filter((item) => item.category === category))),
      sum: yuanText(items.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0)),
      where: done ? `移交时间：${longDate(done.handedOn)}　地点：${done.place}` : '移交时间：　　　　　　地点：',
    }
  },
  count: ({ rows }) => rows.length,
  blocks: ({ election, rows, sum, where }): Block[] => [
    { kind: 'title', lines: [election, '工作移交清单'] },
    {
      kind: 'table',
      caption: where,
      size: 10.5,
      columns: [
        { title: '移交类别', width: 9 },
        { title: '序号', align: 'right', width: 3 },
        { title: '名称', align: 'left', width: 11 },
        { title: '规格或编号', align: 'left', width: 8 },
        { title: '数量', align: 'right', width: 4 },
        { title: '金额（元）', align: 'right', width: 7 },
        { title: '状况', width: 5 },
        { title: '备注', align: 'left', width: 7 },
      ],
      rows,
      total: ['合计', '', '', '', '', sum, '', ''],
    },
    { kind: 'signers', labels: ['移交人', '接收人', '监交人', '选举委员会主持人'] },
  ],
  sample: {
    rows: [
      ['印章', '1', '居民委员会公章', '圆形，直径4.2厘米', '1枚', '', '完好', ''],
      ['印章', '2', '财务专用章', '', '1枚', '', '完好', ''],
      ['财务账目及现金存款', '1', '银行存款', '农商行尾号3321', '1户', '128450.36', '已对账', ''],
      ['固定资产', '1', '办公电脑', '2024年购', '3台', '11400.00', '可用', '一台送修'],
      ['债权债务', '1', '没有', '', '', '', '', ''],
    ],
    sum: '139850.36',
    where: '移交时间：2027年5月28日　地点：桃源里社区会议室',
  },
})

function rowsOf(items: readonly HandoverItem[]): string[][] {
  return items.map(({ category, name, specification, quantity, unit, amountFen, condition, remark }, n) => [
    ...[handoverCategoryText[category], String(n + 1), name, specification],
    ...[
      quantity === null ? '' : `${quantity}${unit}`,
      amountFen === null ? '' : yuanText(amountFen),
      condition,
      remark,
    ],
  ])
}
