// Ctrl/⌘+K: go to a page or find a matter, person or organ, without the mouse.
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { SearchResult } from '../wire/rows.ts'
import { get } from './api.ts'
import { useGo } from './app-link.tsx'
import './command-palette.css'

export type Place = { label: string; hint?: string; href: string; words?: string; icon?: ReactNode }
type Entry = Place & { group: string }

export function CommandPalette({ places, onClose }: { places: readonly Place[]; onClose: () => void }) {
  const go = useGo()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<SearchResult>('/search', { q }, signal),
    enabled: q.length >= 2,
  })
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
  }, [])
  const entries: Entry[] = [
    ...places
      .filter(place => !q || `${place.label}${place.hint ?? ''}${place.words ?? ''}`.toLowerCase().includes(q.toLowerCase()))
      .slice(0, q ? 6 : 9)
      .map(place => ({ ...place, group: '前往' })),
    ...(q.length >= 2
      ? (found.data?.hits ?? []).slice(0, 8).map(hit => ({
          group: '事项',
          label: hit.title,
          hint: [hit.recordLabel, hit.number, hit.stateLabel].filter(Boolean).join(' · '),
          href: `/records/${hit.record}/${hit.id}`,
        }))
      : []),
    ...(q.length >= 2
      ? (found.data?.organs ?? []).slice(0, 4).map(organ => ({ group: '单位', label: organ.name, href: `/organisation?organ=${organ.id}` }))
      : []),
    ...(q.length >= 2
      ? (found.data?.people ?? []).slice(0, 4).map(person => ({
          group: '人员',
          label: person.name,
          hint: `${person.organName} · ${person.title}`,
          href: `/organisation?person=${person.id}`,
        }))
      : []),
    ...(q ? [{ group: '搜索', label: `在全部事项中搜索“${q}”`, href: `/search?q=${encodeURIComponent(q)}` }] : []),
  ]
  const chosen = Math.min(at, Math.max(0, entries.length - 1))
  const open = (entry: Entry | undefined) => {
    if (entry) {
      onClose()
      go(entry.href)
    }
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setAt((chosen + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % Math.max(1, entries.length))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      open(entries[chosen])
    }
  }
  useEffect(() => {
    document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <dialog
      ref={dialog}
      className="command"
      aria-label="搜索和前往"
      onClose={onClose}
      onClick={event => event.target === dialog.current && onClose()}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <input
        className="command-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="command-list"
        aria-activedescendant={`command-${chosen}`}
        aria-label="搜索事项、单位、人员，或前往页面"
        placeholder="搜索事项、单位、人员，或前往页面"
        value={text}
        onChange={event => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      <ul id="command-list" role="listbox" aria-label="结果">
        {entries.map((entry, index) => (
          <li
            key={`${entry.group}${entry.href}${entry.label}`}
            id={`command-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => open(entry)}
          >
            <span className="command-group">{entries[index - 1]?.group === entry.group ? '' : entry.group}</span>
            <span className="grow clip">{entry.label}</span>
            {entry.hint ? <span className="muted clip command-hint">{entry.hint}</span> : null}
          </li>
        ))}
      </ul>
      {entries.length === 0 ? <p className="muted command-none">{found.isFetching ? '正在查找…' : '没有找到'}</p> : null}
      <footer aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> 选择
        </span>
        <span>
          <kbd>Enter</kbd> 打开
        </span>
        <span>
          <kbd>Esc</kbd> 关闭
        </span>
      </footer>
    </dialog>
  )
}
