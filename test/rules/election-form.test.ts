import t from 'tap'
import { electionForms, electionFormText } from '../../src/rules/election-form.js'

t.test('the three forms of article 14, each with its words', async (t) => {
  t.same(electionForms, ['allVoters', 'households', 'representatives'])
  t.same(Object.keys(electionFormText), electionForms)
})
