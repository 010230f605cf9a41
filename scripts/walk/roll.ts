import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut, insistOnSuccess } from './browser.js'

/** Uploads a register, looks at the verdicts and commits what is accepted. */
export async function importRegister(browser: Browser, electionId: number, fileName: string, bytes: Buffer) {
  await browser.open(`/elections/${electionId}/roll/import-register`)
  await browser.upload({ field: 'file', fileName, bytes })
  insistOnSuccess(browser, 'upload of the register')
  const review = browser.url
  if (browser.html.includes('value="refuse"')) await browser.submit({ all: 'refuse' }, `${review}/decide`)
  await browser.open(review)
  await carryOut(browser, { declaredTakingPart: 'yes' }, `${review}/commit`)
}

export async function postRoll(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/roll/post-roll`)
  await carryOut(officer, { acknowledged: 'yes' })
}

export async function closeRoll(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/roll/close-roll`)
  await carryOut(officer, { acknowledged: 'yes' })
}

export interface ObjectionWish {
  readonly objector: string
  readonly personName: string
  readonly grounds: string
  readonly receivedOn: PlainDate
}

/** Takes an objection that somebody is missing from the roll. */
export async function raiseObjection(browser: Browser, electionId: number, wish: ObjectionWish): Promise<void> {
  await browser.open(`/elections/${electionId}/roll/objections`)
  await carryOut(browser, { ...wish, subject: 'missing' })
}
