import { z } from 'zod'
import { type Result, ok, refused } from '../lib/result.js'
import { type Ballot, namedTwice } from '../rules/ballot-validity.js'
import { countBallots } from '../rules/count.js'
import { ineligibleReasons } from '../rules/eligibility.js'
import { electionForms } from '../rules/election-form.js'
import { closeRelations } from '../rules/kinship.js'
import { decideOutcome, type Outcome, type Vote } from '../rules/outcome.js'
import { type Contest, positionTitle } from '../rules/post.js'
import type { Figures } from '../rules/figures.js'
import type { RuleSet } from '../rules/rule-set.js'
import { applySettings, findRuleSet } from '../rules/rule-sets.js'
import { plainName, type WhoIsWho, whoIsWho, writtenName } from '../rules/write-in.js'

/** What is wrong with a file and where: `ballots[3].marks.chair.for[0]`. */
export interface FileFault {
  readonly path: string
  readonly message: string
}

const text = z.string('须为文字').trim().min(1, '不能为空')
const whole = z.int('须为整数').min(0, '不能小于0')
const texts = z.array(text, '须为列表').optional()
const sex = z.enum(['male', 'female'], '须为 male 或 female')

const post = z.strictObject({
  post: text,
  seats: z.int('须为整数').min(1, '至少1名'),
  candidates: z.array(z.strictObject({ id: text, name: text, sex: sex.optional() }), '须为列表'),
  reservedForWoman: z.boolean('须为 true 或 false').default(false),
})

/** The settings that bear on a count; the rule set itself refuses what it does not know or leave open. */
const settings = z.looseObject({
  overvoteScope: z.enum(['ballot', 'post'], '须为 ballot 或 post').optional(),
  multiPost: z.enum(['invalid', 'carryDown', 'highestOnly'], '须为 invalid、carryDown 或 highestOnly').optional(),
  womanSeat: z.enum(['separateLine', 'ranking'], '须为 separateLine 或 ranking').optional(),
  illegibleScope: z.enum(['part', 'ballot'], '须为 part 或 ballot').optional(),
  writeInWithoutMark: z.enum(['for', 'invalid'], '须为 for 或 invalid').optional(),
  writeInMustBeVoter: z.boolean('须为 true 或 false').optional(),
  runoffTurnout: z.enum(['required', 'warned', 'none'], '须为 required、warned 或 none').optional(),
  ballotsNotMoreThan: z.enum(['issued', 'voted', 'both'], '须为 issued、voted 或 both').optional(),
  womenMinimum: whole.optional(),
  surplusMinimum: whole.optional(),
  seatsMayStayEmptyFrom: whole.optional(),
})

/** Who sits already, who is related to whom, who may not be elected: what a count is told (law.md 6.2, 5 and 6). */
const memberBefore = z.strictObject({
  id: text,
  name: text,
  position: z.enum(['chair', 'viceChair', 'member'], '须为 chair、viceChair 或 member'),
  votes: whole,
})
const kinship = z.strictObject({
  between: z.tuple([text, text], '须为两个人的编号'),
  relation: z.enum(closeRelations, `须为 ${closeRelations.join('、')} 之一`),
})
const ineligible = z.strictObject({
  id: text,
  reason: z.enum(ineligibleReasons, `须为 ${ineligibleReasons.join('、')} 之一`),
  note: text.optional(),
})

/** Everything but the ballots, which are read one by one: there may be a million. */
const frame = z.strictObject({
  ruleSet: text,
  settings: settings.default({}),
  form: z.enum(electionForms, `须为 ${electionForms.join('、')} 之一`),
  round: z.enum(['first', 'runoff', 'tieBreak'], '须为 first、runoff 或 tieBreak'),
  registered: whole,
  ballotsIssued: whole.optional(),
  ballotsReturned: whole.optional(),
  votersWhoVoted: whole.optional(),
  electedBefore: whole.optional(),
  membersBefore: z.array(memberBefore, '须为列表').default([]),
  relatives: z.array(kinship, '须为列表').default([]),
  ineligible: z.array(ineligible, '须为列表').default([]),
  posts: z.array(post, '须为列表').min(1, '至少一个职务'),
  ballots: z.array(z.unknown(), '须为列表'),
})

const postMarks = z.strictObject({
  for: texts,
  against: texts,
  writeIn: texts,
  unmarked: texts,
  illegible: z.boolean('须为 true 或 false').optional(),
})

const ballotSchema = z.strictObject({
  times: whole.default(1),
  marks: z.record(z.string(), postMarks).default({}),
  invalid: z
    .string('须为文字')
    .regex(/^[a-z][a-z0-9-]*$/, '须为原因代码，如 not-official')
    .optional(),
})

type Frame = z.output<typeof frame>

/** More faults than anybody reads at once; the rest shows after the first are mended. */
const shownFaults = 100

/**
 * Counts a vote given as one JSON value and decides it. Unknown keys, unknown posts and candidates, a person
 * named twice under one post, negative numbers and settings that the law does not leave open are refused,
 * each with its path. A stated number of ballots returned that the ballots do not add up to is refused too,
 * unless the vote is void by the stated figures, where the marks decide nothing.
 */
export function countFile(input: unknown): Result<Outcome, FileFault[]> {
  const parsed = frame.safeParse(input)
  if (!parsed.success) return refused(toFaults(parsed.error, ''))
  const file = parsed.data
  const ruleSet = readRuleSet(file)
  if (!ruleSet.ok) return ruleSet
  const contests = file.posts.map(toContest)
  const faults = [...checkContests(contests), ...checkPeople(file, contests)]
  if (faults.length > 0) return refused(faults)
  const counted = countBallots(readBallots(file.ballots, contests, faults), contests, ruleSet.value)
  if (faults.length > 0) return refused(faults)
  const { returned: sum } = counted.ballots
  const returned = file.ballotsReturned ?? sum
  const vote = toVote(file, contests)
  const outcome = decideOutcome(vote, { ...counted, ballots: { ...counted.ballots, returned } }, ruleSet.value)
  if (outcome.isValid && returned !== sum) {
    return refused([{ path: 'ballotsReturned', message: `收回选票${returned}张，与所列选票合计${sum}张不一致` }])
  }
  return ok(outcome)
}

