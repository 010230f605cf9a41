/**
 * Makes ready the fonts that npm does not bring in a usable form, into `.fonts/`:
 *
 * - 楷体 from the npm package of LXGW WenKai, whose WOFF must be unwrapped: pdfkit cannot subset WOFF;
 * - 仿宋 (FandolFang) out of a Debian package, if this machine has apt: no npm package carries a 仿宋;
 * - faces for rare characters in names (HanaMinB, BabelStone Han), likewise.
 *
 * Nothing is installed and no root is needed. What cannot be had is replaced when pages are set, and said here.
 * Only Node's own modules: this runs before the project is built.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync, inflateSync } from 'node:zlib'

const run = promisify(execFile)
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const wenKai = 'node_modules/@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff'
const wenKaiLicence = 'node_modules/@fontsource/lxgw-wenkai/LICENSE'
const downloadLimitMs = 90_000
const retryAfterMs = 24 * 60 * 60 * 1000

/** Debian packages, the font taken out of each, the papers that go with it, and what its absence means. */
const packages = [
  {
    name: 'texlive-lang-chinese',
    font: 'usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf',
    papers: {
      'FandolFang-COPYING': 'usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz',
      'FandolFang-README': 'usr/share/doc/texlive-doc/fonts/fandol/README',
    },
    without: '没有取得仿宋字体，公文正文改用宋体。',
  },
  {
    name: 'fonts-hanazono',
    font: 'usr/share/fonts/truetype/hanazono/HanaMinB.ttf',
    papers: { 'HanaMinB-copyright': 'usr/share/doc/fonts-hanazono/copyright' },
    without: '没有取得生僻字字体（HanaMinB），姓名中个别生僻字可能无法排印，届时系统会指出是哪个字。',
  },
  {
    name: 'fonts-babelstone-han',
    font: 'usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf',
    papers: { 'BabelStoneHan-copyright': 'usr/share/doc/fonts-babelstone-han/copyright' },
    without: '没有取得生僻字字体（BabelStone Han），姓名中极少数生僻字可能无法排印，届时系统会指出是哪个字。',
  },
]

/**
 * Unwraps WOFF 1 into the TrueType file inside it: the same tables, each stored plainly instead of deflated.
 * @param {Buffer} woff
 * @returns {Buffer}
 */
export function unwrapWoff(woff) {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1 file')
  const count = woff.readUInt16BE(12)
  const sfnt = Buffer.alloc(woff.readUInt32BE(16))
  const power = 2 ** Math.floor(Math.log2(count))
  woff.copy(sfnt, 0, 4, 8)
  sfnt.writeUInt16BE(count, 4)
  sfnt.writeUInt16BE(power * 16, 6)
  sfnt.writeUInt16BE(Math.log2(power), 8)
  sfnt.writeUInt16BE(count * 16 - power * 16, 10)
  let end = 12 + count * 16
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20
    const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at))
    const stored = woff.subarray(offset, offset + packed)
    const table = packed < length ? inflateSync(stored) : stored
    if (table.length !== length) throw new Error('damaged WOFF table')
    const record = 12 + i * 16
    woff.copy(sfnt, record, entry, entry + 4)
    woff.copy(sfnt, record + 4, entry + 16, entry + 20)
    sfnt.writeUInt32BE(end, record + 8)
    sfnt.writeUInt32BE(length, record + 12)
    table.copy(sfnt, end)
    end += Math.ceil(length / 4) * 4
  }
  return sfnt
}

/** A half-written font would be taken for a whole one: write beside, then rename. */
async function writeWhole(path, bytes) {
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}

async function prepareWenKai(folder, log) {
  const target = join(folder, 'LXGWWenKai-Regular.ttf')
  if (!existsSync(join(root, wenKai))) return log('没有找到楷体字体的安装包，楷体改用宋体。')
  const woff = await readFile(join(root, wenKai))
  if (existsSync(target) && (await stat(target)).size === woff.readUInt32BE(16)) return
  await copyFile(join(root, wenKaiLicence), join(folder, 'LXGWWenKai-LICENSE'))
  await writeWhole(target, unwrapWoff(woff))
  log('楷体字体已备好。')
}

async function triedLately(marker) {
  return existsSync(marker) && Date.now() - (await stat(marker)).mtimeMs < retryAfterMs
}

async function takeFrom(entry, folder, work) {
  const limits = { cwd: work, timeout: downloadLimitMs, maxBuffer: 1 << 24 }
  await run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', entry.name], limits)
  const archive = (await readdir(work)).find((name) => name.endsWith('.deb'))
  await run('dpkg-deb', ['-x', archive, 'out'], limits)
  for (const [name, path] of Object.entries(entry.papers)) {
    const paper = await readFile(join(work, 'out', path))
    await writeFile(join(folder, name), path.endsWith('.gz') ? gunzipSync(paper) : paper)
  }
  await writeWhole(join(folder, entry.font.split('/').at(-1)), await readFile(join(work, 'out', entry.font)))
}

async function preparePackage(entry, folder, log) {
  const name = entry.font.split('/').at(-1)
  const marker = join(folder, `${entry.name}.tried`)
  if (existsSync(join(folder, name)) || (await triedLately(marker))) return
  await writeFile(marker, '')
  const work = await mkdtemp(join(folder, 'unpack-'))
  try {
    await takeFrom(entry, folder, work)
    log(`字体 ${name} 已备好。`)
  } catch {
    log(entry.without)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * Brings `.fonts/` up to date; quick when nothing is missing. Never fails: says in plain words what is replaced.
 * A download that failed is tried again after a day at the earliest. `FONT_DOWNLOAD=off` leaves the network alone.
 * @param {(line: string) => void} log
 * @param {string} [folder]
 */
export async function prepareFonts(log, folder = join(root, '.fonts')) {
  try {
    await mkdir(folder, { recursive: true })
    const downloads = process.env.FONT_DOWNLOAD === 'off' ? [] : packages
    await Promise.all([prepareWenKai(folder, log), ...downloads.map((entry) => preparePackage(entry, folder, log))])
  } catch (error) {
    log(`字体没有全部备好（${error instanceof Error ? error.message : error}），缺少的字体以宋体代替。`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareFonts((line) => console.log(line))
