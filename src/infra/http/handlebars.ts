import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import Handlebars from 'handlebars'
import { percentText } from '../../lib/fraction.js'
import { longDate, monthDay, weekdayText } from '../../lib/chinese-text.js'
import type { PlainDate } from '../../lib/plain-date.js'

/** Renders the template of a name with a model. */
export type Renderer = (template: string, model: object) => string

/** `preventIndent`: a partial that stands indented must not indent what somebody typed into a text area. */
const compileOptions = { strict: true, assumeObjects: false, preventIndent: true } as const

/**
 * Compiles every page and partial under a folder once, so that a broken one stops the start. Strict: a name
 * that the model lacks throws; `each` over a missing list throws (a voter list must never come out empty by
 * mistake); `if` refuses numbers, because 0 would hide what it asks about.
 */
export function compileTemplates(folder: string): Renderer {
  const engine = Handlebars.create()
  registerHelpers(engine)
  const pages = new Map<string, Handlebars.TemplateDelegate>()
  for (const file of listTemplates(folder)) {
    const name = relative(folder, file).split(sep).join('/')
    const source = readFileSync(file, 'utf8')
    refuseHelperNames(engine, name, source)
    if (name.startsWith('partials/')) engine.registerPartial(name.slice('partials/'.length, -'.hbs'.length), source)
    else if (!name.startsWith('notices/')) pages.set(name, engine.compile(source, compileOptions))
  }
  return (template, model) => {
    const page = pages.get(template)
    if (!page) throw new Error(`no template ${template}`)
    return page(model)
  }
}

interface ShownFinding {
  readonly severity: string
  readonly code?: string
}

/** What is only not yet or no longer to be done breaks no law (the codes are those of `rules/permitted-actions.ts`). */
function timeMark({ code = '' }: ShownFinding): string | undefined {
  if (code.startsWith('not-yet-')) return '未到'
  if (code.startsWith('already-')) return '已过'
  return code === 'recount-open' ? '暂停' : undefined
}

/** `{{clock}}` would call the helper, not show the page's field: a field must not be named like one. */
function refuseHelperNames(engine: typeof Handlebars, template: string, source: string): void {
  for (const [, name = ''] of source.matchAll(/\{\{\{?\s*(\w+)\s*\}?\}\}/g)) {
    if (name !== 'else' && name !== 'newFormId' && Object.hasOwn(engine.helpers, name)) {
      throw new Error(`${template}: {{${name}}} is the name of a helper`)
    }
  }
}

function listTemplates(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function registerHelpers(engine: typeof Handlebars): void {
  const each = engine.helpers['each'] as Handlebars.HelperDelegate
  const when = engine.helpers['if'] as Handlebars.HelperDelegate
  const unless = engine.helpers['unless'] as Handlebars.HelperDelegate
  engine.registerHelper('each', function (this: unknown, list: unknown, options: Handlebars.HelperOptions) {
    if (list === null || list === undefined) throw new Error('each over a missing list')
    return each.call(this, list, options) as string
  })
  engine.registerHelper('if', function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
    refuseNumber(condition)
    return when.call(this, condition, options) as string
  })
  engine.registerHelper('unless', function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
    refuseNumber(condition)
    return unless.call(this, condition, options) as string
  })
  engine.registerHelper('orBlank', (value: string | number | null | undefined) => String(value ?? ''))
  engine.registerHelper('newFormId', () => randomUUID())
  engine.registerHelper(
    'findingMark',
    (finding: ShownFinding) => timeMark(finding) ?? (finding.severity === 'error' ? '不符' : '提醒'),
  )
  engine.registerHelper('findingLook', (finding: ShownFinding) => (timeMark(finding) ? 'untimely' : finding.severity))
  engine.registerHelper('is', (left: unknown, right: unknown) => String(left) === String(right))
  engine.registerHelper('errorOf', (errors: unknown, field: string) => {
    const byField = (errors as { byField?: Record<string, string> } | undefined)?.byField
    return byField?.[field] ?? ''
  })
  engine.registerHelper('percentOf', (part: number, whole: number) => percentText(part, whole))
  // From five digits on, in groups of three (GB/T 15835); a shorter number stays as it is on the paper.
  engine.registerHelper('grouped', (value: number) =>
    value < 10_000 ? String(value) : value.toLocaleString('en-US').replaceAll(',', '\u2009'),
  )
  engine.registerHelper('longDate', (day: PlainDate) => longDate(day))
  engine.registerHelper('monthDay', (day: PlainDate) => monthDay(day))
  engine.registerHelper('weekday', (day: PlainDate) => weekdayText(day))
  engine.registerHelper('clock', (instant: string) => shanghaiTime(instant).slice(11, 16))
  engine.registerHelper('dayAndClock', (instant: string) => shanghaiTime(instant).replace('T', ' ').slice(0, 16))
}

function refuseNumber(condition: unknown): void {
  if (typeof condition === 'number') throw new Error('if on a number: give the page a boolean')
}

/** An instant in the time of the whole country, UTC+8 without summer time. */
export function shanghaiTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
}
