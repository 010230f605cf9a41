import type { JudgedBallot } from '../rules/ballot-validity.js'
import { invalidText } from '../rules/invalid-ballots.js'
import type { Contest } from '../rules/post.js'
import { readBallotLine } from '../rules/typed-ballot.js'

/** A line of the ballot desk in words: 主任：赞成王伟；委员：赞成李芳、另选张三，反对赵一. */
export function lineText(line: string, contests: readonly Contest[]): string {
  if (line === '') return '没有录'
  const read = readBallotLine(line, contests)
  if (!read.ok) return line
  const { value } = read
  if (value.kind === 'doubtful') return value.question === '' ? '疑难票' : `疑难票：${value.question}`
  if (value.kind === 'setAside')
    return value.reason === 'forged' ? '伪造的选票' : `整张无效：${invalidText(value.reason)}`
  const posts = contests.flatMap(({ id, title, candidates }) => {
    const { for: chosen = [], against = [], writeIn = [], unmarked = [], illegible } = value.marks[id] ?? {}
    const names = (ids: readonly string[]) =>
      candidates.filter((candidate) => ids.includes(candidate.id)).map(({ name }) => name)
    const parts = [
      ...listed('赞成', [...names(chosen), ...writeIn.map((name) => `另选${name}`)]),
      ...listed('反对', names(against)),
      ...listed('写了姓名未画符号', unmarked),
      ...(illegible === true ? ['有无法辨认的部分'] : []),
    ]
    return parts.length === 0 ? [] : [`${title}：${parts.join('，')}`]
  })
  return posts.length === 0 ? '空白' : posts.join('；')
}

function listed(verb: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${verb}${names.join('、')}`]
}

/** What the rules make of a ballot, in words: 有效；委员：所选人数多于应选名额，该部分无效. */
export function verdictText(judged: JudgedBallot, contests: readonly Contest[]): string {
  if (judged.verdict === 'blank') return '空白票，计入收回选票，作弃权'
  if (judged.verdict === 'setApart') return '不计入收回选票'
  if (judged.verdict === 'invalid') return `无效：${invalidText(judged.reason)}`
  const voided = judged.voided.map(({ postId, reason }) => {
    const title = contests.find(({ id }) => id === postId)?.title ?? ''
    return `${title}：${invalidText(reason)}，该部分无效`
  })
  return ['有效', ...voided].join('；')
}
