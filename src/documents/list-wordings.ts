import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { catalogue, supplements } from './catalogue.js'
import type { Paper } from './define-notice.js'
import { wordingInForce } from './wording-in-force.js'
import { ruleSetsNow, sha256Of } from './wording-page.js'
import { listWordingVersions, type WordingVersion } from './wording-queries.js'
import { readWording } from './wording.js'

/** Every kind of paper with the words it is set in: as shipped, or as the bureau adapted them. */
export async function showWordings(this: FastifyInstance, _request: FastifyRequest, reply: FastifyReply) {
  const versions = await listWordingVersions(this.db)
  const rows = []
  for (const paper of [...catalogue, ...supplements]) {
    const newest = versions.find(({ key }) => key === paper.key)
    rows.push({ ...rowOf(paper, newest), setAside: (await wordingInForce(this.db, paper)).setAside })
  }
  const toCheck = rows.filter(({ older, setAside }) => older !== '' || setAside !== '').length
  return await reply.page('documents/list-wordings.hbs', {
    title: '文书措辞',
    rows,
    total: rows.length,
    adapted: rows.filter(({ isAdapted }) => isAdapted).length,
    toCheck,
    hasToCheck: toCheck > 0,
  })
}

function rowOf({ key, title }: Paper, newest: WordingVersion | undefined) {
  const isAdapted = newest !== undefined && newest.wording !== null
  return {
    title,
    isAdapted,
    stateText: isAdapted ? `本市措辞第${newest.version}版` : '出厂措辞',
    by: newest?.adaptedByName ?? '',
    adaptedAt: newest?.adaptedAt ?? '',
    reason: newest?.reason ?? '',
    older: isAdapted ? outdated(key, newest) : '',
    links: { adapt: `/wordings/${key}`, show: `/wordings/${key}/versions/${newest?.version ?? 0}` },
  }
}

/** What has changed since a wording was adapted, so that it is to be looked at again. */
function outdated(key: string, { shippedSha256, ruleSets }: WordingVersion): string {
  const isOlder = shippedSha256 !== sha256Of(readWording(key))
  const underOthers = ruleSets !== ruleSetsNow()
  if (isOlder) return '出厂措辞在此之后已经更新，请对照修改。'
  return underOthers ? '规则在此之后已经更新，请核对是否仍然合适。' : ''
}
