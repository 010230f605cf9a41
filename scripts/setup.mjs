// Makes a checkout ready to run, with nothing but Node's own modules: installs, builds, fetches fonts, migrates,
// makes the demo season. Every step is skipped when its result is there already.
//   node scripts/setup.mjs start   before `npm start`
//   node scripts/setup.mjs test    before `npm test` (no database, no demo)
//   node scripts/setup.mjs quiet   before a command whose output is data: says nothing unless it fails
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const purpose = process.argv[2] ?? 'start'
const isQuiet = purpose === 'quiet'

const say = (text) => {
  if (!isQuiet) console.log(`· ${text}`)
}

const fail = (text) => {
  console.error(text)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) !== 20) {
  fail(`需要 Node 20，现在是 ${process.versions.node}。(Node 20 is needed.)`)
}

function run(command, args, { env = {}, failure }) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: isQuiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'],
  })
  if (result.status !== 0) fail(failure)
}

const hash = (parts) => createHash('sha256').update(parts.join('\0')).digest('hex')
const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** One set-up at a time: `npm start` and `npm test` may be called together. */
function takeTurn() {
  const lock = join(root, '.setup.lock')
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0
      if (age > 15 * 60_000 || !isRunning(Number(readStamp(lock)))) rmSync(lock, { force: true })
      else {
        if (tries === 0) say('另一个安装正在进行，等它完成')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
      }
    }
  }
  process.on('exit', () => rmSync(lock, { force: true }))
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

/** Installs when node_modules is missing or older than the lock file or this Node. */
function install() {
  const lockFile = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const modules = join(root, 'node_modules')
  const stampFile = join(modules, '.juxuan-stamp')
  const stamp = hash([lockFile, process.version, process.arch])
  if (readStamp(stampFile) === stamp) return
  const isFresh = !existsSync(modules)
  say(`安装程序包（${isFresh ? '第一次要一两分钟' : '清单有变化'}）`)
  const npm = process.env.npm_execpath ?? 'npm'
  const command = npm.endsWith('.js') || npm.endsWith('.cjs') ? [process.execPath, npm] : [npm]
  const verb = isFresh ? 'ci' : 'install'
  // Debug information and the second optimisation level double the compile time of SQLite and change nothing here.
  const env = { npm_config_build_from_source: 'true', CFLAGS: '-O1', CXXFLAGS: '-O1' }
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  run(command[0], [...command.slice(1), verb, ...options], { env, failure: '安装没有成功，原因见上。' })
  writeFileSync(stampFile, stamp)
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Compiles when a source is newer than the last build. */
function build() {
  const sources = [...['src', 'migrations', 'scripts', 'test'].flatMap((folder) => listFiles(join(root, folder)))]
  sources.push(join(root, 'tsconfig.json'))
  const stampFile = join(root, 'dist', '.stamp')
  const stamp = hash(sources.map((file) => `${file}:${statSync(file).size}:${statSync(file).mtimeMs}`))
  if (readStamp(stampFile) === stamp) return
  say('编译')
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'tsc7', 'bin', 'tsc')
  run(process.execPath, [compiler, '-p', 'tsconfig.json'], { failure: '编译没有成功，原因见上。' })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

takeTurn()
install()
build()
const { prepareFonts } = await import('./fonts.mjs')
await prepareFonts(say)
if (purpose === 'start') {
  run(process.execPath, ['dist/scripts/migrate.js'], { failure: '数据库没有升级成功，原因见上。' })
  run(process.execPath, ['dist/scripts/seed.js'], { failure: '演练数据没有生成，原因见上。' })
}
