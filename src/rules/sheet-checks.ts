import { type Fraction, isAtLeast, percentText } from '../lib/fraction.js'
import type { Finding } from './finding.js'
import type { Candidate, Contest } from './post.js'
import { ballotFields, candidateField, voteKinds, writeInField } from './sheet-fields.js'
import type { EnteredCandidate, EnteredPost, EnteredSheet, SheetFacts } from './tally-sheet.js'
import { ballotLimitArticles } from './turnout.js'
import { plainName } from './write-in.js'

/** What may be found about one sheet; every code has words of its own for who types and who decides. */
export type SheetFindingCode =
  | 'ballots-do-not-add-up'
  | 'candidate-votes-exceed-valid'
  | 'candidate-votes-short-of-valid'
  | 'votes-exceed-seats'
  | 'write-in-without-name'
  | 'write-in-without-votes'
  | 'write-in-twice'
  | 'write-in-names-candidate'
  | 'write-in-exceeds-valid'
  | 'figure-not-whole'
  | 'sheet-differs-from-ballot'
  | 'more-ballots-than-issued'
  | 'issued-differs-from-account'
  | 'many-ballots-missing'
  | 'no-ballots-returned'
  | 'many-invalid'
  | 'many-blank'
  | 'post-partly-void'
  | 'post-without-votes'
  | 'write-in-names-other-candidate'

/**
 * When a number is worth a question: three in a hundred, and at least fifteen ballots. Not a figure of the
 * law: it decides nothing, it only asks for an explanation.
 */
const unusual = { share: { num: 3, den: 100 } satisfies Fraction, atLeast: 15 }

/** Fields whose figure cannot be a number of ballots. */
export function brokenFigures(sheet: EnteredSheet): string[] {
  const isBroken = (value: number | undefined): boolean =>
    value !== undefined && (!Number.isSafeInteger(value) || value < 0)
  return [
    ...ballotFields.filter((field) => isBroken(sheet[field])),
    ...sheet.posts.flatMap(({ postId, candidates, writeIns }) => [
      ...candidates.flatMap((row) =>
        voteKinds.filter((kind) => isBroken(row[kind])).map((kind) => candidateField(row.candidateId, kind)),
      ),
      ...writeIns.flatMap(({ votes }, index) => (isBroken(votes) ? [writeInField(postId, index + 1, 'votes')] : [])),
    ]),
  ]
}

/** Every post and candidate of the ballot once, in its order, and no other. */
export function isOfThisBallot(sheet: EnteredSheet, contests: readonly Contest[]): boolean {
  const typed = sheet.posts.map(({ postId, candidates }) => [postId, candidates.map((row) => row.candidateId)])
  const printed = contests.map(({ id, candidates }) => [id, candidates.map((candidate) => candidate.id)])
  return JSON.stringify(typed) === JSON.stringify(printed)
}

export function checkBallots(sheet: EnteredSheet, facts: SheetFacts): Finding[] {
  const { ballotsReturned: returned, validBallots: valid, invalidBallots: invalid, blankBallots: blank } = sheet
  const findings: Finding[] = []
  if (returned !== valid + invalid + blank) {
    const fields = ['ballotsReturned', 'validBallots', 'invalidBallots', 'blankBallots']
    const message = `收回${returned}张，不等于有效${valid}张＋无效${invalid}张＋空白${blank}张＝${valid + invalid + blank}张。`
    findings.push(error('ballots-do-not-add-up', fields, message))
  }
  findings.push(...checkIssued(sheet, facts))
  if (returned === 0) findings.push(warning('no-ballots-returned', ['ballotsReturned'], '这张计票单上没有收回选票。'))
  if (isUnusual(invalid, returned)) {
    const message = `无效票${invalid}张，占收回选票的${percentText(invalid, returned)}，请核对并说明。`
    findings.push(warning('many-invalid', ['invalidBallots'], message))
  }
  if (isUnusual(blank, returned)) {
    const message = `空白票${blank}张，占收回选票的${percentText(blank, returned)}，请核对并说明。`
    findings.push(warning('many-blank', ['blankBallots'], message))
  }
  return findings
}

/**
 * More ballots back than were handed out is a warning here although it makes the vote void: if it is so, the
 * sheet must still be counted for the vote to be declared void.
 */
function checkIssued({ ballotsIssued: stated, ballotsReturned: returned }: EnteredSheet, facts: SheetFacts): Finding[] {
  const findings: Finding[] = []
  const issued = Math.min(stated ?? Number.POSITIVE_INFINITY, facts.ballotsIssued ?? Number.POSITIVE_INFINITY)
  const fields = stated === undefined ? ['ballotsReturned'] : ['ballotsReturned', 'ballotsIssued']
  if (returned > issued) {
    const what = `收回${returned}张，多于发出${issued}张`
    // Of a mobile box only its own ballots are void; where only those who voted are asked for, nothing is by this alone.
    if (facts.isMobileBox === true && facts.overfullBox === 'ballotsVoid') {
      const found = warning('more-ballots-than-issued', fields, `${what}；若属实，这个票箱的选票无效。请核对并说明。`)
      findings.push({ ...found, article: facts.provenance.overfullBox.source })
    } else if (facts.ballotsNotMoreThan === 'voted') {
      findings.push(warning('more-ballots-than-issued', fields, `${what}，请核对并说明。`))
    } else {
      const found = warning('more-ballots-than-issued', fields, `${what}；若属实，选举无效。请核对并说明。`)
      findings.push({ ...found, article: ballotLimitArticles(facts).issued })
    }
  }
  if (stated === undefined) return findings
  if (facts.ballotsIssued !== undefined && stated !== facts.ballotsIssued) {
    const message = `计票单上发出${stated}张，与投票站登记的发出${facts.ballotsIssued}张不一致，请核对并说明。`
    findings.push(warning('issued-differs-from-account', ['ballotsIssued'], message))
  }
  if (isUnusual(stated - returned, stated)) {
    const message = `发出${stated}张，收回${returned}张，少${stated - returned}张，请核对并说明。`
    findings.push(warning('many-ballots-missing', fields, message))
  }
  return findings
}

