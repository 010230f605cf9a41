import { longDate } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import type { FieldError } from '../infra/http/forms.js'
import { checkCandidates } from '../rules/candidate-vetting.js'
import type { Finding } from '../rules/finding.js'
import type { Post } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { EnteredPaper } from './judge-paper.js'
import type { FoundVoter, NomineeRow } from './queries.js'
import { lookUp } from './voters-called.js'

/** Who of the roll a paper nominates; a namesake is for a person to choose. */
export async function findNomineeVoter(db: Db, electionId: number, { nominee, nomineeVoterId }: EnteredPaper) {
  const errors: FieldError[] = []
  const [found] = await lookUp(db, electionId, [nominee])
  const voters = found?.voters ?? []
  const voter = voters.length > 1 ? voters.find(({ id }) => id === nomineeVoterId) : voters[0]
  if (voters.length === 0) {
    errors.push({ field: 'nominee', message: `被提名人“${nominee}”在选民名单上查不到，请核对姓名或者选民证号` })
  } else if (!voter) {
    errors.push({ field: 'nomineeVoterId', message: `“${nominee}”有${voters.length}名同名选民，请选定是哪一位` })
  }
  return { voter, errors, namesakes: voters.length > 1 ? voters : [] }
}

/** A man for the seat kept for a woman is refused when the paper comes in, not when the ballot is made. */
export function sexFindings(voter: FoundVoter, post: Post | undefined, ruleSet: RuleSet): Finding[] {
  if (!post) return []
  const person = { id: voter.id, name: voter.name, sex: voter.sex, postId: post.id, hasConsented: true } as const
  return checkCandidates([{ ...person, vetting: 'passed' }], [post], ruleSet)
    .filter(({ code }) => code === 'man-on-reserved-seat')
    .map((finding) => ({ ...finding, fields: ['postId'] }))
}

/** Somebody who failed or withdrew is not nominated anew. */
export function stateErrors(nominee: NomineeRow | undefined): FieldError[] {
  if (nominee?.vetting !== 'failed' && nominee?.vetting !== 'withdrawn') return []
  const state = nominee.vetting === 'failed' ? '资格审查不合格' : '已书面放弃'
  const day = nominee.vettedOn === null ? '' : `（${longDate(nominee.vettedOn)}）`
  return [
    { field: 'nominee', message: `${nominee.name}${state}${day}，不能再登记提名；如登记有误，请先到本人页面更正` },
  ]
}

/** Papers for two posts: which one is the nominee's own choice. */
export function postErrors(
  entered: EnteredPaper,
  nominee: NomineeRow | undefined,
  post: Post | undefined,
): FieldError[] {
  if (!nominee || !post || nominee.postId === entered.postId) return []
  if (entered.chosenPostId === nominee.postId || entered.chosenPostId === entered.postId) return []
  const message = `${nominee.name}已被提名为${nominee.postTitle}，一人只能做一个职务的候选人。请由本人书面选定，在下面选“本人选定的职务”后再登记`
  return [{ field: 'chosenPostId', message }]
}
