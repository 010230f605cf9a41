import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Handlebars from 'handlebars'
import type { Block } from './layout/blocks.js'
import { blocksOf } from './wording-blocks.js'
import { parseWording, WordingError } from './wording-tags.js'

/**
 * Wordings are Handlebars files, `templates/notices/<key>.hbs`, that anybody who can word a notice can edit. They render
 * to the tags below and to no other; the same rendered text is the preview in the browser and the source of the PDF.
 *
 *   <h1>first line<br>second line</h1>          title
 *   <p class="number">（第1号）</p>              number line
 *   <p class="addressee">全体居民：</p>
 *   <p>…</p>  <p class="level1">一、…</p>        body; level1 to level4 are 一、 （一） 1． （1）
 *   <span class="keep">王伟</span>               inside a paragraph: never divided at the end of a line
 *   <span class="fixed">特此公告。</span>        words of the law, which whoever adapts the wording leaves as they are
 *   <table>                                      class size14, size12 or size10, else what fits
 *     <caption>…</caption>
 *     <thead><tr><th class="name" data-width="8">姓名</th></tr></thead>     class left, center, right or name
 *     <tbody><tr><td>…</td></tr></tbody>
 *     <tfoot><tr><td>合计</td></tr></tfoot>
 *   </table>
 *   <ul class="names" data-per-row="6"><li>王伟<small>女</small></li></ul>
 *   <figure class="names"><figcaption>第三居民小组（共126人）</figcaption><ul class="names">…</ul><p>共126人</p></figure>
 *   <ol class="attachments"><li>…</li></ol>      附件：1．…
 *   <ul class="signers" data-per-row="2"><li>总监票人</li></ul>
 *   <footer><p class="issuer">…</p><p class="date">2027年4月8日</p></footer>   class unsealed: no seal
 *   <p class="note">联系人：…</p>                附注, bracketed by the setter
 *   <h2>附件1<br>title</h2>                      a new page
 *   <hr>                                         a new page
 *
 * Facts are words: no arithmetic. `{{#if}}` takes true or false only, because a number 0 would pass for absent;
 * `{{#each}}` throws where there is no list, and gives {{@number}}, counted from 1.
 */
export interface Wording {
  /** The escaped text with the tags above, for the preview. */
  readonly html: string
  readonly blocks: readonly Block[]
}

type Facts = Readonly<Record<string, unknown>>
type Options = Handlebars.HelperOptions

const handlebars = Handlebars.create()
const rendered = new Map<string, Handlebars.TemplateDelegate<Facts>>()
const helpers = ['each', 'if', 'unless']

/** Wordings kept compiled: every shipped one, and those that somebody is at work on. */
const mostRendered = 120

for (const name of Object.keys(handlebars.helpers)) handlebars.unregisterHelper(name)

handlebars.registerHelper('each', function each(this: unknown, list: unknown, options: Options) {
  if (!Array.isArray(list)) throw new Error('{{#each}} needs a list')
  if (list.length === 0) return options.inverse(this)
  const entries: readonly unknown[] = list
  return entries
    .map((entry, index) => {
      const place = { index, number: index + 1, first: index === 0, last: index === entries.length - 1 }
      const data: unknown = { ...(options.data as object), ...place }
      return options.fn(entry, { data, blockParams: [entry, index] })
    })
    .join('')
})

function choice(name: string, wanted: boolean) {
  return function choose(this: unknown, condition: unknown, options: Options) {
    if (typeof condition !== 'boolean') throw new Error(`{{#${name}}} needs true or false`)
    return condition === wanted ? options.fn(this) : options.inverse(this)
  }
}

handlebars.registerHelper('if', choice('if', true))
handlebars.registerHelper('unless', choice('unless', false))

/** Unescaped output and partials: a fact must never bring a tag of its own. */
const forbidden = /\{\{~?(?:\{|&|>|#>)/

function compiled(source: string): Handlebars.TemplateDelegate<Facts> {
  const known = rendered.get(source)
  if (known) return known
  const wrong = source.search(forbidden)
  if (wrong >= 0)
    throw new WordingError('不能使用 {{{ }}}、{{& }} 和 {{> }}', source.slice(0, wrong).split('\n').length)
  const knownHelpers = Object.fromEntries(helpers.map((name) => [name, true]))
  const template = handlebars.compile<Facts>(source, { strict: true, knownHelpers, knownHelpersOnly: true })
  const [oldest] = rendered.keys()
  if (rendered.size >= mostRendered && oldest !== undefined) rendered.delete(oldest)
  rendered.set(source, template)
  return template
}

/**
 * Fills a wording with facts. Throws where a fact is missing, and WordingError, with the line of the rendered text,
 * where the wording leaves the set of tags.
 */
export function renderWording(source: string, facts: Facts): Wording {
  const html = compiled(source)(facts)
  return { html, blocks: blocksOf(parseWording(html)) }
}

function templateFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return join(folder, 'templates', 'notices')
}

/** The wording of a notice by its key in the catalogue; throws when there is none. */
export function readWording(key: string): string {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key)) throw new Error(`not a key of a notice: ${key}`)
  return readFileSync(join(templateFolder(), `${key}.hbs`), 'utf8')
}
