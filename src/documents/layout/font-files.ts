import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The parts a face plays on an official page: 仿宋 text, 黑体, 楷体, 宋体, 小标宋 titles, and lists of names. */
export type FontRole = 'fang' | 'hei' | 'kai' | 'song' | 'title' | 'name'

export interface FontPlaces {
  /** An office's own licensed fonts (`FONT_DIR`). */
  readonly officeFolder?: string | undefined
  /** What scripts/fonts.mjs prepared; default `.fonts` at the root. */
  readonly preparedFolder?: string | undefined
}

export interface FontFiles {
  /** For each role the files to look a character up in, best first. */
  readonly chains: Readonly<Record<FontRole, readonly string[]>>
  /** What an administrator should know: which face is replaced by which. */
  readonly warnings: readonly string[]
}

/**
 * File names looked for in `FONT_DIR`, without regard to case, as .ttf or .otf (not .ttc). The first name of each row
 * is ours; the others are what licensed fonts are usually called. `rare*` may stand several times: faces for characters
 * that no other has.
 */
export const officeFileNames: Readonly<Record<FontRole, readonly string[]>> = {
  fang: ['fang', 'simfang', 'fzfsk', '仿宋_gb2312', '方正仿宋_gbk'],
  hei: ['hei', 'simhei', 'fzhtk', '方正黑体_gbk'],
  kai: ['kai', 'simkai', 'fzktk', '楷体_gb2312', '方正楷体_gbk'],
  song: ['song', 'fzssk', '方正书宋_gbk'],
  title: ['title', 'fzxbsk', 'fzxbsjw', '方正小标宋_gbk', '方正小标宋简体'],
  name: ['name'],
}

const roles = Object.keys(officeFileNames) as FontRole[]
const resolve = createRequire(import.meta.url).resolve

function installed(packageName: string, file: string): string {
  return join(dirname(resolve(`${packageName}/package.json`)), file)
}

function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

function fontsIn(folder: string | undefined): Map<string, string> {
  const found = new Map<string, string>()
  if (folder === undefined || !existsSync(folder)) return found
  for (const name of readdirSync(folder).sort()) {
    const ending = extname(name).toLowerCase()
    if (ending === '.ttf' || ending === '.otf') found.set(name.slice(0, -4).toLowerCase(), join(folder, name))
  }
  return found
}

/** Decides which file plays which role. Opens nothing; the Song face of the npm package is always there. */
export function findFontFiles({ officeFolder, preparedFolder = join(projectRoot(), '.fonts') }: FontPlaces): FontFiles {
  const office = fontsIn(officeFolder)
  const prepared = fontsIn(preparedFolder)
  const song = installed('@expo-google-fonts/noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf')
  const ours: Record<FontRole, string | undefined> = {
    fang: prepared.get('fandolfang-regular'),
    hei: installed('@expo-google-fonts/noto-sans-sc', '500Medium/NotoSansSC_500Medium.ttf'),
    kai: prepared.get('lxgwwenkai-regular'),
    song,
    title: installed('@expo-google-fonts/noto-serif-sc', '700Bold/NotoSerifSC_700Bold.ttf'),
    name: song,
  }
  const rare = [...office].filter(([name]) => name.startsWith('rare')).map(([, path]) => path)
  for (const name of ['babelstonehan', 'hanaminb', 'lxgwwenkai-regular']) {
    const path = prepared.get(name)
    if (path !== undefined) rare.push(path)
  }
  const chains = {} as Record<FontRole, readonly string[]>
  for (const role of roles) {
    const own = officeFileNames[role].map((name) => office.get(name)).find((path) => path !== undefined)
    const chain = [own, ours[role], song, ...rare].filter((path) => path !== undefined)
    chains[role] = [...new Set(chain)]
  }
  return { chains, warnings: warningsOn(officeFolder, chains, song, rare.length > 0) }
}

function warningsOn(
  officeFolder: string | undefined,
  chains: Readonly<Record<FontRole, readonly string[]>>,
  song: string,
  hasRare: boolean,
): string[] {
  const warnings: string[] = []
  if (officeFolder !== undefined && !existsSync(officeFolder)) {
    warnings.push(`字体文件夹 ${officeFolder} 不存在，使用系统自带字体。`)
  }
  if (chains.fang[0] === song) warnings.push('没有仿宋字体，公文正文以宋体代替。')
  if (chains.kai[0] === song) warnings.push('没有楷体字体，编号和二级标题以宋体代替。')
  if (!hasRare) warnings.push('没有生僻字字体，个别姓名可能无法排印，届时系统会指出是哪个字。')
  return warnings
}
