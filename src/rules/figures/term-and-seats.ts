import { choices, fixed, number, numbers } from './figure.js'
import { atLeast, formText, people, type Range, withinMonths, years } from './wording.js'
import type { ElectionForm } from '../election-form.js'

const size = { min: '最少', max: '最多' }

/** The committee, its term, and the forms in which it may be elected. */
export const termAndSeats = {
  /** Length of a term in years. */
  termYears: number('任期年数', years),
  /** Members of the residents' committee, all posts together. */
  committeeSize: numbers<Range>('居民委员会人数', size, people, 'narrower'),
  /** Women the committee must have. */
  womenMinimum: number('妇女成员最少人数', atLeast, 'more'),
  /** The forms of election that may be chosen. */
  allowedForms: choices<ElectionForm>('可以采用的选举方式', formText, 'subset'),
  /** The forms of election that count as direct. */
  directForms: choices<ElectionForm>('计为直选的选举方式', formText),
  /** Months by which an election may be held before or after the end of the term, with approval. */
  postponementMonths: number('提前或者延期换届的最长月数', withinMonths, 'fewer'),
  /** Who is a close relative and so may not sit, count or judge beside the other. */
  closeRelatives: fixed<'civilCode' | 'immediate'>('近亲属的范围', (scope) =>
    scope === 'civilCode'
      ? '配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女'
      : '配偶、父母、子女、兄弟姐妹',
  ),
}
