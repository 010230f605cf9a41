import { invalidText } from '../rules/invalid-ballots.js'
import { setAsideKeys } from '../rules/typed-ballot.js'
import { mostBallots } from './bundle-form.js'

/** A key or what is typed, and what it means. */
export interface EntryKey {
  readonly keys: readonly string[]
  readonly meaning: string
}

/** The keys of a sheet typed from its figures. */
export const figureKeys: readonly EntryKey[] = [
  { keys: ['0–9'], meaning: '只填数字；没有票填 0' },
  { keys: ['回车'], meaning: '下一格；另选人空着时到下一职务' },
  { keys: ['Shift+回车'], meaning: '上一格' },
  { keys: ['↑', '↓'], meaning: '同一栏上、下一行' },
  { keys: ['←', '→'], meaning: '左边、右边一格' },
  { keys: ['?'], meaning: '打开、关上这张对照表' },
]

/** What is typed of a ballot, and the keys of its desk. */
export const ballotKeys: readonly EntryKey[] = [
  { keys: ['1.4.7'], meaning: '赞成 1、4、7 号（或用空格、加号）' },
  { keys: ['1.-5'], meaning: '赞成 1 号，反对 5 号；不录是弃权' },
  { keys: ['/2张三'], meaning: '第 2 项另选张三；没画符号加 !' },
  { keys: ['x2'], meaning: '第 2 项有看不清的，其余照录' },
  { keys: ['0'], meaning: '整张空白' },
  ...setAsideKeys.map((reason, index) => ({
    keys: [`w${index + 1}`],
    meaning: reason === 'forged' ? '伪造的选票，不计入收回' : invalidText(reason),
  })),
  { keys: ['?涂改'], meaning: '疑难票，写明疑问，交负责人' },
  { keys: ['='], meaning: '与上一张相同' },
  { keys: ['回车'], meaning: '录下这一张，空着是“提交”' },
  { keys: ['↑', '↓'], meaning: '回到前面的一张改' },
  { keys: ['Esc'], meaning: '回到最后' },
  { keys: ['Ctrl+Delete'], meaning: '删去正在改的这一张' },
  { keys: ['Ctrl+Insert'], meaning: '在这一张前面补一张' },
  { keys: ['??'], meaning: '打开、关上这张对照表' },
]

export const keyNotes = {
  figures: '边录边保存，浏览器意外关闭后，回到“计票”页接着录。',
  ballots: `多选、同一人选了两职等，照选票录就行：系统按选举办法认定。一捆最多 ${mostBallots} 张。边录边保存，浏览器意外关闭后，回到“计票”页接着录。`,
} as const
