import t from 'tap'
import {
  type FigureName,
  figureHeadings,
  figureNames,
  figures,
  figureText,
  figureTitle,
} from '../../src/rules/figures.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { ruleSets } from '../../src/rules/rule-sets.js'
import { goldenPage } from '../helpers/golden.js'

/**
 * A rule set as a page to be read beside the statute: every figure with its value in words and in code, its
 * source, how sure it is, and which way a community's own procedure may move it.
 */
function pageOf(ruleSet: RuleSet): string[] {
  const { title, id, version, law, isProvisional, inForceFrom, inForceUntil = '' } = ruleSet
  const facts = [`${id} v${version}`, law, isProvisional ? 'provisional' : 'final', `${inForceFrom}..${inForceUntil}`]
  const tables = figureHeadings.flatMap((heading) => [
    '',
    `## ${heading.title}`,
    '',
    '| 项目 | 值 | 出处 | 依据 |',
    '| --- | --- | --- | --- |',
    ...heading.names.map((name) => rowOf(ruleSet, name)),
  ])
  return [`# ${title}`, '', facts.join(' · '), ...tables]
}

function rowOf(ruleSet: RuleSet, name: FigureName): string {
  const { source, certainty, mayBeSetLocally } = ruleSet.provenance[name]
  const code = `\`${name} = ${JSON.stringify(ruleSet[name])}\``
  const open = mayBeSetLocally ? `local: ${figures[name].stricter}` : 'fixed'
  return `| ${figureTitle(name)} ${code} | ${figureText(name, ruleSet[name])} | ${source} | ${certainty}, ${open} |`
}

for (const ruleSet of ruleSets) {
  t.test(`golden rule set ${ruleSet.id}`, async (t) => {
    goldenPage(t, `rule-sets/${ruleSet.id}.md`, pageOf(ruleSet))
  })
}

/** What a bureau may type or choose for a figure, in the words of the page. */
function choicesOf(name: FigureName): string {
  const { input, stricter } = figures[name]
  const words = input.kind === 'numbers' ? input.parts : 'options' in input ? input.options : undefined
  return `- ${figureTitle(name)} \`${name}\` (${input.kind}, ${stricter})${words === undefined ? '' : `: ${JSON.stringify(words)}`}`
}

t.test('golden choices: what can be set for each figure, and in which words', async (t) => {
  goldenPage(t, 'rule-sets/choices.md', figureNames.map(choicesOf))
})