/** The identities of one post: each candidate's marks make up the valid ballots; no more votes than seats allow. */
export function checkPost(post: EnteredPost, contest: Contest, valid: number, facts: SheetFacts): Finding[] {
  const names = new Map(contest.candidates.map(({ id, name }) => [id, name]))
  return [
    ...post.candidates.flatMap((row) => checkMarks(row, `${names.get(row.candidateId)}`, valid, facts)),
    ...checkVotes(post, contest, valid),
    ...checkWriteIns(post, contest, valid, facts.contests),
  ]
}

function checkMarks(row: EnteredCandidate, name: string, valid: number, facts: SheetFacts): Finding[] {
  const fields = voteKinds.map((kind) => candidateField(row.candidateId, kind))
  const sum = row.for + row.against + row.abstain
  const shown = `${name}：赞成${row.for}＋反对${row.against}＋弃权${row.abstain}＝${sum}`
  if (sum > valid) return [error('candidate-votes-exceed-valid', fields, `${shown}，多于有效票${valid}张。`)]
  if (sum === valid) return []
  const causes = partlyVoidBy(facts)
  if (causes.length === 0) {
    return [error('candidate-votes-short-of-valid', fields, `${shown}，少于有效票${valid}张。`)]
  }
  const message = `${shown}，少于有效票${valid}张；若是有${causes.join('、')}的选票所致，请说明张数。`
  return [warning('post-partly-void', fields, message)]
}

/**
 * What may leave a mark out of the sums of a post while the ballot stays valid, under the rules in force (law.md 5.2).
 * A sheet has no number of its own for it, so sums that are short are explained.
 */
function partlyVoidBy({ overvoteScope, illegibleScope, multiPost }: SheetFacts): string[] {
  return [
    ...(overvoteScope === 'post' ? ['该职多选'] : []),
    ...(illegibleScope === 'part' ? ['部分无法辨认'] : []),
    ...(multiPost === 'invalid' ? [] : ['同一人被选多职']),
  ]
}

function checkVotes(post: EnteredPost, { title, seats }: Contest, valid: number): Finding[] {
  const printed = post.candidates.reduce((sum, row) => sum + row.for, 0)
  const votes = post.writeIns.reduce((sum, row) => sum + row.votes, printed)
  const fields = [
    ...post.candidates.map((row) => candidateField(row.candidateId, 'for')),
    ...post.writeIns.map((_, index) => writeInField(post.postId, index + 1, 'votes')),
  ]
  if (votes > valid * seats) {
    const message = `${title}的赞成票（含另选人）合计${votes}张，多于有效票${valid}张×应选${seats}名＝${valid * seats}。`
    return [error('votes-exceed-seats', fields, message)]
  }
  if (votes > 0 || valid === 0) return []
  return [warning('post-without-votes', fields, `${title}没有一张赞成票，请核对并说明。`)]
}

function checkWriteIns(post: EnteredPost, contest: Contest, valid: number, contests: readonly Contest[]): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<string>()
  const others = contests.filter(({ id }) => id !== contest.id).flatMap(({ candidates }) => candidates)
  for (const [index, { name: typed, votes }] of post.writeIns.entries()) {
    const name = plainName(typed)
    const nameField = [writeInField(post.postId, index + 1, 'name')]
    const votesField = [writeInField(post.postId, index + 1, 'votes')]
    if (name === '') findings.push(error('write-in-without-name', nameField, '另选人须填写姓名。'))
    if (votes === 0) findings.push(error('write-in-without-votes', votesField, `另选人${name}没有得票，请删去这一行。`))
    if (votes > valid) {
      const message = `另选人${name}得${votes}票，多于有效票${valid}张。`
      findings.push(error('write-in-exceeds-valid', votesField, message))
    }
    if (seen.has(name)) findings.push(error('write-in-twice', nameField, `另选人${name}重复，请合并为一行。`))
    if (bears(contest.candidates, name)) {
      const message = `${name}是${contest.title}候选人，请计入其赞成票；确系同名的另一人，请在姓名后注明区别。`
      findings.push(error('write-in-names-candidate', nameField, message))
    }
    if (bears(others, name)) {
      const message = `${name}是其他职务的候选人：同一人只保留较高职务；确系同名的另一人，请在姓名后注明区别。`
      findings.push(warning('write-in-names-other-candidate', nameField, message))
    }
    seen.add(name)
  }
  return findings
}

function bears(candidates: readonly Candidate[], name: string): boolean {
  return candidates.some((candidate) => plainName(candidate.name) === name)
}

function isUnusual(part: number, whole: number): boolean {
  return part >= unusual.atLeast && isAtLeast(part, whole, unusual.share)
}

export function error(code: SheetFindingCode, fields: readonly string[], message: string): Finding {
  return { code, severity: 'error', fields, message }
}

function warning(code: SheetFindingCode, fields: readonly string[], message: string): Finding {
  return { code, severity: 'warning', fields, message }
}
