import { closeRelations, closeRelationText } from '../rules/kinship.js'
import type { Grant } from './proxy-queries.js'

export const mannerText: Readonly<Record<Grant['manner'], string>> = {
  inPerson: '委托人到场办理',
  byProxy: '受委托人带来委托书',
  post: '邮寄委托书',
  electronic: '发来委托书图片，原件随后补交',
}

export const manners = Object.keys(mannerText) as Grant['manner'][]

export const relations = ['none', ...closeRelations] as const

export function relationText(relation: Grant['relation']): string {
  return relation === 'none' ? '不是近亲属' : closeRelationText[relation]
}

/** Where a grant stands, in a word and a mark that is not only colour. */
export function grantState({ entry, state, postedOn }: Pick<Grant, 'entry' | 'state' | 'postedOn'>) {
  if (entry === 'cancelled') return { text: '已取消', look: 'ahead' } as const
  if (entry === 'lapsed') return { text: '已失效', look: 'wrong' } as const
  if (entry === 'votedInPerson') return { text: '本人到场投票', look: 'ahead' } as const
  if (state === 'voted') return { text: '已代领选票', look: 'done' } as const
  if (postedOn === null) return { text: '待公布', look: 'warn' } as const
  return { text: '已公布', look: 'current' } as const
}
