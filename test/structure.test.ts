import t from 'tap'
import ts from 'typescript'
import { hasNoCode, type Import, listFiles, readSources, type SourceFile, visit } from './helpers/source.js'

/** The areas in the order of an election: each may ask those before it, through their queries. */
const areas = [
  'organisation',
  'timetable',
  'roll',
  'nomination',
  'polling',
  'tally',
  'handover',
  'term',
  'documents',
  'oversight',
]

const sources = readSources('src')
const tests = readSources('test')
const others = [...readSources('migrations'), ...readSources('scripts')]
const everything = [...sources, ...tests, ...others]

/** Every import that breaks a rule, as `from → to`. */
function wrongImports(files: readonly SourceFile[], isAllowed: (file: SourceFile, to: Import) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((to) => !isAllowed(file, to)).map(({ to }) => `${file.path} → ${to}`),
  )
}

const below = (folder: string) => sources.filter(({ path }) => path.startsWith(`src/${folder}/`))
const isIn = ({ to, isPackage }: Import, ...folders: readonly string[]) =>
  !isPackage && folders.some((folder) => to.startsWith(`src/${folder}/`))

t.test('the library knows nothing of elections, and nothing else either', async (t) => {
  t.strictSame(
    wrongImports(below('lib'), (_file, to) => isIn(to, 'lib')),
    [],
  )
})

t.test('the rules rest on the library alone: no package, no clock, no chance', async (t) => {
  t.strictSame(
    wrongImports(below('rules'), (_file, to) => isIn(to, 'rules', 'lib')),
    [],
  )
  const impure = below('rules').flatMap((file) => impurities(file).map((what) => `${file.path}: ${what}`))
  t.strictSame(impure, [], 'today and lots come in as arguments')
})

function impurities({ syntax }: SourceFile): string[] {
  const found: string[] = []
  visit(syntax, (node) => {
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random|process\..*)$/.test(node.getText())) {
      found.push(node.getText())
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0) {
      found.push('new Date()')
    }
  })
  return found
}

t.test('the infrastructure knows the library, and of the rules only types', async (t) => {
  const wrong = wrongImports(
    below('infra'),
    (_file, to) => to.isPackage || isIn(to, 'infra', 'lib') || (isIn(to, 'rules') && to.isTypeOnly),
  )
  t.strictSame(wrong, [])
})

t.test('an area asks only areas before it, and only through their queries', async (t) => {
  for (const [index, area] of areas.entries()) {
    const queriesBefore = new Set(areas.slice(0, index).map((earlier) => `src/${earlier}/queries.ts`))
    const wrong = wrongImports(
      below(area),
      (_file, to) => to.isPackage || isIn(to, 'lib', 'rules', 'infra', area) || queriesBefore.has(to.to),
    )
    t.strictSame(wrong, [], area)
  }
})

t.test('nothing stands beside the areas but the process, the application and its configuration', async (t) => {
  const folders = ['lib', 'rules', 'infra', ...areas]
  const strays = sources.filter(({ path }) => !folders.some((folder) => path.startsWith(`src/${folder}/`)))
  t.strictSame(
    strays.map(({ path }) => path),
    ['src/app.ts', 'src/config.ts', 'src/server.ts', 'src/worker.ts'],
  )
})

t.test('the application knows the routes of the areas, the process their jobs', async (t) => {
  // What every page shows beside its content comes from the areas that know the stages and the state of the log.
  const frames = /^src\/(timetable\/election-frame|oversight\/log-alert)\.ts$/
  const only =
    (...wanted: readonly RegExp[]) =>
    (_file: SourceFile, { to, isPackage }: Import) =>
      isPackage || to === 'src/config.ts' || /^src\/(infra|lib)\//.test(to) || wanted.some((one) => one.test(to))
  const [app, server, worker] = ['app', 'server', 'worker'].map((name) =>
    sources.filter(({ path }) => path === `src/${name}.ts`),
  )
  t.strictSame(wrongImports(app ?? [], only(/^src\/\w+\/routes\.ts$/, frames)), [])
  t.strictSame(wrongImports(server ?? [], only(/^src\/app\.ts$/, /^src\/\w+\/jobs\.ts$/)), [])
  t.strictSame(wrongImports(worker ?? [], only(/^src\/\w+\/jobs\.ts$/)), [])
})

