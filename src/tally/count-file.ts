import { type Result, ok, refused } from '../lib/result.js'
import { overfullBoxes } from '../rules/ballot-boxes.js'
import { type BallotTotals, countBallots } from '../rules/count.js'
import type { Figures } from '../rules/figures.js'
import { forged } from '../rules/invalid-ballots.js'
import { decideOutcome, type Outcome, type Vote } from '../rules/outcome.js'
import { type Contest, type Position, positionTitle } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { applySettings, findRuleSet } from '../rules/rule-sets.js'
import { plainName, whoIsWho, writtenName } from '../rules/write-in.js'
import { ballotReader, type FiledBallot, type ReadBallot } from './ballot-reader.js'
import { type Frame, frameSchema } from './count-file-frame.js'
import { type FileFault, toFaults } from './file-faults.js'

/** More faults than anybody reads at once; the rest shows after the first are mended. */
const shownFaults = 100

/**
 * Counts a vote given as one JSON value and decides it. Unknown keys, unknown posts, candidates, boxes and people, a
 * person named twice under one post, negative numbers and settings that the law does not leave open are refused,
 * each with its path. A stated number of ballots returned that the ballots do not add up to is refused too,
 * unless the vote is void by the stated figures, where the marks decide nothing.
 */
export function countFile(input: unknown): Result<Outcome, FileFault[]> {
  const parsed = frameSchema.safeParse(input)
  if (!parsed.success) return refused(toFaults(parsed.error, ''))
  const file = parsed.data
  const ruleSet = readRuleSet(file)
  if (!ruleSet.ok) return ruleSet
  const contests = file.posts.map(toContest)
  const faults = [...checkContests(contests), ...checkBoxes(file), ...checkPeople(file, contests)]
  if (faults.length > 0) return refused(faults)
  const counted = countFiled(file, contests, ruleSet.value, faults)
  if (faults.length > 0) return refused(faults)
  const { returned: sum } = counted.ballots
  const returned = file.ballotsReturned ?? sum
  const ballots: BallotTotals = { ...counted.ballots, returned }
  const outcome = decideOutcome(toVote(file, contests), { ...counted, ballots }, ruleSet.value)
  if (outcome.isValid && returned !== sum) {
    return refused([{ path: 'ballotsReturned', message: `收回选票${returned}张，与所列选票合计${sum}张不一致` }])
  }
  return ok(outcome)
}

/** Counts the ballots in a single pass; what is wrong with them is added to `faults`. */
function countFiled(file: Frame, contests: readonly Contest[], ruleSet: RuleSet, faults: FileFault[]) {
  const reader = ballotReader(contests, new Set(file.boxes.map(({ box }) => box)))
  if (file.boxes.length === 0) return countBallots(readBallots(file.ballots, reader, faults), contests, ruleSet)
  const ballots = [...readBallots(file.ballots, reader, faults)]
  const inBox = ballotsByBox(ballots)
  const boxes = file.boxes.map(({ box, name, voters }) => ({
    box,
    name: name ?? box,
    voters,
    ballots: inBox.get(box) ?? 0,
  }))
  const overfull = overfullBoxes(boxes, ruleSet)
  const distrusted = new Set<string | undefined>(overfull.map(({ box }) => box))
  const standing = ballots.filter(({ box, invalid }) => invalid === forged || !distrusted.has(box))
  const voidBoxes = overfull.map(({ name, voters, ballots: held }) => ({ name, voters, ballots: held }))
  return countBallots(standing, contests, ruleSet, voidBoxes)
}

function ballotsByBox(ballots: readonly FiledBallot[]): Map<string, number> {
  const inBox = new Map<string, number>()
  for (const { box, times, invalid } of ballots) {
    if (box !== undefined && invalid !== forged) inBox.set(box, (inBox.get(box) ?? 0) + times)
  }
  return inBox
}

function* readBallots(ballots: readonly unknown[], read: ReadBallot, faults: FileFault[]): Generator<FiledBallot> {
  for (const [index, raw] of ballots.entries()) {
    const ballot = read(raw, index)
    if (!Array.isArray(ballot)) yield ballot
    else {
      faults.push(...ballot)
      if (faults.length >= shownFaults) return
    }
  }
}

function toVote(file: Frame, contests: readonly Contest[]): Vote {
  const { form, round, registered, ballotsIssued, votersWhoVoted, electedBefore, membersBefore } = file
  const { personOf } = whoIsWho(contests)
  return {
    ...{ form, round, registered, ballotsIssued, votersWhoVoted, contests },
    electedBefore: electedBefore ?? (membersBefore.length > 0 ? membersBefore.length : undefined),
    membersBefore: membersBefore.map(({ id, name, position, votes, sex, isInOffice }) => ({
      ...{ personId: id, name, position, votes, title: positionTitle[position] },
      ...(sex ? { sex } : {}),
      ...(isInOffice ? { isInOffice } : {}),
    })),
    relatives: file.relatives.map(({ between: [one, other], relation }) => ({
      between: [personOf(one), personOf(other)],
      relation,
    })),
    ineligible: file.ineligible.map(({ id, reason, note }) => ({ personId: personOf(id), reason, note })),
  }
}

function readRuleSet(file: Frame): Result<RuleSet, FileFault[]> {
  const base = findRuleSet(file.ruleSet)
  if (!base) return refused([{ path: 'ruleSet', message: `没有名为 ${file.ruleSet} 的规则` }])
  const applied = applySettings(base, file.settings as Partial<Figures>)
  if (applied.ok) return applied
  return refused(applied.error.map(({ fields, message }) => ({ path: `settings.${fields.join('.')}`, message })))
}

/** A post is known by its position or its title; any other is a member's post and called as it is named. */
function positionOf(id: string): { readonly title: string; readonly position: Position } {
  const known = (['chair', 'viceChair', 'member'] as const).find((each) => id === each || id === positionTitle[each])
  return { title: known === undefined ? id : positionTitle[known], position: known ?? 'member' }
}

function toContest({ post: id, seats, candidates, reservedForWoman }: Frame['posts'][number]): Contest {
  return { id, ...positionOf(id), seats, reservedForWoman, candidates }
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

function checkBoxes({ boxes }: Frame): FileFault[] {
  return boxes.flatMap(({ box }, at) =>
    boxes.findIndex((other) => other.box === box) < at
      ? [{ path: `boxes[${at}].box`, message: `票箱 ${box} 重复` }]
      : [],
  )
}

/** A slip in somebody's id would leave relatives together or seat the ineligible. */
function checkPeople({ relatives, ineligible, membersBefore }: Frame, contests: readonly Contest[]): FileFault[] {
  const people = new Set([
    ...contests.flatMap(({ candidates }) => candidates.map(({ id }) => id)),
    ...membersBefore.map(({ id }) => id),
  ])
  const check = (id: string, path: string): FileFault[] =>
    people.has(id) || writtenName(id) !== undefined ? [] : [{ path, message: `没有编号为 ${id} 的人` }]
  return [
    ...relatives.flatMap(({ between: [one, other] }, at) => [
      ...check(one, `relatives[${at}].between[0]`),
      ...check(other, `relatives[${at}].between[1]`),
      ...(one === other ? [{ path: `relatives[${at}].between[1]`, message: '不能是同一个人' }] : []),
    ]),
    ...ineligible.flatMap(({ id }, at) => check(id, `ineligible[${at}].id`)),
  ]
}
