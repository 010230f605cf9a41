/** A small first vote as a count file has it: two posts, a write-in, blank ballots and one reason of invalidity. */
export const countedVoteFile = {
  ruleSet: 'national-2026',
  form: 'allVoters',
  round: 'first',
  registered: 100,
  ballotsIssued: 90,
  posts: [
    {
      post: 'chair',
      seats: 1,
      candidates: [
        { id: 'c1', name: '王伟', sex: 'male' },
        { id: 'c2', name: '李芳' },
      ],
    },
    {
      post: 'member',
      seats: 2,
      candidates: [
        { id: 'm1', name: '赵一' },
        { id: 'm2', name: '钱二' },
      ],
    },
  ],
  ballots: [
    { times: 60, marks: { chair: { for: ['c1'], against: ['c2'] }, member: { for: ['m1'], writeIn: ['张三'] } } },
    { times: 5, marks: {} },
    { marks: { chair: { for: ['c2'] } } },
    { times: 4, invalid: 'not-official' },
  ],
}
