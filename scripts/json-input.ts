import { readFileSync } from 'node:fs'

/** What is wrong with a file and where: `ballots[3].marks.chair.for[0]`. */
export interface InputFault {
  readonly path: string
  readonly message: string
}

/** The one argument of a command that reads a JSON file; `-` is standard input. Anything else is wrong usage. */
export function fileArgument(args: readonly string[]): string | undefined {
  const [name, ...more] = args
  const isUsage = name === undefined || more.length > 0 || (name.startsWith('-') && name !== '-')
  return isUsage ? undefined : name
}

export function readJson(name: string): { readonly value: unknown } | { readonly fault: InputFault } {
  let text: string
  try {
    text = readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch (error) {
    return { fault: { path: name, message: `读不了：${(error as Error).message}` } }
  }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    return { fault: { path: name, message: `不是 JSON：${(error as Error).message}` } }
  }
}

/** One line a fault on standard error; the exit code of input that was refused. */
export function refuseInput(faults: readonly InputFault[]): number {
  for (const { path, message } of faults) console.error(`${path}: ${message}`)
  return 1
}
