import t from 'tap'
import { type Change, changesBetween, notThere, takenOut, untold } from '../../src/documents/compare-papers.js'
import type { Block } from '../../src/documents/layout/blocks.js'

const table = (rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  columns: [{ title: '序号' }, { title: '姓名', align: 'name' }, { title: '职务' }],
  rows,
})

t.test('what two settings of a paper say differently', async (t) => {
  const heading: Block = { kind: 'paragraph', level: 1, text: '一、投票时间。' }
  for (const { before, after, changes, because } of [
    {
      before: [{ kind: 'paragraph', text: '选举日为5月20日。特此公告。' }],
      after: [{ kind: 'paragraph', text: '选举日为5月21日。特此公告。' }],
      changes: [{ where: '正文', before: '选举日为5月20日。', after: '选举日为5月21日。' }],
      because: 'a sentence',
    },
    {
      before: [heading, { kind: 'paragraph', text: '8:00开始。' }],
      after: [heading, { kind: 'paragraph', text: '8:00开始。请带身份证。' }],
      changes: [{ where: '一、投票时间', before: notThere, after: '请带身份证。' }],
      because: 'a sentence more, under its heading',
    },
    {
      before: [
        table([
          ['1', '王伟', '主任'],
          ['2', '李芳', '委员'],
        ]),
      ],
      after: [
        table([
          ['1', '李芳', '委员'],
          ['2', '王伟', '副主任'],
        ]),
      ],
      changes: [
        { where: '正文：王伟，序号', before: '1', after: '2' },
        { where: '正文：王伟，职务', before: '主任', after: '副主任' },
        { where: '正文：李芳，序号', before: '2', after: '1' },
      ],
      because: 'a row field by field, known by its name and not by its number',
    },
    {
      before: [table([['1', '王伟', '主任']])],
      after: [table([['1', '赵一', '主任']])],
      changes: [
        { where: '正文', before: '1，王伟，主任', after: takenOut },
        { where: '正文', before: notThere, after: '1，赵一，主任' },
      ],
      because: 'another person is another row',
    },
    {
      before: [
        { kind: 'names', caption: '第一居民小组（共2人）', names: [{ name: '王伟' }, { name: '李芳', note: '女' }] },
      ],
      after: [
        { kind: 'names', caption: '第一居民小组（共2人）', names: [{ name: '李芳', note: '女' }, { name: '赵一' }] },
      ],
      changes: [
        { where: '第一居民小组名单', before: '王伟', after: takenOut },
        { where: '第一居民小组名单', before: notThere, after: '赵一' },
      ],
      because: 'names come and go; their order is nothing',
    },
    {
      before: [
        { kind: 'signature', issuer: '甲', date: '2027年5月1日' },
        { kind: 'numberLine', text: '（第1号）' },
      ],
      after: [
        { kind: 'signature', issuer: '甲', date: '2027年5月9日' },
        { kind: 'numberLine', text: '（第2号）' },
      ],
      changes: [],
      because: 'number and date are of the issue, not of the content',
    },
  ] satisfies { before: Block[]; after: Block[]; changes: Change[]; because: string }[]) {
    t.strictSame(changesBetween(before, after), changes, because)
  }
})

t.test('what corrections have told already', async (t) => {
  const where = '正文'
  for (const { changes, told, left, because } of [
    {
      changes: [{ where, before: 'a', after: 'b' }],
      told: [],
      left: [{ where, before: 'a', after: 'b' }],
      because: 'nothing told',
    },
    {
      changes: [{ where, before: 'a', after: 'b' }],
      told: [{ where, before: 'a', after: 'b' }],
      left: [],
      because: 'told',
    },
    {
      changes: [{ where, before: 'a', after: 'c' }],
      told: [{ where, before: 'a', after: 'b' }],
      left: [{ where, before: 'b', after: 'c' }],
      because: 'changed again: from what the correction said',
    },
    {
      changes: [{ where, before: 'a', after: 'c' }],
      told: [
        { where, before: 'a', after: 'b' },
        { where, before: 'b', after: 'c' },
      ],
      left: [],
      because: 'two corrections, one after the other',
    },
    {
      changes: [],
      told: [{ where, before: 'a', after: 'b' }],
      left: [{ where, before: 'b', after: 'a' }],
      because: 'changed back',
    },
    {
      changes: [],
      told: [
        { where, before: 'a', after: 'b' },
        { where, before: 'b', after: 'a' },
      ],
      left: [],
      because: 'changed back, and told',
    },
    {
      changes: [{ where, before: notThere, after: 'd' }],
      told: [{ where, before: notThere, after: 'e' }],
      left: [
        { where, before: notThere, after: 'd' },
        { where, before: 'e', after: notThere },
      ],
      because: 'of two additions each is its own',
    },
  ]) {
    t.strictSame(untold(changes, told), left, because)
  }
})
