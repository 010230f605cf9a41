import fc from 'fast-check'
import t from 'tap'
import { keptTogether } from '../../src/documents/layout/blocks.js'
import { fontSet } from '../../src/documents/layout/fonts.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { readWording, renderWording } from '../../src/documents/wording.js'
import { WordingError } from '../../src/documents/wording-tags.js'
import { allText, readPdf } from '../helpers/pdf.js'

/** A notice with every tag there is. */
const source = `<h1>{{community}}{{term}}居民委员会换届选举<br>公告</h1>
<p class="number">（第{{number}}号）</p>
<p class="addressee">全体居民：</p>
<p>
  经居民代表会议推选，
  产生<span class="keep">{{chair}}</span>等人。
</p>
<p class="level1">一、成员</p>
<p class="level2">（一）名单。如下。</p>
<p class="level3">1．甲</p>
<p class="level4">（1）乙</p>
<table class="size12">
  <caption>成员</caption>
  <thead><tr><th data-width="2">职务</th><th class="name">姓名</th><th class="right">票数</th></tr></thead>
  <tbody>
  {{#each members}}
    <tr><td>{{post}}</td><td>{{name}}</td><td>{{votes}}</td></tr>
  {{/each}}
  </tbody>
  <tfoot><tr><td>合计</td><td></td><td>{{total}}</td></tr></tfoot>
</table>
{{#if hasVoters}}
<figure class="names"><figcaption>选民</figcaption>
  <ul class="names" data-per-row="7">
  {{#each voters as |voter|}}<li>{{voter.name}}{{#if voter.note}}{{/if}}</li>{{/each}}
  </ul><p>共2人</p></figure>
{{/if}}
<ul class="names"><li>王伟<small>（女）</small></li><li>李静<small>二幢</small></li></ul>
<ol class="attachments"><li>办法</li><li>名单</li></ol>
<ul class="signers" data-per-row="3"><li>总监票人</li></ul>
<footer class="unsealed"><p class="issuer">选举委员会</p><p class="date">2027年5月20日</p></footer>
<p class="note">（联系人：陈静）</p>
<h2>附件1<br>办法</h2>
<hr>
<h2>附件<br>名单</h2>
`

const facts = {
  community: '桃源社区',
  term: '第九届',
  number: 3,
  chair: '欧阳玥',
  members: [
    { post: '主任', name: '欧阳玥', votes: 31 },
    { post: '委员', name: '李静 & <b>', votes: 0 },
  ],
  total: 31,
  hasVoters: false,
  voters: [],
}

t.test('every tag becomes its block', async (t) => {
  const { blocks } = renderWording(source, facts)
  t.same(blocks, [
    { kind: 'title', lines: ['桃源社区第九届居民委员会换届选举', '公告'] },
    { kind: 'numberLine', text: '（第3号）' },
    { kind: 'addressee', text: '全体居民：' },
    { kind: 'paragraph', text: `经居民代表会议推选，产生${keptTogether('欧阳玥')}等人。` },
    { kind: 'paragraph', text: '一、成员', level: 1 },
    { kind: 'paragraph', text: '（一）名单。如下。', level: 2 },
    { kind: 'paragraph', text: '1．甲', level: 3 },
    { kind: 'paragraph', text: '（1）乙', level: 4 },
    {
      kind: 'table',
      caption: '成员',
      columns: [
        { title: '职务', width: 2 },
        { title: '姓名', align: 'name' },
        { title: '票数', align: 'right' },
      ],
      rows: [
        ['主任', '欧阳玥', '31'],
        ['委员', '李静 & <b>', '0'],
      ],
      total: ['合计', '', '31'],
      size: 12,
    },
    {
      kind: 'names',
      names: [
        { name: '王伟', note: '女' },
        { name: '李静', note: '二幢' },
      ],
    },
    { kind: 'attachments', titles: ['办法', '名单'] },
    { kind: 'signers', labels: ['总监票人'], perRow: 3 },
    { kind: 'signature', issuer: '选举委员会', date: '2027年5月20日', seal: false },
    { kind: 'note', text: '联系人：陈静' },
    { kind: 'annex', title: '办法', number: 1 },
    { kind: 'pageBreak' },
    { kind: 'annex', title: '名单' },
  ])
})

t.test('the preview is the same text, escaped', async (t) => {
  const { html } = renderWording(source, facts)
  t.ok(html.includes('<td>李静 &amp; &lt;b&gt;</td>'))
  t.notMatch(html, /<b>/)
})

t.test('a list of names in a figure, numbered by the wording itself', async (t) => {
  const { blocks } = renderWording(
    `<figure class="names"><figcaption>选民</figcaption><ul class="names" data-per-row="7">
    {{#each voters}}<li>{{@number}}{{name}}{{#unless isMan}}<small>女</small>{{/unless}}</li>{{/each}}</ul><p>共2人</p></figure>`,
    {
      voters: [
        { name: '王伟', isMan: true },
        { name: '李静', isMan: false },
      ],
    },
  )
  t.same(blocks, [
    {
      kind: 'names',
      caption: '选民',
      total: '共2人',
      perRow: 7,
      names: [{ name: '1王伟' }, { name: '2李静', note: '女' }],
    },
  ])
})

