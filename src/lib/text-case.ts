/** A code name as finding codes and addresses write it: `rollPosted` is `roll-posted`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
