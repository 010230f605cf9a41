import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { dateField, halfWidth, queryText, timeField } from '../infra/http/fields.js'
import { type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { eventAreas, eventText } from './event-text.js'
import { listRecordNames } from './log-name-queries.js'
import { listAccountIdsOf, type LogFilter, type LogPerson } from './log-queries.js'
import { type LogSubject, readSubject, subjectKinds } from './log-subjects.js'

/** What was typed and chosen, as the page shows it again. */
export interface LogChoice {
  readonly election: string
  readonly account: string
  /** A kind of event, or `area-` and an area. */
  readonly type: string
  readonly from: string
  readonly to: string
  readonly about: string
}

/** Whose log it is that is looked at: one election's, or of one person there, or all of it. */
export interface LogScope {
  readonly electionId: number | undefined
  readonly accountId: number | undefined
}

export interface ReadFilter {
  readonly choice: LogChoice
  readonly filter: LogFilter
  readonly errors: FormErrors | undefined
}

const names = ['election', 'account', 'type', 'from', 'to', 'about'] as const

/** Reads what is looked for from an address or a form; what cannot be read is said beside its field. */
export async function readFilter(db: Db, source: unknown, scope: LogScope): Promise<ReadFilter> {
  const choice = Object.fromEntries(names.map((name) => [name, queryText(source, name)])) as unknown as LogChoice
  const errors: FieldError[] = []
  const electionId = scope.electionId ?? (/^[1-9]\d{0,8}$/.test(choice.election) ? Number(choice.election) : undefined)
  const person = await personOf(db, choice.account, scope)
  if (person === undefined && choice.account !== '') {
    errors.push({ field: 'account', message: `没有姓名或者登录账号是“${choice.account}”的人` })
  }
  const filter: LogFilter = {
    electionId,
    person,
    types: typesOf(choice.type),
    from: instantOf(choice.from, 'from', errors),
    until: instantOf(choice.to, 'to', errors),
    subject: await subjectOf(db, choice.about, electionId),
  }
  if (filter.from !== undefined && filter.until !== undefined && filter.from >= filter.until) {
    errors.push({ field: 'to', message: '结束的时间要晚于开始的时间' })
  }
  return { choice, filter, errors: errors.length === 0 ? undefined : formErrors(errors) }
}

/** Those who did something without an account: the house itself, and strangers at its door. */
const withoutAccount = ['系统', '未登录']

async function personOf(db: Db, name: string, { accountId }: LogScope): Promise<LogPerson | undefined> {
  if (accountId !== undefined) return { accountIds: [accountId], nameWithoutAccount: null }
  if (name === '') return undefined
  const nameWithoutAccount = withoutAccount.includes(name) ? name : null
  const accountIds = await listAccountIdsOf(db, name)
  return accountIds.length === 0 && nameWithoutAccount === null ? undefined : { accountIds, nameWithoutAccount }
}

function typesOf(chosen: string): readonly string[] | undefined {
  if (chosen === '') return undefined
  const area = eventAreas.find(({ key }) => chosen === `area-${key}`)
  return area ? area.types.map(([type]) => type) : [chosen]
}

/**
 * A day, or a day with an hour and minute, in the time of the whole country; as the end of a stretch a day is whole and
 * a minute is too.
 */
function instantOf(typed: string, field: 'from' | 'to', errors: FieldError[]): string | undefined {
  if (typed === '') return undefined
  const [, day = '', clock = ''] = /^(.*?)(?:[\sT]+(\S+))?$/.exec(halfWidth(typed)) ?? []
  const [date, time] = [dateField.safeParse(day), timeField.safeParse(clock === '' ? '00:00' : clock)]
  if (!date.success || !time.success) {
    errors.push({ field, message: '请按 2027-05-20 或者 2027-05-20 09:30 的样子填写' })
    return undefined
  }
  const length = field === 'from' ? 0 : clock === '' ? 86_400_000 : 60_000
  return new Date(startOf(date.data, time.data) + length).toISOString()
}

function startOf(day: PlainDate, time: string): number {
  return Date.parse(`${day}T${time}:00.000+08:00`)
}

/** Somebody or something of the election that is looked at; of another one it is not there. */
async function subjectOf(db: Db, text: string, electionId: number | undefined): Promise<LogSubject | undefined> {
  if (text === '') return undefined
  const named = readSubject(text)
  if (named === undefined) throw new NotFound()
  const record = (await listRecordNames(db, new Map([[named.kind, new Set([named.id])]]))).get(named.kind)?.[named.id]
  if (!record || record.electionId === null) throw new NotFound('没有这份资料。')
  if (electionId !== undefined && record.electionId !== electionId) throw new NotFound('没有这份资料。')
  return { ...named, electionId: record.electionId, name: record.text }
}

/** What is looked for as an address, from a number of the log down where one is given. */
export function logAddress(home: string, choice: Partial<LogChoice>, before?: number): string {
  const query = new URLSearchParams()
  for (const name of names) if (choice[name]) query.set(name, choice[name])
  if (before !== undefined) query.set('before', String(before))
  const text = query.toString()
  return text === '' ? home : `${home}?${text}`
}

/** What is looked for in words, for a heading, a print and an export. */
export function filterInWords({ choice, filter }: ReadFilter, electionName: string): string {
  const { subject } = filter
  const area = eventAreas.find(({ key }) => choice.type === `area-${key}`)
  const what = area ? area.title : eventText(choice.type)
  const parts = [
    electionName,
    subject ? `关于${subjectKinds[subject.kind].title}${subject.name}` : '',
    choice.account === '' ? '' : `经办人${choice.account}`,
    what,
    choice.from === '' ? '' : `${choice.from}起`,
    choice.to === '' ? '' : `到${choice.to}`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? '全部' : parts.join('，')
}

/** Kinds of event to choose from, by areas, each area as a whole first. */
export function kindChoices(chosen: string) {
  return eventAreas.map(({ key, title, types }) => ({
    title,
    all: { value: `area-${key}`, text: `${title}：全部`, isChosen: chosen === `area-${key}` },
    types: types.map(([value, text]) => ({ value, text, isChosen: value === chosen })),
  }))
}
