import type { FastifyRequest } from 'fastify'
import { findPaper } from './catalogue.js'
import { codeText } from './paper-code.js'
import { mayRead } from './paper-in-view.js'
import { numberText } from './paper-number.js'
import type { IssuedPaper } from './queries.js'

/** An issued paper as the register shows it. */
export function registerRow(request: FastifyRequest, paper: IssuedPaper, all: readonly IssuedPaper[]) {
  const later = all.find(({ id }) => id === paper.replacedBy)
  const main = all.find(({ id }) => id === paper.supplements)
  const isInForce = paper.withdrawnOn === null && later === undefined
  return {
    id: paper.id,
    number: numberText(paper),
    title: shortTitle(paper.title, request.election.communityName),
    on: paper.issuedOn,
    by: paper.issuedByName,
    pages: paper.pages,
    wording: paper.wordingVersion > 0 ? `本市措辞第${paper.wordingVersion}版` : '出厂措辞',
    code: paper.code === null ? '' : codeText(paper.code),
    ...stateOf(paper, later),
    reason: paper.withdrawalReason ?? '',
    corrects: main ? numberText(main) : '',
    corrections: all
      .filter(({ supplements, withdrawnOn }) => supplements === paper.id && withdrawnOn === null)
      .map((one) => numberText(one)),
    isInForce,
    mayFetch: mayRead(request, findPaper(paper.key) ?? { namesVoters: true }),
  }
}

/** A title where the page says of which community, and the column beside it which number. */
export function shortTitle(title: string, community: string): string {
  return title.replace(community, '').replace(/（第[\d-]+号）$/u, '')
}

function stateOf({ withdrawnOn }: IssuedPaper, later: IssuedPaper | undefined) {
  if (withdrawnOn !== null) return { stateText: '已撤回', look: 'wrong' }
  if (later) return { stateText: `已被${numberText(later) || '新的一份'}替换`, look: '' }
  return { stateText: '有效', look: 'done' }
}
