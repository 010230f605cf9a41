import type { FormValues } from './browser.js'

export interface PostRow {
  readonly title: string
  readonly position?: 'chair' | 'viceChair' | 'member'
  readonly seats: string | number
  readonly isReserved?: boolean
}

const rows = 7

/** The post rows of a plan as the form sends them; rows left over are sent blank. */
export function postRows(...posts: readonly (PostRow | undefined)[]): FormValues {
  const fields: Record<string, string> = {}
  for (let n = 1; n <= rows; n += 1) {
    const post = posts[n - 1]
    fields[`post-${n}-title`] = post?.title ?? ''
    fields[`post-${n}-position`] = post?.position ?? 'member'
    fields[`post-${n}-seats`] = String(post?.seats ?? '')
    if (post?.isReserved) fields[`post-${n}-woman`] = 'yes'
  }
  return fields
}

/** A chair and so many members. */
export function chairAnd(members: number): FormValues {
  return postRows({ title: '主任', position: 'chair', seats: 1 }, { title: '委员', seats: members })
}

/** The whole form of a plan, as an officer would fill it in. */
export const planFields: FormValues = {
  form: 'allVoters',
  electionDay: '2027-06-20',
  contactPlace: '社区服务中心一楼',
  contactTelephone: '0574-00000000',
  ruleSetId: 'zhejiang-2026',
  ...chairAnd(4),
}