function toVote({ membersBefore, ineligible, ...file }: Frame, contests: readonly Contest[]): Vote {
  const { form, round, registered, ballotsIssued, votersWhoVoted, relatives } = file
  return {
    ...{ form, round, registered, ballotsIssued, votersWhoVoted, relatives, contests },
    electedBefore: file.electedBefore ?? (membersBefore.length > 0 ? membersBefore.length : undefined),
    membersBefore: membersBefore.map(({ id, position, ...more }) => ({
      ...more,
      personId: id,
      position,
      title: positionTitle[position],
    })),
    ineligible: ineligible.map(({ id, ...why }) => ({ ...why, personId: id })),
  }
}

/** A slip in somebody's id would leave relatives together or seat the ineligible. */
function checkPeople({ membersBefore, relatives, ineligible }: Frame, contests: readonly Contest[]): FileFault[] {
  const known = new Set([...membersBefore, ...contests.flatMap(({ candidates }) => candidates)].map(({ id }) => id))
  const named = [
    ...relatives.flatMap(({ between }, at) => between.map((id, n) => ({ id, path: `relatives[${at}].between[${n}]` }))),
    ...ineligible.map(({ id }, at) => ({ id, path: `ineligible[${at}].id` })),
  ]
  return named
    .filter(({ id }) => !known.has(id) && writtenName(id) === undefined)
    .map(({ id, path }) => ({ path, message: `没有编号为 ${id} 的人` }))
}

function readRuleSet(file: Frame): Result<RuleSet, FileFault[]> {
  const base = findRuleSet(file.ruleSet)
  if (!base) return refused([{ path: 'ruleSet', message: `没有名为 ${file.ruleSet} 的规则` }])
  const applied = applySettings(base, file.settings as Partial<Figures>)
  if (applied.ok) return applied
  return refused(applied.error.map(({ fields, message }) => ({ path: `settings.${fields.join('.')}`, message })))
}

/** A post is known by its position or its title; any other is a member's post and called as it is named. */
function toContest({ post: id, seats, candidates, reservedForWoman }: Frame['posts'][number]): Contest {
  const known = (['chair', 'viceChair', 'member'] as const).find((each) => id === each || id === positionTitle[each])
  const title = known === undefined ? id : positionTitle[known]
  return { id, title, position: known ?? 'member', seats, reservedForWoman, candidates }
}

function checkContests(contests: readonly Contest[]): FileFault[] {
  const faults: FileFault[] = []
  const posts = new Set<string>()
  const people = new Map<string, string>()
  for (const [at, { id: postId, candidates, reservedForWoman }] of contests.entries()) {
    if (posts.has(postId)) faults.push({ path: `posts[${at}].post`, message: `职务 ${postId} 重复` })
    posts.add(postId)
    const ids = new Set<string>()
    for (const [index, { id, name, sex: stated }] of candidates.entries()) {
      const path = `posts[${at}].candidates[${index}]`
      const person = `${plainName(name)}/${stated ?? ''}`
      const written = writtenName(id)
      if (ids.has(id)) faults.push({ path: `${path}.id`, message: `候选人 ${id} 在同一职务中重复` })
      else if ((people.get(id) ?? person) !== person)
        faults.push({ path, message: `${id} 在各职务中的姓名、性别不一致` })
      if (written !== undefined && written !== plainName(name)) {
        faults.push({ path: `${path}.id`, message: `${id} 是另选人 ${written} 的编号，不能用于${name}` })
      }
      if (reservedForWoman && stated === 'male')
        faults.push({ path: `${path}.sex`, message: '妇女名额的候选人须为女性' })
      ids.add(id)
      people.set(id, person)
    }
  }
  return faults
}

/** The ballots one by one, for a single pass; what is wrong with them is added to `faults`. */
function* readBallots(
  ballots: readonly unknown[],
  contests: readonly Contest[],
  faults: FileFault[],
): Generator<Ballot> {
  const candidates = new Map(contests.map((contest) => [contest.id, new Set(contest.candidates.map(({ id }) => id))]))
  const who = whoIsWho(contests)
  for (const [index, raw] of ballots.entries()) {
    const parsed = ballotSchema.safeParse(raw)
    const found = parsed.success
      ? checkMarks(parsed.data, `ballots[${index}].marks`, candidates, who)
      : toFaults(parsed.error, `ballots[${index}]`)
    faults.push(...found)
    if (faults.length >= shownFaults) return
    if (parsed.success && found.length === 0) yield parsed.data
  }
}

function checkMarks(
  ballot: Ballot,
  path: string,
  candidates: ReadonlyMap<string, ReadonlySet<string>>,
  who: WhoIsWho,
): FileFault[] {
  const faults: FileFault[] = []
  for (const [postId, marks] of Object.entries(ballot.marks)) {
    const here = `${path}.${postId}`
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

function toFaults({ issues }: z.ZodError, root: string): FileFault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.reduce<string>(joinPath, root)
    if (issue.code !== 'unrecognized_keys') return [{ path: path === '' ? '文件' : path, message: issue.message }]
    return issue.keys.map((key) => ({ path: joinPath(path, key), message: '不认识的项目' }))
  })
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? String(key) : `${path}.${String(key)}`
}
