// Small choices kept on the device. Where storage is forbidden the page works and forgets.
const PREFIX = 'suishoupai.'

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, value)
  } catch {
    // private windows may refuse: the choice then lasts as long as the page
  }
}
