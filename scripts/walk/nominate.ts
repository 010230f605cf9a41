import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut, insistOnSuccess, offered } from './browser.js'
import type { Cast } from './cast.js'

export interface NomineeWish {
  readonly postTitle: string
  /** Voter card numbers: of the person, and of those who sign; no signers: the Party organisation nominates. */
  readonly voterNumber: number
  readonly signers: readonly number[]
  /** Puts himself forward, where the election takes that. */
  readonly isSelf?: boolean
}

/** Every paper through its page: nomination, the person's consent, the vetting. */
export async function nominate(cast: Cast, electionId: number, wishes: readonly NomineeWish[], on: PlainDate) {
  const home = `/elections/${electionId}/nomination`
  for (const wish of wishes) {
    const { rollClerk } = cast
    const kind = wish.isSelf ? 'self' : wish.signers.length > 0 ? 'joint' : 'party'
    await rollClerk.open(`${home}/record-nomination`)
    await carryOut(rollClerk, {
      postId: optionValue(rollClerk.html, wish.postTitle),
      receivedOn: on,
      nominee: wish.voterNumber,
      kind,
      nominators: wish.signers.join('\n'),
      partyOrganisation: kind === 'party' ? '中共社区委员会' : '',
      ...(kind === 'self' ? selfTold : {}),
      ...factsOf(wish.voterNumber),
    })
  }
}

/** What only the form of self-nomination tells. */
const selfTold = {
  acceptsConditions: 'yes',
  pledge: '办好老年食堂，每月公布一次账目。',
  'resume-1-span': '2008年至2016年',
  'resume-1-employer': '云岭建材商行',
  'resume-1-duty': '会计',
  'resume-2-span': '2016年至今',
  'resume-2-employer': '个体经营',
}

const occupations = ['社区工作者', '退休教师', '个体经营', '企业职员', '社区网格员']
const politicalStatuses = ['群众', '中共党员', '群众', '中共党员', '共青团员']
const educations = ['大专', '本科', '高中', '本科']

/** What the paper says of a person: made up, but the same at every making. */
function factsOf(voterNumber: number) {
  return {
    occupation: occupations[voterNumber % 5] ?? '',
    politicalStatus: politicalStatuses[(voterNumber * 3) % 5] ?? '',
    education: educations[voterNumber % 4] ?? '',
  }
}

/** Records the consent of every nominee, then the review with every row good. */
export async function vetAll(cast: Cast, electionId: number, on: PlainDate): Promise<void> {
  await consentAll(cast, electionId, on)
  await passVetting(cast, electionId, on)
}

/** Everybody nominated accepts, for the post that was proposed. */
export async function consentAll(cast: Cast, electionId: number, on: PlainDate): Promise<void> {
  const home = `/elections/${electionId}/nomination`
  const { officer, rollClerk } = cast
  await officer.open(home)
  const ids = [...new Set([...officer.html.matchAll(/nomination\/nominees\/(\d+)/g)].map(([, id]) => id as string))]
  for (const id of ids) {
    await rollClerk.open(`${home}/nominees/${id}/record-consent`)
    const posts = [...rollClerk.html.matchAll(/name="postId" value="(\d+)" checked/g)].map(([, post]) => post as string)
    await carryOut(rollClerk, { decision: 'accept', on, ...(posts[0] ? { postId: posts[0] } : {}) })
  }
}

/** Everybody who writes rows of the review ticks all that are still blank: of one nominee, or of everybody. */
export async function passVetting(
  { officer, township, auditor }: Pick<Cast, 'officer' | 'township' | 'auditor'>,
  electionId: number,
  on: PlainDate,
  nomineeId?: number,
): Promise<void> {
  const page = `/elections/${electionId}/nomination/vet-nominees`
  for (const [writer, givenBy] of [
    [township, '周明'],
    [officer, '陈国强'],
    [auditor, '何卫东'],
  ] as const) {
    await writer.open(page)
    const open = offered(writer.html, 'passed')
    const passed = open.filter((value) => nomineeId === undefined || value.startsWith(`${nomineeId} `))
    if (passed.length > 0) await carryOut(writer, { passed, givenBy, givenOn: on }, page)
  }
}

export async function postNominees(officer: Browser, electionId: number, on: PlainDate): Promise<void> {
  await officer.open(`/elections/${electionId}/nomination/post-nominees`)
  await carryOut(officer, { on })
}

/** Two steps: look at the list, then confirm it. */
export async function confirmCandidates(officer: Browser, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/nomination/confirm-candidates`
  await officer.open(page)
  const places = [...officer.html.matchAll(/name="(place-\d+)" value="(\d+)"/g)]
  const order = Object.fromEntries(places.map(([, name, place]) => [name, place])) as Record<string, string>
  await carryOut(officer, { step: 'review', acknowledged: 'yes', ...order }, page)
  await officer.submit({ step: 'confirm' }, page)
  insistOnSuccess(officer, page)
}

function optionValue(html: string, text: string): string {
  const value = new RegExp(`<option value="(\\d+)"[^>]*>${text}[^<]*</option>`).exec(html)?.[1]
  if (!value) throw new Error(`the page offers no ${text}`)
  return value
}
