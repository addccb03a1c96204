// The keys of the desk: one table, from which the help is made too.
export const KEYS = [
  { does: 'next', keys: ['j', 'ArrowDown'] },
  { does: 'previous', keys: ['k', 'ArrowUp'] },
  { does: 'open', keys: ['Enter', 'o'] },
  { does: 'close', keys: ['Escape'] },
  { does: 'claim', keys: ['c'] },
  { does: 'resolve', keys: ['r'] },
  { does: 'verify', keys: ['v'] },
  { does: 'reopen', keys: ['b'] },
  { does: 'dispatch', keys: ['d'] },
  { does: 'note', keys: ['n'] },
  { does: 'settle', keys: ['.'] },
  { does: 'mine', keys: ['i'] },
  { does: 'search', keys: ['/'] },
  { does: 'map', keys: ['m'] },
  { does: 'help', keys: ['?'] },
] as const

export type Does = (typeof KEYS)[number]['does']

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'
const PRESSES = 'button, a[href], summary, [role="button"]' // Enter belongs to them

// What a key press asks for; undefined where it belongs to a field, a dialog or the browser.
export function asked(event: KeyboardEvent, single = true): Does | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return undefined
  const at = event.target instanceof Element ? event.target : null
  if (document.querySelector('dialog[open]')) return undefined
  if (at?.closest(TYPING)) return event.key === 'Escape' ? 'close' : undefined
  if (event.key === 'Enter' && at?.closest(PRESSES)) return undefined
  if (!single && event.key.length === 1) return undefined
  return KEYS.find((one) => (one.keys as readonly string[]).includes(event.key))?.does
}
