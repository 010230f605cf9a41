import { z } from 'zod'
import type { PlainDate } from '../lib/plain-date.js'

/** A day in data that is handed out. A pattern, not a check in code, so that the published schema says it too. */
export const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '不是日期') as unknown as z.ZodType<PlainDate>

/** So many digits of a hash, a key or a signature. */
export function hexText(digits: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `不是 ${digits} 位十六进制数`)
}
