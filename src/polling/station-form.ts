import { z } from 'zod'
import { optionalTextField, textField, tickField, timeField, versionField } from '../infra/http/fields.js'
import type { Station } from './queries.js'

/**
 * Names as people list them: 陈国强、林美芳, with commas, or one a line. Blanks part names only where every piece
 * can be a name: 王 伟 is one person, 陈国强 林美芳 are two.
 */
export function splitNames(text: string): string[] {
  return text
    .split(/[、，,;；\n]/)
    .flatMap((part) => {
      const pieces = part.trim().split(/[\s\u3000]+/)
      return pieces.every((piece) => [...piece].length > 1) ? pieces : [part.trim()]
    })
    .filter((name) => name !== '')
}

const groupsField = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat())
  .pipe(
    z.array(
      z
        .string()
        .regex(/^\d{1,5}$/, '请选择居民小组')
        .transform(Number),
    ),
  )

export const stationForm = z
  .object({
    kind: z.enum(['central', 'station'], '请选择中心投票站或投票分站'),
    name: textField(30, '请填写名称'),
    place: textField(80, '请填写地点'),
    opens: timeField,
    closes: timeField,
    groups: groupsField,
    hasVotingBooth: tickField,
    telephone: optionalTextField(20),
    hasScribeDesk: tickField,
    staffReason: optionalTextField(200),
    version: versionField.default(0),
  })
  .refine((form) => form.opens < form.closes, { path: ['closes'], message: '截止时间应当在开始时间之后' })

export type StationForm = z.infer<typeof stationForm>

/** What is planned of a place, without what happens there on the day. */
export function planOf(station: StationForm | Station) {
  const { kind, name, place, groups, opens, closes, hasVotingBooth, telephone, hasScribeDesk } = station
  return { kind, name, place, groups, opens, closes, hasVotingBooth, telephone, hasScribeDesk }
}
