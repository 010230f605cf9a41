import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CharacterDiff, characterDiff, type Piece } from '../lib/character-diff.js'
import { type DiffLine, lineDiff } from '../lib/line-diff.js'
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

interface Within {
  readonly pieces: readonly Piece[]
  /** Nothing but punctuation differs. */
  readonly isOnlyMarks: boolean
}

/** Each line with its number in the version shown; what is gone has none. */
function numbered(lines: readonly DiffLine[]) {
  const within = changesWithin(lines)
  let number = 0
  return lines.map((line) => {
    const { kind, text } = line
    if (kind !== 'removed') number += 1
    return {
      kind,
      isGone: kind === 'removed',
      pieces: within.get(line)?.pieces ?? [{ text, isChanged: false }],
      isOnlyMarks: within.get(line)?.isOnlyMarks ?? false,
      mark: { same: '', removed: '－', added: '＋' }[kind],
      number: kind === 'removed' ? '' : String(number),
    }
  })
}

/**
 * What differs within lines that are gone and those that came in their place: line by line in order, each with the next
 * that has half of its characters. Of lines without such a partner everything differs, and nothing is marked within.
 */
function changesWithin(lines: readonly DiffLine[]): Map<DiffLine, Within> {
  const found = new Map<DiffLine, Within>()
  let gone: DiffLine[] = []
  let come: DiffLine[] = []
  const pair = () => {
    for (const was of gone) {
      const partner = firstAlike(was, come)
      if (!partner) continue
      const { before, after } = partner.diff
      const isOnlyMarks = [...before, ...after].every(({ text, isChanged }) => !isChanged || /^[\p{P}\s]+$/u.test(text))
      found.set(was, { pieces: before, isOnlyMarks }).set(partner.line, { pieces: after, isOnlyMarks })
      come = come.slice(come.indexOf(partner.line) + 1)
    }
    gone = []
    come = []
  }
  for (const line of lines) {
    if (line.kind === 'same') pair()
    else if (line.kind === 'removed') gone.push(line)
    else come.push(line)
  }
  pair()
  return found
}

function firstAlike(
  was: DiffLine,
  come: readonly DiffLine[],
): { readonly line: DiffLine; readonly diff: CharacterDiff } | undefined {
  for (const line of come) {
    const diff = characterDiff(was.text, line.text)
    if (diff) return { line, diff }
  }
  return undefined
}