t.test('nothing that runs imports a test', async (t) => {
  t.strictSame(
    wrongImports([...sources, ...others], (_file, { to }) => !to.startsWith('test/')),
    [],
  )
})

const anArea = `src/(?:${areas.join('|')})`
const query = `${anArea}/(?:[\\w-]+-)?queries\\.ts`

/** Where each package is at home; a package that is not listed has no home yet. */
const homes: Readonly<Record<string, RegExp>> = {
  '@fastify/cookie': /^src\/infra\/security\//,
  '@fastify/csrf-protection': /^src\/infra\/(security|http)\//,
  '@fastify/formbody': /^src\/app\.ts$/,
  '@fastify/helmet': /^src\/infra\/security\//,
  '@fastify/multipart': /^src\/(app\.ts$|infra\/http\/uploads\.ts$)/,
  '@fastify/session': /^src\/infra\/security\//,
  '@fastify/static': /^src\/app\.ts$/,
  '@node-rs/argon2': /^src\/infra\/security\/password\.ts$/,
  'better-sqlite3': /^src\/infra\/db\/database\.ts$/,
  'chinese-days': /^src\/timetable\//,
  'csv-parse': /^src\/roll\//,
  echarts: /^src\/oversight\/draw-chart\.ts$/,
  docx: /^src\/documents\/word-(file|blocks)\.ts$/,
  fastify: new RegExp(`^(src/app\\.ts$|src/infra/|${anArea}/)`),
  'fastify-plugin': /^src\/infra\//,
  'file-type': /^src\/(roll\/|infra\/http\/photographs\.ts$)/,
  fontkit: /^src\/documents\/layout\//,
  handlebars: /^src\/(infra\/http\/handlebars|documents\/wording(-tree)?)\.ts$/,
  'ical-generator': /^src\/timetable\//,
  kysely: new RegExp(`^(src/infra/db/|${query}$)`),
  pdfkit: /^src\/documents\/layout\//,
  pg: /^src\/infra\/db\/database\.ts$/,
  'pinyin-pro': /^src\/roll\//,
  qrcode: /^src\/documents\/layout\//,
  saxes: /^src\/roll\//,
  'write-excel-file': /^src\/infra\/http\//,
  yauzl: /^src\/roll\//,
  yazl: /^src\/documents\/zip-files\.ts$/,
  zod: new RegExp(`^(src/config\\.ts$|src/infra/http/fields\\.ts$|${anArea}/(?!(?:routes|[\\w-]*queries)\\.ts))`),
}
/** Types of forms, read by the reader of forms for whichever schema an action hands it. */
const zodTypes = 'src/infra/http/forms.ts'

t.test('a package has one home', async (t) => {
  const wrong = wrongImports(sources, ({ path }, { to, isPackage, isTypeOnly }) => {
    if (!isPackage || to.startsWith('node:')) return true
    if (to === 'zod' && path === zodTypes && isTypeOnly) return true
    return homes[to]?.test(path) ?? false
  })
  t.strictSame(wrong, [])
})

t.test('the database is asked in query modules only', async (t) => {
  const allowed = new RegExp(
    `^(src/infra/(db|security|audit-log)/|src/infra/http/forms\\.ts$|src/infra/jobs/|${query}$)`,
  )
  const verbs = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'])
  const askers = sources.filter(({ path, syntax }) => {
    let asks = false
    visit(syntax, (node) => {
      if (ts.isPropertyAccessExpression(node) && verbs.has(node.name.text)) asks = true
    })
    return asks && !allowed.test(path)
  })
  t.strictSame(
    askers.map(({ path }) => path),
    [],
  )
})

