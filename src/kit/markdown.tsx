// The little Markdown a README needs: headings, lists, tables, code, links, emphasis. Drawn as elements, never as HTML text.
import type { ReactNode } from 'react'
import './markdown.css'

export function Markdown({ text, skipTitle = false }: { text: string; skipTitle?: boolean }) {
  return <div className="markdown">{blocks(skipTitle ? text.replace(/^# .*\n/, '') : text)}</div>
}

function blocks(text: string): ReactNode[] {
  const lines = text.replace(/\r/g, '').split('\n')
  const out: ReactNode[] = []
  const take = (test: RegExp): string[] => {
    const got: string[] = []
    while (lines[0] !== undefined && test.test(lines[0])) got.push(lines.shift() ?? '')
    return got
  }
  while (lines.length > 0) {
    const line = lines[0] ?? ''
    const key = out.length
    const heading = /^(#{1,4})\s+(.*)/.exec(line)
    if (line.trim() === '') lines.shift()
    else if (heading) {
      lines.shift()
      out.push(
        (heading[1]?.length ?? 1) <= 2 ? <h3 key={key}>{inline(heading[2] ?? '')}</h3> : <h4 key={key}>{inline(heading[2] ?? '')}</h4>,
      )
    } else if (line.startsWith('```')) {
      lines.shift()
      const code = take(/^(?!```)/)
      lines.shift()
      out.push(
        <pre key={key} tabIndex={0}>
          {code.join('\n')}
        </pre>,
      )
    } else if (/^\s*[-*] /.test(line))
      out.push(
        <ul key={key}>
          {take(/^\s*([-*] |\s+\S)/).map((item, at) => (
            <li key={at}>{inline(item.replace(/^\s*[-*] /, ''))}</li>
          ))}
        </ul>,
      )
    else if (/^\s*\d+[.、] /.test(line))
      out.push(
        <ol key={key}>
          {take(/^\s*\d+[.、] /).map((item, at) => (
            <li key={at}>{inline(item.replace(/^\s*\d+[.、] /, ''))}</li>
          ))}
        </ol>,
      )
    else if (line.startsWith('|')) out.push(<TableBlock key={key} lines={take(/^\|/)} />)
    else if (line.startsWith('>'))
      out.push(
        <blockquote key={key}>
          {inline(
            take(/^>/)
              .map(one => one.replace(/^>\s?/, ''))
              .join(''),
          )}
        </blockquote>,
      )
    else out.push(<p key={key}>{inline([lines.shift() ?? '', ...take(/^(?!#|```|\s*[-*] |\s*\d+[.、] |\||>)\S/)].join('\n'))}</p>)
  }
  return out
}

function TableBlock({ lines }: { lines: readonly string[] }) {
  const cells = (line: string) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(cell => cell.trim())
  const [head = '', , ...body] = lines
  return (
    <div className="inner-table" tabIndex={0} role="region" aria-label="表格">
      <table>
        <thead>
          <tr>
            {cells(head).map((cell, at) => (
              <th scope="col" key={at}>
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((line, at) => (
            <tr key={at}>
              {cells(line).map((cell, column) => (
                <td key={column}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((piece, key) => {
    if (/^`.*`$/.test(piece)) return <code key={key}>{piece.slice(1, -1)}</code>
    if (/^\*\*.*\*\*$/.test(piece)) return <strong key={key}>{piece.slice(2, -2)}</strong>
    const link = /^\[([^\]]+)\]\((https?:[^)]+|\/[^)]*)\)$/.exec(piece)
    if (link)
      return (
        <a key={key} href={link[2]} target="_blank" rel="noopener">
          {link[1]}
        </a>
      )
    return piece.replace(/^\[([^\]]+)\]\([^)]+\)$/, '$1')
  })
}
