import t from 'tap'
import { kebabCase } from '../../src/lib/text-case.js'

t.test('camel case becomes kebab case', async (t) => {
  t.equal(kebabCase('rollPosted'), 'roll-posted')
  t.equal(kebabCase('illegalReligionOrCult'), 'illegal-religion-or-cult')
  t.equal(kebabCase('poll'), 'poll')
})
