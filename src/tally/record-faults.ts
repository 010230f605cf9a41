import type { z } from 'zod'

/** What is wrong with a record and where: `votes[0].sheets[2].entries[1]`. */
export interface RecordFault {
  readonly path: string
  readonly message: string
}

export function fault(path: string, message: string): RecordFault {
  return { path, message }
}

/** What the schema found, a line for each place. */
export function schemaFaults({ issues }: z.ZodError): RecordFault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.reduce<string>(joinPath, '')
    if (issue.code !== 'unrecognized_keys') return [fault(path === '' ? '文件' : path, `不合格式：${issue.message}`)]
    return issue.keys.map((key) => fault(joinPath(path, key), '不合格式：不认识的项目'))
  })
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? String(key) : `${path}.${String(key)}`
}

/** Every place where what a record says is not what was worked out anew. */
export function compare(recorded: unknown, expected: unknown, path: string): RecordFault[] {
  if (isObject(recorded) && isObject(expected)) {
    if (Array.isArray(recorded) !== Array.isArray(expected)) return [differing(path, recorded, expected)]
    const known = Object.keys(recorded)
    const keys = [...known, ...Object.keys(expected).filter((key) => !known.includes(key))]
    const place = (key: string) => (Array.isArray(recorded) ? `${path}[${key}]` : `${path}.${key}`)
    return keys.flatMap((key) => compare(recorded[key], expected[key], place(key)))
  }
  return recorded === expected ? [] : [differing(path, recorded, expected)]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function differing(path: string, recorded: unknown, expected: unknown): RecordFault {
  return fault(path, `记录为${shown(recorded)}，重新核算为${shown(expected)}`)
}

function shown(value: unknown): string {
  if (value === undefined) return '没有'
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
