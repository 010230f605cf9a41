/** What a scan can be of, as the address and the audit log call it. */
export const scanKinds = ['paper', 'consent', 'opinion', 'drop-out'] as const

export type ScanKind = (typeof scanKinds)[number]

export const scanText: Readonly<Record<ScanKind, string>> = {
  paper: '提名表',
  consent: '本人意见书',
  opinion: '审查意见的文书',
  'drop-out': '退出的书面材料',
}

/** What the link to the scans of something says. */
export function scansText(count: number | undefined): string {
  return count === undefined ? '扫描件' : `扫描件 ${count} 份`
}

/** The column that says whose scan it is. */
export const ownerColumn = {
  paper: 'paperId',
  consent: 'nomineeId',
  opinion: 'opinionId',
  'drop-out': 'dropOutId',
} as const satisfies Readonly<Record<ScanKind, string>>
