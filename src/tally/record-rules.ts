import { figureNames, type Figures, figureText, figureTitle } from '../rules/figures.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { ElectionRecord } from './record-schema.js'

type Rules = ElectionRecord['rules']

/** The rules an election ran under, complete: every figure in force with its source. */
export function rulesSection(ruleSet: RuleSet, version: number, settings: Partial<Figures>): Rules {
  const { id, title, law, isProvisional } = ruleSet
  const figures = figureNames.map((name) => [name, figureOf(ruleSet, name)])
  const own = JSON.parse(JSON.stringify(settings)) as Rules['settings']
  return {
    id,
    version,
    title,
    law,
    isProvisional,
    settings: own,
    figures: Object.fromEntries(figures) as Rules['figures'],
  }
}

function figureOf<K extends keyof Figures>(ruleSet: RuleSet, name: K): Rules['figures'][string] {
  const value = ruleSet[name] as Figures[K]
  const text = figureText(name, value)
  const { source, certainty, mayBeSetLocally } = ruleSet.provenance[name]
  return {
    title: figureTitle(name),
    value: value as Rules['figures'][string]['value'],
    text,
    source,
    certainty,
    mayBeSetLocally,
  }
}
