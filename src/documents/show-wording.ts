import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { lineDiff } from '../lib/line-diff.js'
import { NotFound } from '../infra/http/errors.js'
import { paperOfWording, textOfVersion } from './wording-page.js'
import { listWordingVersions } from './wording-queries.js'
import { readWording } from './wording.js'

/** A version of a wording, and in what it differs from the shipped one. */
export async function showWording(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const paper = paperOfWording(request)
  const version = Number((request.params as { version: string }).version)
  const versions = await listWordingVersions(this.db, paper.key)
  const text = Number.isSafeInteger(version) ? textOfVersion(paper.key, version, versions) : undefined
  if (text === undefined) throw new NotFound('没有这一版措辞。')
  const shown = versions.find((one) => one.version === version)
  const lines = lineDiff(readWording(paper.key).trimEnd(), text.trimEnd())
  const changed = lines.filter(({ kind }) => kind !== 'same').length
  return await reply.page('documents/show-wording.hbs', {
    title: `${paper.title}：${version === 0 ? '出厂措辞' : `措辞第${version}版`}`,
    paperTitle: paper.title,
    name: version === 0 ? '出厂措辞' : `第${version}版`,
    isShipped: version === 0,
    isInForce: version === (versions[0]?.version ?? 0),
    shown: shown ? { by: shown.adaptedByName, at: shown.adaptedAt, reason: shown.reason } : null,
    lines: numbered(lines),
    changed,
    hasChanged: changed > 0,
    links: { adapt: `/wordings/${paper.key}`, from: `/wordings/${paper.key}?from=${version}` },
  })
}

/** Each line with its number in the version shown; what is gone has none. */
function numbered(lines: ReturnType<typeof lineDiff>) {
  let number = 0
  return lines.map(({ kind, text }) => {
    if (kind !== 'removed') number += 1
    return {
      kind,
      text,
      mark: { same: '', removed: '－', added: '＋' }[kind],
      number: kind === 'removed' ? '' : String(number),
    }
  })
}
