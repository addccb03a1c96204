// What a form will change, in plain words: a thing is said line by line, and the lines compared.
export type Said = [label: string, text: string][]

export interface Change {
  label: string
  before: string | undefined // undefined: it is new
  after: string | undefined // undefined: it goes
}

export function changes(before: Said, after: Said): Change[] {
  const was = new Map(before)
  const is = new Map(after)
  const labels = [...new Set([...was.keys(), ...is.keys()])]
  return labels
    .map((label) => ({ label, before: was.get(label), after: is.get(label) }))
    .filter((one) => (one.before ?? '') !== (one.after ?? ''))
}
