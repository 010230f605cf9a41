import { z } from 'zod'
import { type Result, refused } from '../lib/result.js'
import { electionForms, electionFormText } from '../rules/election-form.js'
import type { Finding } from '../rules/finding.js'
import type { Post } from '../rules/post.js'
import { dateField, halfWidth, positiveField, textField } from '../infra/http/fields.js'
import { errorsBesideRows, type FormErrors, readForm, rowError } from '../infra/http/forms.js'
import type { NewPost } from './queries.js'

type Typed = Readonly<Record<string, unknown>>

/** Rows for posts on the page; the list is free, five are usual. */
export const postRows = 7

const blank = (value: unknown) => value === undefined || (typeof value === 'string' && value.trim() === '')

const postRow = z.object({
  title: textField(10, '请填写职务名称'),
  position: z.enum(['chair', 'viceChair', 'member'], '请选择职务类别'),
  seats: positiveField,
  reservedForWoman: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
})

/** Post rows come as `post-1-title`, `post-1-seats` …; rows without a title and seats are left out. */
const postsField = z.array(postRow).min(1, '至少要有一个职务')

const electionForm = z.preprocess(
  collectPosts,
  z.object({
    form: z.enum(electionForms, '请选择选举方式'),
    electionDay: dateField,
    contactPlace: textField(40, '请填写受理地点'),
    contactTelephone: z
      .string('请填写联系电话')
      .transform(halfWidth)
      .pipe(z.string().regex(/^[\d+() -]{5,25}$/, '请填写联系电话，如 0574-88888888')),
    posts: postsField,
  }),
)

export type ElectionFormValues = z.infer<typeof electionForm>

function collectPosts(body: unknown): unknown {
  const fields = (body ?? {}) as Typed
  return { ...fields, posts: filledRows(fields).map((n) => rowOf(fields, n)) }
}

function filledRows(fields: Typed): number[] {
  return Array.from({ length: postRows }, (_, index) => index + 1).filter((n) => {
    const { title, seats } = rowOf(fields, n)
    return !(blank(title) && blank(seats))
  })
}

function rowOf(fields: Typed, n: number) {
  return {
    title: fields[`post-${n}-title`],
    position: fields[`post-${n}-position`],
    seats: fields[`post-${n}-seats`],
    reservedForWoman: fields[`post-${n}-woman`],
  }
}

/** Reads a plan as posted; the errors of a post stand beside its own row. */
export function readElectionForm(body: unknown): Result<ElectionFormValues, FormErrors> {
  const form = readForm(electionForm, body)
  if (form.ok) return form
  const numbers = filledRows((body ?? {}) as Typed)
  const names = { reservedForWoman: 'woman' }
  return refused(errorsBesideRows(form.error, { list: 'posts', row: 'post', numbers, names }))
}

/** The rows of the post table as the page shows them: what was typed, or the posts as saved. */
export function postRowsOf(typed: Typed | undefined, saved: readonly NewPost[], errors?: FormErrors) {
  return Array.from({ length: postRows }, (_, index) => {
    const n = index + 1
    const post = saved[index]
    const row = typed ? rowOf(typed, n) : { ...post, reservedForWoman: post?.reservedForWoman ? 'yes' : undefined }
    const position = typeof row.position === 'string' ? row.position : 'member'
    return {
      n,
      title: row.title ?? '',
      seats: row.seats ?? '',
      isReserved: row.reservedForWoman === 'yes',
      positions: Object.entries(positionChoices).map(([value, text]) => ({
        value,
        text,
        isChosen: value === position,
      })),
      error: rowError(errors, `post-${n}`),
    }
  })
}

const positionChoices = { chair: '主任', viceChair: '副主任', member: '委员' } as const

/** The posts most communities have; the officer changes them as the plan says. */
export const usualPosts: readonly NewPost[] = [
  { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
  { title: '副主任', position: 'viceChair', seats: 1, reservedForWoman: false },
  { title: '委员', position: 'member', seats: 2, reservedForWoman: false },
  { title: '妇女委员', position: 'member', seats: 1, reservedForWoman: true },
]

export const formChoices = electionForms.map((value) => ({ value, text: electionFormText[value] }))

/** The posts in the shape of the rules; they have no keys before they are saved. */
export function asPosts(posts: readonly NewPost[]): Post[] {
  return posts.map((post, index) => ({ ...post, id: `new-${index + 1}` }))
}

/** Titles must tell the posts apart on the ballot. */
export function checkTitles(posts: readonly NewPost[]): Finding[] {
  if (new Set(posts.map(({ title }) => title)).size === posts.length) return []
  const message = '职务名称重复，请改用不同的名称。'
  return [{ code: 'post-title-twice', severity: 'error', fields: ['posts'], message }]
}

/** Saved posts as the fields of the form that would have typed them. */
export function postFields(posts: readonly NewPost[]): Readonly<Record<string, string>> {
  const fields = posts.flatMap(({ title, position, seats, reservedForWoman }, index): [string, string][] => {
    const row = `post-${index + 1}`
    return [
      [`${row}-title`, title],
      [`${row}-position`, position],
      [`${row}-seats`, String(seats)],
      ...(reservedForWoman ? [[`${row}-woman`, 'yes'] as [string, string]] : []),
    ]
  })
  return Object.fromEntries(fields)
}
