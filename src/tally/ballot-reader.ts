import { z } from 'zod'
import { type Ballot, namedTwice, type PostMarks } from '../rules/ballot-validity.js'
import type { Contest } from '../rules/post.js'
import { whoIsWho } from '../rules/write-in.js'
import { type FileFault, toFaults } from './file-faults.js'

/** A ballot of a count file; `box` is the id of its box, where the file lists boxes. */
export interface FiledBallot extends Ballot {
  readonly box?: string | undefined
}

const text = z.string('须为文字').trim().min(1, '不能为空')
const texts = z.array(text, '须为列表').optional()
const marksSchema = z.strictObject({
  for: texts,
  against: texts,
  writeIn: texts,
  unmarked: texts,
  illegible: z.boolean('须为 true 或 false').optional(),
})
const ballotSchema = z.strictObject({
  times: z.int('须为整数').min(0, '不能小于0').default(1),
  box: text.optional(),
  marks: z.record(z.string(), marksSchema).default({}),
  invalid: z
    .string('须为文字')
    .regex(/^[a-z][a-z0-9-]*$/, '须为原因代码，如 not-official')
    .optional(),
})

export type ReadBallot = (raw: unknown, index: number) => FiledBallot | FileFault[]

/**
 * A reader of single ballots for these contests: the ballot, or what is wrong with it and where. There may be a
 * million, so the usual ballot, of known posts and candidates, is taken as it is; only what is not so plain goes
 * through the schema, which words the fault.
 */
export function ballotReader(contests: readonly Contest[], boxes: ReadonlySet<string>): ReadBallot {
  const candidates = new Map(contests.map((contest) => [contest.id, new Set(contest.candidates.map(({ id }) => id))]))
  const who = whoIsWho(contests)

  function isPlain(raw: unknown): raw is FiledBallot {
    if (!isRecord(raw)) return false
    for (const key in raw) {
      if (key === 'times' ? !isCount(raw[key]) : key !== 'marks') return false
    }
    const { times, marks } = raw
    if (times === undefined || !isRecord(marks)) return false
    for (const postId in marks) {
      const known = candidates.get(postId)
      if (!known || !arePlainMarks(marks[postId], known)) return false
    }
    return true
  }

  function findFaults(ballot: FiledBallot, root: string): FileFault[] {
    const faults: FileFault[] = []
    if (ballot.box !== undefined && !boxes.has(ballot.box)) {
      faults.push({ path: `${root}.box`, message: `没有票箱 ${ballot.box}` })
    }
    for (const [postId, marks] of Object.entries(ballot.marks)) {
      const here = `${root}.marks.${postId}`
      const known = candidates.get(postId)
      if (!known) {
        faults.push({ path: here, message: `没有职务 ${postId}` })
        continue
      }
      for (const list of ['for', 'against'] as const) {
        for (const [index, id] of (marks[list] ?? []).entries()) {
          if (!known.has(id)) faults.push({ path: `${here}.${list}[${index}]`, message: `${id} 不是该职务的候选人` })
        }
      }
      const twice = namedTwice(marks, postId, who)
      if (twice) faults.push({ path: `${here}.${twice.list}[${twice.index}]`, message: '同一人在该职务中出现两次' })
    }
    return faults
  }

  return (raw, index) => {
    if (isPlain(raw)) return raw
    const root = `ballots[${index}]`
    const parsed = ballotSchema.safeParse(raw)
    if (!parsed.success) return toFaults(parsed.error, root)
    const found = findFaults(parsed.data, root)
    return found.length > 0 ? found : parsed.data
  }
}

/** Candidates of the post alone, each once: nothing written in, nothing odd. */
function arePlainMarks(marks: unknown, known: ReadonlySet<string>): marks is PostMarks {
  if (!isRecord(marks)) return false
  for (const key in marks) if (key !== 'for' && key !== 'against') return false
  const { for: chosen, against } = marks
  return areKnownOnce(chosen, known) && areKnownOnce(against, known) && !overlap(chosen, against)
}

function areKnownOnce(ids: unknown, known: ReadonlySet<string>): ids is readonly string[] | undefined {
  if (ids === undefined) return true
  if (!Array.isArray(ids)) return false
  for (let at = 0; at < ids.length; at += 1) {
    const id: unknown = ids[at]
    if (typeof id !== 'string' || !known.has(id) || ids.indexOf(id) !== at) return false
  }
  return true
}

function overlap(some: readonly string[] = [], others: readonly string[] = []): boolean {
  for (const id of some) if (others.includes(id)) return true
  return false
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
