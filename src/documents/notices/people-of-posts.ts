import type { PlainDate } from '../../lib/plain-date.js'
import type { Post, Sex } from '../../rules/post.js'
import { sexText, yearMonth } from '../words.js'

/** Somebody who stands for a post, as a notice introduces them. */
export interface PersonOnNotice {
  readonly name: string
  readonly sex: string
  readonly born: string
  readonly politicalStatus: string
  readonly education: string
  readonly occupation: string
  /** 提名人数: 12名, 党组织; a dash where the paper does not say. */
  readonly nominators: string
}

export interface PostWithPeople {
  readonly post: string
  readonly seats: number
  readonly isForWoman: boolean
  readonly people: readonly PersonOnNotice[]
}

interface Person {
  readonly postId: number
  readonly name: string
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly politicalStatus: string | null
  readonly education: string | null
  readonly occupation: string | null
  readonly nominators?: string
}

/** The people under their posts, in the order given; what nobody stated is a dash. */
export function peopleOfPosts(posts: readonly Post[], people: readonly Person[]): PostWithPeople[] {
  return posts.map(({ id, title, seats, reservedForWoman }) => ({
    post: title,
    seats,
    isForWoman: reservedForWoman,
    people: people.filter(({ postId }) => String(postId) === id).map(personOnNotice),
  }))
}

function personOnNotice(person: Person): PersonOnNotice {
  const { name, sex, birthDate, politicalStatus, education, occupation, nominators } = person
  return {
    name,
    sex: sex ? sexText[sex] : '—',
    born: yearMonth(birthDate) || '—',
    politicalStatus: politicalStatus || '—',
    education: education || '—',
    occupation: occupation || '—',
    nominators: nominators ?? '—',
  }
}

/** Invented people for the samples of nominees and candidates. */
export const samplePeople: readonly PostWithPeople[] = [
  {
    post: '主任',
    seats: 1,
    isForWoman: false,
    people: [
      person('王伟', '男', '1975年3月', '中共党员', '大学本科', '桃源里社区党委书记', '党组织'),
      person('欧阳玥', '女', '1982年11月', '群众', '大学专科', '桃源里社区居民委员会副主任', '12名'),
    ],
  },
  {
    post: '副主任',
    seats: 1,
    isForWoman: false,
    people: [
      person('周建平', '男', '1968年7月', '中共党员', '高中', '退休', '党组织、11名'),
      person('郑𬱖', '女', '1990年1月', '共青团员', '硕士研究生', '社区工作者', '10名'),
    ],
  },
  {
    post: '委员',
    seats: 3,
    isForWoman: false,
    people: [
      person('马骉', '男', '1979年9月', '民革党员', '大学本科', '云岭建材商行经营者', '13名'),
      person('吴桂英', '女', '1971年12月', '群众', '初中', '居民小组长', '党组织'),
      person('阿依努尔·买买提', '女', '1986年5月', '群众', '大学专科', '个体工商户', '10名'),
      person('诸葛志强', '男', '1964年2月', '中共党员', '中专', '退休', '12名'),
    ],
  },
]

function person(
  name: string,
  sex: string,
  born: string,
  politicalStatus: string,
  education: string,
  occupation: string,
  nominators: string,
): PersonOnNotice {
  return { name, sex, born, politicalStatus, education, occupation, nominators }
}
