// What the portal remembers in this browser: the edition, the size of type, and for which firm one acts (only while the page is open).

const read = (store: Storage | undefined, key: string): string | null => {
  try {
    return store?.getItem(key) ?? null
  } catch {
    return null // A browser that keeps nothing.
  }
}
const write = (store: Storage | undefined, key: string, value: string | null) => {
  try {
    if (value === null) store?.removeItem(key)
    else store?.setItem(key, value)
  } catch {}
}

/** The region of the edition: from the address (`?at=330602`), else as chosen before. */
export function edition(): string | null {
  const asked = new URLSearchParams(location.search).get('at')
  if (!asked || !/^\d{6}$/.test(asked)) return read(localStorage, 'portal-at')
  write(localStorage, 'portal-at', asked)
  return asked
}
export const setEdition = (code: string) => write(localStorage, 'portal-at', code)

export const isLargeType = () => read(localStorage, 'portal-large') === 'on'
export function setLargeType(on: boolean): void {
  write(localStorage, 'portal-large', on ? 'on' : null)
  applyLargeType()
}
export const applyLargeType = () => document.documentElement.classList.toggle('is-large', isLargeType())

export type Acting = { readonly account: string; readonly name: string }
export function acting(): Acting | null {
  const text = read(sessionStorage, 'portal-acting')
  return text ? (JSON.parse(text) as Acting) : null
}
export const setActing = (firm: Acting | null) => write(sessionStorage, 'portal-acting', firm && JSON.stringify(firm))
