import { yuanText } from '../lib/yuan.js'
import { handoverCategories, handoverCategoryText } from '../rules/handover.js'
import type { HandoverItem } from './queries.js'
import { optionsOf } from './words.js'

export const itemFields = [
  ...(['category', 'name', 'specification', 'quantity', 'unit', 'amount', 'condition', 'remark'] as const),
]

export const itemChoices = [{ value: '', text: '请选择' }, ...optionsOf(handoverCategoryText)]

/** The list under its headings, with what is still to be said of each, and the sum of all amounts. */
export function handoverList(items: readonly HandoverItem[], seesList: boolean) {
  const sum = items.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0)
  return {
    categories: handoverCategories.map((category) => {
      const own = items.filter((item) => item.category === category)
      return {
        category,
        title: handoverCategoryText[category],
        isAnswered: own.length > 0,
        items: seesList ? own.map(itemRow) : [],
      }
    }),
    itemCount: items.filter(({ isNone }) => isNone === 0).length,
    sumText: yuanText(sum),
  }
}

function itemRow({ id, name, specification, quantity, unit, amountFen, condition, remark, isNone }: HandoverItem) {
  return {
    ...{ id, name, specification, condition, remark },
    isNone: isNone === 1,
    quantityText: quantity === null ? '' : `${quantity}${unit}`,
    amountText: amountFen === null ? '' : yuanText(amountFen),
  }
}
