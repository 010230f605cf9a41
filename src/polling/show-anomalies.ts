import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AnomalyRow, listElsewhere, listOutsideHours, listUndone } from './anomaly-queries.js'
import { listOutageEntries } from './outage-queries.js'

/** What the officer should have looked at before the boxes are opened: nothing here is wrong by itself. */
export async function showAnomalies(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { id: roundId, votingDay } = request.election.round
  const undone = await listUndone(this.db, roundId)
  const entries = await listOutageEntries(this.db, roundId)
  const leftOut = entries.flatMap(({ leftOut: lines, stationName, began, ended, leftOutReason }) =>
    lines.map((line) => ({ ...line, stationName, span: `${began}—${ended}`, reason: leftOutReason })),
  )
  const lists = [
    {
      title: '在别的投票站领票',
      note: '选民的居民小组不归这个站服务。允许，但要看是不是找错了人。',
      rows: (await listElsewhere(this.db, roundId)).map(lineOf),
    },
    {
      title: '公告时间以外领票',
      note: '早于公告的开始时间，或者在公告的截止时间以后。截止时已经到场的选民可以投完。',
      rows: (await listOutsideHours(this.db, roundId, votingDay)).map(lineOf),
    },
  ]
  return await reply.page('polling/show-anomalies.hbs', {
    title: '需要核对的发票',
    undone: undone.map((row) => ({ ...lineOf(row), ...again(row.issuedAgainAt) })),
    hasUndone: undone.length > 0,
    leftOut,
    hasLeftOut: leftOut.length > 0,
    lists: lists.map((list) => ({ ...list, many: list.rows.length, isAny: list.rows.length > 0 })),
    isNone: undone.length + leftOut.length + lists.reduce((sum, { rows }) => sum + rows.length, 0) === 0,
    counts: { undone: undone.length, leftOut: leftOut.length },
  })
}

function lineOf<T extends AnomalyRow>(row: T) {
  return { ...row, takenBy: row.proxyName ?? '', isPaper: row.source === 'paper' }
}

function again(issuedAgainAt: string | null) {
  return { isIssuedAgain: issuedAgainAt !== null, issuedAgainAt: issuedAgainAt ?? '' }
}
