import { withoutSpaces } from './clean-text.js'

/** What a remark may say about somebody's place on the roll. Each waits for a person's decision. */
export type RemarkSign = 'deceased' | 'moved-away' | 'enlisted' | 'deprived-of-rights' | 'serving-sentence'

const signs: readonly (readonly [RemarkSign, RegExp])[] = [
  ['deceased', /死亡|去世|已故|亡故|过世|病故|身故/],
  ['moved-away', /迁出|已迁|迁往|迁走|户口注销|已注销|销户/],
  ['enlisted', /入伍|参军|服兵役|现役|当兵/],
  ['deprived-of-rights', /剥夺政治权|剥政|剥权|被剥夺/],
  ['serving-sentence', /服刑|在押|判刑|收监/],
]

/** Words that turn a sign into its contrary: 未被剥夺政治权利, 无服刑, 刑满释放, 已恢复政治权利. */
const denials = /(未|没有|没|无|非|不|否)[^，,。；;、]{0,3}$/
const endings = /^[^，,。；;、]{0,6}(期满|已满|恢复|释放|结束|退役|复员|[:：]?(否|无)$)/

/** The signs a free text gives, each once. */
export function remarkSigns(...texts: (string | null | undefined)[]): RemarkSign[] {
  const found = new Set<RemarkSign>()
  for (const text of texts) {
    const bare = withoutSpaces(text ?? '')
    if (bare === '') continue
    for (const [sign, pattern] of signs) {
      const match = pattern.exec(bare)
      if (match === null) continue
      const before = bare.slice(0, match.index)
      const after = bare.slice(match.index + match[0].length)
      if (denials.test(before) || endings.test(after) || (/恢复|刑满|退役/.test(before) && sign !== 'deceased'))
        continue
      found.add(sign)
    }
  }
  return [...found]
}

/** A cell of a column that is itself a sign (死亡, 迁出日期): anything but a blank, a no or a nought means yes. */
export function saysYes(text: string | undefined): boolean {
  return !/^(|否|无|没有|未|0|×|x|n|no|[-—/]+|正常|健在)$/i.test(withoutSpaces(text ?? ''))
}
