import { pinyin } from 'pinyin-pro'

/**
 * A name's pinyin without tones and blanks, and its initials, for look-ups: 欧阳𬱖 is ouyangdi and oyd, 吕 is lv.
 * The first characters are read as a surname (单 shan, 仇 qiu). A character without a known reading is left out.
 */
export function pinyinOf(name: string): { readonly pinyin: string; readonly initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'removed' })
    .map((syllable) => syllable.toLowerCase().replaceAll('ü', 'v'))
    .filter((syllable) => /^[a-z]+$/.test(syllable))
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') }
}
