import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import type { Finding } from './finding.js'
import { articleIn } from './citation.js'
import type { RuleSet } from './rule-set.js'

/** What is known of somebody who stands at a desk and asks for a ballot. */
export interface VoterAtDesk {
  readonly name: string
  readonly isOnRoll: boolean
  readonly isElector: boolean
  readonly form: ElectionForm
  /** The mobile box for which the voter is listed, whether it is this very desk, and whether it is on its way. */
  readonly mobileBox: { readonly name: string; readonly isHere: boolean; readonly isOut: boolean } | undefined
}

/** The polling place that the desk belongs to. */
export interface DeskPlace {
  readonly name: string
  readonly isMobile: boolean
  /** Residents' groups served, in words, and whether the voter's is one of them. */
  readonly groupsText: string
  readonly serves: boolean
}

/**
 * Whether the voter's own ballot may be handed out here (Urban Residents' Committees Law 2025, arts. 16, 17 and 19).
 * Everybody who is on the roll and has not voted may vote at any fixed place; one arranged otherwise is only told. A
 * mobile box takes the ballots of those listed for it alone (ZJ villages art. 24; more would make the box void), and
 * while it is on its way nobody can know here whether somebody listed has voted.
 */
export function checkVoterAtDesk(voter: VoterAtDesk, place: DeskPlace, ruleSet: RuleSet): Finding[] {
  const { name, isOnRoll, isElector, form } = voter
  if (!isOnRoll) return [error('voter-removed', `${name}已从选民名单取消，不能领票。`, articleIn(ruleSet, 17))]
  if (!isElector)
    return [error('voter-no-elector', `${name}不是${electorText[form]}，不能领票。`, articleIn(ruleSet, 17))]
  return [...mobileBoxFindings(voter, place, ruleSet), ...placeFindings(place, ruleSet)]
}

function error(code: string, message: string, article: string): Finding {
  return { code, severity: 'error', fields: [], message, article }
}

function mobileBoxFindings({ name, mobileBox }: VoterAtDesk, place: DeskPlace, ruleSet: RuleSet): Finding[] {
  const article = ruleSet.provenance.mobileBoxes.source
  if (place.isMobile) {
    if (mobileBox?.isHere) return []
    return [error('voter-not-of-box', `${name}不在${place.name}的名单上，请到投票站投票。`, article)]
  }
  if (!mobileBox) return []
  if (mobileBox.isOut) {
    const message = `${name}列在${mobileBox.name}的名单上，票箱正在外出，是否已经投票还不知道；请等票箱回来登记后再办。`
    return [error('mobile-box-is-out', message, article)]
  }
  const message = `${name}列在${mobileBox.name}的名单上，现在本人到场；在这里领票后，不能再用流动票箱投票。`
  return [{ code: 'voter-of-mobile-box', severity: 'warning', fields: [], message, article }]
}

function placeFindings({ isMobile, serves, groupsText }: DeskPlace, ruleSet: RuleSet): Finding[] {
  if (isMobile || serves) return []
  const message = `本站安排的是${groupsText}，请核对该选民是否应在别的投票站投票。`
  return [{ code: 'voter-of-other-station', severity: 'warning', fields: [], message, article: articleIn(ruleSet, 19) }]
}
