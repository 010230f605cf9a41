import t from 'tap'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { basisOf, daysOf, type TimetableFacts } from '../../src/rules/timetable-rule.js'
import { type TimetableKey, timetableKeys, timetableRule } from '../../src/rules/timetable-steps.js'
import { goldenPage } from '../helpers/golden.js'

/** The plan of an election on 2027-05-20, every step with what it demands and what its delay may cost. */
function pageOf(ruleSet: RuleSet): string[] {
  const facts: TimetableFacts = { electionDay: '2027-05-20', ruleSet, milestones: [] }
  return [`# ${ruleSet.title}`, ...timetableKeys.flatMap((key) => ['', ...stepOf(key, facts)])]
}

function stepOf(key: TimetableKey, facts: TimetableFacts): string[] {
  const step = timetableRule(key)
  const { earliest, latest } = daysOf(step, facts)
  const { article, strength } = basisOf(step, facts)
  const { condition } = step
  return [
    `## ${step.title} \`${key}\``,
    '',
    `- ${step.rule(facts.ruleSet)}（${article}，${strength}）`,
    `- ${earliest === undefined ? '' : `${earliest}..`}${latest}：${step.verb}`,
    ...(condition === undefined ? [] : [`- ${condition}`]),
    `- ${step.risk}`,
  ]
}

for (const ruleSet of [national2026, zhejiang2026, sichuan2026]) {
  t.test(`golden timetable ${ruleSet.id}`, async (t) => {
    goldenPage(t, `timetables/${ruleSet.id}.md`, pageOf(ruleSet))
  })
}
