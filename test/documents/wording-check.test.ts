import fc from 'fast-check'
import t from 'tap'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import { meaningOf } from '../../src/documents/fact-meanings.js'
import { checkWording } from '../../src/documents/wording-check.js'
import { shapeOfPaper } from '../../src/documents/wording-in-force.js'
import { fixedPhrases } from '../../src/documents/wording-phrases.js'
import { pathsIn, shapeOfFacts } from '../../src/documents/wording-shape.js'
import { wordingTree } from '../../src/documents/wording-tree.js'
import { readWording, renderWording } from '../../src/documents/wording.js'

const papers = [...catalogue, ...supplements]

t.test('every shipped wording passes, has words of the law, and every fact of every paper a meaning', async (t) => {
  for (const paper of papers) {
    const shipped = readWording(paper.key)
    const shape = shapeOfPaper(paper)
    t.strictSame(checkWording(shipped, shipped, shape), { mistakes: [], leftOut: [] }, paper.key)
    t.ok(fixedPhrases(wordingTree(shipped)).length > 0, `${paper.key} has fixed phrases`)
    const unexplained = pathsIn(shape).filter(({ path }) => meaningOf(paper.key, path) === undefined)
    t.strictSame(unexplained, [], paper.key)
  }
})

/** A small wording with a list, a condition and two phrases of the law. */
const shipped = `<h1>{{issuer}}<br>公告</h1>
<p>（第{{number}}号）</p>
<p><span class="fixed">根据{{statute}}的规定</span>，共{{count}}人。</p>
{{#if isOpen}}
<p>请到{{place}}。<span class="fixed">过期不再受理。</span></p>
{{/if}}
<ul class="names">
{{#each people}}<li>{{name}}<small>{{note}}</small></li>{{/each}}
</ul>
<footer><p class="issuer">{{issuer}}</p><p class="date">{{date}}</p></footer>
`
const facts = {
  issuer: '选举委员会',
  number: '1',
  date: '2027年5月20日',
  statute: '法',
  count: 2,
  place: '大厅',
  isOpen: true,
  people: [
    { name: '王伟', note: '' },
    { name: '李静', note: '女', nicknames: [] },
  ],
}
const shape = shapeOfFacts(facts, wordingTree(shipped))

function check(change: (text: string) => string) {
  const changed = change(shipped)
  if (changed === shipped) throw new Error('nothing was changed')
  return checkWording(changed, shipped, shape)
}

t.test('what may be adapted: words, order, columns, other conditions', async (t) => {
  for (const change of [
    (text: string) => text.replace('，共{{count}}人。', '，现有居民{{count}}人。'),
    (text: string) => text.replace('<h1>{{issuer}}<br>公告</h1>', '{{!-- 市局统一 --}}<h1>{{issuer}}<br>通告</h1>'),
    (text: string) => text.replace('{{#each people}}<li>', '{{#each people}}<li>{{@number}}{{#if @last}}末{{/if}}'),
    (text: string) =>
      text.replace('<ul', '{{#unless isOpen}}<p>已经截止。</p>{{else}}<p>请{{place}}见。</p>{{/unless}}<ul'),
    (text: string) => text.replace('{{#each people}}', '{{~#each people}}'),
    (text: string) => text.replace('{{name}}', '{{this.name}}{{../count}}'),
  ]) {
    t.strictSame(check(change).mistakes, [])
    t.ok(renderWording(change(shipped), facts).blocks.length > 0)
  }
  const without = check((text) => text.replace('，共{{count}}人。', '。').replace('<small>{{note}}</small>', ''))
  t.strictSame(without, { mistakes: [], leftOut: ['count', 'people.note'] }, 'what is left out is to be thought about')
})

