import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut, insistOnSuccess, offered } from './browser.js'

/** Uploads a register, looks at the verdicts and commits what is accepted. */
export async function importRegister(browser: Browser, electionId: number, fileName: string, bytes: Buffer) {
  await browser.open(`/elections/${electionId}/roll/import-register`)
  await browser.upload({ field: 'file', fileName, bytes })
  insistOnSuccess(browser, 'upload of the register')
  const review = browser.url
  if (browser.html.includes('value="refuse"')) await browser.submit({ all: 'refuse' }, `${review}/decide`)
  await browser.open(review)
  await carryOut(browser, { declaredTakingPart: 'yes', declarationWay: 'atHome' }, `${review}/commit`)
}

export async function postRoll(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/roll/post-roll`)
  await carryOut(officer, { acknowledged: offered(officer.html, 'acknowledged') })
}

export async function closeRoll(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/roll/close-roll`)
  await carryOut(officer, { acknowledged: offered(officer.html, 'acknowledged') })
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

/** Rules on every open objection: nobody was wrongly left out. */
export async function dismissObjections(officer: Browser, electionId: number, on: PlainDate): Promise<void> {
  const home = `/elections/${electionId}/roll/objections`
  await officer.open(home)
  const ids = [...new Set([...officer.html.matchAll(/roll\/objections\/(\d+)"/g)].map(([, id]) => id as string))]
  for (const id of ids) {
    await officer.open(`${home}/${id}`)
    const ruling = '经核对户籍和居住情况，不符合在本社区登记的条件，维持原名单。'
    await carryOut(officer, { outcome: 'dismissed', decidedOn: on, ruling }, `${home}/${id}`)
  }
}

/**
 * Settles who casts a ballot: each household's head, or, where the residents' representatives elect, about one
 * in ten voters.
 */
export async function chooseElectors(officer: Browser, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/roll/choose-electors`
  await officer.open(page)
  if (officer.html.includes('name="rule" value="heads"')) {
    await officer.submit({ rule: 'heads' }, page)
    insistOnSuccess(officer, page)
    return
  }
  for (let number = 1; ; number += 1) {
    await officer.open(`${page}?page=${number}`)
    const shown = [...officer.html.matchAll(/name="shown" value="(\d+)"/g)].map(([, id]) => id as string)
    await officer.submit({ shown, voterId: shown.filter((_, index) => index % 6 === 0), page: number }, page)
    insistOnSuccess(officer, page)
    if (!officer.html.includes('rel="next"')) return
  }
}
