import fc from 'fast-check'
import t from 'tap'
import { electionForms } from '../../src/rules/election-form.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { isTurnoutReached } from '../../src/rules/turnout.js'
import { leastTurnout } from '../../src/rules/turnout-line.js'

t.test('the fewest who must vote', async (t) => {
  for (const { registered, form, least, because } of [
    { registered: 100, form: 'allVoters', least: 51, because: 'fifty is exactly half' },
    { registered: 101, form: 'households', least: 51, because: 'fifty-one is more than half of 101' },
    { registered: 0, form: 'allVoters', least: 1, because: 'nobody is not more than half of nobody' },
    { registered: 60, form: 'representatives', least: 41, because: 'forty is exactly two thirds' },
    { registered: 61, form: 'representatives', least: 41, because: 'two thirds of 61 are less than 41' },
  ] as const) {
    t.equal(leastTurnout(registered, form, national2026), least, because)
  }
})

t.test('so many reach the turnout, one fewer does not', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(...electionForms), (registered, form) => {
      const least = leastTurnout(registered, form, national2026)
      return (
        isTurnoutReached(least, registered, form, national2026) &&
        !isTurnoutReached(least - 1, registered, form, national2026)
      )
    }),
  )
})
