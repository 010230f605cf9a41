import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.js'

t.test('one text, whoever writes the object and in whichever order', async (t) => {
  for (const { value, text, because } of [
    {
      value: { b: [{ d: 1, c: '王' }, null], a: true, A: '"' },
      text: '{"A":"\\"","a":true,"b":[{"c":"王","d":1},null]}',
      because: 'keys sorted, at every depth',
    },
    { value: [3, 1], text: '[3,1]', because: 'a list keeps its order' },
    { value: { a: 1, b: 2, c: 3 }, text: '{"a":1,"b":2,"c":3}', because: 'keys that were sorted already' },
    { value: {}, text: '{}', because: 'nothing' },
    { value: 7, text: '7', because: 'a number alone' },
  ])
    t.equal(canonicalJson(value), text, because)
})
