import t from 'tap'
import { electionForms, electionFormText } from '../../src/rules/election-form.js'

t.test('the three forms of article 14, each with its words', async (t) => {
  t.same(electionForms, ['allVoters', 'households', 'representatives'])
  t.same(
    electionForms.map((form) => electionFormText[form]),
    ['全体有选举权的居民选举（居民直选）', '户代表选举', '居民代表选举'],
  )
})
