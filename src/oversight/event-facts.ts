import { titleOf } from './event-titles.js'
import { isFingerprint, wordOf } from './event-words.js'
import { partTitleOf } from './part-titles.js'
import type { Naming } from './record-facts.js'

/** A fact of an event in words, with the page of what it names. */
export interface EventFact {
  readonly title: string
  readonly text: string
  readonly href: string
}

/** What was changed, before and after side by side. */
export interface EventChange {
  readonly title: string
  readonly before: string
  readonly after: string
}

/** What an event says, in words: what was changed, and everything else. */
export interface EventInWords {
  readonly changes: readonly EventChange[]
  readonly facts: readonly EventFact[]
}

type Facts = Readonly<Record<string, unknown>>

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where an event tells what was before, but not under the same name what came after. */
const becomes: Readonly<Record<string, string>> = { doubtfulBallotJudged: 'reading', stepRecorded: 'on' }

/**
 * What an event says. `isWhole`: with all of it, and fingerprints in full; else without what is blank, as in a list.
 */
export function eventInWords(type: string, content: string, naming: Naming, isWhole = false): EventInWords {
  const facts = JSON.parse(content) as Facts
  const teller = tellerOf(type, naming, isWhole)
  const { changes, told } = changesOf(type, facts, teller)
  const rest = Object.entries(facts).filter(([name, value]) => !told.has(name) && (isWhole || !isBlank(value)))
  return { changes, facts: rest.map(([name, value]) => ({ title: titleOf(name, type), ...teller.fact(name, value) })) }
}

/** The same as one line, for a table of text. */
export function factsText(type: string, content: string, naming: Naming): string {
  const { changes, facts } = eventInWords(type, content, naming, true)
  return [
    ...changes.map(({ title, before, after }) => `${title}：${before} → ${after}`),
    ...facts.map(({ title, text }) => `${title}：${text}`),
  ]
    .join('　')
    .replaceAll('\n', '；')
}

function isBlank(value: unknown): boolean {
  if (value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isFacts(value) && Object.keys(value).length === 0
}

interface Changes {
  readonly changes: readonly EventChange[]
  /** The facts that are told by them. */
  readonly told: ReadonlySet<string>
}

const untold: Changes = { changes: [], told: new Set() }

function changesOf(type: string, facts: Facts, teller: Teller): Changes {
  const { before, after, from, to } = facts
  if (typeof from === 'string' && typeof to === 'string') {
    return { changes: [{ title: '改动', before: from, after: to }], told: new Set(['from', 'to']) }
  }
  // What was there for the first time replaces nothing.
  if (before === undefined || before === null)
    return before === null ? { ...untold, told: new Set(['before']) } : untold
  if (after === undefined) return againstOwn(type, facts, before, teller)
  const told = new Set(['before', 'after'])
  if (isFacts(before) && isFacts(after)) return { changes: teller.compare(before, after), told }
  const title = typeof facts['figure'] === 'string' ? facts['figure'] : '改动'
  const change = { title, before: teller.text('before', before), after: teller.text('after', after) }
  return { changes: [change], told }
}

/** What came after stands among the facts themselves. */
function againstOwn(type: string, facts: Facts, before: unknown, teller: Teller): Changes {
  if (isFacts(before)) {
    const after = Object.fromEntries(Object.keys(before).map((name) => [name, facts[name] ?? null]))
    return { changes: teller.compare(before, after), told: new Set(['before', ...Object.keys(before)]) }
  }
  const name = becomes[type]
  if (name === undefined) return untold
  const change = {
    title: titleOf(name, type),
    before: teller.text(name, before),
    after: teller.text(name, facts[name]),
  }
  return { changes: [change], told: new Set(['before', name]) }
}

type Teller = ReturnType<typeof tellerOf>

/** Puts values into words, for an event of a kind. */
function tellerOf(type: string, naming: Naming, isWhole: boolean) {
  const itemEnd = isWhole ? '\n' : '；'
  function text(name: string, value: unknown): string {
    if (value === null || value === undefined) return '无'
    if (typeof value === 'boolean') return value ? '是' : '否'
    if (Array.isArray(value)) return listText(name, value)
    if (isFacts(value)) return partsText(value)
    const record = naming(type, name, value)
    if (record) return record.text
    if (typeof value !== 'string') return JSON.stringify(value)
    if (value === '') return '空白'
    return isFingerprint(name) && !isWhole ? `${value.slice(0, 12)}…` : wordOf(name, value)
  }
  function listText(name: string, list: readonly unknown[]): string {
    if (list.length === 0) return '无'
    return list.map((item) => text(name, item)).join(list.some(isFacts) ? itemEnd : '、')
  }
  function partsText(parts: Facts): string {
    const records = Object.entries(parts).flatMap(([name, value]) => naming(type, name, value)?.text ?? [])
    const told = Object.entries(parts).filter(([name, value]) => {
      if (isBlank(value) || (!isWhole && value === false)) return false
      // Who is named by the record already is not named again.
      return name !== 'name' || !records.some((record) => record.startsWith(String(value)))
    })
    return told.map(([name, value]) => `${partTitleOf(name, type)} ${text(name, value)}`).join('，') || '无'
  }
  function fact(name: string, value: unknown): Omit<EventFact, 'title'> {
    return { text: text(name, value), href: naming(type, name, value)?.href ?? '' }
  }
  function compare(before: Facts, after: Facts): EventChange[] {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => {
      const [was, is] = differing(before[name], after[name])
      const change = { before: name in before ? text(name, was) : '没有记载', after: text(name, is) }
      return change.before === change.after ? [] : [{ title: partTitleOf(name, type), ...change }]
    })
  }
  return { text, fact, compare }
}

/** Of two lists, what stands in one alone: nobody finds the one holiday that was moved among thirty. */
function differing(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [before, after]
  const [were, are] = alike(before, after)
  const only = (list: readonly unknown[], others: readonly unknown[]) => {
    const there = new Set(others.map((item) => JSON.stringify(item)))
    return list.filter((item) => !there.has(JSON.stringify(item)))
  }
  const [gone, come] = [only(were, are), only(are, were)]
  // Another order alone is a change as well.
  return gone.length + come.length === 0 ? [were, are] : [gone, come]
}

/** What only one of the two lists tells of its items (a number that the other had not yet) is no difference. */
function alike(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly [readonly unknown[], readonly unknown[]] {
  const namesIn = (list: readonly unknown[]) => new Set(list.filter(isFacts).flatMap((item) => Object.keys(item)))
  const [some, others] = [namesIn(before), namesIn(after)]
  if (some.size === 0 || others.size === 0) return [before, after]
  const kept = [...some].filter((name) => others.has(name))
  const cut = (item: unknown) => (isFacts(item) ? Object.fromEntries(kept.map((name) => [name, item[name]])) : item)
  return [before.map(cut), after.map(cut)]
}
