import type { z } from 'zod'

/** What is wrong with a file and where: `ballots[3].marks.chair.for[0]`. */
export interface FileFault {
  readonly path: string
  readonly message: string
}

export function toFaults({ issues }: z.ZodError, root: string): FileFault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.reduce<string>(joinPath, root)
    if (issue.code !== 'unrecognized_keys') return [{ path: path === '' ? '文件' : path, message: issue.message }]
    return issue.keys.map((key) => ({ path: joinPath(path, key), message: '不认识的项目' }))
  })
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? String(key) : `${path}.${String(key)}`
}
