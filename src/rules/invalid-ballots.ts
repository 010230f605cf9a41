/**
 * Why a ballot, or a part of one, does not count: stable codes with their words (law.md 5.2, 5.3). The scrutineers may
 * give others of their own, which are printed as they gave them.
 */
const words: Readonly<Record<string, string>> = {
  overvote: '所选人数多于应选名额',
  'double-naming': '同一人被选任两个以上职务',
  illegible: '无法辨认',
  'write-in-without-mark': '另选人未画符号',
  'not-official': '不是正式选票',
  'identifies-voter': '带有可以识别选民的标记',
  'box-overfull': '所在票箱的选票多于投票人数',
}

/** The code under which the scrutineers set a forged ballot apart: it is no ballot cast (Hainan villages, art. 29). */
export const forged = 'forged'

export function invalidText(code: string): string {
  return words[code] ?? code
}

/** 所选人数多于应选名额11张、不是正式选票1张; empty where the reasons are not known. */
export function invalidByText(invalidBy: Readonly<Record<string, number>>): string {
  return Object.entries(invalidBy)
    .map(([code, times]) => `${invalidText(code)}${times}张`)
    .join('、')
}

interface CountedPart {
  readonly invalidBallots: number
  readonly invalidBy?: Readonly<Record<string, number>> | undefined
}

/** Why ballots are invalid over several sheets, where every sheet that has any says so; otherwise nobody knows all of it. */
export function invalidReasons(sheets: readonly CountedPart[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { invalidBallots, invalidBy } of sheets) {
    if (invalidBallots > 0 && invalidBy === undefined) return new Map()
    for (const [reason, times] of Object.entries(invalidBy ?? {})) sums.set(reason, (sums.get(reason) ?? 0) + times)
  }
  return sums
}
