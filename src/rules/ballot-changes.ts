import { monthDay } from '../lib/chinese-text.js'
import { type BallotContent, type BallotName, type BallotPost, ballotRuleNames, ballotTitle } from './ballot-content.js'
import { figures, type FigureName } from './figures.js'
import type { Figure } from './figures/figure.js'

/**
 * In what a ballot that was designed differs from the one that would be designed now, a sentence each; none while it
 * may be used. What changes after the freeze needs a new design, but for names that are struck: somebody dropped out
 * so late that the printed ballots are voted with, and what is marked for the name counts for nobody.
 */
export function ballotDifferences(
  design: BallotContent,
  now: BallotContent,
  struck: ReadonlySet<string> = new Set(),
): string[] {
  const standing = (post: BallotPost) => ({ ...post, names: post.names.filter(({ id }) => !struck.has(id)) })
  const designed = { ...design, posts: design.posts.map(standing) }
  return [
    ...titleDifferences(designed, now),
    ...(designed.votingDay === now.votingDay
      ? []
      : [`投票日由${monthDay(designed.votingDay)}改为${monthDay(now.votingDay)}。`]),
    ...postDifferences(designed.posts, now.posts),
    ...ruleDifferences(designed, now),
  ]
}

function titleDifferences(designed: BallotContent, now: BallotContent): string[] {
  const [before, after] = [designed, now].map((content) => {
    const { body, paper } = ballotTitle(content)
    return `${body}${paper}`
  })
  return before === after ? [] : [`标题由“${before}”改为“${after}”。`]
}

function postDifferences(before: readonly BallotPost[], after: readonly BallotPost[]): string[] {
  const gone = before.filter(({ id }) => !after.some((post) => post.id === id))
  const pairs = after.flatMap((post) => {
    const earlier = before.find(({ id }) => id === post.id)
    return earlier ? [{ earlier, post }] : []
  })
  const common = pairs.map(({ post }) => post)
  const added = after.filter((post) => !common.includes(post))
  const order = before.filter((post) => !gone.includes(post)).map(({ id }) => id)
  return [
    ...gone.map(({ title }) => `${title}不再在本次投票中选举。`),
    ...added.map(({ title, seats }) => `增加了${title}${seats}名。`),
    ...(common.every(({ id }, i) => order[i] === id) ? [] : ['职务的次序有变动。']),
    ...pairs.flatMap(({ earlier, post }) => onePostDifferences(earlier, post)),
  ]
}

function onePostDifferences(before: BallotPost, after: BallotPost): string[] {
  const { title } = after
  return [
    ...(before.title === title ? [] : [`${before.title}改称${title}。`]),
    ...(before.seats === after.seats ? [] : [`${title}应选名额由${before.seats}名改为${after.seats}名。`]),
    ...(before.seatsForWomen === after.seatsForWomen && before.reservedForWoman === after.reservedForWoman
      ? []
      : [`${title}的妇女名额有变动。`]),
    ...(before.writeIns === after.writeIns || before.seats !== after.seats ? [] : [`${title}另选他人的空格数有变动。`]),
    ...nameDifferences(title, before.names, after.names),
  ]
}

function nameDifferences(title: string, before: readonly BallotName[], after: readonly BallotName[]): string[] {
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id))
  const added = after.filter(({ id }) => !before.some((one) => one.id === id))
  const rewritten = after.flatMap((one) => {
    const earlier = before.find(({ id }) => id === one.id)
    if (!earlier || (earlier.name === one.name && earlier.note === one.note)) return []
    return [`${title}候选人${printed(earlier)}改为${printed(one)}。`]
  })
  const kept = before.filter((one) => !gone.includes(one)).map(({ id }) => id)
  const isReordered = after.filter((one) => !added.includes(one)).some(({ id }, i) => kept[i] !== id)
  return [
    ...gone.map((one) => `${title}候选人少了${printed(one)}。`),
    ...added.map((one) => `${title}候选人多了${printed(one)}。`),
    ...rewritten,
    ...(isReordered ? [`${title}候选人的次序有变动。`] : []),
  ]
}

function printed({ name, note }: BallotName): string {
  return note === '' ? name : `${name}（${note}）`
}

function ruleDifferences(designed: BallotContent, now: BallotContent): string[] {
  return ballotRuleNames
    .filter((name) => designed.rules[name] !== now.rules[name])
    .map((name) => {
      const { title, text } = (figures as unknown as Readonly<Record<FigureName, Figure<unknown>>>)[name]
      return `${title}由“${text(designed.rules[name])}”改为“${text(now.rules[name])}”。`
    })
}
