/**
 * Who elects (Urban Residents' Committees Law 2025, art. 14): all voters, one representative a
 * household, or the residents' representatives.
 */
export const electionForms = ['allVoters', 'households', 'representatives'] as const

export type ElectionForm = (typeof electionForms)[number]

/** The form in the words of the law. */
export const electionFormText: Readonly<Record<ElectionForm, string>> = {
  allVoters: '全体有选举权的居民选举（居民直选）',
  households: '户代表选举',
  representatives: '居民代表选举',
}
