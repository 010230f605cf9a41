import t from 'tap'
import { personIdOf, voterIdOf } from '../../src/rules/person-id.js'

t.test('a voter is known by the id of the roll, anybody else by name', async (t) => {
  t.equal(personIdOf(12, '王伟'), '12')
  t.equal(personIdOf(null, '王伟'), 'resident-王伟')
  t.equal(voterIdOf('12'), 12)
  t.equal(voterIdOf('resident-王伟'), null)
  t.equal(voterIdOf('resident-12'), null, 'a name of digits is still a name')
})
