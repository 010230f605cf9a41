import { blankedGroups, groupsOf } from '../lib/fingerprint.js'
import type { PaperGroup } from '../rules/filing.js'

/** What stands for a group that is to be read from paper, wherever the fingerprint is shown meanwhile. */
export const blank = '····'

/** The groups asked for when the result is filed for the `number`th time; none where no record was kept. */
export function askedGroups(fingerprint: string, number: number): readonly number[] {
  return fingerprint === '' ? [] : blankedGroups(fingerprint, number)
}

/** What was typed into the blanks of the form. */
export function typedGroups(body: unknown, asked: readonly number[]): PaperGroup[] {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>
  return asked.map((group) => {
    const typed = form[`group-${group}`]
    return { group, typed: typeof typed === 'string' ? typed : '' }
  })
}

/** The fingerprint group by group as the return prints it, the blanks with what was typed into them. */
export function paperGroups(fingerprint: string, typed: readonly PaperGroup[]) {
  return groupsOf(fingerprint).map((text, index) => {
    const asked = typed.find(({ group }) => group === index + 1)
    return {
      group: index + 1,
      name: `group-${index + 1}`,
      isAsked: asked !== undefined,
      text: asked ? asked.typed : text,
    }
  })
}

/** The fingerprint in groups of four, without those that are being asked for. */
export function withoutGroups(fingerprint: string, asked: readonly number[]): string {
  return groupsOf(fingerprint)
    .map((text, index) => (asked.includes(index + 1) ? blank : text))
    .join(' ')
}