t.test('a wrong wording is refused with its line and a reason', async (t) => {
  for (const { from, to, line, reason } of [
    { from: '{{count}}', to: '{{cout}}', line: 3, reason: '没有“cout”这项资料' },
    { from: '{{count}}', to: '{{name}}', line: 3, reason: '没有“name”这项资料' },
    { from: '{{name}}', to: '{{name}}{{count}}', line: 8, reason: '清单里面只能用清单的各项' },
    { from: '{{count}}', to: '{{people}}', line: 3, reason: '“people”不是要印出来的资料' },
    { from: '{{count}}', to: '{{isOpen}}', line: 3, reason: '“isOpen”不是要印出来的资料' },
    { from: '#if isOpen', to: '#if count', line: 4, reason: '“count”不是{{#if}}' },
    { from: '#each people', to: '#each count', line: 8, reason: '“count”不是{{#each}}' },
    { from: '{{count}}', to: '{{@number}}', line: 3, reason: '这里不能用 @number' },
    { from: '{{name}}', to: '{{@key}}', line: 8, reason: '这里不能用 @key' },
    { from: '{{name}}', to: '{{@root.count}}{{name}}', line: 8, reason: '这里不能用 @root.count' },
    { from: '{{count}}', to: '{{constructor}}', line: 3, reason: '没有“constructor”' },
    { from: '{{count}}', to: '{{__proto__}}', line: 3, reason: '没有“__proto__”' },
    { from: '{{count}}', to: '{{count.constructor.name}}', line: 3, reason: '没有“count.constructor.name”' },
    { from: '{{count}}', to: '{{lookup people 0}}', line: 3, reason: '花括号里只能写一项资料的名称' },
    { from: '{{count}}', to: '{{count x="1"}}', line: 3, reason: '花括号里只能写一项资料的名称' },
    { from: '{{count}}', to: '{{"count"}}', line: 3, reason: '花括号里只能写一项资料的名称' },
    { from: '{{count}}', to: '{{(count)}}', line: 3, reason: '花括号' },
    { from: '{{count}}', to: '{{{count}}}', line: 3, reason: '不能使用 {{{ }}}' },
    { from: '{{count}}', to: '{{&count}}', line: 3, reason: '不能使用 {{{ }}}' },
    { from: '{{count}}', to: '{{> other}}', line: 3, reason: '不能使用这种写法' },
    { from: '{{count}}', to: '{{* decorator}}', line: 3, reason: '不能使用这种写法' },
    { from: '{{count}}', to: '{{#with people}}{{/with}}', line: 3, reason: '不能使用 {{#with}}' },
    { from: '#each people', to: '#each people as |one|', line: 8, reason: '另起名称' },
    { from: '#if isOpen', to: '#if', line: 4, reason: '后面应写一项资料' },
    { from: '{{/if}}', to: '{{/each}}', line: 4, reason: '{{#if}} 不能用 {{/each}} 结束' },
    { from: '{{/each}}', to: '', line: 8, reason: '{{#each}} 没有结束' },
    { from: '{{count}}', to: '{{count', line: 3, reason: '花括号的写法有误' },
    { from: '共{{count}}人', to: '<b>共{{count}}人</b>', line: 3, reason: '不能使用标签 <b>' },
    { from: '共{{count}}人', to: '<script>alert(1)</script>', line: 3, reason: '不能使用标签 <script>' },
    { from: '<h1>', to: '<h1 onclick="x">', line: 1, reason: '不能有属性 onclick' },
    { from: '人。</p>', to: '人。', line: 3, reason: '没有结束' },
    { from: '{{#if isOpen}}\n<p>', to: '<p>{{#if isOpen}}\n', line: 5, reason: '没有对应的开始' },
    { from: '<ul class="names">', to: '<ul class="names" data-per-row="{{count}}">', line: 7, reason: '每行个数' },
    { from: '的规定', to: '的要求', line: 3, reason: '“根据{{statute}}的要求”不是出厂措辞的法定用语' },
    { from: '<span class="fixed">过期不再受理。</span>', to: '', line: 5, reason: '缺少法定用语“过期不再受理。”' },
    {
      from: '<span class="fixed">根据{{statute}}的规定</span>',
      to: '{{#if isOpen}}<span class="fixed">根据{{statute}}的规定</span>{{/if}}',
      line: 3,
      reason: '缺少法定用语',
    },
    {
      from: '{{statute}}的规定</span>',
      to: '{{#if isOpen}}{{statute}}{{/if}}的规定</span>',
      line: 3,
      reason: '法定用语里不能有条件',
    },
    { from: '<p>（第{{number}}号）</p>', to: '', line: 1, reason: '缺少{{number}}' },
    { from: '<p class="date">{{date}}</p>', to: '', line: 10, reason: '<footer> 中应有' },
    { from: '<li>{{name}}', to: '<li>某', line: 1, reason: '缺少{{people.name}}' },
    { from: '共{{count}}人', to: '共{{count}}人\u{10ffff}', line: 3, reason: '没有字体可以印' },
    { from: '共', to: '共'.repeat(20_001), line: 1, reason: '最多 20000 个字符' },
  ]) {
    const { mistakes } = check((text) => text.replace(from, () => to))
    const told = mistakes.find(({ message }) => message.includes(reason))
    t.ok(told, `${to}: ${reason}: ${JSON.stringify(mistakes)}`)
    t.equal(told?.line, line, to)
  }
})

t.test('lists are bounded: only of the item itself, and conditions not without end', async (t) => {
  const crossed = check((text) => text.replace('{{name}}', '{{name}}{{#each ../people}}{{name}}{{/each}}'))
  t.match(crossed.mistakes, [{ line: 8, message: '清单里面只能再列这一项自己的清单' }])
  const deep = `${'{{#if isOpen}}'.repeat(9)}<p>甲</p>${'{{/if}}'.repeat(9)}`
  t.match(check((text) => `${text}${deep}`).mistakes, [{ message: '条件和清单套得太深' }])
})

t.test('no text at all makes the check fail otherwise than by saying so', async (t) => {
  const pieces = [
    '{{',
    '}}',
    '{{#each people}}',
    '{{/each}}',
    '{{else}}',
    '<p>',
    '</p>',
    'count',
    '<span class="fixed">',
    '\n',
    '&',
    '"',
  ]
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 12 }),
      (list) => {
        const { mistakes } = checkWording(list.join(''), shipped, shape)
        return mistakes.length > 0 && mistakes.every(({ line }) => Number.isInteger(line) && line > 0)
      },
    ),
    { numRuns: 400 },
  )
  t.pass()
})
