import type { Figures } from './figures.js'

/** One situation on a ballot and what becomes of it, as the notice of validity lists them. */
export interface ValidityRule {
  readonly situation: string
  readonly ruling: string
}

type Rules = Pick<
  Figures,
  | 'ballotMarks'
  | 'overvoteScope'
  | 'multiPost'
  | 'illegibleScope'
  | 'writeInWithoutMark'
  | 'writeInMustBeVoter'
  | 'overfullBox'
>

const marksText: Readonly<Record<Rules['ballotMarks'], string>> = {
  circleCross: '赞成的画“○”，反对的画“×”，弃权的不画符号',
  tickCrossCircle: '赞成的画“√”，反对的画“×”，弃权的画“○”',
}

const scopeText = {
  ballot: '整张选票无效',
  post: '只有该职务的部分无效，其他职务的部分有效',
  part: '无法辨认的部分无效，其他部分有效',
} as const

const multiPostText: Readonly<Record<Rules['multiPost'], string>> = {
  invalid: '整张选票无效',
  carryDown: '计为最高职务的赞成票，按选举办法可以计入较低职务',
  highestOnly: '只计最高职务的赞成票',
}

/**
 * What is posted before the vote on valid and invalid ballots (forms.md A1, N15): the law is silent at this level, so
 * every line says what the count does under the figures in force (ballot-validity.ts, ballot-boxes.ts).
 */
export function validityRules(rules: Rules): ValidityRule[] {
  return [
    {
      situation: `按规定符号填写（${marksText[rules.ballotMarks]}），每一职务所选人数等于或者少于应选名额`,
      ruling: '有效',
    },
    { situation: '每一职务所选人数多于应选名额', ruling: scopeText[rules.overvoteScope] },
    { situation: '同一人被选任两个以上职务', ruling: multiPostText[rules.multiPost] },
    { situation: '书写模糊，无法辨认', ruling: scopeText[rules.illegibleScope] },
    {
      situation: '另选他人写了姓名，没有画符号',
      ruling: rules.writeInWithoutMark === 'for' ? '计为赞成票' : '该部分无效，其他部分有效',
    },
    {
      situation: '另选的人姓名有同音字、别名，能够认定是谁',
      ruling: '有效，计入该人得票',
    },
    {
      situation: rules.writeInMustBeVoter ? '另选的人不是本社区选民' : '另选的人不是本社区居民',
      ruling: '不能当选',
    },
    { situation: '没有填写任何符号和姓名（空白票）', ruling: '作为弃权，计入收回的选票' },
    { situation: '不是统一印制的正式选票', ruling: '整张选票无效' },
    { situation: '伪造的选票', ruling: '不计入收回的选票' },
    { situation: '带有可以识别选民的标记', ruling: '整张选票无效' },
    ...(rules.overfullBox === 'ballotsVoid'
      ? [{ situation: '票箱内的选票多于在该箱投票的人数', ruling: '该票箱的选票无效' }]
      : []),
  ]
}
