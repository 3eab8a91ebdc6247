// Keys of a page: `{ j: next, 'mod+k': search }`. Silent while somebody types in a field or a dialog is open (but for `mod+…`).
import { useEffect, useRef } from 'react'

export function useHotkeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>, enabled = true) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!enabled) return
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey) return
      const mod = event.metaKey || event.ctrlKey
      const name = `${mod ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
      const act = latest.current[name]
      if (!act || (!mod && (isTyping(event.target) || document.querySelector('[role="dialog"]')))) return
      act(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [enabled])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.getAttribute('role') === 'combobox')
