import t from 'tap'
import { figureHeadings, figureNames, figures, figureText, figureTitle } from '../../src/rules/figures.js'
import { ruleSets } from '../../src/rules/rule-sets.js'

t.test('every figure has a title of its own, and stands under one heading', async (t) => {
  t.equal(new Set(figureNames.map(figureTitle)).size, figureNames.length)
  t.equal(figureTitle('rollDaysBefore'), '选民名单公布提前天数')
  const placed = figureHeadings.flatMap(({ names }) => names)
  t.same(placed, figureNames, 'in the order of an election')
  t.equal(new Set(placed).size, Object.keys(figures).length)
  t.equal(new Set(figureHeadings.map(({ title }) => title)).size, figureHeadings.length)
})

t.test('every set states every figure, in Chinese and digits', async (t) => {
  for (const ruleSet of ruleSets) {
    t.same(Object.keys(ruleSet.provenance).sort(), [...figureNames].sort(), ruleSet.id)
    for (const name of figureNames) {
      t.match(figureText(name, ruleSet[name]), /^[\p{Script=Han}\d：；，、○×√]+$/u, `${ruleSet.id} ${name}`)
    }
  }
})

t.test('what only a statute sets is nowhere open to a local procedure', async (t) => {
  for (const ruleSet of ruleSets) {
    for (const name of figureNames) {
      if (figures[name].input.kind !== 'fixed' || ruleSet.provenance[name].certainty !== 'read') continue
      t.equal(ruleSet.provenance[name].mayBeSetLocally, false, `${ruleSet.id} ${name}`)
    }
  }
})
