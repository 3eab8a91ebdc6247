// A search field that waits until somebody stops typing; `/` jumps into it.

import { SearchOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useHotkeys } from './use-hotkeys.ts'
import './search-box.css'

export function SearchBox({ value, onSearch, placeholder }: { value: string; onSearch: (q: string) => void; placeholder: string }) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(value)
  const latest = useRef(onSearch)
  latest.current = onSearch
  const send = (next: string) => {
    sent.current = next
    latest.current(next.trim())
  }
  useEffect(() => {
    if (value !== sent.current.trim()) {
      sent.current = value
      setText(value)
    }
  }, [value])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      latest.current(text.trim())
    }, 350)
    return () => clearTimeout(timer)
  }, [text])
  useHotkeys({
    '/': event => {
      event.preventDefault()
      input.current?.focus()
    },
  })
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) send(text)
    if (event.key === 'Escape') {
      setText('')
      send('')
    }
  }
  return (
    <span className="search-box">
      <SearchOutlined aria-hidden="true" />
      <input
        ref={input}
        type="search"
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={event => setText(event.target.value)}
        onKeyDown={pressed}
      />
    </span>
  )
}
