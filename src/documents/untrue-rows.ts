import type { FastifyRequest } from 'fastify'
import { mayRead } from './paper-in-view.js'
import { numberText } from './paper-number.js'
import type { UntruePaper } from './untrue-papers.js'

/** Changes shown of one paper; all of them stand in the correction that is proposed. */
const mostShown = 12

/** What papers in force say that is no longer so, with the two ways to mend it. */
export function untrueRows(request: FastifyRequest, untrue: readonly UntruePaper[]) {
  return untrue.map(({ issued, view, changes }) => {
    const shown = mayRead(request, view.paper) ? changes.slice(0, mostShown) : []
    return {
      id: issued.id,
      number: numberText(issued) || '不编号',
      title: view.paper.title,
      on: issued.issuedOn,
      changes: shown,
      more: changes.length - shown.length,
      hasMore: changes.length > shown.length,
      isNumbered: issued.noticeNumber !== null,
      links: {
        issue: view.address('issue-paper'),
        correct: `/elections/${issued.electionId}/documents/issued/${issued.id}/correct`,
      },
    }
  })
}
