import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Post } from '../rules/post.js'
import { type NominationKind, nominationKindText } from '../rules/nomination.js'
import type { listNomineeEvents, NomineeRow } from './queries.js'
import { type VettingPlace, type VettingRow, vettingOpinionText, vettingPlaceText } from '../rules/vetting-verdict.js'
import { acceptsText } from './nominee-facts.js'
import { type ResumeRow, resumeText } from './resume.js'
import { type ScanKind, scanText } from './scan-words.js'
import { vettingWords } from './words.js'

type NomineeEvent = Awaited<ReturnType<typeof listNomineeEvents>>[number]

/** What was done about a nominee, in words. */
export function historyOf(events: readonly NomineeEvent[], posts: readonly Post[]) {
  const titleOf = (postId: unknown) => posts.find(({ id }) => id === String(postId))?.title ?? ''
  return events.map(({ at, accountName, type, content }) => ({
    at,
    by: accountName,
    text: sentence(type, content, titleOf),
  }))
}

function sentence(
  type: string,
  content: Readonly<Record<string, unknown>>,
  titleOf: (postId: unknown) => string,
): string {
  const reason = typeof content['reason'] === 'string' ? `，原因：${content['reason']}` : ''
  switch (type) {
    case 'nominationReceived': {
      const kind = nominationKindText[content['kind'] as NominationKind]
      const people = content['kind'] === 'joint' ? `，计${String(content['nominators'])}名` : ''
      return `登记第${String(content['number'])}号提名表：${kind}，${titleOf(content['postId'])}${people}`
    }
    case 'nomineeChanged':
      return `更正：${changes(content['before'] as Facts, content['after'] as Facts, titleOf)}`
    case 'nomineeConsented':
      return `${longDate(content['on'] as PlainDate)}本人书面接受提名`
    case 'nomineeVetted':
      return `资格审查结果：${vettingWords[content['vetting'] as NomineeRow['vetting']].text}${reason}`
    case 'vettingOpinionGiven':
      return opinionSentence(content)
    case 'nomineePhotoAdded':
      return '存入照片'
    case 'nomineePhotoRemoved':
      return '删除照片'
    case 'nominationScanAdded':
      return `存入扫描件：${scanSentence(content)}`
    case 'nominationScanRemoved':
      return `删除扫描件：${scanSentence(content)}`
    default:
      return `本人书面放弃提名${reason}`
  }
}

function scanSentence(content: Readonly<Record<string, unknown>>): string {
  return `${scanText[content['behind'] as ScanKind]}，${String(content['title'])}`
}

function opinionSentence(content: Readonly<Record<string, unknown>>): string {
  const { opinion, note, reason } = content as unknown as VettingRow & { readonly reason: string | null }
  const who = vettingPlaceText(content as unknown as VettingPlace)
  const changed = reason ? `，更改原因：${reason}` : ''
  return `审查意见：${who}，${vettingOpinionText[opinion]}${note === '' ? '' : `，${note}`}${changed}`
}

type Facts = Readonly<Record<string, unknown>>

const factText: Readonly<Record<string, string>> = {
  postId: '职务',
  occupation: '现职业或者职务',
  politicalStatus: '政治面貌',
  education: '文化程度',
  resume: '个人简历',
  pledge: '竞选承诺',
  acceptsConditions: '是否服从资格条件',
}

function changes(before: Facts, after: Facts, titleOf: (postId: unknown) => string): string {
  const shown = (fact: string, value: unknown) => (fact === 'postId' ? titleOf(value) : factShown(fact, value))
  return Object.keys(after)
    .map((fact) => ({ fact, from: shown(fact, before[fact]), to: shown(fact, after[fact]) }))
    .filter(({ from, to }) => from !== to)
    .map(({ fact, from, to }) => `${factText[fact] ?? fact}由“${from}”改为“${to}”`)
    .join('；')
}

function factShown(fact: string, value: unknown): string {
  if (fact === 'acceptsConditions') return acceptsText((value ?? null) as boolean | null)
  if (fact !== 'resume') return typeof value === 'string' && value !== '' ? value : '空白'
  const rows = (value ?? []) as readonly ResumeRow[]
  return rows.map(resumeText).join('／') || '空白'
}
