import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ruleSets } from '../rules/rule-sets.js'
import { NotFound } from '../infra/http/errors.js'
import { findPaper } from './catalogue.js'
import type { Paper } from './define-notice.js'
import { meaningOf } from './fact-meanings.js'
import { shapeOfPaper } from './wording-in-force.js'
import { fixedPhrases } from './wording-phrases.js'
import type { WordingVersion } from './wording-queries.js'
import { pathsIn } from './wording-shape.js'
import { wordingTree } from './wording-tree.js'
import { readWording } from './wording.js'

/** The rule sets of this version of the house. */
export function ruleSetsNow(): string {
  return ruleSets.map(({ id, version }) => `${id}/${version}`).join(' ')
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function paperOfWording(request: FastifyRequest): Paper {
  const paper = findPaper((request.params as { key: string }).key)
  if (!paper) throw new NotFound('没有这种文书。')
  return paper
}

/** The words of a version; 0 are the shipped ones. */
export function textOfVersion(key: string, version: number, versions: readonly WordingVersion[]): string | undefined {
  if (version === 0) return readWording(key)
  const found = versions.find((one) => one.version === version)
  return found && (found.wording ?? readWording(key))
}

/** The facts that a wording may use, each with its meaning and how it is written. */
export function factRows(paper: Paper) {
  return pathsIn(shapeOfPaper(paper)).map(({ path, kind }) => {
    const steps = path.split('.')
    const name = steps.at(-1) ?? ''
    return {
      written: {
        list: `{{#each ${name}}}…{{/each}}`,
        flag: `{{#if ${name}}}…{{/if}}`,
        text: `{{${name}}}`,
        parts: name,
      }[kind],
      meaning: meaningOf(paper.key, path) ?? '',
      inside: steps.length > 1 ? (meaningOf(paper.key, steps.slice(0, -1).join('.')) ?? '') : '',
    }
  })
}

/** The words of the law that must stay. */
export function phraseRows(key: string) {
  return fixedPhrases(wordingTree(readWording(key))).map(({ text, line, under }) => ({
    text,
    line,
    isUnder: under !== '',
  }))
}

/** The versions of a wording, the newest first, the shipped one last. */
export function versionRows(key: string, versions: readonly WordingVersion[]) {
  const adapted = versions.map(({ version, wording, restoredFrom, reason, adaptedAt, adaptedByName }, index) => ({
    name: `第${version}版`,
    isShipped: false,
    what: wording === null ? '恢复为出厂措辞' : restoredFrom === null ? '改写' : `恢复第${restoredFrom}版`,
    reason,
    adaptedAt,
    by: adaptedByName,
    isInForce: index === 0,
    links: { show: `/wordings/${key}/versions/${version}`, from: `/wordings/${key}?from=${version}` },
  }))
  const shipped = {
    ...{ name: '出厂措辞', isShipped: true, what: '随系统提供', reason: '', adaptedAt: '', by: '' },
    isInForce: versions.length === 0,
    links: { show: `/wordings/${key}/versions/0`, from: `/wordings/${key}?from=0` },
  }
  return [...adapted, shipped]
}
