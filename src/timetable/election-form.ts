import { z } from 'zod'
import { electionForms, electionFormText } from '../rules/election-form.js'
import type { Finding } from '../rules/finding.js'
import type { Post } from '../rules/post.js'
import { dateField, halfWidth, positiveField, textField } from '../infra/http/fields.js'
import type { NewPost } from './queries.js'

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

export const electionForm = z.preprocess(
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
  const fields = (body ?? {}) as Record<string, unknown>
  const posts = Array.from({ length: postRows }, (_, index) => rowOf(fields, index + 1)).filter(
    (row) => !(blank(row.title) && blank(row.seats)),
  )
  return { ...fields, posts }
}

function rowOf(fields: Record<string, unknown>, n: number) {
  return {
    title: fields[`post-${n}-title`],
    position: fields[`post-${n}-position`],
    seats: fields[`post-${n}-seats`],
    reservedForWoman: fields[`post-${n}-woman`],
  }
}

/** The rows of the post table as the page shows them: what was typed, or the posts as saved. */
export function postRowsOf(typed: Readonly<Record<string, unknown>> | undefined, saved: readonly NewPost[]) {
  return Array.from({ length: postRows }, (_, index) => {
    const n = index + 1
    const post = saved[index]
    const row = typed
      ? rowOf(typed, n)
      : { ...post, reservedForWoman: post?.reservedForWoman ? 'yes' : undefined }
    const position = typeof row.position === 'string' ? row.position : 'member'
    return {
      n,
      title: row.title ?? '',
      seats: row.seats ?? '',
      isReserved: row.reservedForWoman === 'yes',
      positions: Object.entries(positionChoices).map(([value, text]) => ({ value, text, isChosen: value === position })),
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