t.test('what is missing throws instead of printing nothing', async (t) => {
  for (const { wording, given, because } of [
    { wording: '<p>{{name}}</p>', given: {}, because: 'a missing fact' },
    { wording: '<p>{{voter.name}}</p>', given: { voter: {} }, because: 'a missing part of a fact' },
    { wording: '{{#each voters}}<p>{{name}}</p>{{/each}}', given: {}, because: 'a missing list' },
    { wording: '{{#each voters}}<p>{{name}}</p>{{/each}}', given: { voters: { a: 1 } }, because: 'no list' },
    { wording: '{{#if count}}<p>有</p>{{/if}}', given: { count: 0 }, because: 'a number is no condition' },
    { wording: '{{#if present}}<p>有</p>{{/if}}', given: {}, because: 'a missing condition' },
    { wording: '{{#unless count}}<p>无</p>{{/unless}}', given: { count: '' }, because: 'nor is a text' },
    { wording: '<p>{{lookup voters 0}}</p>', given: { voters: [1] }, because: 'a helper that is not ours' },
    { wording: '{{#with voter}}<p>{{name}}</p>{{/with}}', given: { voter: { name: '王' } }, because: 'another' },
    { wording: '<p>{{{name}}}</p>', given: { name: '王' }, because: 'unescaped text' },
    { wording: '<p>{{& name}}</p>', given: { name: '王' }, because: 'unescaped text' },
    { wording: '<p>{{> other}}</p>', given: {}, because: 'a partial' },
  ]) {
    t.throws(() => renderWording(wording, given), because)
  }
  t.same(renderWording('{{#each voters}}<p>{{name}}</p>{{else}}<p>无</p>{{/each}}', { voters: [] }).blocks, [
    { kind: 'paragraph', text: '无' },
  ])
})

t.test('whatever is not in the set of tags throws with its line', async (t) => {
  for (const { wording, line } of [
    { wording: '<p>甲</p>\n<div>乙</div>', line: 2 },
    { wording: '<p>甲</p>\n\n<p>乙', line: 3 },
    { wording: '<p>甲</p></p>', line: 1 },
    { wording: '<p>甲\n乙</table>', line: 2 },
    { wording: '<p style="x">甲</p>', line: 1 },
    { wording: '<p class="level9">甲</p>', line: 1 },
    { wording: '<p onclick=alert()>甲</p>', line: 1 },
    { wording: '<p>甲</p>\n乙', line: 1 },
    { wording: '<p>甲<b>乙</b></p>', line: 1 },
    { wording: '<p>甲<span>乙</span></p>', line: 1 },
    { wording: '<p>三 < 四</p>', line: 1 },
    { wording: '<p>甲&nbsp;乙</p>', line: 1 },
    { wording: '<p>甲&乙</p>', line: 1 },
    { wording: '<!-- 注 --><p>甲</p>', line: 1 },
    { wording: '<table><tbody><tr><td>甲</td></tr></tbody></table>', line: 1 },
    {
      wording: '<table><thead><tr><th>甲</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr></tbody></table>',
      line: 2,
    },
    { wording: '<table><thead><tr><td>甲</td></tr></thead></table>', line: 1 },
    { wording: '<table><thead><tr><th data-width="宽">甲</th></tr></thead></table>', line: 1 },
    { wording: '<table class="big"><thead><tr><th>甲</th></tr></thead></table>', line: 1 },
    { wording: '<table><tr><td>甲</td></tr></table>', line: 1 },
    { wording: '<ul><li>甲</li></ul>', line: 1 },
    { wording: '<ul class="names"><p>甲</p></ul>', line: 1 },
    { wording: '<ul class="names" data-per-row="9"><li>甲</li></ul>', line: 1 },
    { wording: '<figure class="names"><p>甲</p></figure>', line: 1 },
    { wording: '<figure class="names"><ul class="names"></ul><p>甲</p><p>乙</p></figure>', line: 1 },
    { wording: '<footer><p class="issuer">甲</p></footer>', line: 1 },
    { wording: '<h2>名单</h2>', line: 1 },
    { wording: '<li>甲</li>', line: 1 },
    { wording: '<toString>', line: 1 },
    { wording: '<p>甲</p>\n<p>{{{x}}}</p>', line: 2 },
  ]) {
    t.throws(() => renderWording(wording, { x: '' }), new RegExp(`（第${line}行）`), wording)
  }
  t.throws(() => renderWording('<b>', {}), WordingError)
})

t.test('no fact can bring a tag of its own, and each is set as it is', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (fact) => {
      const plain = fact.replace(/[\s\u2060]/g, '')
      const { blocks } = renderWording('<p>{{fact}}</p>', { fact: plain })
      return blocks.length === 1 && blocks[0]?.kind === 'paragraph' && blocks[0].text === plain
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('the wording is what stands in the PDF', async (t) => {
  const { blocks } = renderWording(source, facts)
  const made = await renderPdf({ title: '公告', createdOn: '2027-05-20', blocks }, fontSet({}))
  if (!made.ok) throw new Error('refused')
  const text = allText(await readPdf(made.value.bytes))
  for (const part of ['桃源社区第九届居民委员会换届选举', '（第3号）', '欧阳玥', '李静&<b>', '总监票人：', '附件1']) {
    t.ok(text.includes(part), part)
  }
})

t.test('a wording is read by its key, which is no path', async (t) => {
  for (const key of ['../notices/x', '', 'A', 'a/b', 'a--b', '.']) t.throws(() => readWording(key), /not a key/, key)
  t.throws(() => readWording('no-such-notice'), { code: 'ENOENT' })
})
