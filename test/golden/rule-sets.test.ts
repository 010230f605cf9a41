import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { type FigureName, figureHeadings, figures, figureText, figureTitle } from '../../src/rules/figures.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { ruleSets } from '../../src/rules/rule-sets.js'

const folder = new URL('../../../test/golden/rule-sets/', import.meta.url)

/**
 * A rule set as a page to be read beside the statute: every figure with its value in words and in code, its
 * source, how sure it is, and which way a community's own procedure may move it.
 */
function pageOf(ruleSet: RuleSet): string {
  const { title, id, version, law, isProvisional, inForceFrom, inForceUntil = '' } = ruleSet
  const facts = [`${id} v${version}`, law, isProvisional ? 'provisional' : 'final', `${inForceFrom}..${inForceUntil}`]
  const tables = figureHeadings.map((heading) => {
    const rows = heading.names.map((name) => rowOf(ruleSet, name))
    return [`## ${heading.title}`, '', '| 项目 | 值 | 出处 | 依据 |', '| --- | --- | --- | --- |', ...rows].join('\n')
  })
  return `${[`# ${title}`, facts.join(' · '), ...tables].join('\n\n')}\n`
}

function rowOf(ruleSet: RuleSet, name: FigureName): string {
  const { source, certainty, mayBeSetLocally } = ruleSet.provenance[name]
  const code = `\`${name} = ${JSON.stringify(ruleSet[name])}\``
  const open = mayBeSetLocally ? `local: ${figures[name].stricter}` : 'fixed'
  return `| ${figureTitle(name)} ${code} | ${figureText(name, ruleSet[name])} | ${source} | ${certainty}, ${open} |`
}

for (const ruleSet of ruleSets) {
  t.test(`golden rule set ${ruleSet.id}`, async (t) => {
    const file = new URL(`${ruleSet.id}.md`, folder)
    // After a figure was changed on purpose: GOLDEN=write, and read the difference before it is committed.
    if (process.env.GOLDEN === 'write') writeFileSync(file, pageOf(ruleSet))
    t.same(pageOf(ruleSet).split('\n'), readFileSync(file, 'utf8').split('\n'))
  })
}
