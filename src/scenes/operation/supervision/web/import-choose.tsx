// The two ways to give a plan: a file, dropped or chosen, and the pasted text.
import { FileTextOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { number } from '../../../../kit/format.ts'

export const accepted = ['.docx', '.pdf', '.txt', '.md']

export function DropZone({ onTake, onPaste }: { onTake: (file: File | undefined) => void; onPaste: () => void }) {
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onTake(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside does the same by key
    <div
      className={`imp-drop ${over ? 'over' : ''}`}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className="imp-icon" aria-hidden="true" />
      <h2>把文件拖到这里</h2>
      <p className="soft">支持 Word（.docx）、PDF（.pdf，须有文字层）、文本（.txt、.md），一次一份</p>
      <div className="row wrap imp-ways">
        <Button type="primary" size="large" icon={<FileTextOutlined />} onClick={() => picker.current?.click()}>
          选择文件
        </Button>
        <Button size="large" onClick={onPaste}>
          粘贴全文
        </Button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        accept={accepted.join(',')}
        onChange={event => {
          onTake(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}

export function PasteBox({
  value,
  onChange,
  onBack,
  onRead,
}: {
  value: string
  onChange: (text: string) => void
  onBack: () => void
  onRead: () => void
}) {
  return (
    <form
      className="stack tight"
      onSubmit={event => {
        event.preventDefault()
        onRead()
      }}
    >
      <label htmlFor="imp-text" className="imp-label">
        文件全文
      </label>
      <Input.TextArea
        id="imp-text"
        autoFocus
        value={value}
        onChange={event => onChange(event.target.value)}
        autoSize={{ minRows: 14, maxRows: 24 }}
        maxLength={1_000_000}
        className="imp-text"
        placeholder="从标题到落款整篇粘贴，保留“责任单位：……”等行，识别更准。"
      />
      <div className="row wrap">
        <span className="muted num grow">{value ? `${number(value.length)} 字` : ''}</span>
        <Button onClick={onBack}>改为上传文件</Button>
        <Button type="primary" htmlType="submit" disabled={value.trim().length < 20}>
          开始识别
        </Button>
      </div>
    </form>
  )
}