t.test('no default exports and no barrels', async (t) => {
  // tap reads the coverage map as a default export.
  const read = everything.filter(({ path }) => path !== 'test/coverage-map.ts')
  const withDefault = read.filter(({ syntax }) =>
    syntax.statements.some(
      (statement) =>
        ts.isExportAssignment(statement) ||
        (ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
    ),
  )
  t.strictSame(
    withDefault.map(({ path }) => path),
    [],
  )
  const barrels = sources.filter(
    ({ path, syntax }) =>
      /\/index\.ts$/.test(path) ||
      syntax.statements.some((statement) => ts.isExportDeclaration(statement) && !statement.exportClause),
  )
  t.strictSame(
    barrels.map(({ path }) => path),
    [],
  )
})

t.test('classes are for errors', async (t) => {
  const found: string[] = []
  for (const { path, syntax } of [...sources, ...readSources('migrations')]) {
    visit(syntax, (node) => {
      if (!ts.isClassLike(node)) return
      const parent = node.heritageClauses?.[0]?.types[0]?.expression.getText() ?? ''
      if (!/^(Error|HttpProblem)$/.test(parent)) found.push(`${path}: ${node.name?.text ?? 'a class'}`)
    })
  }
  t.strictSame(found, [])
})

t.test('no file is over 300 lines', async (t) => {
  const long = everything
    .map(({ path, text }) => ({ path, lines: text.split('\n').filter((line) => line.trim() !== '').length }))
    .filter(({ lines }) => lines > 300)
  t.strictSame(long, [])
})

const testFiles = new Set(tests.map(({ path }) => path))
const testOf = (path: string) => path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')

t.test('every rule and every file of the library has the test that its coverage binds it to', async (t) => {
  const untested = [...below('rules'), ...below('lib')].filter(
    (file) => !hasNoCode(file) && !testFiles.has(testOf(file.path)),
  )
  t.strictSame(
    untested.map(({ path }) => path),
    [],
  )
  const orphans = tests
    .map(({ path }) => path)
    .filter((path) => /^test\/(rules|lib)\/.*\.test\.ts$/.test(path))
    .filter((path) => !sources.some((source) => testOf(source.path) === path))
  t.strictSame(orphans, [], 'and no test is named after what is gone')
})

const inAreas = sources.filter(({ path }) => areas.some((area) => path.startsWith(`src/${area}/`)))

t.test('a page has one name: of its action, its template and its test', async (t) => {
  const paths = new Set(inAreas.map(({ path }) => path))
  const templates = areas.flatMap((area) => listFiles(`templates/${area}`, '.hbs'))
  const actionOf = (template: string) => template.replace(/^templates\//, 'src/').replace(/\.hbs$/, '.ts')
  t.strictSame(
    templates.filter((template) => !paths.has(actionOf(template))),
    [],
    'templates without an action',
  )

  const untested = templates
    .map(actionOf)
    .filter((path) => paths.has(path))
    .filter((path) => !isTested(path))
  t.strictSame(untested, [], 'pages without a test')
})

/** By a test of its own name, or by one of its area that visits its address, which bears the same name. */
function isTested(path: string): boolean {
  if (testFiles.has(testOf(path))) return true
  const [, area = '', action = ''] = /^src\/(\w+)\/([\w-]+)\.ts$/.exec(path) ?? []
  return tests.some(({ path: test, text }) => test.startsWith(`test/${area}/`) && text.includes(action))
}

t.test('what a page names as its template exists', async (t) => {
  const known = new Set(listFiles('templates', '.hbs').map((path) => path.slice('templates/'.length)))
  const named = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/'([a-z-]+\/[a-z-]+\.hbs)'/g)].map(([, template = '']) => ({ path, template })),
  )
  t.ok(named.length > 20)
  t.strictSame(
    named.filter(({ template }) => !known.has(template)),
    [],
  )
})
