import fc from 'fast-check'

/** The longest and the rarest names that a roll may hold, and ordinary ones of each length. */
const names = [
  '王伟',
  '李秀英',
  '欧阳𬱖',
  '司徒𠅤',
  '㛃䶮𬭎',
  '诸葛志强',
  '阿依努尔·买买提',
  '阿依古丽·买买提艾力·吐尔逊江',
  '张昪',
]
const nameFields = /^(name|principal|proxy|scribe|head|successor|people|names|deputies)$/
const placeFields = /^(place|route|occupation|reason|explanation|where)$/
const longPlace = '奉中路一百二十八弄十七幢三单元底层架空层社区居民活动中心（原老年协会活动室）'

/** Sample facts with lists of other lengths, names of every kind and places that run over. */
export function stretchedFacts<T extends object>(sample: T): fc.Arbitrary<T> {
  return fc
    .record({
      longest: fc.constantFrom(1, 2, 7, 24, 45),
      names: fc.array(fc.constantFrom(...names), { minLength: 7, maxLength: 7 }),
      isLong: fc.boolean(),
    })
    .map((wish) => stretch(sample, wish, '', 0) as T)
}

interface Wish {
  readonly longest: number
  readonly names: readonly string[]
  readonly isLong: boolean
}

function stretch(value: unknown, wish: Wish, field: string, index: number): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    if (items.length === 0 || typeof items[0] !== 'object') return items
    // Lists within lists stay short, as a page of each would.
    const length = field === 'posts' || field === 'lists' ? items.length : wish.longest
    return Array.from({ length }, (_, i) => stretch(items[i % items.length], wish, '', i))
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part], i) => [key, stretch(part, wish, key, index + i)]))
  }
  if (typeof value !== 'string' || value === '') return value
  if (nameFields.test(field)) return wish.names[index % wish.names.length]
  return wish.isLong && placeFields.test(field) ? longPlace : value
}
