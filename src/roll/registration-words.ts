import { longDate } from '../lib/chinese-text.js'
import { partialDateText } from '../lib/partial-date.js'
import type { Db } from '../infra/db/database.js'
import { declarationWays, declarationWayText, registrationClassText } from '../rules/voter-eligibility.js'
import { findUndertaking } from './clash-queries.js'
import { findDecision, type Registration, type VoterDetails } from './voter-queries.js'

export const declarationOptions = declarationWays.map((value) => ({ value, text: declarationWayText[value] }))

/** The same where it may not be on record. */
export const changedDeclarationOptions = [{ value: '', text: '没有记载' }, ...declarationOptions]

/** How somebody came to be on the roll, as pages and papers say it; blank where nothing is on record. */
export function registrationInWords(voter: Registration) {
  const { registrationClass, residingSince, workingSince, declaredOn, declarationWay } = voter
  const day = declaredOn === null ? '' : longDate(declaredOn)
  return {
    classText: registrationClassText[registrationClass],
    residingText: residingSince === null ? '' : partialDateText(residingSince),
    workingText: workingSince === null ? '' : longDate(workingSince),
    declaredText: [day, declarationWay === null ? '' : declarationWayText[declarationWay]].filter(Boolean).join('，'),
  }
}

/** Who decided on a registration and when, and the undertaking not to register elsewhere. */
export async function decisionInWords(db: Db, electionId: number, voter: VoterDetails) {
  const { decidedBy, fileName } = await findDecision(db, voter)
  const { registeredOn, undertakenOn } = voter
  const when = registeredOn === null ? '' : longDate(registeredOn)
  const source = fileName === undefined ? '' : `（随名册《${fileName}》导入）`
  const onFile = await findUndertaking(db, electionId, voter.identityHash)
  const signed = undertakenOn === null ? '' : `${longDate(undertakenOn)}签`
  return {
    decidedText: `${[decidedBy, when].filter(Boolean).join('，')}${source}`,
    undertakingText: [signed, onFile ?? ''].filter(Boolean).join('，'),
  }
}
