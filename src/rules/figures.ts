import type { Figure } from './figures/figure.js'
import { afterElection } from './figures/after-election.js'
import { ballots } from './figures/ballots.js'
import { meetings } from './figures/meetings.js'
import { nomination } from './figures/nomination.js'
import { outcome } from './figures/outcome.js'
import { polling } from './figures/polling.js'
import { termAndSeats } from './figures/term-and-seats.js'
import { voterRoll } from './figures/voter-roll.js'

/** Every figure that the rules use, in order of an election. No rule holds a number of its own (law.md 3). */
export const figures = {
  ...termAndSeats,
  ...meetings,
  ...voterRoll,
  ...nomination,
  ...polling,
  ...ballots,
  ...outcome,
  ...afterElection,
}

type Value<F> = F extends Figure<infer T> ? T : never

/** The value of every figure. */
export type Figures = { readonly [K in keyof typeof figures]: Value<(typeof figures)[K]> }

export type FigureName = keyof Figures

export const figureNames = Object.keys(figures) as FigureName[]

/** The figures under the headings by which people look for them. */
export const figureHeadings: readonly { readonly title: string; readonly names: readonly FigureName[] }[] = [
  { title: '任期、职数和选举方式', names: namesOf(termAndSeats) },
  { title: '居民会议和选举委员会', names: namesOf(meetings) },
  { title: '选民登记和选民名单', names: namesOf(voterRoll) },
  { title: '提名和候选人', names: namesOf(nomination) },
  { title: '投票和委托', names: namesOf(polling) },
  { title: '选票认定', names: namesOf(ballots) },
  { title: '选举结果', names: namesOf(outcome) },
  { title: '移交和任期内变动', names: namesOf(afterElection) },
]

function namesOf<T extends object>(group: T): FigureName[] {
  return Object.keys(group) as FigureName[]
}

/** What a figure is called on screen and on paper. */
export function figureTitle(name: FigureName): string {
  return figures[name].title
}

/** The value of a figure in Chinese words, with its unit: 选举日20日前, 过半数, 5至9人. */
export function figureText<K extends FigureName>(name: K, value: Figures[K]): string {
  return (figures[name] as unknown as Figure<Figures[K]>).text(value)
}
