import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import typst from '@myriaddreamin/typst-ts-node-compiler'
import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import { assert } from '../../src/lib/assert.js'
import { catalogue } from '../../src/documents/catalogue.js'
import { postedVoterList } from '../../src/documents/notices/posted-voter-list.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { makeRegister } from '../make-register.js'

/**
 * Prints the papers of so many communities in a process of its own, so that its memory is its own, and says on standard
 * output how long that took: `print-season.js ours-all|ours|typst|chromium COMMUNITIES VOTERS`.
 */
export interface PrintedSeason {
  readonly pages: number
  readonly milliseconds: number
  /** The most memory of the process, those that it started included. */
  readonly megabytes: number
}

interface Group {
  readonly group: string
  readonly count: number
  readonly names: readonly { readonly name: string; readonly note: string }[]
}

function groupsOf(community: number, voters: number): Group[] {
  const { people } = makeRegister({ seed: 11, people: voters, communityCode: community })
  const names = [...new Set(people.map(({ residentsGroup }) => residentsGroup))]
  return names.map((group) => {
    const own = people.filter((one) => one.residentsGroup === group)
    return { group, count: own.length, names: own.map(({ name }) => ({ name, note: '' })) }
  })
}

const marks = { number: 4, on: '2027-04-25', sample: false } as const

/** The posted list of a community, or with it every other paper of the catalogue from its sample. */
async function ours(lists: readonly Group[], isAll: boolean): Promise<number> {
  let pages = 0
  for (const paper of isAll ? catalogue : [postedVoterList]) {
    const facts = paper === postedVoterList ? { ...paper.sample, lists } : paper.sample
    const set = await setPaper(paper, facts, marks)
    assert(set.ok, 'every character has a font')
    pages += set.value.pages
  }
  return pages
}

const serif = fileURLToPath(
  new URL('../../../node_modules/@expo-google-fonts/noto-serif-sc/400Regular/', import.meta.url),
)

/** The same list on the same page by Typst: six names a row, the type area of GB/T 9704. */
function byTypst(compiler: ReturnType<typeof typst.NodeCompiler.create>, lists: readonly Group[]): number {
  const body = lists.map(({ group, count, names }) => {
    const cells = names.map(({ name }) => `[${name}]`).join(',')
    return `#align(center)[${group}（共${count}人）]\n#grid(columns: (1fr,) * 6, row-gutter: 15pt, ${cells})`
  })
  const page = '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")'
  const source = `${page}\n#set text(font: "Noto Serif SC", size: 14pt)\n${body.join('\n')}`
  return pagesIn(Buffer.from(compiler.pdf({ mainFileContent: source })))
}

function pagesIn(bytes: Buffer): number {
  return [...bytes.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
}

function asPage(lists: readonly Group[]): string {
  const body = lists.map(({ group, count, names }) => {
    const items = names.map(({ name }) => `<li>${name}</li>`).join('')
    return `<h3>${group}（共${count}人）</h3><ul>${items}</ul>`
  })
  const style = `@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:14pt "Noto Serif SC","Noto Serif CJK SC",serif;margin:0}
    h3{text-align:center;font-size:14pt}ul{display:grid;grid-template-columns:repeat(6,1fr);list-style:none;margin:0;padding:0;line-height:29pt}`
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${style}</style><body>${body.join('')}`
}

async function openChromium() {
  const named = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
  const executablePath =
    named.find((path) => path !== undefined && existsSync(path)) ?? (await sparticuz.executablePath())
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** Memory of this process and of all that it started, in megabytes. */
function megabytesNow(): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const statOf = (id: string, file: string) => {
    try {
      return readFileSync(`/proc/${id}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const parents = new Map(processes.map((id) => [id, /\) \w (\d+)/.exec(statOf(id, 'stat'))?.[1] ?? '']))
  const isOwn = (id: string): boolean =>
    id === String(process.pid) || (id !== '' && id !== '0' && isOwn(parents.get(id) ?? ''))
  const kilobytes = processes
    .filter(isOwn)
    .reduce((sum, id) => sum + Number(/VmRSS:\s+(\d+)/.exec(statOf(id, 'status'))?.[1] ?? 0), 0)
  return Math.round(kilobytes / 1024)
}

async function printerOf(
  way: string,
): Promise<{ print: (lists: readonly Group[]) => Promise<number>; end: () => Promise<void> }> {
  const nothing = async () => undefined
  if (way === 'typst') {
    const compiler = typst.NodeCompiler.create({ workspace: '/', fontArgs: [{ fontPaths: [serif] }] })
    return { print: async (lists) => byTypst(compiler, lists), end: nothing }
  }
  if (way === 'chromium') {
    const browser = await openChromium()
    const print = async (lists: readonly Group[]) => {
      const page = await browser.newPage()
      await page.setContent(asPage(lists))
      const bytes = await page.pdf({ preferCSSPageSize: true })
      await page.close()
      return pagesIn(bytes)
    }
    return { print, end: async () => await browser.close() }
  }
  return { print: async (lists) => await ours(lists, way === 'ours-all'), end: nothing }
}

const [way = '', communities = '1', voters = '3400'] = process.argv.slice(2)
const all = Array.from({ length: Number(communities) }, (_, community) => groupsOf(community, Number(voters)))
const printer = await printerOf(way)
let pages = 0
let megabytes = 0
const since = performance.now()
let watching = 0
for (const lists of all) {
  pages += await printer.print(lists)
  const before = performance.now()
  megabytes = Math.max(megabytes, megabytesNow())
  watching += performance.now() - before
}
const milliseconds = Math.round(performance.now() - since - watching)
await printer.end()
process.stdout.write(JSON.stringify({ pages, milliseconds, megabytes } satisfies PrintedSeason))
